"""Which lines of a page are the article's text.

On a clean page (one `article` of plain paragraphs) the marks decide; on any other page trafilatura does, and its answer
is found again among the page's own lines, so that every line of the text is known by its place in the tree.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from lxml import etree

from tracker.extract.holder import text_holder
from tracker.extract.marks import Mark, Marks
from tracker.extract.outline import Outline, Piece
from tracker.extract.searched import IN_PARAGRAPHS, search_element, search_page
from tracker.extract.tree import Tree

#: Marks of what is never the text itself.
NOISE = Mark.NAV | Mark.ASIDE | Mark.CAPTION | Mark.FOOTER | Mark.BYLINE
#: Elements of a page that carries nothing but its text.
_PLAIN_NAMES = (
    "article p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption address hr br table thead tbody "
    "tfoot tr td th caption footer header aside related slideshow details summary video audio time anchor a b i u em "
    "strong small sub sup cite code mark s q abbr img embed-post pic source"
)
_PLAIN = frozenset(_PLAIN_NAMES.split())
#: Lines of at least this many characters are found in trafilatura's answer wherever they stand in it.
_ANCHOR = 25
_EDGE = 40
#: A lead is prose of some length, not far under the headline.
_LEAD = 80
_LEAD_LINES = 15
#: Beyond these trafilatura's time is no longer in proportion to what it can find (two thousand nested tables took it
#: more than a minute); the deepest of 190 real pages has 35 levels.
_MAX_NODES = 30_000
_MAX_DEPTH = 250
#: An answer of fewer characters is doubted where a whole element has so many times more.
_LITTLE = 600
_MUCH_MORE = 3
_WHOLE: Any = etree.XPath("string()")
_NOT_LETTERS = re.compile(r"[\W_]+")


def select_body(tree: Tree, outline: Outline) -> list[int]:
    """Numbers of the pieces that are the article's text, in page order; empty where there is none."""
    article = _clean_article(outline)
    if article is not None:
        return _of_clean_article(outline, article)
    sane = len(outline.parents) <= _MAX_NODES and outline.depth <= _MAX_DEPTH
    found = _found_again(tree, outline) if sane else []
    size = sum(len(outline.pieces[i].text) for i in found)
    if size >= _LITTLE:
        return found
    # Now and then trafilatura takes a teaser for the text.
    run = _longest_run(outline)
    return run if sum(len(outline.pieces[i].text) for i in run) > _MUCH_MORE * size else found


def with_lead(outline: Outline, body: Sequence[int], headline: Sequence[int]) -> list[int]:
    """`body` without the headline, and with the lead between the two, which trafilatura often takes for furniture."""
    rest = [i for i in body if i not in headline]
    before = [i for i in headline if rest and i < rest[0]]
    if not before or rest[0] - before[-1] > _LEAD_LINES:
        return rest
    marks = inherited(outline, outline.path(outline.pieces[rest[0]].node))
    lead = [
        i
        for i in range(before[-1] + 1, rest[0])
        if len(outline.pieces[i].text) >= _LEAD
        and not (marks[outline.pieces[i].node] | outline.pieces[i].marks) & (NOISE | Mark.TIME)
        and outline.pieces[i].linked * 2 < len(outline.pieces[i].text)
    ]
    return lead + rest


def inherited(outline: Outline, above: Sequence[int] = ()) -> list[Marks]:
    """Marks of every element with those of its ancestors.

    `above` is an element with all its ancestors: they hold too much to mean anything.
    """
    path = tuple(above)
    if (known := outline.inherited.get(path)) is not None:
        return known
    marks = outline.marks.copy()
    for node in path:
        marks[node] = Mark.NONE
    found: list[Marks] = []
    for parent, own in zip(outline.parents, marks, strict=True):
        above_it = found[parent] if parent >= 0 else Mark.NONE
        if own:
            if own & (Mark.NAV | Mark.ASIDE):
                above_it &= ~(Mark.BYLINE | Mark.TIME)  # sharing buttons inside the byline's box
            above_it |= own
        found.append(above_it)
    outline.inherited[path] = found
    return found


def _clean_article(outline: Outline) -> int | None:
    """The only `article` of a page whose text is nearly all in it, in plain elements without layout."""
    articles = [n for n, tag in enumerate(outline.tags) if tag == "article"]
    if len(articles) != 1 or not outline.pieces:
        return None
    start = articles[0]
    inside = _inside(outline, start)
    if not all(outline.tags[n] in _PLAIN for n in inside):
        return None
    within = sum(len(p.text) for p in outline.pieces if p.node in inside)
    return start if within * 10 >= sum(len(p.text) for p in outline.pieces) * 9 else None


def _inside(outline: Outline, start: int) -> range:
    """An element's descendants and itself: they are numbered in one run."""
    end = start + 1
    while end < len(outline.parents) and outline.parents[end] >= start:
        end += 1
    return range(start, end)


