"""Processes that answer one question at a time: what ends one of them is known, and costs one answer."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import wait
from pathlib import Path

import pytest

from tracker.errors import LostAnswerError, ProcessesError
from tracker.pipeline.workers import Workers

#: What made-up readers do when asked so. A module of its own: worker processes import it by its name.
READER = """
import ctypes, os, signal, sys, time

def read(asked):
    what, _, more = asked.partition(" ")
    if what == "crash":
        ctypes.string_at(0)
    elif what == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "leaves":
        os._exit(3)
    elif what == "hangs":
        time.sleep(600)
    elif what == "hangs_in_c":
        print(os.getpid(), flush=True)
        ctypes.PyDLL(None).sleep(600)  # a PyDLL keeps the interpreter's lock: no thread of Python's runs
    elif what == "raises":
        raise ValueError(more)
    elif what == "once":  # told to end from outside, the first time
        if not os.path.exists(more):
            open(more, "w").close()
            os.kill(os.getpid(), signal.SIGTERM)
    elif what == "interrupted":
        os.kill(os.getpid(), signal.SIGINT)
    elif what == "terminated":
        os.kill(os.getpid(), signal.SIGTERM)
    return f"{asked} by {os.getpid()}"
"""

#: Asks its workers one thing each, and waits for ever.
ASKING = """
import sys
from tracker.pipeline.workers import Workers
from made_up_reader import read

if __name__ == "__main__":
    workers = Workers(read, count=2, limit=1)
    workers.ask("hangs_in_c")
    print(workers.ask("fine").result().rpartition(" ")[2], flush=True)
    workers.ask("hangs").result()
"""

Reader = Callable[[str], str]


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    (tmp_path / "made_up_reader.py").write_text(READER)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "made_up_reader", raising=False)
    read: Reader = __import__("made_up_reader").read
    return read


def test_what_ends_a_process_is_said_and_costs_one_answer(reader: Reader) -> None:
    asked = [f"fine {n}" for n in range(20)]
    deadly = {
        "crash": "it ended the process (SIGSEGV)",
        "killed": "it ended the process (SIGKILL)",
        "leaves": "it ended the process (exit code 3)",
        "hangs": "it took longer than 1.5 seconds",
        "hangs_in_c": "it took longer than 1.5 seconds",
    }
    with Workers(reader, count=2, limit=1.5) as workers:
        answers = {one: workers.ask(one) for one in [*asked[:10], *deadly, *asked[10:]]}
        wait(answers.values())
        assert all(answers[one].result().startswith(one) for one in asked)
        for one, reason in deadly.items():
            with pytest.raises(LostAnswerError) as lost:
                answers[one].result()
            assert lost.value.message == reason


def test_what_the_task_raises_is_raised_and_the_process_goes_on(reader: Reader) -> None:
    with Workers(reader, count=1) as workers:
        before = workers.ask("fine").result()
        with pytest.raises(ValueError, match="of its own"):
            workers.ask("raises of its own").result()
        assert workers.ask("fine").result() == before


def test_a_process_that_is_told_to_end_from_outside_is_not_the_questions_fault(reader: Reader, tmp_path: Path) -> None:
    """Ctrl-C goes to every process of a terminal, the stop of a service to every process of the service."""
    with Workers(reader, count=1) as workers:
        assert workers.ask("interrupted").result().startswith("interrupted by")
        assert workers.ask(f"once {tmp_path / 'told'}").result().startswith("once")
        with pytest.raises(ProcessesError, match="from outside"):
            workers.ask("terminated").result()


def test_closed_it_ends_what_is_under_way_and_asks_nothing_more(reader: Reader) -> None:
    workers = Workers(reader, count=1)
    pid = int(workers.ask("fine").result().rpartition(" ")[2])
    under_way = workers.ask("hangs")
    waiting = workers.ask("fine")
    while not under_way.running():
        time.sleep(0.01)
    workers.close()
    workers.close()
    with pytest.raises((ProcessesError, LostAnswerError)):
        under_way.result()
    assert waiting.cancelled()
    assert not _lives(pid)


def test_killed_it_leaves_no_process_behind_even_one_that_is_stuck(reader: Reader, tmp_path: Path) -> None:
    program = tmp_path / "asking.py"
    program.write_text(ASKING)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)])}
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True, env=environment) as asking:
        assert asking.stdout is not None
        pids = [int(asking.stdout.readline()) for _ in range(2)]
        asking.kill()
    deadline = time.monotonic() + 240
    while any(map(_lives, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_lives, pids))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
