"""One written date, one moment."""

from datetime import UTC, datetime

import pytest

from tracker.extract.moment import read_moment
from tracker.extract.reader import Reader
from tracker.types import Moment

FETCHED = datetime(2024, 11, 30, 12, 0, tzinfo=UTC)


def _reader(*languages: str, timezone: str | None = None, month_first: bool = False) -> Reader:
    return Reader(FETCHED, timezone, languages or ("en",), month_first)


@pytest.mark.parametrize(
    ("raw", "at", "precision"),
    [
        ("2024-04-28T17:40:08Z", "2024-04-28T17:40:08", "second"),
        ("2024-04-28T17:40:08.123+02:00", "2024-04-28T15:40:08", "second"),
        ("2024-04-28T17:40:08.1234567Z", "2024-04-28T17:40:08", "second"),
        ("2024-04-28T17:40:08:684Z", "2024-04-28T17:40:08", "second"),
        ("2024-04-28T17:40:08+0200", "2024-04-28T15:40:08", "second"),
        ("2024-04-28 17:40:08 +0200", "2024-04-28T15:40:08", "second"),
        ("2024-04-28 17:40 UTC", "2024-04-28T17:40:00", "minute"),
        ("2024-04-28", "2024-04-28T00:00:00", "day"),
        ("2024-04-28T00:00:00+03:00", "2024-04-28T00:00:00", "day"),  # the day as written
        ("20240428T174008Z", "2024-04-28T17:40:08", "second"),
        ("20240428", "2024-04-28T00:00:00", "day"),
        ("1714326008", "2024-04-28T17:40:08", "second"),
        ("Sun, 28 Apr 2024 17:40:08 +0200", "2024-04-28T15:40:08", "second"),
        ("28.04.2024", "2024-04-28T00:00:00", "day"),
        ("28.04.24", "2024-04-28T00:00:00", "day"),
        ("10.11.2024 09:15", "2024-11-10T09:15:00", "minute"),
        ("10/11/2024", "2024-11-10T00:00:00", "day"),
        ("2024/4/28", "2024-04-28T00:00:00", "day"),
        ("2024年4月28日", "2024-04-28T00:00:00", "day"),
        ("2024년 4월 28일", "2024-04-28T00:00:00", "day"),
        ("April 28, 2024", "2024-04-28T00:00:00", "day"),
        ("28th April 2024", "2024-04-28T00:00:00", "day"),
        ("Apr 28, 2024 5:40 PM ET", "2024-04-28T21:40:00", "minute"),  # daylight saving: -04:00
        ("Jan 28, 2024 5:40 PM ET", "2024-01-28T22:40:00", "minute"),
        ("2024-4-8T7:40:08Z", "2024-04-08T07:40:08", "second"),
        ("2024/04/28 17:40:08", "2024-04-28T17:40:08", "second"),
        ("2024-04-28T17:40:08.000000", "2024-04-28T17:40:08", "second"),
        ("Sun Apr 28 2024 17:40:08 GMT+0200 (Central European Summer Time)", "2024-04-28T15:40:08", "second"),
        ("Sunday, 28 April 2024", "2024-04-28T00:00:00", "day"),
        ("28 April 2024, 12:00 a.m.", "2024-04-28T00:00:00", "day"),
        ("28/04/2024 5:40 pm", "2024-04-28T17:40:00", "minute"),
        ("2567-04-28", "2024-04-28T00:00:00", "day"),  # the Buddhist era, in a Thai page's meta
    ],
)
def test_forms(raw: str, at: str, precision: str) -> None:
    found = read_moment(raw, "meta", _reader())
    assert isinstance(found, Moment)
    assert found.at.isoformat() == f"{at}+00:00"
    assert (found.precision, found.raw, found.source) == (precision, raw, "meta")


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("28. April 2024", "de", "2024-04-28"),
        ("3. Mai 2024", "de", "2024-05-03"),
        ("28 avril 2024", "fr", "2024-04-28"),
        ("28 de abril de 2024", "es", "2024-04-28"),
        ("28 апреля 2024", "ru", "2024-04-28"),
        ("28 Απριλίου 2024", "el", "2024-04-28"),
        ("28 Nisan 2024", "tr", "2024-04-28"),
        ("28 April 2024", "de", "2024-04-28"),
    ],
)
def test_words_of_the_pages_language(raw: str, language: str, day: str) -> None:
    found = read_moment(raw, "text", _reader(language))
    assert isinstance(found, Moment)
    assert found.at.date().isoformat() == day


