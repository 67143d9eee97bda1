"""What kind of sharing a match is: a copy, a part, only a speaker's words, or page furniture.

Two things decide: how much of the shorter text stands in the other, and how much of what is shared is reporting prose.
A word is reporting prose where both sides tell it: what one quotes and the other tells is the speaker's.
The thresholds were set on pairs of news pages judged by people, where the two measures part copies from the rest with
few errors; each is given with what it stands for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.types import MatchKind

Mask = NDArray[np.bool_]
Weights = NDArray[np.int64]

# Above this share a text is the other one's, whatever is in it: somebody's statement carried whole by both, too.
_WHOLE = 0.9
# The bulk of the shorter text; some prose must be among it, or a short report of one quotation would be a copy.
_BULK = 0.7
_BULK_PROSE = 10
# Half of it, small changes inside the passages overlooked: an edited or updated version. Now the shared prose must be
# more than a sentence.
_HALF = 0.45
_HALF_PROSE = 30
_HALF_PROSE_SHARE = 0.25  # ... and this share of all prose on one side
# Where less than half of the words themselves are shared, some of the shared prose must be nobody's words: two reports
# of one announcement share what the announcement says, sentence by sentence with its "according to".
_NOT_HALF = 0.5
_NOBODYS = 12
# Substantial: about three sentences. Less is a background sentence or two.
_SUBSTANTIAL = 45
_SUBSTANTIAL_OF_SHORT = 30  # of a text of which this is more than a third
_SUBSTANTIAL_SHARE = 1 / 3
# Pages of one outlet share its furniture, its paywall notice and its background paragraphs, and tomorrow's report ends
# with today's. One is the other's text only where the bulk of both is the same, or of one, and both begin alike.
_ONE_OUTLET = 0.7
_ONE_OUTLET_PROSE = 60
_LEAD, _LEAD_SHARED = 40, 0.5  # words with which a text begins, and how much of them is shared where two begin alike
# A template keeps its words and changes the figures among them (quarterly results, weather); a copy keeps both.
_FIGURES = 6
_TEMPLATE = 0.5


@dataclass(frozen=True, slots=True)
class Side:
    """One text of a match, word by word; all of one length."""

    shared: Mask  #: stands in the other text
    told: Mask  #: and is reporting prose on both sides
    speech: Mask  #: a speaker's words
    attributed: Mask  #: in a sentence that names who says so
    listed: Mask  #: lists and tables
    furniture: Mask  #: legal lines, page furniture
    prose: Mask  #: none of these: the reporter's own words
    passages: Mask  #: in a passage; with the words of its gaps, which are not shared
    figures: Mask  #: words with digits
    weights: Weights | None  #: half-words of each; None where every word is a whole one


def judge(a: Side, b: Side, *, one_outlet: bool) -> tuple[MatchKind, str]:
    """The kind, and one sentence that says why. `one_outlet`: both stand on one outlet's site."""
    shorter = min(a, b, key=lambda side: _words(side, ~side.furniture))
    share = _share(shorter, shorter.shared, ~shorter.furniture)
    prose = _words(shorter, shorter.told)
    figures = f"{share:.0%} of the shorter text is shared, {prose:.0f} words of it reporting prose"
    if _is_template(shorter):
        return "boilerplate", f"A recurring text with other figures: {figures}."
    if one_outlet and (prose < _ONE_OUTLET_PROSE or not _one_text(a, b)):
        return "boilerplate", f"Two pages of one outlet, each mostly its own: {figures}."
    if share >= _WHOLE:
        return "copy", f"Nearly all of the shorter text stands in the other: {figures}."
    if _share(shorter, shorter.shared, ~_standing(shorter)) >= _BULK and prose >= _BULK_PROSE:
        return "copy", f"The bulk of the shorter text stands in the other: {figures}."
    prose_share = max(_share(side, side.told, side.prose) for side in (a, b))
    half = _share(shorter, shorter.passages, ~_standing(shorter)) >= _HALF
    nobodys = _words(shorter, shorter.told & ~shorter.attributed)
    half &= share >= _NOT_HALF or (share >= _HALF and nobodys >= _NOBODYS)
    if half and prose >= _HALF_PROSE and prose_share >= _HALF_PROSE_SHARE:
        return "copy", f"Much of the shorter text stands in the other, its prose too: {figures}."
    if prose >= _SUBSTANTIAL or (prose >= _SUBSTANTIAL_OF_SHORT and prose_share >= _SUBSTANTIAL_SHARE):
        return "partial", f"A substantial passage of prose is shared: {figures}."
    return _what_else(a, b, prose, figures)


def _one_text(a: Side, b: Side) -> bool:
    """Of two pages of one outlet: whether one is the other again, longer or shorter, and no new report of its own."""
    shares = [_share(side, side.shared, ~side.furniture) for side in (a, b)]
    return min(shares) >= _ONE_OUTLET or (max(shares) >= _ONE_OUTLET and _begins_alike(a) and _begins_alike(b))


def _begins_alike(side: Side) -> bool:
    lead = np.flatnonzero(~_standing(side))[:_LEAD]
    return len(lead) > 0 and float(side.shared[lead].mean()) >= _LEAD_SHARED


def _is_template(side: Side) -> bool:
    figures = side.figures & side.passages
    return int(figures.sum()) >= _FIGURES and float(side.shared[figures].mean()) < _TEMPLATE


def _standing(side: Side) -> Mask:
    return side.listed | side.furniture


def _what_else(a: Side, b: Side, prose: float, figures: str) -> tuple[MatchKind, str]:
    furniture = max(_words(side, side.shared & side.furniture) for side in (a, b))
    listed = max(_words(side, side.shared & side.listed & ~side.furniture) for side in (a, b))
    spoken = max(_words(side, side.shared & side.speech & ~_standing(side)) for side in (a, b))
    if furniture > max(spoken, listed, prose):
        return "boilerplate", f"Legal lines or page furniture: {figures}, {furniture:.0f} words furniture."
    if max(spoken, listed) >= prose:
        return "quotes", f"A speaker's words or a list: {figures}, {spoken:.0f} quoted, {listed:.0f} listed."
    return "quotes", f"A sentence or two in common, as a statement or known background gives: {figures}."


def _words(side: Side, mask: Mask) -> float:
    """Words of the mask, an unspaced character counting half."""
    return float(np.count_nonzero(mask)) if side.weights is None else float(side.weights[mask].sum()) / 2


def _share(side: Side, part: Mask, whole: Mask) -> float:
    total = _words(side, whole)
    return _words(side, part & whole) / total if total else 0.0
