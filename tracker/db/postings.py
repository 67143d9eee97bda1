"""Fingerprints as linking asks for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from sqlalchemy import or_, select, update

from tracker.db.blocks import ROLL, Integers, Postings, as_postings, block_of
from tracker.db.bulk import chunks
from tracker.db.database import Database
from tracker.db.fingerprints import (
    blocks,
    crowds,
    empty_index,
    index_fingerprints,
    read_blocks,
    replace_fingerprints,
    waiting_postings,
)
from tracker.db.indexed import FingerprintSet, WaitingSet
from tracker.db.tables import Article

_BLOCKS = 16_384  #: blocks in one portion: some 15 MiB


def own_postings(db: Database, ids: Collection[int]) -> tuple[Postings, list[int]]:
    """The postings of some articles, and those of them whose fingerprints are no longer known: give them by
    `made_postings`."""
    found: list[tuple[int, int, bytes]] = []
    query = select(WaitingSet.article_id, FingerprintSet.outlet, WaitingSet.hashes)
    query = query.join(FingerprintSet, FingerprintSet.article_id == WaitingSet.article_id)
    with db.read() as connection:
        for some in chunks(ids):
            rows = connection.execute(query.where(WaitingSet.article_id.in_(some)).order_by(WaitingSet.number))
            found += [(article_id, outlet, packed) for article_id, outlet, packed in rows]
    return as_postings(found), sorted(set(ids) - {article_id for article_id, _, _ in found})


def made_postings(db: Database, sets: Mapping[int, Sequence[int]]) -> Postings:
    """The postings of fingerprints (by article) that were made again from the stored texts."""
    found: list[tuple[int, int, bytes]] = []
    query = select(FingerprintSet.article_id, FingerprintSet.outlet).order_by(FingerprintSet.article_id)
    with db.read() as connection:
        for some in chunks(sets):
            for article_id, outlet in connection.execute(query.where(FingerprintSet.article_id.in_(some))):
                found.append((article_id, outlet, np.array(sets[article_id], "<i8").tobytes()))
    return as_postings(found)


def postings(db: Database, own: Postings) -> Iterator[Postings]:
    """All postings of the fingerprints of `own`, in portions; all of a fingerprint in one portion, in the order in
    which they came in. Of each the first `ROLL` that are in the index, those that wait, and those of `own`, of which
    some may be given twice.

    Sets that wait enter the index first when they are many: the one moment this room writes where it is asked to read.
    """
    index_fingerprints(db)
    wanted = np.unique(own["hash"])
    with db.read() as connection:
        count = blocks(connection)
        numbers = block_of(wanted, max(count, 1))
        wanted = wanted[np.argsort(numbers, kind="stable")]
        waiting = waiting_postings(connection)
        for start in range(0, len(wanted), _BLOCKS):
            some = np.sort(wanted[start : start + _BLOCKS])
            found = read_blocks(connection, np.unique(block_of(some, count)).tolist()) if count else own[:0]
            yield np.concatenate([_of(part, some) for part in (found, waiting, own)])


def crowd_postings(db: Database, hashes: Collection[int]) -> Postings:
    """The postings of some fingerprints beyond the first `ROLL`."""
    with db.read() as connection:
        return crowds(connection, hashes)


def all_postings(db: Database) -> Iterator[Postings]:
    """The postings of every article, in portions; all of a fingerprint in one portion, in the order they came in."""
    index_fingerprints(db, least=1)
    with db.read() as connection:
        count = blocks(connection)
        for start in range(0, count, _BLOCKS):
            found = read_blocks(connection, range(start, min(count, start + _BLOCKS)))
            full, size = np.unique(found["hash"], return_counts=True)
            yield np.concatenate((found, crowds(connection, full[size >= ROLL].tolist())))


def other_algorithm(db: Database, algorithm: int) -> list[int]:
    """Articles whose fingerprints another version of the algorithm made."""
    other = or_(FingerprintSet.algorithm < algorithm, FingerprintSet.algorithm > algorithm)  # by the index, unlike <>
    with db.read() as connection:
        return list(
            connection.scalars(select(FingerprintSet.article_id).where(other).order_by(FingerprintSet.article_id))
        )


def save_fingerprints(db: Database, sets: Mapping[int, Sequence[int]], *, algorithm: int) -> None:
    """New fingerprints for articles whose texts did not change; they are to be linked anew.

    An index that another version of the algorithm made is forgotten.
    """
    with db.write() as connection:
        empty_index(connection, algorithm)
        replace_fingerprints(connection, sets, algorithm=algorithm)
        for some in chunks(sets):
            connection.execute(
                update(Article).where(Article.article_id.in_(some)).values(linked=False, version=Article.version + 1)
            )


def _of(found: Postings, wanted: Integers) -> Postings:
    """Those of sorted, distinct fingerprints."""
    place = np.minimum(np.searchsorted(wanted, found["hash"]), len(wanted) - 1)
    kept: Postings = found[wanted[place] == found["hash"]]
    return kept
