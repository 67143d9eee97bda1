"""What the articles of one story changed against its original, and who shares each change.

Two copies that share an original share nearly all their words, and that says nothing about which was taken from which.
What says something are *common errors*, as in the descent of manuscripts (Maas, "Textual Criticism", 1927; for text
reuse in news see the METER corpus): a cut, an addition or a change that two copies have and the original lacks. Each
is given here with how unlikely it is that two editors come to it independently; what follows from it is not decided
here.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tracker.match.changes import changes
from tracker.match.pan import NOWHERE, Laid, Pan, lay
from tracker.types import Edit, EditKind, Text

_HAS = 0.5  #: share of a sentence's words from which an article has it
_LACKS = 0.2  #: and up to which it does not; in between it was rewritten, which is neither
_CARRIES = 20  #: words of the story from which an article's text is compared at all: not a bare link
_QUOTE = 90  #: characters of a quote

# How unlikely the same edit is by chance, in nats. Fifteen words of prose that nobody else has are as good as never
# written twice; a quotation is, by all who were there; a text is cut at its end by everybody, and in a handful of
# places; a sentence left out in the middle is left out by one in five who shorten at all.
_ADDED_WORD, _ADDED = 0.4, 6.0
_SPEECH_WORD, _SPEECH = 0.05, 1.0
_CUT = 1.6
_END = 0.8
_MOVED = 2.0
_PIECES = 3  #: sentences or more in a row are one decision, a little more telling than one sentence
_NEW_SENTENCE = 6  #: words of an addition of one's own that is counted

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence that some have and some do not."""

    kind: EditKind
    sentence: int
    holders: bytes  #: masks over the texts, packed to be compared
    kept: bytes
    strength: float
    quote: str


def edits(texts: Sequence[Text], *, origin_seen: bool) -> tuple[Edit, ...]:
    """Every edit of every text, those of one article only among them; empty for fewer than three texts.

    `texts`: one story's articles. The first is the origin where `origin_seen`; else it is the one that shares most
    with the others, and what most of them have is taken for the original (texts that are alike word for word count
    once). Where that leaves two against two, there is no edit. Near linear in the words of all texts together.
    """
    if len(texts) < 3 or not texts[0].text.strip():
        return ()
    pan = lay(texts)
    if not pan.first_sentences:
        return ()
    ids = [text.article_id for text in texts]
    story = Ground.of(pan, texts, origin_seen=origin_seen)
    found = [*_merged(_cuts(story)), *_merged(_additions(story)), *_own_additions(story)]
    sets: dict[bytes, frozenset[int]] = {}

    def members(mask: bytes) -> frozenset[int]:
        return sets.setdefault(mask, frozenset(i for i, on in zip(ids, mask, strict=True) if on))

    found += _moves(story)
    named = [
        Edit(
            kind=place.kind,
            holders=members(place.holders),
            kept=members(place.kept),
            strength=round(place.strength, 3),
            quote=place.quote,
            place=None if place.sentence == NOWHERE else place.sentence,
        )
        for place in found
    ]
    named += [
        replace(edit, holders=members(_mask(edit.holders, len(ids))), kept=members(_mask(edit.kept, len(ids))))
        for edit in changes(pan, voters=story.voters, original=story.original, origin_seen=origin_seen)
    ]
    return tuple(named)


@dataclass(frozen=True, slots=True)
class Ground:
    """The long text with what is taken for the original."""

    pan: Pan
    has: Mask  #: texts by sentences
    lacks: Mask
    voters: Mask  #: texts that count where the most decide
    original: Mask  #: sentences of the original
    origin_seen: bool

    @classmethod
    def of(cls, pan: Pan, texts: Sequence[Text], *, origin_seen: bool) -> "Ground":
        present = pan.present()
        carries = np.array([int((text.at != NOWHERE).sum()) >= _CARRIES for text in pan.laid])
        has, lacks = (present >= _HAS) & carries[:, None], (present <= _LACKS) & carries[:, None]
        alike: set[str] = set()
        voters = np.zeros(len(texts), dtype=bool)
        for number, text in enumerate(texts):
            voters[number] = carries[number] and text.text not in alike
            alike.add(text.text)
        if origin_seen:
            original = np.arange(has.shape[1]) < pan.first_sentences
        else:
            original = has[voters].sum(axis=0) > lacks[voters].sum(axis=0)
        return cls(pan, has, lacks, voters, original, origin_seen)


def _cuts(story: Ground) -> Iterator[_Place]:
    """Sentences of the original that texts lack: within what they carry, or with all that follows."""
    ordered = np.flatnonzero(story.original[: story.pan.first_sentences])
    last = np.array([ordered[row[ordered]][-1] if row[ordered].any() else NOWHERE for row in story.has])
    for sentence in ordered.tolist():
        lacks, kept = story.lacks[:, sentence], story.has[:, sentence]
        ends = lacks & (last < sentence)
        quote = story.pan.quote(int(story.pan.bounds[sentence]), int(story.pan.bounds[sentence + 1]))
        for kind, holders, strength in (("cut", lacks & ~ends, _CUT), ("tail", ends, 0.0)):
            if holders.any() and kept.any():
                yield _Place(kind, sentence, holders.tobytes(), kept.tobytes(), strength, quote)  # type: ignore[arg-type]
    yield from _ends(story, last)


def _ends(story: Ground, last: NDArray[np.int64]) -> Iterator[_Place]:
    """The sentence after which texts were cut off: the same for several is a little more than chance."""
    for sentence in np.unique(last[last != NOWHERE]).tolist():
        holders, kept = last == sentence, last > sentence
        if kept.any():
            start, end = story.pan.bounds[sentence : sentence + 2].tolist()
            yield _Place("tail", sentence, holders.tobytes(), kept.tobytes(), _END, story.pan.quote(start, end))


