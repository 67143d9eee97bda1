"""Questions about what is recorded, answered from the stable views."""

from collections.abc import Iterator, Mapping
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
from tracker.db.views import VIEWS
from tracker.errors import DatabaseError
from tracker.forwarding import is_short
from tracker.types import Passage

Record = dict[str, Value]
#: Rows fetched at once from a view that is read whole.
_PORTION = 1_000


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
    gone_at: datetime | None
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
    verdicts: list[Record]  #: on this article, and on others that name it
    credit_changes: list[Record]  #: in the order in which they were seen


def article(db: Database, url: str) -> ArticleRow | None:
    """The article of an address, in whatever way the address is written; None where none is recorded."""
    with db.read() as connection:
        return _article(connection, url)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """One state of an article's text."""

    title: str
    text: str
    seen_at: datetime


def revision_text(db: Database, article_id: int, revision: int) -> RevisionRow | None:
    """One revision of an article, by its number from 1; None where there is none."""
    query = select_columns(Revision.title, Revision.text, Revision.seen_at).where(
        Revision.article_id == article_id, Revision.revision == revision
    )
    with db.read() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else RevisionRow(title=row.title, text=row.text, seen_at=row.seen_at)


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
            verdicts=_select(connection, _VERDICTS, of).dicts(),
            credit_changes=_select(connection, _CREDIT_CHANGES, of).dicts(),
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

    Columns of `chains`, then `title`, `published_at`, `published_source`, `first_seen_at`, then those of
    `republications`, which are None for the origin.
    """
    return select(db, _CHAIN, {"id": story_id}).dicts()


def verdicts(db: Database, article_id: int) -> list[Record]:
    """Rows of the view `verdicts`: those on an article and those on others that name it, in force or not."""
    return select(db, _VERDICTS, {"id": article_id}).dicts()


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


def stream_view(db: Database, view: str) -> tuple[tuple[str, ...], Iterator[tuple[Value, ...]]]:
    """Columns and rows of a whole view, in the order of its first columns; rows come in portions, however many.

    Values are as `Rows` has them. Raises DatabaseError for a view that is not one of the stable ones.
    """
    if view not in VIEWS:
        raise DatabaseError(f"there is no such view; there are {', '.join(VIEWS)}", view)
    columns = select(db, f"SELECT * FROM {view} LIMIT 0").columns  # noqa: S608 - one of ours
    return columns, _stream(db, view, columns)


def _stream(db: Database, view: str, columns: tuple[str, ...]) -> Iterator[tuple[Value, ...]]:
    order = ", ".join(str(place) for place in range(1, min(3, len(columns)) + 1))
    with db.read() as connection:
        query = text(f"SELECT * FROM {view} ORDER BY {order}")  # noqa: S608 - one of ours
        result = connection.execution_options(stream_results=True, yield_per=_PORTION).execute(query)
        for part in result.partitions():
            yield from plain_rows(columns, part).rows


_CREDITS = """
SELECT article_id, role, source, source_kind, source_name, form, extent, quote, location, rule, confidence, origin_url,
       normalised AS normalised_name
FROM credit WHERE article_id = :id ORDER BY position
"""
_MATCHES = """
SELECT * FROM matches WHERE article_a = :id OR article_b = :id ORDER BY shared_words DESC, article_a, article_b
"""
_REPUBLICATIONS = "SELECT * FROM republications WHERE article_id = :id ORDER BY story_id"
_CHAINS = "SELECT * FROM chains WHERE article_id = :id ORDER BY story_id"
_REVISIONS = """
SELECT article_id, url, revision, seen_at, title, sha256 FROM revisions WHERE article_id = :id ORDER BY revision
"""
_VERDICTS = """
SELECT v.* FROM verdicts AS v JOIN verdict AS t ON t.verdict_id = v.verdict_id JOIN article AS a ON a.article_id = :id
WHERE t.url_key IN (a.url_key, a.final_key) OR t.other_key IN (a.url_key, a.final_key)
ORDER BY v.verdict_id
"""
_CREDIT_CHANGES = "SELECT * FROM credit_change WHERE article_id = :id ORDER BY number"
_CHAIN = """
SELECT c.story_id, c.article_id, c.depth, c.url, c.outlet, c.parent_url, c.path, a.title, a.published_at,
       a.published_source, a.first_seen_at, r.agency, r.parent_outlet, r.parent_confidence, r.direction, r.credited,
       r.extent, r.share_of_origin, r.share_of_article, r.lag_seconds, r.same_owner, r.confidence, r.evidence,
       r.runner_up, r.runner_up_confidence, t.verdict_id
FROM chains AS c
JOIN article AS a ON a.article_id = c.article_id
JOIN republication AS t ON t.story_id = c.story_id AND t.article_id = c.article_id
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
