"""Which pairs of articles are worth aligning: those that share enough fingerprints.

A fingerprint that few articles carry speaks for a shared text; one that stands on every page of a publisher (a
copyright line, a newsletter box) speaks for nothing. So each has a weight, by how many articles carry it: overall, and
of the outlet of either article. Frequencies are counted as they were when the later article of the pair came in. What
comes in afterwards changes no pair, and linking after every page gives the pairs that linking everything gives.

Nothing is left out for being frequent alone. A wire story in three hundred outlets shares eighty fingerprints at a
quarter of their weight and stays; a copyright line has five. The furniture of an outlet shares eighty fingerprints
too, but on every page of that outlet, which makes each worth next to nothing.

The work is bounded: a fingerprint costs at most `CROWD / 2` steps for each article that carries it, and for one new
article at most `CROWD`, however many carry it.
"""

from collections.abc import Iterable, Iterator, Set

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
#: Records with the fields `hash` (fingerprint), `article` (its id), `outlet` (a number that stands for the article's
#: outlet) and `size` (how many fingerprints the article has; 255 stands for more, too).
Postings = NDArray[np.void]

ENOUGH = 2.0  #: score from which a pair is aligned: two fingerprints that few others carry
ENOUGH_OF_SHORT = 0.5  #: or this share of the shorter one's fingerprints: a notice of twenty words has only a few
RARE = 30  #: articles up to which a fingerprint has its full weight
RARE_IN_OUTLET = 3  #: pages of one outlet up to which it has: a text and its updates
CROWD = 128  #: articles that a fingerprint joins each with each, and counts; those after them are joined to its `HUBS`
HUBS = 16
FAINT = 0.002  #: weight below which a fingerprint says nothing: hundreds of such would be needed

_CHUNK = 4_000_000  # steps held in memory at once
_UNIT = 1 << 20  # weights are added up as whole numbers: the same sum in whatever order
_OUTLETS = 1 << 16


