"""The crawl's dealings with the database: what is known, what is due, how each address ended.

Every step is one transaction of its own, in an order that can be cut off anywhere: addresses are written before
they are fetched, a page before its address is settled, a source's state after what it gave.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from logging import getLogger
from pathlib import Path
from types import TracebackType
from typing import Self, get_args

from spiders.answers import RETRY_BLOCKED, Ending
from spiders.discovery import Found, Kind
from spiders.polling import interval_after_failure, next_interval
from spiders.summary import CrawlSummary
from spiders.targets import Source
from tracker.archive import WarcWriter
from tracker.db import frontier, redirects, store
from tracker.db.frontier import SourceState
from tracker.forwarding import is_short, short_hosts
from tracker.pipeline import Tracker, open_tracker
from tracker.types import Hints, Outcome, Page
from tracker.urls import url_key

_log = getLogger("crawl")

Wanted = tuple[str, Hints]  #: an address as it was found, with what its source says of it


class Ledger:
    """One crawl's book. A context manager: it holds the tracking database open."""

    def __init__(
        self, db_url: str, *, config: Path | None = None, archive: Path | None = None, limit: int | None = None
    ) -> None:
        self.summary = CrawlSummary()
        self._limit = limit  #: pages an outlet
        self._asked: set[str] = set()
        self._outlets: set[str] = set()  #: whose pages this run has recorded, or wanted to
        self._taken: dict[str, int] = {}
        with ExitStack() as opening:
            self.tracker: Tracker = opening.enter_context(open_tracker(db_url, config=config))
            self._short = short_hosts(config)
            self._archive = opening.enter_context(WarcWriter(archive)) if archive else None
            self._open = opening.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the archive and the database; closing twice is no error."""
        self._open.close()

    # ------------------------------------------------------------------------------------------------------- pages

    def due(self, outlet: str) -> Iterator[Wanted]:
        """Addresses that an earlier run left open, by a kill or for another try, as far as this run may fetch them."""
        for url, hints in frontier.due(self.tracker.db, outlet, at=_now(), limit=self._limit):
            if self.claim(outlet, url):
                yield url, hints

    def user_page(self, outlet: str, url: str) -> Iterator[Wanted]:
        """A page that the user asked for by its address: fetched whether it is known or not."""
        hints = Hints(found_by="user")
        frontier.discover(self.tracker.db, outlet, [(url, hints)], at=_now())
        if self.claim(outlet, url):
            yield url, hints

    def outlet_of_page(self, url: str, final_url: str, *, crawled_for: str) -> str:
        """Whose page it is: the outlet's that is crawled, where one of the addresses is on its site, else its own
        site's. Feeds of aggregators name pages of others, and services that count clicks stand before both."""
        keys = [self.tracker.catalogue.outlet_key(address) for address in (url, final_url)]
        if crawled_for in keys:
            return crawled_for
        return keys[1] if keys[1] in self.tracker.catalogue.outlets else keys[0] or crawled_for

    def claim(self, outlet: str, url: str) -> bool:
        """Whether this run is to fetch the address: not asked for before in this run, and within the limit."""
        key = url_key(url)
        taken = self._taken.get(outlet, 0)
        if key in self._asked or (self._limit is not None and taken >= self._limit):
            return False
        self._asked.add(key)
        self._outlets.add(outlet)
        self._taken[outlet] = taken + 1
        return True

    def record(self, page: Page, *, crawled_for: str) -> None:
        """Read and record a fetched page, and settle its address. Raises `DatabaseError`."""
        if self._archive is not None:
            path, offset = self._archive.write(page)
            page = replace(page, archived_in=path, archived_at=offset)
        self._outlets.add(page.outlet or crawled_for)
        recorded = self.tracker.ingest(page)
        retry = RETRY_BLOCKED if recorded.outcome is Outcome.BLOCKED else None
        self._settle(crawled_for, page.url, Ending(recorded.outcome, recorded.reason, retry))

    def fail(self, outlet: str, url: str, ending: Ending) -> None:
        """An address that gave no page: counted in coverage, and settled."""
        store.note(self.tracker.db, outlet=outlet, url=url, outcome=ending.outcome, reason=ending.reason, at=_now())
        self._settle(outlet, url, ending)

    def _settle(self, outlet: str, url: str, ending: Ending) -> None:
        now = _now()
        frontier.settle(
            self.tracker.db,
            url,
            outcome=ending.outcome,
            reason=ending.reason,
            at=now,
            next_attempt_at=None if ending.retry is None else now + ending.retry,
        )
        self.summary.page(outlet, url, ending.outcome, ending.reason)
        _log.info("%s %s: %s%s", outlet, ending.outcome, url, f" ({ending.reason})" if ending.reason else "")

    def stop(self, reason: str) -> None:
        """The crawl cannot go on. The first reason stands."""
        self.summary.stopped = self.summary.stopped or reason

    # -------------------------------------------------------------------------------------------------- short links

    def is_short(self, url: str) -> bool:
        """Whether only asking it tells where an address leads: by the program's list and the user's."""
        return is_short(url, self._short)

    def short_links(self, *, limit: int) -> list[str]:
        """Short links credited by articles of the outlets that this run looked at, as far as they are to be asked."""
        return redirects.short_links(self.tracker.db, self._outlets, is_short=self.is_short, at=_now(), limit=limit)

    def short_link_resolved(self, walked: Sequence[str], target: str) -> None:
        """Every address on the way leads there; articles that credit one of them are linked anew."""
        for url in walked:
            redirects.save_redirect(self.tracker.db, url, target=target, at=_now())
        self.summary.short_links["resolved"] += 1
        _log.info("short link: %s leads to %s", walked[0], target)

    def short_link_failed(self, url: str, ending: Ending) -> None:
        """It stays as the page gives it; asked again where that may help."""
        now = _now()
        again = None if ending.retry is None else now + ending.retry
        redirects.save_redirect(self.tracker.db, url, target=None, reason=ending.reason, at=now, next_attempt_at=again)
        self.summary.short_links["unresolved"] += 1
        _log.info("short link: %s: %s", url, ending.reason)

    # ----------------------------------------------------------------------------------------------------- sources

    def state(self, source: Source) -> SourceState:
        """What is known of a source; of a new one, nothing but its address."""
        known = frontier.source_state(self.tracker.db, source.url)
        return known or SourceState(url=source.url, outlet=source.outlet, kind=source.kind)

    def is_due(self, source: Source) -> bool:
        """Whether the source's next poll has come."""
        next_fetch_at = self.state(source).next_fetch_at
        return next_fetch_at is None or next_fetch_at <= _now()

    def sources_due(self) -> list[Source]:
        """Every source polled before whose next poll has come: also of sites that no catalogue has."""
        states = frontier.sources_due(self.tracker.db, at=_now())
        return [Source(url=s.url, kind=k, outlet=s.outlet) for s in states for k in get_args(Kind) if k == s.kind]

    def source_read(self, source: Source, found: Found, headers: Mapping[str, str], body: bytes) -> list[Wanted]:
        """Record what a source gave; the addresses that this run is to fetch. `headers` have names in lower case."""
        if found.problem and not (found.pages or found.sources):
            self.source_failed(source, Ending(Outcome.UNREADABLE, found.problem, None))
            return []
        state = self.state(source)
        sha256 = hashlib.sha256(body).hexdigest()
        if sha256 == state.sha256:
            self.source_unchanged(source)
            return []
        wanted = self._discover(source, found)
        interval = next_interval(state.interval_seconds, items=len(found.pages), new=len(wanted))
        self._save(
            replace(
                state,
                etag=headers.get("etag"),
                last_modified=headers.get("last-modified"),
                sha256=sha256,
                interval_seconds=interval,
                failures=0,
                reason=found.problem,
            )
        )
        self._count_source(source, Outcome.READ, found.problem)
        return [(url, hints) for url, hints in wanted if self.claim(source.outlet, url)]

    def source_unchanged(self, source: Source) -> None:
        """The source answered 304, or with the same bytes as the last time."""
        state = self.state(source)
        interval = next_interval(state.interval_seconds, items=0, new=0)
        self._save(replace(state, interval_seconds=interval, failures=0, reason=""))
        self._count_source(source, Outcome.UNCHANGED, "")

    def source_failed(self, source: Source, ending: Ending) -> None:
        """The source could not be read: a counted outcome like a page's, and its next poll comes later."""
        state = self.state(source)
        interval = interval_after_failure(state.interval_seconds, state.failures + 1)
        store.note(
            self.tracker.db,
            outlet=source.outlet,
            url=source.url,
            outcome=ending.outcome,
            reason=f"{source.kind}: {ending.reason}",
            at=_now(),
        )
        self._save(replace(state, failures=state.failures + 1, reason=ending.reason), interval)
        self._count_source(source, ending.outcome, ending.reason)

    def _discover(self, source: Source, found: Found) -> list[Wanted]:
        """The addresses of the source that are new or due. Also one on another site waits under the source's outlet:
        a crawl of that outlet is what takes it up again."""
        hints = dict(found.pages)
        wanted = frontier.discover(self.tracker.db, source.outlet, found.pages, at=_now())
        self.summary.of(source.outlet).discovered += len(wanted)
        return [(url, hints[url]) for url in wanted]

    def _save(self, state: SourceState, pause: int | None = None) -> None:
        now = _now()
        seconds = pause or state.interval_seconds or 0
        frontier.save_source_state(
            self.tracker.db, replace(state, last_fetched_at=now, next_fetch_at=now + timedelta(seconds=seconds))
        )

    def _count_source(self, source: Source, outcome: Outcome, reason: str) -> None:
        self.summary.source(source.outlet, source.url, outcome, reason)
        _log.info("%s %s %s: %s%s", source.outlet, source.kind, outcome, source.url, f" ({reason})" if reason else "")


def _now() -> datetime:
    return datetime.now(UTC)
