"""`tracker agencies`: the catalogue's agencies, and what would be read from a text."""

from dataclasses import asdict
from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import typed_in, write, write_json, write_table
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
    Column("name"),
    Column("form"),
    Column("extent"),
    Column("confidence", "share"),
    Column("where"),
    Column("rule"),
    Column("quote"),
)
_UNREAD = (Column("line"), Column("where"), Column("why"))


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
    text: Annotated[
        str, typer.Argument(metavar="[TEXT]", help="A dateline, a source line, a whole text; - reads stdin.")
    ] = "",
    byline: Annotated[str, typer.Option(metavar="LINE", help="What stands in the page's author element.")] = "",
    url: Annotated[str | None, typer.Option(metavar="URL", help="The page's address: whose page it is.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="The page's language, as in en.")] = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,  # noqa: ARG001 - every command takes it
) -> None:
    """Show what would be read from a text, and why.

    The agencies and outlets that it names; the credits that an article of this text would have, each with its place,
    the rule that read it and the words that carry it; and the lines that look like a credit and were not understood.
    """
    if not text.strip() and not byline.strip():
        raise typer.BadParameter("a TEXT, or --byline LINE, or both")
    from tracker.catalogue import load_catalogue
    from tracker.pipeline.trial import try_text as tried

    words = typed_in() if text == "-" else text
    found = tried(words, load_catalogue(*filter(None, [config])), byline=byline, url=url, language=language)
    if json:
        write_json(
            {
                "language": found.language,
                "outlet": found.outlet,
                "names": [asdict(m) for m in found.mentions],
                "credits": [asdict(c) for c in found.credits],
                "unread": [asdict(line) for line in found.unread],
            }
        )
        return
    whole = "\n".join(filter(None, (byline, words)))
    names = [(m.key, m.kind, m.name, whole[m.start : m.end], m.start, m.ambiguous) for m in found.mentions]
    read = [
        (c.role, c.source, c.normalised or c.source_name, c.form, c.extent, c.confidence, c.location, c.rule, c.quote)
        for c in found.credits
    ]
    unread = [(line.text, line.place, line.reason) for line in found.unread]
    write_table(Table(title="Names found", columns=_MENTIONS, rows=names))
    write("")
    write_table(Table(title="Credits read", columns=_CREDITS, rows=read))
    write("")
    write_table(Table(title="Not understood", columns=_UNREAD, rows=unread))
