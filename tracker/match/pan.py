"""Several texts laid over one another: every sentence that two of them share stands once in one long text.

The longest common runs (`tiles`) place each text on the long one; a sentence that is not there yet and that another
text has too is put at its end, so that the next text finds it. In this way a paragraph that two copies added is a place
like any other, and texts whose paragraphs changed places need no special care. The order of the texts matters only for
where a sentence first stands; the first text comes first, whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tracker.match.grams import HALF_WORDS, Hashes, Positions, gram_hashes, word_hashes, word_weights
from tracker.match.tiles import SEED, Tile, tiles
from tracker.match.voices import furniture, sentence_bounds, speech
from tracker.text import is_unspaced, word_spans
from tracker.types import Text

GAP = 12  #: words on either side that a change inside a sentence may concern
_LEAST_RUN = 6  #: words of a run that stands alone on the long text; shorter ones are chance
_NEW = 0.6  #: a sentence of which this share stands nowhere yet is a sentence of its own
_SHARED = 0.4  #: it is kept when another text has this share of its runs too
_LONGEST = 50_000  #: words of the long text from which nothing is added to it: a live page of a whole day

Mask = NDArray[np.bool_]
NOWHERE = -1


class Change(NamedTuple):
    """Words `i` to `j - 1` of the long text stand in this one as its words `k` to `l - 1`; either may be none."""

    i: int
    j: int
    k: int
    l: int  # noqa: E741 - the four ends of two ranges


@dataclass(slots=True)
class Laid:
    """One text on the long one."""

    text: str
    spans: list[tuple[int, int]]  #: of its words
    hashes: Hashes
    weights: Positions
    bounds: Positions  #: numbers of the words that begin its sentences, then the number of words
    speech: Mask
    furniture: Mask
    at: Positions  #: for every word of the long text the word of this text that stands there, or `NOWHERE`
    place: Positions  #: for every word of this text its place on the long text, or `NOWHERE`
    changes: list[Change]

    def quote(self, first: int, last: int) -> str:
        """The words `first` to `last - 1` as written."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""


@dataclass(frozen=True, slots=True)
class Pan:
    """All texts of one story, laid. Sentences below `first_sentences` are those of the first text, in its order."""

    laid: tuple[Laid, ...]
    hashes: Hashes
    bounds: Positions  #: places that begin a sentence of the long text, then its length
    source: tuple[tuple[int, int], ...]  #: of each sentence: number of the text it was taken from, its first word there
    first_sentences: int

    def quote(self, place: int, end: int) -> str:
        """The words of the long text from `place` to `end - 1`, of one sentence, as first written."""
        sentence = int(np.searchsorted(self.bounds, place, side="right")) - 1
        number, first = self.source[sentence]
        start = first + place - int(self.bounds[sentence])
        return self.laid[number].quote(start, start + end - place)

    def present(self) -> NDArray[np.float64]:
        """Share of each sentence's words (columns) that stand in each text (rows)."""
        sizes = np.diff(self.bounds)
        rows = [np.add.reduceat(text.at != NOWHERE, self.bounds[:-1]) / sizes for text in self.laid]
        return np.array(rows).reshape(len(self.laid), len(sizes))


def lay(texts: Sequence[Text]) -> Pan:
    """The first text is the ground that the others are laid on. Near linear in all their words."""
    laid = [_read(text.text) for text in texts]
    shared = _shared_grams(laid)
    hashes, weights = laid[0].hashes, laid[0].weights
    bounds = laid[0].bounds.tolist()
    source = [(0, start) for start in bounds[:-1]]
    laid[0].at = laid[0].place = np.arange(len(hashes))
    first_sentences = len(source)
    for number, text in enumerate(laid[1:], 1):
        _place(text, hashes, weights, np.array(bounds, dtype=np.int64))
        if len(hashes) > _LONGEST:
            continue
        new = _new_sentences(text, shared)
        for start, end in new:
            added = np.arange(len(hashes), len(hashes) + end - start)
            text.place[start:end] = added
            text.at = np.concatenate((text.at, np.arange(start, end)))
            source.append((number, start))
            bounds.append(bounds[-1] + end - start)
            hashes = np.concatenate((hashes, text.hashes[start:end]))
            weights = np.concatenate((weights, text.weights[start:end]))
    for text in laid:
        missing = len(hashes) - len(text.at)
        text.at = np.concatenate((text.at, np.full(missing, NOWHERE, dtype=np.int64)))
    return Pan(tuple(laid), hashes, np.array(bounds, dtype=np.int64), tuple(source), first_sentences)


