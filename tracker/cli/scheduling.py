"""The loop of `tracker schedule`: what is due is crawled, each crawl in a process of its own, until it is told to end.

The loop knows no clock, no process and no database: it is handed them, so that a year of it can be tested in a moment.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.pipeline import Due

#: No outlet is crawled more often, and nothing is asked again sooner, whatever the database says: a crawl that fails
#: at once must not be started without end. It is the shortest pause between two polls.
SHORTEST = timedelta(minutes=10)
_LONGEST = timedelta(days=1)
#: The agenda is looked at so often at least: another program may have written to the database.
_LOOK_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Finished:
    """A crawl that ended. `summary` is one line of what it did; `code` its exit code, below 0 for a signal."""

    outlet: str
    code: int
    summary: str


@dataclass(frozen=True, slots=True)
class Told:
    """A person, or the system, said that it is to end."""

    signal: str


class Crawls(Protocol):
    """The running crawls, and what happens to them."""

    def start(self, outlet: str) -> None:
        """Begin to crawl an outlet."""

    def stop(self) -> None:
        """Every crawl is to end: politely at the first call, at once at the second."""

    def wait(self, seconds: float) -> Finished | Told | None:
        """The next thing that happens; None where nothing does for so long."""


@dataclass(slots=True)
class Schedule:
    """`run` ends when it is told to and the last crawl has ended; it survives a crawl, or a database, that fails."""

    agenda: "Callable[[datetime], Iterable[Due]]"
    crawls: Crawls
    clock: Callable[[], datetime]
    say: Callable[[str], None]
    jobs: int = 1
    _running: set[str] = field(default_factory=set)
    _not_before: dict[str, datetime] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)
    _told: bool = False
    _announced: str = ""

    def run(self, *, once: bool = False) -> None:
        """Crawl what is due, for ever; with `once` until nothing is due by now."""
        while not self._told or self._running:
            seconds = self._begin_what_is_due(once=once)
            if seconds is None and not self._running:
                return
            happened = self.crawls.wait(seconds if seconds is not None else _LOOK_AGAIN.total_seconds())
            if isinstance(happened, Told):
                self._end(happened)
            elif happened is not None:
                self._finish(happened)

    def _begin_what_is_due(self, *, once: bool) -> float | None:
        """Starts crawls as far as there is room; how many seconds may pass until it is to be looked again."""
        if self._told:
            return None
        now = self.clock()
        try:
            coming = [due for due in map(self._put_off, self.agenda(now)) if due.outlet not in self._running]
        except TrackerError as error:
            self.say(f"cannot look at what is due: {error}")
            return SHORTEST.total_seconds()
        for due in sorted(coming, key=lambda due: due.at):
            if due.at > now:
                if once:
                    return None
                self._announce(due)
                return min((due.at - now), _LOOK_AGAIN).total_seconds()
            if len(self._running) >= self.jobs:
                return _LOOK_AGAIN.total_seconds()
            self.say(f"{due.outlet}: crawling ({due.reason})")
            self._running.add(due.outlet)
            self._not_before[due.outlet] = now + SHORTEST
            self.crawls.start(due.outlet)
        if once:
            return None
        if not coming and not self._running:
            self._say_once("nothing to crawl: the catalogue has no sources, and the database no addresses")
        return _LOOK_AGAIN.total_seconds()

    def _put_off(self, due: "Due") -> "Due":
        earliest = self._not_before.get(due.outlet)
        return due if earliest is None or earliest <= due.at else replace(due, at=earliest)

    def _finish(self, crawl: Finished) -> None:
        self._running.discard(crawl.outlet)
        if crawl.code in (0, 1):
            self._failures.pop(crawl.outlet, None)
            self.say(f"{crawl.outlet}: {crawl.summary}")
            return
        failures = self._failures[crawl.outlet] = self._failures.get(crawl.outlet, 0) + 1
        pause = min(SHORTEST * (1 << min(failures, 20)), _LONGEST)
        self._not_before[crawl.outlet] = self.clock() + pause
        how = f"ended by signal {-crawl.code}" if crawl.code < 0 else f"failed with code {crawl.code}"
        after = "" if self._told else f"; again in {pause.total_seconds() / 60:.0f} minutes"
        self.say(f"{crawl.outlet}: {how}: {crawl.summary}{after}")

    def _end(self, told: Told) -> None:
        self.say(f"{told.signal}: ending" + (f"; {len(self._running)} crawls to finish" if self._running else ""))
        self._told = True
        self.crawls.stop()

    def _announce(self, due: "Due") -> None:
        if not self._running:
            self._say_once(f"next: {due.outlet} at {due.at:%Y-%m-%d %H:%M} UTC ({due.reason})")

    def _say_once(self, line: str) -> None:
        if line != self._announced:
            self._announced = line
            self.say(line)
