"""The longest runs of words two texts have in common, wherever they stand.

Greedy string tiling (Wise: "String similarity via greedy string tiling", 1993; the alignment of the METER corpus of
news reuse): longest common runs first, each word used once. Unlike an edit distance it follows paragraphs that changed
places. Seeds are runs of `SEED` words found by sorting, so the cost is near linear in the texts.
"""

from typing import NamedTuple

import numpy as np

from tracker.match.grams import Hashes, Positions, gram_hashes

SEED = 4  #: words of the shortest run that is looked for
# A run of words that stands many times on both sides ("Kaynak: ..." under every item) is paired in the order it occurs
# instead of each with each: 100 times on either side would give 10,000 seeds.
_EACH_WITH_EACH = 36
_FIRST = np.zeros(1, dtype=np.int64)
_USED = b"\1"  # a word that a tile has; words that none has are 0


class Tile(NamedTuple):
    """Words `a` to `a + words - 1` of one text are words `b` to `b + words - 1` of the other."""

    a: int
    b: int
    words: int


class Seeds(NamedTuple):
    """The runs of `SEED` words of one text, to be looked up: each different run once, sorted, with its places."""

    runs: Hashes
    first: Positions  #: number of a run's first place in `places`
    times: Positions
    places: Positions  #: those of one run follow each other, in the order of the text
    words: Positions | None  #: of the run that begins at each place of the text; None where that is `SEED`
    length: int  #: words of the text


def seeds(hashes: Hashes, weights: Positions | None) -> Seeds:
    """What `common` asks of a text, worked out once for all its partners.

    `weights`: half-words of each word; None where every word is a whole one.
    """
    grams, ends = gram_hashes(hashes, weights, SEED)
    places = np.argsort(grams, kind="stable")
    ordered = grams[places]
    edges = np.ones(len(ordered) + 1, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=edges[1:-1])
    bounds = np.flatnonzero(edges)
    first = bounds[:-1]
    words = None if weights is None else ends - np.arange(len(ends))
    return Seeds(ordered[first], first, bounds[1:] - first, places, words, len(hashes))


def tiles(hashes_a: Hashes, weights_a: Positions | None, hashes_b: Hashes, weights_b: Positions | None) -> list[Tile]:
    """Common runs that overlap on neither side, in the order of `a`."""
    return common(seeds(hashes_a, weights_a), seeds(hashes_b, weights_b))


def common(a: Seeds, b: Seeds) -> list[Tile]:
    """The same of two texts given by their seeds."""
    places_a, places_b = _seeds(a, b)
    if not len(places_a):
        return []
    runs = _runs(places_a, places_b, a, b)
    used_a, used_b = bytearray(a.length), bytearray(b.length)
    laid = []
    for run in runs:
        tile = _free_part(run, used_a, used_b)
        if tile is not None:
            used_a[tile.a : tile.a + tile.words] = used_b[tile.b : tile.b + tile.words] = _USED * tile.words
            laid.append(tile)
    return sorted(laid)


def _seeds(a: Seeds, b: Seeds) -> tuple[Positions, Positions]:
    """Where runs of `SEED` words of one text stand in the other: places in a, places in b."""
    if not len(a.runs) or not len(b.runs):
        return a.places[:0], b.places[:0]
    found = np.searchsorted(b.runs, a.runs)
    in_a = np.flatnonzero(b.runs.take(found, mode="clip") == a.runs)
    in_b = found[in_a]
    times_a, times_b = a.times[in_a], b.times[in_b]
    first_a, first_b = a.first[in_a], b.first[in_b]
    # How many pairs of places a run gives: each with each, or as many as stand on either side in the order they occur.
    pairs = times_a * times_b
    if pairs.max(initial=1) == 1:
        return a.places[first_a], b.places[first_b]
    each = pairs <= _EACH_WITH_EACH
    pairs = np.where(each, pairs, np.minimum(times_a, times_b))
    run = np.repeat(np.arange(len(in_a)), pairs)
    number = np.arange(len(run)) - np.repeat(np.cumsum(pairs) - pairs, pairs)
    rank_a = np.where(each[run], number // times_b[run], number)
    rank_b = np.where(each[run], number % times_b[run], number)
    return a.places[first_a[run] + rank_a], b.places[first_b[run] + rank_b]


def _runs(places_a: Positions, places_b: Positions, a: Seeds, b: Seeds) -> list[Tile]:
    """Seeds that follow each other on one diagonal joined to maximal runs; longest first, then by place."""
    # The diagonal and the place on it in one number: what follows on the same diagonal is the next number.
    wide = a.length + 1
    marks = np.sort((places_a - places_b + b.length) * wide + places_a)
    breaks = np.flatnonzero(marks[1:] != marks[:-1] + 1)
    starts, lasts = marks[np.concatenate((_FIRST, breaks + 1))], marks[np.append(breaks, len(marks) - 1)]
    diagonals, in_a = np.divmod(starts, wide)
    words = lasts - starts + (SEED if a.words is None else a.words[lasts % wide])
    in_b = in_a - diagonals + b.length
    found = sorted(zip((-words).tolist(), in_a.tolist(), in_b.tolist(), strict=True))
    return [Tile(place_a, place_b, -negative) for negative, place_a, place_b in found]


def _free_part(run: Tile, used_a: bytearray, used_b: bytearray) -> Tile | None:
    """The longest part of a run that no longer run has taken on either side; None when shorter than a seed."""
    a, b, words = run
    taken_a, taken_b = used_a[a : a + words], used_b[b : b + words]
    if 1 not in taken_a and 1 not in taken_b:
        return run
    taken = int.from_bytes(taken_a) | int.from_bytes(taken_b)
    parts = taken.to_bytes(words).split(_USED)
    sizes = list(map(len, parts))
    widest = max(sizes)
    if widest < SEED:
        return None
    number = sizes.index(widest)
    skip = sum(sizes[:number]) + number
    return Tile(a + skip, b + skip, widest)
