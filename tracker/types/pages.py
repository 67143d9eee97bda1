"""What was fetched, and what a page says once it is read. All frozen."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the place where a page was found says of it: a feed item, a sitemap entry, a row of a text file.

    Hints are statements of somebody else about the page. They fill what the page leaves open and are recorded with
    their own source (`feed`, `sitemap`, `file`), never over what the page says.
    """

    found_by: Literal["feed", "sitemap", "listing", "link", "original", "file", "user"] = "user"
    found_at: str | None = None  #: address of the feed, sitemap, listing or crediting page, or path of the file
    title: str | None = None
    published: str | None = None  #: as written there
    creators: tuple[str, ...] = ()  #: `dc:creator`, `author`, `news:publication`... as written
    media_credits: tuple[str, ...] = ()  #: `media:credit` of its pictures, as written
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
    archived_length: int | None = None  #: bytes of the record as stored, where the crawl wrote it


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


class Outcome(StrEnum):
    """How the handling of one address ended; each address ends in exactly one."""

    READ = "read"  #: a new article
    CHANGED = "changed"  #: a new revision of a known article
    UNCHANGED = "unchanged"  #: already known: the same bytes, a 304, or the same text
    NOT_ARTICLE = "not_article"  #: a page that holds no article: a front page, a list, an empty page
    UNREADABLE = "unreadable"  #: bytes that cannot be read as a page
    REFUSED = "refused"  #: robots.txt says no
    BLOCKED = "blocked"  #: a challenge or a refusal of the server: 401, 403, 429, 202
    GONE = "gone"  #: no such page, the site says: 404, 410; of a known article also by leading to a front page
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
    `meta.og:site_name` ...), `link.canonical`, `meta.og:url`, `feed.creator`, `feed.source`, `feed.media_credit`,
    `file.author`, and what elements state: `element.author` (`rel=author`, microdata, hCard, a class for author names),
    `element.author_box` (the first lines of a box about the author).
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
