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
#: Words of a change. Where a page states nothing else, the day of its last change is the nearest thing to its day.
CHANGED = re.compile(
    r"updat|modif|last edited|actuali[sz]|mis à jour|aktualisi|(?<!un)geändert|letzte änderung|aggiornat|atualizad|"
    r"обновл|изменен|оновл|güncel|bijgewerkt|zaktualiz|更新",
    re.IGNORECASE,
)
_OPENS_WITH_DATE = re.compile(
    r"^[^\w]{0,3}(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\s?\d\d?[-/.]\s?\d\d|\d{4}\s?[年년]|[^\W\d_]{3,12}\.?,?\s\d{1,2},?\s\d{4}|"
    r"(?:[^\W\d_]{2,12}\.?,\s)?\d{1,2}(?:st|nd|rd|th|\.)?\s(?:de )?[^\W\d_]{3,12}\.?,?\s(?:de )?\d{4})"
)
_SHORT = 160
_LINE = 60  #: characters of a line that says little more than a date
_NEAR = 12  #: lines
_LAST = 6  #: lines behind the body
#: So near to the headline or the first line nothing belongs to another article, whatever its class is called.
_BESIDE = 4


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
    """The lines that may write the date, the likeliest first; those with one rank by their distance.

    1 those beside the headline that open with a date, and those marked as date or byline near it; 2 others near it;
    3 the dateline; 4 those marked farther away; 5 those that say "published"; 6 the last; 7 those that say "changed".
    """
    marks = _marks(outline, body)
    chosen = frozenset(body)
    shown = frozenset(headline)
    # Between headline and text the page's own date stands above an agency's dateline.
    above = headline[-1] if headline and (not body or headline[-1] < body[0]) else None
    ranked: list[tuple[int, int, DatedLine]] = []
    may_run = frozenset((*body[:_BESIDE], *headline))
    for index, piece in enumerate(outline.pieces):
        if (len(piece.text) > _SHORT and index not in may_run) or not _YEAR_OR_DAY.search(piece.text):
            continue
        own = marks[piece.node] | piece.marks
        distance = _distance(index, body, headline)
        order = abs(index - above) if above is not None else distance
        text = index in chosen and len(piece.text) > _LINE and not own & Mark.BYLINE
        rank = None if text or len(piece.text) > _SHORT else _rank(piece.text, own, distance, in_body=index in chosen)
        if rank is None and text:
            rank = 3 if index in body[:_BESIDE] else None
        elif rank is None and body and (0 < index - body[-1] <= _LAST or index in body[-2:]):
            rank = 6 if len(piece.text) <= _SHORT and not own & _ELSEWHERE else None
        if index in shown:  # a headline may name the day of what it tells of
            rank = 2 if _OPENS_WITH_DATE.match(piece.text) else 6
        if rank is not None:
            ranked.append((rank, order, DatedLine(piece.text, running=rank == 3)))
    return [line for *_, line in sorted(ranked, key=lambda r: r[:2])]


def _rank(text: str, own: Marks, distance: int, *, in_body: bool) -> int | None:
    """Rank of a short line by itself; None for what belongs to another article or says nothing of its date."""
    marked = bool(own & (Mark.TIME | Mark.BYLINE))
    opens = len(text) <= _LINE and _OPENS_WITH_DATE.match(text) is not None
    if own & _ELSEWHERE and distance > _BESIDE:
        return None
    if (opens and distance <= _BESIDE) or (marked and distance <= _NEAR):
        return 1
    if distance <= _NEAR and (opens or not own & Mark.CAPTION) and (opens or not in_body or distance <= _BESIDE):
        return 2
    if marked:
        return 4
    if _PUBLISHED.search(text):
        return 5
    return 7 if CHANGED.search(text) else None


def _marks(outline: Outline, body: Sequence[int]) -> list[Marks]:
    return inherited(outline, outline.path(outline.pieces[body[0]].node) if body else ())


def _distance(index: int, body: Sequence[int], headline: Sequence[int]) -> int:
    """Lines between a line and the headline or the body's first line, whichever is nearer."""
    ends = [*headline[:1], *headline[-1:], *body[:1]]
    return min((abs(index - end) for end in ends), default=index)
