"""Signals: the counts of days, gathered and judged by `tracker.signals`, and kept with their evidence.

They are found anew from what is recorded whenever something was recorded. Nothing hangs on them, and a rule that gets
better finds others in the same days.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, delete, insert, select
from sqlalchemy.orm import aliased

from tracker.db.bulk import pieces
from tracker.db.columns import storable
from tracker.db.crawled import Address, Coverage
from tracker.db.credited import credit_signals, of_outlets
from tracker.db.database import Database
from tracker.db.keys import shortened
from tracker.db.observed import Poll
from tracker.db.observed import Signal as Kept
from tracker.db.tables import Article as Stored
from tracker.db.tables import Page, Revision
from tracker.signals import (
    Alike,
    Asked,
    Failing,
    Polled,
    Shrunk,
    Signal,
    judge_alike,
    judge_blocked,
    judge_failing,
    judge_items,
    judge_shrunk,
)

#: How far back the past goes that a day of a source is held against.
_PAST = timedelta(days=28)
_ENDINGS = ("articles", "unchanged", "not_article", "refused", "blocked", "gone", "failed")
Key = tuple[str, date]  #: outlet and day


def watch(db: Database, *, since: datetime | None = None, outlets: Collection[str] | None = None) -> list[Signal]:
    """Look at the days (UTC) from that of `since` on, or at all, of these `outlets`, or of all; keep what is found.

    In place of what was found of them before. In order of outlet, day and kind. Raises DatabaseError.
    """
    first = since.astimezone(UTC).date() if since else date.min
    keys = None if outlets is None else sorted(shortened(storable(outlet)) for outlet in outlets)
    found: list[Signal] = []
    for some in [None] if keys is None else pieces(keys):
        with db.read() as connection:  # other crawls go on recording
            found += _found(connection, first, some)
        mine = delete(Kept).where(Kept.day >= first)
        with db.write() as connection:
            connection.execute(mine if some is None else mine.where(Kept.outlet.in_(some)))
            if rows := [_row(signal) for signal in found if some is None or signal.outlet in set(some)]:
                connection.execute(insert(Kept), rows)
    return sorted(found, key=lambda signal: (signal.outlet, signal.day, signal.kind, signal.subject))


def _found(connection: Connection, first: date, outlets: Sequence[str] | None) -> Iterator[Signal]:
    """Every signal of these days and outlets."""
    days = _days(connection, first, outlets)
    yield from _blocked(connection, days, first, outlets)
    yield from _alike(connection, first, outlets)
    yield from _sources(connection, first, outlets)
    yield from _shrunk(connection, first, outlets)
    yield from credit_signals(connection, set(days), first, outlets)


def _days(connection: Connection, first: date, outlets: Sequence[str] | None) -> dict[Key, RowMapping]:
    query = select(Coverage.__table__).where(Coverage.day >= first, *of_outlets(Coverage.outlet, outlets))
    return {(row["outlet"], row["day"]): row for row in connection.execute(query).mappings()}


def _blocked(
    connection: Connection, days: dict[Key, RowMapping], first: date, outlets: Sequence[str] | None
) -> Iterator[Signal]:
    reasons: dict[Key, Counter[str]] = defaultdict(Counter)
    urls: dict[Key, str] = {}
    query = select(Address.outlet, Address.last_attempt_at, Address.reason, Address.url)
    query = query.where(Address.outcome == "blocked", Address.last_attempt_at >= _midnight(first))
    query = query.where(*of_outlets(Address.outlet, outlets))
    for outlet, at, reason, url in connection.execute(query.order_by(Address.url_key)):
        key = outlet, _day(at or _midnight(first))
        reasons[key][reason] += 1
        urls.setdefault(key, url)
    sources: Counter[Key] = Counter()
    polled = select(Poll.outlet, Poll.day, Poll.blocked, Poll.reason, Poll.url)
    polled = polled.where(Poll.blocked > 0, Poll.day >= first, *of_outlets(Poll.outlet, outlets))
    for outlet, day, blocked, reason, url in connection.execute(polled):
        sources[outlet, day] += blocked
        reasons[outlet, day][reason] += blocked
        urls.setdefault((outlet, day), url)
    for key, row in days.items():
        signal = judge_blocked(
            Asked(
                outlet=key[0],
                day=key[1],
                pages=sum(row[name] for name in _ENDINGS),
                pages_blocked=row["blocked"],
                sources_blocked=sources[key],
                reasons=tuple(reasons[key].most_common()),
                url=urls.get(key),
            )
        )
        if signal:
            yield signal


def _alike(connection: Connection, first: date, outlets: Sequence[str] | None) -> Iterator[Signal]:
    """Distinct addresses by what they gave: the same bytes, or bytes that differ and give one text."""
    query = (
        select(Page.outlet, Page.fetched_at, Page.url_key, Page.url, Page.sha256, Revision.sha256)
        .outerjoin(Revision, and_(Revision.article_id == Page.article_id, Revision.page_sha256 == Page.sha256))
        # Refusals are a signal of their own.
        .where(Page.fetched_at >= _midnight(first), Page.outcome != "blocked", *of_outlets(Page.outlet, outlets))
    )
    addresses: dict[Key, set[str]] = defaultdict(set)
    groups: dict[Key, dict[tuple[str, str], dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for outlet, at, url_key, url, body, text in connection.execute(query):
        key = outlet, _day(at)
        addresses[key].add(url_key)
        groups[key]["bytes", body][url_key] = url
        if text is not None:
            groups[key]["text", text][url_key] = url
    for key, found in groups.items():
        (what, _), urls = max(found.items(), key=lambda item: (len(item[1]), item[0][0] == "bytes", item[0]))
        signal = judge_alike(
            Alike(
                outlet=key[0],
                day=key[1],
                pages=len(addresses[key]),
                alike=len(urls),
                what=what,
                url=min(urls.values()),
            )
        )
        if signal:
            yield signal


def _sources(connection: Connection, first: date, outlets: Sequence[str] | None) -> Iterator[Signal]:
    """Sources that give nothing any more, or cannot be read for days."""
    query = select(Poll.__table__).where(Poll.day >= _back(first), *of_outlets(Poll.outlet, outlets))
    query = query.order_by(Poll.url_key, Poll.day)
    past: dict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        before = [day for day in past[row["url_key"]] if day["day"] >= _back(row["day"])]
        past[row["url_key"]].append(row)
        if row["day"] < first:
            continue
        yield from filter(None, [_failing(row, before)])
        signal = judge_items(
            Polled(
                outlet=row["outlet"],
                day=row["day"],
                url=row["url"],
                last_items=row["last_items"],
                empty=row["empty"],
                past_polls=sum(day["read"] + day["unchanged"] for day in before),
                past_reads=sum(day["read"] for day in before),
                past_items=sum(day["items"] for day in before),
                past_empty=sum(day["empty"] for day in before),
            )
        )
        if signal:
            yield signal


def _failing(row: RowMapping, before: Sequence[RowMapping]) -> Signal | None:
    """The days since a source was read the last time; a day on which it was read at all ends them."""
    lost: list[RowMapping] = []
    for day in (row, *reversed(before)):
        if day["read"] or day["unchanged"]:
            break
        lost.append(day)
    failing = Failing(
        outlet=row["outlet"],
        day=row["day"],
        url=row["url"],
        days=len(lost),
        failed=sum(day["failed"] for day in lost),
        ever_read=len(lost) <= len(before),
        reason=row["reason"],
    )
    return judge_failing(failing)


def _shrunk(connection: Connection, first: date, outlets: Sequence[str] | None) -> Iterator[Signal]:
    """Revisions of a day against those before them."""
    before = aliased(Revision)
    query = (
        select(Stored.outlet, Revision.seen_at, Stored.url, before.text, Revision.text)
        .join(Stored, Stored.article_id == Revision.article_id)
        .join(before, and_(before.article_id == Revision.article_id, before.revision == Revision.revision - 1))
        .where(Stored.revisions > 1, Revision.revision > 1, Revision.seen_at >= _midnight(first))
        .where(*of_outlets(Stored.outlet, outlets))
        .order_by(Stored.article_id, Revision.revision)
    )
    texts: dict[Key, list[tuple[str, str, str]]] = defaultdict(list)
    for outlet, at, url, old, new in connection.execute(query):
        if len(new) < len(old):
            texts[outlet, _day(at)].append((url, old, new))
    for (outlet, day), found in texts.items():
        signal = judge_shrunk(Shrunk(outlet=outlet, day=day, texts=tuple(found)))
        if signal:
            yield signal


def _row(signal: Signal) -> dict[str, Any]:
    return {name: getattr(signal, name) for name in Signal.__dataclass_fields__} | {"subject": storable(signal.subject)}


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _back(day: date) -> date:
    return day - _PAST if day > date.min + _PAST else date.min
