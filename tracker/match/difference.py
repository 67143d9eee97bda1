"""Two texts laid side by side, every character of both in one segment: kept, cut, added, changed or moved.

Long common runs come first (`tiles`), so a paragraph that changed places is seen as moved and not as cut here and
written anew there. Those runs that follow each other on both sides and hold the most words are the ground; between
them the words that still stand in one order are found by a longest common subsequence.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from rapidfuzz.distance import LCSseq

from tracker.match.grams import Hashes, Positions, word_hashes, word_weights
from tracker.match.places import word_places
from tracker.match.tiles import Tile, tiles
from tracker.text import is_unspaced
from tracker.types import Segment, SegmentKind

#: Words of the shortest run that counts as moved; below it two places share a phrase by chance.
_MOVED = 8
#: Most words of a run that is taken for part of the changes around it where both are at least as long: "the" between
#: two rewritten halves of a sentence stayed by chance (the semantic cleanup of Fraser's diff-match-patch).
_ISLAND = 3
#: A gap of more pairs of words than this is given as cut and added: two megabytes that share nothing stay quick.
_MOST_PAIRS = 25_000_000

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment in words: `a` to `a_end - 1` of the older, `b` to `b_end - 1` of the newer text."""

    kept: bool
    a: int
    a_end: int
    b: int
    b_end: int


def difference(a: str, b: str) -> list[Segment]:
    """The segments of `a` (older) and `b` (newer), in one order in which both are read from beginning to end.

    Words are compared folded: case, accents and punctuation make no difference. White space and punctuation after a
    word belong to its segment, and those before the first word to the first. Texts without words differ wholly.
    """
    (spans_a, numbers_a, weights_a), (spans_b, numbers_b, weights_b) = _words(a), _words(b)
    if not spans_a or not spans_b:
        return _wordless(a, b)
    laid = tiles(numbers_a, weights_a, numbers_b, weights_b)
    ground = _in_order(laid)
    moved = sorted(
        (tile for tile in set(laid) - set(ground) if tile.words >= _MOVED), key=lambda tile: (tile.b, tile.a)
    )
    # A word of a moved run equals nothing: it must not be found again as a word that stayed.
    words_a, words_b = numbers_a.tolist(), numbers_b.tolist()
    for tile in moved:
        words_a[tile.a : tile.a + tile.words] = (-3 - 2 * (tile.a + i) for i in range(tile.words))
        words_b[tile.b : tile.b + tile.words] = (-4 - 2 * (tile.b + i) for i in range(tile.words))
    pieces = _without_islands(_pieces(ground, words_a, words_b))
    return [
        Segment(kind=kind, start_a=s_a, end_a=e_a, start_b=s_b, end_b=e_b, move=move)
        for kind, (s_a, e_a), (s_b, e_b), move in _told(pieces, moved, _places(a, spans_a), _places(b, spans_b))
    ]


# An original is laid beside one copy after another.
@lru_cache(maxsize=8)
def _words(text: str) -> tuple[Spans, Hashes, Positions]:
    """Where the words of a text stand, their numbers and their weights; nobody may change them."""
    starts, ends = word_places(text)
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    words = [text[start:end] for start, end in spans]
    return spans, word_hashes(words), word_weights(words, unspaced=is_unspaced(text))


def _wordless(a: str, b: str) -> list[Segment]:
    kind: SegmentKind = "changed" if a and b else "cut" if a else "added"
    return [Segment(kind=kind, start_a=0, end_a=len(a), start_b=0, end_b=len(b))] if a or b else []


def _in_order(laid: Sequence[Tile]) -> list[Tile]:
    """Of the tiles, in the order of `a`, those that are in the order of `b` too and hold the most words together.

    The heaviest increasing subsequence (Jacobson and Vo 1992), by a table of the best weight up to an end in b.
    """
    ends: list[int] = []  # ends in b, rising; beside each the weight, rising too, and the tile that gives it
    weights: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, tile in enumerate(laid):
        place = bisect_left(ends, tile.b + 1)  # ends of at most tile.b
        before.append(last[place - 1] if place else None)
        weight = tile.words + (weights[place - 1] if place else 0)
        end = tile.b + tile.words
        at = bisect_left(ends, end)
        if at and weights[at - 1] >= weight:
            continue
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        ends[at:stop], weights[at:stop], last[at:stop] = [end], [weight], [number]
    chosen: list[Tile] = []
    step = last[-1] if last else None
    while step is not None:
        chosen.append(laid[step])
        step = before[step]
    return chosen[::-1]


