"""Pages on record as they are read again: which there are, where their bytes lie, and what their readings change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select, tuple_

from tracker.db.bulk import CHUNK, pieces
from tracker.db.columns import storable
from tracker.db.database import Database
from tracker.db.differences import Difference, What
from tracker.db.hints import unpacked
from tracker.db.keys import shortened, stored_key
from tracker.db.renewal import Renewal
from tracker.db.tables import Article, Page, Revision
from tracker.types import Hints, Reading

__all__ = [
    "Difference", "Place", "Selection", "StoredPage", "What", "fall_back", "has_pages", "kept_of", "not_archived",
    "order", "pages", "pages_of", "renew", "unknown",
]  # fmt: skip

Place = tuple[str, int, int]  #: archive, place in it, page: the order in which pages are read again


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which pages; without anything, all."""

    outlets: tuple[str, ...] = ()  #: as the pages were recorded under
    urls: tuple[str, ...] = ()  #: however written
    since: datetime | None = None  #: had at this time or later


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A page whose bytes lie in an archive: what must be known to read it again as it was read first."""

    page_id: int
    key: str  #: of its address: pages of one key are states of one page
    url: str
    final_url: str
    fetched_at: datetime  #: when these bytes were had first
    status: int
    sha256: str
    outlet: str
    given_outlet: str | None
    hints: Hints | None  #: None where they were not kept: recorded by version 0.1
    archived_in: str
    archived_at: int

    @property
    def place(self) -> Place:
        """Its place in the order of reading."""
        return self.archived_in, self.archived_at, self.page_id


def order(db: Database, wanted: Selection, *, after: Place | None = None) -> list[int]:
    """Ids of the archived pages that decide what is recorded, in the order of their archives; those beyond `after`.

    These are the pages that articles stand on, those that gave their earlier texts, and those that gave no article.
    Bodies that differed in nothing that is read are left out.
    """
    query = _chosen(wanted, Page.archived_in.is_not(None)).order_by(*_PLACE)
    if after is not None:
        query = query.where(tuple_(*_PLACE) > tuple_(*after))
    with db.read() as connection:
        return list(connection.scalars(query.with_only_columns(Page.page_id)))


def not_archived(db: Database, wanted: Selection) -> int:
    """How many pages of the same kind lie in no archive and cannot be read again."""
    query = _chosen(wanted, Page.archived_in.is_(None)).with_only_columns(func.count())
    with db.read() as connection:
        return connection.scalar(query) or 0


def pages(db: Database, ids: Sequence[int]) -> Iterator[StoredPage]:
    """The pages, in the order of `ids`, as they are at the moment they are asked for."""
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        with db.read() as connection:
            rows = connection.execute(select(Page.__table__).where(Page.page_id.in_(some)))
            found = {row.page_id: _stored(row) for row in rows}
        yield from (found[page_id] for page_id in some if page_id in found)


def unknown(db: Database, urls: Iterable[str]) -> list[str]:
    """Those of the addresses of which no page is on record."""
    keys = {stored_key(url): url for url in urls}
    with db.read() as connection:
        for some in pieces(sorted(keys)):
            for key in connection.scalars(select(Page.url_key).where(Page.url_key.in_(some)).distinct()):
                del keys[key]
    return list(keys.values())


def has_pages(db: Database, outlets: Iterable[str]) -> bool:
    """Whether any page is on record under one of these outlets."""
    query = select(Page.page_id).where(Page.outlet.in_(_stored_keys(outlets))).limit(1)
    with db.read() as connection:
        return connection.scalar(query) is not None


def pages_of(db: Database, key: str) -> list[StoredPage]:
    """Every archived page of the article of an address, in the order of their archives."""
    query = select(Page.__table__).where(
        Page.url_key == key, Page.article_id.is_not(None), Page.archived_in.is_not(None)
    )
    with db.read() as connection:
        return [_stored(row) for row in connection.execute(query.order_by(*_PLACE))]


def kept_of(db: Database, url: str) -> list[StoredPage]:
    """Every page of an address whose bytes are kept, the one that its article stands on first, then the latest."""
    present = exists().where(and_(Article.article_id == Page.article_id, Article.body_sha256 == Page.sha256))
    query = select(Page.__table__).where(Page.url_key == stored_key(url), Page.archived_in.is_not(None))
    query = query.order_by(present.desc(), Page.last_fetched_at.desc(), Page.page_id.desc())
    with db.read() as connection:
        return [_stored(row) for row in connection.execute(query)]


def renew(
    db: Database, read: Sequence[tuple[StoredPage, Reading]], *, algorithm: int, trial: bool = False
) -> list[tuple[Difference, ...] | None]:
    """Puts what pages give today in the place of what is recorded of them; says of each what differed.

    None where an article's present page is none any more, and it has others: `fall_back` is to be asked with their
    readings. Pages of one address go into transactions of their own, one after the other; all others into one. A
    `trial` writes nothing. Raises DatabaseError.
    """
    found: list[tuple[Difference, ...] | None] = []
    for some in _apart(read):
        with _transaction(db, trial=trial) as connection:
            renewal = Renewal(connection, {page.key for page, _ in some})
            found += [renewal.renew(page.key, reading) for page, reading in some]
            if not trial:
                renewal.save(algorithm=algorithm)
    return found


def fall_back(
    db: Database, key: str, readings: Mapping[str, Reading], *, algorithm: int, trial: bool = False
) -> tuple[Difference, ...] | None:
    """The article of an address goes back to the newest of its pages that is one by today's rules, or goes.

    `readings` by the SHA-256 of their bodies. None, and nothing is changed, where one that is needed is missing.
    """
    with _transaction(db, trial=trial) as connection:
        renewal = Renewal(connection, {key})
        found = renewal.fall_back(key, readings)
        if found and not trial:
            renewal.save(algorithm=algorithm)
    return found


_PLACE = (Page.archived_in, Page.archived_at, Page.page_id)


def _chosen(wanted: Selection, *conditions: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Pages that decide what is recorded, and that are wanted."""
    present = exists().where(and_(Article.article_id == Page.article_id, Article.body_sha256 == Page.sha256))
    earlier = exists().where(and_(Revision.article_id == Page.article_id, Revision.page_sha256 == Page.sha256))
    query = select(*Page.__table__.c).where(or_(Page.article_id.is_(None), present, earlier), *conditions)
    if wanted.outlets:
        query = query.where(Page.outlet.in_(_stored_keys(wanted.outlets)))
    if wanted.urls:
        query = query.where(Page.url_key.in_(sorted({stored_key(url) for url in wanted.urls})))
    if wanted.since is not None:
        query = query.where(Page.last_fetched_at >= wanted.since)
    return query


def _stored_keys(outlets: Iterable[str]) -> list[str]:
    return sorted({shortened(storable(outlet)) for outlet in outlets})


def _apart(read: Sequence[tuple[StoredPage, Reading]]) -> Iterator[list[tuple[StoredPage, Reading]]]:
    """`read` in pieces within which no address comes twice."""
    piece: list[tuple[StoredPage, Reading]] = []
    keys: set[str] = set()
    for page, reading in read:
        if page.key in keys:
            yield piece
            piece, keys = [], set()
        piece.append((page, reading))
        keys.add(page.key)
    if piece:
        yield piece


@contextmanager
def _transaction(db: Database, *, trial: bool) -> Iterator[Connection]:
    with db.read() if trial else db.write() as connection:
        yield connection


def _stored(row: Row[tuple[object, ...]]) -> StoredPage:
    values = row._mapping
    same = {name: values[name] for name in StoredPage.__dataclass_fields__ if name not in ("key", "hints")}
    return StoredPage(
        **same, key=values["url_key"], hints=None if values["hints"] is None else unpacked(values["hints"])
    )
