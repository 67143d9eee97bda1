"""Words in place of others inside the sentences of a story: who changed what, and how telling it is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from tracker.match.pan import NOWHERE, Pan
from tracker.text import fold_word, is_unspaced
from tracker.types import Edit, EditKind

# How unlikely the same change is by chance, in nats. A word of content that stands nowhere else in the story says
# most; a short one ("the", "on") little, a figure written another way next to nothing.
_NEW_WORD, _KNOWN_WORD, _SHORT_WORD, _LOST_WORD, _FIGURE = 2.0, 1.0, 0.3, 0.5, 0.3
_MOST, _MOST_LOST = 4.0, 2.5
_MISTAKE, _INFLECTED, _STYLE = 3.0, 1.0, 0.5
_LONG = 5  #: letters from which a word counts as one of content
_ALIKE = 0.65  #: likeness of two spellings of one word: letters in common, of all
_QUOTE = 90  #: characters of a quote

Mask = NDArray[np.bool_]
Words = tuple[int, ...]  #: hashes


@dataclass(frozen=True, slots=True)
class _Reading:
    """What some texts have between the words `i - 1` and `j` of the long text."""

    words: Words
    holders: frozenset[int]
    text: int  #: number of one of them; it has the words as its own `k` to `l - 1`
    k: int
    l: int  # noqa: E741 - the end of a range


def changes(pan: Pan, *, voters: Mask, original: Mask, origin_seen: bool) -> Iterator[Edit]:
    """Edits inside sentences of the original; `holders` and `kept` are numbers of texts here, not of articles.

    `voters`: the texts that count where most decide what the original had; `original`: which sentences are its.
    """
    known = frozenset(pan.hashes[np.repeat(original, np.diff(pan.bounds))].tolist())
    at = np.array([text.at for text in pan.laid])
    found: list[tuple[Words, Words, Edit]] = []
    for (i, j), readings in sorted(_readings(pan, original).items()):
        own = _own_reading(pan, at, i, j)
        seen = origin_seen and j <= pan.bounds[pan.first_sentences]
        given = readings if own is None else [own, *readings]
        # A dateline is left out more often than put in: at the very beginning the longest is the original.
        base = own if seen else max(given, key=lambda r: len(r.words)) if i == 0 else _most(given, voters)
        if base is None:
            continue
        found += [
            (base.words, reading.words, _edit(pan, base, reading, known, _sentence(pan, i, j)))
            for reading in (own, *readings)
            if reading is not None and reading.words != base.words
        ]
    yield from _everywhere(found)


def _readings(pan: Pan, original: Mask) -> dict[tuple[int, int], list[_Reading]]:
    """What texts have in place of the long text's words, by the place."""
    held: dict[tuple[int, int, Words], list[tuple[int, int, int]]] = defaultdict(list)
    for number, text in enumerate(pan.laid):
        for i, j, k, l in text.changes:  # noqa: E741
            held[i, j, tuple(text.hashes[k:l].tolist())].append((number, k, l))
    found: dict[tuple[int, int], list[_Reading]] = defaultdict(list)
    for (i, j, words), places in sorted(held.items()):
        first = _sentence(pan, i, j)
        last = int(np.searchsorted(pan.bounds, max(j - 1, 0), side="right")) - 1
        if original[first] and (first == last or last < pan.first_sentences):
            found[i, j].append(_Reading(words, frozenset(number for number, _, _ in places), *places[0]))
    return found


def _sentence(pan: Pan, i: int, j: int) -> int:
    """The sentence of the words `i` to `j - 1`; words put in at the end of one belong to it."""
    return int(np.searchsorted(pan.bounds, min(i, max(j - 1, 0)), side="right")) - 1


