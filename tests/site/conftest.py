"""A made-up database with a chain, silent copies and hostile text, and the site made from it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracker.cli import app
from tracker.db import open_database
from tracker.site import SiteSummary, export_site

MADE_AT = datetime(2025, 3, 10, 12, tzinfo=UTC)
BRIDGE = (
    "The chain bridge at Lund closed to lorries on Monday after divers found a crack in its northern pier.\n"
    "Engineers will watch the pier with sensors until the summer, the county said, and a weight limit of three tonnes "
    "holds for cars. Buses will turn round at the market square and passengers walk across.\n"
    "The bridge carries nine thousand vehicles a day. A new one has been planned since the flood of 1998, and its "
    "drawings were shown to the council in January.\n"
    "Shopkeepers on the island fear for their trade and ask for a ferry while the repair lasts."
)
#: What a page may bring that a careless output would obey.
ATTACK = '<script>document.title="owned"</script><img src=x onerror=document.title="owned">\x1b[31m"\'&amp;'
CATALOGUE = """
[agency.nordwire]
name = "Nordwire"
domains = ["nordwire.example"]
names = ["Nordwire"]
examples = ["Nordwire"]
near_misses = ["North wire fence"]

[outlet.tide]
name = "Daily Tide"
owner = "Coast Group"
domains = ["tide.example"]
"""
ROWS = (
    {"url": "http://nordwire.example/bridge", "title": "Bridge closes", "text": BRIDGE, "at": "09:00"},
    {"url": "http://tide.example/b", "title": f"No lorries {ATTACK}", "text": f"By Nordwire\n{BRIDGE}", "at": "10:00"},
    {"url": "http://quay.example/a?b=1&c=<2>", "title": "جسر مغلق", "text": BRIDGE.partition("\n")[2], "at": "11:30"},
    {"url": "http://mole.example/x", "title": "Crack in the pier", "text": f"{BRIDGE}\n{ATTACK}", "at": None},
)  # fmt: skip


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database: ingested and linked once."""
    folder = tmp_path_factory.mktemp("bridge")
    (folder / "tracker.toml").write_text(CATALOGUE, encoding="utf-8")
    lines = []
    for row in ROWS:
        published = {"published_at": f"2025-03-04T{row['at']}:00Z"} if row["at"] else {}
        kept = {name: row[name] for name in ("url", "title", "text")}
        lines.append(json.dumps({**kept, **published, "fetched_at": "2025-03-06T00:00:00Z"}))
    (folder / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    arguments = ["ingest", str(folder / "rows.jsonl"), "--config", str(folder / "tracker.toml")]
    result = CliRunner().invoke(app, [*arguments, "--db", str(folder / "t.db")], prog_name="tracker")
    assert result.exit_code == 0, result.output
    return folder / "t.db"


@pytest.fixture(scope="session")
def site(database: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SiteSummary]:
    """The folder of the site, and what the export says of it."""
    folder = tmp_path_factory.mktemp("site") / "out"
    with open_database(f"sqlite:///{database}", create=False) as db:
        return folder, export_site(db, folder, made_at=MADE_AT)
