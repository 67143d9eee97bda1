"""What the pages of each language say of authors and sources: the cases of `forms.toml`."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.types import Credit

Read = Callable[..., tuple[Credit, ...]]

CASES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("forms.toml").read_text(encoding="utf-8")
)
ROWS = [(language, form, text) for language, forms in CASES.items() for form, texts in forms.items() for text in texts]
AGENCIES = {
    "ru": "Полар Пресс",
    "uk": "Полар Пресс",
    "bg": "Полар Пресс",
    "el": "Πολάρ",
    "ar": "بولار",
    "fa": "بولار",
    "zh": "北極社",
    "ja": "北極社",
}
#: Words for a source inside an author element are what they say.
SAYS_SOURCE = ("Quelle", "Kaynak", "来源", "Źródło", "Zdroj", "Forrás", "Bron", "Sumber", "Nguồn", "Theo")
LANGUAGES = {
    *("en", "ru", "uk", "es", "fr", "de", "pt", "it", "el", "tr", "ar", "fa", "zh", "ja", "pl", "cs", "ro", "bg"),
    *("hu", "nl", "id", "vi"),
}


def test_every_language_that_is_promised_has_cases() -> None:
    assert set(CASES) == LANGUAGES
    for language, forms in CASES.items():
        assert {"byline", "dateline", "source_line", "signoff", "republished", "copyright", "other"} <= set(forms), (
            language
        )


@pytest.mark.parametrize(("language", "form", "text"), ROWS)
def test_forms_of_the_languages(language: str, form: str, text: str, read: Read) -> None:
    name = AGENCIES.get(language, "Velox")
    place = {"byline": "byline", "dateline": "head"}.get(form, "tail")
    stated = read(**{place: text.replace("%", name)})
    forms = {form, "source_line"} if form == "byline" and text.startswith(SAYS_SOURCE) else {form}
    got = {(credit.source, credit.form) for credit in stated if credit.role == "credit"}
    assert got in [{("velox" if name == "Velox" else "polar", one)} for one in forms]
