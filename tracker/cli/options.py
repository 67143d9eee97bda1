"""The options that commands share, so that each means the same everywhere."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DB = "sqlite:///tracker.db"
_USERS_CATALOGUE = Path("tracker.toml")


def _catalogue_file(value: Path | None) -> Path | None:
    if value is None:
        return _USERS_CATALOGUE if _USERS_CATALOGUE.is_file() else None
    if not value.is_file():
        raise typer.BadParameter(f"no such file: {value}")
    return value


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a day; write it as {datetime.now(UTC):%Y-%m-%d}") from None


Db = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="TRACKER_DB",
        metavar="URL",
        help="The database: sqlite:///FILE, a bare FILE, or postgresql://HOST/NAME.",
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        callback=_catalogue_file,
        help="Your own agencies and outlets, as TOML; ./tracker.toml is read where it stands.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="The result as JSON.")]
Since = Annotated[
    date | None, typer.Option("--since", metavar="DAY", parser=_day, help="From this day on (UTC), as in 2019-11-08.")
]
Until = Annotated[
    date | None, typer.Option("--until", metavar="DAY", parser=_day, help="Up to the end of this day (UTC).")
]
