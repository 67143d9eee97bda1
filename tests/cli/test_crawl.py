"""The crawl is a process of its own: what it is told, and how its end becomes ours."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest
from typer.testing import Result

Tracker = Callable[..., Result]


class Process:
    """Stands for the crawl's process: keeps its command, waits as told, ends with `code`."""

    command: tuple[str, ...] = ()
    code = 0
    interrupts = 0

    def __init__(self, command: list[str]) -> None:
        Process.command = tuple(command)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        return None

    def wait(self) -> int:
        if Process.interrupts:
            Process.interrupts -= 1
            raise KeyboardInterrupt
        return Process.code


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> type[Process]:
    monkeypatch.setattr(subprocess, "Popen", Process)
    monkeypatch.setattr(Process, "code", 0)
    return Process


def test_the_crawl_is_told_everything(tracker: Tracker, process: type[Process]) -> None:
    options = ["--due", "--limit", "5", "--archive", "pages", "--json", "--db", "a.db"]
    assert tracker("crawl", "tide", "http://herald.example/", *options).exit_code == 0
    assert process.command == (
        *(
            sys.executable,
            "-m",
            "spiders",
            "--db",
            "a.db",
            "--config",
            str(Path("tracker.toml").absolute()),
            "--due",
            "--limit",
            "5",
        ),
        *("--archive", "pages", "--json", "--", "tide", "http://herald.example/"),
    )


@pytest.mark.parametrize("code", [0, 1, 2])
def test_its_exit_code_is_ours(tracker: Tracker, process: type[Process], code: int) -> None:
    process.code = code
    assert tracker("crawl").exit_code == code


def test_a_crawl_that_was_killed_is_said(tracker: Tracker, process: type[Process]) -> None:
    process.code = -9
    result = tracker("crawl", "tide")
    assert result.exit_code == 2
    assert result.stderr == "tracker: tide: the crawl was ended by signal 9; what it recorded stays\n"


def test_ctrl_c_lets_the_crawl_finish_what_is_under_way(tracker: Tracker, process: type[Process]) -> None:
    process.interrupts = 2
    process.code = 1
    assert tracker("crawl", "tide").exit_code == 1
    assert process.interrupts == 0


def test_crawl_of_an_unknown_outlet_is_wrong_use(tracker: Tracker, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "crawl", "no-such-outlet"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "no-such-outlet" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
