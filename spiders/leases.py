"""The outlets that this crawl alone may crawl: taken when they are first needed, renewed while it lives."""

import os
import socket
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from tracker.db import Database, leases
from tracker.db.leases import Held

#: How long a lease holds without renewal, and how often a crawl renews: a writer may wait two minutes for another.
LENGTH = timedelta(minutes=10)
RENEWAL = timedelta(minutes=2)


class Leases:
    """This crawl's leases. `lost` are outlets that ran out, as when the machine slept, and that another took."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._holder = f"{_machine()} {os.getpid()} {_started(os.getpid())} {uuid.uuid4().hex[:8]}"
        self._had: set[str] = set()
        self._refused: dict[str, Held | None] = {}
        self.lost: set[str] = set()

    def take(self, outlet: str) -> bool:
        """Whether the outlet is this crawl's, from now until the crawl ends. What was refused once stays so."""
        if outlet in self._had:
            return outlet not in self.lost
        if outlet in self._refused:
            return False
        if self._get(outlet):
            return True
        other = next((held for held in leases.held(self._db, at=datetime.now(UTC)) if held.outlet == outlet), None)
        if other is not None and _is_dead(other.holder) and self._get(outlet, dead=[other.holder]):
            return True
        self._refused[outlet] = other
        return False

    @property
    def refused(self) -> dict[str, Held | None]:
        """Outlets that another crawl has, with its lease where that was seen."""
        return self._refused

    def renew(self) -> None:
        """To be called every `RENEWAL`."""
        if self._had:
            self.lost |= self._had - leases.renew(self._db, holder=self._holder, until=datetime.now(UTC) + LENGTH)

    def release(self) -> None:
        """The outlets are free for other crawls; releasing twice is no error."""
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


def _is_dead(holder: str) -> bool:
    """Whether the process that holds a lease is known not to run any more: one of this machine only. So what was
    killed can be started again at once; a process of another machine is waited for."""
    machine, pid, started = (*holder.split(" "), "", "", "")[:3]
    if machine != _machine() or not pid.isdigit():
        return False
    return _started(int(pid)) != started


def _started(pid: int) -> str:
    """When a process of this machine started, in its kernel's clock ticks; empty where there is none.

    A process number is given out again, a number with its start is not.
    """
    try:
        # From field 3 on; the second, the name, is in brackets and may hold spaces (proc_pid_stat(5)).
        state, *others = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if state in "ZX" else others[18]  # a zombie is dead, and only not yet buried


@cache
def _machine() -> str:
    """This machine since it was started, as its processes are numbered: two containers are two."""
    return "/".join([socket.gethostname().replace(" ", "-"), *_numbering()])


def _numbering() -> Iterable[str]:
    try:
        yield Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        yield os.readlink("/proc/self/ns/pid")
    except OSError:
        # No /proc: nobody is known to be dead, and a lease ends by its time.
        yield uuid.uuid4().hex
