"""What the stable views hold, column by column, from `views.toml`."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def described() -> dict[str, dict[str, str]]:
    """By view: what it is under `about`, then one sentence a column, in their order."""
    written = files("tracker.db").joinpath("views.toml").read_text(encoding="utf-8")
    views: dict[str, dict[str, str]] = tomllib.loads(written)
    return views
