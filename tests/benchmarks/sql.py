"""The worked questions on a million articles, SQLite beside PostgreSQL. Some minutes, and two gigabytes on either.

    python -m tests.benchmarks.sql [--rows N] [--times N] [--keep FILE] [--only NAME]... [--plans]

Rows are made up (`tests.benchmarks.made_up_rows`) and written in bulk, the indices afterwards, into a file in a
temporary folder and into a schema of its own at `$TRACKER_TEST_POSTGRES` (default: `test` on 127.0.0.1), which is
dropped at the end, however it ends. `--keep FILE` leaves both, and finds them again the next time.

Timed is what `tracker sql` does, less the start of the program: the database is opened, the question asked, every row
read. *First* and *warm*, the median of `--times` more, are milliseconds of the processor, this process and the server's
together, so that a machine with other work changes them little; the server must be on this machine, and works without
parallel processes. *Wall* is the least of the wall's. `--plans` prints how each database goes about it.
"""

import argparse
import hashlib
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import event
from sqlalchemy.pool import Pool

from tests.benchmarks.made_up import machine
from tests.benchmarks.made_up_rows import END, Row, Rows, made_up_rows
from tracker.db import open_database
from tracker.db.questions import questions
from tracker.db.sql import _SESSION, named, run_read_only

POSTGRES = os.environ.get("TRACKER_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/test")
_BATCH = 20_000
Write = Callable[[Rows, Sequence[Row]], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and what its parameters are."""

    name: str
    sql: str
    parameters: dict[str, str]


_FORMS = """
SELECT c.outlet, c.form, c.quote FROM articles a JOIN credits c ON c.article_id = a.article_id
WHERE a.published_at >= :since AND a.published_at < :until
  AND c.form IN ('source_line', 'signoff', 'contributed', 'syndicated') ORDER BY c.url
"""
_URL = "of a copy of a copy"
_LOOKED_UP = {
    "forms of credit": (_FORMS, ""),
    "an article": ("SELECT * FROM articles WHERE url = :name", _URL),
    "its credits": ("SELECT * FROM credits WHERE url = :name", _URL),
    "its republications": ("SELECT * FROM republications WHERE url = :name", _URL),
    "its chain": ("SELECT * FROM chains WHERE story_id IN (SELECT story_id FROM chains WHERE url = :name)", _URL),
    "its story": ("SELECT * FROM stories WHERE story_id IN (SELECT story_id FROM chains WHERE url = :name)", _URL),
    "an agency's stories": (
        "SELECT * FROM stories WHERE agency = :name ORDER BY first_published_at DESC LIMIT 100", "agency-0",
    ),
    "an outlet's coverage": ("SELECT * FROM coverage WHERE outlet = :name", "outlet-7.example"),
}  # fmt: skip


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="articles")
    parser.add_argument("--days", type=int, default=7, help="that the questions are about, the last ones")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--keep", type=Path, default=None, metavar="FILE", help="the SQLite file, kept")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this question")
    parser.add_argument("--plans", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "sql.db"
        with _schema(path, keep=options.keep is not None) as schema:
            addresses = (f"sqlite:///{path}", _address(schema))
            if not _loaded(addresses, options.rows):
                load(path, schema, options.rows)
            print(f"{machine()}, {_server()}")
            sizes = f"SQLite {path.stat().st_size / 1e9:.2f} GB, PostgreSQL {_size(schema):.2f} GB"
            print(f"{options.rows:,} articles, of {options.days} days the questions; {sizes}")
            since = (END - timedelta(days=options.days)).isoformat()
            url = str(run_read_only(addresses[0], "SELECT url FROM chains WHERE depth = 2 LIMIT 1").rows[0][0])
            every = [a for a in asked(since, url) if a.name in options.only or not options.only]
            ask(addresses, every, options.times, plans=options.plans)
    return 0


def asked(since: str, url: str) -> list[Asked]:
    """What is timed: the worked questions, the README's own query, and what one looks up by its name."""
    given = {"since": since, "until": END.isoformat(), "name": ""}
    asked = [Asked(q.name, q.sql, given) for q in questions().values()]
    asked += [
        Asked(name, query, given | {"name": url if value == _URL else value})
        for name, (query, value) in _LOOKED_UP.items()
    ]
    return [Asked(a.name, a.sql, {n: v for n, v in a.parameters.items() if n in named(a.sql)}) for a in asked]


def ask(addresses: Sequence[str], every: Sequence[Asked], times: int, *, plans: bool) -> None:
    """The table: a line a question."""
    print(f"\n{'':20}{'SQLite':>24}{'PostgreSQL':>27}{'':9}")
    print(f"{'milliseconds':20} {'first    warm    wall':>26} {'first    warm    wall':>26} {'rows':>9}")
    spent = _Spent()
    for one in every:
        cells, counts = "", set()
        for address in addresses:
            runs = []
            for _ in range(times + 1):
                begin, before = time.perf_counter(), spent.seconds()
                answer = run_read_only(address, one.sql, parameters=one.parameters)
                runs.append(((spent.seconds() - before) * 1000, (time.perf_counter() - begin) * 1000))
            counts.add(len(answer.rows))
            (first, _), *warm = runs
            times_of = (first, statistics.median(cpu for cpu, _ in warm), min(wall for _, wall in warm))
            cells += "   " + "".join(f"{ms:8,.1f}" for ms in times_of)
        print(f"{one.name:20}{cells} {'/'.join(f'{n:,}' for n in counts):>9}", flush=True)
        if plans:
            for explain, address in zip(("EXPLAIN QUERY PLAN", "EXPLAIN ANALYZE"), addresses, strict=True):
                _explain(explain, address, one)


class _Spent:
    """Seconds of the processor: of this process, and of those of the server's that worked for it."""

    def __init__(self) -> None:
        self._server = 0.0
        event.listen(Pool, "close", self._count)  # before it is closed: the server's process ends with it

    def seconds(self) -> float:
        return time.process_time() + self._server

    def _count(self, connection: object, _record: object) -> None:
        if isinstance(connection, psycopg.Connection):
            account = Path(f"/proc/{connection.info.backend_pid}/schedstat")
            if not account.exists():
                raise SystemExit("the server is not on this machine: what it spends cannot be seen")
            self._server += int(account.read_text().split()[0]) / 1e9


def load(path: Path, schema: str, articles: int) -> None:
    """Both databases, from one run over the rows."""
    begin = time.perf_counter()
    for address in (str(path), _address(schema)):
        open_database(address).close()
    with _into_sqlite(path) as to_sqlite, _into_postgresql(schema) as to_postgresql:
        for given in made_up_rows(articles):
            count = 0
            for part in _batches(given.rows):
                to_sqlite(given, part)
                to_postgresql(given, part)
                count += len(part)
            print(f"{given.table:20} {count:10,}", file=sys.stderr, flush=True)
    print(f"loaded in {time.perf_counter() - begin:.0f} s", file=sys.stderr)


@contextmanager
def _into_sqlite(path: Path) -> Iterator[Write]:
    def write(given: Rows, part: Sequence[Row]) -> None:
        marks = ", ".join("?" * len(given.columns))
        columns = ", ".join(given.columns)
        connection.executemany(f'INSERT INTO "{given.table}" ({columns}) VALUES ({marks})', part)

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -1000000")
        indices = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _ in indices:
            connection.execute(f"DROP INDEX {name}")
        yield write
        for _, made in indices:
            connection.execute(made)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _into_postgresql(schema: str) -> Iterator[Write]:
    def write(given: Rows, part: Sequence[Row]) -> None:
        columns = sql.SQL(", ").join(map(sql.Identifier, given.columns))
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(given.table), columns)
        with connection.cursor() as cursor, cursor.copy(into) as copy:
            for row in part:
                copy.write_row(row)

    with psycopg.connect(_address(schema)) as connection:
        connection.execute("SET session_replication_role = replica")  # the rows refer to each other, unchecked
        connection.execute("SET maintenance_work_mem = '256MB'")
        query = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND NOT EXISTS "
            "(SELECT 1 FROM pg_constraint WHERE conname = indexname AND connamespace = current_schema()::regnamespace)"
        )
        indices = connection.execute(query).fetchall()
        for name, _ in indices:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        yield write
        for _, made in indices:
            connection.execute(made)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")  # as the server does by itself after so many rows


