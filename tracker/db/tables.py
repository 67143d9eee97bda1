"""The tables of what was read and found; those of crawls, of what is watched and of fingerprints are in `crawled.py`,
`watched.py` and `indexed.py`. Names of tables are singular and may change between versions; the views (`views.py`) are
what stays.

An address decides what an article is through `url_key` (`tracker.urls.url_key`); `url` is beside it, as asked for.
Ids are given out by the recording transaction itself, one writer at a time: they depend on the order of recording
alone and leave no gaps behind a transaction that was killed.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db.base import CLUSTERED, STRICT
from tracker.db.base import Base as Base

# ------------------------------------------------------------------------------------------------------- catalogue


class Outlet(Base):
    """A publisher's site; one that the catalogue does not know has its registrable domain as key and name."""

    __tablename__ = "outlet"
    __table_args__ = STRICT
    outlet: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    owner: Mapped[str | None]
    country: Mapped[str]
    language: Mapped[str]
    catalogued: Mapped[bool]


class Site(Base):
    """A domain of the catalogue: whose an address is, crawled or not. `agency`, where it is an agency's own site."""

    __tablename__ = "site"
    __table_args__ = CLUSTERED
    domain: Mapped[str] = mapped_column(primary_key=True)
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet, ondelete="CASCADE"))
    agency: Mapped[str | None]


class Agency(Base):
    """An agency of the catalogue. Its own site is an outlet of the same key."""

    __tablename__ = "agency"
    __table_args__ = STRICT
    agency: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    country: Mapped[str]
    owner: Mapped[str | None]


# -------------------------------------------------------------------------------------------------------- recorded


