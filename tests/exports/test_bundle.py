"""The evidence bundle: what is in it, that it says the truth of itself, that other programs read it."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.site.conftest import ATTACK
from tracker.catalogue import Catalogue, load_catalogue
from tracker.db import Database, open_database, queries
from tracker.errors import ArchiveError, TrackerError, UnknownAddressError
from tracker.exports.bundle import Bundled, export_bundle
from tracker.pipeline import Tracker
from tracker.text import words

GOLDEN = Path(__file__).with_name("golden")
MADE_AT = datetime(2025, 3, 10, 12, 30, 15, tzinfo=UTC)
STORY = "http://lantern.example/4"  # a silent copy of the agency's item, cut


@pytest.fixture
def linked(tracker: Tracker, web: Any) -> Tracker:
    tracker.ingest_paths([web.warc], workers=1)
    tracker.link()
    return tracker


def bundle(db: Database, catalogue: Catalogue, url: str, path: Path, **more: Any) -> Bundled:
    return export_bundle(db, url, path, catalogue=catalogue, rules="0" * 64, made_at=MADE_AT, **more)


def of(tracker: Tracker, path: Path, url: str = STORY) -> Bundled:
    return bundle(tracker.db, tracker.catalogue, url, path)


def rows(file: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read(name).decode(), newline="")))


def test_its_members_and_their_columns(linked: Tracker, tmp_path: Path) -> None:
    done = of(linked, tmp_path / "story.zip")
    assert (done.articles, done.pages, done.texts, len(done.stories), done.missing) == (3, 3, 3, 1, ())
    assert done.sha256 == hashlib.sha256(Path(done.path).read_bytes()).hexdigest()
    with zipfile.ZipFile(done.path) as file:
        assert file.testzip() is None
        lines = []
        for member in file.infolist():
            header = file.read(member).decode().partition("\n")[0] if member.filename.endswith(".csv") else ""
            assert member.date_time == (2025, 3, 10, 12, 30, 14)  # a zip counts two seconds at a time
            lines.append(f"{re.sub(r'[0-9]+-1-', 'N-1-', member.filename)}: {header}".rstrip(": "))
        lines += ["", *sorted(json.loads(file.read("evidence.json")))]
    given, expected = "\n".join(lines) + "\n", GOLDEN / "bundle.txt"
    if not expected.exists():
        expected.with_suffix(".txt.given").write_text(given, encoding="utf-8")
        pytest.fail("no bundle.txt; look at bundle.txt.given and rename it")
    assert given == expected.read_text(encoding="utf-8")


def test_the_sums_cover_everything_and_hold(linked: Tracker, tmp_path: Path) -> None:
    done = of(linked, tmp_path / "story.zip")
    with zipfile.ZipFile(done.path) as file:
        lines = [line.partition("  ") for line in file.read("SHA256SUMS").decode().splitlines()]
        sums = {name: digest for digest, _, name in lines}
        assert set(sums) == set(file.namelist()) - {"SHA256SUMS"}
        assert all(hashlib.sha256(file.read(name)).hexdigest() == digest for name, digest in sums.items())
        file.extractall(tmp_path / "out")
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path / "out", check=True)
        (tmp_path / "out" / "credits.csv").write_bytes(b"changed")
        changed = subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path / "out", check=False)
        assert changed.returncode == 1


def test_texts_are_exactly_those_recorded_and_offsets_point_into_them(linked: Tracker, tmp_path: Path) -> None:
    done = of(linked, tmp_path / "story.zip")
    with zipfile.ZipFile(done.path) as file:
        told = rows(file, "texts.csv")
        stored = queries.select(linked.db, "SELECT article_id, text, sha256 FROM revisions").dicts()
        by_article = {str(row["article_id"]): row for row in stored}
        for text in told:
            content = file.read(text["file"])
            assert content.decode() == by_article[text["article_id"]]["text"]
            assert hashlib.sha256(content).hexdigest() == text["sha256"] == by_article[text["article_id"]]["sha256"]
        passages = rows(file, "passages.csv")
        assert {(p["article_a"], p["article_b"]) for p in passages} == {
            (m["article_a"], m["article_b"]) for m in rows(file, "matches.csv")
        }
        for p in passages:
            sides = [file.read(p[f"file_{s}"]).decode()[int(p[f"start_{s}"]) : int(p[f"end_{s}"])] for s in "ab"]
            a, b = ([word.folded for word in words(side)] for side in sides)
            assert a == b
            assert len(a) == int(p["words"])
            assert sides[0].startswith(p["begins"].removeprefix("'"))


def test_the_pages_are_read_by_other_programs_and_by_this_one(
    linked: Tracker, web: Any, database_url: str, tmp_path: Path
) -> None:
    done = of(linked, tmp_path / "story.zip")
    with zipfile.ZipFile(done.path) as file:
        warc = Path(file.extract("pages.warc.gz", tmp_path))
        told = {row["url"]: row["sha256"] for row in rows(file, "pages.csv") if row["in_warc"] == "true"}
    bodies = {page.url: page.body for page in web.pages}
    found = {
        record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
        for record in ArchiveIterator(warc.open("rb"), check_digests="raise")
        if record.rec_type == "response"
    }
    assert found == {url: bodies[url] for url in told}
    assert {url: hashlib.sha256(body).hexdigest() for url, body in found.items()} == told
    before = queries.select(linked.db, "SELECT url, title, words FROM articles ORDER BY url").rows
    assert linked.ingest_paths([warc], workers=1).counts.total()
    assert queries.select(linked.db, "SELECT url, title, words FROM articles ORDER BY url").rows == before


def test_it_says_who_copied_from_whom(linked: Tracker, tmp_path: Path) -> None:
    with zipfile.ZipFile(of(linked, tmp_path / "story.zip").path) as file:
        chain, told = rows(file, "chain.csv"), json.loads(file.read("evidence.json"))
        stated, sheet = rows(file, "credits.csv"), file.read("sheet.html").decode()
    assert [(row["outlet"], row["depth"], row["credited"]) for row in chain] == [
        ("nordwire", "0", ""),
        ("tide", "1", "1"),
        ("lantern.example", "1", "0"),
    ]
    assert told["made_at"] == "2025-03-10T12:30:15+00:00"
    assert (told["rules"], told["asked_for"]) == ("0" * 64, STORY)
    assert "nothing was crawled" in told["coverage"]["note"]
    assert any(row["role"] == "credit" and "Nordwire" in row["quote"] for row in stated)
    assert "Nothing of what is recorded" in sheet
    assert "nothing was crawled" in sheet
    assert "0" * 64 in sheet


def test_the_same_again_differs_in_the_numbers_of_its_records_alone(linked: Tracker, tmp_path: Path) -> None:
    first, second = (zipfile.ZipFile(of(linked, tmp_path / name).path) for name in ("one.zip", "two.zip"))
    with first, second:
        assert first.namelist() == second.namelist()
        assert [n for n in first.namelist() if first.read(n) != second.read(n)] == ["pages.warc.gz", "SHA256SUMS"]


def test_never_over_a_file_and_never_half(linked: Tracker, web: Any, tmp_path: Path) -> None:
    path = tmp_path / "story.zip"
    path.write_text("precious")
    with pytest.raises(ArchiveError, match="is there already"):
        of(linked, path)
    assert path.read_text() == "precious"
    with pytest.raises(UnknownAddressError, match="is no recorded article"):
        of(linked, tmp_path / "other.zip", "http://nobody.example/")
    with pytest.raises(UnknownAddressError, match="was not read as an article"):
        of(linked, tmp_path / "other.zip", "http://plain.example/front/0")
    with pytest.raises(ArchiveError, match="cannot be written: No such file or directory"):
        of(linked, tmp_path / "nowhere" / "other.zip")
    assert [left.name for left in tmp_path.iterdir() if "zip" in left.name] == ["story.zip"]


def test_pages_that_are_gone_are_named_and_the_rest_is_there(linked: Tracker, web: Any, tmp_path: Path) -> None:
    away = web.warc.rename(tmp_path / web.warc.name)
    try:
        done = of(linked, tmp_path / "story.zip")
        whole = bundle(linked.db, linked.catalogue, STORY, tmp_path / "whole.zip", folders=[tmp_path])
    finally:
        away.rename(web.warc)
    assert (done.pages, done.articles, whole.missing, whole.pages) == (0, 3, (), 3)
    assert all("no such file" in reason for _, reason in done.missing)
    with zipfile.ZipFile(done.path) as file:
        assert {row["url"] for row in rows(file, "missing.csv")} == {address for address, _ in done.missing}
        assert "no such file" in file.read("sheet.html").decode()
        assert {row["in_warc"] for row in rows(file, "pages.csv")} == {"false"}


def test_texts_that_wait_to_be_compared_are_no_evidence(linked: Tracker, web: Any, tmp_path: Path) -> None:
    changed = tmp_path / "rows.jsonl"
    changed.write_text(json.dumps({"url": STORY, "text": "Something else stands here today.", "title": "Else"}))
    linked.ingest_paths([changed], workers=1)
    with pytest.raises(TrackerError, match="run `tracker link` first"):
        of(linked, tmp_path / "before.zip")
    linked.link()
    done = of(linked, tmp_path / "after.zip")
    assert (done.articles, done.texts, done.pages, done.stories) == (1, 2, 2, ())  # it carries no story any more
    with zipfile.ZipFile(done.path) as file:
        assert [row["current"] for row in rows(file, "texts.csv")] == ["0", "1"]
        assert "The article is in no story" in file.read("sheet.html").decode()


def test_an_earlier_text_whose_page_was_not_kept_is_named(linked: Tracker, web: Any, tmp_path: Path) -> None:
    page = next(page for page in web.pages if page.url == STORY)
    linked.ingest(replace(page, body=page.body.replace(b"</article>", b"<p>A word was added later.</p></article>")))
    linked.link()
    done = of(linked, tmp_path / "story.zip")
    assert (done.articles, done.texts, done.pages) == (3, 4, 3)
    assert done.missing == ((STORY, "the bytes that text 2 was read from were not kept"),)


def test_a_misstated_date_does_not_stretch_what_coverage_is_said_of(tracker: Tracker, tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    row = {"url": "http://tern.example/1", "text": "Ships came in.\nAll of them.", "fetched_at": "2025-03-06T00:00:00Z"}
    lines.write_text(json.dumps({**row, "published_at": "2009-01-02T03:04:00Z"}))
    tracker.ingest_paths([lines], workers=1)
    tracker.link()
    with zipfile.ZipFile(of(tracker, tmp_path / "story.zip", row["url"]).path) as file:
        told = json.loads(file.read("evidence.json"))
    assert (told["coverage"]["since"], told["coverage"]["until"]) == ("2025-02-03", "2025-02-03")
    assert told["articles"][0]["published_at"] == "2009-01-02T03:04:00+00:00"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def test_nothing_of_a_page_is_obeyed_by_the_sheet(database: Path, tmp_path: Path) -> None:
    with open_database(f"sqlite:///{database}", create=False) as db:
        done = bundle(db, load_catalogue(), "http://mole.example/x", tmp_path / "story.zip")
    with zipfile.ZipFile(done.path) as file:
        content, table = file.read("sheet.html").decode(), file.read("articles.csv").decode()
    page = _Page()
    page.feed(content)
    assert not page.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form"}
    assert not page.handlers
    assert all(link.startswith(("http://", "https://", "#")) for link in page.links)
    assert "default-src 'none'" in content
    assert "\x1b" not in content
    assert "\x1b" not in table
    assert ATTACK not in content
    assert "&lt;script&gt;document.title=" in content
    assert 'dir="auto"' in content
    assert "no time stated" in content
