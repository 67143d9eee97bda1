"""Stories, the articles that carry them, and what people say of these. All frozen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tracker.types.credits import Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article as the chains see it: everything but its text."""

    article_id: int
    url: str
    outlet: str
    owner: str | None
    title: str
    words: int
    published: datetime | None
    first_seen: datetime
    credits: tuple[Credit, ...]  #: roles `credit` and `own` only
    agency_of_site: str | None = None  #: key of the agency whose own site this is
    final_url: str | None = None
    cited: tuple[Credit, ...] = ()  #: role `citation`: whom the text names as source of what it tells
    country: str = ""  #: of its outlet, ISO 3166-1 alpha-2, where the catalogue knows it
    at_home: frozenset[str] = frozenset()  #: the agencies of that country among those that it credits


Relation = Literal["republishes", "not-a-copy-of", "agency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A person's word on an address, which outlives every article, match and story.

    `republishes`: the article of `url` is taken from that of `other`; `not-a-copy-of`: neither is taken from the other
    and the two are in no story together; `agency`: its text is that of the agency whose key is `other`. Of the verdicts
    on one question (one pair of addresses, either way round; one article's agency) the last given counts.
    """

    url: str
    relation: Relation
    other: str  #: an address, recorded or not; of `agency` a key of the catalogue
    person: str
    given_at: datetime
    because: str = ""
    verdict_id: int | None = None  #: None before it is recorded
    outlet: str | None = None  #: key of the outlet of `other`, where that is an address
    agency: str | None = None  #: key of the agency of whose own site `other` is an address
    sha256: str | None = None  #: of the text that was judged, the current revision; None where none was recorded
    other_sha256: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


Direction = Literal["stated", "inferred", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Republication:
    """One article's part in one story. The origin itself is a member too, at depth 0, where it was crawled."""

    article_id: int
    parent_id: int | None  #: None: the story's origin while that is unseen, or this is the origin
    parent_url: str | None
    parent_confidence: float
    direction: Direction
    agency: str | None  #: empty where other members name one or several, none of them surely enough
    credited: bool  #: the page itself credits the story's source
    extent: Literal["full", "partial", "excerpt", "link"]
    share_of_origin: float | None  #: None while the origin is unseen
    share_of_article: float | None  #: None while neither the origin nor another copy is seen
    lag_seconds: int | None  #: against the origin's, else the first member's publication
    same_owner: bool
    confidence: float
    evidence: str  #: one sentence for a person
    depth: int
    path: tuple[str, ...]  #: addresses or names from the origin to this article
    runner_up: str | None = None  #: the next likely parent: an address, or the name of a source not seen
    runner_up_confidence: float = 0.0
    agency_confidence: float = 0.0  #: that this is its agency: as its own credit is read, else by the other members
    verdict_id: int | None = None  #: the verdict that decided the parent, else the one that decided the agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One original text and all its republications; the original may be unseen."""

    story_id: str  #: stable over recomputation: made from the origin's or the root member's address
    agency: str | None
    agency_confidence: float
    title: str
    origin_id: int | None  #: the origin's article, where it was crawled
    origin_url: str | None  #: where it is known, crawled or not
    first_published: datetime | None
    members: tuple[Republication, ...]
