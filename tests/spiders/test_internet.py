"""One crawl of a wide world: each outlet goes wrong in its own way, each address has its one outcome with a reason.

The outlets are hosts of a local internet (`tests.internet`), crawled together by a process of its own; a test stands
for what is expected of one of them: how its addresses ended, what coverage counts, what was never asked for.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.internet import Authority, Internet
from tests.internet.outlets import OUTLETS, SECURE, answer

ROOT = Path(__file__).parents[2]
_SETTINGS = (
    "DOWNLOAD_DELAY=0.005", "AUTOTHROTTLE_ENABLED=False", "RETRY_ENABLED=False", "DOWNLOAD_TIMEOUT=3",
    "DOWNLOAD_MAXSIZE=400000",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the crawl left behind."""

    internet: Internet
    db: Path
    summary: Mapping[str, Any]

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.db)) as connection:
            return connection.execute(query, values).fetchall()

    def endings(self, host: str) -> dict[str, tuple[str, str]]:
        """Outcome and reason by path, of every address of a host, and of its sources that could not be had."""
        how = "CASE WHEN refused > 0 THEN 'refused' WHEN blocked > 0 THEN 'blocked' ELSE 'failed' END"
        trouble = f"SELECT url, {how}, reason FROM poll_day WHERE refused + blocked + failed > 0 AND url LIKE ?"
        pages = "SELECT url, outcome, reason FROM address WHERE url LIKE ?"
        rows = [row for query in (pages, trouble) for row in self.sql(query, f"%://{host}/%")]
        return {url.partition(f"://{host}")[2]: (outcome, reason) for url, outcome, reason in rows}

    def coverage(self, outlet: str) -> dict[str, int]:
        """Counts of an outlet, those that are not 0."""
        names = (
            "discovered", "fetched", "articles", "unchanged", "not_article", "refused", "blocked", "gone", "failed",
            "sources_failed",
        )  # fmt: skip
        ((*counts,),) = self.sql(
            f"SELECT {', '.join(f'sum({n})' for n in names)} FROM coverage WHERE outlet = ?", outlet
        )
        return {name: count for name, count in zip(names, counts, strict=True) if count}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Every outlet crawled once, all in one run."""
    folder = tmp_path_factory.mktemp("world")
    authority = Authority(folder)
    contexts = {host: authority.certify(host, **kind) for host, kind in SECURE.items()}
    with Internet(answer, authority=contexts.__getitem__) as internet:
        sites = [*(f"http://{host}/" for host in OUTLETS), *(f"https://{host}/" for host in SECURE)]
        ours = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and k[:8] != "TRACKER_"}
        proxies = {"http_proxy": internet.proxy, "https_proxy": internet.proxy, "SSL_CERT_FILE": str(authority.file)}
        proxies["PYTHONPATH"] = str(ROOT)
        done = subprocess.run(
            [sys.executable, "-m", "spiders", "--db", f"sqlite:///{folder / 'world.db'}", "--json",
             *(f"-s{setting}" for setting in _SETTINGS), *sites],
            cwd=folder, env=ours | proxies, capture_output=True, encoding="utf-8", timeout=300,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr[-3000:]
        yield World(internet=internet, db=folder / "world.db", summary=json.loads(done.stdout))


# ------------------------------------------------------------------------------------------------- what ends how

_INSIDE = ("failed", "an address inside a private network")
_BROKE = ("failed", "the answer broke off")
_LATE = ("failed", "no answer in time")
_READ = ("read", "")

#: Outlet: how each of its addresses ends, and what coverage counts of it.
EXPECTED: dict[str, tuple[Mapping[str, tuple[str | None, str]], dict[str, int]]] = {
    "good.example": (
        {"/2025/a": _READ, "/2025/b": _READ},
        {"discovered": 2, "fetched": 2, "articles": 2},
    ),
    "maps.example": ({"/2025/a": _READ}, {"discovered": 1, "fetched": 1, "articles": 1}),
    "moved.example": (
        {
            "/2025/once": _READ,
            "/2025/thrice": _READ,
            "/2025/circle": ("failed", "it leads on and on, or in a circle"),
            "/2025/scheme": ("failed", "302 Found: it leads to no address of the web (ftp://moved.example/x)"),
            "/2025/without": ("failed", "302 Found: it leads nowhere"),
        },
        {"discovered": 5, "fetched": 2, "articles": 2, "failed": 3},
    ),
    "endless.example": ({"/2025/0": ("failed", "it leads on and on, or in a circle")}, {"discovered": 1, "failed": 1}),
    "slow.example": (
        {"/2025/silent": _LATE, "/2025/stalled": _LATE, "/2025/b": _READ},
        {"discovered": 3, "fetched": 1, "articles": 1, "failed": 2},
    ),
    "broken.example": (
        {"/2025/reset": _BROKE, "/2025/half": _BROKE, "/2025/longer": _BROKE, "/2025/b": _READ},
        {"discovered": 4, "fetched": 1, "articles": 1, "failed": 3},
    ),
    "bomb.example": (
        {
            "/2025/bomb": ("failed", "the answer is larger than 400,000 bytes when unpacked"),
            "/2025/large": ("failed", "the answer is larger than 400,000 bytes"),
            "/2025/broken-gzip": ("failed", "the answer cannot be unpacked: Compressed file ended"),
            "/2025/gzip": _READ,
        },
        {"discovered": 4, "fetched": 1, "articles": 1, "failed": 3},
    ),
    "patient.example": (
        # Its host is left alone from the first on: the second is not asked, and waits.
        {"/2025/wait": ("blocked", "429 Too Many Requests"), "/2025/busy": (None, "")},
        {"discovered": 2, "blocked": 1},
    ),
    "charset.example": (
        dict.fromkeys(("/2025/header-lies", "/2025/meta-lies", "/2025/no-word", "/2025/nonsense"), _READ),
        {"discovered": 4, "fetched": 4, "articles": 4},
    ),
    "closed.example": ({"/": ("failed", "robots.txt")}, {"sources_failed": 1}),
    "rules.example": (
        {"/private/a": ("refused", "robots.txt says no"), "/2025/b": _READ},
        {"discovered": 2, "fetched": 1, "articles": 1, "refused": 1},
    ),
    "calendar.example": (
        {f"/2025/03/{month:02}/event-{month}": _READ for month in range(5)},
        {"discovered": 5, "fetched": 5, "articles": 5},
    ),
    "session.example": (
        {"/2025/03/11/a?PHPSESSID=0a1b2c3d4e5f60718293a4b5c6d7e8f9": _READ},
        {"discovered": 1, "fetched": 1, "articles": 1},
    ),
    "challenge.example": (
        {
            "/2025/title": ("blocked", "a challenge instead of a page (200 OK)"),
            "/2025/accepted": ("blocked", "202 Accepted"),
            "/2025/forbidden": ("blocked", "403 Forbidden"),
            "/2025/header": ("blocked", "a challenge instead of a page (200 OK)"),
            "/2025/b": _READ,
        },
        {"discovered": 5, "fetched": 1, "articles": 1, "blocked": 4},
    ),
    "odd.example": (
        {
            "/2025/empty": ("unreadable", "The answer is empty."),
            "/2025/pdf": ("unreadable", "The answer is a PDF file, not a page."),
            "/2025/gone": ("gone", "410 Gone"),
            "/2025/error": ("failed", "500 Internal Server Error"),
            "/2025/b": _READ,
        },
        {"discovered": 5, "fetched": 3, "articles": 1, "gone": 1, "failed": 3},
    ),
    "halffeed.example": ({"/2025/a": _READ}, {"discovered": 1, "fetched": 1, "articles": 1}),
    "nofeed.example": ({"/feed": ("blocked", "feed: 403 Forbidden")}, {"sources_failed": 1}),
    "valid.example": ({"/2025/03/11/a": _READ}, {"discovered": 1, "fetched": 1, "articles": 1}),
    "selfsigned.example": ({"/": ("failed", "the certificate of the site is not valid")}, {"sources_failed": 1}),
    "expired.example": ({"/": ("failed", "the certificate of the site is not valid")}, {"sources_failed": 1}),
}


@pytest.mark.parametrize("host", EXPECTED)
def test_each_address_ends_in_its_one_outcome(world: World, host: str) -> None:
    endings, counted = EXPECTED[host]
    found = world.endings(host)
    assert {path: outcome for path, (outcome, _) in found.items()} == {
        p: outcome for p, (outcome, _) in endings.items()
    }
    assert [path for path, (_, reason) in endings.items() if reason not in found[path][1]] == []
    assert world.coverage(host) == counted


def test_nobody_is_left_out() -> None:
    assert {*OUTLETS, *SECURE} == {*EXPECTED, "inside.example"}


def test_no_redirect_leads_inside(world: World) -> None:
    """Whatever way the address is written; and none of them was asked for, not even for its robots.txt."""
    paths = [path if "://" not in path else "/2025/listed" for path in OUTLETS["inside.example"] if "2025" in path]
    endings = world.endings("inside.example") | world.endings("10.0.0.7")
    assert endings == dict.fromkeys(paths, _INSIDE)
    assert world.coverage("inside.example") == {"discovered": len(paths), "failed": len(paths)}
    asked = {asked.url.split("/")[2] for asked in world.internet.asked}
    assert asked <= {*OUTLETS, *SECURE}


def test_the_last_address_of_a_redirect_is_kept_beside_the_first(world: World) -> None:
    rows = world.sql("SELECT url, final_url FROM articles WHERE outlet = 'moved.example' ORDER BY url")
    target = "http://moved.example/2025/target"
    assert rows == [("http://moved.example/2025/once", target), ("http://moved.example/2025/thrice", target)]


def test_whatever_the_charset_is_said_to_be_the_text_is_right(world: World) -> None:
    assert world.sql("SELECT DISTINCT title FROM articles WHERE outlet = 'charset.example'") == [("Übermut at dawn",)]


def test_who_asks_for_patience_is_given_it(world: World) -> None:
    rows = world.sql(
        "SELECT url, CAST(round((julianday(next_attempt_at) - julianday(last_attempt_at)) * 24) AS integer) "
        "FROM address WHERE outlet = 'patient.example' AND outcome IS NOT NULL ORDER BY url"
    )
    assert rows == [("http://patient.example/2025/wait", 2)]
    assert not world.internet.urls("http://patient.example/2025/busy")
    assert len(world.internet.urls("http://patient.example/2025/wait")) == 1


def test_an_endless_calendar_ends(world: World) -> None:
    assert len(world.internet.urls("http://calendar.example/events/")) == 4


def test_a_site_whose_robots_txt_is_broken_is_left_alone(world: World) -> None:
    assert world.internet.urls("http://closed.example/") == []


def test_of_a_site_with_a_bad_certificate_nothing_is_asked(world: World) -> None:
    assert world.internet.urls("https://selfsigned.example/") == world.internet.urls("https://expired.example/") == []
    assert len(world.internet.urls("https://valid.example/")) > 1


def test_the_summary_counts_what_coverage_counts(world: World) -> None:
    names = ("articles", "not_article", "refused", "blocked", "gone", "failed", "sources_failed")
    (sums,) = world.sql(f"SELECT {', '.join(f'sum({name})' for name in names)} FROM coverage")
    outcomes, outlets = world.summary["outcomes"], world.summary["outlets"].values()
    sources = sum(o["sources"].get(how, 0) for o in outlets for how in ("refused", "blocked", "failed"))
    failed = outcomes["failed"] + outcomes["unreadable"]
    pages = (
        outcomes["read"],
        outcomes["not_article"],
        outcomes["refused"],
        outcomes["blocked"],
        outcomes["gone"],
        failed,
    )
    assert sums == (*pages, sources)
