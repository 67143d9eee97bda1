"""Fingerprints of a text: few numbers, chosen so that texts sharing a long enough run of words share a number.

Winnowing (Schleimer, Wilkerson, Aiken: "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003): of
every `WINDOW` consecutive runs of `RUN` words the one with the smallest number is kept. Two texts that share
`GUARANTEE` words in a row share a whole window, hence its smallest number: nothing of that length can be missed,
wherever it stands.
About 2 / (WINDOW + 1) of all positions are kept, a hundred numbers for an article of 450 words.

The paper's *robust* winnowing breaks ties so that fewer positions are kept in monotonous text. Here only the set of
values is kept, no positions (alignment finds those in the texts themselves), and ties give the same value: both
variants yield the same set.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.match.grams import gram_hashes
from tracker.match.words import batches, hashed

Numbers = NDArray[np.int64]

#: Version of everything that decides the numbers: RUN, WINDOW, folding, hash. Stored fingerprints of another version
#: must be computed again. 2: folding goes character by character.
ALGORITHM = 2
RUN = 5  #: words in a run
WINDOW = 8  #: runs of which one is kept
#: Any shared run of this many words is found, however either side spells it (`tracker.text`). In an unspaced script two
#: characters count as a word inside a run, and any shared run of `GUARANTEE_UNSPACED` characters is found; tones and
#: other accents are no characters here.
GUARANTEE = WINDOW + RUN - 1
GUARANTEE_UNSPACED = WINDOW + 2 * RUN - 1

_DOUBLINGS = (1, 2, 4)  # the smallest of two, of four, of eight neighbours: 1 + 2 + 4 == WINDOW - 1
_NOTHING = np.empty(0, dtype=np.int64)


def fingerprint(text: str) -> tuple[int, ...]:
    """Sorted distinct signed 64-bit numbers; empty for a text of fewer than `RUN` words. Linear in the text's length.

    A text with fewer than `WINDOW` runs keeps its smallest number, so that a short notice can still be found whole.
    """
    return tuple(_of_batch([text])[0].tolist())


def fingerprints(texts: Iterable[str]) -> Iterator[Numbers]:
    """What `fingerprint` gives of each, in order, as arrays: many texts together, in a fraction of the time."""
    for batch in batches(texts):
        yield from _of_batch(batch)


def _of_batch(texts: Sequence[str]) -> list[Numbers]:
    words = hashed(texts)
    grams, ends = gram_hashes(words.hashes, words.weights, RUN)
    smallest = grams
    for shift in _DOUBLINGS:
        smallest = np.minimum(smallest[:-shift], smallest[shift:])
    # Where one window keeps the same number as the one before, nothing is kept anew.
    changes = np.ones(len(smallest), dtype=bool)
    np.not_equal(smallest[1:], smallest[:-1], out=changes[1:])
    changes = np.flatnonzero(changes)
    kept = smallest[changes].view(np.int64)
    # The runs that begin in a text and do not reach into the next one; then the windows of `WINDOW` such runs.
    first = np.array(words.bounds[:-1], dtype=np.int64)
    runs = np.searchsorted(ends, words.bounds[1:], side="right")
    lows = np.searchsorted(changes, first, side="right") - 1  # the one that the first window keeps
    highs = np.searchsorted(changes, runs - WINDOW, side="right")
    found = []
    for begin, end, low, high in zip(words.bounds, runs.tolist(), lows.tolist(), highs.tolist(), strict=False):
        if end - begin >= WINDOW:
            found.append(_distinct(kept[low:high]))
        else:
            found.append(grams[begin:end].min(keepdims=True).view(np.int64) if end > begin else _NOTHING)
    return found


def _distinct(numbers: Numbers) -> Numbers:
    """What `np.unique` gives, in half of its time for a hundred numbers."""
    ordered = np.sort(numbers)
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]
