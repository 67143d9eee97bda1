"""Opening: made, brought up to date, or refused with a reason and untouched."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tracker.db import Database, open_database, queries, store
from tracker.db.location import parse_location, shown
from tracker.db.migrations import HEAD, VERSION_TABLE, VERSIONS
from tracker.db.tables import Base
from tracker.db.upgrading import migration_config
from tracker.errors import DatabaseError, DatabaseTooNewError

OPEN = "import sys; from tracker.db import open_database; open_database(sys.argv[1]).close()"


def test_migrations_from_nothing_give_the_tables_of_the_program(empty_url: str) -> None:
    with open_database(empty_url) as db, db.read() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "target_metadata": Base.metadata}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_is_listed_and_each_stands_on_the_one_before() -> None:
    scripts = list(ScriptDirectory.from_config(migration_config()).walk_revisions())[::-1]
    assert tuple(script.revision for script in scripts) == VERSIONS
    assert tuple(script.down_revision for script in scripts) == (None, *VERSIONS[:-1])


def test_opening_again_finds_what_was_recorded(database_url: str, make: Any) -> None:
    with open_database(database_url) as db:
        store.record(db, [make.reading()])
    with open_database(database_url, create=False) as db:
        assert queries.article(db, make.reading().receipt.url)


def test_a_newer_database_is_refused_and_left_as_it_is(database_url: str, db: Database, stored: Any) -> None:
    with db.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    before = stored(db)
    with pytest.raises(DatabaseTooNewError, match=r"newer version of this program .*nothing was changed.*upgrade"):
        open_database(database_url)
    try:
        assert stored(db) == before
        with db.read() as connection:
            assert connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == "9999"
    finally:
        with db.write() as connection:
            connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{HEAD}'"))


def test_a_newer_file_does_not_change_by_a_byte(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    path.write_bytes(sqlite_template.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseTooNewError):
        open_database(str(path))
    assert path.read_bytes() == before


def test_processes_that_open_an_empty_database_at_once_all_succeed(empty_url: str) -> None:
    opening = [subprocess.Popen([sys.executable, "-c", OPEN, empty_url], stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=60)[1].decode() for process in opening]
    assert [process.returncode for process in opening] == [0, 0], "\n".join(said)
    with open_database(empty_url, create=False) as db:
        assert queries.select(db, "SELECT * FROM articles").rows == ()


def test_a_path_alone_is_an_sqlite_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_database("some name.db").close()
    with open_database("sqlite:///some name.db", create=False) as db:
        assert db.kind == "sqlite"
    assert sorted(os.listdir(tmp_path)) == ["some name.db"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://me:secret@host/name", "mysql is not supported; use sqlite:///PATH or postgresql://"),
        ("sqlite://tracker.db", "three slashes"),
        ("sqlite://", "must be a file"),
        ("sqlite:///:memory:", "must be a file"),
        ("", "no database is named"),
        ("postgresql://me:secret@host:port/name", "cannot be read"),
        ("sqlite:///{folder}/no/such/folder/x.db", "does not exist; create it first"),
        ("{folder}", "this is a folder; name a file in it"),
        ("{folder}/text.db", "not an SQLite database; name another"),
        ("{folder}/broken.db", "malformed|not a database"),
        ("{folder}/foreign.db", "another program.*'invoice'"),
        ("postgresql://me:secret@127.0.0.1:1/name", "refused|failed"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_advice(tmp_path: Path, address: str, said: str) -> None:
    (tmp_path / "text.db").write_text("a shopping list, which is longer than sixteen bytes")
    (tmp_path / "broken.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    with sqlite3.connect(tmp_path / "foreign.db") as foreign:
        foreign.execute("CREATE TABLE invoice (number INTEGER)")
    foreign.close()
    with pytest.raises(DatabaseError, match=said) as raised:
        open_database(address.format(folder=tmp_path))
    assert "secret" not in str(raised.value)


def test_a_database_that_must_be_there(empty_url: str) -> None:
    with pytest.raises(DatabaseError, match="tracker ingest"):
        open_database(empty_url, create=False)


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_shared_schema_keeps_its_other_tables_and_a_clash_is_refused(empty_url: str) -> None:
    with psycopg.connect(empty_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE invoice (number integer); CREATE TABLE alembic_version (version_num text)")
    open_database(empty_url).close()
    with psycopg.connect(empty_url, autocommit=True) as connection:
        connection.execute(f"DROP TABLE {VERSION_TABLE}")
    with pytest.raises(DatabaseError, match="another program"):
        open_database(empty_url)


def test_a_password_is_never_shown() -> None:
    url = parse_location("postgres://me:secret@host:5433/name?password=secret&sslmode=require")
    assert shown(url) == "postgresql://me:***@host:5433/name?password=***&sslmode=require"


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_the_file_is_strict_and_logs_ahead(db: Database) -> None:
    with db.read() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA synchronous")) == 1
        tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
        loose = set(connection.scalars(text(tables)))
    assert loose == {VERSION_TABLE, "sqlite_schema", "sqlite_stat1"}
