"""One process at a time, for longer than a transaction."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.db import open_database, queries
from tracker.db.alone import held
from tracker.errors import DatabaseError

#: Is alone, says so, waits for a line, and writes down that it goes.
ALONE = """
import sys
from pathlib import Path
from tracker.db import open_database

url, name, log = sys.argv[1:]
with open_database(url) as db:
    print("begun", flush=True)
    with db.alone(), Path(log).open("a") as file:
        print(f"{name} in", file=file, flush=True)
        print("in", flush=True)
        sys.stdin.readline()
        print(f"{name} out", file=file, flush=True)
"""


def test_the_second_waits_until_the_first_has_gone_and_others_go_on(database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = _start(database_url, "first", log)
    _wait_for(first, "in")
    second = _start(database_url, "second", log)
    _wait_for(second, "begun")
    with open_database(database_url) as db, db.write():
        assert queries.select(db, "SELECT COUNT(*) FROM articles").rows == ((0,),)
    first.communicate("go\n")
    second.communicate("go\n")
    assert log.read_text().splitlines() == ["first in", "first out", "second in", "second out"]


def test_one_that_is_killed_lets_go(database_url: str, tmp_path: Path) -> None:
    killed = _start(database_url, "killed", tmp_path / "log")
    _wait_for(killed, "in")
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    with open_database(database_url) as db:
        for _ in range(2):
            with db.alone(), db.write():
                pass


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be locked"), held(tmp_path / "none" / "tracker.db"):
        pass


def _start(url: str, name: str, log: Path) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", ALONE, url, name, str(log)]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _wait_for(process: subprocess.Popen[str], said: str) -> None:
    assert process.stdout is not None
    assert any(line.strip() == said for line in iter(process.stdout.readline, ""))
