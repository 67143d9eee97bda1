"""Dates as people write them, found in a line of text: numbers, and months in words of seventy languages.

Gregorian days in every script's digits. The Buddhist era (2562), Minguo (民國108年), Japan's eras (令和元年) and the
Solar Hijri calendar (۲۷ آبان ۱۳۹۸) are reckoned into them; a year of the Islamic calendar, whose days differ by
country, is recognised and refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal

from tracker.extract.reader import Reader, date_words, zone_named
from tracker.text import fold

Precision = Literal["second", "minute", "day"]

_NATIVE_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９"
_TO_ASCII = str.maketrans(_NATIVE_DIGITS, "0123456789" * (len(_NATIVE_DIGITS) // 10))
_NATIVE = re.compile(f"[{_NATIVE_DIGITS}]")

_YEAR = r"(?:(?:19|20)\d\d|25[4-9]\d|1[34]\d\d)"
_LETTER = r"[^\W\d_]"
#: Signs that belong to letters without being letters, from Hebrew to Khmer.
_SIGN = (
    r"[\u0300-\u036f\u0591-\u05c7\u064b-\u0654\u0900-\u0963\u0981-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd"
    r"\u1000-\u109f\u17b4-\u17d3\u200c\u200d]"
)
#: "November", "ноября", "พ.ย.", "تشرين الثاني"
_WORD = (
    rf"(?:[เ-ไ]?[ก-ฮກ-ຮ]{{1,2}}[\u0e31-\u0e4e\u0eb1-\u0ecd]?\.[ก-ฮກ-ຮ]\.?|{_LETTER}(?:{_LETTER}|{_SIGN}){{1,13}}['’׳॰]?"
    rf"(?:\s(?:ال[ثأا]{_LETTER}{{2,4}}))?)"
)
_TH = r"(?:st|nd|rd|th|er|re|º|ª|°|\.|η|ης|e|ος|-?го|-?е|-?й|-?ви|-?ти)?"
_OF = r"(?:de\s|di\s|of\s|d['’]|da\s|den\s|ta['’]\s?|ng\s|le\s)?"
_OF_YEAR = r"(?:de\s|del\s|of\s|tahun\s|năm\s|року\s|ko\s)?"
_VIETNAMESE = (*("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"),)
_ERA = "令和|平成|中華民國|民國|民国"
_DATE = re.compile(
    r"(?<!\d)(?<!\d[.,:/-])(?:"
    # only styles part the day from the hour: "28.09.1912:44"
    r"(?P<d0>\d\d?)\.(?P<m0>\d\d?)\.(?P<y0>\d\d)(?=\d\d:\d\d)"
    # 2019年11月18日, 2019년 11월 18일, 令和元年11月18日
    rf"|(?:(?P<era>{_ERA})\s?)?(?P<y4>\d{{1,4}}|元)\s?[年년]\s?(?P<m4>\d\d?)\s?[月월]\s?(?P<d4>\d\d?)\s?[日일号號]"
    r"|(?:"
    # 2019-11-18, 2019/11/18, 2019. 11. 18
    rf"(?P<y1>{_YEAR})(?P<s1>[-/.]|\s?\|\s?|\.\s)(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)"
    # 18.11.2019, 18/11/2019, 18 | 11 | 2019
    rf"|(?P<a2>\d\d?)(?P<s2>[-/.]|\s?\|\s?|\.\s|\s[-/.]\s)(?P<b2>\d\d?)(?P=s2)(?P<y2>{_YEAR})"
    # 18.11.19; "v1.11.19" is a program's version
    r"|(?<![^\W_])(?P<a3>\d\d?)(?P<s3>[/.])\s?(?P<b3>\d\d?)(?P=s3)\s?['’]?(?P<y3>\d\d)(?![.:]\d)"
    # 18 tháng 11, 2019
    rf"|(?:ngày\s)?(?P<d5>\d\d?)\stháng\s(?P<m5>\d\d?|{'|'.join(reversed(_VIETNAMESE))}),?\s(?:năm\s)?(?P<y5>{_YEAR})"
    # 2019 оны 11 сарын 18
    rf"|(?P<y6>{_YEAR})\sоны\s(?P<m6>\d\d?)(?:-р)?\sсарын\s(?P<d6>\d\d?)"
    # 18 November 2019, 18-Nov-19, 18 de noviembre del 2019, (18 November 19)
    rf"|(?P<d7>\d\d?){_TH}[\s/.,-]{{0,3}}{_OF}(?P<w7>{_WORD})[.,]?[\s/.-]{{0,2}}{_OF_YEAR}"
    rf"(?P<y7>{_YEAR}|(?<=[-/])\d\d|['’]\d\d|\d\d(?=\s?(?:$|[)|])))"
    # 2019. november 18., 2019 m. lapkričio 18 d.
    rf"|(?P<y8>{_YEAR})(?:\.|ko|\sm\.)?,?\s(?P<w8>{_WORD})\.?\s(?P<d8>\d\d?)"
    # November 18, 2019; Nov 18 09:34:10 UTC 2019
    rf"|(?<!{_LETTER})(?P<w9>{_WORD})\.?\s{{0,2}}(?P<d9>\d\d?)(?:st|nd|rd|th|\.)?(?:\s?,\s?|\s|\sde\s)"
    rf"(?:(?P<h9>\d\d?):(?P<i9>\d\d)(?::\d\d)?\s(?:(?P<z9>[A-Z]{{2,5}})\s)?)?(?P<y9>{_YEAR})"
    r")(?!\d|[-/]\d))",
    re.IGNORECASE,
)
_AFTER_NOON = ("pm", "μμ", "م", "下午", "오후", "晚上", "午後", "chiều", "tối")
_HALF = r"[ap]\.?\s?m\b\.?|[πμ]\.?μ\.?|ص|م(?![^\W\d_])|sáng|chiều|tối"
_HALF_AHEAD = r"上午|下午|오전|오후|凌晨|早上|晚上|午前|午後"
_ZONE = r"(?-i:Z\b|(?:UTC|GMT)?\s?[+-]\d\d?:?(?:\d\d)?(?!\d)|[A-ZА-Я]{1,4}T\b|UTC|GMT|MSK|МСК|MEZ|MESZ|WIB|WITA)"
#: A dot parts hours from minutes only behind a word ("klo 16.20") or before one ("16.20 Uhr"): else it is a number.
_COLON = rf"(?:[:.h：時时点]|시\s|g)(?:(?<!\.)|(?<={_LETTER}\s\d\.)|(?<={_LETTER}\s\d\d\.)|(?=[0-5]\d\s?(?:Uhr|hrs|น)))"
_CLOCK = (
    rf"(?P<half_>{_HALF_AHEAD})?\s?(?P<hour>[01]?\d|2[0-3]){_COLON}\s?(?P<minute>[0-5]\d)"
    r"(?:[:：](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    rf"(?!\d|[.,:]\d)분?\s?(?:Uhr|hrs|น\.|分)?(?:\s?(?P<half>{_HALF}))?"
)
_CLOCK_BEHIND = re.compile(
    rf"[\s,.|/•·@–—()~:T-]{{0,4}}(?:{_LETTER}{{1,8}}\.?\s){{0,2}}?\(?{_CLOCK}(?:\s?\(?(?P<zone>{_ZONE}))?",
    re.IGNORECASE,
)
_CLOCK_AHEAD = re.compile(
    rf"(?<![\d:.]){_CLOCK}(?:\s?\(?(?P<zone>{_ZONE})\)?)?[\s,|/•·–—-]{{1,3}}(?:{_LETTER}{{2,12}}\.?,?\s){{0,2}}$",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d\d?):?(\d\d)?$", re.IGNORECASE)
_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]")
_SOLAR = range(1340, 1411)
_LUNAR = range(1411, 1461)
_MINGUO = 1911
_ERAS = {"令和": 2018, "平成": 1988}
_BUDDHIST = 543
#: Characters before a date in which its clock may stand.
_AHEAD = 32


@dataclass(frozen=True, slots=True)
class Written:
    """A date that a text writes. `at` has a zone where the text names one; `day` is the day as written."""

    raw: str
    start: int
    end: int
    at: datetime
    precision: Precision
    swapped: date | None = None  #: what it is where day and month change places: 11/10/2019

    @property
    def day(self) -> date:
        """The day as written, whatever the zone."""
        return self.at.date()


def find_written(text: str, reader: Reader) -> Iterator[Written | str]:
    """The dates of a line in their order; one sentence for a date that cannot be."""
    plain = ascii_digits(text)
    at = free = 0
    while found := _DATE.search(plain, at):
        at = found.end()
        try:
            days = _days(found, plain, reader)
        except (ValueError, OverflowError):
            yield f"The date {text[found.start() : found.end()]!r} is no possible date."
            continue
        if isinstance(days, str):
            yield days
        elif days is None:
            at = _go_on(found)
        else:
            written = _with_clock(text, plain, found, free, days, reader)
            at = free = max(at, written.end)
            yield written


def ascii_digits(text: str) -> str:
    """`text` with the digits of every script in ASCII, at the same places."""
    return text if text.isascii() or not _NATIVE.search(text) else text.translate(_TO_ASCII)


def _go_on(found: re.Match[str]) -> int:
    """Behind the first number or word of what was no date: a date may begin inside it."""
    return found.start() + max(1, len(re.match(r"\d+|[^\W\d_]+|", found.group()).group()))  # type: ignore[union-attr]


def _days(found: re.Match[str], text: str, reader: Reader) -> tuple[date, date | None] | str | None:
    """The day, and the other where its two numbers can change places; None where a word is no month."""
    g = found.groupdict()
    if g["d0"]:
        return date(2000 + int(g["y0"]), int(g["m0"]), int(g["d0"])), None
    if g["y1"]:
        return _reckon(int(g["y1"]), int(g["m1"]), int(g["d1"]), text, reader)
    if g["a2"] or g["a3"]:
        first, sign, second = (g["a2"], g["s2"], g["b2"]) if g["a2"] else (g["a3"], g["s3"], g["b3"])
        year = int(g["y2"]) if g["y2"] else _short(int(g["y3"]), reader)
        return _two_numbers(int(first), sign, int(second), year, text, reader)
    if g["y4"]:
        year4 = _east_asian_year(g["era"], g["y4"])
        return None if year4 is None else (date(year4, int(g["m4"]), int(g["d4"])), None)
    if g["y5"]:
        month = g["m5"].lower()
        number = int(month) if month.isdigit() else _VIETNAMESE.index(month) + 1
        return date(int(g["y5"]), number, int(g["d5"])), None
    if g["y6"]:
        return date(int(g["y6"]), int(g["m6"]), int(g["d6"])), None
    for day, word, year_ in (("d7", "w7", "y7"), ("d8", "w8", "y8"), ("d9", "w9", "y9")):
        if g[word]:
            return _with_month(int(g[day]), g[word], g[year_].lstrip("'’"), text, reader)
    return None


def _two_numbers(
    first: int, sign: str, second: int, year: int, text: str, reader: Reader
) -> tuple[date, date | None] | str | None:
    """18.11.2019, 18/11/2019, 11/18/2019. Only Americans write the month first, never with dots."""
    dotted = "." in sign
    day, month = first, second
    if second > 12 or (reader.month_first and not dotted and first <= 12):
        day, month = second, first
    found = _reckon(year, month, day, text, reader)
    if isinstance(found, tuple) and not dotted and day != month and day <= 12 and found[0].year == year:
        return found[0], date(year, day, month)
    return found


def _reckon(year: int, month: int, day: int, text: str, reader: Reader) -> tuple[date, date | None] | str | None:
    """A day in numbers, its calendar told by the year."""
    if year < 1900:
        if not (_ARABIC_SCRIPT.search(text) or {"fa", "ar", "ps", "ur"} & set(reader.languages)):
            return None
        if year in _SOLAR:
            return _solar(year, month, day), None
        return _lunar(text) if year in _LUNAR else None
    return date(year - _BUDDHIST if year > 2400 else year, month, day), None


def _with_month(day: int, word: str, year: str, text: str, reader: Reader) -> tuple[date, date | None] | str | None:
    number = int(year) if len(year) == 4 else _short(int(year), reader)
    if number < 1900:
        month = _solar_months().get(_folded(word))
        if month is not None and number in _SOLAR:
            return _solar(number, month, day), None
        return _lunar(text) if number in _LUNAR and _ARABIC_SCRIPT.search(word) else None
    month = month_number(word, reader.languages)
    if month is None:
        return None
    return date(number - _BUDDHIST if number > 2400 else number, month, day), None


def _short(year: int, reader: Reader) -> int:
    return 2000 + year if 2000 + year <= reader.fetched_at.year + 1 else 1900 + year


def _lunar(text: str) -> str:
    return f"The date in {text[:80]!r} is of the Islamic calendar, which is not reckoned."


def _east_asian_year(era: str | None, year: str) -> int | None:
    number = 1 if year == "元" else int(year)
    if era is None:
        return number if 1900 <= number <= 2100 else None
    return number + _ERAS.get(era, _MINGUO)


def _solar(year: int, month: int, day: int) -> date:
    """A day of the Solar Hijri calendar, by the 33-year rule that holds from 1300 to 1500 (1399-01-01 = 2020-03-20)."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        raise ValueError("no such day")
    before = year + 1595
    days = 365 * before + before // 33 * 8 + (before % 33 + 3) // 4 + day
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return date.fromordinal(days - 355_668 - 366 + 1)


