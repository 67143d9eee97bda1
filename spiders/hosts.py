"""Hosts that gave trouble, as one crawl sees them: known from the database, and written there at every change."""

from datetime import datetime

from spiders.answers import Trouble
from spiders.backoff import rest_of_host
from tracker.db import Database, hosts
from tracker.db.hosts import HostState


class Hosts:
    """Which hosts are to be left alone, and until when. Hosts are named as `tracker.urls.host` does."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._states = {state.host: state for state in hosts.troubled(db)}

    def resting(self, host: str, *, at: datetime) -> HostState | None:
        """The host's trouble where it is left alone at this moment; else None."""
        state = self._states.get(host)
        return state if state is not None and state.rests_until is not None and state.rests_until > at else None

    def troubled(self, host: str, trouble: Trouble, *, at: datetime) -> None:
        """The host refused, or gave no answer: once more in a row."""
        before = self._states.get(host)
        failures = 1 + (before.failures if before else 0)
        rest = rest_of_host(failures, asked=trouble.asked, at_once=trouble.refuses)
        until = None if rest is None else at + rest
        state = HostState(host=host, failures=failures, rests_until=until, reason=trouble.reason, changed_at=at)
        self._states[host] = state
        hosts.save_trouble(self._db, state)

    def answered(self, host: str) -> None:
        """The host answered as it should."""
        if self._states.pop(host, None) is not None:
            hosts.forget_trouble(self._db, host)
