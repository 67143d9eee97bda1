"""The same commands give the same answers on SQLite and on PostgreSQL."""

import json
from collections.abc import Callable

import pytest
from typer.testing import Result

Tracker = Callable[..., Result]


def test_the_whole_way(tracker: Tracker, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", database_url)
    assert tracker("ingest", "week.jsonl").stdout.splitlines()[1].endswith("1 story, 2 republications")
    (copy,) = [
        li for li in tracker("chain", "http://tide.example/light-returns").stdout.splitlines() if "─ herald" in li
    ]
    assert copy.startswith("├─ herald  2025-03-04 10:15 (")
    assert ")  +1 h 15 min  " in copy
    (story,) = json.loads(tracker("report", "stories", "--json").stdout)["rows"]
    assert (story["articles"], story["credited"], story["origin_seen"]) == (3, 1, True)
    query = "SELECT outlet, credited, published_at FROM republications ORDER BY outlet"
    assert tracker("sql", query, "--csv").stdout.splitlines() == [
        "outlet,credited,published_at",
        "herald,1,2025-03-04T10:15:00+00:00",
        "tide,0,2025-03-04T11:30:00+00:00",
    ]
    assert tracker("sql", "DELETE FROM article").exit_code == 2
    doctor = tracker("doctor", "--json")
    assert {check["what"]: check["state"] for check in json.loads(doctor.stdout)}["contents"] == "ok"
    assert "clock" not in {c["what"] for c in json.loads(doctor.stdout) if c["state"] == "FAIL"}
