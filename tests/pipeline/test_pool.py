"""Answers in the order of the questions, from one process or several, even when a question kills its process."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.pipeline.pool import Pool


def _lost(n: int, reason: str) -> int:
    raise AssertionError(reason)


#: Run as a program of its own: worker processes must be able to import the task by name.
DEADLY = """
import os, sys, time
from tracker.pipeline.pool import Pool

def task(numbers):
    for n in numbers:
        if n in (7, 8, 41):
            os.kill(os.getpid(), 9)
        if n == 30:
            time.sleep(600)
    return [n * n for n in numbers]

def lost(n, reason):
    return f"{n}: {reason}"

if __name__ == "__main__":
    pool = Pool(task, workers=2, chunk=4, lost=lost, limit=0.5)
    print(list(pool.map(range(50))))
"""

#: Says the ids of its workers, and waits to be killed.
WAITING = """
import os, sys, time
from tracker.pipeline.pool import Pool

def lost(n, reason):
    return reason

def task(numbers):
    time.sleep(0.2)
    return [os.getpid() for _ in numbers]

if __name__ == "__main__":
    def numbers():
        yield from range(40)
        time.sleep(600)
    seen = set()
    for pid in Pool(task, workers=2, chunk=2, lost=lost).map(numbers()):
        seen.add(pid)
        if len(seen) == 2:
            print(*seen, flush=True)
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_every_question_is_answered_in_order(workers: int) -> None:
    pool: Pool[int, int] = Pool(list, workers=workers, chunk=3, lost=_lost)
    assert list(pool.map(range(100))) == list(range(100))
    assert list(pool.map([])) == []


def test_questions_are_asked_for_no_faster_than_answered() -> None:
    asked: list[int] = []

    def questions() -> Iterator[int]:
        for n in range(1000):
            asked.append(n)
            yield n

    answers = Pool[int, int](list, workers=2, chunk=10, lost=_lost).map(questions())
    assert next(answers) == 0
    assert len(asked) < 200


def test_a_deadly_question_costs_only_its_own_answer(tmp_path: Path) -> None:
    program = tmp_path / "deadly.py"
    program.write_text(DEADLY)
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=240, check=True)
    assert done.stdout.strip() == str([_answer(n) for n in range(50)])


def _answer(n: int) -> int | str:
    if n in (7, 8, 41):
        return f"{n}: it ended the process (SIGKILL)"
    return f"{n}: it took longer than 0.5 seconds" if n == 30 else n * n


def test_killed_it_leaves_no_workers_behind(tmp_path: Path) -> None:
    program = tmp_path / "waiting.py"
    program.write_text(WAITING)
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        workers = [int(pid) for pid in running.stdout.readline().split()]
        assert len(workers) == 2
        assert all(map(_lives, workers))
        running.kill()
    deadline = time.monotonic() + 240
    while any(map(_lives, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(_lives, workers))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
