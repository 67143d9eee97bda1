"""Folding keeps offsets; words and case forms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue.folding import case_forms, fold_text, spans_of, words_of


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@given(st.text())
def test_spans_are_the_words(text: str) -> None:
    folded = fold_text(text)
    assert [word for word, _, _ in spans_of(folded)] == words_of(folded)
    assert all(0 <= start < end <= len(text) for _, start, end in spans_of(folded))


@pytest.mark.parametrize("text", ["České tiskové", "Українська", "Télam", "وكالة الأنباء"])
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    assert words_of(fold_text(unicodedata.normalize("NFD", text))) == words_of(fold_text(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("AFP-JIJI", ["afp", "jiji"]),
        ("İHA'nın", ["iha", "nın"]),
        ("新华社AP", ["新", "华", "社", "ap"]),
        ("タス通信", ["タス", "通", "信"]),
        ("연합", ["연", "합"]),
        ("रॉयटर्स।", ["रॉयटरस"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(fold_text(text)) == words


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("интерфакс", "интерфаксу"),
        ("правда", "правды"),
        ("украинская", "украинскои"),
        ("новости", "новостеи"),
        ("известия", "известиям"),
        ("новые", "новых"),
        ("коммерсантъ", "коммерсанту"),
        ("reuters", "reutersin"),
        ("رويترز", "لرويترز"),
        ("רויטרס", "ברויטרס"),
    ],
)
def test_case_forms(word: str, form: str) -> None:
    assert form in set(case_forms(word, acronym=False, endings=True))


def test_short_words_and_acronyms_take_few_forms() -> None:
    assert not set(case_forms("рбк", acronym=True, endings=True))
    assert "тасса" in set(case_forms("тасс", acronym=True, endings=True))
    assert not set(case_forms("افي", acronym=False, endings=True))
    assert not set(case_forms("guardian", acronym=False, endings=False))
