"""Pages that credits point to and that are not on record: the originals whose copies are."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select

from tracker.db.bulk import pieces
from tracker.db.columns import storable
from tracker.db.crawled import Address
from tracker.db.database import Database
from tracker.db.keys import shortened
from tracker.db.redirects import Targets
from tracker.db.tables import Article, Credit, Page
from tracker.forwarding import is_front

#: Credits looked at in one go. Many point to one page; what is fetched of these makes room for others.
_MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Original:
    """A page that is credited: its address, and that of an article that credits it."""

    url: str
    credited_by: str


def unseen_originals(
    db: Database,
    outlets: Collection[str] | None,
    *,
    skip: Callable[[str], bool],
    at: datetime,
    limit: int,
) -> list[Original]:
    """Originals credited by articles of `outlets` (None: of all) that are to be fetched now; newest articles first.

    Those that were never fetched, or are due for another try; no front pages, which are credited as an outlet's name.
    `skip` says which addresses are none of a page: short links that nobody has resolved.
    """
    there = exists().where(or_(Article.url_key == Credit.origin_key, Article.final_key == Credit.origin_key))
    fetched = exists().where(Page.url_key == Credit.origin_key)
    found = exists().where(Address.url_key == Credit.origin_key)
    again = exists().where(and_(Address.url_key == Credit.origin_key, Address.next_attempt_at <= at))
    copy = Article.__table__.alias("copy")
    query = (
        select(Credit.origin_url, Credit.origin_key, copy.c.url)
        .join(copy, copy.c.article_id == Credit.article_id)
        .where(Credit.role == "credit", Credit.origin_key.like("%/%"), ~there, or_(again, and_(~found, ~fetched)))
        .order_by(copy.c.article_id.desc(), Credit.position)
        .limit(_MOST_ROWS)
    )
    wanted: dict[str, Original] = {}
    with db.read() as connection:
        some = [None] if outlets is None else list(pieces(sorted(shortened(storable(key)) for key in outlets)))
        for keys in some if limit > 0 else ():
            rows = connection.execute(query if keys is None else query.where(copy.c.outlet.in_(keys))).all()
            targets = Targets(connection, [row.origin_url for row in rows])
            for row in rows:
                url = targets.of(row.origin_url)
                if row.origin_key not in wanted and not skip(url) and not is_front(url):
                    wanted[row.origin_key] = Original(url, row.url)
                if len(wanted) >= limit:
                    return list(wanted.values())
    return list(wanted.values())
