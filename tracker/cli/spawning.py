"""A crawl is a process of its own: the command that starts it."""

import sys
from collections.abc import Iterable
from pathlib import Path


def crawl_command(
    targets: Iterable[str],
    *,
    db: str,
    config: Path | None,
    due: bool = False,
    limit: int | None = None,
    archive: Path | None = None,
    verbosity: int = 0,
    drawn: bool = True,
    json: bool = False,
) -> list[str]:
    """`python -m spiders` with everything that it is told.

    `verbosity` 1: a line an address; 2: Scrapy's own log too. Not `drawn`: no progress on a terminal either.
    """
    command = [sys.executable, "-m", "spiders", "--db", db]
    command += ["--config", str(config)] if config else []
    command += ["--due"] if due else []
    command += ["--limit", str(limit)] if limit else []
    command += ["--archive", str(archive)] if archive else []
    command += ["--verbose"] if verbosity else []
    command += ["-s", "LOG_LEVEL=DEBUG"] if verbosity > 1 else []
    command += [] if drawn else ["-s", "TRACKER_PROGRESS=False"]
    command += ["--json"] if json else []
    return [*command, "--", *targets]
