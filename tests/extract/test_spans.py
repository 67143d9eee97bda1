""" "3 hours ago" means something to who knows when it was said."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.extract.reader import Reader, date_words
from tracker.extract.spans import read_span
from tracker.types import Article, Page

FETCHED = datetime(2019, 11, 20, 12, 0, tzinfo=UTC)


def _reader(language: str, *, timezone: str | None = None, live: bool = True) -> Reader:
    return Reader(FETCHED, timezone, (language,), live=live)


@pytest.mark.parametrize(
    ("line", "language", "days"),
    [
        ("3 days ago", "en", 3),
        ("Published a day ago", "en", 1),
        ("Ada Holm | Published 3 hours ago", "en", 0),
        ("Yesterday", "en", 1),
        ("vor 3 Tagen", "de", 3),
        ("vor einem Tag", "de", 1),
        ("Vorgestern", "de", 2),
        ("il y a 2 jours", "fr", 2),
        ("hace 2 días", "es", 2),
        ("há 2 dias", "pt", 2),
        ("2 giorni fa", "it", 2),
        ("2 дня назад", "ru", 2),
        ("вчера", "ru", 1),
        ("2 дні тому", "uk", 2),
        ("2 dni temu", "pl", 2),
        ("před 2 dny", "cs", 2),
        ("acum 2 zile", "ro", 2),
        ("преди 2 дни", "bg", 2),
        ("2 napja", "hu", 2),
        ("2 dagen geleden", "nl", 2),
        ("2 hari yang lalu", "id", 2),
        ("2 ngày trước", "vi", 2),
        ("πριν από 2 ημέρες", "el", 2),
        ("2 gün önce", "tr", 2),
        ("منذ 3 أيام", "ar", 3),
        ("منذ يومين", "ar", 2),
        ("2 روز پیش", "fa", 2),
        ("2天前", "zh", 2),
        ("昨日", "ja", 1),
        ("2日前", "ja", 2),
        ("2일 전", "ko", 2),
    ],
)
def test_days_ago(line: str, language: str, days: int) -> None:
    found = read_span(line, _reader(language))
    assert found is not None
    assert (found[0].date(), found[1]) == (date(2019, 11, 20) - timedelta(days=days), "day")


def test_precision_is_what_the_words_give() -> None:
    assert read_span("5 minutes ago", _reader("en")) == (datetime(2019, 11, 20, 11, 55, tzinfo=UTC), "minute")
    clock = read_span("Gestern, 14:30 Uhr", _reader("de"))
    assert clock is not None
    assert (clock[0].isoformat(), clock[1]) == ("2019-11-19T14:30:00", "minute")
    # in Tokyo it is already nine in the evening: ten hours ago it was the same day, though not in UTC
    hours = read_span("13 hours ago", _reader("en", timezone="Asia/Tokyo"))
    assert hours is not None
    assert (hours[0].date(), hours[1]) == (date(2019, 11, 20), "day")


@pytest.mark.parametrize(
    "line",
    [
        "2 weeks ago",
        "3 months ago",
        "a long time ago",
        "He came 3 days ago to see the bridge that was built there by his father",
        "3 days",
        "today the bridge was opened",
    ],
)
def test_what_says_no_day(line: str) -> None:
    assert read_span(line, _reader("en")) is None


def test_a_stored_page_says_it_for_ever() -> None:
    assert read_span("3 days ago", _reader("en", live=False)) is None


def _page(headers: tuple[tuple[str, str], ...]) -> Page:
    text = (
        "<p>" + "The old harbour bridge was opened to cars again in the morning after two years of work. " * 4 + "</p>"
    )
    above = "<title>Bridge opens again</title><h1>Bridge opens again</h1><p class=date>2 days ago</p>"
    html = f"<html lang=en>{above}{text * 3}"
    url = "https://news.example/bridge"
    return Page(
        url=url, final_url=url, fetched_at=FETCHED, status=200, headers=headers, body=html.encode(), outlet=None
    )


def test_only_a_page_whose_server_dated_its_answer() -> None:
    from tracker.extract import extract

    answers = {"Wed, 20 Nov 2019 11:59:58 GMT": "2019-11-18", "Fri, 01 Nov 2019 12:00:00 GMT": None, "now": None}
    for written, day in answers.items():
        article = extract(_page((("Content-Type", "text/html"), ("Date", written))))
        assert isinstance(article, Article)
        assert (article.published.at.date().isoformat() if article.published else None) == day
    stored = extract(_page((("Content-Type", "text/html"),)))
    assert isinstance(stored, Article)
    assert stored.published is None


def test_every_language_has_its_words_and_reads_them() -> None:
    for language, rows in date_words("spans").items():
        assert len(rows) == 7, language
        assert all("{}" in frame for frame in rows[3].split("|")), language
        for word in rows[1].split("|"):
            assert read_span(word, _reader(language)) is not None, (language, word)
        for unit in (form for row in rows[4:] for form in row.split("|")):
            for frame in rows[3].split("|"):
                word, _, two = unit.partition("*")
                span = frame.replace("{}", word if two else f"2 {word}")
                assert read_span(span, _reader(language)) is not None, (language, span)
