"""One crawl of a wide world: each outlet goes wrong in its own way, each address has its one outcome with a reason.

The outlets are hosts of a local internet (`tests.internet`), crawled together by a process of its own; a test stands
for what is expected of one of them: how its addresses ended, what coverage counts, what was never asked for.
"""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.internet import Answer, Asked, Authority, Internet

ROOT = Path(__file__).parents[2]
_SETTINGS = (
    "DOWNLOAD_DELAY=0.005", "AUTOTHROTTLE_ENABLED=False", "RETRY_ENABLED=False", "DOWNLOAD_TIMEOUT=3",
    "DOWNLOAD_MAXSIZE=400000",
)  # fmt: skip
Page = Answer | Callable[[Asked], Answer]


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
        names = ["discovered", "fetched", "articles", "unchanged", "not_article", "refused", "blocked", "failed"]
        names.append("sources_failed")
        ((*counts,),) = self.sql(
            f"SELECT {', '.join(f'sum({n})' for n in names)} FROM coverage WHERE outlet = ?", outlet
        )
        return {name: count for name, count in zip(names, counts, strict=True) if count}


def article(subject: str, *, encoding: str = "utf-8", meta: str = "utf-8") -> bytes:
    """A page of prose about `subject`."""
    prose = "".join(
        f"<p>{subject} {verb} the {place} at dawn, and the council of {place} was told by {subject} why the {thing} "
        f"that had been promised to {place} would not come before the spring, when {subject} means to return.</p>"
        for verb, place, thing in (("left", "harbour", "crane"), ("saw", "quay", "bridge"), ("drew", "island", "lamp"))
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{meta}"><title>{subject} at dawn</title></head>'
        f"<body><article><h1>{subject} at dawn</h1>{prose}</article></body></html>"
    ).encode(encoding)


def page(subject: str, **more: Any) -> Answer:
    return Answer(body=article(subject), **more)


