"""When an article was published and changed, with where that was said.

The order of trust was measured on 701 annotated pages (day as written against the annotated day; where two sources name
one day they agree, a time written in UTC also with the next day at the page's home):

    source                                right / pages     where it differs from the date beside the headline, right:
    shown beside the headline             539 / 573  .941   it : the first date shown
    day in the address                    109 / 117  .932    1 : 4
    meta of publication                   329 / 364  .904    7 : 9
    `time` near the headline              228 / 253  .901    8 : 6
    JSON-LD                               269 / 305  .882    6 : 7
    dateline                               10 / 12   .833
    data of scripts, of one day            29 / 37   .784
    other metas (`date`, `dcterms.date`)   38 / 53   .717    0 : 9
    shown as "updated"                     40 / 57   .702

No source is right nearly always, but two that agree are: .96 (JSON-LD or meta with what is shown). So

1. what the page declares stands where the page shows the same day beside its headline;
2. where the two differ, the one that a `time` element or the address seconds; where none or both are seconded, what
   is shown, if it is one day (7 of 7, most of them texts that the outlet dated anew): it is what a reader is told.
   A note says so;
3. what is declared, where nothing is shown;
4. a `time`, the address, the dateline, and so on down to words of a change, in the order of `_others`.

"Updated" is no publication: such a line was right 6 times and the declared date 5 times where they differed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from tracker.extract.dated import Dated, DatedStamp, Where
from tracker.extract.declared import Declared
from tracker.extract.moment import Reading, Source, read_date, reading
from tracker.extract.reader import Reader
from tracker.extract.shown import Shown, shown_dates
from tracker.extract.spans import read_span
from tracker.types import Hints, Moment

_IN_URL = re.compile(
    r"(?:^|[/_-])(?P<year>(?:19|20)\d\d)([/_-]?)(?P<month>0[1-9]|1[0-2])\2(?P<day>0[1-9]|[12]\d|3[01])(?=$|[/_.-]|T\d)"
    r"|/(?P<year_>(?:19|20)\d\d)/(?P<month_>[1-9]|1[0-2])/(?P<day_>[1-9]|[12]\d|3[01])/"
)
_DAY_FIRST_IN_URL = re.compile(r"(?:^|[/_-])(\d\d[-.]\d\d[-.](?:19|20)\d\d)(?=$|[/_.-])")
_HINT_SOURCES: dict[str, Source] = {"sitemap": "sitemap", "file": "file", "user": "file"}
#: How far the zones of people are from UTC.
_WESTMOST, _EASTMOST = timedelta(hours=11), timedelta(hours=13)


@dataclass(frozen=True, slots=True)
class Dates:
    """The two moments of an article; `notes` says which written dates were refused, and which were overruled."""

    published: Moment | None
    modified: Moment | None
    notes: tuple[str, ...]


def find_dates(declared: Declared, dated: Dated, hints: Hints, url: str, reader: Reader) -> Dates:
    """The best statement of each date, in the order of trust above."""
    notes: list[str] = []
    stamps = dated.stamps()
    said = _Said(
        stated=list(_read(_stated(declared), reader, notes)),
        times=list(_read((("time", s.raw) for s in stamps if s.near and not s.modified), reader, notes)),
        address=list(_read((("url", raw) for raw in _in_url(url)), reader, [])),
        changes=list(_read(_changes(declared, stamps), reader, notes)),
    )
    published = _of_headline(said, dated, reader, notes)
    if published is None:
        published = next(_others(said, declared, dated, hints, reader), None)
    if published is not None:
        published = _to_the_minute(published, _read(_of_hints(hints), reader, []))
    return Dates(
        published.moment if published else None,
        said.changes[0].moment if said.changes else None,
        tuple(dict.fromkeys(notes)),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a page says for machines."""

    stated: Sequence[Reading]  #: JSON-LD, metas of publication
    times: Sequence[Reading]  #: `time` elements near the headline
    address: Sequence[Reading]
    changes: Sequence[Reading]


def _read(raws: Iterable[tuple[Source, str]], reader: Reader, notes: list[str]) -> Iterator[Reading]:
    for source, raw in dict.fromkeys(raws):
        found = read_date(raw, source, reader)
        if isinstance(found, Reading):
            yield found
        elif found is not None:
            notes.append(found)


def _stated(declared: Declared) -> Iterator[tuple[Source, str]]:
    for where, raw in declared.published:
        if where != "loose":
            yield ("jsonld" if where == "jsonld" else "meta"), raw


def _changes(declared: Declared, stamps: Sequence[DatedStamp]) -> Iterator[tuple[Source, str]]:
    for where, raw in declared.modified:
        yield ("jsonld" if where == "jsonld" else "meta"), raw
    for stamp in stamps:
        if stamp.modified:
            yield "time", stamp.raw


def _in_url(url: str) -> Iterator[str]:
    path = urlsplit(url).path
    if found := _IN_URL.search(path):
        year, month, day = (found[name] or found[f"{name}_"] for name in ("year", "month", "day"))
        yield f"{year}-{int(month):02}-{int(day):02}"
    elif found := _DAY_FIRST_IN_URL.search(path):
        yield found[1]


