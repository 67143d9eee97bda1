"""`tracker agencies`: the catalogue's agencies, and what would be read from a text."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import write, write_json, write_table
from tracker.reports import Column, Table

agencies = typer.Typer(invoke_without_command=True, rich_markup_mode=None)

_COLUMNS = (Column("key"), Column("name"), Column("kind"), Column("country"), Column("domains"), Column("names"))
_MENTIONS = (
    Column("key"),
    Column("kind"),
    Column("name"),
    Column("words"),
    Column("at", "count"),
    Column("ambiguous", "flag"),
)
_CREDITS = (
    Column("role"),
    Column("source"),
    Column("form"),
    Column("extent"),
    Column("confidence", "share"),
    Column("quote"),
)


@agencies.callback()
def list_agencies(
    ctx: typer.Context,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,  # noqa: ARG001 - every command takes it
) -> None:
    """List the agencies; `test` tries a text on them."""
    if ctx.invoked_subcommand is not None:
        return
    from tracker.catalogue import load_catalogue

    found = [agency for _, agency in sorted(load_catalogue(*filter(None, [config])).agencies.items())]
    if json:
        write_json([asdict(agency) for agency in found])
        return
    rows = [(a.key, a.name, a.kind, a.country, " ".join(a.domains), ", ".join((*a.names, *a.codes))) for a in found]
    write_table(Table(title="", columns=_COLUMNS, rows=rows))


@agencies.command("test")
def try_text(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A byline, a dateline, a whole text; - reads stdin.")],
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,  # noqa: ARG001 - every command takes it
) -> None:
    """Show what would be read from a text.

    The agencies and outlets that it names, and the credits that an article of this text would have.
    """
    from tracker.catalogue import load_catalogue
    from tracker.credits import read_credits
    from tracker.extract import extract_text
    from tracker.types import PlainText, Unread

    words = sys.stdin.read() if text == "-" else text
    catalogue = load_catalogue(*filter(None, [config]))
    mentions = catalogue.find(words, codes=True)
    # A single line stands first in a text, where bylines and datelines stand.
    article = extract_text(PlainText(url="https://example.com/text", text=words, fetched_at=datetime.now(UTC)))
    found = () if isinstance(article, Unread) else read_credits(article, catalogue)
    if json:
        write_json({"names": [asdict(m) for m in mentions], "credits": [asdict(c) for c in found]})
        return
    rows = [(m.key, m.kind, m.name, words[m.start : m.end], m.start, m.ambiguous) for m in mentions]
    write_table(Table(title="Names found", columns=_MENTIONS, rows=rows))
    write("")
    read = [(c.role, c.source, c.form, c.extent, c.confidence, c.quote) for c in found]
    write_table(Table(title="Credits read", columns=_CREDITS, rows=read))
