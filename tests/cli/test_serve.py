"""`tracker serve`: Datasette really starts, read-only, with the views described and the worked questions."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tracker.db.described import described
from tracker.db.questions import questions
from tracker.db.sql import named

Tracker = Callable[..., Result]


def test_what_datasette_is_told(week: Tracker) -> None:
    told = json.loads(week("serve", "--json").stdout)["databases"]["tracker"]
    assert list(told["tables"]) == list(described())
    assert list(told["queries"]) == list(questions())
    for view, facets in ((name, table["facets"]) for name, table in told["tables"].items()):
        assert set(facets) <= set(described()[view])
    for name, canned in told["queries"].items():
        assert named(canned["sql"]) == {"since", "until"}, name
        assert "from 2025-02-27 to the end of 2025-03-05" in canned["description"]


def test_it_answers_on_loopback_and_ends_when_told(week: Tracker, folder: Path) -> None:
    command = [sys.executable, "-m", "tracker", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        try:
            address = next(found[1] for line in process.stderr if (found := re.search(r"(http://127[^ ]+)", line)))
            for name in questions():
                assert isinstance(_rows(f"{address}/tracker/{name}.json?_shape=array"), list)
            canned = f"{address}/tracker/credited-share.json?_shape=array"
            assert [row["outlet"] for row in _rows(canned)] == ["herald", "tide"]
            assert [row["outlet"] for row in _rows(f"{canned}&until=2025-03-04T11:00")] == ["herald"]
            assert _rows(f"{canned}&since=2025-03-05") == []
            faceted = _rows(f"{address}/tracker/articles.json?_facet=outlet&_size=0")
            assert {result["value"] for result in faceted["facet_results"]["outlet"]["results"]} >= {"herald", "tide"}
            with urllib.request.urlopen(f"{address}/tracker/stories", timeout=30) as answer:
                assert described()["stories"]["about"] in answer.read().decode()
        finally:
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does at Ctrl-C
            process.wait(timeout=30)


def _rows(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer)


def test_postgresql_is_for_other_tools(week: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    result = week("serve", "--db", "nowhere.db")
    assert result.exit_code == 2
    assert "nowhere.db" in result.stderr
