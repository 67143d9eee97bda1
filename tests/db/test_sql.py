"""A user's SQL: the database refuses to write, and says so."""

import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tracker.db import Database, open_database, store
from tracker.db.sql import named, run_read_only, with_defaults
from tracker.errors import DatabaseError, QueryError


@pytest.fixture
def recorded(database_url: str, make: Any) -> str:
    with open_database(database_url) as db:
        store.record(db, [make.reading(f"https://gull.example/{i}", at=i) for i in range(3)])
    return database_url


def test_a_query_is_answered(recorded: str) -> None:
    rows = run_read_only(recorded, "SELECT article_id, url, published_at, 1.5 AS x, NULL AS y FROM articles ORDER BY 1")
    assert rows.columns == ("article_id", "url", "published_at", "x", "y")
    assert rows.rows[0] == (1, "https://gull.example/0", "2026-03-01T12:00:00+00:00", 1.5, None)
    assert (len(rows.rows), rows.more) == (3, False)


@pytest.mark.parametrize(("limit", "count", "more"), [(None, 3, False), (3, 3, False), (2, 2, True), (0, 0, True)])
def test_a_limit_says_when_there_is_more(recorded: str, limit: int | None, count: int, more: bool) -> None:
    rows = run_read_only(recorded, "SELECT * FROM articles -- all; of them", limit=limit)
    assert (len(rows.rows), rows.more) == (count, more)


@pytest.mark.parametrize(
    "query",
    [
        "WITH a AS (SELECT 1 AS n UNION ALL SELECT 2) SELECT n, ROW_NUMBER() OVER (ORDER BY n) FROM a",
        "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 3) SELECT n FROM a",
        "VALUES (1), (2)",
        "SELECT 'a % b', '; DELETE FROM article', ':name', '?'",
        "SELECT COUNT(*) FROM republications WHERE credited AND NOT same_owner",
    ],
)
def test_what_a_reader_needs(recorded: str, query: str) -> None:
    assert run_read_only(recorded, query).rows


WRITES = [
    "INSERT INTO outlet (outlet, name, kind, country, language, catalogued) VALUES ('a', 'a', 'news', '', '', true)",
    "UPDATE article SET title = 'x'",
    "DELETE FROM article",
    "DROP TABLE fingerprint_block",
    "DROP VIEW articles",
    "ALTER TABLE article ADD COLUMN x integer",
    "CREATE TABLE x (y integer)",
    "CREATE TEMPORARY TABLE x (y integer)",
    "CREATE INDEX x ON article (title)",
    "SELECT 1; DELETE FROM article",
    "COMMIT; DELETE FROM article",
    "COMMIT",
    "ROLLBACK; DELETE FROM article",
    "BEGIN",
    "VACUUM",
    "ANALYZE",
    "INSERT INTO articles SELECT * FROM articles",
]
SQLITE = [
    "PRAGMA user_version = 7",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = DELETE",
    "ATTACH DATABASE '{folder}/other.db' AS other",
    "VACUUM INTO '{folder}/other.db'",
    "REPLACE INTO outlet VALUES ('a', 'a', 'news', NULL, '', '', 1)",
    "SELECT load_extension('x')",
    "SAVEPOINT x",
    "REINDEX",
]
POSTGRESQL = [
    "WITH x AS (INSERT INTO outlet VALUES ('a', 'a', 'news', NULL, '', '', true) RETURNING 1) SELECT * FROM x",
    "WITH x AS (DELETE FROM article RETURNING 1) SELECT * FROM x",
    "TRUNCATE article CASCADE",
    "SET TRANSACTION READ WRITE",
    "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
    "SET default_transaction_read_only = off",
    "DO $$ BEGIN DELETE FROM article; END $$",
    "DO $$ BEGIN COMMIT; DELETE FROM article; END $$",
    "COPY (SELECT 1) TO '{folder}/other.csv'",
    "COPY (SELECT 1) TO PROGRAM 'touch {folder}/other.csv'",
    "SELECT * INTO x FROM articles",
    "SELECT set_config('transaction_read_only', 'off', true)",
    "SELECT * FROM article FOR UPDATE",
    "LOCK TABLE article",
    "GRANT ALL ON article TO PUBLIC",
    "NOTIFY x",
]


