"""The tables of what is watched: how sources answered, and what looks wrong."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db.base import STRICT, Base
from tracker.db.tables import Outlet


class Poll(Base):
    """How a feed, sitemap or listing answered on a day (UTC): what a day without items is held against."""

    __tablename__ = "poll_day"
    __table_args__ = (Index(None, "outlet", "day"), STRICT)
    url_key: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    url: Mapped[str]
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet))
    read: Mapped[int]
    unchanged: Mapped[int]
    empty: Mapped[int]  #: of those read, how many gave no item
    items: Mapped[int]  #: given by all that were read
    last_items: Mapped[int | None]  #: given by the last that was read
    refused: Mapped[int]
    blocked: Mapped[int]
    failed: Mapped[int]
    reason: Mapped[str]  #: of the last that failed


class Signal(Base):
    """One thing about an outlet that looks wrong on a day (UTC). Found anew from what is recorded, never edited."""

    __tablename__ = "signal"
    __table_args__ = STRICT
    outlet: Mapped[str] = mapped_column(ForeignKey(Outlet.outlet), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    pages: Mapped[int]
    url: Mapped[str | None]
    evidence: Mapped[str]
