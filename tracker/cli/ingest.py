"""`tracker ingest PATH...`: stored pages and texts in, stories out."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import write_json
from tracker.cli.progress import progress
from tracker.cli.summary import links_as_json, outcomes_as_json, write_failures, write_links, write_outcomes


def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="WARC, WACZ, HTML, JSON Lines, CSV, Parquet, or folders of them."),
    ],
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that read pages.  [default: one per processor]")
    ] = None,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Find matches and rebuild stories afterwards.")] = True,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Read stored pages and texts, record and link them.

    Run again, or after a kill, it goes on where it stopped: what is recorded is known and costs little.
    """
    from tracker.pipeline import open_tracker

    with open_tracker(db, config=config) as tracker, progress() as show:
        ingested = tracker.ingest_paths(paths, workers=workers, progress=show)
        linked = tracker.link(workers=workers, progress=show) if link else None
    if json:
        write_json(outcomes_as_json(ingested) | ({"linked": links_as_json(linked)} if linked else {}))
    else:
        write_outcomes(ingested.counts)
        write_failures(ingested.failures)
        if linked:
            write_links(linked)
    if ingested.failures:
        raise typer.Exit(1)
