"""`tracker crawl`: the spiders, in a process of their own."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.errors import CrawlError


def crawl(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OUTLET or URL]...", help="Outlets by key, or any site by address; none: all outlets."),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Only what is due by now.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most N pages an outlet.")] = None,
    archive: Annotated[
        Path | None, typer.Option("--archive", metavar="DIR", help="Keep every page as WARC in this folder.")
    ] = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Crawl outlets, record their pages, link them."""
    command = [sys.executable, "-m", "spiders", "--db", db]
    command += ["--config", str(config)] if config else []
    command += ["--due"] if due else []
    command += ["--limit", str(limit)] if limit else []
    command += ["--archive", str(archive)] if archive else []
    command += ["--json"] if json else []
    code = _run([*command, "--", *(targets or ())])
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
                # The crawl has had the same Ctrl-C: it finishes what is under way and says where it stopped.
                continue
