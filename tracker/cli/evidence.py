"""`tracker export warc URL PATH`: the kept pages of a story, handed on as evidence."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import counted, write, write_json
from tracker.reports import visible


def warc(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of a recorded page, however written.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to write, as in story.warc.gz.")],
    archive: Annotated[
        list[Path] | None,
        typer.Option("--archive", metavar="DIR", help="Look here for archives that are not where they were."),
    ] = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Write the kept pages of a story as a WARC, with hashes.

    Every page of the stories that the address is part of, each as it was fetched, with what is recorded of it; at the
    end the chains and the SHA-256 of all. Any tool that reads or replays WARC takes it.
    """
    from tracker.catalogue import load_catalogue
    from tracker.db import open_database
    from tracker.pipeline.evidence import export_evidence

    catalogue = load_catalogue(*filter(None, [config]))
    with open_database(db, create=False) as database:
        done = export_evidence(database, url, path, catalogue=catalogue, folders=archive or ())
    if json:
        write_json(asdict(done))
    else:
        stories = counted(len(done.stories), "story", "stories")
        write(f"{counted(done.pages, 'page')} of {stories} in {done.path}")
        write(f"SHA-256 {done.sha256}")
        for address, reason in done.missing:
            write(f"  missing: {visible(address)}: {visible(reason)}")
    if done.missing:
        raise typer.Exit(1)
