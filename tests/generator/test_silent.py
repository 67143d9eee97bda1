"""Credits hidden on recorded pages and asked back, on a made-up week."""

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.generator.cascades import MORNING
from tests.generator.measure import made_up
from tests.generator.settings import Settings
from tests.generator.silent import main, measured
from tracker.cli import app
from tracker.db import open_database


def test_what_one_page_says_is_asked_back_from_the_others(tmp_path: Path) -> None:
    pages, _ = made_up(Settings(seed=2, stories=1, noise=0.0, hop=0.0, rivals=0.0, updates=0.0))
    text = next(page for page in pages if page.agency is not None).draft.shown()
    authors = {"gull": ["Reuters"], "tern": ["Reuters"], "crow": [], "heron": ["AFP"]}
    rows = [
        {"url": f"https://{name}.example/1", "title": name, "text": text, "authors": given,
         "outlet": f"{name}.example", "published_at": MORNING.isoformat()}
        for name, given in authors.items()
    ]  # fmt: skip
    (tmp_path / "week.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    db = f"sqlite:///{tmp_path}/tracker.db"
    assert CliRunner().invoke(app, ["ingest", str(tmp_path / "week.jsonl"), "--db", db]).exit_code == 0
    with open_database(db, create=False) as database:
        counts, wrong = measured(database)
    assert (counts["all"], counts["known"], counts["disputed"], counts["by several"]) == (3, 2, 1, 3)
    assert counts["known, assigned"] == 0  # of two that have the same words one says this and one that
    assert len(wrong) == counts["all"] - counts["all, right"]
    assert any("gull.example/1: states reuters, given none" in line for line in wrong)
    assert any("heron.example/1: states afp, given reuters" in line for line in wrong)
    assert main(["--db", db, "--errors", "3"]) == 0
