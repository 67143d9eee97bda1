"""Dates in lines of text, in the languages and calendars that pages come in."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract.reader import Reader, date_words
from tracker.extract.written import Written, find_written, month_number

FETCHED = datetime(2024, 11, 30, 12, 0, tzinfo=UTC)
_SCRAPS = "0 1 9 12 19 31 2019 1398 2562 . / - : , | T Z am 年 月 日 de May ноября พ.ย. آبان +14"


def _reader(language: str, *, month_first: bool = False) -> Reader:
    return Reader(FETCHED, None, (language,), month_first)


def _only(text: str, language: str) -> Written:
    found = list(find_written(text, _reader(language)))
    assert len(found) == 1, found
    assert isinstance(found[0], Written), found
    return found[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("18 November 2019", "en"),
        ("November 18th, 2019", "en"),
        ("18-Nov-19", "en"),
        ("(Nordhavn, 18 November 19)", "en"),
        ("Nov 18 09:34 2019", "en"),
        ("Montag, 18. November 2019", "de"),
        ("den 18. Nov. 2019", "de"),
        ("lundi 18 novembre 2019", "fr"),
        ("18 de noviembre del 2019", "es"),
        ("18 de novembro de 2019", "pt"),
        ("18 novembre 2019", "it"),
        ("18 de novembre de 2019", "ca"),
        ("18 ноября 2019 г.", "ru"),
        ("18 листопада 2019 року", "uk"),
        ("18 лістапада 2019", "be"),
        ("18 ноември 2019 г.", "bg"),
        ("18. новембар 2019.", "sr"),
        ("18. novembra 2019.", "sr"),
        ("18 Νοεμβρίου 2019", "el"),
        ("18 Kasım 2019 Pazartesi", "tr"),
        ("18 KASIM 2019", "tr"),
        ("18 listopada 2019", "pl"),
        ("18. listopadu 2019", "cs"),
        ("18. novembra 2019", "sk"),
        ("18. studenoga 2019.", "hr"),
        ("18 noiembrie 2019", "ro"),
        ("2019. november 18., hétfő", "hu"),
        ("2019. nov. 18.", "hu"),
        ("18 november 2019", "nl"),
        ("18. november 2019", "da"),
        ("18. marraskuuta 2019", "fi"),
        ("18. novembril 2019", "et"),
        ("2019 m. lapkričio 18 d.", "lt"),
        ("2019. gada 18.11.2019", "lv"),
        ("18 nëntor 2019", "sq"),
        ("18 November 2019", "id"),
        ("18 Nopember 2019", "id"),
        ("ngày 18 tháng 11 năm 2019", "vi"),
        ("18 Tháng Mười Một, 2019", "vi"),
        ("2019年11月18日", "zh"),
        ("2019-11-18", "zh"),
        ("民國108年11月18日", "zh"),
        ("令和元年11月18日", "ja"),
        ("2019년 11월 18일", "ko"),
        ("2019. 11. 18", "ko"),
        ("18 พฤศจิกายน 2562", "th"),
        ("18 พ.ย. 2562", "th"),
        ("18/11/2562", "th"),
        ("١٨ نوفمبر ٢٠١٩", "ar"),
        ("18 تشرين الثاني 2019", "ar"),
        ("18 نونبر 2019", "ar"),
        ("دوشنبه ۲۷ آبان ۱۳۹۸", "fa"),
        ("۱۳۹۸/۰۸/۲۷", "fa"),
        ("18 נובמבר 2019", "he"),
        ("18 בנובמבר 2019", "he"),
        ("१८ नवंबर २०१९", "hi"),
        ("১৮ নভেম্বর ২০১৯", "bn"),
        ("18 نومبر 2019", "ur"),
        ("18 ნოემბერი 2019", "ka"),
        ("18 | 11 | 2019", "de"),
        ("18. 11. 2019", "cs"),
        ("18.11.1909:34", "de"),
        ("geändert: 18.11.19", "de"),
        ("18 November 2019", "ru"),  # English is read on every page
    ],
)
def test_one_day_in_many_hands(text: str, language: str) -> None:
    assert _only(text, language).day == date(2019, 11, 18)


@pytest.mark.parametrize("language", sorted(date_words("months")))
def test_every_month_of_every_language_is_found_in_a_line(language: str) -> None:
    for number, names in enumerate(date_words("months")[language].split(","), 1):
        for name in names.split():
            month = name.replace("_", " ")
            assert month_number(month, (language,)) == number
            assert _only(f"5 {month} 2019", language).day == date(2019, number, 5), month


@pytest.mark.parametrize(
    ("text", "language", "at"),
    [
        ("18 November 2019, 10:59", "en", "2019-11-18T10:59:00"),
        ("18 November 2019 at 9:25pm", "en", "2019-11-18T21:25:00"),
        ("November 18, 2019 | 9:25 p.m. ET", "en", "2019-11-18T21:25:00-05:00"),
        ("10:59, Monday 18 November 2019", "en", "2019-11-18T10:59:00"),
        ("18.11.2019 um 10.59 Uhr", "de", "2019-11-18T10:59:00"),
        ("18.11.2019, 10:59 MEZ", "de", "2019-11-18T10:59:00+01:00"),
        ("18 novembre 2019 à 18h30", "fr", "2019-11-18T18:30:00"),
        ("18/11/2019 a las 22h03", "es", "2019-11-18T22:03:00"),
        ("18. marraskuuta 2019 klo 16.20", "fi", "2019-11-18T16:20:00"),
        ("10:59 18 ноября 2019", "ru", "2019-11-18T10:59:00"),
        ("18 ноября 2019 в 10:59 МСК", "ru", "2019-11-18T10:59:00+03:00"),
        ("18 Νοεμβρίου 2019 10:30 μ.μ.", "el", "2019-11-18T22:30:00"),
        ("2019年11月18日 下午3:05", "zh", "2019-11-18T15:05:00"),
        ("2019年11月18日10時59分", "ja", "2019-11-18T10:59:00"),
        ("2019년 11월 18일 오후 3:05", "ko", "2019-11-18T15:05:00"),
        ("18 พ.ย. 2562 10:59 น.", "th", "2019-11-18T10:59:00"),
        ("18 November 2019 10:59 WIB", "id", "2019-11-18T10:59:00+07:00"),
        ("18/11/2019, 10:59 (GMT+7)", "vi", "2019-11-18T10:59:00+07:00"),
        ("2019-11-18T10:59:10+01:00", "de", "2019-11-18T10:59:10+01:00"),
        ("18 November 2019 10:59 CST", "zh", "2019-11-18T10:59:00"),  # China's, not Chicago's
        ("18.11.2019 | 10.50 Euro", "de", "2019-11-18T00:00:00"),  # a price
        ("18 November 2019 - 2 min read", "en", "2019-11-18T00:00:00"),
    ],
)
def test_clocks_beside_a_date(text: str, language: str, at: str) -> None:
    assert _only(text, language).at.isoformat() == at


def test_two_dates_of_a_line_keep_their_clocks() -> None:
    first, second = find_written("18 Nov 2019 10:59, changed 19 Nov 2019", _reader("en"))
    assert isinstance(first, Written)
    assert isinstance(second, Written)
    assert (first.at.isoformat(), second.at.isoformat()) == ("2019-11-18T10:59:00", "2019-11-19T00:00:00")


def test_numbers_that_can_change_places() -> None:
    assert _only("10/11/2019", "fr").swapped == date(2019, 10, 11)
    assert _only("10.11.2019", "fr").swapped is None
    assert _only("18/11/2019", "fr").swapped is None
    (american,) = find_written("10/11/2019", _reader("en", month_first=True))
    assert isinstance(american, Written)
    assert (american.day, american.swapped) == (date(2019, 10, 11), date(2019, 11, 10))


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("18 listopada 2019", "hr", date(2019, 10, 18)),  # October there, November in Polish
        ("18 listopada 2019", "pl", date(2019, 11, 18)),
        ("18 srpna 2019", "cs", date(2019, 8, 18)),
        ("18 srpnja 2019", "hr", date(2019, 7, 18)),
        ("18 Kasım 2019", "de", date(2019, 11, 18)),  # no other language has the word
    ],
)
def test_one_word_for_two_months(text: str, language: str, day: date) -> None:
    assert _only(text, language).day == day


def test_a_word_that_languages_disagree_on_gives_nothing_on_other_pages() -> None:
    assert list(find_written("18 listopada 2019", _reader("de"))) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1399/01/01", date(2020, 3, 20)),
        ("1400/01/01", date(2021, 3, 21)),
        ("1403/12/30", date(2025, 3, 20)),
        ("30 اسفند 1399", date(2021, 3, 20)),
        ("27 عقرب 1398", date(2019, 11, 18)),  # the Afghan name
    ],
)
def test_the_solar_calendar(text: str, day: date) -> None:
    assert _only(text, "fa").day == day


@pytest.mark.parametrize("text", ["21 ربيع الأول 1441", "1441/03/21"])
def test_the_islamic_calendar_is_refused_with_a_reason(text: str) -> None:
    (found,) = find_written(text, _reader("ar"))
    assert isinstance(found, str)
    assert "Islamic" in found


@pytest.mark.parametrize("text", ["31.02.2019", "2019-13-01", "31/31/2019", "30 February 2019"])
def test_what_cannot_be(text: str) -> None:
    (found,) = find_written(text, _reader("en"))
    assert isinstance(found, str)
    assert "no possible date" in found


@pytest.mark.parametrize(
    "text",
    [
        "in 2019 18 persons",
        "page 12 of 2019",
        "v1.11.19",
        "192.168.11.2019",
        "15 days 2019",
        "am 18. November 19 Uhr",
        "1.2.2019/3",
        "tel. 030-18-11-20191",
        "18 November",
        "November 2019",
        "the year 1441",
        "1441/03/21",  # on a page of another script
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert list(find_written(text, _reader("en"))) == []


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=240),
        st.lists(
            st.sampled_from(_SCRAPS.split()),
            max_size=40,
        ).map("".join),
    ),
    st.sampled_from(("en", "ar", "fa", "th", "zh", "ru", "")),
)
def test_any_line(text: str, language: str) -> None:
    end = 0
    for found in find_written(text, _reader(language)):
        if isinstance(found, Written):
            assert end <= found.start < found.end <= len(text)
            assert found.raw == text[found.start : found.end].strip()
            end = found.end


@settings(max_examples=100)
@given(st.dates(date(1990, 1, 1), date(2024, 1, 1)))
def test_any_day_is_read_back(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        assert _only(text, "en").day == day