def _own_reading(pan: Pan, at: NDArray[np.int64], i: int, j: int) -> _Reading | None:
    """The texts that have the long text's words `i` to `j - 1`, the words around them, and nothing between."""
    part = at[:, max(i - 1, 0) : min(j + 1, at.shape[1])]
    same = (part != NOWHERE).all(axis=1) & (np.diff(part, axis=1) == 1).all(axis=1)
    if i == 0:
        same &= part[:, 0] == 0  # with nothing before
    holders = np.flatnonzero(same).tolist()
    if not holders:
        return None
    number = holders[0]
    start = int(at[number, i - 1]) + 1 if i else 0
    return _Reading(tuple(pan.hashes[i:j].tolist()), frozenset(holders), number, start, start + j - i)


def _most(readings: Sequence[_Reading], voters: Mask) -> _Reading | None:
    """What most texts have, two at least; None on a tie."""
    votes = [sum(bool(voters[number]) for number in reading.holders) for reading in readings]
    best = max(votes)
    return readings[votes.index(best)] if best > 1 and votes.count(best) == 1 else None


def _edit(pan: Pan, base: _Reading, reading: _Reading, known: frozenset[int], place: int) -> Edit:
    old, new = _words(pan, base), _words(pan, reading)
    own = pan.laid[reading.text]
    novel = [hashed not in known for hashed in reading.words]
    elsewhere = bool(base.words) and base.words[0] in own.hashes
    kind, strength = _judged(old, new, novel, elsewhere=elsewhere)
    quoted = base if kind == "cut" else reading
    text = pan.laid[quoted.text]
    quote = text.quote(max(quoted.k - 1, 0), min(quoted.l + 1, len(text.spans)))[:_QUOTE]
    return Edit(kind=kind, holders=reading.holders, kept=base.holders, strength=strength, quote=quote, place=place)


def _words(pan: Pan, reading: _Reading) -> list[str]:
    text = pan.laid[reading.text]
    return [fold_word(text.text[start:end]) for start, end in text.spans[reading.k : reading.l]]


def _judged(old: list[str], new: list[str], novel: list[bool], *, elsewhere: bool) -> tuple[EditKind, float]:
    """Kind and strength of a change. `elsewhere`: the holder has the old word in another place."""
    if not new:
        lost = sum(_LOST_WORD if len(word) >= _LONG or is_unspaced(word) else 0.1 for word in old)
        return "cut", min(_MOST_LOST, lost)
    if old and all(any(c.isdigit() for c in word) for word in (*old, *new)):
        return "style", _FIGURE
    joined, other = "".join(old), "".join(new)
    if len(joined) >= _LONG and Indel.normalized_similarity(joined, other) >= _ALIKE:
        alone = len(old) == len(new) == 1
        if alone and sorted(joined) == sorted(other) and not other.endswith(("re", "er")):
            return "mistake", _MISTAKE  # letters that changed places; "centre" and "center" are two countries'
        if _differ_at_end(joined, other):
            return "changed", _INFLECTED
        return ("mistake", _MISTAKE) if alone and elsewhere else ("style", _STYLE)
    return "changed", min(_MOST, sum(map(_weight, new, novel)))


def _differ_at_end(old: str, new: str) -> bool:
    """Whether two forms of a word part only in their last letters: another case, number or tense."""
    stem = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        stem += 1
    return max(len(old), len(new)) - stem <= 3 and stem >= 3


def _weight(word: str, novel: bool) -> float:
    if any(c.isdigit() for c in word):
        return _FIGURE
    if is_unspaced(word):
        return (_KNOWN_WORD if novel else _SHORT_WORD) / 2
    if len(word) < _LONG:
        return _SHORT_WORD
    return _NEW_WORD if novel else _KNOWN_WORD


def _everywhere(found: Sequence[tuple[Words, Words, Edit]]) -> Iterator[Edit]:
    """The same words for the same others in several places of one text are one decision: style."""
    grouped: dict[tuple[Words, Words], list[Edit]] = defaultdict(list)
    for old, new, edit in found:
        grouped[old, new].append(edit)
    for group in grouped.values():
        times = Counter(number for edit in group for number in edit.holders)
        if max(times.values()) == 1:
            yield from group
            continue
        holders = frozenset(times)
        kept = frozenset().union(*(edit.kept for edit in group)) - holders
        yield Edit(kind="style", holders=holders, kept=kept, strength=_STYLE, quote=group[0].quote)
