"""`tracker report NAME`: a question answered from the database."""

from dataclasses import asdict, replace
from typing import Annotated, Literal

import typer

from tracker.cli.completing import agency_keys, outlet_keys, perhaps_meant, reports
from tracker.cli.options import DEFAULT_DB, Db, Json, MinShare, Since, Until
from tracker.cli.output import note, write_table
from tracker.reports import Column, Filters, Format, Table, find_report, report_names

#: A person reads the top of a table; programs, through JSON and CSV, get everything.
_TABLE_ROWS = 50


def report(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", autocompletion=reports, help=f"One of {', '.join(report_names())}. Without: what each is."
        ),
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option(metavar="KEY", autocompletion=agency_keys, help="Only stories of this agency, as in ap."),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="KEY", autocompletion=outlet_keys, help="Only what concerns this outlet.")
    ] = None,
    since: Since = None,
    until: Until = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Only articles in this language: en.")] = None,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Only outlets of this owner.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Only outlets of this country: GB.")] = None,
    min_share: MinShare = None,
    credited: Annotated[
        bool | None, typer.Option("--credited/--silent", help="Only copies that do, or do not.")
    ] = None,
    direction: Annotated[
        Literal["stated", "inferred", "unknown"] | None, typer.Option(help="Only copies whose parent is known so.")
    ] = None,
    form: Annotated[Format | None, typer.Option("--format", help="How to print it.  [default: table]")] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="At most N rows, 0 for all.  [default: 50 in a table]")
    ] = None,
    json: Json = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Answer a question from the database.

    Without a name: the list of reports, with what each answers.
    """
    chosen: Format = form or ("json" if json else "table")
    if name is None:
        write_table(_reports(), chosen)
        return
    wanted = find_report(name)
    filters = Filters(
        agency=agency,
        outlet=outlet,
        since=since,
        until=until,
        language=language.lower() if language else None,
        owner=owner,
        country=country.upper() if country else None,
        min_share=min_share,
        credited=credited,
        direction=direction,
    )
    from tracker.db import open_database

    with open_database(db, create=False) as database:
        table = wanted.answer(database, filters)
    asked = {key: value for key, value in asdict(filters).items() if value is not None}
    most = _TABLE_ROWS if limit is None and chosen == "table" else limit
    write_table(_cut(table, most), chosen, head={"report": name, "filters": asked})
    if not table.rows and (meant := perhaps_meant(agency=agency, outlet=outlet)):
        note(meant)
    if chosen == "csv" and table.coverage is not None:  # rows and nothing else on stdout
        note(table.note)


def _reports() -> Table:
    rows = [(name, find_report(name).short_help) for name in report_names()]
    return Table(title="", columns=(Column("report"), Column("answers")), rows=rows)


def _cut(table: Table, most: int | None) -> Table:
    """The first `most` rows; that there are more is said in the note."""
    if not most or len(table.rows) <= most:
        return table
    said = f"{most} of {len(table.rows)} rows; --limit 0 shows all."
    return replace(table, rows=table.rows[:most], note=f"{said} {table.note}".strip())