def candidate_pairs(portions: Iterable[Postings], *, new: Set[int] | None = None) -> list[tuple[int, int]]:
    """Pairs `(a, b)` of article ids, `a < b`, in order, each once.

    `portions`: postings in which those of one fingerprint are all in one portion and stand in the order in which they
    came in; of a fingerprint that more than `CROWD` articles carry, those after the first `CROWD` in any order. `new`:
    only pairs with at least one of these articles.
    """
    fresh = None if new is None else np.sort(np.fromiter(new, dtype=np.int64, count=len(new)))
    pairs, scores, shared, short = _sum(step for portion in portions for step in _steps(_Lists(portion), fresh))
    enough = round(ENOUGH * _UNIT)
    kept = (scores >= enough) | (shared >= np.maximum(1, ENOUGH_OF_SHORT * short)) & (scores >= enough // 4)
    first, second = pairs[kept] >> 32, pairs[kept] & 0xFFFFFFFF
    return list(zip(first.tolist(), second.tolist(), strict=True))


def crowded(postings: Postings, new: Set[int]) -> list[int]:
    """Fingerprints that `CROWD` articles carry and of which one of `new` is a hub: linking it takes all the others."""
    lists = _Lists(postings)
    full = lists.starts[lists.counts >= CROWD]
    hubs = lists.articles[full[:, None] + np.arange(HUBS)]
    return [int(h) for h in lists.hashes[full[np.isin(hubs, sorted(new)).any(axis=1)]].tolist()]


class _Lists:
    """Postings of fingerprints that come more than once, by fingerprint, in each in the order given, every article
    once; and how often outlets come in them."""

    def __init__(self, postings: Postings) -> None:
        postings = _without_repeats(_shared(postings))
        count = len(postings)
        self.hashes, self.articles = postings["hash"].astype(np.int64), postings["article"].astype(np.int64)
        self.outlets, self.sizes = postings["outlet"].astype(np.int64), postings["size"].astype(np.int64)
        edges = np.ones(count, dtype=bool)
        edges[1:] = self.hashes[1:] != self.hashes[:-1]
        self.starts = np.flatnonzero(edges)
        self.counts = np.diff(np.append(self.starts, count))
        number = np.cumsum(edges) - 1
        place = np.arange(count) - self.starts[number] if count else number
        #: Where an outlet stands in the first `CROWD` of a list, in one number, sorted: counting is two look-ups.
        self._stands = np.sort(self._mark(number, self.outlets, place)[place < CROWD])

    def of_outlet(self, number: Ints, outlet: Ints, upto: Ints) -> Ints:
        """How many of the first `upto + 1` articles of a list are of an outlet; of a crowd, of its first `CROWD`."""
        after = np.searchsorted(self._stands, self._mark(number, outlet, np.minimum(upto, CROWD - 1)), side="right")
        return np.asarray(after - np.searchsorted(self._stands, self._mark(number, outlet, 0), side="left"))

    @staticmethod
    def _mark(number: Ints, outlet: Ints, place: Ints | int) -> Ints:
        return (number * _OUTLETS + outlet) * CROWD + place


def _shared(postings: Postings) -> Postings:
    """Those of a fingerprint that comes more than once, as few do, sorted by it; in each in the order given."""
    hashes = np.ascontiguousarray(postings["hash"])
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    same = np.zeros(len(order) + 1, dtype=bool)
    np.equal(hashes[1:], hashes[:-1], out=same[1:-1])
    return postings[order[same[1:] | same[:-1]]]


def _without_repeats(postings: Postings) -> Postings:
    """Of an article that comes more than once with a fingerprint, the first given."""
    hashes, articles = postings["hash"], postings["article"].astype(np.int64)
    order = np.lexsort((articles, hashes))  # stable
    repeated = np.zeros(len(order), dtype=bool)
    repeated[1:] = (np.diff(hashes[order]) == 0) & (np.diff(articles[order]) == 0)
    first = np.ones(len(order), dtype=bool)
    first[order[repeated]] = False
    return postings[first]


_Step = tuple[Ints, Ints, Ints, Ints]


def _steps(lists: _Lists, fresh: Ints | None) -> Iterator[_Step]:
    """Every two articles that a fingerprint joins: the pair in one number, its weight, 1, the shorter one's size."""
    wanted = lists.counts > 1
    is_fresh = None if fresh is None else np.isin(lists.articles, fresh)
    if is_fresh is not None and len(lists.starts):
        wanted &= np.logical_or.reduceat(is_fresh, lists.starts)
    for count in np.unique(lists.counts[wanted]).tolist():
        numbers = np.flatnonzero(wanted & (lists.counts == count))
        low, high = _joined(count)
        for piece in np.array_split(numbers, 1 + len(numbers) * len(low) // _CHUNK):
            starts = lists.starts[piece][:, None]
            number = np.repeat(piece, len(low))
            lower, higher = (starts + low).ravel(), (starts + high).ravel()
            place = np.tile(high, len(piece))
            if is_fresh is not None:
                touched = is_fresh[lower] | is_fresh[higher]
                number, lower, higher, place = number[touched], lower[touched], higher[touched], place[touched]
            weight = np.minimum(1.0, RARE / (np.minimum(place, CROWD - 1) + 1))
            if count > RARE_IN_OUTLET:
                for side in (lower, higher):
                    of_outlet = lists.of_outlet(number, lists.outlets[side], place)
                    weight *= np.minimum(1.0, RARE_IN_OUTLET / np.maximum(of_outlet, 1))
                heard = weight >= FAINT
                lower, higher, weight = lower[heard], higher[heard], weight[heard]
            one, other = lists.articles[lower], lists.articles[higher]
            pair = (np.minimum(one, other) << 32) | np.maximum(one, other)
            score = np.rint(weight * _UNIT).astype(np.int64)
            yield pair, score, np.ones(len(pair), np.int64), np.minimum(lists.sizes[lower], lists.sizes[higher])


def _joined(count: int) -> tuple[Ints, Ints]:
    """Places of the two in a list of `count`: every two of the first `CROWD`; those after them with the first `HUBS`.

    An article that comes later meets the same hubs as those before it.
    """
    low, high = np.triu_indices(min(count, CROWD), k=1)
    after = np.arange(CROWD, count)
    hubs = np.arange(HUBS)
    return (
        np.concatenate((low, np.repeat(hubs, len(after)))).astype(np.int64),
        np.concatenate((high, np.tile(after, HUBS))).astype(np.int64),
    )


def _sum(steps: Iterable[_Step]) -> _Step:
    """Per pair, in order: its score, how many fingerprints it shares, the size of the shorter one."""
    nothing = np.empty(0, np.int64)
    waiting: list[_Step] = [(nothing, nothing, nothing, nothing)]
    held = 0
    for step in steps:
        waiting.append(step)
        held += len(step[0])
        if held > _CHUNK:
            waiting = [_reduced(waiting)]
            held = 0
    return _reduced(waiting)


def _reduced(parts: list[_Step]) -> _Step:
    pairs, scores, counts, sizes = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    if not len(pairs):
        return pairs, scores, counts, sizes
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    starts = np.flatnonzero(np.concatenate((np.ones(1, dtype=bool), np.diff(pairs) != 0)))
    return (
        pairs[starts],
        np.add.reduceat(scores[order], starts),
        np.add.reduceat(counts[order], starts),
        np.maximum.reduceat(sizes[order], starts),
    )
