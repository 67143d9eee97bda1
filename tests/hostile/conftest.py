"""A made-up story that hostile pages republish, read by the real pipeline: WARC and JSON Lines in, a database out."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.hostile.attacks import ADDRESSES, ATTACKS, BROKEN, KEYS, NO_ADDRESS
from tracker.archive import WarcWriter
from tracker.cli import app
from tracker.types import Page

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
BRIDGE = (
    "The chain bridge at Lund closed to lorries on Monday after divers found a crack in its northern pier.",
    "Engineers will watch the pier with sensors until the summer, the county said; a weight limit holds for cars.",
    "Buses will turn round at the market square and passengers walk across with their bags, whatever the weather.",
    "The bridge carries nine thousand vehicles a day, and a new one has been planned since the flood of 1998.",
    "Its drawings were shown to the council in January, which liked them and had no money for it.",
    "Shopkeepers on the island fear for their trade and ask for a ferry while the repair lasts.",
)
#: A second story, whose original is only what hostile pages say of it.
FERRY = (
    "A ferry will cross the sound every half hour from May, the island council decided late on Thursday evening.",
    "Forty cars fit on its deck and two hundred passengers in the saloon, where a bakery from the harbour sells bread.",
    "The crossing takes eleven minutes in fair weather; in a storm the boat stays in the lee of the old mole.",
)
CATALOGUE = """
[agency.nordwire]
name = "Nordwire"
domains = ["nordwire.example"]
names = ["Nordwire"]
examples = ["Nordwire"]
near_misses = ["North wire fence"]
"""


@dataclass(frozen=True, slots=True)
class Hostile:
    """The database of the hostile pages, and the folder in which commands are run and nothing may be written."""

    db: str
    folder: Path

    def run(self, *arguments: str) -> Result:
        """A command of the program over this database."""
        return CliRunner().invoke(app, [*arguments, "--db", self.db], prog_name="tracker")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """Ingested and linked once; the folder is the working folder, as a shell command in a headline would have it."""
    data, working = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("working")
    (data / "tracker.toml").write_text(CATALOGUE, encoding="utf-8")
    with WarcWriter(data, prefix="pages") as writer:
        for page in pages():
            writer.write(page)
    lines = [json.dumps(row) for row in rows()]
    (data / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    made = Hostile(f"sqlite:///{data / 't.db'}", working)
    before = Path.cwd()
    os.chdir(working)
    try:
        stored = [str(path) for path in sorted(data.glob("*.warc.gz"))]
        arguments = ["--config", str(data / "tracker.toml"), "--workers", "1"]
        result = made.run("ingest", *stored, str(data / "rows.jsonl"), *arguments)
        assert result.exit_code == 0, result.output
        yield made
    finally:
        os.chdir(before)
    assert not list(working.iterdir())


def pages() -> Iterator[Page]:
    """The original, a copy with each attack in everything that a page says, and copies of an original never crawled."""
    yield _page("http://nordwire.example/bridge", "Bridge closes", "Nordwire", BRIDGE, 0)
    for number, (name, attack) in enumerate(ATTACKS.items(), 1):
        url = f"http://{name}.example/bridge"
        yield _page(url, f"{attack} bridge", f"Nordwire {attack}", (*BRIDGE, f"{attack} said a shopkeeper."), number)
        yield _page(f"http://{name}-ferry.example/crossing", attack, "Nordwire", FERRY, number, original=NO_ADDRESS)


def rows() -> Iterator[dict[str, str]]:
    """What a page cannot hold: broken characters, keys of outlets, addresses."""
    said = "\n".join(BRIDGE)
    for name, text in BROKEN.items():
        yield _row(f"http://{name}.example/", f"{text} title", f"By Nordwire\n{said}\n{text}")
    for number, key in enumerate(KEYS):
        yield {**_row(f"http://key.example/{number}", "A key", f"By Nordwire\n{said}"), "outlet": key}
    for url in (*ADDRESSES, NO_ADDRESS):
        yield _row(url, "An address", f"By Nordwire\n{said}")


def _row(url: str, title: str, text: str) -> dict[str, str]:
    return {"url": url, "title": title, "text": text, "fetched_at": "2025-03-06T00:00:00Z"}


def _page(url: str, title: str, byline: str, paragraphs: tuple[str, ...], minutes: int, *, original: str = "") -> Page:
    """A page whose words are the attack: escaped, as a page that means to deceive would have them read as text."""
    at = NOON + timedelta(minutes=minutes)
    said = escape(title)
    footer = (
        f'<p>The original source of this article is <a href="{escape(original)}">Nordwire</a></p>' if original else ""
    )
    head = (
        f'<title>{said}</title><meta property="og:title" content="{said}">'
        f'<meta name="author" content="{escape(byline)}">'
        f'<meta property="og:site_name" content="{said}"><meta name="original-source" content="{escape(original)}">'
        f'<link rel="canonical" href="{escape(original or url)}">'
        f'<meta property="article:published_time" content="{at.isoformat()}">'
    )
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    html = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body><article><h1>{said}</h1>'
        f'<p class="byline">By <a rel="author">{escape(byline)}</a></p>{body}{footer}</article></body></html>'
    )
    return Page(
        url=url,
        final_url=url,
        fetched_at=at + timedelta(minutes=5),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=html.encode("utf-8"),
    )
