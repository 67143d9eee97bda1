"""What a page's dates are read against."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.extract.labels import label_of, says
from tracker.extract.reader import date_words, reader_of
from tracker.types import Page


def _page(url: str) -> Page:
    at = datetime(2019, 11, 20, 12, 0, tzinfo=UTC)
    return Page(url=url, final_url=url, fetched_at=at, status=200, headers=(), body=b"")


@pytest.mark.parametrize(
    ("url", "languages", "declared", "zone"),
    [
        ("https://news.example.uy/a", ("es",), "es-ES", "America/Montevideo"),
        ("https://news.example.com.ar/a", ("es",), None, "America/Argentina/Buenos_Aires"),
        ("https://news.example/a", ("es",), "es-CO", "America/Bogota"),
        ("https://news.example/a", ("es",), "es_ES", None),  # what every theme says
        ("https://news.example/a", ("en",), "en-US", None),
        ("https://news.example/a", ("de",), "de", "Europe/Berlin"),
        ("https://news.example/a", ("pt",), "pt-BR", "America/Sao_Paulo"),
        ("https://news.example.co/a", ("en",), "en", None),
        ("https://news.example.co/a", ("es",), "es", "America/Bogota"),
        ("https://[broken/a", ("en",), None, None),
    ],
)
def test_the_zone_of_an_outlet_that_nobody_knows(
    url: str, languages: tuple[str, ...], declared: str | None, zone: str | None
) -> None:
    assert reader_of(_page(url), None, languages, declared).timezone == zone
    assert reader_of(_page(url), "Asia/Tokyo", languages, declared).timezone == "Asia/Tokyo"


def test_the_data_is_sound() -> None:
    for table in ("country", "language", "clock"):
        for name, zone in date_words(table).items():
            assert ZoneInfo(zone), name
    for language, months in {**date_words("months"), **date_words("solar")}.items():
        assert len(months.split(",")) == 12, language
    for label in ("published", "changed", "event"):
        for words in date_words(label).values():
            assert words == words.lower()
            assert all(word.strip() == word != "" for word in words.split("|"))


@pytest.mark.parametrize(
    ("before", "behind", "label"),
    [
        ("Published: ", "", "published"),
        ("Veröffentlicht am ", "", "published"),
        ("Опубликовано ", "", "published"),
        ("发布时间：", "", "published"),
        ("Last updated on ", "", "changed"),
        ("Zuletzt aktualisiert: ", "", "changed"),
        ("päivitetty ", "", "changed"),
        ("Обновлено: ", "", "changed"),
        ("最終更新日：", "", "changed"),
        ("发布日期：", "", "published"),
        ("[引用日期", "]", "event"),
        ("प्रकाशित: ", "", "published"),
        ("Published by Ada Holm, updated ", "", "changed"),
        ("Updated by Ada Holm; first published ", "", "published"),
        ("Termin: ", "", "event"),
        ("Wir suchen zum ", "", "event"),
        ("Zum Termin gehört: ", "", None),  # such a word counts only next to the date
        ("", " (updated)", "changed"),
        ("By Ada Holm | ", " | Bridges", None),
        ("", "", None),
    ],
)
def test_labels(before: str, behind: str, label: str | None) -> None:
    assert label_of(before, behind) == label


def test_says() -> None:
    assert says("published", "Date of publication")
    assert not says("changed", "Date of publication")
