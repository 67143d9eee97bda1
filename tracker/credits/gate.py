"""A pattern that is only tried on a short string in which one of its own words stands.

The words of all patterns are looked up at once, and what was found is remembered: the parts of an author line are asked
a dozen questions each, and a name is not a title, nor staff, nor a newspaper, for want of any word of these.
"""

import re
import sys
from collections.abc import Iterable, Iterator

from tracker.catalogue import HEAD, is_heard, words_of_text
from tracker.credits.cues import literal_of, required_words

_LONGEST = 120  # characters; in a longer string the words cost more than the pattern
_REMEMBERED = 50_000  # strings
_ANY = -1  # every bit
_END = sys.maxsize


class Gate:
    """The words of several patterns, each pattern with a bit of its own."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._heads: dict[str, int] = {}
        self._inside: dict[str, int] = {}  # not words, but parts of them or marks
        self._open = 0  # of patterns that any string may match
        self._known: dict[str, int] = {}
        self._next = 1

    def guard(self, pattern: re.Pattern[str], fragments: Iterable[str]) -> "Gated":
        """`pattern`, of which each match holds a match of one of `fragments` between ends of words."""
        bit, self._next = self._next, self._next << 1
        for fragment in fragments:
            required = required_words(fragment, whole=True)
            if required is not None:
                for word in required:
                    words = self._heads if word.is_head else self._words
                    words[word.letters] = words.get(word.letters, 0) | bit
            elif literal := literal_of(fragment):
                self._inside[literal] = self._inside.get(literal, 0) | bit
            else:
                self._open |= bit
        self._known.clear()
        return Gated(self, pattern, bit)

    def learn(self, text: str) -> int:
        """Bits of the patterns that may match `text`, worked out and remembered."""
        if len(text) > _LONGEST or not is_heard(text):
            return _ANY
        bits = self._open
        for word in words_of_text(text):
            bits |= self._words.get(word, 0) | self._heads.get(word[:HEAD], 0)
        lowered = text.lower()
        for literal, bit in self._inside.items():
            if literal in lowered:
                bits |= bit
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[text] = bits
        return bits


class Gated:
    """A compiled pattern with its gate. Gives what the pattern gives."""

    __slots__ = ("_bit", "_gate", "_known", "pattern")

    def __init__(self, gate: Gate, pattern: re.Pattern[str], bit: int) -> None:
        self.pattern = pattern
        self._gate = gate
        self._known = gate._known
        self._bit = bit

    def match(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """As of the pattern."""
        bits = self._known.get(text)
        if bits is None:
            bits = self._gate.learn(text)
        return self.pattern.match(text, pos, endpos) if bits & self._bit else None

    def fullmatch(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """As of the pattern."""
        bits = self._known.get(text)
        if bits is None:
            bits = self._gate.learn(text)
        return self.pattern.fullmatch(text, pos, endpos) if bits & self._bit else None

    def search(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """As of the pattern."""
        bits = self._known.get(text)
        if bits is None:
            bits = self._gate.learn(text)
        return self.pattern.search(text, pos, endpos) if bits & self._bit else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of the pattern."""
        return self.pattern.finditer(text) if self._may(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """As of the pattern, which has no group."""
        return self.pattern.findall(text) if self._may(text) else []

    def split(self, text: str) -> list[str]:
        """As of the pattern, which has no group."""
        found: list[str] = self.pattern.split(text) if self._may(text) else [text]
        return found

    def sub(self, new: str, text: str) -> str:
        """As of the pattern."""
        return self.pattern.sub(new, text) if self._may(text) else text

    def _may(self, text: str) -> bool:
        bits = self._known.get(text)
        return bool((self._gate.learn(text) if bits is None else bits) & self._bit)
