"""The words of many texts at once as 64-bit numbers, without a step of Python for each character or word.

How a character folds, `tracker.text` decides, and only it: each is asked about once. With what every character of a
text becomes in one array, the words are found by counting and hashed together. Batches are small enough to stay in the
processor's cache: that is most of what makes this quick.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.match.grams import HALF_WORDS, word_weights
from tracker.match.xxh3 import Hashes, Positions, xxh3
from tracker.text import folded_text, is_unspaced

_AT_ONCE = 1 << 15  #: characters of a batch
_DROPPED, _BREAK, _END = 0, ord(" "), ord("\n")
_MANY, _ALONE, _UNKNOWN = 0x110000, 0x110001, 0x110002  # behind the last code point
_FOLDED = np.full(0x110000, _UNKNOWN, dtype=np.uint32)  # by code point: another, or one of the above; filled as met
_SPELT: dict[int, str] = {}  # what becomes several characters: ligatures; of unspaced scripts, words between spaces
_ASCII = bytes(ord(folded_text(c) or " ") for c in map(chr, range(128))) + bytes(128)
_ASCII_DROPPED = bytes(c for c in range(128) if not folded_text(chr(c)))


class Words(NamedTuple):
    """The words of several texts, those of one text behind those of the one before."""

    hashes: Hashes  #: xxh3-64 of each folded word in UTF-8
    weights: Positions | None  #: its half-words; None where every word is a whole one
    bounds: list[int]  #: number of the first word of each text, and of all words


def hashed(texts: Sequence[str]) -> Words:
    """The words of `texts`. Words that fold alike have one number; a character of an unspaced script weighs half."""
    folded, unspaced = _folded(texts)
    data = b"\n".join(folded)
    inside = np.zeros(len(data) + 2, dtype=bool)
    np.greater(np.frombuffer(data, np.uint8), _BREAK, out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    begins = list(accumulate((len(part) + 1 for part in folded), initial=0))
    bounds = np.searchsorted(starts, begins).tolist()
    weights = None
    if unspaced:
        weights = np.full(bounds[-1], HALF_WORDS, dtype=np.int64)
        for number in unspaced:
            words = folded[number].decode().split()
            weights[bounds[number] : bounds[number + 1]] = word_weights(words, unspaced=True)
    return Words(xxh3(data, starts, ends), weights, bounds)


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in lists that are worth reading at once; a long text is alone."""
    batch: list[str] = []
    held = 0
    for text in texts:
        if batch and held + len(text) > _AT_ONCE:
            yield batch
            batch, held = [], 0
        batch.append(text)
        held += len(text)
    if batch:
        yield batch


def _folded(texts: Sequence[str]) -> tuple[list[bytes], list[int]]:
    """Each text folded, in UTF-8, spaces between its words; numbers of the texts that hold an unspaced script."""
    folded = [text.encode().translate(_ASCII, _ASCII_DROPPED) if text.isascii() else b"" for text in texts]
    others = [number for number, text in enumerate(texts) if not text.isascii()]
    if not others:
        return folded, []
    parts, unspaced = _folded_together([texts[number] for number in others])
    for number, part in zip(others, parts, strict=True):
        folded[number] = part
    return folded, [others[number] for number in unspaced]


def _folded_together(texts: Sequence[str]) -> tuple[list[bytes], list[int]]:
    codes = _codes("\n".join(texts))
    folded = _FOLDED[codes]
    if folded.max() == _UNKNOWN:
        _learn(set(codes[folded == _UNKNOWN].tolist()))
        folded = _FOLDED[codes]
    ends = np.fromiter(accumulate(len(text) + 1 for text in texts), np.int64, len(texts)) - 1
    folded[ends[:-1]] = _END
    unspaced: list[int] = []
    several = folded >= _MANY
    if several.any():
        unspaced = np.unique(np.searchsorted(ends, np.flatnonzero(folded == _ALONE))).tolist()
        spelt = [_SPELT[code] for code in codes[several].tolist()]
        times = np.ones(len(folded), dtype=np.int64)
        times[several] = [len(letters) for letters in spelt]
        folded = np.repeat(folded, times)
        folded[folded >= _MANY] = _codes("".join(spelt))
    return folded[folded != _DROPPED].tobytes().decode("utf-32-le").encode().split(b"\n"), unspaced


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _learn(codes: set[int]) -> None:
    for code in codes:
        letters = folded_text(chr(code))
        if len(letters) > 1:
            _SPELT[code] = letters
            _FOLDED[code] = _ALONE if is_unspaced(chr(code)) else _MANY
        else:
            _FOLDED[code] = ord(letters) if letters else _DROPPED
