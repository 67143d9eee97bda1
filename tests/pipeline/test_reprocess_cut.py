"""Reprocessing cut off, killed, and done by two at once: in the end it is as if it had been done in one go."""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tracker.db import rereading
from tracker.db.rows import Value
from tracker.pipeline import Reread, Tracker, open_tracker, reprocessing

Contents = Callable[[Tracker], dict[str, list[tuple[Value, ...]]]]


@pytest.fixture
def bare(database_url: str) -> Iterator[Tracker]:
    """A tracker whose catalogue does not know the made-up agency and outlets."""
    with open_tracker(database_url) as opened:
        yield opened


def test_cut_off_it_goes_on_where_it_was(
    bare: Tracker, database_url: str, web: Any, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprocessing, "_BATCH", 20)
    bare.ingest_paths([web.warc], workers=1)
    real = rereading.renew
    seen: list[str] = []

    def cut(db: Any, read: Sequence[Any], **more: Any) -> Any:
        seen.extend(page.url for page, _ in read)
        if len(seen) > 60:
            raise KeyboardInterrupt
        return real(db, read, **more)

    with open_tracker(database_url, config=web.config) as tracker:
        uninterrupted = tracker.reprocess(workers=1, trial=True).as_json()
        with monkeypatch.context() as patched:
            patched.setattr(rereading, "renew", cut)
            with pytest.raises(KeyboardInterrupt):
                tracker.reprocess(workers=1)
        told: list[Reread] = []
        summary = tracker.reprocess(workers=1, tell=told.append)
        assert summary.resumed == 60
        assert 0 < len(told) < 60
        assert summary.as_json() | {"resumed": 0} == uninterrupted
        again = tracker.reprocess(workers=1)
        assert (again.resumed, again.pages, again.changed) == (0, 123, 0)


def test_killed_in_the_middle_and_run_again(make_web: Callable[[int], Any], tmp_path: Path, contents: Contents) -> None:
    web = make_web(110)
    whole, cut = tmp_path / "whole.db", tmp_path / "cut.db"
    with open_tracker(f"sqlite:///{whole}") as tracker:
        tracker.ingest_paths([web.warc], workers=1)
        tracker.link(workers=1)
    shutil.copy(whole, cut)
    with open_tracker(f"sqlite:///{whole}", config=web.config) as tracker:
        tracker.reprocess(workers=1)
        tracker.link(workers=1)
        expected = contents(tracker)
    command = _command(cut, web)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        done = _wait_for_change(cut, running)
        running.kill()
        running.wait()
    assert 0 < done < 110
    again = subprocess.run([*command, "--json"], check=True, capture_output=True)
    answer = json.loads(again.stdout)
    assert answer["pages"] == len(web.pages)
    with open_tracker(f"sqlite:///{cut}", config=web.config) as tracker:
        assert contents(tracker) == expected


def test_two_at_once_do_each_other_no_harm(
    bare: Tracker, database_url: str, web: Any, tmp_path: Path, contents: Contents
) -> None:
    bare.ingest_paths([web.warc], workers=1)
    command = [sys.executable, "-m", "tracker", "reprocess", "--db", database_url, "--config", str(web.config)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    with open_tracker(f"sqlite:///{tmp_path}/fresh.db", config=web.config) as fresh:
        fresh.ingest_paths([web.warc], workers=1)
        fresh.link()
        wanted = contents(fresh)
    with open_tracker(database_url, config=web.config) as tracker:
        found = contents(tracker)
    for view in set(found) - {"coverage"}:
        assert found[view] == wanted[view], view


def _command(database: Path, web: Any) -> list[str]:
    command = [sys.executable, "-m", "tracker", "reprocess", "--db", f"sqlite:///{database}"]
    return [*command, "--config", str(web.config), "--workers", "1"]


def _wait_for_change(database: Path, running: "subprocess.Popen[bytes]") -> int:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and running.poll() is None:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM article WHERE outlet = 'tide'").fetchone()
        if count:
            return int(count)
        time.sleep(0.005)
    raise AssertionError("nothing was changed before the run ended")
