"""Fingerprints as linking asks for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from sqlalchemy import Connection, false, select, text, update

from tracker.db.bulk import chunks
from tracker.db.database import Database
from tracker.db.fingerprints import Integers, index_fingerprints, replace_fingerprints, stored_sets, unpacked
from tracker.db.tables import Article, FingerprintSet


def fingerprints_of(db: Database, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The fingerprints of each article, sorted."""
    found: dict[int, tuple[int, ...]] = {}
    with db.read() as connection:
        for some in chunks(ids):
            for article_id, packed in stored_sets(connection, FingerprintSet.article_id.in_(some)):
                found[article_id] = tuple(np.frombuffer(packed, "<i8").tolist())
    return found


def sizes(db: Database, ids: Collection[int] | None = None) -> dict[int, int]:
    """How many fingerprints each article has; of all articles without `ids`."""
    query = select(FingerprintSet.article_id, FingerprintSet.size)
    with db.read() as connection:
        if ids is None:
            return dict(connection.execute(query).all())
        return {
            article_id: size
            for some in chunks(ids)
            for article_id, size in connection.execute(query.where(FingerprintSet.article_id.in_(some)))
        }


def postings(db: Database, hashes: Collection[int]) -> Integers:
    """(fingerprint, article) of every article that has one of `hashes`, sorted, as an array of two columns.

    Fingerprints recorded since the last call enter the inverted index first: the one moment this room writes where
    it is asked to read.
    """
    with db.read() as connection:
        behind = connection.scalar(
            select(FingerprintSet.article_id).where(FingerprintSet.indexed.is_(false())).limit(1)
        )
    if behind is not None:
        with db.write() as connection:
            index_fingerprints(connection)
    with db.read() as connection:
        found = [pair for some in chunks(hashes, 10_000) for pair in _postings(connection, some)]
    return np.array(found, np.int64).reshape(-1, 2)


def all_postings(db: Database) -> Integers:
    """(fingerprint, article) of every article, as an array of two columns, in the order of articles."""
    with db.read() as connection:
        hashes, ids = unpacked(list(stored_sets(connection)))
    return np.column_stack((hashes, ids))


def other_algorithm(db: Database, algorithm: int) -> list[int]:
    """Articles whose fingerprints another version of the algorithm made."""
    with db.read() as connection:
        query = select(FingerprintSet.article_id).where(FingerprintSet.algorithm != algorithm)
        return list(connection.scalars(query.order_by(FingerprintSet.article_id)))


def save_fingerprints(db: Database, sets: Mapping[int, Sequence[int]], *, algorithm: int) -> None:
    """New fingerprints for articles whose texts did not change; they are to be linked anew."""
    with db.write() as connection:
        replace_fingerprints(connection, sets, algorithm=algorithm)
        for some in chunks(sets):
            connection.execute(
                update(Article).where(Article.article_id.in_(some)).values(linked=False, version=Article.version + 1)
            )


def _postings(connection: Connection, hashes: list[int]) -> Iterator[tuple[int, int]]:
    if connection.dialect.name == "postgresql":
        query = "SELECT hash, article_id FROM fingerprint WHERE hash = ANY(:hashes) ORDER BY hash, article_id"
        rows = connection.execute(text(query), {"hashes": hashes})
    else:
        # CROSS JOIN keeps SQLite from reading the index from end to end.
        query = (
            "SELECT f.hash, f.article_id FROM json_each(:hashes) AS j CROSS JOIN fingerprint AS f ON f.hash = j.value "
            "ORDER BY f.hash, f.article_id"
        )
        rows = connection.execute(text(query), {"hashes": str(hashes)})
    yield from ((fingerprint, article_id) for fingerprint, article_id in rows)
