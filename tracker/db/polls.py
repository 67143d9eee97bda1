"""How sources answered: counted in the coverage of their outlets, and kept source by source and day by day."""

from datetime import UTC, datetime

from sqlalchemy import case

from tracker.db.batch import ensure_outlets
from tracker.db.bulk import upsert
from tracker.db.columns import storable
from tracker.db.counting import Tally
from tracker.db.database import Database
from tracker.db.keys import shortened, stored_key
from tracker.db.observed import Poll
from tracker.types import Outcome

_COUNTED = ("read", "unchanged", "empty", "items", "refused", "blocked", "failed")


def note_poll(
    db: Database, *, outlet: str, url: str, outcome: Outcome, reason: str = "", items: int = 0, at: datetime
) -> None:
    """One reading of a feed, sitemap or listing; `items` are the addresses that it gave (where it was read).

    An answer that cannot be read counts as failed. Raises DatabaseError.
    """
    key = shortened(storable(outlet))
    tally = Tally()
    tally.source(key, at, outcome)
    how = outcome.value if outcome.value in _COUNTED else "failed"
    counts = dict.fromkeys(_COUNTED, 0) | {how: 1}
    if outcome is Outcome.READ:
        counts |= {"items": items, "empty": int(items == 0)}
    with db.write() as connection:
        ensure_outlets(connection, [key])
        statement = upsert(connection, Poll).values(
            url_key=stored_key(url),
            day=at.astimezone(UTC).date(),
            url=url,
            outlet=key,
            last_items=items if outcome is Outcome.READ else None,
            reason=reason,
            **counts,
        )
        new, old = statement.excluded, Poll.__table__.c
        sums = {name: old[name] + new[name] for name in _COUNTED}
        sums["last_items"] = case((new.last_items.is_(None), old.last_items), else_=new.last_items)
        sums["reason"] = case((new.reason == "", old.reason), else_=new.reason)
        connection.execute(statement.on_conflict_do_update(index_elements=["url_key", "day"], set_=sums))
        tally.save(connection)
