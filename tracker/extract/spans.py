"""Dates that count from the reader's now: "3 hours ago", "vor 2 Tagen", "вчера, 14:30"."""

import re
from datetime import datetime, timedelta
from functools import cache

from tracker.extract.reader import Reader, date_words
from tracker.extract.written import Precision, find_clock, time_at
from tracker.text import fold

_LONGEST = 60
#: A name and a word like "published".
_LABEL = r"^(?:.{0,40}[|·•,–-]\s?)?[^\w]{0,3}(?:[^\W\d_]{2,14}\.?:?\s){0,3}?"
#: Nothing more, something set apart, or a clock.
_END = r"(?P<rest>\W?$|\s?[,|•·–—(-].{0,30}$|\s(?:.{1,8}\s)?\d{1,2}[:.h]\d\d.{0,12}$)"


def read_span(line: str, reader: Reader) -> tuple[datetime, Precision] | None:
    """The time that a line sets by how long ago it was; None where it sets none or nobody knows from when.

    Counted from when the page was fetched, and only where the server itself dated its answer (`Reader.live`): a stored
    page says "3 days ago" for ever. In the zone of the page. Minutes give a minute; hours and days give a day; weeks
    and more say no day and are left alone.
    """
    if not reader.live or len(line) > _LONGEST:
        return None
    folded = fold(line).replace("ı", "i")
    now = reader.fetched_at.astimezone(reader.zone())
    for language in dict.fromkeys((*reader.languages[:2], "en")):
        for pattern, unit, fixed in _patterns(language):
            if (found := pattern.search(folded)) is None:
                continue
            number = fixed if fixed is not None else _number(found.groupdict().get("n"))
            if unit == "minute":
                return (now - timedelta(minutes=number)).replace(second=0, microsecond=0), "minute"
            day = (now - (timedelta(hours=number) if unit == "hour" else timedelta(days=number))).date()
            clock = find_clock(found["rest"] or "", day, reader) if unit == "named" else None
            return clock or (time_at(day), "day")
    return None


def _number(written: str | None) -> int:
    return int(written) if written and written.isdigit() else 1


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str, int | None], ...]:
    """(pattern, unit, the number where the words say it themselves) of one language."""
    rows = date_words("spans").get(language)
    if rows is None:
        return ()
    today, yesterday, before, frames, *units = rows
    found: list[tuple[re.Pattern[str], str, int | None]] = []
    for number, words in ((0, today), (1, yesterday), (2, before)):
        alternatives = "|".join(_literal(w) for w in words.split("|"))
        found.append((re.compile(rf"{_LABEL}(?:{alternatives}){_END}"), "named", number))
    one = "|".join(_literal(w) for w in date_words("one")["words"].split())
    for unit, forms in zip(("minute", "hour", "day"), units, strict=True):
        for form in forms.split("|"):
            name, _, fixed = form.partition("*")
            count = r"" if fixed else rf"(?P<n>\d{{1,2}}|{one})?\s?"
            for frame in frames.split("|"):
                before_, _, after = frame.partition("{}")
                body = f"{_literal(before_)}{count}{_literal(name)}{_literal(after)}"
                found.append((re.compile(rf"{_LABEL}{body}{_END}"), unit, int(fixed) if fixed else None))
    return tuple(found)


def _literal(words: str) -> str:
    return re.escape(fold(words).replace("ı", "i"))
