"""Where on a page its date can stand: the elements and lines to look at, the likeliest first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from tracker.extract.labels import says
from tracker.extract.marks import Mark, Marks
from tracker.extract.outline import Outline, Stamp

_ELSEWHERE = Mark.NAV | Mark.ASIDE
#: A year in the digits of any script, or the end of one behind two numbers or a word: what every date has.
_MAY_BE_DATE = re.compile(
    r"[12٠-٩۰-۹१२১২๑๒]\d{3}(?!\d)|\d\d?[./]\s?\d\d?[./]\s?['’]?\d\d|-[^\W\d_]{3,4}-\d\d|"
    r"[^\W\d_]{3}\.?\s\d\d\s?(?:$|[)|])|\d\s?[年년]|元年"
)
#: Characters of a line that are read.
LONGEST_LINE = 240
_SHORT = 160
_LINE = 60  #: characters of a line that says little more than a date
_NEAR = 12  #: lines
_LAST = 6  #: lines behind the body
#: So near to the headline or the first line nothing belongs to another article, whatever its class is called.
_BESIDE = 4
_OPENING = 16  #: characters before the year of a date that opens its line
_LABEL = 40  #: characters of a line that only says what the next one is
_SHORTEST_HEADLINE = 12  #: characters; a shorter one is a word that stands anywhere


class Where(IntEnum):
    """Where a line stands, the likeliest place of the article's date first."""

    BESIDE = 1  #: the headline or the first line: a date with little else, or marked as date or byline
    NEAR = 2
    DATELINE = 3  #: opens the text
    MARKED = 4  #: as date or byline, but far away
    SAID = 5  #: far away, but says "published"
    LAST = 6  #: behind the text
    REPEATED = 7  #: beside another mention of the headline: a list of news
    CHANGED = 8  #: far away, says "last edited"


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line that may write the date. `label` is the line before it, where that only says what this one is."""

    text: str
    where: Where
    label: str = ""


@dataclass(frozen=True, slots=True)
class DatedStamp:
    """A machine-readable time. `near`: the headline or the first line; or it says itself that it is the publication."""

    raw: str
    modified: bool
    near: bool


class Dated:
    """The lines and stamps of one page. Those far from the headline are looked for when they are asked for."""

    def __init__(self, outline: Outline, body: Sequence[int], headline: Sequence[int]) -> None:
        self._outline = outline
        self._body = body
        self._headline = headline
        self._in_body = frozenset(body)
        self._holders = frozenset(outline.path(outline.pieces[body[0]].node)) if body else frozenset()
        self._known: dict[int, Marks] = {-1: Mark.NONE}
        self._titles = frozenset(t for i in headline if len(t := outline.pieces[i].text) >= _SHORTEST_HEADLINE)
        self._ends = [*headline[:1], *headline[-1:], *body[:1], *self._shown_again()]
        near = {i for end in self._ends for i in range(end - _NEAR, end + _NEAR + 1)}
        self._near = {i for i in near.union(body[:_BESIDE]) if 0 <= i < len(outline.pieces)}

    def stamps(self) -> list[DatedStamp]:
        """The machine-readable times of this article: those of other articles and of comments are left out."""
        found: list[tuple[bool, int, Stamp]] = []
        for stamp in self._outline.stamps:
            distance = self._distance(stamp.piece)
            if not self._marks(stamp.node) & _ELSEWHERE or distance <= _BESIDE:
                found.append((not stamp.declared, distance, stamp))
        found.sort(key=lambda f: f[:2])
        return [DatedStamp(s.raw, s.modified, not far or distance <= _NEAR) for far, distance, s in found[:_NEAR]]

    def near(self) -> list[DatedLine]:
        """The lines about the headline and the first line, the likeliest first; those of one place by distance."""
        return self._ranked(sorted(self._near))

    def far(self) -> list[DatedLine]:
        """The other lines, in the same order."""
        return self._ranked(i for i in range(len(self._outline.pieces)) if i not in self._near)

    def bylines(self) -> list[str]:
        """The short lines beside the headline, and those marked as date or byline near it, with and without a date."""
        pieces = self._outline.pieces
        found = []
        for index in sorted(self._near, key=self._distance):
            own = self._marks(pieces[index].node) | pieces[index].marks
            beside = self._distance(index) <= _BESIDE
            if len(pieces[index].text) <= _LINE and (beside or own & (Mark.TIME | Mark.BYLINE)):
                found.append(pieces[index].text)
        return found

    def _shown_again(self) -> list[int]:
        """Where the headline, or its beginning, stands once more about the first lines of the text: it is the headline
        itself, which the page's head or a path of links has shown before."""
        if not self._titles or not self._body or not self._headline:
            return []
        heads = frozenset(t[:_SHORTEST_HEADLINE] for t in self._titles)
        pieces = self._outline.pieces
        between = range(self._headline[-1] + 1, self._body[:_BESIDE][-1] + 1)
        found = (i for i in between if pieces[i].text[:_SHORTEST_HEADLINE] in heads and self._is_title(pieces[i].text))
        return list(islice(found, _BESIDE))

    def _is_title(self, text: str) -> bool:
        return any(title.startswith(text) for title in self._titles)

    def _ranked(self, indexes: Iterable[int]) -> list[DatedLine]:
        pieces = self._outline.pieces
        headline, body = self._headline, self._body
        may_run = frozenset((*body[:_BESIDE], *headline))
        # Between headline and text the page's own date stands above an agency's dateline.
        above = headline[-1] if headline and (not body or headline[-1] < body[0]) else None
        ranked: list[tuple[int, int, DatedLine]] = []
        for index in indexes:
            text = pieces[index].text
            if (len(text) > _SHORT and index not in may_run) or not _MAY_BE_DATE.search(text, 0, LONGEST_LINE):
                continue
            label = self._label(index)
            if (where := self._where(index, label)) is not None:
                order = abs(index - above) if above is not None else self._distance(index)
                ranked.append((where, order, DatedLine(text, where, label)))
        return [line for *_, line in sorted(ranked, key=lambda r: r[:2])]

    def _label(self, index: int) -> str:
        before = self._outline.pieces[index - 1].text if index else ""
        return before if len(before) <= _LABEL and not any(c.isdigit() for c in before) else ""

    def _where(self, index: int, label: str) -> Where | None:
        """The place of one line; None for what belongs to another article or says nothing of this one's date."""
        piece = self._outline.pieces[index]
        own = self._marks(piece.node) | piece.marks
        distance = self._distance(index)
        if index in self._headline:  # a headline may name the day of what it tells of
            return Where.LAST
        if index in self._in_body and len(piece.text) > _LINE and not own & Mark.BYLINE:
            return Where.DATELINE if index in self._body[:_BESIDE] else None
        if len(piece.text) > _SHORT:
            return None
        if (found := _of_short(piece.text, own, distance, label, in_body=index in self._in_body)) is not None:
            return found
        behind = bool(self._body) and (0 < index - self._body[-1] <= _LAST or index in self._body[-2:])
        if behind and not own & _ELSEWHERE:
            return Where.LAST
        near = self._outline.pieces[max(0, index - 1) : index + 2]
        if len(piece.text) <= _LINE and any(p.text in self._titles for p in near):
            return Where.REPEATED
        return None

    def _marks(self, node: int) -> Marks:
        """What `body.inherited` gives for every element of a page, for the few that are asked for here."""
        path = []
        while (found := self._known.get(node)) is None:
            path.append(node)
            node = self._outline.parents[node]
        for inner in reversed(path):
            own = Mark.NONE if inner in self._holders else self._outline.marks[inner]
            if own & _ELSEWHERE:
                found &= ~(Mark.BYLINE | Mark.TIME)
            found |= own
            self._known[inner] = found
        return found

    def _distance(self, index: int) -> int:
        """Lines between a line and the headline or the body's first line, whichever is nearer."""
        return min((abs(index - end) for end in self._ends), default=index)


def _of_short(text: str, own: Marks, distance: int, label: str, *, in_body: bool) -> Where | None:
    marked = bool(own & (Mark.TIME | Mark.BYLINE))
    bare = len(text) <= _LINE and not own & Mark.CAPTION
    if distance <= _NEAR and bare and label and says("published", label):
        return Where.BESIDE
    if own & _ELSEWHERE and distance > _BESIDE:
        return None
    if (bare and distance <= _BESIDE) or (marked and distance <= _NEAR):
        return Where.BESIDE
    opens = len(text) <= _LINE and (found := _MAY_BE_DATE.search(text)) is not None and found.start() <= _OPENING
    if distance <= _NEAR and (opens or (not own & Mark.CAPTION and (not in_body or distance <= _BESIDE))):
        return Where.NEAR
    if marked:
        return Where.MARKED
    if says("published", text):
        return Where.SAID
    return Where.CHANGED if says("changed", text) else None
