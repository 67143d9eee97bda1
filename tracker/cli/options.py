"""The options that commands share, so that each means the same everywhere."""

import logging
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from tracker.config import FILE, effective, find_config

_LOG = logging.getLogger(__name__)
#: A time back from today: days and weeks.
_BACK = re.compile(r"(?P<number>\d{1,6})(?P<unit>[dw])")
_DAYS = {"d": 1, "w": 7}
DEFAULT_DB = "sqlite:///tracker.db"


def _file(value: Path | None) -> Path | None:
    if value is None:
        return find_config()
    if not value.is_file():
        raise typer.BadParameter(f"no such file: {value}")
    return value


def _database(context: typer.Context, value: str) -> str:
    """Where neither the option nor the environment says which: the database that `tracker.toml` names."""
    source = context.get_parameter_source("db")
    config = context.params["config"] if "config" in context.params else find_config()
    _LOG.info("settings of %s", config or f"no {FILE}")
    if source is None or source.name == "DEFAULT":
        value = str(effective(config)["tracker.db"].value)
    # Name and password stand before the @, more of them may stand behind the question mark.
    kind, _, place = value.rpartition("://")
    _LOG.info("asks the database %s", f"{kind and f'{kind}://'}{place.rpartition('@')[2].partition('?')[0]}")
    return value


def _day(value: str) -> date:
    today = datetime.now(UTC).date()
    back = _BACK.fullmatch(value)
    try:
        if back:
            return today - timedelta(days=int(back["number"]) * _DAYS[back["unit"]])
        return today if value == "today" else date.fromisoformat(value)
    except (ValueError, OverflowError):
        raise typer.BadParameter(f"{value!r} is not a day; write it as {today}, or as 7d or 2w before today") from None


def _share(value: str) -> float:
    """A share as `0.5` or `50%`."""
    written = value.strip()
    try:
        share = float(written.removesuffix("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise typer.BadParameter(f"{value!r} is no share; write it as 0.5 or 50%")
    return share


Db = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="TRACKER_DB",
        metavar="URL",
        callback=_database,
        help="The database: sqlite:///FILE, a bare FILE, or postgresql://HOST/NAME.",
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="TRACKER_CONFIG",
        metavar="FILE",
        callback=_file,
        is_eager=True,  # before --db, which may stand in it
        help="Your settings, agencies and outlets; without: tracker.toml here or in a folder above.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="The result as JSON.")]
Since = Annotated[
    date | None,
    typer.Option("--since", metavar="DAY", parser=_day, help="From this day on (UTC): 2019-11-08, or 7d, 2w, today."),
]
MinShare = Annotated[
    float | None,
    typer.Option("--min-share", metavar="SHARE", parser=_share, help="At least this share of the article: 0.5, 50%."),
]
Until = Annotated[
    date | None, typer.Option("--until", metavar="DAY", parser=_day, help="Up to the end of this day (UTC).")
]
