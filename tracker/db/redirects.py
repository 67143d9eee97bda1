"""Where addresses lead: remembered from fetches, asked of short links by the crawl, and followed by linking.

A credit keeps the address as the page gives it; beside it stands the key of where that leads (`credit.origin_key`),
by which stories find their original. When it becomes known later, the credits that were waiting for it are linked anew.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, or_, select, update

from tracker.db.bulk import chunks, pieces, upsert
from tracker.db.columns import storable
from tracker.db.crawled import Redirect
from tracker.db.database import Database
from tracker.db.keys import shortened, stored_key
from tracker.db.tables import Article, Credit
from tracker.forwarding import is_front, unwrapped

#: Redirects followed from one address on; more is a circle, or somebody's game.
_MOST = 5


class Targets:
    """Where some addresses lead, as far as it is known; loaded once for many."""

    def __init__(self, connection: Connection, urls: Iterable[str]) -> None:
        self._targets: dict[str, str] = {}
        wanted = {stored_key(unwrapped(url)) for url in urls}
        for _ in range(_MOST):
            found: dict[str, str] = {}
            for keys in pieces(sorted(wanted)):
                query = select(Redirect.url_key, Redirect.target)
                query = query.where(Redirect.url_key.in_(keys), Redirect.target.is_not(None))
                found.update({key: target for key, target in connection.execute(query) if target})
            self._targets |= found
            wanted = {stored_key(unwrapped(target)) for target in found.values()} - self._targets.keys()
            if not wanted:
                return

    def of(self, url: str) -> str:
        """The address that `url` leads to in the end; `url` itself where it is not known to lead anywhere."""
        here, walked = unwrapped(url), set()
        for _ in range(_MOST):
            key = stored_key(here)
            target = self._targets.get(key)
            if target is None or key in walked:
                break
            walked.add(key)
            here = unwrapped(target)
        return here

    def key(self, url: str) -> str:
        """What decides whether two addresses lead to one."""
        return stored_key(self.of(url))


def target_of(db: Database, url: str) -> str:
    """Where an address leads, as far as it is known: the crawl has asked it, or fetched it; `url` where it is not."""
    with db.read() as connection:
        return Targets(connection, [url]).of(url)


def short_links(
    db: Database, outlets: Collection[str], *, is_short: Callable[[str], bool], at: datetime, limit: int | None = None
) -> list[str]:
    """Short links that articles of `outlets` credit and that are to be asked now: never asked, or due again.

    As they are to be asked: unwrapped, in the order of recording, each once.
    """
    wanted: dict[str, str] = {}
    with db.read() as connection:
        for keys in pieces(sorted(shortened(storable(outlet)) for outlet in outlets)):
            query = (
                select(Credit.origin_url)
                .join(Article, Article.article_id == Credit.article_id)
                .where(Credit.origin_key.is_not(None), Article.outlet.in_(keys))
                .order_by(Credit.article_id, Credit.position)
            )
            for written in connection.scalars(query):
                address = unwrapped(written or "")
                if is_short(address):
                    wanted.setdefault(stored_key(address), address)
        for keys in pieces(sorted(wanted)):
            settled = or_(
                Redirect.target.is_not(None), Redirect.next_attempt_at.is_(None), Redirect.next_attempt_at > at
            )
            query = select(Redirect.url_key).where(Redirect.url_key.in_(keys), settled)
            for key in connection.scalars(query):
                del wanted[key]
    return list(wanted.values())[:limit]


def save_redirect(
    db: Database,
    url: str,
    *,
    target: str | None,
    reason: str = "",
    at: datetime,
    next_attempt_at: datetime | None = None,
) -> None:
    """What asking an address gave: where it leads, or why that could not be found out and when to ask again."""
    key = stored_key(url)
    values: dict[str, Any] = {"url": url, "target": target, "target_key": stored_key(target) if target else None}
    values |= {"seen_at": at, "reason": reason, "next_attempt_at": next_attempt_at}
    with db.write() as connection:
        statement = upsert(connection, Redirect).values(url_key=key, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["url_key"], set_=values))
        if target:
            lead_credits(connection, {key})


def reasons(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """Why it could not be found out where addresses lead, of those that were asked for nothing."""
    found: dict[str, str] = {}
    for some in pieces(sorted(keys)):
        query = select(Redirect.url_key, Redirect.reason).where(Redirect.url_key.in_(some), Redirect.target.is_(None))
        found |= {row.url_key: row.reason for row in connection.execute(query)}
    return found


def remember(connection: Connection, fetched: Mapping[str, tuple[str, datetime]]) -> set[str]:
    """Notes where fetched addresses led (`url -> final address, time`); the keys of those that are news.

    What was found out first stands: an address of a page may change, where it leads in the end does not.
    """
    found = {
        stored_key(url): (url, target, at)
        for url, (target, at) in fetched.items()
        if stored_key(target) != stored_key(url) and not is_front(target)
    }
    known: set[str] = set()
    for keys in pieces(sorted(found)):
        query = select(Redirect.url_key).where(Redirect.url_key.in_(keys), Redirect.target.is_not(None))
        known.update(connection.scalars(query))
    rows = [
        {"url_key": key, "url": url, "target": target, "target_key": stored_key(target), "seen_at": at, "reason": ""}
        for key, (url, target, at) in sorted(found.items())
        if key not in known
    ]
    if rows:
        statement = upsert(connection, Redirect)
        same = ("url", "target", "target_key", "seen_at", "reason")
        values: dict[str, Any] = {name: statement.excluded[name] for name in same}
        values["next_attempt_at"] = None
        connection.execute(statement.on_conflict_do_update(index_elements=["url_key"], set_=values), rows)
    return found.keys() - known


def lead_credits(connection: Connection, keys: Collection[str]) -> None:
    """Credits that gave an address of one of `keys` are of its target from now on; their articles are linked anew."""
    for some in pieces(sorted(keys)):
        _lead(connection, Credit.origin_key.in_(some))


def lead_again(connection: Connection, ids: Collection[int]) -> None:
    """The same for all credits of some articles, by what is known today of where addresses lead."""
    for some in chunks(ids):
        _lead(connection, Credit.article_id.in_(some), Credit.origin_url.is_not(None))


def _lead(connection: Connection, *which: ColumnElement[bool]) -> None:
    query = select(Credit.article_id, Credit.position, Credit.origin_url, Credit.origin_key).where(*which)
    given = [row for row in connection.execute(query.order_by(Credit.article_id)) if row.origin_url]
    targets = Targets(connection, [row.origin_url for row in given])
    rows = [
        {"at_article": row.article_id, "at_position": row.position, "origin_key": targets.key(row.origin_url)}
        for row in given
        if row.origin_key != targets.key(row.origin_url)
    ]
    if rows:
        there = (Credit.article_id == bindparam("at_article")) & (Credit.position == bindparam("at_position"))
        connection.execute(update(Credit).where(there).values(origin_key=bindparam("origin_key")), rows)
    for ids in chunks(row["at_article"] for row in rows):
        touch = update(Article).where(Article.article_id.in_(ids))
        connection.execute(touch.values(linked=False, version=Article.version + 1))
