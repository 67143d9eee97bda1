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
    verbose: bool = False,
    json: bool = False,
) -> list[str]:
    """`python -m spiders` with everything that it is told."""
    command = [sys.executable, "-m", "spiders", "--db", db]
    command += ["--config", str(config)] if config else []
    command += ["--due"] if due else []
    command += ["--limit", str(limit)] if limit else []
    command += ["--archive", str(archive)] if archive else []
    command += ["--verbose"] if verbose else []
    command += ["--json"] if json else []
    return [*command, "--", *targets]
