"""A made-up week of news as a JSON Lines file, and the command line as a person uses it, in this process."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tracker.cli import app

Tracker = Callable[..., Result]

LIGHTHOUSE = (
    "SKARVIK, 4 March (Nordwire) - The lighthouse on Gannet Rock will be lit again on Friday after a pause of eleven "
    "years, the harbour board said on Tuesday.\n"
    "Engineers replaced the lens in February and ran the new lamp for nine nights without a fault, according to the "
    "board's report, which was handed to the town council on Monday evening.\n"
    "Fishing crews had asked for the light since two boats ran aground in the autumn fog. The repair cost four hundred "
    "thousand crowns, a third of which came from a collection among the crews themselves.\n"
    "A small festival is planned on the quay, and the last keeper, now ninety years old, will press the switch."
)
BAKERY = (
    "The bakery in Mill Lane turns a hundred this spring, and its owner has written down what five generations told "
    "her about flour, wars and the price of butter. The book is sold over the counter.\n"
    "Customers are asked to bring photographs; the best will hang in the shop window until midsummer."
)
ROWS = (
    {
        "url": "http://nordwire.example/lighthouse",
        "title": "Gannet Rock lighthouse to be lit again",
        "text": LIGHTHOUSE,
        "published_at": "2025-03-04T09:00:00Z",
        "outlet": "nordwire",
    },
    {
        "url": "http://tide.example/light-returns",
        "title": "Light returns to Gannet Rock",
        "text": LIGHTHOUSE.partition(" - ")[2],
        "published_at": "2025-03-04T11:30:00Z",
        "outlet": "tide",
    },
    {
        "url": "http://herald.example/lighthouse",
        "title": "Lighthouse shines again \x1b[31m[bold]soon[/bold]",
        "text": LIGHTHOUSE,
        "published_at": "2025-03-04T10:15:00Z",
        "outlet": "herald",
        "authors": ["Nordwire"],
    },
    {
        "url": "http://tide.example/bakery",
        "title": "A hundred years of bread",
        "text": BAKERY,
        "published_at": "2025-03-05T08:00:00Z",
        "outlet": "tide",
    },
)
CATALOGUE = """
[agency.nordwire]
name = "Nordwire"
kind = "wire"
domains = ["nordwire.example"]
names = ["Nordwire"]
examples = ["Nordwire"]
near_misses = ["North wire fence"]

[outlet.tide]
name = "Daily Tide"
domains = ["tide.example"]
feeds = ["http://tide.example/rss.xml"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with `tracker.toml` and `week.jsonl`; no database yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRACKER_DB", raising=False)
    _write_week(tmp_path)
    return tmp_path


@pytest.fixture
def tracker(folder: Path) -> Tracker:
    """Runs `tracker` with the arguments given."""

    def run(*arguments: str, text: str | None = None) -> Result:
        return CliRunner().invoke(app, arguments, input=text, prog_name="tracker")

    return run


@pytest.fixture
def week(tracker: Tracker, folder: Path, ingested: Path) -> Tracker:
    """The same, with the week ingested into `tracker.db`."""
    shutil.copy(ingested, folder / "tracker.db")
    return tracker


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which the week was ingested: made once, to be copied."""
    folder = tmp_path_factory.mktemp("week")
    _write_week(folder)
    database = folder / "tracker.db"
    arguments = ["ingest", str(folder / "week.jsonl"), "--config", str(folder / "tracker.toml"), "--db", str(database)]
    result = CliRunner().invoke(app, arguments, prog_name="tracker")
    assert result.exit_code == 0, result.output
    return database


def _write_week(folder: Path) -> None:
    (folder / "tracker.toml").write_text(CATALOGUE, encoding="utf-8")
    lines = (json.dumps({**row, "fetched_at": "2025-03-06T00:00:00Z"}) for row in ROWS)
    (folder / "week.jsonl").write_text("\n".join(lines), encoding="utf-8")
