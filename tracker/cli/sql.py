"""`tracker sql QUERY`: a person's own question."""

from typing import Annotated

import typer

from tracker.cli.completing import worked_questions
from tracker.cli.options import DEFAULT_DB, Db, Json
from tracker.cli.output import typed_in, write, write_json, write_table
from tracker.errors import did_you_mean
from tracker.reports import Column, Table, records


def sql(
    query: Annotated[
        str | None, typer.Argument(metavar="[QUERY]", help="One statement; - reads it from stdin. None: the views.")
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            autocompletion=worked_questions,
            help="A worked question instead; without a query they are listed.",
        ),
    ] = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="The result as CSV.")] = False,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most N rows, 0 for all.")] = 0,
    db: Db = DEFAULT_DB,
) -> None:
    """Ask the database in SQL, read-only.

    It is the database that refuses to write, so any statement may be tried. Without a query: the views there are, with
    what each column holds.
    """
    if question is not None:
        query = _worked(question)
    if query is None:
        _views(json=json)
        return
    if json and csv:
        raise typer.BadParameter("--json or --csv, not both")
    from tracker.db.sql import run_read_only

    statement = typed_in() if query == "-" else query
    answer = run_read_only(db, statement, limit=limit or None)
    left_out = "There are more rows; --limit 0 shows all." if answer.more else ""
    table = Table(title="", columns=tuple(Column(name) for name in answer.columns), rows=answer.rows, note=left_out)
    if json:
        write_json(records(table))
    else:
        write_table(table, "csv" if csv else "table")


def _views(*, json: bool) -> None:
    from tracker.db.described import described
    from tracker.db.questions import questions

    asked = questions().values()
    if json:
        write_json({"views": described(), "questions": {q.name: {"asks": q.asks, "sql": q.sql} for q in asked}})
        return
    for number, (view, columns) in enumerate(described().items()):
        rows = [(name, said) for name, said in columns.items() if name != "about"]
        write("\n" * bool(number))
        write_table(Table(title=f"{view}: {columns['about']}", columns=(Column("column"), Column("what")), rows=rows))
    write("")
    listed = [(q.name, q.asks) for q in asked]
    write_table(Table(title="Worked questions", columns=(Column("--question"), Column("asks")), rows=listed))


def _worked(name: str) -> str:
    from tracker.db.questions import questions

    if name not in questions():
        near = did_you_mean(name, questions()) or f"; there are {', '.join(questions())}"
        raise typer.BadParameter(f"there is no question {name!r}{near}", param_hint="--question")
    return questions()[name].sql
