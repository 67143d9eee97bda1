"""Numbers for words and runs of words: the same wherever the run stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.match.grams import gram_hashes, word_hashes, word_weights

WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "Ωμέγα", "नमस्ते"]), max_size=40)


def grams(words: list[str], size: int) -> list[int]:
    found, _ = gram_hashes(word_hashes(words), word_weights(words, unspaced=False), size)
    return [int(gram) for gram in found]


@given(before=WORDS, run=st.lists(st.text("abc", min_size=1), min_size=5, max_size=5), after=WORDS)
def test_a_run_has_one_number_wherever_it_stands(before: list[str], run: list[str], after: list[str]) -> None:
    assert grams(run, 5)[0] == grams([*before, *run, *after], 5)[len(before)]


@given(words=WORDS, size=st.integers(1, 8))
def test_one_number_for_each_place_with_enough_words_left(words: list[str], size: int) -> None:
    assert len(grams(words, size)) == max(0, len(words) - size + 1)


def test_words_that_fold_alike_are_one() -> None:
    same = word_hashes(["Élan", "elan", "ÉLAN"])
    assert len(set(same.tolist())) == 1


def test_order_counts() -> None:
    assert grams(["one", "two"], 2) != grams(["two", "one"], 2)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (["one", "two", "three"], [2, 3]),
        (list("漢字仮名交"), [4, 5]),  # two characters weigh one word
        (["one", "漢", "字", "two"], [3, 4]),
        (["漢", "one", "字", "two"], [3, 4]),  # a run that does not come out even takes the word that fills it
        (["one"], []),
        ([], []),
    ],
)
def test_runs_are_measured_by_weight(words: list[str], ends: list[int]) -> None:
    found, reached = gram_hashes(word_hashes(words), word_weights(words, unspaced=True), 2)
    assert reached.tolist() == ends
    assert len(found) == len(ends)
    assert found.dtype == np.uint64
