"""What a page says of its sources, and the reading that is recorded in one piece. All frozen."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tracker.types.pages import Article, Hints, Outcome, Unread

Role = Literal["credit", "own", "citation", "photo", "author"]
SourceKind = Literal["agency", "outlet", "person", "other"]
Form = Literal[
    "byline", "dateline", "source_line", "signoff", "contributed", "republished", "copyright", "syndicated", "other"
]
Extent = Literal["whole", "part", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One statement about where a text comes from, with its evidence."""

    role: Role
    source: str  #: key of the catalogue; an unknown organisation keeps its own name as key; a person's is folded
    source_kind: SourceKind
    source_name: str  #: as written for a person; the catalogue's name, or as written, for an organisation
    form: Form
    extent: Extent
    quote: str  #: the exact words that carry it, at most 300 characters
    location: str  #: `byline`, `head`, `body:3`, `tail`, `footer`, or the path of a declaration
    rule: str  #: name of the rule that read it
    confidence: float  #: 0..1
    origin_url: str | None = None  #: address of the original, where the statement links or prints it
    normalised: str | None = None  #: of a person: the name in one spelling, beside `source_name` as written


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    """A line that looks like a byline or a credit, and that no rule understood."""

    text: str  #: as written, at most 200 characters
    place: str  #: as `Credit.location`
    shape: str  #: names, numbers and dates folded away: lines of many pages are counted by it
    reason: str  #: one sentence for a person: why it looks like a credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A fetched page without its bytes: what the database keeps of every page, read or not."""

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    sha256: str  #: of the body, hexadecimal
    size: int  #: of the body, bytes
    outlet: str
    archived_in: str | None = None
    archived_at: int | None = None
    archived_length: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    given_outlet: str | None = None  #: as the crawl or the file said; `outlet` is what the catalogue makes of it
    hints: Hints = field(default_factory=Hints)  #: kept, so that the page can be read again as it was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that reading one page gave; the unit that is recorded in one piece."""

    receipt: Receipt
    article: Article | Unread
    credits: tuple[Credit, ...] = ()
    fingerprints: tuple[int, ...] = ()  #: sorted, distinct, signed 64-bit
    unread: tuple[UnreadLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of one page."""

    url: str
    outcome: Outcome
    reason: str = ""
    article_id: int | None = None
