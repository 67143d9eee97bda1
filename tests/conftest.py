"""Databases for the tests of every room: each test that asks for one runs on SQLite and on PostgreSQL.

PostgreSQL is looked for at `TRACKER_TEST_POSTGRES` (default: database `test` on 127.0.0.1). A run makes schemas of its
own there and drops them at its end. Where no server answers, the tests that need it are skipped and the summary says
so; with `CI` or `TRACKER_TEST_REQUIRE_POSTGRES` set they fail instead.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import hypothesis
import psycopg
import pytest

from tracker.db import Database, open_database
from tracker.db.tables import Base

# A busy machine is slow and not wrong.
hypothesis.settings.register_profile("tracker", deadline=None)
hypothesis.settings.load_profile("tracker")

POSTGRES = os.environ.get("TRACKER_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/test")
REQUIRED = bool(os.environ.get("CI") or os.environ.get("TRACKER_TEST_REQUIRE_POSTGRES"))


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database this test runs on."""
    if request.param == "postgresql":
        _need_postgres()
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a place where no database is yet: no file, or an empty schema."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    new_schema: Callable[[], str] = request.getfixturevalue("new_schema")
    return new_schema()


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database of this test's own: up to date, with nothing recorded."""
    if kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'tracker.db')}"
    else:
        url: str = request.getfixturevalue("postgres_url")
        yield url
        with psycopg.connect(url, autocommit=True) as connection:
            # Some rows each: far quicker than TRUNCATE, which makes every table a new file.
            connection.execute("; ".join(f"DELETE FROM {table}" for table in reversed(Base.metadata.sorted_tables)))


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """An open database of this test's own, with nothing recorded."""
    with open_database(database_url) as database:
        yield database


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and nothing in it: copying it is quicker than migrating."""
    path = tmp_path_factory.mktemp("database") / "template.db"
    open_database(str(path)).close()
    return path


@pytest.fixture(scope="session")
def new_schema() -> Iterator[Callable[[], str]]:
    """Makes an empty schema and gives its address; all are dropped at the end of the run."""
    made: list[str] = []

    def make() -> str:
        name = f"tracker_test_{secrets.token_hex(8)}"
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        made.append(name)
        # Nothing here has to survive a power cut.
        options = f"options=-csearch_path%3D{name}%20-csynchronous_commit%3Doff"
        return f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}{options}"

    yield make
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        for name in made:
            connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(scope="session")
def postgres_url(new_schema: Callable[[], str]) -> str:
    """The schema that the tests of this run share, each after the other; `database_url` empties it."""
    url = new_schema()
    open_database(url).close()
    return url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was not tested; a skip in a long list is easily overlooked."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum("no PostgreSQL" in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.write_line(
            f"NOT TESTED ON POSTGRESQL: {count} tests skipped, no server answered at {_shown()} ({_postgres()})",
            yellow=True,
            bold=True,
        )


def _need_postgres() -> None:
    if problem := _postgres():
        if REQUIRED:
            pytest.fail(f"PostgreSQL is required here, and none answers at {_shown()}: {problem}", pytrace=False)
        pytest.skip(f"no PostgreSQL at {_shown()}")


@cache
def _postgres() -> str:
    """Why PostgreSQL cannot be used; empty when it can."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


def _shown() -> str:
    """The server's address without its user's secrets."""
    return POSTGRES.rpartition("@")[2].partition("?")[0]