def test_only_americans_write_the_month_first() -> None:
    for raw, day in (("11/10/2024", "2024-11-10"), ("11.10.2024", "2024-10-11"), ("28/04/2024", "2024-04-28")):
        found = read_moment(raw, "text", _reader(month_first=True))
        assert isinstance(found, Moment)
        assert found.at.date().isoformat() == day


def test_day_and_month_change_places_where_only_that_can_be() -> None:
    found = read_moment("12/11/2024", "text", _reader())  # 12 November; read on 30 November
    other = read_moment("11/12/2024", "text", _reader())  # 11 December would be to come
    assert isinstance(found, Moment)
    assert isinstance(other, Moment)
    assert found.at == other.at == datetime(2024, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "timezone", "at", "precision"),
    [
        ("2024-11-04T23:00:00Z", "Europe/Berlin", "2024-11-05T00:00:00", "day"),
        ("2024-06-04T22:00:00.000Z", "Europe/Berlin", "2024-06-05T00:00:00", "day"),
        ("2024-11-05T05:00:00+00:00", "America/New_York", "2024-11-05T00:00:00", "day"),
        ("2024-11-04T23:00:01Z", "Europe/Berlin", "2024-11-04T23:00:01", "second"),
        ("2024-11-04T23:00:00Z", None, "2024-11-04T23:00:00", "second"),
        ("2024-11-04T23:00:00+01:00", "Europe/Athens", "2024-11-04T22:00:00", "second"),  # not written in UTC
    ],
)
def test_midnight_at_the_pages_home_is_a_day(raw: str, timezone: str | None, at: str, precision: str) -> None:
    found = read_moment(raw, "meta", _reader(timezone=timezone))
    assert isinstance(found, Moment)
    assert (found.at.isoformat(), found.precision) == (f"{at}+00:00", precision)


def test_a_time_without_zone_is_the_outlets() -> None:
    found = read_moment("2024-04-28T17:40:08", "meta", _reader(timezone="Europe/Athens"))
    assert isinstance(found, Moment)
    assert found.at.isoformat() == "2024-04-28T14:40:08+00:00"
    unknown = read_moment("2024-04-28T17:40:08", "meta", _reader(timezone="Nowhere/Land"))
    assert isinstance(unknown, Moment)
    assert unknown.at.isoformat() == "2024-04-28T17:40:08+00:00"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("9999-12-31T23:59:59Z", "after"),
        ("9999-12-31T23:59:59-11:00", "no possible"),
        ("2024-12-24", "after"),
        ("1970-01-01T00:00:00Z", "before 1990"),
        ("0001-01-01T00:00:00Z", "before 1990"),
        ("2024-13-01", "no possible"),
        ("31.02.2024", "no possible"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(raw: str, why: str) -> None:
    found = read_moment(raw, "meta", _reader())
    assert isinstance(found, str)
    assert why in found
    assert raw in found


def test_dateparser_reads_what_no_table_knows_and_only_a_year_that_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def parse(raw: str, languages: list[str], settings: dict[str, object]) -> datetime:
        asked.append(raw)
        assert languages == ["de", "en"]
        assert settings["REQUIRE_PARTS"] == ["day", "month", "year"]
        return datetime(2024, 4, 28, tzinfo=UTC)

    monkeypatch.setattr("tracker.extract.moment.dateparser.parse", parse)
    assert isinstance(read_moment("28th day of the fourth month 2024", "meta", _reader("de")), Moment)
    assert read_moment("version 3 of 28 files, 4 folders", "meta", _reader("de")) is None
    assert len(asked) == 2
    for raw in ("28. April 2024", "2024-13-01", "10.11.2024", "Apr 28, 2024 5:40 PM ET", "12", "May", "on:"):
        read_moment(raw, "meta", _reader("de"))
    assert len(asked) == 2, "known forms, and its known wrong answers, never reach it"


@pytest.mark.parametrize("raw", ["", "May", "12", "2024", "yesterday", "on:", "April 2024", "x" * 200, "-1", "12:30"])
def test_what_is_no_date(raw: str) -> None:
    assert read_moment(raw, "text", _reader()) is None
