"""The outlets that this crawl alone may crawl: taken when they are needed, renewed while it lives, given back each when
the crawl is done with it."""

from collections.abc import Hashable, Sequence
from datetime import UTC, datetime, timedelta

from tracker.db import Database, leases
from tracker.db.leases import Held
from tracker.pipeline import is_dead, own_name

#: How long a lease holds without renewal, and how often a crawl renews: a writer may wait two minutes for another.
LENGTH = timedelta(minutes=10)
RENEWAL = timedelta(minutes=2)
#: How often it is looked for outlets with which the crawl is done.
SWEEP = timedelta(seconds=1)


class Leases:
    """This crawl's leases. `lost` are outlets that ran out, as when the machine slept, and that another took."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._holder = own_name()
        self._had: set[str] = set()
        self._work: dict[str, set[Hashable]] = {}  #: of outlets, what is begun and has not ended
        self._refused: dict[str, Held | None] = {}
        self.lost: set[str] = set()

    def take(self, outlet: str) -> bool:
        """Whether the outlet is this crawl's, from now until it is done with it. What was refused once stays so."""
        if outlet in self._had:
            return outlet not in self.lost
        if outlet in self._refused:
            return False
        if self._get(outlet):
            return True
        other = next((held for held in leases.held(self._db, at=datetime.now(UTC)) if held.outlet == outlet), None)
        if other is not None and is_dead(other.holder) and self._get(outlet, dead=[other.holder]):
            return True
        self._refused[outlet] = other
        return False

    @property
    def refused(self) -> dict[str, Held | None]:
        """Outlets that another crawl has, with its lease where that was seen."""
        return self._refused

    def begin(self, outlet: str, work: Hashable) -> None:
        """The outlet is needed until `end` is told of the same `work`."""
        self._work.setdefault(outlet, set()).add(work)

    def end(self, outlet: str, work: Hashable) -> None:
        """What was begun has ended; ending it twice is no error."""
        self._work.get(outlet, set()).discard(work)

    def release_idle(self) -> None:
        """Outlets with which nothing is under way are free for other crawls; this one may take them again.

        Between two steps of the reactor, not in the midst of one: what ends may be about to begin something else.
        """
        idle = {outlet for outlet in self._had - self.lost if not self._work.get(outlet)}
        if idle:
            leases.release(self._db, holder=self._holder, outlets=idle)
            self._had -= idle

    def renew(self) -> None:
        """To be called every `RENEWAL`."""
        if self._had:
            self.lost |= self._had - leases.renew(self._db, holder=self._holder, until=datetime.now(UTC) + LENGTH)

    def release(self) -> None:
        """All outlets are free for other crawls; releasing twice is no error."""
        if self._had:
            leases.release(self._db, holder=self._holder)
            self._had = set()

    def _get(self, outlet: str, *, dead: Sequence[str] = ()) -> bool:
        now = datetime.now(UTC)
        if leases.take(self._db, [outlet], holder=self._holder, at=now, until=now + LENGTH, dead=dead):
            self._had.add(outlet)
        return outlet in self._had


def said(held: Held | None) -> str:
    """Who crawls an outlet, for a person."""
    if held is None:
        return "another crawl"
    words = held.holder.split(" ")
    who = f"process {words[1]} on {words[0].partition('/')[0]}" if len(words) > 1 else held.holder
    return f"{who}, at least until {held.expires_at:%H:%M} UTC"
