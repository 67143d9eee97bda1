"""`tracker export FORMAT PATH`: what is recorded, for other programs and other people."""

import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.completing import agency_keys, outlet_keys, views
from tracker.cli.evidence import bundle, warc
from tracker.cli.options import DEFAULT_DB, Db, Json, Since, Until
from tracker.cli.output import counted, note, write_json
from tracker.errors import TrackerError, UnknownAddressError
from tracker.reports import Filters

if TYPE_CHECKING:
    from tracker.exports import GraphFormat, TableFormat

export = typer.Typer(no_args_is_help=True, help="Write what is recorded for other programs, or as a web site.")
export.command()(bundle)
export.command()(warc)

_MEGABYTE = 1_000_000
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder: one file a view, replaced where it stands.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]
View = Annotated[
    list[str] | None,
    typer.Option("--view", metavar="NAME", autocompletion=views, help="Only this view; may be given several times."),
]
Story = Annotated[
    str | None, typer.Option("--story", metavar="URL", help="The chain of this article's largest story instead.")
]
Agency = Annotated[
    str | None,
    typer.Option("--agency", metavar="KEY", autocompletion=agency_keys, help="Only stories of this agency."),
]


@export.command()
def csv(folder: Folder, view: View = None, json: Json = False, db: Db = DEFAULT_DB) -> None:
    """Every view as CSV, guarded against formulas."""
    _tables(folder, "csv", view, json=json, db=db)


@export.command()
def jsonl(folder: Folder, view: View = None, json: Json = False, db: Db = DEFAULT_DB) -> None:
    """Every view as JSON Lines, values as they are."""
    _tables(folder, "jsonl", view, json=json, db=db)


@export.command()
def parquet(folder: Folder, view: View = None, json: Json = False, db: Db = DEFAULT_DB) -> None:
    """Every view as Parquet, with types.

    Needs the extra: pip install 'republication-tracker[parquet]'.
    """
    _tables(folder, "parquet", view, json=json, db=db)


@export.command()
def graphml(file: File, agency: Agency = None, story: Story = None, json: Json = False, db: Db = DEFAULT_DB) -> None:
    """Outlets as a network, or one story's chain, as GraphML.

    An edge goes from parent to copier, weighted by republications. Needs the extra `graph`.
    """
    _network(file, "graphml", agency, story, json=json, db=db)


@export.command()
def gexf(file: File, agency: Agency = None, story: Story = None, json: Json = False, db: Db = DEFAULT_DB) -> None:
    """The same as GEXF, for Gephi."""
    _network(file, "gexf", agency, story, json=json, db=db)


@export.command()
def rss(
    file: File,
    agency: Agency = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="KEY", autocompletion=outlet_keys, help="Only what this outlet carried.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Entries, the newest.")] = 100,
    json: Json = False,
    db: Db = DEFAULT_DB,
) -> None:
    """New republications as a feed to subscribe to.

    The newest by when they were first seen. Written whole or not at all, so that a web server may serve it.
    """
    from tracker.db import open_database
    from tracker.exports import feed

    with open_database(db, create=False) as database:
        written = feed(database, agency=agency, outlet=outlet, limit=limit, made_at=datetime.now(UTC))
    waiting = file.with_name(f"{file.name}.part")
    waiting.write_text(written, encoding="utf-8")
    os.replace(waiting, file)
    _said({"file": str(file), "entries": written.count("<item>")}, json=json)


@export.command()
def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or one of an earlier export.")],
    agency: Agency = None,
    outlet: Annotated[
        str | None,
        typer.Option(metavar="KEY", autocompletion=outlet_keys, help="Only stories that this outlet carried."),
    ] = None,
    since: Since = None,
    until: Until = None,
    texts: Annotated[
        bool, typer.Option("--texts/--no-texts", help="Texts side by side: whole texts of others, mind their rights.")
    ] = True,
    title: Annotated[str, typer.Option(metavar="TITLE", help="The site's title.")] = "Republications",
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that compare texts.")] = 2,
    json: Json = False,
    db: Db = DEFAULT_DB,
) -> None:
    """A web site of all stories that needs no server.

    Overview, headlines with a search, a page for each agency, outlet and story: its chain as a drawing, its timeline,
    its articles with their evidence, the texts side by side. Open index.html; nothing is loaded from anywhere else.
    """
    from tracker.db import open_database
    from tracker.site import export_site

    filters = Filters(agency=agency, outlet=outlet, since=since, until=until)
    said = sys.stderr.isatty()

    def tell(stories: int) -> None:
        if said and stories % 50 == 0:
            sys.stderr.write(f"\r{counted(stories, 'story', 'stories')}")

    with open_database(db, create=False) as database:
        done = export_site(
            database,
            folder,
            made_at=datetime.now(UTC),
            filters=filters,
            texts=texts,
            title=title,
            workers=workers,
            progress=tell,
        )
    sys.stderr.write("\r" if said else "")
    if json:
        write_json(asdict(done))
        return
    note(
        f"{counted(done.stories, 'story', 'stories')} in {counted(done.pages, 'page')} at {folder / 'index.html'}; "
        f"the largest has {done.largest_page / _MEGABYTE:.1f} MB"
    )


def _tables(folder: Path, form: "TableFormat", views: list[str] | None, *, json: bool, db: str) -> None:
    from tracker.db import open_database
    from tracker.db.views import VIEWS
    from tracker.exports import export_view

    if folder.exists() and not folder.is_dir():
        raise TrackerError("is a file; give a folder", str(folder))
    with open_database(db, create=False) as database:
        folder.mkdir(parents=True, exist_ok=True)
        written = {name: export_view(database, name, folder / f"{name}.{form}", form) for name in views or list(VIEWS)}
    _said({"folder": str(folder), "rows": written}, json=json)


def _network(file: Path, form: "GraphFormat", agency: str | None, url: str | None, *, json: bool, db: str) -> None:
    from tracker.cli.chain import stories_of
    from tracker.db import open_database
    from tracker.exports import chain_network, outlet_network, write_network

    with open_database(db, create=False) as database:
        if url is None:
            network = outlet_network(database, agency=agency)
        else:
            found = stories_of(database, url)
            if not found:
                raise UnknownAddressError("is in no story that is recorded", url)
            network = chain_network(found[0].members, agency=found[0].story["agency"])
    write_network(network, file, form)
    _said({"file": str(file), "nodes": len(network), "edges": network.number_of_edges()}, json=json)


def _said(written: dict[str, object], *, json: bool) -> None:
    """What was written: as JSON, or in one line on stderr."""
    if json:
        write_json(written)
        return
    place, *facts = written.items()
    counts = [(name, value) for _, value in facts if isinstance(value, dict) for name, value in value.items()]
    counts += [(name, value) for name, value in facts if not isinstance(value, dict)]
    note(f"{place[1]}: {', '.join(f'{value} {name}' for name, value in counts)}")
