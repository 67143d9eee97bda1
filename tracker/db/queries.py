"""Questions about what is recorded, answered from the stable views."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, text
from sqlalchemy import select as select_columns
from sqlalchemy.types import TypeEngine

from tracker.db.columns import Day, Utc
from tracker.db.database import Database
from tracker.db.keys import stored_key
from tracker.db.redirects import Targets, reasons
from tracker.db.rows import Rows, Value, plain_rows
from tracker.db.tables import Article, Outlet, Republication, Revision, Story
from tracker.db.tables import Passage as Stored
from tracker.forwarding import is_short
from tracker.types import Passage

Record = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One row of the view `articles`, with the current text and its number."""

    article_id: int
    url: str
    final_url: str
    canonical_url: str | None
    outlet: str
    outlet_kind: str
    owner: str | None
    title: str
    language: str | None
    published_at: datetime | None
    published_source: str | None
    modified_at: datetime | None
    first_seen_at: datetime
    last_seen_at: datetime
    status: int
    words: int
    revisions: int
    revision: int
    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that is known of one article; the lists hold rows of the views of their names, some with more columns."""

    article: ArticleRow
    credits: list[Record]  #: as the page gives them, with `origin_url`, where it leads (`origin_target`), and why not
    matches: list[Record]  #: the longest first, with `kind` and `reason`
    republications: list[Record]
    chains: list[Record]
    revisions: list[Record]  #: without their texts


def article(db: Database, url: str) -> ArticleRow | None:
    """The article of an address, in whatever way the address is written; None where none is recorded."""
    with db.read() as connection:
        return _article(connection, url)


def show(db: Database, url: str) -> Shown | None:
    """One article with its credits, matches and its places in stories; None where it is not recorded."""
    with db.read() as connection:
        found = _article(connection, url)
        if found is None:
            return None
        of = {"id": found.article_id}
        return Shown(
            article=found,
            credits=_with_targets(connection, _select(connection, _CREDITS, of).dicts()),
            matches=_select(connection, _MATCHES, of).dicts(),
            republications=_select(connection, _REPUBLICATIONS, of).dicts(),
            chains=_select(connection, _CHAINS, of).dicts(),
            revisions=_select(connection, _REVISIONS, of).dicts(),
        )


def story_ids_of(db: Database, url: str) -> list[str]:
    """Stories that an address is part of: as a member, or as an origin that was never crawled."""
    key = stored_key(url)
    members = (
        select_columns(Republication.story_id)
        .join(Article, Article.article_id == Republication.article_id)
        .where(Article.url_key == key)
    )
    origins = select_columns(Story.story_id).where(Story.origin_key == key)
    with db.read() as connection:
        return sorted(set(connection.scalars(members)) | set(connection.scalars(origins)))


def story(db: Database, story_id: str) -> Record | None:
    """One row of the view `stories`."""
    rows = select(db, "SELECT * FROM stories WHERE story_id = :id", {"id": story_id}).dicts()
    return rows[0] if rows else None


def republications(db: Database, story_id: str) -> Rows:
    """The view `republications` of one story, in order of publication."""
    query = "SELECT * FROM republications WHERE story_id = :id ORDER BY published_at NULLS LAST, article_id"
    return select(db, query, {"id": story_id})


def chain(db: Database, story_id: str) -> list[Record]:
    """Every member of a story, the origin (where it was crawled) first, by depth and time: what a tree is drawn from.

    Columns of `chains`, then `title`, `published_at`, `first_seen_at`, then those of `republications`, which are None
    for the origin.
    """
    return select(db, _CHAIN, {"id": story_id}).dicts()


def passages(db: Database, url_a: str, url_b: str) -> list[Passage]:
    """The runs of words that two articles share, in the order of the first one's text; empty where none is recorded.

    `a` and `b` of the passages are the addresses as given here.
    """
    with db.read() as connection:
        a, b = _id_of(connection, url_a), _id_of(connection, url_b)
        if a is None or b is None:
            return []
        query = select_columns(Stored.__table__).where(Stored.article_a == min(a, b), Stored.article_b == max(a, b))
        found = [
            Passage(start_a=r.start_a, end_a=r.end_a, start_b=r.start_b, end_b=r.end_b, words=r.words)
            for r in connection.execute(query)
        ]
    if a > b:
        found = [
            Passage(start_a=p.start_b, end_a=p.end_b, start_b=p.start_a, end_b=p.end_a, words=p.words) for p in found
        ]
    return sorted(found, key=lambda passage: (passage.start_a, passage.start_b))


def select(db: Database, sql: str, parameters: Mapping[str, Any] | None = None) -> Rows:
    """The answer to a query of this program against the views; values are bound by name (`:since`).

    A time is bound as an aware datetime or as text like `2019-11-01T00:00:00+00:00`. Users' SQL goes through
    `tracker.db.sql.run_read_only`. Raises DatabaseError.
    """
    with db.read() as connection:
        return _select(connection, sql, parameters or {})


_CREDITS = """
SELECT article_id, role, source, source_kind, source_name, form, extent, quote, location, rule, confidence, origin_url,
       normalised AS normalised_name
