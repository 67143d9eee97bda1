"""Words, folded, with offsets that point into the text as stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text import count_words, fold, is_unspaced, raw_words, word_spans, words


@given(st.text(max_size=200))
def test_the_quick_ways_give_the_same_words(text: str) -> None:
    found = words(text)
    assert [fold(word) for word in raw_words(text)] == [word.folded for word in found]
    assert word_spans(text) == [(word.start, word.end) for word in found]
    assert count_words(text) == len(found)


@pytest.mark.parametrize(
    ("text", "count"),
    [("नमस्ते दुनिया", 2), ("السَّلامُ عليكم", 2), ("שָׁלוֹם", 1), ("ไทย", 3), ("e\u0301lan", 1)],
)
def test_marks_stand_inside_words(text: str, count: int) -> None:
    assert count_words(text) == count


def test_scripts_without_spaces() -> None:
    assert is_unspaced("abc 漢")
    assert not is_unspaced("abc déf αβγ हिन्दी")
