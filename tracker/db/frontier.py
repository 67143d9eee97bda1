"""The state of a crawl, in the database and not in the run: a crawl can be killed at any moment and started again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from tracker import __version__
from tracker.db.batch import ensure_outlets
from tracker.db.bulk import pieces, upsert
from tracker.db.columns import storable
from tracker.db.counting import Tally
from tracker.db.crawled import Address, Run, Source
from tracker.db.database import Database
from tracker.db.hints import packed, unpacked
from tracker.db.keys import shortened, stored_key
from tracker.db.tables import Page
from tracker.types import Hints, Outcome

#: Endings of an address that gave no page; a row of them makes the next attempt come ever later.
_FAILURES = frozenset({Outcome.FAILED, Outcome.BLOCKED, Outcome.REFUSED, Outcome.UNREADABLE, Outcome.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An address that is to be fetched, and how that went so far."""

    url: str
    hints: Hints
    attempts: int = 0
    failures: int = 0  #: of the attempts the last ones that gave no page
    outcome: Outcome | None = None  #: of the last attempt; None where there was none, or its crawl was killed


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A feed, sitemap or listing page: what the next request needs to know of the last one."""

    url: str
    outlet: str
    kind: str  #: `feed`, `sitemap`, `listing`
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None  #: of the last body
    last_fetched_at: datetime | None = None
    next_fetch_at: datetime | None = None
    interval_seconds: int | None = None  #: the current pause between two polls
    failures: int = 0  #: in a row
    reason: str = ""  #: of the last failure
    whole_at: datetime | None = None  #: when its body was last read, and not only said to be unchanged
    validators_lie: bool = False  #: one ETag (or Last-Modified) was seen on two bodies: it is not asked with again


def discover(db: Database, outlet: str, found: Sequence[tuple[str, Hints]], *, at: datetime) -> list[str]:
    """Records addresses that a feed, sitemap or listing names, and returns those to be fetched now, as written.

    To be fetched are the new ones, those whose next attempt is due, and those handed out before and never settled
    (the crawl was killed). New ones are counted as discovered; a page that was recorded without a crawl, from a file,
    is not new and is not fetched once more. Of one address in two spellings the first counts.
    """
    key = shortened(storable(outlet))
    wanted: dict[str, tuple[str, Hints]] = {}
    for url, hints in found:
        wanted.setdefault(stored_key(url), (url, hints))
    tally = Tally()
    with db.write() as connection:
        there: dict[str, datetime | None] = {}
        for some in pieces(sorted(wanted)):
            query = select(Address.url_key, Address.next_attempt_at).where(Address.url_key.in_(some))
            there.update(connection.execute(query).all())
        recorded = _recorded(connection, [address for address in wanted if address not in there])
        new = [address for address in wanted if address not in there and address not in recorded]
        ensure_outlets(connection, [key])
        rows = [_new(address, key, *wanted[address], at) for address in new]
        rows += [_new(address, key, *wanted[address], at) | ending for address, ending in recorded.items()]
        if rows:
            connection.execute(insert(Address), rows)
        for _ in new:
            tally.discovered(key, at)
        tally.save(connection)
    due_now = {address for address, when in there.items() if when is not None and when <= at} | set(new)
    return [url for address, (url, _) in wanted.items() if address in due_now]


def known(db: Database, urls: Sequence[str]) -> int:
    """How many of these addresses were found before, or recorded."""
    keys = sorted({stored_key(url) for url in urls})
    with db.read() as connection:
        there: set[str] = set()
        for some in pieces(keys):
            there.update(connection.scalars(select(Address.url_key).where(Address.url_key.in_(some))))
        return len(there | _recorded(connection, [key for key in keys if key not in there]).keys())


def due(db: Database, outlet: str, *, at: datetime, limit: int | None = None) -> list[Waiting]:
    """Addresses of an outlet whose next attempt is due, the longest waiting first."""
    query = (
        select(Address.url, Address.hints, Address.attempts, Address.failures, Address.outcome)
        .where(Address.outlet == shortened(storable(outlet)), Address.next_attempt_at <= at)
        .order_by(Address.next_attempt_at, Address.discovered_at, Address.url_key)
        .limit(limit)
    )
    with db.read() as connection:
        return [
            Waiting(
                url=row.url,
                hints=unpacked(row.hints),
                attempts=row.attempts,
                failures=row.failures,
                outcome=None if row.outcome is None else Outcome(row.outcome),
            )
            for row in connection.execute(query)
        ]


def failures(db: Database, url: str) -> int:
    """How many attempts at an address gave no page, the last ones in a row."""
    with db.read() as connection:
        return connection.scalar(select(Address.failures).where(Address.url_key == stored_key(url))) or 0


def settle(
    db: Database, url: str, *, outcome: Outcome, reason: str, at: datetime, next_attempt_at: datetime | None
) -> None:
    """How an attempt at an address ended, and when it is to be tried again (None: never). Counts no coverage."""
    values = {
        "outcome": outcome.value,
        "reason": reason,
        "last_attempt_at": at,
        "next_attempt_at": next_attempt_at,
        "attempts": Address.attempts + 1,
        "failures": Address.failures + 1 if outcome in _FAILURES else 0,
    }
    with db.write() as connection:
        connection.execute(update(Address).where(Address.url_key == stored_key(url)).values(values))


def source_state(db: Database, url: str) -> SourceState | None:
    """What is known of a feed, sitemap or listing; None where it was never polled."""
    with db.read() as connection:
        row = connection.execute(select(Source.__table__).where(Source.url_key == stored_key(url))).mappings().first()
    return None if row is None else _state(row)


def sources(db: Database) -> list[SourceState]:
    """Every source that was ever asked, by outlet and address."""
    with db.read() as connection:
        rows = connection.execute(select(Source.__table__).order_by(Source.outlet, Source.url_key)).mappings()
        return [_state(row) for row in rows]


def waiting(db: Database) -> dict[str, datetime]:
    """When the first address of each outlet is to be tried next; outlets without any such left out."""
    query = select(Address.outlet, func.min(Address.next_attempt_at)).group_by(Address.outlet)
    query = query.where(Address.next_attempt_at.is_not(None))
    with db.read() as connection:
        return {outlet: when for outlet, when in connection.execute(query) if when is not None}


def save_source_state(db: Database, state: SourceState) -> None:
    """In place of what was known of `state.url`."""
    key = shortened(storable(state.outlet))
    values = {**asdict(state), "outlet": key}
    with db.write() as connection:
        ensure_outlets(connection, [key])
        statement = upsert(connection, Source).values(url_key=stored_key(state.url), **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["url_key"], set_=values))


def begin_run(
    db: Database, kind: str, *, arguments: Mapping[str, Any] | None = None, at: datetime | None = None
) -> int:
    """Notes that a command begins to write; `arguments` must be such that JSON can hold them."""
    with db.write() as connection:
        run_id = (connection.scalar(select(func.max(Run.run_id))) or 0) + 1
        row = {"run_id": run_id, "kind": kind, "program": __version__, "started_at": at or datetime.now(UTC)}
        connection.execute(insert(Run).values(**row, arguments=_json(arguments or {})))
    return run_id


def end_run(db: Database, run_id: int, summary: Mapping[str, Any], *, at: datetime | None = None) -> None:
    """Notes how it ended."""
    with db.write() as connection:
        values = {"ended_at": at or datetime.now(UTC), "summary": _json(summary)}
        connection.execute(update(Run).where(Run.run_id == run_id).values(values))


def note_run(db: Database, run_id: int, summary: Mapping[str, Any]) -> None:
    """Notes how far a run is, for the one that goes on with it if this one is cut off."""
    with db.write() as connection:
        connection.execute(update(Run).where(Run.run_id == run_id).values(summary=_json(summary)))


def open_run(db: Database, kind: str, *, arguments: Mapping[str, Any]) -> tuple[int, dict[str, Any]] | None:
    """The last run of this kind and version, where it asked for the same, noted how far it was, and never ended."""
    query = select(Run).where(Run.kind == kind).order_by(Run.run_id.desc()).limit(1)
    with db.read() as connection:
        row = connection.execute(query).mappings().first()
    if row is None or row["ended_at"] is not None or row["summary"] is None:
        return None
    if row["program"] != __version__ or row["arguments"] != _json(arguments):
        return None
    return row["run_id"], json.loads(row["summary"])


def _recorded(connection: Connection, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Of `keys` those whose pages are recorded, with how that ended: a frontier's row of them."""
    found: dict[str, dict[str, Any]] = {}
    for some in pieces(keys):
        query = select(Page.url_key, Page.last_fetched_at, Page.outcome, Page.reason).where(Page.url_key.in_(some))
        for row in connection.execute(query.order_by(Page.url_key, Page.last_fetched_at)):
            found[row.url_key] = {
                "attempts": 1,
                "last_attempt_at": row.last_fetched_at,
                "next_attempt_at": None,
                "outcome": row.outcome,
                "reason": row.reason,
            }
    return found


def _new(key: str, outlet: str, url: str, hints: Hints, at: datetime) -> dict[str, Any]:
    return {
        "url_key": key,
        "url": url,
        "outlet": outlet,
        "hints": packed(hints),
        "discovered_at": at,
        "attempts": 0,
        "failures": 0,
        "last_attempt_at": None,
        "next_attempt_at": at,
        "outcome": None,
        "reason": "",
    }


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _state(row: RowMapping) -> SourceState:
    return SourceState(**{name: row[name] for name in SourceState.__dataclass_fields__})
