"""Where each line of a page stands: headline, byline, head, body, tail, footer, caption, aside."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.body import inherited
from tracker.extract.marks import Mark, Marks, describe
from tracker.extract.outline import Outline, Piece
from tracker.extract.tree import absolute
from tracker.types import Block, Link, Place

#: Lines of one place but the body; the text itself is kept whole.
_MAX_BLOCKS = 100
_MOST: dict[Place, int] = {"byline": 30, "aside": 60, "footer": 60}
_LONGEST_BYLINE = 240
_LONGEST_ELSEWHERE = 600
_MARGINS = Mark.CAPTION | Mark.NAV | Mark.ASIDE
_NEAR = 12  #: lines
_BESIDE = 3
#: Lines of foot and margins that may say whose text it is.
_PROVENANCE = re.compile(
    r"©|\(c\)|copyright|all rights|\bsource|\boriginal|\brepublish|\breprint|\bsyndicat|\bcourtesy|\bcontribut|\bagenc|"
    r"\bby\b|\bvia\b|\bfirst (?:appeared|published)|\bquelle|\bfuente|\bfonte|\bbron\b|\bkilde|\bkälla|\bzdroj|źródło|"
    r"\bforrás|\bizvor|\bsursa|\bkaynak|\bsumber|nguồn|источник|джерело|крыніца|πηγή|מקור|المصدر|منبع|स्रोत|ที่มา|"
    r"来源|來源|出典|出处|출처|転載|转载|reuters|\bafp\b|\bdpa\b|\btass\b|тасс",
    re.IGNORECASE,
)
#: What `_PROVENANCE` finds nothing without, in lower case.
_STEMS = (
    *("©", "(c)", "copyright", "all rights", "sourc", "original", "republish", "reprint", "syndicat", "courtesy"),
    *("contribut", "agenc", "by", "via", "first", "quelle", "fuente", "fonte", "bron", "kilde", "källa", "zdroj"),
    *("źródło", "forrás", "izvor", "sursa", "kaynak", "sumber", "nguồn", "источник", "джерело", "крыніца", "πηγή"),
    *("מקור", "المصدر", "منبع", "स्रोत", "ที่มา", "来源", "來源", "出典", "出处", "출처", "転載", "转载"),
    *("reuters", "afp", "dpa", "tass", "тасс"),
)
#: Words for "by" that open a line; beside the headline such a line is an author's, whatever its class is called.
_BY = re.compile(
    r"(?:by|von|vom|par|por|di|da|door|av|af|przez|oleh|autor\w{0,4}|authors?|auteure?s?|автор|text|words|interview)\b"
    r"\s?:?\s(?=\w)",
    re.IGNORECASE,
)
_LONGEST_BY = 80
_COPYRIGHT = re.compile(r"©|\(c\)\s*(?:19|20)\d\d|copyright", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the article is in the tree."""

    container: int  #: the deepest element with nearly all of the text
    inside: range  #: the element that holds the article with its byline and sign-off, and all in it
    first: int  #: number of the body's first piece
    last: int
    headline: int  #: number of the headline's last piece, -1 where none is shown


@dataclass(frozen=True, slots=True)
class Layout:
    """The article's text and the blocks around it."""

    text: str
    blocks: tuple[Block, ...]
    bylines: frozenset[int] = frozenset()  #: numbers of the pieces with that place
    scope: Scope | None = None  #: None where there is no text


def lay_out(outline: Outline, body: Sequence[int], headline: Sequence[int], base: str) -> Layout:
    """Every line with its place. `body` and `headline` are numbers of pieces."""
    if not body:
        return Layout("", ())
    scope = find_scope(outline, body, headline)
    marks = inherited(outline, outline.path(scope.container))
    in_body, in_headline = frozenset(body), frozenset(headline)
    captions = Mark.CAPTION if _is_gallery(outline, body, marks) else Mark.NONE
    # What the headline is marked as says nothing of the lines between it and the text.
    shared = marks[outline.pieces[scope.headline].node] & _MARGINS if scope.headline >= 0 else Mark.NONE
    blocks: list[Block] = []
    texts: list[str] = []
    start = 0
    bylines: set[int] = set()
    seen: Counter[Place] = Counter()
    for index, piece in enumerate(outline.pieces):
        own = (marks[piece.node] | piece.marks) & ~captions
        if scope.headline < index < scope.first:
            own &= ~shared
        place = _place(index, piece, own, scope, index in in_body, index in in_headline)
        if place is None or seen[place] >= _MOST.get(place, _MAX_BLOCKS):
            continue
        if place != "body":
            seen[place] += 1
        if place == "byline":
            bylines.add(index)
        blocks.append(_block(piece, place, base, start if place == "body" else None))
        if place == "body":
            texts.append(piece.text)
            start += len(piece.text) + 1
    return Layout("\n".join(texts), tuple(blocks), frozenset(bylines), scope)


