"""A made-up web in a WARC: an agency's items, copies whole, cut and silent, own reports, and pages that are no use."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracker.archive import WarcWriter
from tracker.db import queries
from tracker.db.rows import Value
from tracker.pipeline import Tracker, open_tracker
from tracker.types import Page

MORNING = datetime(2024, 5, 2, 6, 0, tzinfo=UTC)
WORDS = """
harbour council ferry storm market grain bridge museum valley teacher engine glacier pilot village budget
season cargo railway clinic orchard minister tunnel coast library workers island signal festival tower border
mayor quietly again nearly since before under across early northern second broken planned opened closed
carried raised reported repaired visited counted expected delayed moved
"""

CONFIG = """
[agency.nordwire]
name = "Nordwire"
kind = "wire"
names = ["Nordwire"]
domains = ["nordwire.example"]

[outlet.tide]
name = "Daily Tide"
domains = ["tide.example"]
kind = "news"
"""


@dataclass(frozen=True)
class MadeUpWeb:
    """A WARC of made-up pages, and the catalogue by which they are read."""

    warc: Path
    config: Path
    pages: tuple[Page, ...]


def page(url: str, title: str, paragraphs: list[str], *, byline: str = "", tail: str = "", minutes: int = 0) -> Page:
    """A page of made-up news."""
    published = MORNING + timedelta(minutes=minutes)
    author = f'<address>by <a rel="author">{byline}</a></address>' if byline else ""
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    html = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="{published.isoformat()}"></head>'
        f"<body><article><h1>{title}</h1>{author}{text}{tail}</article></body></html>"
    )
    return Page(
        url=url,
        final_url=url,
        fetched_at=published + timedelta(minutes=5),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=html.encode(),
    )


def text(seed: int, paragraphs: int = 5) -> list[str]:
    """Made-up sentences, the same for the same seed."""
    chance = random.Random(seed)

    def sentence() -> str:
        return " ".join(chance.choices(WORDS.split(), k=chance.randint(9, 16))).capitalize() + "."

    return [" ".join(sentence() for _ in range(3)) for _ in range(paragraphs)]


def made_up_pages(stories: int) -> Iterator[Page]:
    """Each story: the agency's item, a credited copy, a silent cut copy, an own report; now and then a front page."""
    for n in range(stories):
        told, title = text(n), f"Story number {n} of the day"
        wired = ["PORT AMBER, May 2 (Nordwire) - " + told[0], *told[1:]]
        yield page(f"http://nordwire.example/{n}", title, wired, byline="Nordwire", minutes=n)
        yield page(f"http://tide.example/{n}?utm_source=rss", title, wired, byline="Nordwire", minutes=n + 20)
        yield page(f"http://lantern.example/{n}", f"What happened, part {n}", told[:3], minutes=n + 45)
        yield page(f"http://plain.example/{n}", f"Our own story {n}", text(10_000 + n), byline="Ada Brook", minutes=n)
        if n % 10 == 0:
            yield page(f"http://plain.example/front/{n}", "Plain", [], minutes=n)


@pytest.fixture(scope="session")
def make_web(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], MadeUpWeb]:
    """Makes a WARC of so many stories."""

    def make(stories: int) -> MadeUpWeb:
        folder = tmp_path_factory.mktemp("web")
        config = folder / "tracker.toml"
        config.write_text(CONFIG, encoding="utf-8")
        pages = tuple(made_up_pages(stories))
        with WarcWriter(folder) as writer:
            for one in pages:
                writer.write(one)
        return MadeUpWeb(writer.path, config, pages)

    return make


@pytest.fixture(scope="session")
def web(make_web: Callable[[int], MadeUpWeb]) -> MadeUpWeb:
    """Some 120 pages of thirty stories."""
    return make_web(30)


@pytest.fixture
def tracker(database_url: str, web: MadeUpWeb) -> Iterator[Tracker]:
    """A tracker on a database of this test's own."""
    with open_tracker(database_url, config=web.config) as opened:
        yield opened


VIEWS = ("articles", "credits", "matches", "stories", "republications", "chains", "revisions", "coverage")


@pytest.fixture
def contents() -> Callable[[Tracker], dict[str, list[tuple[Value, ...]]]]:
    """Everything that the stable views say, to compare two databases by."""

    def read(opened: Tracker) -> dict[str, list[tuple[Value, ...]]]:
        found = {}
        for view in VIEWS:
            rows = queries.select(opened.db, f"SELECT * FROM {view}").rows
            found[view] = sorted((tuple(row) for row in rows), key=repr)
        return found

    return read
