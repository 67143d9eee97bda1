"""Two texts side by side: the passages they share, with their places on both sides, and what kind of sharing it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import LCSseq

from tracker.match.fingerprints import GUARANTEE
from tracker.match.judge import Side, judge
from tracker.match.reads import Read, Reads
from tracker.match.tiles import Tile, common
from tracker.types import Match, Passage, Text

SHORTEST = 8  #: words of the shortest passage kept beside one of `GUARANTEE` words
GAP = 8  #: words that may be cut, added or changed on either side inside one passage

_AT_ONCE = 1_000_000  # characters of the texts of pairs that are read together

_READS = Reads()


def align(a: Text, b: Text) -> Match | None:
    """The match of two articles, whichever is given first; None where no passage of `GUARANTEE` words is shared.

    What is found depends on the two texts alone and not on which article has the lower id: where several layings of
    passages are equally good, one is taken by the order of the texts.

    `shared_words` and `share_of_a` count the words of a that stand in b (a word in a gap inside a passage does not
    count), `share_of_b` those of b; texts without words share nothing. Passages come in the order of a and overlap on
    neither side.
    """
    return next(align_all([(a, b)]))


def align_all(pairs: Iterable[tuple[Text, Text]]) -> Iterator[Match | None]:
    """What `align` gives of each pair, in order. Texts are read together: many pairs at once are quicker than one."""
    for portion in _portions(pairs):
        reads = _READS.of([text.text for pair in portion for text in pair])
        for a, b in portion:
            yield _match(a, b, reads)


def _portions(pairs: Iterable[tuple[Text, Text]]) -> Iterator[list[tuple[Text, Text]]]:
    portion: list[tuple[Text, Text]] = []
    held = 0
    for a, b in pairs:
        size = len(a.text) + len(b.text)
        if portion and held + size > _AT_ONCE:
            yield portion
            portion, held = [], 0
        portion.append((a, b))
        held += size
    if portion:
        yield portion


def _match(a: Text, b: Text, reads: Mapping[str, Read]) -> Match | None:
    if a.article_id > b.article_id:
        a, b = b, a
    if (len(a.text), a.text) > (len(b.text), b.text):
        found = _aligned(b, a, reads)
        return None if found is None else _turned(found)
    return _aligned(a, b, reads)


def _turned(match: Match) -> Match:
    """As the other of the two sees it."""
    passages = [
        Passage(start_a=p.start_b, end_a=p.end_b, start_b=p.start_a, end_b=p.end_a, words=p.words)
        for p in match.passages
    ]
    return replace(
        match,
        article_a=match.article_b,
        article_b=match.article_a,
        share_of_a=match.share_of_b,
        share_of_b=match.share_of_a,
        passages=tuple(sorted(passages, key=lambda passage: passage.start_a)),
    )


def _aligned(a: Text, b: Text, reads: Mapping[str, Read]) -> Match | None:
    read_a, read_b = reads[a.text], reads[b.text]
    groups = _groups(common(read_a.seeds, read_b.seeds), read_a)
    if not any(_weight(group, read_a) >= GUARANTEE for group in groups):
        return None
    side_a, side_b = _side(read_a), _side(read_b)
    passages = [_lay(group, read_a, read_b, side_a, side_b) for group in groups]
    kind, reason = judge(side_a, side_b, one_outlet=bool(a.outlet) and a.outlet == b.outlet)
    shared = int(side_a.shared.sum())
    return Match(
        article_a=a.article_id,
        article_b=b.article_id,
        shared_words=shared,
        share_of_a=shared / len(read_a.starts),
        share_of_b=shared / len(read_b.starts),
        passages=tuple(passages),
        kind=kind,
        reason=reason,
    )


def _side(read: Read) -> Side:
    count = len(read.starts)
    return Side(
        shared=np.zeros(count, dtype=bool),
        told=np.zeros(count, dtype=bool),
        passages=np.zeros(count, dtype=bool),
        speech=read.speech,
        attributed=read.attributed,
        listed=read.listed,
        furniture=read.furniture,
        prose=read.prose,
        figures=read.figures,
        weights=read.weights,
    )


def _groups(laid: list[Tile], read: Read) -> list[list[Tile]]:
    """Tiles that make passages, in the order of a: those that are together weigh `SHORTEST` words or more.

    What stands in the gap of a passage may be a tile of another place, and two passages would share its words; there
    the passage is parted. Short runs of chance are left out first, so that they part none.
    """
    heavy = [group for group in _together(laid, {}) if _weight(group, read) >= SHORTEST]
    kept = [tile for group in heavy for tile in group]
    ranks = {b: rank for rank, b in enumerate(sorted(tile.b for tile in kept))}
    return [group for group in _together(kept, ranks) if _weight(group, read) >= SHORTEST]


def _together(laid: list[Tile], ranks: Mapping[int, int]) -> list[list[Tile]]:
    """Tiles that follow each other on both sides, at most `GAP` words apart; by `ranks` (place in b: number) without
    another between them in b."""
    groups: list[list[Tile]] = []
    for tile in laid:
        if groups:
            before = groups[-1][-1]
            gap_a, gap_b = tile.a - before.a - before.words, tile.b - before.b - before.words
            follows = not ranks or ranks[tile.b] == ranks[before.b] + 1
            if gap_a <= GAP and 0 <= gap_b <= GAP and follows:
                groups[-1].append(tile)
                continue
        groups.append([tile])
    return groups


def _weight(group: list[Tile], read: Read) -> float:
    return sum(map(read.words, group))


def _with_gaps_filled(group: list[Tile], read_a: Read, read_b: Read) -> list[Tile]:
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


def _lay(group: list[Tile], read_a: Read, read_b: Read, side_a: Side, side_b: Side) -> Passage:
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
        start_a=int(read_a.starts[first.a]),
        end_a=int(read_a.ends[last.a + last.words - 1]),
        start_b=int(read_b.starts[first.b]),
        end_b=int(read_b.ends[last.b + last.words - 1]),
        words=words,
    )
