"""Where the words of a text stand, without a step of Python for each word.

What a word is, `tracker.text` decides, and only it: each character is asked about once, alone and among letters, and
sorted into one of five classes. With a class for every character of a text the words are found by counting.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.text import word_spans

Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]

_UNKNOWN, _BREAK, _LETTER, _ALONE, _INSIDE, _TRAILING = range(6)
_DIGIT = 8  # added to the class of a digit
_CLASSES = np.full(0x110000, _UNKNOWN, dtype=np.uint8)  # by code point, filled as they are met


class Places(NamedTuple):
    """Where the words of a text stand."""

    starts: Positions
    ends: Positions
    figures: Mask  #: words with a digit; where several words of an unspaced script are one number, its first


def word_places(text: str) -> tuple[Positions, Positions]:
    """What `tracker.text.word_spans` gives, as an array of starts and one of ends. Linear in the text's length."""
    places = read_places(text)
    return places.starts, places.ends


def read_places(text: str) -> Places:
    """The same, and which words are figures."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _CLASSES[codes]
    if not classes.all():
        for code in set(codes[classes == _UNKNOWN].tolist()):
            _CLASSES[code] = _class_of(chr(code)) + _DIGIT * chr(code).isdecimal()
        classes = _CLASSES[codes]
    digits = classes >= _DIGIT
    classes &= _DIGIT - 1
    # What stands inside words joins the letters around it, and is neither a word nor the end of one.
    kept = np.flatnonzero(classes <= _ALONE)
    letter = classes[kept] == _LETTER
    alone = classes[kept] == _ALONE
    before, after = np.zeros(len(kept), dtype=bool), np.zeros(len(kept), dtype=bool)
    before[1:], after[:-1] = letter[:-1], letter[1:]
    starts = kept[alone | (letter & ~before)]
    ends = kept[alone | (letter & ~after)] + 1
    trailing = classes == _TRAILING
    if trailing.any():
        other = np.where(np.append(trailing, False), len(text), np.arange(len(text) + 1))
        ends = np.minimum.accumulate(other[::-1])[::-1][ends]
    digits[1:] &= ~digits[:-1]
    figures = np.zeros(len(starts), dtype=bool)
    figures[np.searchsorted(starts, np.flatnonzero(digits), side="right") - 1] = True
    return Places(starts, ends, figures)


def _class_of(character: str) -> int:
    """A letter, a word of its own (of an unspaced script), what stands inside words or also ends them, or a break."""
    if word_spans(character):
        return _ALONE if len(word_spans(character * 2)) == 2 else _LETTER
    if len(word_spans(f"a{character}a")) == 2:
        return _BREAK
    return _TRAILING if word_spans(f"a{character}") == [(0, 2)] else _INSIDE
