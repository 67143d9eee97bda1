"""Two texts side by side: the passages they share, with their places on both sides, and what kind of sharing it is."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tracker.match.fingerprints import GUARANTEE
from tracker.match.grams import HALF_WORDS, Hashes, Positions, word_hashes, word_weights
from tracker.match.judge import Side, judge
from tracker.match.tiles import Tile, tiles
from tracker.match.voices import furniture, lists, speech
from tracker.text import is_unspaced, word_spans
from tracker.types import Match, Passage, Text

SHORTEST = 8  #: words of the shortest passage kept beside one of `GUARANTEE` words
GAP = 8  #: words that may be cut, added or changed on either side inside one passage

_DIGITS = re.compile(r"\d+")

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text's words as numbers with their places."""

    spans: list[tuple[int, int]]
    hashes: Hashes
    weights: Positions
    speech: Mask
    listed: Mask
    furniture: Mask
    prose: Mask
    figures: Mask


def align(a: Text, b: Text) -> Match | None:
    """The match of two articles, whichever is given first; None where no passage of `GUARANTEE` words is shared.

    `shared_words` and `share_of_a` count the words of a that stand in b (a word in a gap inside a passage does not
    count), `share_of_b` those of b; texts without words share nothing. Passages come in the order of a and overlap on
    neither side.
    """
    if a.article_id > b.article_id:
        a, b = b, a
    read_a, read_b = _read(a.text), _read(b.text)
    laid = tiles(read_a.hashes, read_a.weights, read_b.hashes, read_b.weights)
    groups = [g for g in _grouped(laid) if _weight(g, read_a) >= SHORTEST]
    if not any(_weight(g, read_a) >= GUARANTEE for g in groups):
        return None
    side_a, side_b = _side(read_a), _side(read_b)
    passages = [_lay(group, read_a, read_b, side_a, side_b) for group in groups]
    kind, reason = judge(side_a, side_b, one_outlet=bool(a.outlet) and a.outlet == b.outlet)
    shared = int(side_a.shared.sum())
    return Match(
        article_a=a.article_id,
        article_b=b.article_id,
        shared_words=shared,
        share_of_a=shared / len(read_a.spans),
        share_of_b=shared / len(read_b.spans),
        passages=tuple(passages),
        kind=kind,
        reason=reason,
    )


@lru_cache(maxsize=512)
def _read(text: str) -> _Read:
    """Kept for the next pair: pairs come sorted, and one article has many partners."""
    spans = word_spans(text)
    words = [text[start:end] for start, end in spans]
    weights = word_weights(words, unspaced=is_unspaced(text))
    starts = np.fromiter((start for start, _ in spans), dtype=np.int64, count=len(spans))
    spoken, listed, standing = speech(text, starts, weights), lists(text, starts), furniture(text, starts)
    return _Read(
        spans=spans,
        hashes=word_hashes(words),
        weights=weights,
        speech=spoken,
        listed=listed,
        furniture=standing,
        prose=~(spoken | listed | standing),
        figures=_figures(text, starts),
    )


def _figures(text: str, starts: Positions) -> Mask:
    """Which words have a digit."""
    places = np.fromiter((m.start() for m in _DIGITS.finditer(text)), dtype=np.int64)
    figures = np.zeros(len(starts), dtype=bool)
    if len(starts):
        figures[np.maximum(np.searchsorted(starts, places, side="right") - 1, 0)] = True
    return figures


def _side(read: _Read) -> Side:
    count = len(read.spans)
    return Side(
        shared=np.zeros(count, dtype=bool),
        told=np.zeros(count, dtype=bool),
        passages=np.zeros(count, dtype=bool),
        speech=read.speech,
        listed=read.listed,
        furniture=read.furniture,
        prose=read.prose,
        figures=read.figures,
        weights=read.weights,
    )


def _grouped(laid: list[Tile]) -> list[list[Tile]]:
    """Tiles in the order of a; those that follow each other on both sides, at most `GAP` words apart, are together."""
    groups: list[list[Tile]] = []
    for tile in laid:
        if groups:
            before = groups[-1][-1]
            gap_a, gap_b = tile.a - before.a - before.words, tile.b - before.b - before.words
            if gap_a <= GAP and 0 <= gap_b <= GAP:
                groups[-1].append(tile)
                continue
        groups.append([tile])
    return groups


def _weight(group: list[Tile], read: _Read) -> float:
    """Words of a group of tiles, an unspaced character counting half."""
    return sum(int(read.weights[t.a : t.a + t.words].sum()) for t in group) / HALF_WORDS


def _with_gaps_filled(group: list[Tile], read_a: _Read, read_b: _Read) -> list[Tile]:
    """The tiles, and between them the single words that still stand on both sides in the same order."""
    filled = group[:1]
    for before, tile in pairwise(group):
        gap_a = range(before.a + before.words, tile.a)
        gap_b = range(before.b + before.words, tile.b)
        if gap_a and gap_b:
            words_a = read_a.hashes[gap_a.start : gap_a.stop].tolist()
            words_b = read_b.hashes[gap_b.start : gap_b.stop].tolist()
            filled += [
                Tile(gap_a.start + op.src_start, gap_b.start + op.dest_start, op.src_end - op.src_start)
                for op in LCSseq.opcodes(words_a, words_b)
                if op.tag == "equal"
            ]
        filled.append(tile)
    return filled


def _lay(group: list[Tile], read_a: _Read, read_b: _Read, side_a: Side, side_b: Side) -> Passage:
    """The passage of a group, its words marked as shared on both sides."""
    first, last = group[0], group[-1]
    side_a.passages[first.a : last.a + last.words] = True
    side_b.passages[first.b : last.b + last.words] = True
    words = 0
    for tile in _with_gaps_filled(group, read_a, read_b):
        in_a, in_b = slice(tile.a, tile.a + tile.words), slice(tile.b, tile.b + tile.words)
        side_a.shared[in_a] = side_b.shared[in_b] = True
        side_a.told[in_a] = side_b.told[in_b] = side_a.prose[in_a] & side_b.prose[in_b]
        words += tile.words
    return Passage(
        start_a=read_a.spans[first.a][0],
        end_a=read_a.spans[last.a + last.words - 1][1],
        start_b=read_b.spans[first.b][0],
        end_b=read_b.spans[last.b + last.words - 1][1],
        words=words,
    )
