"""Terminal and pipe: colour and bars on the one, plain text and few lines on the other."""

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tracker.cli.output import write_table
from tracker.cli.progress import progress
from tracker.pipeline import Step
from tracker.reports import Column, Table


def on_a_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """What the command writes when stdout and stderr are a terminal."""
    ours = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TRACKER_DB")}
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tracker", *arguments],
        cwd=folder,
        env={**ours, "TERM": "xterm-256color", "COLUMNS": "120", **environment},
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
    ) as process:
        os.close(child)
        written = b""
        while True:
            try:
                piece = os.read(parent, 65536)
            except OSError:  # Linux says so when the last writer has gone
                break
            if not piece:
                break
            written += piece
    os.close(parent)
    assert process.returncode == 0, written
    return written.decode()


class Terminal(io.StringIO):
    """A stdout that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name, value in (("TERM", "xterm-256color"), ("COLUMNS", "60")):
        monkeypatch.setenv(name, value)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    screen = Terminal()
    # Not sys.stdout itself: pytest sets its own between this fixture and the test.
    monkeypatch.setattr("tracker.cli.output.sys", SimpleNamespace(stdout=screen))
    return screen


def table(*rows: tuple[str, int], note: str = "") -> Table:
    return Table(title="Made up", columns=(Column("title"), Column("items", "count")), rows=rows, note=note)


def test_a_table_on_a_terminal_has_style_and_the_same_words(terminal: Terminal) -> None:
    write_table(table(("Ferries [bold]stop[/bold] \x1b[31m", 3), note="One row."))
    shown = terminal.getvalue()
    assert "\x1b[1mMade up\x1b[0m" in shown
    assert r"Ferries [bold]stop[/bold] \x1b[31m" in shown
    assert "One row." in shown


def test_a_table_too_wide_for_the_terminal_becomes_records(terminal: Terminal) -> None:
    write_table(table(("w" * 150, 1), ("v" * 150, 2)))
    lines = [line.rstrip() for line in terminal.getvalue().splitlines()]
    assert sum("items" in line for line in lines) == 2
    assert sum(line.count("w") for line in lines) == 150


def test_an_empty_table_says_so_on_a_terminal(terminal: Terminal) -> None:
    write_table(table())
    assert "(no rows)" in terminal.getvalue()


def test_json_and_csv_have_no_style_on_a_terminal_either(terminal: Terminal) -> None:
    write_table(table(("Ferries", 3)), "csv")
    assert terminal.getvalue() == "title,items\nFerries,3\n"


def test_no_color_is_honoured(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    write_table(table(("Ferries", 3), note="One row."))
    assert not re.search(r"\x1b\[[\d;]*3\dm", terminal.getvalue())


def test_ingest_shows_a_bar_on_a_terminal(folder: Path) -> None:
    written = on_a_terminal(["ingest", "week.jsonl"], folder)
    assert "reading" in written
    assert "4 pages" in written
    assert "100 %" in written
    assert "left" in written


def test_elsewhere_progress_is_a_line_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    now = 1000.0
    monkeypatch.setattr("sys.stderr", log)
    monkeypatch.setattr("time.monotonic", lambda: now)
    with progress() as show:
        show(Step("read", 10, 100, 5))
        now += 61
        show(Step("read", 50, 100, 25))
        now += 1
        show(Step("align", 50, 0, 25))
    assert log.getvalue() == "reading: 50%, 25 pages\n"
