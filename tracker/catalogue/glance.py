"""Many thousand words looked for in all lines of a page at once: the one search that every form of credit shares.

The lines are folded, cut into words and hashed in a few operations on arrays, in about the time in which Python splits
the text at its spaces. What comes out is which line holds which of the looked for words; the lines that hold none are
never seen by a pattern. A hash decides: two words may share one (one pair in four thousand million), so a find says
that a line may hold a word, while no find says that it does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from tracker.catalogue.folding import ALIKE, fold_text, unspaced_codes, words_of

HEAD: Final = 6  #: letters of a word's head
OPENING: Final = 8  #: words that open a line
ALL: Final = -1  #: every bit
#: Bits of words that are asked for by place: wherever they stand, and only where the first letter is a capital (or
#: has an accent).
ANYWHERE: Final = 1
CAPITAL: Final = 2
FIRST_FREE: Final = 4  #: from here on bits are the caller's own
_Numbers = NDArray[np.intp]
_Codes = NDArray[np.uint32]

#: What stands in place of a folded character: nothing of a word; not looked up yet; something inside a word that is
#: not heard; a letter beyond the basic plane, which no name holds.
_NONE, _UNKNOWN, _UNHEARD, _FAR = 0, 0xFFFF, 0xFFFE, 0xFFFD
_FIRST_SIGN, _LAST_SIGN = 0x0900, 0x0DFF  # scripts with vowel signs
_UNSPACED = 0x0E00  # below it every script puts spaces between words
_BASE = 0x9E3779B1  # odd, so that it has an inverse modulo 2 ** 32
_OF_PAIR = np.uint32(0x2545F491)
_SPREAD = np.uint32(0x85EBCA6B)
_SLOTS = 20  # bits of a hash by which the first look decides: one slot in thirty is taken
_BEFORE = 2  # words before one asked for that may say what it is


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """Words, and heads of words (`HEAD` letters), folded, each with its bits."""

    words: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Seen:
    """What one look at some lines found."""

    has: list[int]  #: per line, the bits of all words found in it; all bits where its letters are not sure
    opens: list[int]  #: per line, the bits of its first words
    asked: dict[int, list[int]]  #: per line, the numbers of the words that were asked for by place, in order
    _read: "_Read"

    def spans(self, line: int, reach: int) -> tuple[list[tuple[int, int]], int] | None:
        """Where the words asked for in a line and `reach` words behind them stand, and the number of the first.

        None where not every character of the line is heard: it must be read anew.
        """
        return self._read.spans(line, self.asked[line][0], self.asked[line][-1] + reach)


class Glance:
    """Words to look for. Built once, immutable."""

    def __init__(
        self, words: Mapping[str, int], heads: Mapping[str, int], pairs: Mapping[tuple[str, str], int]
    ) -> None:
        """Words, heads of words (`HEAD` letters), and two words in a row, each folded, with its bits."""
        keys = [
            *_Read.of(list(words)).keys()[0].tolist(),
            *_Read.of(list(heads)).keys()[1].tolist(),
            *_Read.of([f"{one} {two}" for one, two in pairs]).keys()[2][::2].tolist(),
        ]
        bits: dict[int, int] = {}
        for key, bit in zip(keys, (*words.values(), *heads.values(), *pairs.values()), strict=True):
            bits[key] = bits.get(key, 0) | bit
        # Of keys that share a slot the last is kept there, with the bits of all and for any key that leads to it.
        self._number = np.zeros(1 << _SLOTS, np.uint16 if len(bits) < 1 << 16 else np.uint32)
        self._keys = np.array([0, *bits], np.uint32)
        self._bits = np.array([0, *bits.values()], np.uint64)
        slots = self._keys >> (32 - _SLOTS)
        self._number[slots[1:]] = np.arange(1, len(slots))
        self._shared = np.zeros(len(slots), np.bool_)
        kept = self._number[slots]
        for number in (kept[1:] != np.arange(1, len(slots))).nonzero()[0].tolist():
            self._bits[kept[number + 1]] |= self._bits[number + 1]
            self._shared[kept[number + 1]] = True

    def look(self, lines: Sequence[str]) -> Seen:
        """Which of `lines` hold which of the words. White space of any kind may stand in a line."""
        read = _Read.of(lines)
        has, opens, asked = [0] * len(lines), [0] * len(lines), dict[int, list[int]]()
        count = len(read.starts)
        if not count:
            return Seen(has, opens, asked, read)
        keys = np.concatenate(read.keys())
        numbers = self._number.take(keys >> (32 - _SLOTS), mode="clip")
        found = numbers.nonzero()[0]
        at: _Numbers = numbers.take(found).astype(np.intp)
        sure = (self._keys.take(at) == keys.take(found)) | self._shared.take(at)
        word = found[sure] % count
        start = read.starts.take(word)
        line = read.begins.searchsorted(start, "right") - 1
        opening = (read.starts.take(word - OPENING, mode="clip") < read.begins.take(line)) | (word < OPENING)
        changed = read.written.take(start) != read.folded.take(start)
        for bits, number, at_line, first, capital in zip(
            self._bits.take(at[sure]).tolist(), word.tolist(), line.tolist(), opening.tolist(), changed.tolist(),
            strict=True,
        ):  # fmt: skip
            has[at_line] |= bits
            if first:
                opens[at_line] |= bits
            if bits & ANYWHERE or (capital and bits & CAPITAL):
                asked.setdefault(at_line, []).append(number)
        for at_line, listed in asked.items():
            if len(listed) > 1:
                asked[at_line] = sorted(set(listed))
        for at_line in read.unsure():
            has[at_line] = opens[at_line] = ALL
        return Seen(has, opens, asked, read)


@dataclass(slots=True)
class _Read:
    """Lines as arrays: characters as written and folded, and where words and lines begin and end."""

    written: _Codes
    folded: _Codes
    starts: _Numbers
    ends: _Numbers
    begins: _Numbers  #: of lines
    unheard: frozenset[int] = field(default=frozenset())  #: lines in which not every character is heard

    @classmethod
    def of(cls, lines: Sequence[str]) -> "_Read":
        written = np.frombuffer("\n".join(("", *lines, "")).encode("utf-32-le", "surrogatepass"), np.uint32)
        begins = np.array([*accumulate((len(line) + 1 for line in lines), initial=0)], np.intp)
        folded = _fold(written)
        highest = folded.max()
        if highest >= _UNHEARD:
            return cls._heard(written, folded, begins)
        starts, ends = _words(folded) if highest < _UNSPACED else _words_of_any_script(folded)
        return cls(written[1:], folded[1:], starts, ends, begins)

    @classmethod
    def _heard(cls, written: _Codes, folded: _Codes, begins: _Numbers) -> "_Read":
        unheard = folded == _UNHEARD
        lines = frozenset((begins.searchsorted(unheard.nonzero()[0] - 1, "right") - 1).tolist())
        begins = begins - unheard.cumsum()[begins]
        written, folded = written[~unheard], folded[~unheard]
        starts, ends = _words_of_any_script(folded)
        return cls(written[1:], folded[1:], starts, ends, begins, lines)

    def keys(self) -> tuple[_Codes, _Codes, _Codes]:
        """Hashes of all words, of their heads, and of each with the word behind it."""
        size = len(self.folded)
        powers, inverse = _powers(1 << max(12, (size + HEAD).bit_length()))
        sums = np.empty(size + HEAD, np.uint32)
        sums[0] = 0
        np.cumsum(self.folded * powers[:size], dtype=np.uint32, out=sums[1 : size + 1])
        sums[size + 1 :] = sums[size]
        before = sums.take(self.starts)
        scale = inverse.take(self.starts)
        words = (sums.take(self.ends) - before) * scale
        words ^= words >> 15  # short words differ in their low bits only
        heads = (sums.take(self.starts + HEAD) - before) * scale
        heads ^= heads >> 16
        pairs = words * _OF_PAIR
        pairs[:-1] += words[1:]
        return words * _SPREAD, heads * _SPREAD, pairs * _SPREAD

    def unsure(self) -> frozenset[int]:
        """Lines of whose letters `heard_letter` is not sure."""
        if not len(self.folded) or self.folded.max() < _FIRST_SIGN:
            return self.unheard
        kinds = _kinds().take(self.folded, mode="clip")
        unsure = (kinds == _KATAKANA) | (kinds == _SIGN) | (self.folded == _FAR)
        return self.unheard.union((self.begins.searchsorted(unsure.nonzero()[0], "right") - 1).tolist())

    def spans(self, line: int, first: int, last: int) -> tuple[list[tuple[int, int]], int] | None:
        if line in self.unheard:
            return None
        begin, after = self.begins[line : line + 2].tolist()
        number = max(0, first - _BEFORE)
        starts = self.starts[number:last].tolist()
        ends = self.ends[number:last].tolist()
        spans = [(s - begin, e - begin) for s, e in zip(starts, ends, strict=True) if begin <= s < after]
        while starts[0] < begin:
            del starts[0]
            number += 1
        return spans, number


def _words(folded: _Codes) -> tuple[_Numbers, _Numbers]:
    """Where words begin and end in a text whose words are runs of letters; counted from the second character on."""
    letter = folded != _NONE
    edges = (letter[1:] != letter[:-1]).nonzero()[0]
    return edges[::2], edges[1::2]


def _words_of_any_script(folded: _Codes) -> tuple[_Numbers, _Numbers]:
    """The same where every letter of some scripts is a word, and a run of Katakana is one."""
    kind = _kinds().take(folded, mode="clip")
    kind[kind == _SIGN] = _LETTER
    edge = kind[1:] != kind[:-1]
    starts = (kind[1:] != _NONE) & (edge | (kind[1:] == _ALONE))
    ends = (kind[:-1] != _NONE) & (edge | (kind[:-1] == _ALONE))
    return starts.nonzero()[0], ends.nonzero()[0]


_LETTER, _KATAKANA, _ALONE, _SIGN = 1, 2, 3, 4


@cache
def _kinds() -> NDArray[np.uint8]:
    kinds = np.full(1 << 16, _LETTER, np.uint8)
    kinds[_NONE] = _NONE
    kinds[_FIRST_SIGN : _LAST_SIGN + 1] = _SIGN
    kinds[list(unspaced_codes())] = _ALONE
    kinds[0x30A0:0x3100] = _KATAKANA
    return kinds


_FOLDED = np.full(0x110000, _UNKNOWN, np.uint32)  # of every character, looked up when it is first met


def _fold(written: _Codes) -> _Codes:
    folded = _FOLDED.take(written, mode="clip")
    if folded.max() == _UNKNOWN:
        for code in set(written[folded == _UNKNOWN].tolist()):
            _FOLDED[code] = _folded_code(chr(code))
        folded = _FOLDED.take(written, mode="clip")
    return folded


def heard_letter(character: str) -> tuple[Literal["none", "letter", "word", "unheard", "unsure"], str]:
    """What one character is to a look: nothing of a word, a letter of one, a word of its own, or not heard.

    And its folded form. Of the letters with vowel signs, which end a word to some patterns and not to a reader, and of
    Katakana nothing is said.
    """
    code = _folded_code(character)
    if code in (_NONE, _UNHEARD):
        return ("none" if code == _NONE else "unheard"), ""
    if code == _FAR or _kinds()[code] in (_KATAKANA, _SIGN):
        return "unsure", ""
    return ("word" if _kinds()[code] == _ALONE else "letter"), chr(code)


def is_heard(text: str) -> bool:
    """Whether of every character of a text is sure what it is to a look."""
    return text.isascii() or all(map(_is_sure, text))


@lru_cache(maxsize=1 << 14)
def _is_sure(character: str) -> bool:
    return heard_letter(character)[0] not in ("unheard", "unsure")


def _folded_code(character: str) -> int:
    folded = fold_text(character).translate(ALIKE)
    if words_of(folded):
        return min(ord(folded), _FAR)
    return (
        _UNHEARD if words_of(f"a{folded}a") == ["aa"] else ord(folded) if words_of(f"a{folded}a")[1:] == [] else _NONE
    )


@cache
def _powers(size: int) -> tuple[_Codes, _Codes]:
    """The powers of the base from the first on, and their inverses."""
    return (
        np.multiply.accumulate(np.full(size, _BASE, np.uint32), dtype=np.uint32),
        np.multiply.accumulate(np.full(size, pow(_BASE, -1, 1 << 32), np.uint32), dtype=np.uint32),
    )