def _of_hints(hints: Hints) -> Iterator[tuple[Source, str]]:
    if hints.published:
        yield _HINT_SOURCES.get(hints.found_by, "feed"), hints.published


def _of_headline(said: _Said, dated: Dated, reader: Reader, notes: list[str]) -> Reading | None:
    """What the page declares against what it shows beside the headline; lines are read until one agrees."""
    beside: list[Reading] = []
    lines = [line for line in dated.near() if line.where is Where.BESIDE]
    for shown in shown_dates(lines, reader, notes):
        if shown.label in (None, "published"):
            beside.append(shown.reading)
            if (both := _both(said.stated, shown.reading, reader)) is not None:
                return _to_the_minute(both, [*said.stated, *said.times, *beside])
    seconds = [*said.times, *said.address]
    if said.stated:
        first = said.stated[0]
        # Many pages show every reader the day on which he reads.
        today = reader.fetched_at.astimezone(reader.zone()).date()
        best = _best_shown([one for one in beside if one.day != today], [*seconds, *said.changes])
        if best is None or (_seconded(first, seconds) and not _seconded(best, [*seconds, *said.changes])):
            return _to_the_minute(first, said.stated)
        notes.append(f"The page shows {best.moment.raw!r} and declares {first.moment.raw!r}: what it shows is taken.")
        return _to_the_minute(best, beside)
    for other in beside:
        if (both := _both(said.times, other, reader)) is not None:
            return _to_the_minute(both, [*said.times, *beside])
    best = _best_shown(beside, [*seconds, *said.changes])
    return _to_the_minute(best or beside[0], beside) if beside else None


def _best_shown(beside: Sequence[Reading], seconds: Sequence[Reading]) -> Reading | None:
    """The one that something seconds, or the only one; lines that show several days are of several articles."""
    found = next((one for one in beside if _seconded(one, seconds)), None)
    return found or (beside[0] if len({one.day for one in beside}) == 1 else None)


def _both(stated: Sequence[Reading], shown: Reading, reader: Reader) -> Reading | None:
    """The first of `stated` that `shown` agrees with."""
    return next((both for one in stated if (both := _agreed(one, shown, reader)) is not None), None)


def _agreed(one: Reading, shown: Reading, reader: Reader) -> Reading | None:
    """`one` where `shown` names the same day, perhaps in another zone or with day and month changed round."""
    if one.day in (shown.day, shown.swapped):
        return one
    if one.swapped == shown.day:
        at = one.moment.at.replace(year=shown.day.year, month=shown.day.month, day=shown.day.day)
        return replace(one, moment=replace(one.moment, at=at), day=shown.day, swapped=one.day)
    if shown.day == one.moment.at.date():
        return one
    if one.utc and one.moment.precision != "day":
        if reader.timezone:
            return one if shown.day == one.moment.at.astimezone(reader.zone()).date() else None
        at = one.moment.at
        return one if (at - _WESTMOST).date() <= shown.day <= (at + _EASTMOST).date() else None
    return None


def _seconded(one: Reading, others: Iterable[Reading]) -> bool:
    return any(other.day == one.day for other in others)


def _to_the_minute(one: Reading, others: Iterable[Reading]) -> Reading:
    """`one`, or where it is only a day the first that gives the time of that day."""
    if one.moment.precision != "day":
        return one
    return next((o for o in others if o.day == one.day and o.moment.precision != "day"), one)


def _others(said: _Said, declared: Declared, dated: Dated, hints: Hints, reader: Reader) -> Iterator[Reading]:
    """The other sources, the most reliable first; lazily, for most pages need the first one only."""
    yield from said.times
    yield from said.address
    shown = list(shown_dates([*dated.near(), *dated.far()], reader, []))
    for where in (Where.DATELINE, Where.REPEATED, Where.NEAR):
        yield from _of_place(shown, where)
    yield from (s.reading for s in shown if s.label == "published")
    yield from _read((("meta", raw) for where, raw in declared.published if where == "loose"), reader, [])
    yield from _read(_of_hints(hints), reader, [])
    yield from _unanimous(list(_read((("meta", raw) for raw in declared.embedded), reader, [])))
    yield from _read((("time", s.raw) for s in dated.stamps() if not s.near and not s.modified), reader, [])
    for where in (Where.LAST, Where.MARKED):
        yield from _of_place(shown, where)
    yield from _of_spans(dated.bylines(), reader)
    # Where a page says nothing else, the day of its last change is the nearest thing to its day.
    yield from (s.reading for s in shown if s.label == "changed")
    yield from said.changes


def _unanimous(embedded: Sequence[Reading]) -> Sequence[Reading]:
    """The data of scripts, where it names one day (right 29 of 37); several are those of other texts, too (5 of 10)."""
    return embedded if len({one.day for one in embedded}) == 1 else ()


def _of_place(shown: Sequence[Shown], where: Where) -> Iterator[Reading]:
    return (s.reading for s in shown if s.where is where and s.label in (None, "published"))


def _of_spans(lines: Sequence[str], reader: Reader) -> Iterator[Reading]:
    for line in lines:
        if (span := read_span(line, reader)) is not None:
            found = reading(line, *span, "text", reader)
            if isinstance(found, Reading):
                yield found
