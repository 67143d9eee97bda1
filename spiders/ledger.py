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
from spiders.backoff import MOST_TRIES, pause_of_address
from spiders.budget import Budget
from spiders.discovery import Found, Kind
from spiders.hosts import Hosts
from spiders.keeping import open_keeper
from spiders.leases import Leases, said
from spiders.polling import interval_after_failure, next_interval
from spiders.summary import CrawlSummary
from spiders.targets import Source
from tracker.config import effective
from tracker.db import frontier, polls, redirects, revisits, store
from tracker.db.frontier import SourceState
from tracker.db.signals import watch
from tracker.forwarding import is_short, short_hosts
from tracker.pipeline import Tracker, agenda, next_poll, open_tracker, receipt_of
from tracker.types import Hints, Outcome, Page, Reading, Unread
from tracker.urls import url_key

_log = getLogger("crawl")

#: A source is read whole so often at least, whatever it says of itself.
WHOLE_AFTER = timedelta(days=1)

Wanted = tuple[str, Hints]  #: an address as it was found, with what its source says of it


class Ledger:
    """One crawl's book. A context manager: it holds the tracking database open."""

    def __init__(
        self, db_url: str, *, config: Path | None = None, archive: Path | None = None, limit: int | None = None
    ) -> None:
        self.summary = CrawlSummary()
        self._began = _now()
        settings = effective(config)
        self._limit: int | None = limit or settings["crawl.pages_per_run"].value or None  #: pages an outlet
        self.budget = Budget(pages=self._limit, megabytes=settings["crawl.megabytes_per_run"].value or None)
        self._asked: set[str] = set()
        self.outlets_seen: set[str] = set()  #: that this run crawls, or of which it has recorded pages, or wanted to
        with ExitStack() as opening:
            self.tracker: Tracker = opening.enter_context(open_tracker(db_url, config=config))
            self._short = short_hosts(config)
            self._archive = opening.enter_context(open_keeper(self.tracker.db, archive, config=config))
            self.leases = Leases(self.tracker.db)
            self.hosts = Hosts(self.tracker.db)
            self._open = opening.pop_all()
            self._open.callback(self.leases.release)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the archive and the database; closing twice is no error."""
        self._open.close()

    def now(self) -> datetime:
        """The time by which everything of this crawl is dated."""
        return _now()

    # ------------------------------------------------------------------------------------------------------- pages

    def due(self, outlet: str) -> Iterator[Wanted]:
        """Addresses that an earlier run left open, by a kill or for another try, as far as this run may fetch them."""
        for found in frontier.due(self.tracker.db, outlet, at=_now(), limit=self._limit):
            if self.claim(outlet, found.url):
                yield found.url, found.hints

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

    def holds(self, outlet: str) -> bool:
        """Whether this run is the one that crawls the outlet; another's is left to the other, which is said once."""
        told = outlet in self.leases.refused
        if self.leases.take(outlet):
            return True
        if not told:
            reason = f"crawled by {said(self.leases.refused[outlet])}"
            self.summary.postpone(outlet, reason, addresses=0)
            _log.info("%s left alone: %s", outlet, reason)
        return False

    def claim(self, outlet: str, url: str) -> bool:
        """Whether this run is to fetch the address: not asked for before in this run, within the budget, and neither
        its outlet's nor its own site's is crawled by another run."""
        key = url_key(url)
        if key in self._asked or not self.holds(outlet):
            return False
        site = self.tracker.catalogue.outlet_key(url)
        if (site and not self.holds(site)) or not self.budget.take_page(outlet):
            return False
        self._asked.add(key)
        self.outlets_seen.add(outlet)
        for needed in (outlet, site):
            self.leases.begin(needed, key)
        return True

    def ended(self, outlet: str, url: str) -> None:
        """Nothing more is to be done with an address that was claimed: settled, or left for a later run."""
        for needed in (outlet, self.tracker.catalogue.outlet_key(url)):
            self.leases.end(needed, url_key(url))

    def keep(self, page: Page) -> Page:
        """A fetched page with the place of its bytes in the archive, where every page is kept. Before it is read: the
        page that ends its reader is the one that will be asked for."""
        return self._archive.keep(page)

    def record(self, page: Page, reading: Reading, *, crawled_for: str) -> None:
        """Record what a page was read as, and settle its address. Raises `DatabaseError` and `ArchiveError`."""
        self.outlets_seen.add(page.outlet or crawled_for)
        recorded = self.tracker.record(self._archive.keep_article(page, reading))
        retry = RETRY_BLOCKED if recorded.outcome is Outcome.BLOCKED else None
        self._settle(crawled_for, reading.receipt.url, Ending(recorded.outcome, recorded.reason, retry))

    def blocked(self, outlet: str, page: Page, ending: Ending) -> None:
        """A refusal, or a challenge in a page's place: evidence, kept where every page is, and never an article."""
        kept = self.keep(page)
        if kept.archived_in is None:
            self.fail(outlet, page.url, ending)
            return
        refused = Unread(outcome=ending.outcome, reason=ending.reason)
        self.tracker.record(Reading(receipt=receipt_of(kept, self.tracker.catalogue), article=refused))
        self._settle(outlet, page.url, ending)

    def fail(self, outlet: str, url: str, ending: Ending) -> None:
        """An address that gave no page: counted in coverage, and settled. One that was not asked stays due."""
        if ending.postponed:
            self.summary.postpone(outlet, ending.reason)
            _log.info("%s waits: %s (%s)", outlet, url, ending.reason)
            self.ended(outlet, url)
            return
        store.note(self.tracker.db, outlet=outlet, url=url, outcome=ending.outcome, reason=ending.reason, at=_now())
        self._settle(outlet, url, ending)

    def _settle(self, outlet: str, url: str, ending: Ending) -> None:
        now, reason, pause = _now(), ending.reason, ending.retry
        if pause is not None:
            failures = frontier.failures(self.tracker.db, url) + 1
            pause = pause_of_address(failures, pause)
            if pause is None:
                reason = f"{reason}; given up after {MOST_TRIES} tries"
        next_attempt_at = None if pause is None else now + pause
        frontier.settle(
            self.tracker.db, url, outcome=ending.outcome, reason=reason, at=now, next_attempt_at=next_attempt_at
        )
        self.ended(outlet, url)
        self.summary.page(outlet, url, ending.outcome, reason)
        _log.info("%s %s: %s%s", outlet, ending.outcome, url, f" ({reason})" if reason else "")

    def look_for_signals(self) -> None:
        """What looks wrong, as of today, with the outlets that this crawl looked at."""
        self.summary.signals = watch(self.tracker.db, since=self._began, outlets=self.summary.outlets)

    def stop(self, reason: str) -> None:
        """The crawl cannot go on. The first reason stands."""
        self.summary.stopped = self.summary.stopped or reason

    # -------------------------------------------------------------------------------------------------- short links

    def is_short(self, url: str) -> bool:
        """Whether only asking it tells where an address leads: by the program's list and the user's."""
        return is_short(url, self._short)

    def short_links(self, *, limit: int) -> list[str]:
        """Short links credited by articles of the outlets that this run looked at, as far as they are to be asked."""
        return redirects.short_links(self.tracker.db, self.outlets_seen, is_short=self.is_short, at=_now(), limit=limit)

    def short_link_resolved(self, walked: Sequence[str], target: str) -> None:
        """Every address on the way leads there; articles that credit one of them are linked anew."""
        for url in walked:
            redirects.save_redirect(self.tracker.db, url, target=target, at=_now())
        self.summary.short_links["resolved"] += 1
        _log.info("short link: %s leads to %s", walked[0], target)

    def short_link_failed(self, url: str, ending: Ending) -> None:
        """It stays as the page gives it; asked again where that may help."""
        if ending.postponed:
            return
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

    def conditions(self, source: Source) -> dict[str, str]:
        """Headers that ask for the source only if it has changed; none once a day, and where its validators lie.

        Feeds send stale ETags: the rest of the program trusts the hash of the body.
        """
        state = self.state(source)
        if state.validators_lie or state.whole_at is None or state.whole_at <= _now() - WHOLE_AFTER:
            return {}
        conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
        return {name: value for name, value in conditions.items() if value}

    def is_due(self, source: Source) -> bool:
        """Whether the source's next poll has come."""
        return next_poll(self.state(source), self.tracker.catalogue.outlets.get(source.outlet)) <= _now()

    def outlets_due(self) -> list[str]:
        """Outlets of which something is due by now, also such as no catalogue has; the longest waiting first."""
        now = _now()
        return [due.outlet for due in agenda(self.tracker.db, self.tracker.catalogue, at=now) if due.at <= now]

    def known_sources(self) -> dict[str, list[Source]]:
        """Every source that was ever asked, by outlet. Outlets have none of which only addresses wait, or articles are
        to be looked at again: originals, and pages that were asked for by their addresses."""
        db = self.tracker.db
        known: dict[str, list[Source]] = {
            outlet: [] for outlet in (*frontier.waiting(db), *revisits.next_visits(db, at=_now()))
        }
        for state in frontier.sources(self.tracker.db):
            kinds = [kind for kind in get_args(Kind) if kind == state.kind]
            known.setdefault(state.outlet, []).extend(
                Source(url=state.url, kind=kind, outlet=state.outlet) for kind in kinds
            )
        return known

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
        # Not those `wanted`: among these are also addresses seen before, to be tried again.
        new = len(found.pages) - frontier.known(self.tracker.db, [url for url, _ in found.pages])
        wanted = self._discover(source, found)
        interval = next_interval(state.interval_seconds, items=len(found.pages), new=new)
        etag, last_modified = headers.get("etag"), headers.get("last-modified")
        same = bool(etag or last_modified) and (etag, last_modified) == (state.etag, state.last_modified)
        self._save(
            replace(
                state,
                etag=etag,
                last_modified=last_modified,
                # New items under the validators of the old ones: asked with these, it would have said "unchanged".
                validators_lie=state.validators_lie or (same and new > 0),
                whole_at=_now(),
                sha256=sha256,
                interval_seconds=interval,
                failures=0,
                reason=found.problem,
            )
        )
        self._count_source(source, Outcome.READ, found.problem, items=len(found.pages) + len(found.sources))
        return [(url, hints) for url, hints in wanted if self.claim(source.outlet, url)]

    def source_unchanged(self, source: Source) -> None:
        """The source answered 304, or with the same bytes as the last time."""
        state = self.state(source)
        interval = next_interval(state.interval_seconds, items=0, new=0)
        self._save(replace(state, interval_seconds=interval, failures=0, reason=""))
        self._count_source(source, Outcome.UNCHANGED, "")

    def source_failed(self, source: Source, ending: Ending) -> None:
        """The source could not be read: a counted outcome like a page's, and its next poll comes later."""
        if ending.postponed:
            self.summary.postpone(source.outlet, ending.reason)
            _log.info("%s waits: %s (%s)", source.outlet, source.url, ending.reason)
            return
        if ending.outcome is Outcome.GONE:  # feeds come back, and are asked again
            ending = replace(ending, outcome=Outcome.FAILED)
        state = self.state(source)
        interval = interval_after_failure(state.interval_seconds, state.failures + 1)
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

    def _count_source(self, source: Source, outcome: Outcome, reason: str, *, items: int = 0) -> None:
        polls.note_poll(
            self.tracker.db,
            outlet=source.outlet,
            url=source.url,
            outcome=outcome,
            reason=reason and f"{source.kind}: {reason}",
            items=items,
            at=_now(),
        )
        self.summary.source(source.outlet, source.url, outcome, reason)
        _log.info("%s %s %s: %s%s", source.outlet, source.kind, outcome, source.url, f" ({reason})" if reason else "")


def _now() -> datetime:
    return datetime.now(UTC)
