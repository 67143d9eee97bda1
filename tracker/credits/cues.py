"""The words without which a pattern cannot match, read off the pattern itself.

A page is asked once which of these words stand in which of its lines, and a short string once for all patterns; a
pattern is only tried where one of its own words is. Nothing here says what a word means: `languages.toml` does.

A pattern is turned into sketches of the texts that it matches: the words of each as far as they are certain, cut to
their heads. Of every sketch one word is chosen, the longest; a text that the pattern matches holds one of the chosen.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from re import _constants as ops  # type: ignore[attr-defined]  # the compiler's own reading of a pattern
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from tracker.catalogue import HEAD, heard_letter

_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")
_MOST = 12  # letters of a class that are told apart
_REPEATED = 3
_LONGEST = 4 * HEAD


class Word(NamedTuple):
    """A word that must be there: the whole of it, or its head where it is longer."""

    length: int
    letters: str  #: folded, at most `HEAD`

    @property
    def is_head(self) -> bool:
        """Whether any word that begins so will do."""
        return self.length >= HEAD


class _Part(NamedTuple):
    """A run of letters whose ends are not known to be those of a word."""

    letters: str = ""
    length: int = 0
    vague: bool = False  #: among its first letters is one that is not known


class _Sketch(NamedTuple):
    """A text: its first part, the best of the words inside, its last part. One part alone has no end of a word."""

    first: _Part
    best: Word | None = None
    last: _Part | None = None


_Sketches = frozenset[_Sketch]
_NOTHING = _Part()
_EMPTY: _Sketches = frozenset([_Sketch(_NOTHING)])
_END: _Sketches = frozenset([_Sketch(_NOTHING, None, _NOTHING)])  # of a word
_ANY: _Sketches = frozenset([_Sketch(_Part(vague=True))])


@lru_cache(maxsize=8192)
def required_words(pattern: str, *, whole: bool = False) -> frozenset[Word] | None:
    """Words of which every text holds one that the pattern matches; None where there is a text without any.

    The pattern is taken to ignore case and to begin where a word may begin, and with `whole` to end where one may end.
    Texts with letters of scripts of which `heard_letter` is unsure are left out of account.
    """
    parsed = [(ops.LITERAL, ord(c)) for c in pattern]
    if _SPECIAL.search(pattern):
        parsed = list(parser.parse(pattern, re.IGNORECASE))
    found = set()
    for sketch in _joined([_END, _sketches(parsed), *([_END] if whole else [])]):
        last = _word(sketch.last, closed=False) if sketch.last is not None else None
        best = _better(sketch.best, last)
        if best is None:
            return None
        found.add(best)
    return frozenset(found)


def literal_of(pattern: str) -> str:
    """The longest string that stands in every text that the pattern matches, in small letters; often empty."""
    runs = [""]
    for op, argument in parser.parse(pattern, re.IGNORECASE):
        if op is ops.LITERAL:
            runs[-1] += chr(argument)
        else:
            runs.append("")
    return max(runs, key=len).lower()


def _word(part: _Part, *, closed: bool) -> Word | None:
    if part.vague or not part.length or (part.length < HEAD and not closed):
        return None
    return Word(part.length, part.letters)


def _better(one: Word | None, two: Word | None) -> Word | None:
    return max(one, two) if one is not None and two is not None else one or two


def _glued(left: _Part, right: _Part) -> _Part:
    if left.length >= HEAD or not (right.length or right.vague):
        return left
    if not (left.length or left.vague):
        return right
    letters = (left.letters + right.letters)[:HEAD]
    return _Part(letters, min(_LONGEST, left.length + right.length), left.vague or right.vague)


def _followed(left: _Sketch, right: _Sketch) -> _Sketch:
    if left.last is None:
        return _Sketch(_glued(left.first, right.first), right.best, right.last)
    if right.last is None:
        return _Sketch(left.first, left.best, _glued(left.last, right.first))
    between = _word(_glued(left.last, right.first), closed=True)
    return _Sketch(left.first, _better(_better(left.best, between), right.best), right.last)


def _joined(parts: Iterable[_Sketches]) -> _Sketches:
    return reduce(lambda left, right: frozenset(_followed(one, two) for one in left for two in right), parts, _EMPTY)


def _sketches(parsed: Sequence[tuple[Any, Any]]) -> _Sketches:
    return _joined(_sketch(op, argument) for op, argument in parsed)


def _sketch(op: Any, argument: Any) -> _Sketches:
    if op is ops.LITERAL:
        return _of_letter(argument)
    if op is ops.IN:
        return _of_class(argument)
    if op is ops.BRANCH:
        return frozenset().union(*(_sketches(branch) for branch in argument[1]))
    if op is ops.SUBPATTERN:
        return _sketches(argument[-1])
    if op is ops.ATOMIC_GROUP:
        return _sketches(argument)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return _of_repeat(*argument)
    if op is ops.AT:
        return _EMPTY if argument is ops.AT_NON_BOUNDARY else _END
    if op in (ops.ASSERT, ops.ASSERT_NOT):  # "no letter here" is the end of a word; others say nothing of words
        letter = ops.CATEGORY_WORD if op is ops.ASSERT_NOT else ops.CATEGORY_NOT_WORD
        return _END if list(argument[1]) == [(ops.IN, [(ops.CATEGORY, letter)])] else _EMPTY
    return _ANY


@lru_cache(maxsize=4096)
def _of_letter(code: int) -> _Sketches:
    kind, letter = heard_letter(chr(code))
    if kind == "letter":
        return frozenset([_Sketch(_Part(letter, 1))])
    if kind == "word":
        return frozenset([_Sketch(_NOTHING, Word(1, letter), _NOTHING)])
    return {"none": _END, "unheard": _EMPTY}.get(kind, frozenset())


def _of_class(members: Sequence[tuple[Any, Any]]) -> _Sketches:
    if members[0][0] is ops.NEGATE:
        return _ANY
    found: set[_Sketch] = set()
    for op, argument in members:
        if op is ops.LITERAL:
            found |= _of_letter(argument)
        elif op is ops.CATEGORY and argument in (ops.CATEGORY_SPACE, ops.CATEGORY_NOT_WORD):
            found |= _END
        else:
            return _ANY
    return frozenset(found) if len(found) <= _MOST else _ANY


def _of_repeat(least: int, most: int, parsed: Sequence[tuple[Any, Any]]) -> _Sketches:
    once = _sketches(parsed)
    if not least:  # a text without it needs another word anyway, and that one will do
        once = frozenset(_Sketch(sketch.first, None, sketch.last) for sketch in once)
    times = _joined([once] * min(least, _REPEATED))
    found = set(times)
    for _ in range(min(least, _REPEATED), min(most, _REPEATED)):
        times = _joined([times, once])
        if times <= found:
            return frozenset(found)
        found |= times
    if most > _REPEATED:
        found |= _joined([times, _ANY])
    return frozenset(found)
