"""What sites announce of themselves, found out by a process of its own: `python -m spiders.survey`."""

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tracker.errors import CrawlError

Survey = dict[str, Any]  #: as `spiders.survey.Survey`
Source = dict[str, Any]  #: as `spiders.survey.Checked`

COMMAND = [sys.executable, "-m", "spiders.survey"]
#: A feed whose newest item is older is one that nobody fills any more.
_STALE = timedelta(days=90)


def survey(targets: Sequence[str], config: Path | None) -> list[Survey]:
    """One survey for each of `targets`, outlets by key or sites by address; none: every outlet that has sources.

    Raises CrawlError where they cannot be made.
    """
    command = [*COMMAND, *(["--config", str(config)] if config else []), "--", *targets]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own interpreter and module; no shell
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise CrawlError(said[-1].removeprefix("survey: ") if said else "the survey failed")
    return [json.loads(line) for line in done.stdout.splitlines()]


def works(source: Source) -> bool:
    """Whether a source answers, with items that are not all old."""
    return bool(source["state"] == "works" and not is_stale(source))


def is_stale(source: Source) -> bool:
    """Whether a source says of its newest item that it is old."""
    return bool(source["newest"] and datetime.now(UTC) - datetime.fromisoformat(source["newest"]) > _STALE)


def is_news(source: Source) -> bool:
    """Whether a sitemap is one of news: its entries have times of publication, or it is called so."""
    return source["kind"] == "sitemap" and bool(source["newest"] or "news" in source["url"].lower())
