"""`tracker export warc URL PATH` and `bundle URL PATH`: a story's pages, or all on it, handed on as evidence."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import counted, write, write_json
from tracker.reports import visible

Url = Annotated[str, typer.Argument(metavar="URL", help="Address of a recorded page, however written.")]
Archive = Annotated[
    list[Path] | None,
    typer.Option("--archive", metavar="DIR", help="Look here for archives that are not where they were."),
]


def warc(
    url: Url,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to write, as in story.warc.gz.")],
    archive: Archive = None,
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
        _write_missing(done.missing)
    if done.missing:
        raise typer.Exit(1)


def bundle(
    url: Url,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to write, as in story.zip.")],
    archive: Archive = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Write all evidence on a story as a zip.

    Pages as WARC, the texts compared, credits with their quotes, matches with offsets, chain, verdicts, coverage,
    hashes, and sheet.html, to be read first. Whole texts of others: mind their rights. Exit code 1 where pages are
    missing; the sheet says which, and why.
    """
    from tracker.catalogue import load_catalogue
    from tracker.db import open_database
    from tracker.exports.bundle import export_bundle
    from tracker.pipeline.rules import rules_mark

    catalogue = load_catalogue(*filter(None, [config]))
    with open_database(db, create=False) as database:
        done = export_bundle(
            database,
            url,
            path,
            catalogue=catalogue,
            folders=archive or (),
            rules=rules_mark(config),
            made_at=datetime.now(UTC),
        )
    if json:
        write_json(asdict(done))
    else:
        told = f"{counted(done.articles, 'article')} of {counted(len(done.stories), 'story', 'stories')}"
        write(f"{told}, {counted(done.texts, 'text')}, {counted(done.pages, 'page')} in {done.path}")
        write(f"SHA-256 {done.sha256}")
        _write_missing(done.missing)
    if done.missing:
        raise typer.Exit(1)


def _write_missing(missing: Sequence[tuple[str, str]]) -> None:
    for address, reason in missing:
        write(f"  missing: {visible(address)}: {visible(reason)}")
