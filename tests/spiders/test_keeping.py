"""What a crawl keeps of what it fetched, by its settings."""

import subprocess
import sys
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


def test_articles_alone(crawl: Fixture, paper: Fixture, answer: Fixture) -> None:
    paper.answers["/2025/walled"] = answer("no", status=403)
    paper.answers["/feed"] = answer(
        paper.feed("/2025/anna", "/2025/berta", "/2025/list", "/2025/walled"), kind="text/xml"
    )
    crawl(*settings(crawl, archive="articles"), paper.url)
    assert kept(crawl) == PAGES[:2]
    rows = crawl.sql("SELECT outcome, archive IS NULL FROM pages ORDER BY url")
    assert rows == [("read", 0), ("read", 0), ("not_article", 1)]


def test_nothing(crawl: Fixture, paper: Fixture) -> None:
    crawl(*settings(crawl, archive="off"), paper.url)
    assert not (crawl.db.parent / "archive").exists()
    assert crawl.sql("SELECT count(*), count(archive) FROM pages") == [(3, 0)]


def test_refusals_are_kept_as_evidence_and_never_become_articles(
    crawl: Fixture, paper: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """Not by the crawl, not when the archive is read again, not when it is ingested elsewhere."""
    long = article_page("Anna")
    refusals = {
        "/2025/accepted": answer(long, status=202),
        "/2025/forbidden": answer(long, status=403),
        "/2025/teapot": answer(long, status=418),
        "/2025/header": answer(long, headers={"cf-mitigated": "challenge"}),
        "/2025/script": answer(long.replace(b"</body>", b"<script>window._cf_chl_opt={}</script></body>")),
    }
    paper.answers |= refusals
    paper.answers["/feed"] = answer(paper.feed("/2025/berta", *refusals), kind="text/xml")
    done = crawl(paper.url, code=1)
    assert (done["outcomes"]["read"], done["outcomes"]["blocked"]) == (1, len(refusals))
    assert kept(crawl) == sorted(("response", path) for path in (*refusals, "/2025/berta"))
    rows = crawl.sql("SELECT url, article_id, archive IS NULL FROM pages WHERE outcome = 'blocked' ORDER BY url")
    assert rows == [(paper.url + path, None, 0) for path in sorted(refusals)]
    assert crawl.sql("SELECT blocked, articles, failed FROM coverage") == [(len(refusals), 1, 0)]
    assert crawl.sql("SELECT count(*) FROM address WHERE outcome = 'blocked' AND next_attempt_at IS NOT NULL") == [(5,)]

    elsewhere = f"sqlite:///{crawl.db.parent}/elsewhere.db"
    for command in (["reprocess", "--db", crawl.url], ["ingest", "--db", elsewhere, f"{crawl.db.parent}/archive"]):
        subprocess.run([sys.executable, "-m", "tracker", *command], cwd=crawl.db.parent, env=crawl.environment())
    assert crawl.sql("SELECT url FROM articles") == [(f"{paper.url}/2025/berta",)]
    assert crawl.sql("SELECT count(*) FROM pages WHERE outcome = 'blocked'") == [(len(refusals),)]
    crawl.db = crawl.db.parent / "elsewhere.db"
    assert crawl.sql("SELECT url FROM articles") == [(f"{paper.url}/2025/berta",)]
    assert crawl.sql("SELECT blocked, articles FROM coverage") == [(len(refusals), 1)]


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
