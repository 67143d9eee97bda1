"""The tables of what is watched over time: articles looked at again, credits that change, sources that were found."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db.base import STRICT
from tracker.db.base import Base as Base
from tracker.db.tables import Article, Outlet


class Revisit(Base):
    """When an article is looked at again; null: no more. One without a row was never looked at again."""

    __tablename__ = "revisit"
    __table_args__ = STRICT
    article_id: Mapped[int] = mapped_column(
        ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    visits: Mapped[int]
    last_visit_at: Mapped[datetime]
    next_visit_at: Mapped[datetime | None] = mapped_column(index=True)
    reason: Mapped[str]  #: why the last visit saw nothing, else empty


class CreditChange(Base):
    """A credit that a later fetch of a page has and the one before had not, or the other way round."""

    __tablename__ = "credit_change"
    __table_args__ = STRICT
    article_id: Mapped[int] = mapped_column(
        ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    change: Mapped[str]  #: `added`, `dropped`
    seen_at: Mapped[datetime]  #: when the page was fetched that has it, or lacks it
    page_sha256: Mapped[str]  #: of that page
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
    origin_url: Mapped[str | None]
    normalised: Mapped[str | None]


class FoundSource(Base):
    """A feed, sitemap or listing that a crawl found of an outlet, beside those of the catalogue."""

    __tablename__ = "found_source"
    __table_args__ = STRICT
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet), primary_key=True)
    url_key: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    kind: Mapped[str]
    found_at: Mapped[datetime]