class Article(Base):
    """What the latest page of an address says, but its text, which is the current revision's.

    `version` is raised by every change that linking must see: of text, publication or credits. Linking marks an
    article as `linked` only at the version it has read.
    """

    __tablename__ = "article"
    # By hash, since PostgreSQL's trees take no value of more than some 2,700 bytes, and addresses have any length.
    __table_args__ = (Index(None, "url", postgresql_using="hash"), STRICT)
    article_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    url: Mapped[str]
    url_key: Mapped[str] = mapped_column(unique=True)
    final_url: Mapped[str]
    final_key: Mapped[str] = mapped_column(index=True)
    canonical_url: Mapped[str | None]
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet), index=True)
    title: Mapped[str]
    language: Mapped[str | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    published_source: Mapped[str | None]
    published_precision: Mapped[str | None]
    published_raw: Mapped[str | None]
    modified_at: Mapped[datetime | None]
    modified_source: Mapped[str | None]
    first_seen_at: Mapped[datetime] = mapped_column(index=True)
    last_seen_at: Mapped[datetime]
    status: Mapped[int]
    gone_at: Mapped[datetime | None]  #: since when the page is known to be there no more
    words: Mapped[int]
    notes: Mapped[str]
    body_sha256: Mapped[str]
    revision: Mapped[int]
    revisions: Mapped[int]
    version: Mapped[int]
    linked: Mapped[bool] = mapped_column(index=True)


class Page(Base):
    """The receipt of every distinct body that an address gave, read or not.

    `given_outlet` and `hints` are what came with the bytes and was read with them; `hints` are null where they were
    not kept (recorded by version 0.1).
    """

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("url_key", "sha256"), Index(None, "outlet", "fetched_at"), STRICT)
    page_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    url: Mapped[str]
    url_key: Mapped[str]
    sha256: Mapped[str]
    final_url: Mapped[str]
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet))
    fetched_at: Mapped[datetime]
    last_fetched_at: Mapped[datetime]
    status: Mapped[int]
    size: Mapped[int]
    outcome: Mapped[str]
    reason: Mapped[str]
    article_id: Mapped[int | None] = mapped_column(ForeignKey(Article.article_id, ondelete="SET NULL"), index=True)
    archived_in: Mapped[str | None]
    archived_at: Mapped[int | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    given_outlet: Mapped[str | None]
    hints: Mapped[str | None]
    archived_length: Mapped[int | None]  #: of the record in its file, as stored; null where only its place is known


class Revision(Base):
    """One state of an article's text, numbered from 1 in the order of recording. `sha256` is of `text` in UTF-8."""

    __tablename__ = "revision"
    __table_args__ = STRICT
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
    title: Mapped[str]
    text: Mapped[str]
    sha256: Mapped[str]
    page_sha256: Mapped[str]


class Credit(Base):
    """One statement of an article about where its text comes from."""

    __tablename__ = "credit"
    __table_args__ = (CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"), STRICT)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    source: Mapped[str]
    source_kind: Mapped[str]
    source_name: Mapped[str]
    form: Mapped[str]
    extent: Mapped[str]
    quote: Mapped[str]
    location: Mapped[str]
    rule: Mapped[str]
    confidence: Mapped[float]
    origin_url: Mapped[str | None]  #: as the page gives it
    origin_key: Mapped[str | None] = mapped_column(index=True)  #: of where it leads: by it the original is found
    normalised: Mapped[str | None]


class UnreadLine(Base):
    """A line of an article that looks like a credit, and that no rule understood."""

    __tablename__ = "unread_line"
    __table_args__ = STRICT
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    place: Mapped[str]
    shape: Mapped[str]
    reason: Mapped[str]


# --------------------------------------------------------------------------------------------------------- matched


class Match(Base):
    __tablename__ = "match"
    __table_args__ = (CheckConstraint("article_a < article_b", name="order"), STRICT)
    article_a: Mapped[int] = mapped_column(ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True)
    article_b: Mapped[int] = mapped_column(
        ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True, index=True
    )
    shared_words: Mapped[int]
    share_of_a: Mapped[float]
    share_of_b: Mapped[float]
    passages: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str]


class Passage(Base):
    """A run of shared words; offsets of characters in the current revision of either side, half open."""

    __tablename__ = "passage"
    __table_args__ = (
        ForeignKeyConstraint(["article_a", "article_b"], [Match.article_a, Match.article_b], ondelete="CASCADE"),
        CLUSTERED,
    )
    article_a: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_b: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start_a: Mapped[int]
    end_a: Mapped[int]
    start_b: Mapped[int]
    end_b: Mapped[int]
    words: Mapped[int]


class Story(Base):
    __tablename__ = "story"
    __table_args__ = STRICT
    story_id: Mapped[str] = mapped_column(primary_key=True)
    agency: Mapped[str | None]
    agency_confidence: Mapped[float]
    title: Mapped[str]
    origin_id: Mapped[int | None] = mapped_column(ForeignKey(Article.article_id, ondelete="SET NULL"), index=True)
    origin_url: Mapped[str | None]
    origin_key: Mapped[str | None] = mapped_column(index=True)
    first_published_at: Mapped[datetime | None] = mapped_column(index=True)


class Republication(Base):
    """An article's part in a story; the origin's own row, where it was crawled, is at depth 0."""

    __tablename__ = "republication"
    __table_args__ = STRICT
    story_id: Mapped[str] = mapped_column(ForeignKey(Story.story_id, ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True, index=True
    )
    parent_id: Mapped[int | None] = mapped_column(ForeignKey(Article.article_id, ondelete="SET NULL"), index=True)
    parent_url: Mapped[str | None]
    parent_outlet: Mapped[str | None]
    parent_confidence: Mapped[float]
    direction: Mapped[str]
    agency: Mapped[str | None]
    credited: Mapped[bool]
    extent: Mapped[str]
    share_of_origin: Mapped[float | None]
    share_of_article: Mapped[float | None]
    lag_seconds: Mapped[int | None]
    same_owner: Mapped[bool]
    confidence: Mapped[float]
    evidence: Mapped[str]
    depth: Mapped[int]
    path: Mapped[str]
    runner_up: Mapped[str | None]  #: an address, or the name of a source that was not seen
    runner_up_confidence: Mapped[float | None]
    verdict_id: Mapped[int | None]  #: of the verdict that decided it; no foreign key: verdicts are never deleted


class Verdict(Base):
    """A person's word. It hangs on addresses, which outlive every id, and is never deleted.

    `other_key` is the other address's, null of an agency, whose key is `other`. Verdicts of one `question` contradict
    or repeat each other: the last of them that was not withdrawn is in force. The hashes are of the texts judged.
    """

    __tablename__ = "verdict"
    __table_args__ = (
        CheckConstraint("relation IN ('republishes', 'not-a-copy-of', 'agency')", name="relation"),
        STRICT,
    )
    verdict_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    url: Mapped[str]
    url_key: Mapped[str] = mapped_column(index=True)
    relation: Mapped[str]
    other: Mapped[str]
    other_key: Mapped[str | None] = mapped_column(index=True)
    question: Mapped[str] = mapped_column(index=True)
    because: Mapped[str]
    person: Mapped[str]
    given_at: Mapped[datetime]
    sha256: Mapped[str | None]
    other_sha256: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
