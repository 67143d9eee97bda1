"""`tracker config`, and the database that tracker.toml names."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Tracker = Callable[..., Result]


def test_each_value_with_where_it_comes_from(tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TRACKER_DB", "TRACKER_CONTACT", "TRACKER_ARCHIVE", "TRACKER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "tracker.toml").write_text('[tracker]\ndb = "mine.db"\n[crawl]\ncontact = "desk@research.example"\n')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    said = json.loads(tracker("config", "--json").stdout)
    assert said["file"] == str(tmp_path / "tracker.toml")
    assert said["settings"]["tracker.db"] == {
        "value": f"sqlite:///{tmp_path}/mine.db",
        "from": f"{tmp_path}/tracker.toml [tracker] db",
    }
    assert said["settings"]["crawl.archive_dir"] == {"value": None, "from": "default"}
    assert "mine.db" in tracker("config").stdout
    given = json.loads(tracker("config", "--json", "--db", "other.db").stdout)
    assert given["settings"]["tracker.db"] == {"value": "other.db", "from": "--db"}


def test_commands_use_the_database_that_the_file_names(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKER_DB", raising=False)
    (tmp_path / "mine.toml").write_text('[tracker]\ndb = "mine.db"\n')
    tracker("ingest", "week.jsonl", "--config", str(tmp_path / "mine.toml"))
    assert (tmp_path / "mine.db").is_file()
    assert not Path("tracker.db").exists()


def test_a_wrong_setting_is_one_sentence(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[crawl]\nkontakt = 1\n")
    wrong = tracker("config", "--config", str(tmp_path / "mine.toml"))
    assert wrong.exit_code == 2
    assert wrong.stderr.count("\n") == 1
    assert "did you mean 'contact'?" in wrong.stderr