def moved(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": to})


def feed(*urls: str) -> Answer:
    items = "".join(f"<item><title>News</title><link>{url}</link></item>" for url in urls)
    return Answer(body=f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode(), kind="text/xml")


def front(*paths: str) -> Answer:
    return Answer(body="".join(f'<h2><a href="{p}">A headline of five words</a></h2>' for p in paths).encode())


def with_feed(host: str, pages: Mapping[str, Page]) -> dict[str, Page]:
    """An outlet whose feed lists its pages; a path may be a whole address elsewhere."""
    urls = [path if "://" in path else f"http://{host}{path}" for path in pages]
    return {
        **pages,
        "/feed": feed(*urls),
        "/": Answer(body=b'<link rel="alternate" type="application/rss+xml" href="/feed">'),
    }


_BOMB = gzip.compress(bytes(50_000_000))
_NEWS = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def calendar(asked: Asked) -> Answer:
    """A month, and a link to the next."""
    month = int(asked.url.rpartition("=")[2]) if "month=" in asked.url else 0
    links = f'<a href="/events/?month={month + 1}" rel="next">Next</a>'
    return Answer(body=f'<h2><a href="/2025/03/{month:02}/event-{month}">A fair of five words</a></h2>{links}'.encode())


def events(asked: Asked) -> Answer | None:
    return page("Anna") if "/2025/" in asked.url else None


#: Paths by host; `*` is every other path.
OUTLETS: dict[str, dict[str, Page]] = {
    "good.example": with_feed("good.example", {"/2025/a": page("Anna"), "/2025/b": page("Berta")}),
    "maps.example": {
        "/robots.txt": Answer(body=b"Sitemap: http://maps.example/index.xml", kind="text/plain"),
        "/index.xml": Answer(
            body=b"<sitemapindex><sitemap><loc>http://maps.example/news.xml.gz</loc></sitemap></sitemapindex>",
            kind="text/xml",
        ),
        "/news.xml.gz": Answer(
            body=gzip.compress(_NEWS.format("<url><loc>http://maps.example/2025/a</loc></url>").encode()),
            kind="application/octet-stream",
        ),
        "/2025/a": page("Anna"),
        "/": Answer(body=b"<p>Welcome</p>"),
    },
    "moved.example": with_feed(
        "moved.example",
        {
            "/2025/once": moved("/2025/target", 301),
            "/2025/thrice": moved("/2025/twice"),
            "/2025/circle": moved("/2025/circle-back"),
            "/2025/scheme": moved("ftp://moved.example/x"),
            "/2025/without": Answer(status=302),
        },
    )
    | {
        "/2025/twice": moved("/2025/once", 307),
        "/2025/target": page("Anna"),
        "/2025/circle-back": moved("/2025/circle"),
    },
    "endless.example": with_feed("endless.example", {"/2025/0": moved("/2025/00")})
    | {"*": lambda asked: moved(asked.url + "0")},
    "inside.example": with_feed(
        "inside.example",
        {
            "/2025/metadata": moved("http://169.254.169.254/latest/meta-data/"),
            "/2025/port": moved("http://127.0.0.1:5432/"),
            "/2025/name": moved("http://localhost:8000/"),
            "/2025/dot": moved("http://localhost./"),
            "/2025/six": moved("http://[::1]:631/"),
            "/2025/mapped": moved("http://[::ffff:127.0.0.1]/"),
            "/2025/number": moved("http://2130706433/"),
            "/2025/hex": moved("http://0x7f.0.0.1/"),
            "/2025/short": moved("http://127.1/"),
            "/2025/zero": moved("http://0/"),
            "http://10.0.0.7/2025/listed": page("Anna"),
        },
    ),
    "slow.example": with_feed(
        "slow.example",
        {
            "/2025/silent": page("Anna", stalls_at=0),
            "/2025/stalled": page("Anna", stalls_at=300),
            "/2025/b": page("Berta"),
        },
    ),
    "broken.example": with_feed(
        "broken.example",
        {
            "/2025/reset": page("Anna", resets_at=0),
            "/2025/half": page("Anna", resets_at=200),
            "/2025/longer": page("Anna", declared=9000),
            "/2025/b": page("Berta"),
        },
    ),
    "bomb.example": with_feed(
        "bomb.example",
        {
            "/2025/bomb": Answer(body=_BOMB, headers={"Content-Encoding": "gzip"}),
            "/2025/large": Answer(body=b"<p>" + b"x" * 500_000),
            "/2025/broken-gzip": Answer(body=b"\x1f\x8b\x08\x00not gzip", headers={"Content-Encoding": "gzip"}),
            "/2025/gzip": Answer(body=gzip.compress(article("Anna")), headers={"Content-Encoding": "gzip"}),
        },
    ),
    "patient.example": with_feed(
        "patient.example",
        {
            "/2025/wait": Answer(status=429, headers={"Retry-After": "7200"}),
            "/2025/busy": Answer(status=503, headers={"Retry-After": "3600"}),
        },
    ),
    "charset.example": with_feed(
        "charset.example",
        {
            "/2025/header-lies": Answer(body=article("Übermut", encoding="cp1252", meta="windows-1252")),
            "/2025/meta-lies": Answer(body=article("Übermut", meta="windows-1251")),
            "/2025/no-word": Answer(body=article("Übermut", meta=""), kind="text/html"),
            "/2025/nonsense": Answer(body=article("Übermut", meta="x-no-such"), kind="text/html; charset=bogus"),
        },
    ),
    "closed.example": with_feed("closed.example", {"/2025/a": page("Anna")})
    | {"/robots.txt": Answer(status=503, body=b"oops")},
    "rules.example": with_feed("rules.example", {"/private/a": page("Anna"), "/2025/b": page("Berta")})
    | {"/robots.txt": Answer(body=b"User-agent: *\nDisallow: /private/\n", kind="text/plain")},
    "calendar.example": {"/": calendar, "*": lambda asked: events(asked) or calendar(asked)},
    "session.example": {
        "/": front(
            "/2025/03/11/a?PHPSESSID=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
            "/2025/03/11/a?PHPSESSID=ffffffffffffffffffffffffffffffff",
            "/2025/03/11/a;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9",
            "/2025/03/11/a?utm_source=front",
        ),
        "*": page("Anna"),
    },
    "challenge.example": with_feed(
        "challenge.example",
        {
            "/2025/title": Answer(body=b"<title>Just a moment...</title>"),
            "/2025/accepted": Answer(status=202),
            "/2025/forbidden": Answer(status=403, body=article("Anna")),
            "/2025/header": page("Anna", headers={"cf-mitigated": "challenge"}),
            "/2025/b": page("Berta"),
        },
    ),
    "odd.example": with_feed(
        "odd.example",
        {
            "/2025/empty": Answer(),
            "/2025/pdf": Answer(body=b"%PDF-1.7\n" + bytes(range(256)) * 9),
            "/2025/gone": Answer(status=410, body=b"gone"),
            "/2025/error": Answer(status=500, body=b"oops"),
            "/2025/b": page("Berta"),
        },
    ),
    "halffeed.example": {
        "/": Answer(body=b'<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/feed": Answer(
            body=feed("http://halffeed.example/2025/a").body[:-16] + b"<item><title>Cut o", kind="text/xml"
        ),
        "/2025/a": page("Anna"),
    },
    "nofeed.example": {
        "/": Answer(body=b'<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/feed": Answer(status=403, body=b"no"),
    },
}
#: Sites that speak TLS, each with a certificate of its own kind.
SECURE = {"valid.example": {}, "selfsigned.example": {"self_signed": True}, "expired.example": {"expired": True}}


def world_site(asked: Asked) -> Answer | None:
    """The answer of the whole internet."""
    scheme, _, rest = asked.url.partition("://")
    host, _, path = rest.partition("/")
    if scheme == "https":
        return page("Anna") if path.startswith("2025") else front("/2025/03/11/a")
    answers = OUTLETS.get(host)
    if answers is None:
        return None
    found = answers.get(f"/{path}")
    if found is None and path != "robots.txt":
        found = answers.get("*")
    if found is None:
        return Answer(status=404, body=b"<h1>Not found</h1>")
    return found if isinstance(found, Answer) else found(asked)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Every outlet crawled once, all in one run."""
    folder = tmp_path_factory.mktemp("world")
    authority = Authority(folder)
    contexts = {host: authority.certify(host, **kind) for host, kind in SECURE.items()}
    with Internet(world_site, authority=contexts.__getitem__) as internet:
        sites = [*(f"http://{host}/" for host in OUTLETS), *(f"https://{host}/" for host in SECURE)]
        ours = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and k[:8] != "TRACKER_"}
        proxies = {"http_proxy": internet.proxy, "https_proxy": internet.proxy, "SSL_CERT_FILE": str(authority.file)}
        done = subprocess.run(
            [sys.executable, "-m", "spiders", "--db", f"sqlite:///{folder / 'world.db'}", "--json",
             *(f"-s{setting}" for setting in _SETTINGS), *sites],
            cwd=ROOT, env=ours | proxies, capture_output=True, encoding="utf-8", timeout=300,
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
            "/2025/circle": ("failed", "max redirections reached"),
            "/2025/scheme": ("failed", "302 Found"),
            "/2025/without": ("failed", "302 Found"),
        },
        {"discovered": 5, "fetched": 2, "articles": 2, "failed": 3},
    ),
    "endless.example": ({"/2025/0": ("failed", "max redirections reached")}, {"discovered": 1, "failed": 1}),
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
            "/2025/bomb": ("failed", "exceeded DOWNLOAD_MAXSIZE (400000 B) during decompression"),
            "/2025/large": ("failed", "larger than download max size (400000)"),
            "/2025/broken-gzip": ("failed", "EOFError: Compressed file ended"),
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
            "/2025/gone": ("failed", "410 Gone"),
            "/2025/error": ("failed", "500 Internal Server Error"),
            "/2025/b": _READ,
        },
        {"discovered": 5, "fetched": 3, "articles": 1, "failed": 4},
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
    names = ("articles", "not_article", "refused", "blocked", "failed", "sources_failed")
    (sums,) = world.sql(f"SELECT {', '.join(f'sum({name})' for name in names)} FROM coverage")
    outcomes, outlets = world.summary["outcomes"], world.summary["outlets"].values()
    sources = sum(o["sources"].get(how, 0) for o in outlets for how in ("refused", "blocked", "failed"))
    failed = outcomes["failed"] + outcomes["unreadable"]
    pages = (outcomes["read"], outcomes["not_article"], outcomes["refused"], outcomes["blocked"], failed)
    assert sums == (*pages, sources)