def _moves(story: Ground) -> Iterator[_Place]:
    """Words or sentences that stand before others that they followed in the original."""
    pan = story.pan
    at = np.array([text.at for text in pan.laid])
    in_order = np.arange(len(story.original)) < pan.first_sentences
    original = np.repeat(story.original & in_order, np.diff(pan.bounds))
    owner = np.repeat(np.arange(len(story.original)), np.diff(pan.bounds))
    seen: set[tuple[int, int]] = set()
    for text in pan.laid:
        here, there = text.place[:-1], text.place[1:]
        for k in np.flatnonzero((there != NOWHERE) & (there < here)).tolist():
            x, y = int(here[k]), int(there[k])
            if (x, y) in seen or not (original[x] and original[y]):
                continue
            seen.add((x, y))
            both = (at[:, x] != NOWHERE) & (at[:, y] != NOWHERE)
            holders, kept = both & (at[:, y] == at[:, x] + 1), both & (at[:, y] < at[:, x])
            if kept.any():
                quote = text.quote(max(0, k - 2), min(len(text.spans), k + 4))[:_QUOTE]
                yield _Place("changed", int(owner[y]), holders.tobytes(), kept.tobytes(), _MOVED, quote)


def _additions(story: Ground) -> Iterator[_Place]:
    """Sentences that two or more texts have and the original has not."""
    pan = story.pan
    for sentence in np.flatnonzero(~story.original).tolist():
        holders = story.has[:, sentence]
        if holders.sum() < 2:
            continue
        number, first = pan.source[sentence]
        last = first + int(pan.bounds[sentence + 1] - pan.bounds[sentence])
        kept = _without(story, number, first, last) & story.lacks[:, sentence]
        kind, strength = _addition(pan.laid[number], first, last)
        yield _Place(kind, sentence, holders.tobytes(), kept.tobytes(), strength, pan.laid[number].quote(first, last))


def _own_additions(story: Ground) -> Iterator[_Place]:
    """Sentences that one text alone has."""
    for number, text in enumerate(story.pan.laid):
        if number == 0 and story.origin_seen:
            continue
        holder = np.arange(len(story.voters)) == number
        if not story.has[number].any():
            continue
        starts = [
            (start, end)
            for start, end in pairwise(text.bounds.tolist())
            if end - start >= _NEW_SENTENCE and (text.place[start:end] == NOWHERE).mean() >= 1 - _LACKS
        ]
        for start, end in _in_a_row(starts):
            kept = _without(story, number, start, end) & ~holder
            if kept.any():
                kind, strength = _addition(text, start, end)
                yield _Place(kind, NOWHERE, holder.tobytes(), kept.tobytes(), strength, text.quote(start, end)[:_QUOTE])


def _in_a_row(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begun: tuple[int, int] | None = None
    for start, end in ranges:
        if begun is not None and begun[1] == start:
            begun = (begun[0], end)
            continue
        if begun is not None:
            yield begun
        begun = (start, end)
    if begun is not None:
        yield begun


def _without(story: Ground, number: int, first: int, last: int) -> Mask:
    """The texts that carry the original's sentences on either side of the words `first` to `last` of one text.

    At the end of a text there is no other side: where the origin was seen, it and those that carry the sentence before
    count; where it was not, the others may just have cut what the origin went on with.
    """
    pan, place = story.pan, story.pan.laid[number].place
    before, after = (_neighbour(story, part) for part in (place[:first][::-1], place[last:]))
    if after is None and not story.origin_seen:
        return np.zeros(len(pan.laid), dtype=bool)
    sides = [story.has[:, side] for side in (before, after) if side is not None]
    return np.logical_and.reduce(sides) if sides else np.zeros(len(pan.laid), dtype=bool)


def _neighbour(story: Ground, places: NDArray[np.int64]) -> int | None:
    """The original's sentence that the first placed word belongs to."""
    found = places[places != NOWHERE]
    sentences = np.searchsorted(story.pan.bounds, found, side="right") - 1
    sentences = sentences[story.original[sentences]]
    return int(sentences[0]) if len(sentences) else None


def _addition(text: Laid, first: int, last: int) -> tuple[EditKind, float]:
    """Its kind and strength."""
    words = last - first
    spoken = int(text.speech[first:last].sum())
    if 2 * int(text.furniture[first:last].sum()) >= words:
        return "furniture", 0.0
    return "added", min(_ADDED, _ADDED_WORD * (words - spoken)) + min(_SPEECH, _SPEECH_WORD * spoken)


def _merged(places: Iterator[_Place]) -> Iterator[_Place]:
    """Neighbouring sentences with the same holders are one edit: one hand cut or added them all."""
    grouped: dict[tuple[EditKind, bytes, bytes], list[_Place]] = defaultdict(list)
    for place in places:
        grouped[place.kind, place.holders, place.kept].append(place)
    for (kind, _, _), group in grouped.items():
        rows: list[list[_Place]] = []
        for place in sorted(group, key=lambda p: p.sentence):
            if rows and place.sentence == rows[-1][-1].sentence + 1:
                rows[-1].append(place)
            else:
                rows.append([place])
        for row in rows:
            strength = max(p.strength for p in row)
            if kind == "added":
                strength = min(_ADDED, sum(p.strength for p in row))
            elif kind == "cut":
                strength *= 1.0 + 0.15 * min(len(row) - 1, _PIECES)
            yield replace(row[0], strength=strength, quote=max((p.quote for p in row), key=len)[:_QUOTE])


def _mask(numbers: frozenset[int], size: int) -> bytes:
    mask = np.zeros(size, dtype=bool)
    mask[list(numbers)] = True
    return mask.tobytes()