def month_number(word: str, languages: tuple[str, ...]) -> int | None:
    """1 to 12 for the name of a month: in the page's languages, in English, else where all languages agree on it."""
    folded = _folded(word)
    for language in languages:
        if (number := _months(language).get(folded)) is not None:
            return number
    return _months("en").get(folded) or _all_months().get(folded)


def _folded(word: str) -> str:
    return fold(" ".join(word.rstrip(".").split())).replace("ı", "i")


@cache
def _months(language: str) -> dict[str, int]:
    return _numbered(date_words("months").get(language, ""))


@cache
def _all_months() -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for language in date_words("months"):
        for name, number in _months(language).items():
            found.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


@cache
def _solar_months() -> dict[str, int]:
    return {name: number for names in date_words("solar").values() for name, number in _numbered(names).items()}


def _numbered(names: str) -> dict[str, int]:
    forms = enumerate(names.split(","), 1)
    return {_folded(form.replace("_", " ")): number for number, month in forms for form in month.split()}


def _with_clock(
    text: str, plain: str, found: re.Match[str], free: int, days: tuple[date, date | None], reader: Reader
) -> Written:
    """The date with the clock behind or ahead of it; what is before `free` belongs to another date."""
    day, swapped = days
    start, end = found.span()
    if found["h9"]:  # "Nov 18 09:34 2019"
        at = time_at(day, int(found["h9"]), int(found["i9"])).replace(tzinfo=_zone(found["z9"], reader))
        return Written(text[start:end], start, end, at, _precision(at, None))
    behind = _CLOCK_BEHIND.match(plain, end)
    clock = behind or _CLOCK_AHEAD.search(plain, max(free, start - _AHEAD), start)
    if clock is None:
        return Written(text[start:end], start, end, time_at(day), "day", swapped)
    start, end = min(start, clock.start()), max(end, clock.end())
    return Written(text[start:end].strip(), start, end, *_read_clock(clock, day, reader), swapped)


