"""What a page's dates are read against: when it was fetched, its zone, its languages, its country's habits."""

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.types import Page

#: Lands of English that write the day first.
_DAY_FIRST = re.compile(r"\.(?:uk|au|nz|in|ie|za|pk|ng|ke|gh|sg|my|hk|eu|bd|lk)$")
#: Locales that themes and frameworks come with, whatever country their user is in.
_FACTORY_SETTINGS = frozenset({"en-us", "en-gb", "es-es", "fr-fr", "pt-pt", "ar-ar"})
_FRESH = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reader:
    """What dates are read against."""

    fetched_at: datetime
    timezone: str | None  #: of times that name none, where it is known or can be told from the address or the language
    languages: tuple[str, ...]  #: of the page, the likeliest first
    month_first: bool = False  #: 11/18/2019 is how the page's country writes
    live: bool = False  #: the server itself says that it answered at that time: "3 hours ago" has a meaning

    def zone(self) -> tzinfo:
        """The zone of times that name none."""
        return zone_named(self.timezone) or UTC


def reader_of(page: Page, timezone: str | None, languages: tuple[str, ...], declared: str | None) -> Reader:
    """The reader for one page. `timezone` is the outlet's; `declared` the page's language as it writes it itself.

    Where the outlet's zone is not known it is that of most of the country's press (by the host's last part, else the
    region of the declared language), else that of a language whose countries keep one time: nearer than UTC.
    """
    language = languages[0] if languages else None
    return Reader(
        fetched_at=page.fetched_at,
        timezone=timezone or _zone_of(page.final_url, languages, declared),
        languages=languages,
        month_first=_month_first(page.final_url, language, declared),
        live=_is_live(page),
    )


@cache
def zone_named(name: str | None) -> tzinfo | None:
    """The zone of the tz database; None for none or an unknown name."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


@cache
def date_words(table: str) -> dict[str, Any]:
    """One table of `dates.toml`."""
    found: dict[str, Any] = _tables()[table]
    return found


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("tracker.extract") / "dates.toml").read_text(encoding="utf-8"))


def _zone_of(url: str, languages: tuple[str, ...], declared: str | None) -> str | None:
    countries: dict[str, str] = date_words("country")
    last = _host(url).rpartition(".")[2]
    # Companies everywhere like to be under .co.
    if (found := countries.get(last)) and (last != "co" or "es" in languages):
        return found
    locale = (declared or "").strip().lower().replace("_", "-")
    if locale not in _FACTORY_SETTINGS and (found := countries.get(locale.rpartition("-")[2] if "-" in locale else "")):
        return found
    by_language: dict[str, str] = date_words("language")
    return next((zone for code in languages if (zone := by_language.get(code))), None)


def _month_first(url: str, language: str | None, declared: str | None) -> bool:
    """Whether a page writes 11/18/2019: English, and not declared or hosted where the day comes first."""
    if language != "en" or _DAY_FIRST.search(_host(url)):
        return False
    region = re.split(r"[-_]", declared or "")[-1].lower()
    return len(region) != 2 or region in ("en", "us", "ca", "ph")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_live(page: Page) -> bool:
    """Whether the answer carries its own date, and that is when the page was fetched.

    A stored page may say any time as that of its fetching: a file's date, or that of packing an archive.
    """
    written = next((value for name, value in page.headers if name.lower() == "date"), None)
    if written is None:
        return False
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return False
    return at.tzinfo is not None and abs(at - page.fetched_at) <= _FRESH