def _of_clean_article(outline: Outline, article: int) -> list[int]:
    marks = inherited(outline, outline.path(article))
    headings = [i for i, p in enumerate(outline.pieces) if outline.tags[p.node] == "h1"]
    bylines = [i for i, p in enumerate(outline.pieces) if marks[p.node] & Mark.BYLINE]
    # Kicker and deck stand around the headline and above the byline; the text begins below.
    first = max((i for i in (headings[:1] + bylines[:2]) if i < len(outline.pieces) // 2 + 2), default=-1) + 1
    inside = _inside(outline, article)
    text = [
        i
        for i, p in enumerate(outline.pieces)
        if p.node in inside and not marks[p.node] & NOISE and outline.tags[p.node] != "h1"
    ]
    # A page around a picture or a video may have no more text than its deck.
    return [i for i in text if i >= first and not _is_pointer(outline.pieces[i])] or [
        i for i in text if outline.tags[outline.pieces[i].node] in ("h2", "p")
    ]


def _is_pointer(piece: Piece) -> bool:
    """A line that is nothing but a link: "Read also", a list of other articles."""
    return bool(piece.links) and piece.linked * 10 >= len(piece.text) * 9


def _found_again(tree: Tree, outline: Outline) -> list[int]:
    """What trafilatura takes for the text, told from the element that it would choose where that settles it."""
    try:
        text = _searched(tree.root)
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError, AssertionError):
        # It is written for pages, and fails on some trees that are none; the longest run of lines is taken instead.
        return []
    return _align(outline.pieces, text)


def _searched(root: etree._Element) -> str:
    holder = text_holder(root)
    if holder is not None and sum(len(_WHOLE(p)) for p in holder.iter("p")) >= IN_PARAGRAPHS:
        text = search_element(holder)
        if text is not None:
            return text
    return search_page(root)


def _align(pieces: Sequence[Piece], text: str) -> list[int]:
    """The pieces of which `text` is made, in order. Compared by letters and digits only."""
    whole = "".join(_letters(line) for line in text.splitlines())
    if not whole:
        return []
    anchors = _anchors(pieces, whole)
    chosen: set[int] = set()
    before_piece, before_at = -1, 0
    for index, at, end in [*anchors, (len(pieces), len(whole), len(whole))]:
        between = range(before_piece + 1, index)
        chosen.update(_fill(pieces, between, whole[before_at:at], backwards=before_piece < 0))
        if index < len(pieces):
            chosen.add(index)
        before_piece, before_at = index, max(end, before_at)
    return sorted(chosen)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)


def _anchors(pieces: Sequence[Piece], whole: str) -> list[tuple[int, int, int]]:
    """(piece, start, end in `whole`) of the long pieces: the longest row of them that stands in one order."""
    found: list[tuple[int, int, int]] = []
    for index, line in enumerate(pieces):
        if len(line.text) < _ANCHOR or len(piece := _letters(line.text)) < _ANCHOR:
            continue
        at = whole.find(piece)
        size = len(piece)
        if at < 0 and len(piece) >= 2 * _EDGE:
            # A part was left out of the middle of the line, or of one of its ends.
            at, size = whole.find(piece[:_EDGE]), _EDGE
            if at < 0 and (at := whole.find(piece[-_EDGE:])) < 0:
                continue
        if at >= 0:
            found.append((index, at, at + size))
    return _longest_increasing(found)


def _longest_increasing(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """By position; of pieces with one position (a teaser that repeats the first line) the last one stays."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, at, _) in enumerate(found):
        k = bisect_left(tails, at)
        previous.append(ends[k - 1] if k else -1)
        if k == len(tails):
            tails.append(at)
            ends.append(number)
        else:
            tails[k], ends[k] = at, number
    row: list[tuple[int, int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        row.append(found[at])
        at = previous[at]
    return row[::-1]


def _fill(pieces: Sequence[Piece], between: range, gap: str, *, backwards: bool) -> list[int]:
    """The short pieces of `between` that stand in `gap` in their order; before the first anchor from its end back."""
    chosen = []
    for index in reversed(between) if backwards else between:
        if not gap:
            break
        piece = _letters(pieces[index].text)
        at = (gap.rfind(piece) if backwards else gap.find(piece)) if piece else -1
        if at >= 0:
            chosen.append(index)
            gap = gap[:at] if backwards else gap[at + len(piece) :]
    return chosen


def _longest_run(outline: Outline) -> list[int]:
    """The lines of the element that directly holds the most text outside links: for pages trafilatura gives up on."""
    marks = inherited(outline)
    weight: dict[int, int] = {}
    for piece in outline.pieces:
        if not (marks[piece.node] | piece.marks) & NOISE and piece.linked * 2 < len(piece.text):
            holder = piece.node if outline.tags[piece.node] not in ("p", "li", "br") else outline.parents[piece.node]
            weight[holder] = weight.get(holder, 0) + len(piece.text)
    if not weight:
        return []
    best = max(weight, key=lambda n: (weight[n], -n))
    inside = _inside(outline, best)
    return [
        i
        for i, p in enumerate(outline.pieces)
        if p.node in inside and not (marks[p.node] | p.marks) & NOISE and p.linked * 2 < len(p.text)
    ]
