"""Which pairs of articles are worth aligning: those that share enough fingerprints.

A fingerprint that few articles carry speaks for a shared text; one that stands on every page of a publisher (a
copyright line, a newsletter box) speaks for nothing. Its weight falls with the number of articles that carry it,
measured absolutely and not against the collection, so that a pair's score does not change because other articles came
in. A wire story in a hundred outlets shares a hundred fingerprints at a third of their weight and stays; a copyright
line has five.

The work is bounded: a fingerprint costs at most `CROWD / 2` steps for each article that carries it.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ENOUGH = 2.0  #: score from which a pair is aligned: two fingerprints that few others carry
ENOUGH_OF_SHORT = 0.5  #: or this share of the shorter one's fingerprints: a notice of twenty words has only a few
RARE = 30  #: articles up to which a fingerprint has its full weight
CROWD = 128  #: articles from which a fingerprint no longer joins every two, but each to its `HUBS` first
HUBS = 16
FURNITURE = 5_000  #: articles from which a fingerprint says nothing at all

_CHUNK = 4_000_000  # steps held in memory at once


def candidate_pairs(
    postings: Iterable[tuple[int, int]] | Ints, *, new: Set[int] | None = None, sizes: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Pairs `(a, b)` of article ids, `a < b`, in order, each once.

    `postings`: (fingerprint, article id) in any order, as tuples or as an array of two columns; all postings of every
    fingerprint concerned, or its weight comes out too high. `new`: only pairs with at least one of these articles.
    `sizes`: how many fingerprints an article has; an article not named counts as long.
    """
    fingerprints, members, ids = _grouped(postings)
    fresh = None if new is None else np.isin(ids, np.fromiter(new, dtype=np.int64, count=len(new)))
    pairs, scores, shared = _sum(_steps(fingerprints, members, fresh), len(ids))
    first, second = np.divmod(pairs, max(1, len(ids)))
    short = np.minimum(*(_sizes(ids, sizes)[side] for side in (first, second)))
    kept = (scores >= ENOUGH) | (shared >= np.maximum(1, ENOUGH_OF_SHORT * short)) & (scores >= ENOUGH / 4)
    return list(zip(ids[first[kept]].tolist(), ids[second[kept]].tolist(), strict=True))


def _grouped(postings: Iterable[tuple[int, int]] | Ints) -> tuple[Ints, Ints, Ints]:
    """Postings sorted by fingerprint and article, each once: fingerprints, positions in `ids`, sorted article ids."""
    if isinstance(postings, np.ndarray):
        table = postings.reshape(-1, 2)
    else:
        table = np.fromiter(chain.from_iterable(postings), dtype=np.int64).reshape(-1, 2)
    ids, members = np.unique(table[:, 1], return_inverse=True)
    order = np.lexsort((members, table[:, 0]))
    fingerprints, members = table[order, 0], members[order]
    distinct = np.ones(len(order), dtype=bool)
    distinct[1:] = (fingerprints[1:] != fingerprints[:-1]) | (members[1:] != members[:-1])
    return fingerprints[distinct], members[distinct], ids


def _steps(fingerprints: Ints, members: Ints, fresh: NDArray[np.bool_] | None) -> Iterator[tuple[Ints, Ints, float]]:
    """Every two articles that one fingerprint joins, and its weight: (lower, higher, weight), in pieces."""
    first = np.ones(len(fingerprints), dtype=bool)
    first[1:] = fingerprints[1:] != fingerprints[:-1]
    starts = np.flatnonzero(first)
    counts = np.diff(np.append(starts, len(fingerprints)))
    wanted = (counts > 1) & (counts < FURNITURE)
    if fresh is not None and len(starts):
        wanted &= np.logical_or.reduceat(fresh[members], starts)
    for count in np.unique(counts[wanted]).tolist():
        groups = starts[wanted & (counts == count)]
        low, high = _joined(count)
        for piece in np.array_split(groups, 1 + len(groups) * len(low) // _CHUNK):
            table = members[piece[:, None] + np.arange(count)]
            lower, higher = table[:, low].ravel(), table[:, high].ravel()
            if fresh is not None:
                touched = fresh[lower] | fresh[higher]
                lower, higher = lower[touched], higher[touched]
            yield lower, higher, min(1.0, RARE / count)


def _joined(count: int) -> tuple[Ints, Ints]:
    """Places of the two in a group of `count`: every two; in a crowd, each with the first `HUBS`.

    Members stand in the order of their ids, so an article that comes later meets the same hubs as those before it.
    """
    low, high = np.triu_indices(count, k=1) if count < CROWD else np.triu_indices(HUBS, k=1, m=count)
    return low.astype(np.int64), high.astype(np.int64)


def _sum(steps: Iterable[tuple[Ints, Ints, float]], articles: int) -> tuple[Ints, Floats, Ints]:
    """Per pair (as `lower * articles + higher`, in order): its score, and how many fingerprints it shares."""
    total: tuple[Ints, Floats, Ints] = (np.empty(0, np.int64), np.empty(0, np.float64), np.empty(0, np.int64))
    waiting = [total]
    held = 0
    for lower, higher, weight in steps:
        waiting.append((lower * articles + higher, np.full(len(lower), weight), np.ones(len(lower), np.int64)))
        held += len(lower)
        if held > _CHUNK:
            waiting, held = [_reduced(waiting)], 0
    return _reduced(waiting)


def _reduced(parts: list[tuple[Ints, Floats, Ints]]) -> tuple[Ints, Floats, Ints]:
    keys = np.concatenate([part[0] for part in parts])
    weights = np.concatenate([part[1] for part in parts])
    counts = np.concatenate([part[2] for part in parts])
    pairs, inverse = np.unique(keys, return_inverse=True)
    scores = np.bincount(inverse, weights=weights, minlength=len(pairs)).astype(np.float64)
    shared = np.bincount(inverse, weights=counts, minlength=len(pairs)).astype(np.int64)
    return pairs, scores, shared


def _sizes(ids: Ints, sizes: Mapping[int, int]) -> Ints:
    return np.fromiter((sizes.get(i, FURNITURE) for i in ids.tolist()), dtype=np.int64, count=len(ids))
