"""The tables of crawls: what they found, what became of it, what is to be done and by whom, and what each run did."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db.base import STRICT
from tracker.db.base import Base as Base
from tracker.db.tables import Outlet


class Coverage(Base):
    """Counts of one outlet and day (UTC), kept in the transaction of the thing counted.

    Of pages every ending is counted once; what became of sources (feeds, sitemaps, listings) stands apart from it.
    """

    __tablename__ = "coverage_day"
    __table_args__ = STRICT
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    discovered: Mapped[int]
    fetched: Mapped[int]
    articles: Mapped[int]
    unchanged: Mapped[int]
    not_article: Mapped[int]
    refused: Mapped[int]
    blocked: Mapped[int]
    failed: Mapped[int]
    last_success_at: Mapped[datetime | None]
    new_articles: Mapped[int]
    changed_articles: Mapped[int]
    unreadable: Mapped[int]
    sources_read: Mapped[int]
    sources_failed: Mapped[int]
    gone: Mapped[int]


class Address(Base):
    """The frontier: an address that was found, how its last attempt ended, and when the next one is due, if ever."""

    __tablename__ = "address"
    __table_args__ = (Index(None, "outlet", "next_attempt_at"), STRICT)
    url_key: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet))
    hints: Mapped[str]
    discovered_at: Mapped[datetime]
    attempts: Mapped[int]
    failures: Mapped[int] = mapped_column(default=0)  #: attempts in a row that gave no page
    last_attempt_at: Mapped[datetime | None]
    next_attempt_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    reason: Mapped[str]


class Source(Base):
    """A feed, sitemap or listing page: what the next request needs to know of the last one."""

    __tablename__ = "source"
    __table_args__ = STRICT
    url_key: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet), index=True)
    kind: Mapped[str]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    sha256: Mapped[str | None]
    last_fetched_at: Mapped[datetime | None]
    next_fetch_at: Mapped[datetime | None]
    interval_seconds: Mapped[int | None]
    failures: Mapped[int]
    reason: Mapped[str]
    whole_at: Mapped[datetime | None]  #: when its body was last read, and not only said to be unchanged
    validators_lie: Mapped[bool] = mapped_column(default=False)  #: one ETag was seen on two bodies


class Host(Base):
    """A host that gave trouble: how often in a row, and until when it is left alone."""

    __tablename__ = "host"
    __table_args__ = STRICT
    host: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    rests_until: Mapped[datetime | None]
    reason: Mapped[str]
    changed_at: Mapped[datetime]


class Lease(Base):
    """Who crawls an outlet, and until when unless renewed. No foreign key: leases are taken without the one writer's
    lock, and an outlet's row is not theirs to make."""

    __tablename__ = "lease"
    __table_args__ = STRICT
    outlet: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str | None]
    taken_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]


class Redirect(Base):
    """Where an address leads: a short link that was asked, or any address that was fetched and led to an article
    elsewhere. `target` is null where it could not be found out, with the reason, and when to ask again, if ever."""

    __tablename__ = "redirect"
    __table_args__ = STRICT
    url_key: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    target: Mapped[str | None]
    target_key: Mapped[str | None]
    seen_at: Mapped[datetime]
    reason: Mapped[str]
    next_attempt_at: Mapped[datetime | None]


class Run(Base):
    """One command that wrote: when it began, when and how it ended. An open one was killed or is at work."""

    __tablename__ = "run"
    __table_args__ = STRICT
    run_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    program: Mapped[str]
    arguments: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    summary: Mapped[str | None]
