"""Common runs, longest first, each word used once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tracker.match.grams import word_hashes, word_weights
from tracker.match.tiles import SEED, Tile, tiles


def lay(a: str, b: str) -> list[Tile]:
    words_a, words_b = a.split(), b.split()
    return tiles(
        word_hashes(words_a),
        word_weights(words_a, unspaced=False),
        word_hashes(words_b),
        word_weights(words_b, unspaced=False),
    )


def test_a_common_run() -> None:
    assert lay("x a b c d e y", "p q a b c d e") == [Tile(1, 2, 5)]


def test_runs_that_changed_places() -> None:
    assert lay("a b c d e f g h", "e f g h a b c d") == [Tile(0, 4, 4), Tile(4, 0, 4)]


def test_shorter_than_a_seed() -> None:
    assert lay("a b c x", "a b c y") == []
    assert lay("", "a b c d") == []


def test_the_longer_run_takes_the_words() -> None:
    assert lay("a b c d e f", "b c d e f z a b c d") == [Tile(1, 0, 5)]


def test_a_sentence_said_many_times_on_both_sides() -> None:
    sentence = "the road is closed today "
    assert lay(sentence * 50, sentence * 20) == [Tile(0, 0, 100)]


WORDS = st.lists(st.sampled_from("abcd"), max_size=60)


@given(a=WORDS, b=WORDS)
def test_tiles_are_true_and_do_not_overlap(a: list[str], b: list[str]) -> None:
    found = lay(" ".join(a), " ".join(b))
    used_a, used_b = np.zeros(len(a), dtype=int), np.zeros(len(b), dtype=int)
    for tile in found:
        assert tile.words >= SEED
        assert a[tile.a : tile.a + tile.words] == b[tile.b : tile.b + tile.words]
        used_a[tile.a : tile.a + tile.words] += 1
        used_b[tile.b : tile.b + tile.words] += 1
    assert used_a.max(initial=0) <= 1
    assert used_b.max(initial=0) <= 1
