"""Hosts that gave trouble: how often in a row, and until when each is left alone."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select

from tracker.db.bulk import upsert
from tracker.db.columns import storable
from tracker.db.crawled import Host
from tracker.db.database import Database
from tracker.db.keys import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """A host's trouble: `failures` in a row, the last of them for `reason`."""

    host: str
    failures: int
    rests_until: datetime | None
    reason: str
    changed_at: datetime


def troubled(db: Database) -> list[HostState]:
    """Every host that gave trouble when it was last asked, resting or not, by name."""
    with db.read() as connection:
        rows = connection.execute(select(Host.__table__).order_by(Host.host)).mappings()
        return [HostState(**row) for row in rows]


def save_trouble(db: Database, state: HostState) -> None:
    """In place of what was known of `state.host`."""
    values = asdict(state) | {"host": shortened(storable(state.host))}
    with db.write() as connection:
        statement = upsert(connection, Host).values(values)
        connection.execute(statement.on_conflict_do_update(index_elements=["host"], set_=values))


def forget_trouble(db: Database, host: str) -> None:
    """The host answers as it should."""
    with db.write() as connection:
        connection.execute(delete(Host).where(Host.host == shortened(storable(host))))
