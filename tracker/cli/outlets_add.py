"""`tracker outlets add URL`: a site's own table for `tracker.toml`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import complain, note, write, write_json, write_table
from tracker.cli.survey import Source, Survey, is_news, is_stale, survey, works
from tracker.config import FILE
from tracker.errors import CatalogueError
from tracker.reports import Column, Table
from tracker.urls import host, registrable_domain

if TYPE_CHECKING:
    from tracker.catalogue import Catalogue

_SOURCES = (
    Column("kind"),
    Column("state"),
    Column("items", "count"),
    Column("newest"),
    Column("found"),
    Column("url"),
    Column("reason"),
)
#: Of fifty feeds of sections the first is the one of everything.
_MOST = 3


def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="The site's address, or that of a part of it.")],
    key: Annotated[str, typer.Option(metavar="KEY", help="Its key; without, one is made from its domain.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the table and write nothing.")] = False,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,  # noqa: ARG001 - every command takes it
) -> None:
    """Find out about a site, add it to tracker.toml.

    Name, language and country; feeds, sitemaps or listing pages, of which only those that answer are written; its
    other forms (AMP, mobile). What stands in the file is left as it is, and no table is written twice.
    """
    from tracker.catalogue import load_catalogue
    from tracker.catalogue.writing import append_table, outlet_table

    if not url.startswith(("http://", "https://")):
        raise typer.BadParameter(f"{url!r} is no address; write it as https://{url}/")
    catalogue = load_catalogue(*filter(None, [config]))
    path = config or Path(FILE)
    known = catalogue.outlet(url)
    if not dry_run and known is not None and not key:
        _refuse_known(path, known.key)  # before anybody is asked
    found = survey([url], config)[0]
    if found["state"] != "works":
        complain(f"{found['site']}: {found['state']}: {found['reason']}; nothing is written")
        raise typer.Exit(1)
    named, values = _entry(found, catalogue, key)
    table = outlet_table(named, values, comment=f"Found by `tracker outlets add` on {datetime.now(UTC):%Y-%m-%d}.")
    if not dry_run:
        _refuse_known(path, named)
        append_table(path, table)
    if json:
        write_json({"key": named, "written": None if dry_run else str(path), "table": values, "survey": found})
    else:
        rows = [_row(source) for source in found["sources"]]
        write_table(Table(title=f"What {found['site']} announces", columns=_SOURCES, rows=rows))
        for kind, address in (found["twins"] or {}).items():
            write(f"\n{kind} form of a page, as an example: {address}")
        write(f"\n{table}" if dry_run else f"\nwritten to {path}:\n\n{table}")
    if not any(values.get(kind) for kind in ("feeds", "sitemaps", "listings")):
        note("nothing that lists its articles was found; a crawl will look again")
        raise typer.Exit(1)


def _entry(found: Survey, catalogue: "Catalogue", key: str) -> tuple[str, dict[str, Any]]:
    """The table's key and fields; of an outlet that the catalogue has, only what it lacks."""
    from tracker.catalogue.writing import new_key

    known = catalogue.outlet(found["site"])
    ways = _ways(found["sources"])
    if known is not None and known.key in catalogue.outlets and key in ("", known.key):
        return known.key, ways
    if known is not None and key in ("", known.key):  # the site of an agency: its names stand with the agency
        same = {"name": known.name, "kind": known.kind, "country": known.country, "language": found["language"]}
        return known.key, {**same, "domains": list(known.domains), **ways}
    named = key or new_key(found["site"], catalogue)
    name = found["name"] or registrable_domain(found["site"])
    fields: dict[str, Any] = {"name": name, "country": found["country"], "language": found["language"]}
    fields["domains"] = _domains(found)
    # A name of one word is a common word more often than not: it counts only where a source is named.
    if found["name"] and catalogue.resolve(name) is None:
        fields["names" if " " in name else "codes"] = [name]
    return named, {**fields, **ways}


def _ways(sources: list[Source]) -> dict[str, list[str]]:
    """Of what answers: feeds and news sitemaps; plain sitemaps only without these, listing pages only without both."""
    live = [source for source in sources if works(source)]
    found = {
        "feeds": [source["url"] for source in live if source["kind"] == "feed"],
        "sitemaps": [source["url"] for source in live if is_news(source)],
    }
    if not any(found.values()):
        found["sitemaps"] = [source["url"] for source in live if source["kind"] == "sitemap"]
    if not any(found.values()):
        found["listings"] = [source["url"] for source in live if source["kind"] == "listing"]
    return {way: addresses[:_MOST] for way, addresses in found.items() if addresses}


def _domains(found: Survey) -> list[str]:
    """Its own, and that of its other forms where they stand on one of their own."""
    own = registrable_domain(found["site"])
    elsewhere = [a for a in (found["twins"] or {}).values() if not f".{host(a)}".endswith(f".{own}")]
    twins = (registrable_domain(address) for address in elsewhere)
    # Google keeps copies of everybody's AMP pages.
    return list(dict.fromkeys([own, *(twin for twin in twins if "ampproject" not in twin)]))


def _refuse_known(path: Path, key: str) -> None:
    import tomllib

    if path.exists() and key in tomllib.loads(path.read_text(encoding="utf-8")).get("outlet", {}):
        raise CatalogueError("stands there already; take it out first, or give another --key", f"{path} [outlet.{key}]")


def _row(source: Source) -> tuple[Any, ...]:
    state = "stale" if is_stale(source) else source["state"]
    newest = (source["newest"] or "")[:16].replace("T", " ")
    return (source["kind"], state, source["items"], newest, source["how"], source["url"], source["reason"])
