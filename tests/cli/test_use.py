"""Right use and wrong use: help, options that all commands share, exit codes, one sentence for an error."""

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from tracker import __version__
from tracker.cli import app
from tracker.cli.app import COMMANDS as FIRST_LINES

Tracker = Callable[..., Result]
COMMANDS = [
    "crawl",
    "schedule",
    "ingest",
    "link",
    "reprocess",
    "show",
    "chain",
    "diff",
    "report",
    "export",
    "verdict",
    "sql",
    "serve",
    "outlets",
    "agencies",
    "config",
    "completion",
    "demo",
    "doctor",
]
#: What `tracker --help` must not wait for.
SLOW = (
    "alembic", "asyncio", "dateparser", "duckdb", "fastwarc", "jinja2", "lxml", "networkx", "numpy", "psycopg",
    "requests", "rich", "scrapy", "sqlalchemy", "tldextract", "tracker.text", "trafilatura", "twisted", "urllib3",
)  # fmt: skip


def test_help_lists_the_commands_in_the_order_of_the_work() -> None:
    result = CliRunner().invoke(app, ["--help"], prog_name="tracker")
    listed = result.stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed if line.strip()] == COMMANDS
    assert "..." not in result.stdout.partition("Commands:\n")[2], "a command's first line is too long to be shown"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_takes_a_database(command: str) -> None:
    words = [command, "warc"] if command == "export" else [command]  # each format has its own
    result = CliRunner().invoke(app, [*words, "--help"], prog_name="tracker")
    assert result.exit_code == 0
    assert "--db" in result.stdout
    assert "--json" in result.stdout


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_imports_nothing_slow(command: str) -> None:
    ask = (
        "import atexit, sys, tracker.cli\n"
        f"atexit.register(lambda: sys.stderr.write(repr([name for name in {SLOW!r} if name in sys.modules])))\n"
        "tracker.cli.main()"
    )
    words = [*([command] if command else []), "--help"]
    done = subprocess.run([sys.executable, "-c", ask, *words], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: tracker")
    assert done.stderr == "[]"


def test_the_help_of_all_imports_no_command() -> None:
    ask = "import sys, tracker.cli; print(sorted(name for name in sys.modules if name.startswith('tracker.')))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    modules = set(ast.literal_eval(done.stdout))
    assert modules == {f"tracker.{name}" for name in ("cli", "cli.app", "cli.loudness", "cli.plainly", "errors")}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_of_each_what_it_says_itself(command: str) -> None:
    own = CliRunner().invoke(app, [command, "--help"], prog_name="tracker").stdout.split("\n\n")[1].strip()
    assert own.partition("\n")[0] == FIRST_LINES[command]


@pytest.mark.parametrize("module", ["tracker", "tracker.cli"])
def test_it_runs_as_a_module(module: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"republication-tracker {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["ingest"],
        ["ingest", "no-such-file.warc"],
        ["show", "http://tide.example/x", "--db", "sqlite:///none.db"],
        ["show", "http://tide.example/x", "--db", "mysql://tide.example/x"],
        ["report", "nonsense"],
        ["report", "stories", "--since", "yesterday"],
        ["report", "stories", "--format", "xml"],
        ["report", "stories", "--limit", "-1"],
        ["sql", "SELECT 1", "--json", "--csv"],
        ["link", "--config", "none.toml"],
    ],
)
def test_wrong_use_is_exit_code_2_without_traceback(tracker: Tracker, arguments: list[str]) -> None:
    result = tracker(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_wrong_catalogue_names_file_and_key(tracker: Tracker, folder: Path) -> None:
    (folder / "tracker.toml").write_text("[agency.tass]\nfounded = 1904\n", encoding="utf-8")
    result = tracker("link")
    assert result.exit_code == 2
    assert "tracker.toml" in result.stderr
    assert "tass" in result.stderr


def test_the_database_is_named_by_option_then_environment_then_default(
    tracker: Tracker, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DB", "sqlite:///environment.db")
    tracker("link")
    tracker("link", "--db", "option.db")
    monkeypatch.delenv("TRACKER_DB")
    tracker("link")
    assert sorted(path.name for path in folder.glob("*.db")) == ["environment.db", "option.db", "tracker.db"]


def test_whoever_has_read_enough_may_go(week: Tracker, folder: Path) -> None:
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 30000) SELECT x FROM n"
    with subprocess.Popen(
        [sys.executable, "-m", "tracker", "sql", many, "--csv"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "x\n"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_commands_that_are_not_there_are_not_shown() -> None:
    command = get_command(app)
    assert set(getattr(command, "commands", {})) == set(COMMANDS)