@contextmanager
def _schema(path: Path, *, keep: bool) -> Iterator[str]:
    """The schema that goes with a file; one that is not kept is dropped."""
    schema = f"tracker_benchmark_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    try:
        yield schema
    finally:
        if keep:
            print(f"\nkept: {path} and schema {schema} (DROP SCHEMA {schema} CASCADE)", file=sys.stderr)
        else:
            with psycopg.connect(POSTGRES, autocommit=True) as connection:
                connection.execute("SET client_min_messages = warning")
                connection.execute(f"DROP SCHEMA {schema} CASCADE")


def _address(schema: str) -> str:
    """Without parallel workers: what these spend would not be seen."""
    options = f"-csearch_path%3D{schema}%20-cmax_parallel_workers_per_gather%3D0"
    return f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options={options}"


def _loaded(addresses: Sequence[str], articles: int) -> bool:
    """Whether both databases are there, brought to today's state; raises SystemExit where they hold other rows."""
    found = []
    for address in addresses:
        if address.startswith("sqlite") and not Path(address.removeprefix("sqlite:///")).exists():
            found.append(0)
            continue
        open_database(address).close()
        found.append(int(run_read_only(address, "SELECT COUNT(*) FROM articles").rows[0][0] or 0))
    if found == [0, 0]:
        return False
    if found != [articles, articles]:
        raise SystemExit(f"what was kept holds {found} articles; delete it, or name another file")
    return True


def _explain(explain: str, address: str, one: Asked) -> None:
    """How a database goes about it. Not through `run_read_only`, which lets no EXPLAIN through."""
    if explain == "EXPLAIN QUERY PLAN":
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as connection:
            lines = [row[3] for row in connection.execute(f"{explain} {one.sql}", one.parameters)]
    else:
        with psycopg.connect(address) as server:
            server.execute(_SESSION)
            query = one.sql
            for name, value in one.parameters.items():
                query = query.replace(f":{name}", f"'{value}'")
            lines = [row[0] for row in server.execute(f"{explain} {query}")]
    print("\n".join(f"    {line}" for line in lines))


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while part := list(islice(rows, _BATCH)):
        yield part


def _server() -> str:
    with psycopg.connect(POSTGRES) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return f"PostgreSQL {row[0] if row else '?'}"


def _size(schema: str) -> float:
    """Gigabytes."""
    query = (
        "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'"
    )
    with psycopg.connect(POSTGRES) as connection:
        row = connection.execute(query, [schema]).fetchone()
    return float(row[0]) / 1e9 if row else 0.0


if __name__ == "__main__":
    sys.exit(main())
