"""What is to be crawled next, and when: sources and addresses that come due, leases and hosts in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tracker.catalogue import Catalogue
from tracker.catalogue.cron import next_time
from tracker.catalogue.entries import Outlet
from tracker.db import Database, frontier, hosts, leases, revisits
from tracker.db.frontier import SourceState
from tracker.pipeline.holders import is_dead
from tracker.urls import url_key

#: Of what was never asked: it has waited longest.
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An outlet, when it is to be crawled next, and why then."""

    outlet: str
    at: datetime
    reason: str


def agenda(db: Database, catalogue: Catalogue, *, at: datetime) -> list[Due]:
    """Every outlet of which something is to be fetched some day, the longest waiting first; by the state at `at`.

    An outlet with sources comes due with the first of them, or by its `cron`, which then says for its addresses too;
    with an address to be tried again or looked at again; a source that was never asked is due. Not before another
    crawl's lease of it ends, unless that crawl was killed on this machine; nor while its host is left alone. Raises
    `DatabaseError`.
    """
    states: dict[str, list[SourceState]] = {}
    for state in frontier.sources(db):
        states.setdefault(state.outlet, []).append(state)
    waiting, visits = frontier.waiting(db), revisits.next_visits(db, at=at)
    found = []
    for outlet in sorted(
        {*states, *waiting, *visits, *(key for key, entry in catalogue.outlets.items() if _addresses(entry))}
    ):
        due = _due(
            outlet, catalogue.outlets.get(outlet), states.get(outlet, []), waiting.get(outlet), visits.get(outlet)
        )
        if due is not None:
            found.append(due)
    return sorted(_unhindered(found, db, catalogue, at), key=lambda due: (due.at, due.outlet))


def next_poll(state: SourceState, outlet: Outlet | None) -> datetime:
    """When a source is to be asked again: by its outlet's `cron`, else by the pause that its items gave."""
    if state.last_fetched_at is None:
        return _EVER
    if outlet is not None and outlet.cron is not None:
        return next_time(outlet.cron, state.last_fetched_at, outlet.timezone)
    return state.next_fetch_at or _EVER


def _due(
    outlet: str, entry: Outlet | None, states: list[SourceState], waiting: datetime | None, visit: datetime | None
) -> Due | None:
    known = {url_key(state.url) for state in states}
    polls = [(next_poll(state, entry), f"{state.kind} {state.url}") for state in states]
    polls += [(_EVER, f"never asked: {url}") for url in _addresses(entry) if url_key(url) not in known]
    by_cron = bool(polls) and entry is not None and entry.cron is not None
    if waiting is not None and not by_cron:
        polls.append((waiting, "addresses that wait"))
    if visit is not None and not by_cron:
        polls.append((visit, "articles to be looked at again"))
    if not polls:
        return None
    when, reason = min(polls)
    return Due(outlet=outlet, at=when, reason=reason)


def _unhindered(found: list[Due], db: Database, catalogue: Catalogue, at: datetime) -> list[Due]:
    """Each put off until nothing stands in its way."""
    until: dict[str, tuple[datetime, str]] = {}
    for host in hosts.troubled(db):
        outlet = catalogue.outlet_key(f"http://{host.host}/")
        if host.rests_until is not None and host.rests_until > at:
            until[outlet] = (host.rests_until, f"{host.host} is left alone until then ({host.reason})")
    for lease in leases.held(db, at=at):
        if is_dead(lease.holder):
            continue
        until[lease.outlet] = max((lease.expires_at, "another crawl has it"), until.get(lease.outlet, (_EVER, "")))
    return [_put_off(due, until) for due in found]


def _put_off(due: Due, until: Mapping[str, tuple[datetime, str]]) -> Due:
    when, reason = until.get(due.outlet, (_EVER, ""))
    return due if when <= due.at else replace(due, at=when, reason=reason)


def _addresses(outlet: Outlet | None) -> tuple[str, ...]:
    return () if outlet is None else (*outlet.feeds, *outlet.sitemaps, *outlet.listings)