def _is_gallery(outline: Outline, body: Sequence[int], marks: Sequence[Marks]) -> bool:
    """The text itself stands under pictures: a gallery's captions are its text."""
    pieces = [outline.pieces[i] for i in body]
    captions = sum(len(p.text) for p in pieces if (marks[p.node] | p.marks) & Mark.CAPTION)
    return captions * 2 > sum(len(p.text) for p in pieces)


def find_scope(outline: Outline, body: Sequence[int], headline: Sequence[int]) -> Scope:
    """The element around the body, and the element around the whole article."""
    weight: dict[int, int] = {}
    total = 0
    for index in body:
        piece = outline.pieces[index]
        total += len(piece.text)
        for node in outline.path(piece.node):
            weight[node] = weight.get(node, 0) + len(piece.text)
    container = max(node for node, size in weight.items() if size * 10 >= total * 9)
    path = outline.path(container)
    holder = next((n for n in path if outline.marks[n] & Mark.ARTICLE), None)
    before = [i for i in headline if i <= body[0] + 1]  # a subtitle may be taken for text
    if holder is None:
        with_headline = set(outline.path(outline.pieces[before[-1]].node)) if before else set()
        shared = (n for n in path if n in with_headline and outline.tags[n] not in ("body", "html"))
        holder = next(shared, path[min(1, len(path) - 1)])
    end = holder + 1
    while end < len(outline.parents) and outline.parents[end] >= holder:
        end += 1
    return Scope(container, range(holder, end), body[0], body[-1], before[-1] if before else -1)


def _place(index: int, piece: Piece, marks: Marks, scope: Scope, in_body: bool, in_headline: bool) -> Place | None:
    """The place of one line; None for what nobody needs to see again."""
    inside = piece.node in scope.inside
    between = scope.headline < index < scope.first and scope.headline >= 0
    if in_headline:
        return "headline"
    if marks & Mark.CAPTION:
        return "caption" if inside or in_body else None
    if in_body and not (marks & Mark.BYLINE and _is_byline(piece, marks) and _at_edge(index, scope)):
        return "body"
    named = _is_byline(piece, marks) or (
        between and len(piece.text) <= _LONGEST_BY and _BY.match(piece.text) is not None
    )
    # So near to the headline nothing belongs to another article, whatever its class is called.
    if named and (between or 0 < scope.first - index <= _BESIDE or 0 < abs(scope.headline - index) <= _BESIDE):
        return "byline"
    if marks & (Mark.NAV | Mark.ASIDE):
        return None if named else _elsewhere(piece, marks)
    above = scope.headline < 0 and 0 < scope.first - index <= _NEAR
    if named and (inside or in_body or above or 0 < index - scope.last <= _BESIDE):
        return "byline"
    if named and not inside:
        return None  # the byline of another article
    if between or (inside and index < scope.first):
        return "head"
    if inside and index < scope.last:
        return "aside" if len(piece.text) <= _LONGEST_ELSEWHERE else None
    return "tail" if inside else _elsewhere(piece, marks)


def _is_byline(piece: Piece, marks: Marks) -> bool:
    if len(piece.text) > _LONGEST_BYLINE:
        return False
    return bool(marks & Mark.BYLINE) or (bool(marks & Mark.TIME) and any(c.isdigit() for c in piece.text))


def _at_edge(index: int, scope: Scope) -> bool:
    """A byline stands at an end of the text; in its middle the mark means something else."""
    return index - scope.first <= 4 or scope.last - index <= 4


def _elsewhere(piece: Piece, marks: Marks) -> Place | None:
    menu = marks & Mark.NAV and not marks & Mark.FOOTER
    if menu or len(piece.text) > _LONGEST_ELSEWHERE:
        return None
    # A heavy page asks this of hundreds of lines: most are answered without the expression.
    lower = piece.text.lower()
    for stem in _STEMS:
        if stem in lower:
            break
    else:
        return None
    if not _PROVENANCE.search(piece.text):
        return None
    return "footer" if marks & Mark.FOOTER or _COPYRIGHT.search(piece.text) else "aside"


def _block(piece: Piece, place: Place, base: str, start: int | None) -> Block:
    links = tuple(Link(text=text, url=url) for text, href in piece.links if (url := absolute(base, href)))
    return Block(
        text=piece.text,
        place=place,
        element=describe(piece.element),
        links=links,
        start=start,
        emphasis=piece.emphasis,
    )
