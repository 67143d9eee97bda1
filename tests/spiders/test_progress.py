"""A crawl as a person sees it: drawn on a terminal, quiet elsewhere."""

import os
import pty
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console

from spiders.progress import picture, plain_stats
from spiders.summary import CrawlSummary
from tracker.types import Outcome

Fixture = Any  # the classes of conftest.py, which test modules cannot import


def test_the_picture() -> None:
    summary = CrawlSummary()
    for n in range(30):
        summary.page(f"paper{n:02}", f"http://paper{n}.example/[bold]", Outcome.READ, "")
    summary.page("paper29", "http://paper29.example/x", Outcome.FAILED, "no answer in time")
    summary.of("paper29").discovered = 7
    console = Console(width=80, record=True, markup=False, force_terminal=False)
    console.print(picture(summary, 12, 10.0))
    lines = console.export_text().splitlines()
    assert lines[0] == "30 outlets, 31 pages, 3.1/s, 12 waiting, 1 lost"
    assert lines[1].split() == ["outlet", "found", "new", "changed", "unchanged", "other", "lost"]
    assert lines[-2].split() == ["paper29", "7", "1", "0", "0", "0", "1"]
    assert len(lines) == 2 + 12 + 1
    assert lines[-1] == "failed: http://paper29.example/x: no answer in time"


def test_what_scrapy_counted_becomes_json() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    stats = {"start_time": at, "item_scraped_count": 3, "took": 1.5, "finish_reason": "finished", "x": timedelta(1)}
    assert plain_stats(stats) == {
        "finish_reason": "finished",
        "item_scraped_count": 3,
        "start_time": "2026-03-01T12:00:00+00:00",
        "took": 1.5,
        "x": "1 day, 0:00:00",
    }


def test_under_cron_only_what_needs_a_person_and_the_sums(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """No terminal: nothing on stderr, and on stdout a line for whom it concerns."""
    _serve(site, answer, article_page)
    done = subprocess.run(
        crawl.command(site.url), env=crawl.environment(), capture_output=True, encoding="utf-8", timeout=240
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 pages: 1 read, 1 gone, 0 failed\n1 articles linked: 0 stories, 0 republications\n"
    site.answers["/feed"] = site.answers["/"] = answer("no", status=403)
    done = subprocess.run(
        crawl.command(site.url), env=crawl.environment(), capture_output=True, encoding="utf-8", timeout=240
    )
    assert (done.returncode, done.stderr) == (1, "")
    first, *_ = done.stdout.splitlines()
    assert first.startswith("needs a person: paper.example: blocked: ")
    assert "403 Forbidden" in first


def test_on_a_terminal_it_is_drawn(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    _serve(site, answer, article_page)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        crawl.command(site.url),
        env=crawl.environment(TERM="xterm", COLUMNS="100"),
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        drawn = b""
        try:
            while data := os.read(ours, 65536):
                drawn += data
        except OSError:  # the terminal's end, as Linux says it
            pass
        out = process.stdout.read() if process.stdout else b""
    os.close(ours)
    assert process.returncode == 0
    assert b"2 pages: 1 read, 1 gone, 0 failed" in out
    assert b" pages, " in drawn
    assert b"waiting" in drawn


def _serve(site: Fixture, answer: Fixture, article_page: Callable[..., bytes]) -> None:
    site.answers = {
        "/": answer('<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/feed": answer(site.feed("/2025/anna", "/2025/gone"), kind="text/xml"),
        "/2025/anna": answer(article_page("Anna")),
        "/2025/gone": answer("gone", status=410),
    }
