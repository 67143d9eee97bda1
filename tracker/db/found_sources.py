"""Feeds, sitemaps and listings that crawls found of outlets, beside those of the catalogue."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from tracker.db.batch import ensure_outlets
from tracker.db.bulk import upsert
from tracker.db.columns import storable
from tracker.db.crawled import Source
from tracker.db.database import Database
from tracker.db.keys import shortened, stored_key
from tracker.db.watched import FoundSource

#: Failed polls in a row after which a source is taken for gone, and the site is looked at anew.
_GIVEN_UP = 3


def found_sources(db: Database, outlet: str) -> list[tuple[str, str]]:
    """(Address, kind) of the sources found of an outlet, in the order found; without those that no longer answer."""
    query = (
        select(FoundSource.url, FoundSource.kind)
        .outerjoin(Source, Source.url_key == FoundSource.url_key)
        .where(
            and_(
                FoundSource.outlet == shortened(storable(outlet)),
                or_(Source.failures.is_(None), Source.failures < _GIVEN_UP),
            )
        )
        .order_by(FoundSource.found_at, FoundSource.url_key)
    )
    with db.read() as connection:
        return [(url, kind) for url, kind in connection.execute(query)]


def save_found(db: Database, outlet: str, sources: Sequence[tuple[str, str]], *, at: datetime) -> None:
    """Keeps (address, kind) for the next crawl; one that is known keeps the time of its first sight."""
    key = shortened(storable(outlet))
    rows = {
        stored_key(url): {"outlet": key, "url_key": stored_key(url), "url": url, "kind": kind, "found_at": at}
        for url, kind in sources
    }
    with db.write() as connection:
        ensure_outlets(connection, [key])
        if rows:
            statement = upsert(connection, FoundSource)
            updated = {"url": statement.excluded.url, "kind": statement.excluded.kind}
            connection.execute(
                statement.on_conflict_do_update(index_elements=["outlet", "url_key"], set_=updated),
                [rows[name] for name in sorted(rows)],
            )
