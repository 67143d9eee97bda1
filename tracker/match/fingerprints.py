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

import numpy as np

from tracker.match.grams import gram_hashes, word_hashes, word_weights
from tracker.text import folded_words, is_unspaced

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


def fingerprint(text: str) -> tuple[int, ...]:
    """Sorted distinct signed 64-bit numbers; empty for a text of fewer than `RUN` words. Linear in the text's length.

    A text with fewer than `WINDOW` runs keeps its smallest number, so that a short notice can still be found whole.
    """
    words = folded_words(text)
    grams, _ = gram_hashes(word_hashes(words), word_weights(words, unspaced=is_unspaced(text)), RUN)
    if not len(grams):
        return ()
    width = min(WINDOW, len(grams))
    smallest = grams[: len(grams) - width + 1].copy()
    for shift in range(1, width):
        np.minimum(smallest, grams[shift : len(grams) - width + 1 + shift], out=smallest)
    return tuple(np.unique(smallest.view(np.int64)).tolist())
