"""Kills in the middle and several processes at once."""

import os
import signal
import subprocess
import sys
from typing import Any

from tracker.db import open_database, queries

#: Records 12 batches of 10 made-up readings, skipping what is known, and says each batch. With `stuck` it hangs inside
#: the transaction of batch 3, after most of it is written, and says so.
RECORD = """
import hashlib, sys, time
from datetime import UTC, datetime, timedelta
from tracker.db import open_database, store
from tracker.types import Article, Credit, Reading, Receipt
from tracker.urls import url_key

class Stuck(tuple):
    def __len__(self):
        print("inside", flush=True)
        time.sleep(60)
        return 0

def reading(number, fingerprints):
    url = f"https://gull.example/{number}"
    at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=number)
    text = f"Text {number}. " * 50
    return Reading(
        receipt=Receipt(url=url, final_url=url, fetched_at=at, status=200, size=1, outlet="gull.example",
                        sha256=hashlib.sha256(text.encode()).hexdigest()),
        article=Article(url=url, final_url=url, title=f"Title {number}", text=text, language="en", published=None,
                        modified=None, canonical_url=None, site_names=(), outlet=None),
        credits=tuple(Credit(role="credit", source=f"wire{n}", source_kind="agency", source_name="Wire", form="byline",
                             extent="whole", quote="By Wire", location="byline", rule="by", confidence=0.9)
                      for n in range(4)),
        fingerprints=fingerprints,
    )

url, stuck = sys.argv[1], sys.argv[2] == "stuck"
with open_database(url) as db:
    known = store.known_bodies(db)
    for batch in range(12):
        fingerprints = Stuck() if stuck and batch == 3 else tuple(range(batch, batch + 50))
        readings = [reading(batch * 10 + i, fingerprints) for i in range(10)]
        fresh = [r for r in readings if (url_key(r.receipt.url), r.receipt.sha256) not in known]
        if fresh:
            outcomes = {str(recorded.outcome) for recorded in store.record(db, fresh)}
            print(batch, *sorted(outcomes), flush=True)
"""


def test_a_kill_inside_a_batch_leaves_whole_batches_and_locks_nobody_out(
    database_url: str, tmp_path: Any, stored: Any
) -> None:
    process = _start(database_url, "stuck")
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(4)]
    assert said == ["0 read", "1 read", "2 read", "inside"]
    _kill(process)
    _assert_whole_batches(database_url, 3)
    _finish(database_url)
    undisturbed = str(tmp_path / "undisturbed.db")
    _finish(undisturbed)
    with open_database(database_url) as db, open_database(undisturbed) as other:
        assert stored(db) == stored(other)


def test_a_kill_at_any_moment_leaves_whole_batches(database_url: str) -> None:
    process = _start(database_url, "free")
    assert process.stdout is not None
    for _ in range(4):
        process.stdout.readline()
    _kill(process)
    _assert_whole_batches(database_url, 4)


def test_two_processes_recording_the_same_pages_record_them_once(database_url: str) -> None:
    both = [_start(database_url, "free") for _ in range(2)]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    # Each page was new to one of the two only; to the other it was the same fetch again.
    assert sum(line.endswith(" read") for lines in said for line in lines.splitlines()) == 12
    with open_database(database_url) as db:
        counts = "SELECT COUNT(*), COUNT(DISTINCT article_id), MAX(article_id), MAX(revisions) FROM articles"
        assert queries.select(db, counts).rows == ((120, 120, 120, 1),)
        assert queries.select(db, "SELECT SUM(articles), SUM(fetched) FROM coverage").rows == ((120, 120),)
        assert queries.select(db, "SELECT COUNT(*) FROM credits").rows == ((480,),)


def _start(url: str, how: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", RECORD, url, how], stdout=subprocess.PIPE, text=True)


def _finish(url: str) -> None:
    process = _start(url, "free")
    process.communicate(timeout=60)
    assert process.returncode == 0


def _kill(process: subprocess.Popen[str]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def _assert_whole_batches(url: str, at_least: int) -> None:
    with open_database(url) as db:
        ((articles, last),) = queries.select(db, "SELECT COUNT(*), MAX(article_id) FROM articles").rows
        assert isinstance(articles, int)
        assert articles == last
        assert articles % 10 == 0
        assert articles >= at_least * 10
        for each, table in ((4, "credits"), (1, "revisions")):
            assert queries.select(db, f"SELECT COUNT(*) FROM {table}").rows == ((articles * each,),)
        assert queries.select(db, "SELECT SUM(fetched) FROM coverage").rows == ((articles,),)
