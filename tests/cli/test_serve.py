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

import pytest
from typer.testing import Result

from tracker.db.described import described
from tracker.db.questions import questions

Tracker = Callable[..., Result]


def test_what_datasette_is_told(week: Tracker) -> None:
    told = json.loads(week("serve", "--json").stdout)["databases"]["tracker"]
    assert list(told["tables"]) == list(described())
    assert list(told["queries"]) == list(questions())
    for view, facets in ((name, table["facets"]) for name, table in told["tables"].items()):
        assert set(facets) <= set(described()[view])


def test_it_answers_on_loopback_and_ends_when_told(week: Tracker, folder: Path) -> None:
    command = [sys.executable, "-m", "tracker", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        try:
            address = next(found[1] for line in process.stderr if (found := re.search(r"(http://127[^ ]+)", line)))
            with urllib.request.urlopen(f"{address}/tracker/credited-share.json?_shape=array", timeout=30) as answer:
                assert [row["outlet"] for row in json.load(answer)] == ["herald", "tide"]
            with urllib.request.urlopen(f"{address}/tracker/stories", timeout=30) as answer:
                assert described()["stories"]["about"] in answer.read().decode()
        finally:
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does at Ctrl-C
            process.wait(timeout=30)


def test_postgresql_is_for_other_tools(week: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    result = week("serve", "--db", "nowhere.db")
    assert result.exit_code == 2
    assert "nowhere.db" in result.stderr
