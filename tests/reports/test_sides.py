"""Two texts side by side in rows: nothing is lost, and what stands beside each other is the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.match import difference
from tracker.reports import sides, word_counts
from tracker.text import folded_words

TEXTS = st.text(alphabet="ab c\n.-'é中", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_rows_whole(a: str, b: str) -> None:
    rows = sides(a, b, difference(a, b))
    kinds = {"older": {"kept", "changed", "cut", "moved"}, "newer": {"kept", "changed", "added", "moved"}}
    assert {piece.kind for row in rows for piece in row.older} <= kinds["older"]
    assert {piece.kind for row in rows for piece in row.newer} <= kinds["newer"]
    assert "".join(piece.text for row in rows for piece in row.older) == a
    assert "".join(piece.text for row in rows for piece in row.newer) == b


@given(TEXTS, st.lists(st.sampled_from(["", "\n", " \n\n", ".\n", "-", "\n. "]), min_size=1, max_size=8))
def test_what_was_kept_stands_beside_itself(text: str, breaks: list[str]) -> None:
    """The same words, broken into other lines."""
    words = text.split()
    other = "".join(f"{word} {breaks[place % len(breaks)]}" for place, word in enumerate(words))
    for older, newer in ((text, other), (other, text), (text, text)):
        for row in sides(older, newer, difference(older, newer)):
            beside = zip(
                (piece.text for piece in row.older if piece.kind == "kept"),
                (piece.text for piece in row.newer if piece.kind == "kept"),
                strict=False,
            )
            assert all(folded_words(left) == folded_words(right) for left, right in beside)


@pytest.mark.parametrize(
    ("a", "b", "rows"),
    [
        ("One.\nTwo three.", "One.\nTwo three.", [("One.\n", "One.\n"), ("Two three.", "Two three.")]),
        ("One. Two three.", "One.\nTwo three.", [("One. ", "One.\n"), ("Two three.", "Two three.")]),
        ("One two.\n* *\nThree.", "One two.\n\nThree.", [("One two.\n* *\n", "One two.\n\n"), ("Three.", "Three.")]),
    ],
)
def test_rows_are_paragraphs_of_the_newer_text(a: str, b: str, rows: list[tuple[str, str]]) -> None:
    found = sides(a, b, difference(a, b))
    assert [("".join(p.text for p in row.older), "".join(p.text for p in row.newer)) for row in found] == rows


def test_words_are_counted_by_what_became_of_them() -> None:
    a, b = "The old pier fell into the sea", "The new pier fell into the sea today"
    counts = word_counts(a, b, difference(a, b))
    assert counts == {"kept": 6, "moved": 0, "changed": 1, "added": 1, "replaced": 1, "cut": 0}
