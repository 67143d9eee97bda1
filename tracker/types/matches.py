"""Two texts and what they share. All frozen."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article's current text, as matching sees it."""

    article_id: int
    outlet: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of shared words. Offsets are of characters in the stored text of either side, half open."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    words: int


MatchKind = Literal["copy", "partial", "quotes", "boilerplate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two articles that share passages. `article_a < article_b`.

    `kind`: `copy`, the bulk of the shorter text stands in the other; `partial`, a substantial passage of prose;
    `quotes`, only a speaker's words, lists or official text; `boilerplate`, standing page furniture. Only the first
    two can make a story; the others are kept with their passages so that the judgement can be looked at.
    """

    article_a: int
    article_b: int
    shared_words: int
    share_of_a: float  #: shared words / words of a
    share_of_b: float
    passages: tuple[Passage, ...]
    kind: MatchKind
    reason: str  #: one sentence: why this kind


EditKind = Literal["cut", "tail", "added", "furniture", "changed", "mistake", "style", "headline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change that some articles of a story have against its original: who has it, and who kept what was there.

    `cut`: words left out; `tail`: all that followed somewhere left out; `added`: words put in; `furniture`: a line of
    the page put in; `changed`: words in place of others; `mistake`: a word misspelt in one place and not in others;
    `style`: a spelling, or one word for another wherever it stands; `headline`: another title.
    An article whose text does not carry the place is in neither set.
    """

    kind: EditKind
    holders: frozenset[int]
    kept: frozenset[int]
    strength: float  #: how unlikely it is that two people come to the same, as a natural logarithm: 3 is one in twenty
    quote: str  #: the words concerned as written: those put in; of a cut those that are gone
    place: int | None = None  #: number of the sentence concerned: edits of one sentence are mostly one decision


SegmentKind = Literal["kept", "cut", "added", "changed", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of two texts laid side by side, an older and a newer one. Offsets are of characters, half open.

    `kept`: the same words on both sides; `cut`: only in the older (empty in the newer); `added`: only in the newer;
    `changed`: words in place of others; `moved`: the same words in another place, once as a segment of the older
    (empty in the newer) and once of the newer, joined by `move`.
    """

    kind: SegmentKind
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    move: int | None = None  #: number of a moved passage, from 1 in the order of the newer text
