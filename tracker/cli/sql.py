"""`tracker sql QUERY`: a person's own question."""

import sys
from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_DB, Db, Json
from tracker.cli.output import write_json, write_table
from tracker.reports import Column, Table, records


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One statement; - reads it from stdin.")],
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="The result as CSV.")] = False,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most N rows, 0 for all.")] = 0,
    db: Db = DEFAULT_DB,
) -> None:
    """Ask the database in SQL, read-only.

    It is the database that refuses to write, so any statement may be tried.
    """
    if json and csv:
        raise typer.BadParameter("--json or --csv, not both")
    from tracker.db.sql import run_read_only

    statement = sys.stdin.read() if query == "-" else query
    answer = run_read_only(db, statement, limit=limit or None)
    left_out = "There are more rows; --limit 0 shows all." if answer.more else ""
    table = Table(title="", columns=tuple(Column(name) for name in answer.columns), rows=answer.rows, note=left_out)
    if json:
        write_json(records(table))
    else:
        write_table(table, "csv" if csv else "table")
