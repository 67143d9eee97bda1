"""The words of a text by counting are those that the text's own rules give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.match.places import read_places, word_places
from tracker.text import word_spans

SIGNS = "aB9é ßﬁ'’-—_.,\n\u00ad\u200b\u0301\u0300жЁاَعहिन्दी漢字カナกาน"


def check(text: str) -> None:
    starts, ends = word_places(text)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == word_spans(text)


@settings(max_examples=300)
@given(st.text(SIGNS, max_size=60))
def test_scripts_mixed_as_no_text_mixes_them(text: str) -> None:
    check(text)


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=("Mn", "Mc", "Me", "Cf")), max_size=60))
def test_any_characters(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["", "'", "漢", "it's", "’tis Ann’s", "e\u0301", "a\u0301 b", "\ud800 a", "x" * 9])
def test_edges(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("", ""),
        ("In 2019 a b2b firm, 12,5 m²", " 2019 b2b 12 5"),
        ("٢٠١٩ عام", " ٢٠١٩"),
        ("ปี ๒๕๖๒ 7", " ๒ 7"),  # a number of four words
        ("1\u00ad2 1", " 1\u00ad2 1"),
    ],
)
def test_figures(text: str, figures: str) -> None:
    places = read_places(text)
    words = [text[start:end] for start, end in zip(places.starts, places.ends, strict=True)]
    assert "".join(f" {word}" for word, yes in zip(words, places.figures, strict=True) if yes) == figures
