"""SQLite goes about the worked questions by their span of time, on a file of which nobody has counted anything."""

import sqlite3
from contextlib import closing

import pytest

from tracker.db import open_database
from tracker.db.location import parse_location, sqlite_path
from tracker.db.questions import questions

pytestmark = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


def _asked(address: str, query: str) -> list[str]:
    with closing(sqlite3.connect(sqlite_path(parse_location(address)))) as connection:
        given = {"since": "2026-01-01", "until": "2026-01-08"}
        return [str(row[-1]) for row in connection.execute(query, given).fetchall()]


@pytest.mark.parametrize("name", questions())
def test_no_table_is_read_from_end_to_end(database_url: str, name: str) -> None:
    steps = _asked(database_url, f"EXPLAIN QUERY PLAN {questions()[name].sql}")
    assert "published_at>" in steps[0]
    assert [step for step in steps if step.startswith("SCAN")] == []


@pytest.mark.parametrize("view", ["articles", "credits", "republications", "chains"])
def test_an_address_is_looked_up(database_url: str, view: str) -> None:
    steps = _asked(database_url, f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE url = 'https://gull.example/1'")
    assert "ix_article_url" in steps[0]
    assert [step for step in steps if step.startswith("SCAN")] == []


def test_a_story_that_is_joined_is_counted_by_itself(database_url: str) -> None:
    query = "SELECT s.articles FROM republications r JOIN stories s ON s.story_id = r.story_id WHERE r.article_id = 1"
    assert [step for step in _asked(database_url, f"EXPLAIN QUERY PLAN {query}") if step.startswith("SCAN")] == []


def test_every_index_that_is_told_of_is_there(database_url: str) -> None:
    there = set(_asked(database_url, "SELECT name FROM sqlite_schema WHERE type = 'index'"))
    told = _asked(database_url, "SELECT stat, idx FROM sqlite_stat1")
    assert told
    assert set(told) <= there


def test_told_again_after_an_upgrade(database_url: str) -> None:
    before = _asked(database_url, "SELECT tbl || idx || stat FROM sqlite_stat1 ORDER BY 1")
    with closing(sqlite3.connect(sqlite_path(parse_location(database_url)))) as connection:
        connection.executescript(
            "DROP INDEX ix_story_first_published_at; DROP INDEX ix_article_url; DELETE FROM sqlite_stat1; "
            "DROP VIEW coverage; ALTER TABLE coverage_day DROP COLUMN gone; "
            "UPDATE tracker_version SET version_num = '0008'"
        )
    open_database(database_url).close()
    assert _asked(database_url, "SELECT tbl || idx || stat FROM sqlite_stat1 ORDER BY 1") == before