FROM credit WHERE article_id = :id ORDER BY position
"""
_MATCHES = """
SELECT m.*, t.kind, t.reason
FROM matches AS m JOIN "match" AS t ON t.article_a = m.article_a AND t.article_b = m.article_b
WHERE m.article_a = :id OR m.article_b = :id
ORDER BY m.shared_words DESC, m.article_a, m.article_b
"""
_REPUBLICATIONS = "SELECT * FROM republications WHERE article_id = :id ORDER BY story_id"
_CHAINS = "SELECT * FROM chains WHERE article_id = :id ORDER BY story_id"
_REVISIONS = """
SELECT article_id, url, revision, seen_at, title, sha256 FROM revisions WHERE article_id = :id ORDER BY revision
"""
_CHAIN = """
SELECT c.story_id, c.article_id, c.depth, c.url, c.outlet, c.parent_url, c.path, a.title, a.published_at,
       a.first_seen_at, r.agency, r.parent_outlet, r.parent_confidence, r.direction, r.credited, r.extent,
       r.share_of_origin, r.share_of_article, r.lag_seconds, r.same_owner, r.confidence, r.evidence
FROM chains AS c
JOIN article AS a ON a.article_id = c.article_id
LEFT JOIN republications AS r ON r.story_id = c.story_id AND r.article_id = c.article_id
WHERE c.story_id = :id
ORDER BY c.depth, COALESCE(a.published_at, a.first_seen_at), c.article_id
"""


def _article(connection: Connection, url: str) -> ArticleRow | None:
    query = (
        select_columns(Article.__table__, Outlet.kind, Outlet.owner, Revision.text)
        .join(Outlet, Outlet.outlet == Article.outlet)
        .join(Revision, (Revision.article_id == Article.article_id) & (Revision.revision == Article.revision))
        .where(Article.url_key == stored_key(url))
    )
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    same = {name: row[name] for name in ArticleRow.__dataclass_fields__ if name not in ("outlet_kind", "notes")}
    return ArticleRow(**same, outlet_kind=row["kind"], notes=tuple(row["notes"].splitlines()))


def _with_targets(connection: Connection, stated: list[Record]) -> list[Record]:
    """With `origin_target`, where a stated original's address leads as far as it is known, and `origin_note`, why it
    is known no farther."""
    written = [str(credit["origin_url"]) for credit in stated if credit["origin_url"]]
    targets = Targets(connection, written)
    notes = reasons(connection, {targets.key(url) for url in written})
    for credit in stated:
        credit["origin_target"] = credit["origin_note"] = None
        if credit["origin_url"]:
            target = targets.of(str(credit["origin_url"]))
            credit["origin_target"] = target
            credit["origin_note"] = notes.get(stored_key(target)) or ("not asked yet" if is_short(target) else None)
    return stated


def _id_of(connection: Connection, url: str) -> int | None:
    return connection.scalar(select_columns(Article.article_id).where(Article.url_key == stored_key(url)))


def _select(connection: Connection, sql: str, parameters: Mapping[str, Any]) -> Rows:
    types = [bindparam(name, type_=_type_of(value)) for name, value in parameters.items()]
    result = connection.execute(text(sql).bindparams(*types), parameters)
    return plain_rows(tuple(result.keys()), result)


def _type_of(value: Any) -> TypeEngine[Any] | None:
    """A time and a day must be bound as the database stores them; for the rest the driver knows."""
    if isinstance(value, datetime):
        return Utc()
    return Day() if isinstance(value, date) else None
