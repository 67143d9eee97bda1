"""When an article was published and changed, with where that was said."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from tracker.extract.dated import CHANGED, DatedLine
from tracker.extract.declared import Declared
from tracker.extract.moment import Reader, Source, read_moment
from tracker.extract.outline import Stamp
from tracker.types import Hints, Moment

# Whatever stands in a copyright line is the year of a right, never the day of a text.
_RIGHTS = re.compile(
    r"©|\(c\)|copyright|\brights\b|\bderechos\b|\bdroits\b|rechte vorbehalten|права защищены",
    re.IGNORECASE,
)
_MONTH = r"[^\W\d_]{3,12}"
_CLOCK = (
    r"(?:\s?(?:[,|/•·@–-]|at|um|à|a las|alle|kl\.?|kl|в|о|às|saat|ore|om)?\s{0,2}\(?"
    r"\d{1,2}[:.h]\d\d(?!\.)(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|UTC|GMT)\b)?)?"
)
_YEAR = r"(?:19|20)\d\d"
_WRITTEN = re.compile(
    rf"(?<![\d.])(?:\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª)?[\s-]{{0,2}}(?:de |of |d['’])?{_MONTH}\.?,?"
    rf"[\s-]{{1,2}}(?:de |del )?{_YEAR}"
    rf"|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}"
    r"|\d\d?\.\d\d?\.\d\d(?=\d\d:\d\d)"  # "28.09.1912:44": only styles part the day from the hour
    rf"|\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]"
    rf"|(?:{_YEAR}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\s?\d\d?\2\s?(?:{_YEAR}|\d\d)))(?![\d/-]){_CLOCK}",
    re.IGNORECASE,
)
_IN_URL = re.compile(
    r"(?:^|[/_-])(?P<year>(?:19|20)\d\d)([/_-]?)(?P<month>0[1-9]|1[0-2])\2(?P<day>0[1-9]|[12]\d|3[01])(?=$|[/_.-]|T\d)"
    r"|/(?P<year_>(?:19|20)\d\d)/(?P<month_>[1-9]|1[0-2])/(?P<day_>[1-9]|[12]\d|3[01])/"
)
_DAY_FIRST_IN_URL = re.compile(r"(?:^|[/_-])(\d\d[-.]\d\d[-.](?:19|20)\d\d)(?=$|[/_.-])")
#: Lands of English that write the day first.
_DAY_FIRST = re.compile(r"\.(?:uk|au|nz|in|ie|za|pk|ng|ke|gh|sg|my|hk|eu|bd|lk)$")
_BEFORE_DATELINE = re.compile(r"^[^.!?]{0,60}$")
_AFTER_DATELINE = re.compile(r"^[\s.,]{0,3}(?:$|[-–—:|()\[\]/])")
_HINT_SOURCES: dict[str, Source] = {"sitemap": "sitemap", "file": "file", "user": "file"}
_LONGEST_LINE = 240
#: Words of a language cost milliseconds each.
_MAX_LINES = 12


@dataclass(frozen=True, slots=True)
class Dates:
    """The two moments of an article; `notes` says which written dates were refused."""

    published: Moment | None
    modified: Moment | None
    notes: tuple[str, ...]


def find_dates(
    declared: Declared, stamps: Sequence[Stamp], lines: Sequence[DatedLine], hints: Hints, url: str, reader: Reader
) -> Dates:
    """The best statement of each date: JSON-LD, meta, `time` elements, visible text, dateline, address, feed."""
    notes: list[str] = []
    published = _first(_published(declared, stamps, lines, hints, url), reader, notes)
    modified = _first(_modified(declared, stamps), reader, notes)
    return Dates(published, modified, tuple(dict.fromkeys(notes)))


def month_first(url: str, language: str | None, declared: str | None) -> bool:
    """Whether a page writes 11/18/2019: English, and not declared or hosted where the day comes first."""
    if language != "en" or _DAY_FIRST.search(urlsplit(url).hostname or ""):
        return False
    region = re.split(r"[-_]", declared or "")[-1].lower()
    return len(region) != 2 or region in ("en", "us", "ca", "ph")


def _first(candidates: Iterable[tuple[Source, str]], reader: Reader, notes: list[str]) -> Moment | None:
    for source, raw in candidates:
        found = read_moment(raw, source, reader)
        if isinstance(found, Moment):
            return found
        if found is not None:
            notes.append(found)
    return None


def _published(
    declared: Declared, stamps: Sequence[Stamp], lines: Sequence[DatedLine], hints: Hints, url: str
) -> Iterator[tuple[Source, str]]:
    """(source, as written), the most reliable first; lazily, for reading words is expensive."""
    for where, raw in declared.published:
        yield ("jsonld" if where == "jsonld" else "meta"), raw
    for stamp in stamps:
        if not stamp.modified:
            yield "time", stamp.raw
    for line in islice(sorted(lines, key=lambda line: bool(CHANGED.search(line.text))), _MAX_LINES):
        yield from (("text", raw) for raw in _in_line(line))
    for raw in declared.embedded:
        yield "meta", raw
    yield from (("url", raw) for raw in _in_url(url))
    if hints.published:
        yield _HINT_SOURCES.get(hints.found_by, "feed"), hints.published
    for stamp in stamps:
        if stamp.modified:
            yield "time", stamp.raw


def _modified(declared: Declared, stamps: Sequence[Stamp]) -> Iterator[tuple[Source, str]]:
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


def _in_line(line: DatedLine) -> Iterator[str]:
    """The dates that a line writes; of running text only one that opens it, closed off like a dateline's."""
    text = line.text
    if _RIGHTS.search(text) or (not line.running and len(text) > _LONGEST_LINE):
        return
    for found in islice(_WRITTEN.finditer(text[:_LONGEST_LINE]), 4):
        if line.running:
            before, after = text[: found.start()], text[found.end() : found.end() + 8]
            if len(before) > 1 and not (_BEFORE_DATELINE.match(before) and _AFTER_DATELINE.match(after)):
                return
        yield found.group().strip()
