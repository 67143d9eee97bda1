"""Leases: of all crawls of one database, one alone crawls an outlet.

A lease has an end. A crawl that lives renews it; that of a crawl which was killed ends by itself. Leases are taken
past the lock that keeps writers apart, so that on PostgreSQL a long transaction of linking lets none run out; there
rows are locked (`FOR UPDATE SKIP LOCKED`), on SQLite the file.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from tracker.db.bulk import upsert
from tracker.db.columns import storable
from tracker.db.crawled import Lease
from tracker.db.database import Database
from tracker.db.keys import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An outlet that is being crawled."""

    outlet: str
    holder: str
    expires_at: datetime


def take(
    db: Database,
    outlets: Collection[str],
    *,
    holder: str,
    at: datetime,
    until: datetime,
    dead: Collection[str] = (),
) -> set[str]:
    """Those of `outlets` that `holder` has from now `until` then: the free ones, and those that it had.

    Another's is free when it has expired, or when it is of a holder that is known to be `dead`. One that another
    process is taking at this moment counts as taken. Waits for nobody on PostgreSQL, for the file's writer on SQLite.
    """
    keys = {shortened(storable(outlet)): outlet for outlet in outlets}
    if not keys:
        return set()
    with db.write(alone=False) as connection:
        # Sorted: two processes that insert the same keys in different orders would wait for each other.
        rows = [{"outlet": key, "holder": None, "taken_at": None, "expires_at": None} for key in sorted(keys)]
        connection.execute(upsert(connection, Lease).on_conflict_do_nothing(), rows)
        free = select(Lease.outlet).where(Lease.outlet.in_(keys), or_(_is_free(at), Lease.holder.in_([holder, *dead])))
        taken = list(connection.scalars(free.order_by(Lease.outlet).with_for_update(skip_locked=True)))
        values = {"holder": holder, "taken_at": at, "expires_at": until}
        connection.execute(update(Lease).where(Lease.outlet.in_(taken)).values(values))
    return {keys[key] for key in taken}


def renew(db: Database, *, holder: str, until: datetime) -> set[str]:
    """Every lease of `holder` holds `until` then; gives their outlets. One that ran out and was taken is not in it."""
    mine = Lease.holder == holder
    with db.write(alone=False) as connection:
        connection.execute(update(Lease).where(mine).values(expires_at=until))
        return set(connection.scalars(select(Lease.outlet).where(mine)))


def release(db: Database, *, holder: str, outlets: Collection[str] | None = None) -> None:
    """Those of `outlets` that `holder` has are free, or all that it has."""
    theirs = [Lease.holder == holder]
    if outlets is not None:
        theirs.append(Lease.outlet.in_(sorted(shortened(storable(outlet)) for outlet in outlets)))
    with db.write(alone=False) as connection:
        values = {"holder": None, "taken_at": None, "expires_at": None}
        connection.execute(update(Lease).where(*theirs).values(values))


def held(db: Database, *, at: datetime) -> list[Held]:
    """Every outlet that is being crawled, by its key; those whose lease has expired are not."""
    query = select(Lease.outlet, Lease.holder, Lease.expires_at).where(Lease.expires_at > at).order_by(Lease.outlet)
    with db.read() as connection:
        return [Held(**row) for row in connection.execute(query).mappings()]


def _is_free(at: datetime) -> ColumnElement[bool]:
    return or_(Lease.holder.is_(None), Lease.expires_at <= at)
