"""Articles that are looked at again after some time: which are due, and what a visit saw that recording cannot."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, update

from tracker.db.bulk import pieces, upsert
from tracker.db.columns import storable
from tracker.db.counting import Tally
from tracker.db.crawled import Address
from tracker.db.database import Database
from tracker.db.hints import unpacked
from tracker.db.keys import shortened, stored_key
from tracker.db.tables import Article, Page
from tracker.db.watched import Revisit
from tracker.types import Hints, Outcome

#: After first sight. Texts and credits change most on the first day; corrections and removals come within weeks.
STEPS = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
)
#: An article first seen longer ago is not looked at for the first time again: crawls may have stood still for a month.
_TOO_LATE = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article to be looked at again, with what a conditional request needs, and with what its page was read."""

    url: str
    outlet: str  #: for which its address was found
    etag: str | None
    last_modified: str | None
    hints: Hints


def next_visit(first_seen: datetime, after: datetime) -> datetime | None:
    """The first of the `STEPS` after `after`: those missed in the meantime are made up for by one visit."""
    return next((first_seen + step for step in STEPS if first_seen + step > after), None)


def due_revisits(db: Database, outlets: Collection[str] | None, *, at: datetime, limit: int) -> list[Known]:
    """Articles found for `outlets` (None: for all) that are due to be looked at again, the newest first.

    Only what a crawl found: pages of an archive that was read in stay as they are.
    """
    never = and_(
        Revisit.article_id.is_(None), Article.first_seen_at <= at - STEPS[0], Article.first_seen_at > at - _TOO_LATE
    )
    query = (
        select(
            Article.first_seen_at, Article.url, Address.outlet, Page.etag, Page.last_modified, Page.hints,
            Address.hints.label("found"),
        )
        .join(Address, Address.url_key == Article.url_key)
        .outerjoin(Revisit, Revisit.article_id == Article.article_id)
        .outerjoin(Page, and_(Page.url_key == Article.url_key, Page.sha256 == Article.body_sha256))
        .order_by(Article.first_seen_at.desc(), Article.article_id.desc())
        .limit(limit)
    )  # fmt: skip
    with db.read() as connection:
        # Two questions, each with an index that answers it; as one they look at every article there is.
        rows = [
            row
            for condition in _of(outlets)
            for due in (Revisit.next_visit_at <= at, never)
            for row in connection.execute(query.where(due, *condition))
        ]
    rows.sort(key=lambda row: row.first_seen_at, reverse=True)
    return [
        Known(
            url=row.url,
            outlet=row.outlet,
            etag=row.etag,
            last_modified=row.last_modified,
            hints=unpacked(row.hints or row.found),
        )
        for row in rows[:limit]
    ]


def next_visits(db: Database, *, at: datetime) -> dict[str, datetime]:
    """By outlet, when the first of its articles is to be looked at again."""
    whose = select(Address.outlet).join(Article, Article.url_key == Address.url_key)
    planned = (
        whose.add_columns(func.min(Revisit.next_visit_at))
        .join(Revisit, Revisit.article_id == Article.article_id)
        .where(Revisit.next_visit_at.is_not(None))
    )
    never = (
        whose.add_columns(func.min(Article.first_seen_at))
        .outerjoin(Revisit, Revisit.article_id == Article.article_id)
        .where(Revisit.article_id.is_(None), Article.first_seen_at > at - _TOO_LATE)
    )
    with db.read() as connection:
        found: dict[str, datetime] = dict(connection.execute(planned.group_by(Address.outlet)).all())
        for outlet, first_seen in connection.execute(never.group_by(Address.outlet)):
            found[outlet] = min(found.get(outlet, first_seen + STEPS[0]), first_seen + STEPS[0])
    return found


def visited(db: Database, url: str, *, at: datetime, reason: str = "", again: timedelta | None = None) -> None:
    """The article was looked at; the next visit is that of the schedule, or `again`, where this one saw nothing."""
    with db.write() as connection:
        query = select(Article.article_id, Article.first_seen_at).where(Article.url_key == stored_key(url))
        article = connection.execute(query).first()
        if article is None:
            return
        following = next_visit(article.first_seen_at, at)
        if again is not None and at + again - article.first_seen_at < _TOO_LATE:
            following = min(following or at + again, at + again)
        values = {"last_visit_at": at, "next_visit_at": following, "reason": reason}
        statement = upsert(connection, Revisit).values(article_id=article.article_id, visits=1, **values)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["article_id"], set_={**values, "visits": Revisit.__table__.c.visits + 1}
            )
        )


def unchanged(db: Database, url: str, *, outlet: str, at: datetime) -> None:
    """The server says that the page is as it was (304): seen, and counted like the same bytes."""
    key = stored_key(url)
    with db.write() as connection:
        query = select(Article.body_sha256, Article.outlet).where(Article.url_key == key)
        article = connection.execute(query).first()
        connection.execute(update(Article).where(Article.url_key == key).values(last_seen_at=at, gone_at=None))
        if article is not None:
            same = (Page.url_key == key) & (Page.sha256 == article.body_sha256)
            connection.execute(update(Page).where(same).values(last_fetched_at=at))
        tally = Tally()
        tally.outcome(article.outlet if article else shortened(storable(outlet)), at, Outcome.UNCHANGED)
        tally.save(connection)


def gone(db: Database, url: str, *, at: datetime) -> bool:
    """The page is there no more; what it said stays on record. Whether that is new: the first time counts, until it
    comes back."""
    there = (Article.url_key == stored_key(url)) & Article.gone_at.is_(None)
    with db.write() as connection:
        return connection.execute(update(Article).where(there).values(gone_at=at)).rowcount > 0


def _of(outlets: Collection[str] | None) -> list[tuple[ColumnElement[bool], ...]]:
    if outlets is None:
        return [()]
    keys = sorted({shortened(storable(outlet)) for outlet in outlets})
    return [(Address.outlet.in_(some),) for some in pieces(keys)]
