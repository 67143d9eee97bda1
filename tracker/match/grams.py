"""Words as 64-bit numbers, and runs of words as one number each: what fingerprints and alignment both count in.

A character of an unspaced script (Han, Kana, Thai ...) carries about half of what a spaced word carries, and
`text.words` gives it as a word of its own. A run is therefore measured in half-words: a spaced word weighs two, such a
character one, and a run of "five words" is ten characters of Chinese. The weight of a run depends on nothing outside
it, so the same passage gives the same numbers in any surrounding text.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat

import numpy as np
import xxhash
from numpy.typing import NDArray

from tracker.text import fold_word, is_unspaced

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

HALF_WORDS = 2  #: half-words in a spaced word
# Any odd number has an inverse modulo 2**64; these are the multiplier of splitmix64 and its inverse.
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))


def word_hashes(words: Sequence[str]) -> Hashes:
    """One number a word, the same for words that fold alike. xxh3-64 of the folded word in UTF-8."""
    return np.fromiter(map(_word_hash, words), dtype=np.uint64, count=len(words))


def word_weights(words: Sequence[str], *, unspaced: bool) -> Positions:
    """Half-words of each word. `unspaced`: whether the text holds any unspaced script (the common case is cheap)."""
    if not unspaced:
        return np.full(len(words), HALF_WORDS, dtype=np.int64)
    weights = map(_weight, words)
    return np.fromiter(weights, dtype=np.int64, count=len(words))


def gram_hashes(hashes: Hashes, weights: Positions | None, size: int) -> tuple[Hashes, Positions]:
    """The runs of `size` words' weight starting at each word, as long as there are words left to fill them.

    `weights`: half-words of each word; None where every word is a whole one.

    Returns `(grams, ends)`: `grams[i]` is the number of words `i` to `ends[i] - 1`, a polynomial modulo 2**64.
    Runs of any length come from one pass: with S the prefix sums of `h[i] * B**i`, the run `i..j` is
    `(S[j] - S[i]) / B**i`, and an odd B divides exactly.
    """
    count = len(hashes)
    powers, inverses = _powers(count)
    sums = np.zeros(count + 1, dtype=np.uint64)
    np.cumsum(hashes * powers, dtype=np.uint64, out=sums[1:])
    if weights is None:
        ends = np.arange(size, max(count + 1, size), dtype=np.int64)
        reached_by = sums[size:]
    else:
        reached = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(weights)))
        ends = np.searchsorted(reached, reached[:-1] + size * HALF_WORDS, side="left").astype(np.int64)
        ends = ends[ends <= count]
        reached_by = sums[ends]
    return (reached_by - sums[: len(ends)]) * inverses[: len(ends)], ends


@lru_cache(maxsize=1 << 18)
def _word_hash(word: str) -> int:
    return xxhash.xxh3_64_intdigest(fold_word(word).encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1 << 14)
def _weight(word: str) -> int:
    return 1 if len(word) == 1 and is_unspaced(word) else HALF_WORDS


def _powers(count: int) -> tuple[Hashes, Hashes]:
    """`B**i` and `B**-i` for i below `count`; grown by doubling and kept, they are the same for every text."""
    size = 1024
    while size < count:
        size *= 2
    powers, inverses = _powers_of_size(size)
    return powers[:count], inverses[:count]


@lru_cache(maxsize=16)
def _powers_of_size(size: int) -> tuple[Hashes, Hashes]:
    def raised(base: np.uint64) -> Hashes:
        steps = np.fromiter(repeat(base, size), dtype=np.uint64, count=size)
        steps[0] = 1
        return np.cumprod(steps, dtype=np.uint64)

    return raised(_BASE), raised(_INVERSE)
