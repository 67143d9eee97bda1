"""`tracker outlets`: the catalogue's outlets; one more; whether they still answer."""

from dataclasses import asdict

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.outlets_add import add
from tracker.cli.outlets_check import check
from tracker.cli.output import write_json, write_table
from tracker.reports import Column, Table

outlets = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
outlets.command()(add)
outlets.command()(check)

_COLUMNS = (
    Column("key"),
    Column("name"),
    Column("kind"),
    Column("country"),
    Column("language"),
    Column("owner"),
    Column("domains"),
    Column("found_by"),
)


@outlets.callback()
def list_outlets(
    ctx: typer.Context,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,  # noqa: ARG001 - every command takes it
) -> None:
    """List the outlets; `add` a site, `check` what answers."""
    if ctx.invoked_subcommand is not None:
        return
    from tracker.catalogue import load_catalogue

    found = [outlet for _, outlet in sorted(load_catalogue(*filter(None, [config])).outlets.items())]
    if json:
        write_json([asdict(outlet) for outlet in found])
        return
    rows = []
    for o in found:
        ways = {"feeds": o.feeds, "sitemaps": o.sitemaps, "listings": o.listings}
        found_by = ", ".join(way for way, addresses in ways.items() if addresses)
        rows.append((o.key, o.name, o.kind, o.country, o.language, o.owner, " ".join(o.domains), found_by))
    write_table(Table(title="", columns=_COLUMNS, rows=rows))
