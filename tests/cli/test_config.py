"""`tracker config`, and the database that tracker.toml names."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import tracker as tracker_package
from tracker.config import SETTINGS

Tracker = Callable[..., Result]


def test_every_setting_is_shown_and_stands_in_the_readme(tracker: Tracker) -> None:
    said = json.loads(tracker("config", "--json").stdout)
    assert list(said["settings"]) == [setting.name for setting in SETTINGS]
    table = tracker("config").stdout
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"\n{setting.name} " in table
        assert f"\n{setting.name.partition('.')[2]} = " in readme
        assert setting.env is None or setting.env in readme


def test_every_variable_that_is_read_is_one_of_a_setting_or_names_the_file() -> None:
    sources = Path(tracker_package.__file__).parent.rglob("*.py")
    named = {name for source in sources for name in re.findall(r"\bTRACKER_[A-Z_]+\b", source.read_text("utf-8"))}
    known = {setting.env for setting in SETTINGS} | {"TRACKER_CONFIG"}
    # Settings of Scrapy, told on the command line, and the shells' way to ask for completions.
    assert named - known <= {"TRACKER_COMPLETE", "TRACKER_ORIGINALS", "TRACKER_PROGRESS"}


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