def _read(text: str) -> Laid:
    spans = word_spans(text)
    words = [text[start:end] for start, end in spans]
    weights = word_weights(words, unspaced=is_unspaced(text))
    starts = np.fromiter((start for start, _ in spans), dtype=np.int64, count=len(spans))
    nowhere = np.full(len(words), NOWHERE, dtype=np.int64)
    return Laid(
        text=text,
        spans=spans,
        hashes=word_hashes(words),
        weights=weights,
        bounds=np.unique(sentence_bounds(text, starts)),
        speech=speech(text, starts, weights),
        furniture=furniture(text, starts),
        at=nowhere[:0],
        place=nowhere,
        changes=[],
    )


def _shared_grams(laid: Sequence[Laid]) -> Hashes:
    """The runs of `SEED` words that more than one text has, sorted."""
    sets = [np.unique(gram_hashes(text.hashes, text.weights, SEED)[0]) for text in laid]
    found, counts = np.unique(np.concatenate(sets), return_counts=True)
    return found[counts > 1]


def _place(text: Laid, hashes: Hashes, weights: Positions, bounds: Positions) -> None:
    """Finds where the text's words stand on the long text, and what changed between them."""
    text.at = np.full(len(hashes), NOWHERE, dtype=np.int64)
    runs = _runs(tiles(hashes, weights, text.hashes, text.weights), weights)
    for run in runs:
        filled = run[:1]
        for before, tile in pairwise(run):
            filled += _between(before, tile, hashes, text.hashes)
            filled.append(tile)
        for tile in filled:
            text.at[tile.a : tile.a + tile.words] = np.arange(tile.b, tile.b + tile.words)
            text.place[tile.b : tile.b + tile.words] = np.arange(tile.a, tile.a + tile.words)
        for before, tile in pairwise(filled):
            change = Change(before.a + before.words, tile.a, before.b + before.words, tile.b)
            if change.i < change.j or change.k < change.l:
                text.changes.append(change)
    for run in runs:
        text.changes += _at_edges(run, text, bounds)


def _at_edges(run: list[Tile], text: Laid, bounds: Positions) -> Iterator[Change]:
    """What differs between a run and the beginning and the end of its sentences: a dateline left out."""
    first, last = run[0], run[-1]
    start_a, start_b = _bound(bounds, first.a, "right", -1), _bound(text.bounds, first.b, "right", -1)
    if _is_free(text, Change(start_a, first.a, start_b, first.b)):
        yield Change(start_a, first.a, start_b, first.b)
    end_a, end_b = last.a + last.words, last.b + last.words
    close_a, close_b = _bound(bounds, end_a, "left", 0), _bound(text.bounds, end_b, "left", 0)
    if _is_free(text, Change(end_a, close_a, end_b, close_b)):
        yield Change(end_a, close_a, end_b, close_b)


def _bound(bounds: Positions, place: int, side: Literal["left", "right"], step: int) -> int:
    return int(bounds[int(np.searchsorted(bounds, place, side=side)) + step])


def _is_free(text: Laid, change: Change) -> bool:
    """Whether there is something on either side, not much, and none of it placed."""
    i, j, k, l = change  # noqa: E741
    if not 0 < max(j - i, l - k) <= GAP:
        return False
    return bool((text.at[i:j] == NOWHERE).all() and (text.place[k:l] == NOWHERE).all())


def _runs(found: list[Tile], weights: Positions) -> list[list[Tile]]:
    """Tiles that follow each other on both sides, few words apart; short lonely ones are left out."""
    runs: list[list[Tile]] = []
    for tile in found:
        if runs:
            before = runs[-1][-1]
            gap_a, gap_b = tile.a - before.a - before.words, tile.b - before.b - before.words
            if 0 <= gap_a <= GAP and 0 <= gap_b <= GAP:
                runs[-1].append(tile)
                continue
        runs.append([tile])
    return [run for run in runs if sum(int(weights[t.a : t.a + t.words].sum()) for t in run) >= _LEAST_RUN * HALF_WORDS]


def _between(before: Tile, tile: Tile, long: Hashes, own: Hashes) -> list[Tile]:
    """The words between two tiles that stand on both sides in the same order."""
    a, b = before.a + before.words, before.b + before.words
    words_a, words_b = long[a : tile.a].tolist(), own[b : tile.b].tolist()
    if not words_a or not words_b:
        return []
    return [
        Tile(a + op.src_start, b + op.dest_start, op.src_end - op.src_start)
        for op in LCSseq.opcodes(words_a, words_b)
        if op.tag == "equal"
    ]


def _new_sentences(text: Laid, shared: Hashes) -> list[tuple[int, int]]:
    """Sentences that stand nowhere yet and that another text has too: ranges of words."""
    grams, _ = gram_hashes(text.hashes, text.weights, SEED)
    also = np.isin(grams, shared)
    found = []
    for start, end in pairwise(text.bounds.tolist()):
        nowhere = float((text.place[start:end] == NOWHERE).mean())
        runs = also[start : max(start + 1, end - SEED + 1)]
        if nowhere >= _NEW and end - start >= SEED and len(runs) and float(runs.mean()) >= _SHARED:
            found.append((start, end))
    return found
