"""Stored pages become a database: each counted once, the same whether in one go, twice, or cut off in the middle."""

import csv
import gzip
import json
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tracker.archive import WarcWriter
from tracker.db import queries
from tracker.db.rows import Value
from tracker.pipeline import Step, Tracker, open_tracker
from tracker.types import Outcome, Page

Contents = Callable[[Tracker], dict[str, list[tuple[Value, ...]]]]


def test_every_page_is_counted_once(tracker: Tracker, web: Any) -> None:
    steps: list[Step] = []
    summary = tracker.ingest_paths([web.warc], workers=1, progress=steps.append)
    assert summary.counts == Counter({Outcome.READ: 120, Outcome.NOT_ARTICLE: 3})
    assert not summary.failures
    assert steps[-1].count == len(web.pages)
    assert 0 < steps[0].done < steps[-1].done <= steps[-1].total == web.warc.stat().st_size


def test_a_second_time_nothing_changes(tracker: Tracker, web: Any, contents: Contents) -> None:
    tracker.ingest_paths([web.warc], workers=1)
    tracker.link()
    before = contents(tracker)
    again = tracker.ingest_paths([web.warc], workers=1)
    assert again.counts == Counter({Outcome.UNCHANGED: 123})
    assert tracker.link().articles == 0
    assert contents(tracker) == before


def test_several_processes_give_the_same_database(
    make_web: Callable[[int], Any], tmp_path: Path, contents: Contents
) -> None:
    web = make_web(25)
    found = []
    for workers in (1, 2):
        with open_tracker(f"sqlite:///{tmp_path / str(workers)}.db", config=web.config) as tracker:
            # twice the file, so that it is worth processes at all
            files = [web.warc, _padded(web.warc, tmp_path)]
            tracker.ingest_paths(files, workers=workers)
            tracker.link(workers=workers)
            found.append(contents(tracker))
    assert found[0] == found[1]


def test_killed_in_the_middle_and_run_again(make_web: Callable[[int], Any], tmp_path: Path, contents: Contents) -> None:
    web = make_web(100)
    whole, cut = tmp_path / "whole.db", tmp_path / "cut.db"
    with open_tracker(f"sqlite:///{whole}", config=web.config) as tracker:
        tracker.ingest_paths([web.warc], workers=1)
        tracker.link(workers=1)
        expected = contents(tracker)
    command = [sys.executable, "-m", "tracker", "ingest", "--db", f"sqlite:///{cut}", "--config", str(web.config)]
    with subprocess.Popen([*command, str(web.warc)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        recorded = _wait_for_articles(cut, running)
        running.kill()
        running.wait()
    assert 0 < recorded < len(web.pages)
    subprocess.run([*command, str(web.warc)], check=True, capture_output=True)
    with open_tracker(f"sqlite:///{cut}", config=web.config) as tracker:
        assert contents(tracker) == expected


def test_bad_pages_are_named_and_the_rest_is_read(tracker: Tracker, web: Any, tmp_path: Path) -> None:
    good: Page = web.pages[0]
    made = {
        "http://bad.example/picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "image/png"),
        "http://bad.example/nothing": (b"", "text/html"),
        "http://bad.example/rubbish": (bytes(range(256)) * 40, "text/html"),
        "http://bad.example/two words": (good.body, "text/html; charset=utf-8"),
        "http://bad.example/charset": ("<p>Fähre</p>".encode("latin-1"), "text/html; charset=klingon"),
    }
    with WarcWriter(tmp_path) as writer:
        for url, (body, kind) in made.items():
            writer.write(_page(good, url, body, kind))
        writer.write(good)
    with writer.path.open("ab") as file:
        file.write(gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n")[:-9])
    summary = tracker.ingest_paths([writer.path], workers=1)
    assert summary.counts.total() == len(made) + 2
    assert summary.counts[Outcome.READ] >= 2
    assert summary.counts[Outcome.UNREADABLE] >= 2
    assert all(failure.url and failure.reason for failure in summary.failures)
    assert _urls(tracker) >= {"http://bad.example/two words", good.url}


def test_texts_go_the_same_way(tracker: Tracker, web: Any, tmp_path: Path) -> None:
    tracker.ingest_paths([web.warc], workers=1)
    told = [row for row in _rows(tracker, "SELECT url, text, title FROM revisions") if "nordwire" in str(row[0])]
    copies = [
        {"url": str(url).replace("nordwire", "rows"), "text": text, "title": title, "fetched_at": "2024-05-02T12:00Z"}
        for url, text, title in told
    ]
    with (tmp_path / "a.jsonl").open("w") as lines:
        lines.writelines(json.dumps(copy) + "\n" for copy in copies[:15])
    with (tmp_path / "b.csv").open("w", newline="") as table:
        rows = csv.DictWriter(table, ["url", "text", "title", "fetched_at"])
        rows.writeheader()
        rows.writerows(copies[15:])
    summary = tracker.ingest_paths([tmp_path], workers=1)
    assert summary.counts == Counter({Outcome.READ: 30})
    tracker.link()
    linked = _rows(
        tracker,
        "SELECT count(*) FROM republications WHERE outlet = 'rows.example' AND origin_url LIKE 'http://nordwire.example/%'",
    )
    assert linked == [(30,)]


def _page(like: Page, url: str, body: bytes, kind: str) -> Page:
    return Page(
        url=url, final_url=url, fetched_at=like.fetched_at, status=200, headers=(("Content-Type", kind),), body=body
    )


def _padded(warc: Path, folder: Path) -> Path:
    """The same pages behind two megabytes that are no page."""
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2200000\r\n\r\n" + bytes(2_200_000) + b"\r\n\r\n"
    path = folder / "padded.warc.gz"
    path.write_bytes(gzip.compress(info, 0) + warc.read_bytes())
    return path


def _wait_for_articles(database: Path, running: "subprocess.Popen[bytes]") -> int:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and running.poll() is None:
        if database.exists():
            with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
                try:
                    (count,) = connection.execute("SELECT count(*) FROM article").fetchone()
                except sqlite3.OperationalError:  # not migrated yet, or locked at this moment
                    count = 0
            if count:
                return int(count)
        time.sleep(0.01)
    raise AssertionError("nothing was recorded before the run ended")


def _rows(tracker: Tracker, sql: str) -> list[tuple[Value, ...]]:
    return list(queries.select(tracker.db, sql).rows)


def _urls(tracker: Tracker) -> set[Value]:
    return {url for (url,) in _rows(tracker, "SELECT url FROM articles")}