def find_clock(text: str, day: date, reader: Reader) -> tuple[datetime, Precision] | None:
    """The time of `day` that `text` begins with, with its zone where it names one."""
    found = _CLOCK_BEHIND.match(ascii_digits(text))
    return _read_clock(found, day, reader) if found else None


def _read_clock(found: re.Match[str], day: date, reader: Reader) -> tuple[datetime, Precision]:
    hour = int(found["hour"])
    half = (found["half"] or found["half_"] or "").lower().replace(".", "").replace(" ", "")
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half in _AFTER_NOON)
    at = time_at(day, hour, int(found["minute"]), int(found["second"] or 0))
    return at.replace(tzinfo=_zone(found["zone"], reader)), _precision(at, found["second"])


def time_at(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """A time of a day without a zone: the caller knows it."""
    return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001


def _precision(at: datetime, second: str | None) -> Precision:
    """Midnight is what systems write that know the day only."""
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return "day"
    return "second" if second else "minute"


def _zone(name: str | None, reader: Reader) -> tzinfo | None:
    if not name:
        return None
    if offset := _OFFSET.match(name):
        delta = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(delta if offset[1] == "+" else -delta) if delta <= timedelta(hours=14) else None
    zone = date_words("clock").get(name.lower())
    # CST is China's too, and PT is Portugal's.
    if zone and zone.startswith("America/") and reader.languages and "en" not in reader.languages:
        return None
    return UTC if zone == "UTC" else zone_named(zone)
