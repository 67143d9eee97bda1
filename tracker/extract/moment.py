"""One written date to one point in time. Order by cost: ISO, e-mail format, numbers, words of a language."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dateparser

from tracker.types import Moment

Source = Literal["jsonld", "meta", "time", "text", "url", "feed", "sitemap", "file"]
Precision = Literal["second", "minute", "day"]

#: Before the web there were no pages; dates before are defaults and typing errors (1970-01-01).
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LONGEST = 80
# "2019-11-18 10:59:59 +0000", "2019-11-18T10:59:59.0000000Z", "2019-11-18T10:59+01:00[Europe/Berlin]"
_ISO = re.compile(
    r"^(?P<day>\d{4}-\d\d-\d\d)(?:[T ]\s?(?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,:]\d{1,9})?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?(?:\[[\w/]+\])?$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?$")
_RFC822 = re.compile(r"^(?:[A-Za-z]{3,9},\s*)?\d{1,2} [A-Za-z]{3,9} \d{2,4}\b")
_EAST_ASIAN = re.compile(r"^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d\d)(?!\d)")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:.h](\d\d)(?::(\d\d))?(?![\d.])(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_HAS_TIME = re.compile(r"\d[:.h]\d\d")
_HAS_SECONDS = re.compile(r"\d:\d\d:\d\d")
_MIDNIGHT = re.compile(r"(?<!\d)(?:0?0:00(?::00)?(?!\d)|12:00(?::00)?\s*am)", re.IGNORECASE)
_US_ZONES = {
    "ET": "America/New_York",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "CT": "America/Chicago",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "MT": "America/Denver",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "PT": "America/Los_Angeles",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
}
_US_ZONE = re.compile(r"\s*\(?\b(E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T)\b\)?\s*")


@dataclass(frozen=True, slots=True)
class Reader:
    """What dates are read against: when the page was fetched, its zone and its languages."""

    fetched_at: datetime
    timezone: str | None
    languages: tuple[str, ...]
    month_first: bool = False  #: 11/18/2019 is how the page's country writes

    def zone(self) -> tzinfo:
        """The zone of times that name none."""
        return _zone(self.timezone) or UTC


def read_moment(raw: str, source: Source, reader: Reader) -> Moment | str | None:
    """The moment that `raw` writes; one sentence why it is refused; None where it is no date.

    Midnight is what systems write that know the day only.
    """
    raw = raw.strip()
    if not raw or len(raw) > _LONGEST or not any(c.isdigit() for c in raw):
        return None
    try:
        found = _machine(raw) or _numbers(raw, reader) or _worded(raw, reader)
        if found is None:
            return None
        at, precision = found
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC if precision == "day" else reader.zone())
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)
        at = midnight if precision == "day" else at.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return f"The date {raw!r} is no possible date."
    if at < EARLIEST:
        return f"The date {raw!r} is before 1990."
    if at > reader.fetched_at + timedelta(days=1):
        return f"The date {raw!r} is after the page was fetched."
    return Moment(at=at, source=source, precision=precision, raw=raw)


def _machine(raw: str) -> tuple[datetime, Precision] | None:
    if iso := _ISO.match(raw):
        time, zone = iso["time"], (iso["zone"] or "").upper()
        if time is None:
            return datetime.fromisoformat(iso["day"]), "day"
        zone = {"UTC": "Z", "GMT": "Z"}.get(zone, zone)
        return _at(datetime.fromisoformat(f"{iso['day']}T{time}{zone}"), time)
    if compact := _COMPACT.match(raw):
        year, month, day, hour, minute, second, zone = compact.groups()
        if hour is None:
            return datetime(int(year), int(month), int(day)), "day"  # noqa: DTZ001 - the caller gives the zone
        time = f"{hour}:{minute}:{second or '00'}"
        return _at(datetime.fromisoformat(f"{year}-{month}-{day}T{time}{zone or ''}"), time)
    if _EPOCH.match(raw):
        return datetime.fromtimestamp(int(raw[:10]), UTC), "second"
    if _RFC822.match(raw):
        try:
            return _at(parsedate_to_datetime(raw), raw)
        except (ValueError, TypeError, IndexError):
            return None
    return None


def _numbers(raw: str, reader: Reader) -> tuple[datetime, Precision] | None:
    """18.11.2019, 18/11/2019, 11/18/2019 and 2019年11月18日. Only Americans write the month first, never with dots."""
    if found := _EAST_ASIAN.match(raw) or _YEAR_FIRST.match(raw):
        year, month, day = found.groups()
    elif found := _YEAR_LAST.match(raw):
        day, separator, month, year = found.groups()
        if int(month) > 12 or (reader.month_first and separator != "." and int(day) <= 12):
            day, month = month, day
    else:
        return None
    at = datetime(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))  # noqa: DTZ001 - as above
    clock = _CLOCK.search(raw, found.end())
    if clock is None:
        return at, "day"
    hour = int(clock[1]) % 12 + 12 * (clock[4].lower() == "p") if clock[4] else int(clock[1])
    return _at(at.replace(hour=hour, minute=int(clock[2]), second=int(clock[3] or 0)), clock[0])


def _at(at: datetime, written: str) -> tuple[datetime, Precision]:
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return at, "day"
    return at, "second" if _HAS_SECONDS.search(written) else "minute"


def _worded(raw: str, reader: Reader) -> tuple[datetime, Precision] | None:
    """A date in words. dateparser costs a thousand times an ISO date, and guesses: only whole days are believed."""
    zone = _US_ZONE.search(raw)
    text = _US_ZONE.sub(" ", raw).strip() if zone else raw
    named = _zone(_US_ZONES[zone.group(1)]) if zone else None
    found = dateparser.parse(
        text,
        languages=[language for language in dict.fromkeys((*reader.languages, "en")) if language in _DATE_LANGUAGES],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": reader.fetched_at.astimezone(UTC).replace(tzinfo=None),
            "PARSERS": ["absolute-time"],
        },
    )
    if found is None:
        return None
    if not _HAS_TIME.search(text) or _MIDNIGHT.search(text):
        return found, "day"
    return (found.replace(tzinfo=named) if named else found), "second" if _HAS_SECONDS.search(text) else "minute"


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


#: What dateparser knows of the languages that are recognised; an unknown one raises there.
_DATE_CODES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km "
    "kn ko ky lo lt lv mk ml mn mr ms mt nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi "
    "zh zu"
)
_DATE_LANGUAGES = frozenset(_DATE_CODES.split())
