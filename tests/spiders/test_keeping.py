"""What a crawl keeps of what it fetched, by its settings."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

Fixture = Any  # the classes of conftest.py, which test modules cannot import


@pytest.fixture
def paper(site: Fixture, answer: Fixture, article_page: Callable[..., bytes]) -> Fixture:
    site.answers = {
        "/": answer('<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/feed": answer(site.feed("/2025/anna", "/2025/berta", "/2025/list"), kind="text/xml"),
        "/2025/anna": answer(article_page("Anna")),
        "/2025/berta": answer(article_page("Berta")),
        "/2025/list": answer("".join(f'<p><a href="/{n}">Link {n}</a></p>' for n in range(30))),
    }
    return site


def kept(crawl: Fixture) -> list[tuple[str, str]]:
    """Kind and path of every record that is of a page, over all files, in their order."""
    found = []
    for file in sorted((crawl.db.parent / "archive").glob("*.warc.gz")):
        with file.open("rb") as stream:
            found += [
                (record.rec_type, record.rec_headers.get_header("WARC-Target-URI").removeprefix("http://paper.example"))
                for record in ArchiveIterator(stream)
                if record.rec_type != "warcinfo"
            ]
    return sorted(found)


def settings(crawl: Fixture, **written: str) -> list[str]:
    file: Path = crawl.db.parent / "tracker.toml"
    file.write_text("[crawl]\n" + "".join(f'{name} = "{value}"\n' for name, value in written.items()))
    return ["--config", str(file)]


PAGES = [("response", f"/2025/{name}") for name in ("anna", "berta", "list")]


def test_every_page_beside_the_database_without_a_setting(crawl: Fixture, paper: Fixture) -> None:
    crawl(paper.url)
    assert kept(crawl) == PAGES
    rows = crawl.sql("SELECT archive, archive_offset, archive_length FROM pages ORDER BY archive_offset")
    ends = [offset + length for _, offset, length in rows]
    assert [offset for _, offset, _ in rows[1:]] == ends[:-1]
    assert ends[-1] == Path(rows[0][0]).stat().st_size


def test_articles_alone(crawl: Fixture, paper: Fixture) -> None:
    crawl(*settings(crawl, archive="articles"), paper.url)
    assert kept(crawl) == PAGES[:2]
    rows = crawl.sql("SELECT outcome, archive IS NULL FROM pages ORDER BY url")
    assert rows == [("read", 0), ("read", 0), ("not_article", 1)]


def test_nothing(crawl: Fixture, paper: Fixture) -> None:
    crawl(*settings(crawl, archive="off"), paper.url)
    assert not (crawl.db.parent / "archive").exists()
    assert crawl.sql("SELECT count(*), count(archive) FROM pages") == [(3, 0)]


def test_the_same_bytes_again_are_said_and_not_kept_twice(crawl: Fixture, paper: Fixture) -> None:
    address = f"{paper.url}/2025/03/11/by-its-address"
    paper.answers["/2025/03/11/by-its-address"] = paper.answers["/2025/anna"]
    crawl(address)
    before = crawl.sql("SELECT archive, archive_offset, archive_length FROM pages")
    crawl(address)
    assert kept(crawl) == [("response", "/2025/03/11/by-its-address"), ("revisit", "/2025/03/11/by-its-address")]
    assert crawl.sql("SELECT archive, archive_offset, archive_length FROM pages") == before
    for file in (crawl.db.parent / "archive").iterdir():
        file.unlink()
    crawl(address)
    assert kept(crawl) == [("response", "/2025/03/11/by-its-address")]


def test_a_budget_that_is_spent_ends_the_crawl_and_loses_nothing(crawl: Fixture, paper: Fixture) -> None:
    folder = crawl.db.parent / "archive"
    folder.mkdir()
    (folder / "older.warc.gz").write_bytes(bytes(5000))
    done = crawl(*settings(crawl, archive_budget="5 kB"), paper.url, code=1)
    assert "crawl.archive_budget" in done["stopped"]
    assert [file.name for file in folder.iterdir()] == ["older.warc.gz"]
    assert crawl.sql("SELECT count(*) FROM pages") == [(0,)]
    (folder / "older.warc.gz").unlink()
    done = crawl(*settings(crawl, archive_budget="1 MB"), paper.url)
    assert done["stopped"] is None
    assert crawl.sql("SELECT count(*) FROM pages") == [(3,)]
