"""What reports say of the days on which nothing was looked at."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tracker.reports
from tracker.db import Database
from tracker.reports import Filters, find_report, render, report_names
from tracker.reports._gaps import Gap, as_note, find_gaps

FOLDER = Path(tracker.reports.__file__).parent


@pytest.mark.parametrize("name", report_names())
def test_every_report_that_counts_republications_says_what_was_not_looked_at(newsroom: Database, name: str) -> None:
    source = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    counts = bool(re.search(r"_copies import|FROM (republications|stories)", source))
    table = find_report(name).answer(newsroom, Filters())
    assert (table.coverage is not None) is counts
    assert ("Coverage 2025-03-01 to 2025-03-02: " in table.note) is counts
    assert ("coverage" in json.loads(render(table, "json"))) is counts


def test_gaps_by_outlet_and_day(newsroom: Database) -> None:
    gaps = find_gaps(newsroom, Filters())
    assert (gaps.since, gaps.until) == (date(2025, 3, 1), date(2025, 3, 2))
    assert gaps.crawled == ("harbour", "lantern", "plain", "tide")
    assert gaps.pages_only == ("nordwire",)  # its page came without a crawl
    assert [(gap.outlet, gap.since.day, gap.until.day, gap.looked) for gap in gaps.missing] == [
        ("lantern", 1, 1, "no"),
        ("lantern", 2, 2, "not asked"),
        ("plain", 2, 2, "not asked"),  # a page of it came in a file that day
    ]
    assert "403" in gaps.missing[0].why


def test_days_that_were_asked_about_are_missing_where_there_was_no_crawl(newsroom: Database) -> None:
    gaps = find_gaps(newsroom, Filters(outlet="tide", since=date(2025, 2, 20), until=date(2025, 3, 5)))
    assert gaps.missing == (
        Gap(outlet="tide", since=date(2025, 2, 20), until=date(2025, 2, 28), looked="not asked", why=""),
        Gap(outlet="tide", since=date(2025, 3, 3), until=date(2025, 3, 5), looked="not asked", why=""),
    )
    note = as_note(gaps)
    assert "Coverage 2025-02-20 to 2025-03-05: 0 of 1 outlet was looked at on every day" in note
    assert "tide 2025-02-20 to 2025-02-28 (not asked)" in note


def test_files_are_no_crawl(newsroom: Database) -> None:
    """Who reads an archive must not conclude from an absence."""
    table = find_report("republishers").answer(newsroom, Filters(outlet="nordwire"))
    assert table.note.endswith(
        "Coverage: nothing was crawled; the pages of 1 outlet come from files or single addresses. "
        "What is not among them is unknown, not absent."
    )
    answer: dict[str, Any] = json.loads(render(table, "json"))["coverage"]
    assert answer == {"since": None, "until": None, "crawled": [], "missing": [], "pages_only": ["nordwire"]}


def test_an_empty_database_was_not_looked_at(db: Database) -> None:
    assert find_report("republishers").answer(db, Filters()).note == (
        "Coverage: nothing was looked at; an empty answer says nothing about what outlets carried."
    )
