"""Where the words of a text stand, without a step of Python for each word.

What a word is, `tracker.text` decides, and only it: each character is asked about once, alone and among letters, and
sorted into one of five classes. With a class for every character of a text the words are found by counting.
"""

import numpy as np
from numpy.typing import NDArray

from tracker.text import word_spans

Places = NDArray[np.int64]

_UNKNOWN, _BREAK, _LETTER, _ALONE, _INSIDE, _TRAILING = range(6)
_CLASSES = np.full(0x110000, _UNKNOWN, dtype=np.uint8)  # by code point, filled as they are met


def word_places(text: str) -> tuple[Places, Places]:
    """What `tracker.text.word_spans` gives, as an array of starts and one of ends. Linear in the text's length."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _CLASSES[codes]
    if not classes.all():
        for code in set(codes[classes == _UNKNOWN].tolist()):
            _CLASSES[code] = _class_of(chr(code))
        classes = _CLASSES[codes]
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
    return starts, ends


def _class_of(character: str) -> int:
    """A letter, a word of its own (of an unspaced script), what stands inside words or also ends them, or a break."""
    if word_spans(character):
        return _ALONE if len(word_spans(character * 2)) == 2 else _LETTER
    if len(word_spans(f"a{character}a")) == 2:
        return _BREAK
    return _TRAILING if word_spans(f"a{character}") == [(0, 2)] else _INSIDE
