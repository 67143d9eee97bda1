"""The whole path on the made-up news web: crawled twice by the real spiders, recorded, linked."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tracker.demo import DemoRun, run_demo
from tracker.errors import CrawlError


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo.db"


@pytest.fixture(scope="module")
def run(db: Path) -> DemoRun:
    return run_demo(f"sqlite:///{db}")


@pytest.fixture
def rows(db: Path, run: DemoRun) -> Iterator[sqlite3.Cursor]:
    with closing(sqlite3.connect(db)) as connection:
        yield connection.cursor()


def test_every_page_but_the_closed_one_is_read(run: DemoRun) -> None:
    summary = run.summary
    assert summary["failures"] == []
    assert {outcome: count for outcome, count in summary["outcomes"].items() if count} == {"read": 40, "refused": 1}
    assert summary["outlets"]["nordwire"] == {
        "discovered": 9,
        "sources": {"read": 1},
        "outcomes": {"read": 8, "refused": 1},
    }
    assert summary["outlets"]["dailytide"]["sources"] == {"read": 2}
    assert len(summary["outlets"]) == 10


def test_the_chain_of_three_hops(run: DemoRun, rows: sqlite3.Cursor) -> None:
    rows.execute("SELECT depth, parent_url FROM chains WHERE url = ?", (run.chain_url,))
    ((depth, parent),) = rows.fetchall()
    assert depth == 3
    rows.execute("SELECT parent_url FROM chains WHERE url = ?", (parent,))
    assert rows.fetchall() == [("http://harbourherald.example/2025/03/11/storm-keeps-ferries-in-port/",)]


def test_the_founding_page(run: DemoRun, rows: sqlite3.Cursor) -> None:
    rows.execute(
        "SELECT s.agency, s.origin_url, origin_seen, r.credited FROM republications r JOIN stories s USING (story_id) "
        "WHERE url = ?",
        (run.founding_url,),
    )
    ((agency, origin_url, origin_seen, credited),) = rows.fetchall()
    assert (agency, origin_url, bool(origin_seen), bool(credited)) == (
        "nordwire",
        run.founding_original_url,
        False,
        True,
    )
    rows.execute("SELECT date(published_at) FROM articles WHERE url = ?", (run.founding_url,))
    assert rows.fetchall() == [("2017-10-23",)]
    stated = "SELECT form, quote FROM credits WHERE url = ? AND role = 'credit' ORDER BY quote"
    rows.execute(stated, (run.founding_url,))
    assert rows.fetchall() == [
        ("byline", "Articles by: Nordwire"),
        ("byline", "By Nordwire"),
        ("copyright", "Copyright © Nordwire, Nordwire, 2017"),
        ("dateline", "Nordwire 22 October 2017"),
        ("republished", "The original source of this article is Nordwire"),
    ]


@pytest.mark.parametrize(
    ("url", "credited"),
    [
        ("http://plainspoken.example/sea-cable-finally-agreed", False),
        ("http://plainspoken.example/visit-a-laboratory-below-a-glacier", False),
        ("http://valleypost.example/nyheter/art-30412.html", True),
        ("http://dailytide.example/news/three-states-agree-on-sea-cable-20250312.html", True),
        ("http://vestniksevera.example/news/2025/03/12/port-skarvika-prinyal-suda.html", True),
        ("http://costanoticias.example/economia/20250313/flota-sardinera-vuelve-a-la-mar.html", True),
        ("http://alpenkurier.example/kultur/versunkene-hansekogge-in-skarvik-4410231", True),
    ],
)
def test_copies(url: str, credited: bool, rows: sqlite3.Cursor) -> None:
    rows.execute("SELECT credited, agency FROM republications WHERE url = ?", (url,))
    assert [(bool(said), agency) for said, agency in rows.fetchall()] == [(credited, "nordwire")]


@pytest.mark.parametrize(
    "url",
    [
        "http://worldrelay.example/the-price-of-a-strait/5614161",
        "http://alpenkurier.example/wirtschaft/stromkabel-und-unsere-stauseen-4410877",
        "http://vestniksevera.example/news/2025/03/13/novyj-kabel.html",
        "http://harbourherald.example/2025/03/12/lundholm-cheers-fishermen-grumble/",
        "http://harbourherald.example/2025/03/11/library-keeps-saturday-hours/",
    ],
)
def test_citations_and_own_reports_are_no_republications(url: str, rows: sqlite3.Cursor) -> None:
    rows.execute("SELECT story_id FROM republications WHERE url = ?", (url,))
    assert rows.fetchall() == []


def test_run_again_nothing_changes(db: Path, run: DemoRun, rows: sqlite3.Cursor) -> None:
    def state() -> list[list[tuple[object, ...]]]:
        queries = (
            "SELECT url, title, revisions, last_seen_at FROM articles ORDER BY url",
            "SELECT * FROM republications ORDER BY story_id, url",
            "SELECT outlet, day, discovered, fetched, articles FROM coverage ORDER BY outlet, day",
        )
        return [rows.execute(query).fetchall() for query in queries]

    before = state()
    lines: list[str] = []
    again = run_demo(f"sqlite:///{db}", echo=lines.append)
    assert again.summary["pages"] == 0
    assert again.summary["linked"]["articles"] == 0
    assert state() == before
    assert any("feed unchanged: http://nordwire.example/rss.xml" in line for line in lines)


def test_the_founding_page_s_original_once_it_is_crawled(db: Path, run: DemoRun, rows: sqlite3.Cursor) -> None:
    """Comes last: it adds to the database that the tests above look at."""
    one = run_demo(f"sqlite:///{db}", targets=[run.founding_original_url])
    assert one.summary["outlets"]["nordwire"]["outcomes"] == {"read": 1}
    rows.execute(
        "SELECT s.origin_url, origin_seen, parent_url, extent, r.credited FROM republications r "
        "JOIN stories s USING (story_id) WHERE url = ?",
        (run.founding_url,),
    )
    assert rows.fetchall() == [(run.founding_original_url, 1, run.founding_original_url, "full", 1)]


def test_a_crawl_that_does_not_run_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(CrawlError, match="demo: the crawl ended with 1"):
        run_demo(f"sqlite:///{tmp_path}/demo.db")
