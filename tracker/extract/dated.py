"""Where on a page its date can stand: the elements and lines to look at, the likeliest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.body import inherited
from tracker.extract.marks import Mark, Marks
from tracker.extract.outline import Outline, Stamp

_ELSEWHERE = Mark.NAV | Mark.ASIDE
_YEAR_OR_DAY = re.compile(r"(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.\d\d|\d{1,2}/\d{1,2}/\d\d")
_PUBLISHED = re.compile(
    r"publi|posted|veröffentlicht|erschienen|erstellt|datum|\bdate\b|\bfecha|pubblicat|gepostet|geschrieben|опубликован|"
    r"дата|опубліковано|δημοσι|yayın|opublikowan|stand\b|发布|發布|公開|등록|입력|نشر|منتشر",
    re.IGNORECASE,
)
_SHORT = 160
_NEAR = 12
#: So near to the headline or the first line nothing belongs to another article, whatever its class is called.
_BESIDE = 3


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line that may write the date. `running`: it is text, so only a date that opens it counts."""

    text: str
    running: bool = False


def dated_stamps(outline: Outline, body: Sequence[int], headline: Sequence[int]) -> list[Stamp]:
    """The machine-readable times of this article: those of other articles and of comments are left out."""
    marks = _marks(outline, body)
    near = [
        s for s in outline.stamps if not marks[s.node] & _ELSEWHERE or _distance(s.piece, body, headline) <= _BESIDE
    ]
    return sorted(near, key=lambda s: (not s.declared, _distance(s.piece, body, headline)))[:_NEAR]


def dated_lines(outline: Outline, body: Sequence[int], headline: Sequence[int]) -> list[DatedLine]:
    """Lines marked as date or byline, those around the headline, the dateline, those that say "published", the last."""
    marks = _marks(outline, body)
    chosen = frozenset(body)
    ranked: list[tuple[int, int, DatedLine]] = []
    for index, piece in enumerate(outline.pieces):
        if not _YEAR_OR_DAY.search(piece.text):
            continue
        own = marks[piece.node] | piece.marks
        distance = _distance(index, body, headline)
        # Between headline and text the page's own date stands above an agency's dateline.
        order = abs(index - headline[-1]) if headline else distance
        short = len(piece.text) <= _SHORT
        if index in chosen and not (short and len(piece.text) <= 60) and not (own & Mark.BYLINE and short):
            if index in body[:3]:
                ranked.append((3, order, DatedLine(piece.text, running=True)))
        elif not short or (own & _ELSEWHERE and distance > _BESIDE):
            continue
        elif own & (Mark.TIME | Mark.BYLINE):
            ranked.append((1, order, DatedLine(piece.text)))
        elif distance <= _NEAR and not own & Mark.CAPTION and (index not in chosen or distance <= 3):
            ranked.append((2, order, DatedLine(piece.text)))
        elif _PUBLISHED.search(piece.text):
            ranked.append((4, order, DatedLine(piece.text)))
        elif (body and 0 < index - body[-1] <= 6) or index in body[-2:]:
            ranked.append((5, order, DatedLine(piece.text)))
    return [line for *_, line in sorted(ranked, key=lambda r: r[:2])]


def _marks(outline: Outline, body: Sequence[int]) -> list[Marks]:
    return inherited(outline, outline.path(outline.pieces[body[0]].node) if body else ())


def _distance(index: int, body: Sequence[int], headline: Sequence[int]) -> int:
    """Lines between a line and the headline or the body's first line, whichever is nearer."""
    ends = [*headline[:1], *headline[-1:], *body[:1]]
    return min((abs(index - end) for end in ends), default=index)