def _pieces(ground: Sequence[Tile], words_a: list[int], words_b: list[int]) -> Iterator[_Piece]:
    """The ground and what is between, in order; of a gap the words that still stand in one order are kept."""
    a = b = 0
    for tile in (*ground, Tile(len(words_a), len(words_b), 0)):
        yield from _gap(a, words_a[a : tile.a], b, words_b[b : tile.b])
        a, b = tile.a + tile.words, tile.b + tile.words
        if tile.words:
            yield _Piece(True, tile.a, a, tile.b, b)


def _gap(a: int, words_a: list[int], b: int, words_b: list[int]) -> Iterator[_Piece]:
    if not words_a or not words_b or len(words_a) * len(words_b) > _MOST_PAIRS:
        if words_a or words_b:
            yield _Piece(False, a, a + len(words_a), b, b + len(words_b))
        return
    for code in LCSseq.opcodes(words_a, words_b):
        yield _Piece(code.tag == "equal", a + code.src_start, a + code.src_end, b + code.dest_start, b + code.dest_end)


def _without_islands(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Neighbours of one kind joined, and a few words that stayed between two longer changes taken for changed."""
    joined = _joined(pieces)
    for number in range(1, len(joined) - 1):
        left, here, right = joined[number - 1 : number + 2]
        words = here.a_end - here.a
        if here.kept and words <= min(_ISLAND, _longer(left), _longer(right)):
            joined[number] = replace(here, kept=False)
    return _joined(iter(joined))


def _longer(piece: _Piece) -> int:
    return max(piece.a_end - piece.a, piece.b_end - piece.b)


def _joined(pieces: Iterator[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and joined[-1].kept == piece.kept:
            joined[-1] = replace(joined[-1], a_end=piece.a_end, b_end=piece.b_end)
        else:
            joined.append(piece)
    return joined


def _told(
    pieces: Sequence[_Piece], moved: Sequence[Tile], at_a: Callable[[int], int], at_b: Callable[[int], int]
) -> Iterator[tuple[SegmentKind, tuple[int, int], tuple[int, int], int | None]]:
    """Kind, characters of the older, characters of the newer, number of the move. Of a piece with moved runs in it the
    older's parts come before the newer's."""
    from_here = sorted((tile.a, tile.a + tile.words, number) for number, tile in enumerate(moved, 1))
    to_here = sorted((tile.b, tile.b + tile.words, number) for number, tile in enumerate(moved, 1))
    for piece in pieces:
        range_a, range_b = (at_a(piece.a), at_a(piece.a_end)), (at_b(piece.b), at_b(piece.b_end))
        if piece.kept:
            yield "kept", range_a, range_b, None
            continue
        parts_a = list(_parts(piece.a, piece.a_end, from_here))
        parts_b = list(_parts(piece.b, piece.b_end, to_here))
        if [number for *_, number in (*parts_a, *parts_b)] == [None, None]:
            yield "changed", range_a, range_b, None
            continue
        for start, end, number in parts_a:
            yield "moved" if number else "cut", (at_a(start), at_a(end)), (range_b[0], range_b[0]), number
        for start, end, number in parts_b:
            yield "moved" if number else "added", (range_a[1], range_a[1]), (at_b(start), at_b(end)), number


def _parts(start: int, end: int, moves: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int | None]]:
    """The words from `start` to `end - 1` in parts: moved runs with their numbers, and what is between."""
    first = bisect_left(moves, (start, 0, 0))
    for run_start, run_end, number in takewhile(lambda run: run[0] < end, moves[first:]):
        if start < run_start:
            yield start, run_start, None
        yield run_start, run_end, number
        start = run_end
    if start < end:
        yield start, end, None


def _places(text: str, spans: Spans) -> Callable[[int], int]:
    """By number of a word, or of the end, the character with which its piece begins: a mark that opens belongs to the
    word after it, one that closes to the word before; what precedes the first word is the first's."""

    def place(word: int) -> int:
        if word == 0 or word == len(spans):
            return len(text) if word else 0
        before, start = spans[word - 1][1], spans[word][0]
        opening = text[before:start].split()[-1:] if not text[start - 1].isspace() else []
        alone = bool(opening) and len(opening[0]) == start - before  # no white space between the words: "two-port"
        return start - len(opening[0]) if opening and not alone else start

    return place