def test_a_write_is_refused_by_the_database(recorded: str, kind: str, tmp_path: Path, stored: Any) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    done = []
    with open_database(recorded) as db:
        before = stored(db)
        for query in WRITES + (SQLITE if kind == "sqlite" else POSTGRESQL):
            try:
                run_read_only(recorded, query.format(folder=aside))
            except QueryError:
                pass
            else:
                done.append(query)
            assert stored(db) == before, query
    assert done == []
    assert list(aside.iterdir()) == []


@pytest.mark.parametrize(
    "query", ["", "  ", "SELEC 1", "SELECT nothing FROM articles", "SELECT '\ud800'", "\x00", "--"]
)
def test_a_wrong_query_is_an_error_with_words(recorded: str, query: str) -> None:
    with pytest.raises(QueryError, match=r"\w"):
        run_read_only(recorded, query)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_no_database(kind: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="no such database"):
        run_read_only(str(tmp_path / "no.db"), "SELECT 1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_reading_goes_on_while_another_writes(recorded: str, db: Database) -> None:
    with db.write() as connection:
        connection.exec_driver_sql("DELETE FROM fingerprint_block")
        assert len(run_read_only(recorded, "SELECT * FROM articles").rows) == 3


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * FROM articles WHERE published_at >= :since AND published_at < :until", {"since", "until"}),
        ("SELECT ':since', \":until\" -- :since\n/* :until */", set()),
        ("SELECT 'it''s :since', '2019-01-01T00:00:00', now()::date, a::text FROM x WHERE y=:until", {"until"}),
        ("SELECT 1", set()),
    ],
)
def test_what_a_query_asks_for(query: str, names: set[str]) -> None:
    assert named(query) == names


def test_a_parameter_is_bound_and_never_written_into_the_query(recorded: str) -> None:
    query = "SELECT url, ':since' AS a, '%(since)s 100 %' AS b FROM articles WHERE url LIKE '%gull%' AND url = :since"
    for given, count in (("https://gull.example/1", 1), ("' OR 1 = 1 --", 0), ("%", 0)):
        rows = run_read_only(recorded, query, parameters={"since": given}).rows
        assert len(rows) == count
    assert run_read_only(recorded, query, parameters={"since": "https://gull.example/1"}).rows == (
        ("https://gull.example/1", ":since", "%(since)s 100 %"),
    )
    with pytest.raises(QueryError, match="since"):
        run_read_only(recorded, query)


def test_an_empty_parameter_stands_for_its_default() -> None:
    query = with_defaults(
        "SELECT :since AS a, ':since' AS b, :until AS c", {"since": "2025-01-01", "until": "2026-01-01"}
    )
    with sqlite3.connect(":memory:") as connection:
        for given, wanted in (("", "2025-01-01"), ("2025-06-01", "2025-06-01")):
            (row,) = connection.execute(query, {"since": given, "until": ""})
            assert row == (wanted, ":since", "2026-01-01")


ENDLESS = {
    "sqlite": "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT COUNT(*) FROM a",
    "postgresql": "SELECT pg_sleep(600)",
}


def test_ctrl_c_ends_a_query_that_does_not_end(recorded: str, kind: str) -> None:
    """In a process of its own, as at a terminal; nor is the server left at work. SQLite may be stopped a little before
    it has begun, which is stopped all the same."""
    program = (
        "import sys; from tracker.db.sql import run_read_only; run_read_only(sys.argv[1], 'SELECT 1'); "
        "print('asked', flush=True); run_read_only(*sys.argv[1:])"
    )
    name = f"tracker_{secrets.token_hex(4)}"
    address = recorded if kind == "sqlite" else f"{recorded}&application_name={name}"
    command = [sys.executable, "-c", program, address, ENDLESS[kind]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "asked\n"
            while kind == "postgresql" and not _asleep(recorded, name):
                time.sleep(0.1)
            time.sleep(0.5)
            assert process.poll() is None
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=120)
        finally:
            process.kill()
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert kind == "sqlite" or not _asleep(recorded, name)


def _asleep(address: str, name: str) -> bool:
    """Whether the server works on a query of the program of this name."""
    query = f"SELECT 1 FROM pg_stat_activity WHERE application_name = '{name}' AND wait_event = 'PgSleep'"
    return bool(run_read_only(address, query).rows)
