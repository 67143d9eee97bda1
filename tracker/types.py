"""The corridor: the types that the rooms hand to each other, in the order of the flow.

    fetch -> Page -> Article -> Credits -> record -> Match -> Story -> report

Rooms import these and never each other. All are frozen; all times are aware and in UTC; an address is kept as it was
written, and what decides whether two addresses are one is `tracker.urls.url_key`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

# --------------------------------------------------------------------------------------------------------- fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the place where a page was found says of it: a feed item, a sitemap entry, a row of a text file.

    Hints are statements of somebody else about the page. They fill what the page leaves open and are recorded with
    their own source (`feed`, `sitemap`, `file`), never over what the page says.
    """

    found_by: Literal["feed", "sitemap", "listing", "link", "file", "user"] = "user"
    found_at: str | None = None  #: address of the feed, sitemap or listing, or path of the file
    title: str | None = None
    published: str | None = None  #: as written there
    creators: tuple[str, ...] = ()  #: `dc:creator`, `author`, `news:publication`... as written
    source_name: str | None = None  #: RSS `<source>`, Atom `source/title`
    source_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was fetched: bytes and how they came."""

    url: str  #: as it was asked for (in a WARC its target URI), unchanged
    final_url: str  #: after redirects
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]  #: names as sent, in the order sent
    body: bytes  #: content decoding (gzip, br) undone, character decoding not
    outlet: str | None = None  #: key of the outlet, where the crawl knows it
    hints: Hints = field(default_factory=Hints)
    archived_in: str | None = None  #: path of the WARC that holds the bytes
    archived_at: int | None = None  #: offset of the record in it


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """A text without a page: one row of a JSON Lines, CSV or Parquet file. The counterpart of `Page`."""

    url: str
    text: str  #: paragraphs separated by line ends
    fetched_at: datetime
    title: str | None = None
    outlet: str | None = None
    hints: Hints = field(default_factory=Hints)
    archived_in: str | None = None
    archived_at: int | None = None  #: number of the row, from 1


# ------------------------------------------------------------------------------------------------------------- read


class Outcome(StrEnum):
    """How the handling of one address ended; each address ends in exactly one."""

    READ = "read"  #: a new article
    CHANGED = "changed"  #: a new revision of a known article
    UNCHANGED = "unchanged"  #: already known: the same bytes, a 304, or the same text
    NOT_ARTICLE = "not_article"  #: a page that holds no article: a front page, a list, an empty page
    UNREADABLE = "unreadable"  #: bytes that cannot be read as a page
    REFUSED = "refused"  #: robots.txt says no
    BLOCKED = "blocked"  #: a challenge or a refusal of the server: 401, 403, 429, 202
    FAILED = "failed"  #: no answer, a server error, a broken transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Why a page gave no article."""

    outcome: Outcome
    reason: str  #: one sentence for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time with where it came from. Day precision means midnight UTC of the day as written."""

    at: datetime
    source: Literal["jsonld", "meta", "time", "text", "url", "feed", "sitemap", "file"]
    precision: Literal["second", "minute", "day"]
    raw: str  #: as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside a block: its text and its absolute address."""

    text: str
    url: str


Place = Literal["headline", "byline", "head", "body", "tail", "footer", "caption", "aside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One visible block of a page's text, in page order, before anything is thrown away as boilerplate.

    `place`: `byline` for an author element; `head` between headline and body; `body` part of the article's text;
    `tail` after the body but still in the article's element; `footer` the page's foot; `caption` of a picture or
    video; `aside` anything else kept because it may speak of provenance.
    """

    text: str  #: white space folded to single spaces, ends stripped, never empty
    place: Place
    element: str  #: tag with its class or rel, for a person: `address`, `p.copyright`, `a[rel=author]`
    links: tuple[Link, ...] = ()
    start: int | None = None  #: offset of this block in `Article.text`, where it is part of it
    emphasis: bool = False  #: the whole block is set in italics, bold or small: often a note of the editors


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One machine-readable statement of the page, or of the feed that led to it.

    `field` is one of `jsonld.author`, `jsonld.creator`, `jsonld.contributor`, `jsonld.publisher`,
    `jsonld.sourceOrganization`, `jsonld.provider`, `jsonld.isBasedOn`, `jsonld.copyrightHolder`, `jsonld.creditText`,
    `jsonld.copyrightNotice`, `jsonld.mainEntityOfPage`, `meta.<name>` (name in lower case: `meta.author`,
    `meta.article:author`, `meta.dc.creator`, `meta.syndication-source`, `meta.original-source`, `meta.copyright`,
    `meta.og:site_name` ...), `link.canonical`, `meta.og:url`, `feed.creator`, `feed.source`, `file.author`, and what
    elements state: `element.author` (`rel=author`, microdata, hCard, a class for author names), `element.author_box`
    (the first lines of a box about the author).
    """

    field: str
    value: str  #: the name or text; for an address without a name, the address
    kind: str | None = None  #: schema.org type of the thing named: `Person`, `Organization`, `NewsMediaOrganization`
    url: str | None = None  #: absolute address of the thing named
    path: str = ""  #: where exactly: `jsonld[0].author[1].name`


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says, once read. `text` is what is stored and what every later offset points into."""

    url: str
    final_url: str
    title: str
    text: str  #: paragraphs separated by single line ends
    language: str | None  #: ISO 639-1, None when unknown
    published: Moment | None
    modified: Moment | None
    canonical_url: str | None  #: as declared; evidence, never identity
    site_names: tuple[str, ...]  #: the site's own names: `og:site_name`, JSON-LD publisher, title suffix
    outlet: str | None  #: key of the outlet, where the crawl or the file says it
    blocks: tuple[Block, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    notes: tuple[str, ...] = ()  #: what was refused or doubted while reading: a date in the year 9999


# ---------------------------------------------------------------------------------------------------------- credits

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


# ---------------------------------------------------------------------------------------------------------- matches


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


# ----------------------------------------------------------------------------------------------------------- chains


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


Direction = Literal["stated", "inferred", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Republication:
    """One article's part in one story. The origin itself is a member too, at depth 0, where it was crawled."""

    article_id: int
    parent_id: int | None  #: None: the story's origin while that is unseen, or this is the origin
    parent_url: str | None
    parent_confidence: float
    direction: Direction
    agency: str | None
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
