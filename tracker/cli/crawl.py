"""`tracker crawl`: the spiders, in a process of their own."""

import subprocess
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.completing import outlet_keys
from tracker.cli.loudness import is_quiet, verbosity
from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.spawning import crawl_command
from tracker.errors import CrawlError


def crawl(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OUTLET or URL]...",
            autocompletion=outlet_keys,
            help="Outlets by key, or any site by address; none: all outlets.",
        ),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Only what is due by now.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most N pages an outlet.")] = None,
    archive: Annotated[
        Path | None,
        typer.Option(
            "--archive",
            metavar="DIR",
            help="Keep pages as WARC in this folder.  [default: archive, beside the database]",
        ),
    ] = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Crawl outlets, record their pages, link them.

    Drawn on a terminal as it goes, quiet elsewhere; with -v a line an address. Exit
    code 1: an outlet needs a person (a line each), or the crawl
    ended early.
    """
    command = crawl_command(
        targets or (),
        db=db,
        config=config,
        due=due,
        limit=limit,
        archive=archive,
        verbosity=verbosity(),
        drawn=not is_quiet(),
        json=json,
    )
    code = _run(command)
    if code < 0:
        raise CrawlError(f"the crawl was ended by signal {-code}; what it recorded stays", ", ".join(targets or ()))
    if code:
        raise typer.Exit(code)


def _run(command: list[str]) -> int:
    """The command's exit code; its output goes where ours goes."""
    with subprocess.Popen(command) as process:  # noqa: S603 - our own interpreter and module; no shell
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The crawl has had the same Ctrl-C: at the first it finishes what is on the line and says where it
                # stopped, at the second it ends at once.
                continue
