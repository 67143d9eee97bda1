"""One written date to one point in time. Order by cost: machine formats, written dates, dateparser."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

import dateparser

from tracker.extract.reader import Reader
from tracker.extract.written import Precision, Written, ascii_digits, find_written, time_at
from tracker.types import Moment

Source = Literal["jsonld", "meta", "time", "text", "url", "feed", "sitemap", "file"]

#: Before the web there were no pages; dates before are defaults and typing errors (1970-01-01).
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LONGEST = 80
# "2019-11-18 10:59:59 +0000", "2019-11-18T10:59:59.0000000Z", "2019-11-18T10:59+01:00[Europe/Berlin]", "2019/11/8 9:59"
_ISO = re.compile(
    r"^(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)"
    r"(?:[T ]\s?(?P<hour>\d\d?):(?P<minute>\d\d)(?P<second>:\d\d)?(?:[.,:]\d{1,9})?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?(?:\[[\w/]+\])?$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?$")
_RFC822 = re.compile(
    r"^(?:[A-Za-z]{3,9},\s*)?\d{1,2} [A-Za-z]{3} \d{2,4} \d\d?:\d\d(?::\d\d)?"
    r"(?:\s(?:[A-Z]{1,5}|[+-]\d{4}))?(?:\s\(.*\))?$"
)
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_HAS_TIME = re.compile(r"\d[:.h]\d\d")
_HAS_SECONDS = re.compile(r"\d:\d\d:\d\d")
#: A day, a month and a year need a year and another number, or three numbers.
_MAY_BE_WHOLE = re.compile(r"\d\D+\d{4}|\d{4}\D+\d|\d{5}|\d\D+\d+\D+\d")
#: What dateparser knows of the languages that are recognised; an unknown one raises there.
_CODES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km "
    "kn ko ky lo lt lv mk ml mn mr ms mt nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi "
    "zh zu"
)
_GUESSED = frozenset(_CODES.split())


@dataclass(frozen=True, slots=True)
class Reading:
    """A moment with what a comparison of sources needs. `day` is the day as written, in the zone it was written in."""

    moment: Moment
    day: date
    utc: bool = False  #: written in UTC: its day may be another one where the page is at home
    swapped: date | None = None  #: the day where day and month change places: 11/10/2019


def read_moment(raw: str, source: Source, reader: Reader) -> Moment | str | None:
    """The moment that `raw` writes; one sentence why it is refused; None where it is no date.

    Midnight is what systems write that know the day only, in the zone of the page or written as UTC: such a time has
    the precision of a day, and is the day as written.
    """
    found = read_date(raw, source, reader)
    return found.moment if isinstance(found, Reading) else found


def read_date(raw: str, source: Source, reader: Reader) -> Reading | str | None:
    """As `read_moment`, with what the choice between sources needs."""
    raw = raw.strip()
    if not raw or len(raw) > _LONGEST or not any(c.isdigit() for c in raw):
        return None
    try:
        machine = _machine(ascii_digits(raw))
    except (ValueError, OverflowError, OSError):
        return f"The date {raw!r} is no possible date."
    if machine is not None:
        return reading(raw, *machine, source, reader)
    written = next(find_written(raw, reader), None)
    if isinstance(written, Written):
        return read_written(written, source, reader, raw=raw)
    if written is not None:
        return written
    guessed = _guessed(raw, reader)
    return reading(raw, *guessed, source, reader) if guessed else None


def read_written(written: Written, source: Source, reader: Reader, *, raw: str | None = None) -> Reading | str:
    """The reading of a date found in a text; day and month change places where that alone makes it possible."""
    found = reading(raw or written.raw, written.at, written.precision, source, reader)
    if isinstance(found, Reading):
        return replace(found, swapped=written.swapped)
    if written.swapped is not None:
        at = datetime.combine(written.swapped, written.at.timetz())
        other = reading(raw or written.raw, at, written.precision, source, reader)
        return other if isinstance(other, Reading) else found
    return found


def reading(raw: str, at: datetime, precision: Precision, source: Source, reader: Reader) -> Reading | str:
    """A date within what can be, in UTC; a sentence where it cannot be."""
    day, utc = at.date(), at.tzinfo is not None and not at.utcoffset()
    try:
        zoned = at if at.tzinfo else at.replace(tzinfo=UTC if precision == "day" else reader.zone())
        local = zoned.astimezone(reader.zone())
        if precision != "day" and utc and (local.hour, local.minute, local.second) == (0, 0, 0):
            day, utc, precision = local.date(), False, "day"
        instant = datetime(day.year, day.month, day.day, tzinfo=UTC) if precision == "day" else zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        return f"The date {raw!r} is no possible date."
    if instant < EARLIEST:
        return f"The date {raw!r} is before 1990."
    if instant > reader.fetched_at + timedelta(days=1):
        return f"The date {raw!r} is after the page was fetched."
    return Reading(Moment(at=instant, source=source, precision=precision, raw=raw), day, utc)


def _machine(raw: str) -> tuple[datetime, Precision] | None:
    iso = _ISO.match(raw)
    if iso and not (1300 <= int(iso["year"]) < 1500 or 2400 < int(iso["year"]) < 2600):  # years of other calendars
        day = date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
        if iso["hour"] is None:
            return time_at(day), "day"
        zone = (iso["zone"] or "").upper()
        zone = {"UTC": "Z", "GMT": "Z"}.get(zone, zone)
        time = f"{int(iso['hour']):02}:{iso['minute']}{iso['second'] or ''}"
        return _at(datetime.fromisoformat(f"{day.isoformat()}T{time}{zone}"), time)
    if compact := _COMPACT.match(raw):
        year, month, day_, hour, minute, second, zone = compact.groups()
        if hour is None:
            return time_at(date(int(year), int(month), int(day_))), "day"
        time = f"{hour}:{minute}:{second or '00'}"
        return _at(datetime.fromisoformat(f"{year}-{month}-{day_}T{time}{zone or ''}"), time)
    if _EPOCH.match(raw):
        return datetime.fromtimestamp(int(raw[:10]), UTC), "second"
    if _RFC822.match(raw):
        try:
            return _at(parsedate_to_datetime(raw), raw)
        except (ValueError, TypeError, IndexError):
            return None
    return None


def _at(at: datetime, written: str) -> tuple[datetime, Precision]:
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return at, "day"
    return at, "second" if _HAS_SECONDS.search(written) else "minute"


def _guessed(raw: str, reader: Reader) -> tuple[datetime, Precision] | None:
    """By dateparser, which costs a thousand times an ISO date, and guesses: always in the page's languages, only whole
    days, and only a year that is written there."""
    if not _MAY_BE_WHOLE.search(raw):
        return None
    found = dateparser.parse(
        raw,
        languages=[code for code in dict.fromkeys((*reader.languages, "en")) if code in _GUESSED],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": reader.fetched_at.astimezone(UTC).replace(tzinfo=None),
            "PARSERS": ["absolute-time"],
        },
    )
    if found is None or str(found.year) not in raw:
        return None
    return _at(found, raw) if _HAS_TIME.search(raw) else (found, "day")
