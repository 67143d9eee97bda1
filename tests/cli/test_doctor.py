"""The doctor: what it checks it really checks, and it says what to do."""

import json
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Tracker = Callable[..., Result]


def checks(result: Result) -> dict[str, dict[str, str]]:
    return {check["what"]: check for check in json.loads(result.stdout)}


def test_the_doctor_finds_nothing_wrong(week: Tracker) -> None:
    result = week("doctor", "--json")
    checks = {check["what"]: check for check in json.loads(result.stdout)}
    assert checks["database"]["state"] == checks["disk"]["state"] == checks["clock"]["state"] == "ok"
    assert checks["contents"]["found"] == "4 articles, 1 story"


def test_the_doctor_says_what_to_do(tracker: Tracker, folder: Path) -> None:
    (folder / "tracker.db").write_bytes(b"not a database at all, but long enough to be taken for one")
    (folder / "tracker.toml").write_text("[agency.tass]\nfounded = 1904\n", encoding="utf-8")
    result = tracker("doctor", "--json")
    assert result.exit_code == 1
    failed = {check["what"]: check for check in json.loads(result.stdout) if check["state"] == "FAIL"}
    assert set(failed) == {"database", "catalogue"}
    assert failed["catalogue"]["do"]


def test_the_doctor_sees_a_clock_that_was_set_back(week: Tracker, folder: Path) -> None:
    row = {
        "url": "http://tide.example/late",
        "text": "A text from tomorrow. " * 30,
        "fetched_at": "2999-01-01T00:00:00Z",
    }
    (folder / "late.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert week("ingest", "late.jsonl").exit_code == 0
    result = week("doctor")
    assert result.exit_code == 1
    assert "before the latest page recorded, 2999-01-01" in result.stdout


@pytest.mark.parametrize(("free", "state", "code"), [(2**40, "ok", 0), (2**29, "note", 0), (2**20, "FAIL", 1)])
def test_the_doctor_looks_at_the_disk(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch, free: int, state: str, code: int
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(2**41, 2**41 - free, free))
    result = tracker("doctor", "--json")
    assert (checks(result)["disk"]["state"], result.exit_code) == (state, code)


def test_the_doctor_misses_the_folder_of_the_database(tracker: Tracker) -> None:
    result = tracker("doctor", "--json", "--db", "nowhere/tracker.db")
    assert result.exit_code == 1
    assert checks(result)["disk"]["do"] == "create it"


@pytest.mark.parametrize(("db", "state"), [("tracker.db", "note"), ("postgresql://127.0.0.1:1/none", "FAIL")])
def test_the_doctor_misses_a_driver_where_it_is_needed(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch, db: str, state: str
) -> None:
    def without_psycopg(name: str, *more: Any) -> Any:
        return None if name == "psycopg" else find_spec(name, *more)

    monkeypatch.setattr("tracker.cli.doctor.find_spec", without_psycopg)
    check = checks(tracker("doctor", "--json", "--db", db))["PostgreSQL"]
    assert check["state"] == state
    assert check["do"] == "pip install 'republication-tracker[postgres]'"


def test_the_doctor_tries_the_examples_of_the_catalogue(tracker: Tracker, folder: Path) -> None:
    entry = (
        '[agency.farwire]\nname = "Farwire"\nnames = ["Farwire"]\nexamples = ["By Nearwire"]\nnear_misses = ["far"]\n'
    )
    (folder / "tracker.toml").write_text(entry, encoding="utf-8")
    result = tracker("doctor", "--json")
    assert result.exit_code == 1
    assert checks(result)["examples"]["found"] == "read wrongly: farwire: 'By Nearwire'"


def test_the_doctor_asks_for_a_contact(tracker: Tracker, folder: Path) -> None:
    assert checks(tracker("doctor", "--json"))["contact"]["state"] == "note"
    (folder / "tracker.toml").write_text('[crawl]\ncontact = "desk@research.example"\n', encoding="utf-8")
    found = checks(tracker("doctor", "--json"))["contact"]
    assert (found["state"], found["found"].split(" ")[0]) == ("ok", "desk@research.example")
