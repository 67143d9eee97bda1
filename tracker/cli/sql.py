"""`tracker sql QUERY`: a person's own question."""

from datetime import date
from typing import Annotated

import typer

from tracker.cli.completing import worked_questions
from tracker.cli.options import DEFAULT_DB, Db, Json, Since, Until
from tracker.cli.output import note, typed_in, write, write_json, write_table
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
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most N rows, 0 for all.")] = 0,
    db: Db = DEFAULT_DB,
) -> None:
    """Ask the database in SQL, read-only.

    It is the database that refuses to write, so any statement may be tried. Without a query: the views there are, with
    what each column holds.

    The worked questions, and a query of yours that says :since or :until, are about a span of time: from the beginning
    of --since to the end of --until; without them, the seven days up to the newest publication.
    """
    if json and csv:
        raise typer.BadParameter("--json or --csv, not both")
    if question is not None:
        if query is not None:
            raise typer.BadParameter("a query or --question, not both")
        query = _worked(question)
    if query is None:
        _views(json=json)
        return
    from tracker.db.sql import run_read_only

    statement = typed_in() if query == "-" else query
    span, parameters = _span(db, statement, since, until)
    answer = run_read_only(db, statement, limit=limit or None, parameters=parameters)
    left_out = "There are more rows; --limit 0 shows all." if answer.more else ""
    if json or csv:
        for said in filter(None, (span, left_out)):
            note(said)
    remarks = " ".join(filter(None, (span, left_out)))
    table = Table(title="", columns=tuple(Column(name) for name in answer.columns), rows=answer.rows, note=remarks)
    if json:
        write_json(records(table))
    else:
        write_table(table, "csv" if csv else "table")


def _span(db: str, statement: str, since: date | None, until: date | None) -> tuple[str, dict[str, str]]:
    """The span of time that a query asks for, in words, and as its parameters; nothing where it asks for none."""
    from tracker.db.sql import named
    from tracker.db.window import window

    asked = named(statement) & {"since", "until"}
    for name, given in (("since", since), ("until", until)):
        if given is not None and name not in asked:
            raise typer.BadParameter(f"the query does not say :{name}", param_hint=f"--{name}")
    if not asked:
        return "", {}
    span = window(db, since, until)
    bounds = {"since": f"from {span.since}", "until": f"to {span.last}"}
    said = " ".join(bound for name, bound in bounds.items() if name in asked) + " on" * (asked == {"since"})
    return (
        f"Asked of the days {said}; --since and --until ask of others.",
        {name: value for name, value in span.parameters.items() if name in asked},
    )


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
