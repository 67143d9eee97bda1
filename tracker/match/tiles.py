"""The longest runs of words two texts have in common, wherever they stand.

Greedy string tiling (Wise: "String similarity via greedy string tiling", 1993; the alignment of the METER corpus of
news reuse): longest common runs first, each word used once. Unlike an edit distance it follows paragraphs that changed
places. Seeds are runs of `SEED` words found by sorting, so the cost is near linear in the texts.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.match.grams import Hashes, Positions, gram_hashes

SEED = 4  #: words of the shortest run that is looked for
# A run of words that stands many times on both sides ("Kaynak: ..." under every item) is paired in the order it occurs
# instead of each with each: 100 times on either side would give 10,000 seeds.
_EACH_WITH_EACH = 36


class Tile(NamedTuple):
    """Words `a` to `a + words - 1` of one text are words `b` to `b + words - 1` of the other."""

    a: int
    b: int
    words: int


def tiles(hashes_a: Hashes, weights_a: Positions, hashes_b: Hashes, weights_b: Positions) -> list[Tile]:
    """Common runs that overlap on neither side, in the order of `a`."""
    seeds_a, seeds_b, lengths = _seeds(hashes_a, weights_a, hashes_b, weights_b)
    if not len(seeds_a):
        return []
    runs = _runs(seeds_a, seeds_b, lengths)
    used_a, used_b = np.zeros(len(hashes_a), dtype=bool), np.zeros(len(hashes_b), dtype=bool)
    laid = []
    for run in runs:
        tile = _free_part(run, used_a, used_b)
        if tile is not None:
            used_a[tile.a : tile.a + tile.words] = True
            used_b[tile.b : tile.b + tile.words] = True
            laid.append(tile)
    return sorted(laid)


def _seeds(
    hashes_a: Hashes, weights_a: Positions, hashes_b: Hashes, weights_b: Positions
) -> tuple[Positions, Positions, Positions]:
    """Where runs of `SEED` words of one text stand in the other: places in a, places in b, words of the run."""
    grams_a, ends_a = gram_hashes(hashes_a, weights_a, SEED)
    grams_b, _ = gram_hashes(hashes_b, weights_b, SEED)
    order_a = np.argsort(grams_a, kind="stable")
    order_b = np.argsort(grams_b, kind="stable")
    sorted_a, sorted_b = grams_a[order_a], grams_b[order_b]
    # For every place in a: the range of places in b with the same gram, and its rank among the places in a.
    low = np.searchsorted(sorted_b, sorted_a, side="left")
    there = np.searchsorted(sorted_b, sorted_a, side="right") - low
    first = np.searchsorted(sorted_a, sorted_a, side="left")
    here = np.searchsorted(sorted_a, sorted_a, side="right") - first
    rank = np.arange(len(sorted_a)) - first
    many = here * there > _EACH_WITH_EACH
    in_order = many & (rank < there)
    each = ~many & (there > 0)
    repeats = there[each]
    offsets = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    places_a = np.concatenate((order_a[in_order], np.repeat(order_a[each], repeats)))
    places_b = np.concatenate(
        (order_b[low[in_order] + rank[in_order]], order_b[np.repeat(low[each], repeats) + offsets])
    )
    return places_a, places_b, ends_a[places_a] - places_a


def _runs(places_a: Positions, places_b: Positions, lengths: Positions) -> list[Tile]:
    """Seeds that follow each other on one diagonal joined to maximal runs; longest first, then by place."""
    diagonal = places_a - places_b
    order = np.lexsort((places_a, diagonal))
    places_a, places_b, lengths, diagonal = places_a[order], places_b[order], lengths[order], diagonal[order]
    breaks = (np.diff(diagonal) != 0) | (np.diff(places_a) != 1)
    starts = np.flatnonzero(np.concatenate((np.ones(1, dtype=bool), breaks)))
    last = np.append(starts[1:], len(places_a)) - 1
    words = places_a[last] + lengths[last] - places_a[starts]
    order = np.lexsort((places_b[starts], places_a[starts], -words))
    columns = (places_a[starts][order].tolist(), places_b[starts][order].tolist(), words[order].tolist())
    return [Tile(*row) for row in zip(*columns, strict=True)]


def _free_part(run: Tile, used_a: NDArray[np.bool_], used_b: NDArray[np.bool_]) -> Tile | None:
    """The longest part of a run that no longer run has taken on either side; None when shorter than a seed."""
    a, b, words = run
    taken = used_a[a : a + words] | used_b[b : b + words]
    if not taken.any():
        return run
    edges = np.flatnonzero(np.concatenate((np.ones(1, dtype=bool), taken, np.ones(1, dtype=bool))))
    gaps = np.diff(edges) - 1
    widest = int(gaps.argmax())
    length, skip = int(gaps[widest]), int(edges[widest])
    return Tile(a + skip, b + skip, length) if length >= SEED else None
