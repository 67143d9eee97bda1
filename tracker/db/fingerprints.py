"""Fingerprints in the database: new sets wait, and enter the inverted index many at a time, sorted."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select, update

from tracker.db.blocks import MEMBER, PER_BLOCK, POSTING, Postings, as_postings, block_of, merged, outlet_number, splits
from tracker.db.bulk import chunks, upsert
from tracker.db.database import Database
from tracker.db.indexed import FingerprintBlock, FingerprintCrowd, FingerprintIndex, FingerprintSet, WaitingSet
from tracker.db.tables import Article

#: Sets from which waiting ones enter the index. Each look-up reads all that wait (a thousandth of a second for these);
#: entering one by one would write a hundred blocks for each.
WAITING = 512
_AT_ONCE = 100_000  #: sets that enter in one transaction: some 150 MiB of postings
_BLOCKS = 16_384  #: blocks held in memory at once
_PIECE = 512  #: articles in one piece of a crowd


def replace_fingerprints(connection: Connection, sets: Mapping[int, Sequence[int]], *, algorithm: int) -> None:
    """`sets` (by article) in place of what those articles had; of articles on record.

    The inverted index keeps the old ones: they cost a comparison of texts now and then, and taking them out would cost
    a write for each.
    """
    if not sets:
        return
    again = _known(connection, FingerprintSet, sets)
    waiting = _known(connection, WaitingSet, sets)
    _save_sets(connection, sets, algorithm)
    last = connection.scalar(select(func.max(WaitingSet.number))) or 0
    # One that waits keeps its place and what is known of it: the number and the flag given here are not used then.
    new = enumerate(sorted(sets.keys() - waiting), last + 1)
    numbers = {article_id: number for number, article_id in new}
    rows = [
        {
            "number": numbers.get(article_id, 0),
            "article_id": article_id,
            "again": article_id in again,
            "hashes": _packed(hashes),
        }
        for article_id, hashes in sorted(sets.items())
    ]
    statement = upsert(connection, WaitingSet)
    values = {"hashes": statement.excluded.hashes}
    connection.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=values), rows)


def digest(hashes: Sequence[int]) -> int:
    """A number by which a set is known without being kept: BLAKE2b-64 of its sorted numbers."""
    return int.from_bytes(hashlib.blake2b(_packed(hashes), digest_size=8).digest(), "little", signed=True)


def stored_digests(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """What `digest` gave for the set of each article."""
    query = select(FingerprintSet.article_id, FingerprintSet.digest)
    return {
        article_id: number
        for some in chunks(ids)
        for article_id, number in connection.execute(query.where(FingerprintSet.article_id.in_(some)))
    }


def waiting_postings(connection: Connection, limit: int | None = None) -> Postings:
    """The postings that are not in the index yet, in the order in which they came."""
    query = select(WaitingSet.article_id, FingerprintSet.outlet, WaitingSet.hashes)
    query = query.join(FingerprintSet, FingerprintSet.article_id == WaitingSet.article_id)
    return as_postings([(a, o, h) for a, o, h in connection.execute(query.order_by(WaitingSet.number).limit(limit))])


def index_fingerprints(db: Database, *, least: int = WAITING) -> None:
    """Puts the sets that wait into the inverted index, when they are `least` or more."""
    with db.read() as connection:
        if (connection.scalar(select(func.count()).select_from(WaitingSet)) or 0) < least:
            return
    left = True
    while left:
        with db.write() as connection:
            left = _enter(connection)


def empty_index(connection: Connection, algorithm: int) -> None:
    """Forgets an index that another version of the algorithm made."""
    if connection.scalar(select(FingerprintIndex.algorithm)) != algorithm:
        for table in (FingerprintBlock, FingerprintCrowd, FingerprintIndex):
            connection.execute(delete(table))


def blocks(connection: Connection) -> int:
    """How many blocks the index has."""
    return connection.scalar(select(FingerprintIndex.blocks)) or 0


def read_blocks(connection: Connection, numbers: Collection[int]) -> Postings:
    """All postings of some blocks; those of one fingerprint in the order in which they came in."""
    found: list[bytes] = []
    if connection.dialect.name == "postgresql":
        query = "SELECT postings FROM fingerprint_block WHERE block = ANY(%s)"
        found += connection.exec_driver_sql(query, (list(numbers),)).scalars()
    elif numbers:
        query = "SELECT postings FROM fingerprint_block WHERE block IN (SELECT value FROM json_each(?))"
        found += connection.exec_driver_sql(query, (str(list(numbers)),)).scalars()
    return np.frombuffer(b"".join(found), POSTING)


def crowds(connection: Connection, hashes: Iterable[int]) -> Postings:
    """The postings of some fingerprints that have no place in their blocks any more."""
    query = select(FingerprintCrowd.hash, FingerprintCrowd.members).order_by(
        FingerprintCrowd.hash, FingerprintCrowd.part
    )
    parts = [np.empty(0, POSTING)]
    for some in chunks(hashes):
        for number, packed in connection.execute(query.where(FingerprintCrowd.hash.in_(some))):
            members = np.frombuffer(packed, MEMBER)
            postings = np.empty(len(members), POSTING)
            postings["hash"] = number
            for name in MEMBER.names or ():
                postings[name] = members[name]
            parts.append(postings)
    return np.concatenate(parts)


# -------------------------------------------------------------------------------------------------- sets


def _packed(hashes: Sequence[int]) -> bytes:
    return np.array(hashes, "<i8").tobytes()


def _outlets(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    query = select(Article.article_id, Article.outlet)
    return {
        article_id: outlet_number(outlet)
        for some in chunks(ids)
        for article_id, outlet in connection.execute(query.where(Article.article_id.in_(some)))
    }


def _known(connection: Connection, table: type[FingerprintSet | WaitingSet], ids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for some in chunks(ids):
        found.update(connection.scalars(select(table.article_id).where(table.article_id.in_(some))))
    return found


def _save_sets(connection: Connection, sets: Mapping[int, Sequence[int]], algorithm: int) -> None:
    outlets = _outlets(connection, sets)
    rows = [
        {
            "article_id": article_id,
            "algorithm": algorithm,
            "outlet": outlets[article_id],
            "digest": digest(hashes),
        }
        for article_id, hashes in sorted(sets.items())
    ]
    statement = upsert(connection, FingerprintSet)
    values = {name: statement.excluded[name] for name in ("algorithm", "outlet", "digest")}
    connection.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=values), rows)


# -------------------------------------------------------------------------------------------------- the index


def _enter(connection: Connection) -> bool:
    """Moves the first sets that wait into the index; says whether any are left."""
    waiting = connection.execute(
        select(WaitingSet.number, WaitingSet.again).order_by(WaitingSet.number).limit(_AT_ONCE)
    ).all()
    if not waiting:
        return False
    _begin(connection)
    postings = waiting_postings(connection, _AT_ONCE)
    there = connection.execute(select(FingerprintIndex.blocks, FingerprintIndex.postings)).one()
    wanted = max(there.blocks, (there.postings + len(postings)) // PER_BLOCK)
    _grow(connection, there.blocks, wanted, empty=not there.postings)
    _add(connection, postings, wanted, repeated=any(row.again for row in waiting))
    connection.execute(update(FingerprintIndex).values(blocks=wanted, postings=there.postings + len(postings)))
    connection.execute(delete(WaitingSet).where(WaitingSet.number <= waiting[-1].number))
    return len(waiting) == _AT_ONCE


def _begin(connection: Connection) -> None:
    if connection.scalar(select(FingerprintIndex.index_id)) is None:
        query = select(FingerprintSet.algorithm).join(WaitingSet, WaitingSet.article_id == FingerprintSet.article_id)
        algorithm = connection.scalar(query.limit(1))
        connection.execute(insert(FingerprintIndex).values(index_id=1, algorithm=algorithm, blocks=1, postings=0))


def _grow(connection: Connection, now: int, wanted: int, *, empty: bool) -> None:
    if empty:
        return
    for first, end, grown in splits(now, wanted, _BLOCKS):
        found, _ = merged([read_blocks(connection, range(first, end))], grown, repeated=False)
        _write(connection, found, list(range(first, end)))


def _add(connection: Connection, postings: Postings, count: int, *, repeated: bool) -> None:
    """New postings into the blocks where they belong, some blocks at a time."""
    numbers = block_of(postings["hash"], count)
    order = np.argsort(numbers, kind="stable")
    postings, numbers = postings[order], numbers[order]
    touched = np.unique(numbers)
    over = []
    for start in range(0, len(touched), _BLOCKS):
        some = touched[start : start + _BLOCKS]
        low, high = np.searchsorted(numbers, (some[0], some[-1] + 1))
        there = read_blocks(connection, some.tolist())
        found, without_place = merged([there, postings[low:high]], count, repeated=repeated)
        _write(connection, found, some.tolist())
        over.append(without_place)
    _join_crowds(connection, np.concatenate([np.empty(0, POSTING), *over]))


def _write(connection: Connection, found: Mapping[int, bytes], instead_of: list[int]) -> None:
    """Blocks in the order of their numbers; those they stand for are gone or replaced."""
    rows = sorted(found.items())
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DELETE FROM fingerprint_block WHERE block = ANY(%s)", (instead_of,))
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy("COPY fingerprint_block (block, postings) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    elif rows:
        gone = [(number,) for number in instead_of if number not in found]
        if gone:
            connection.exec_driver_sql("DELETE FROM fingerprint_block WHERE block = ?", gone)
        connection.exec_driver_sql("INSERT OR REPLACE INTO fingerprint_block (block, postings) VALUES (?, ?)", rows)


def _join_crowds(connection: Connection, postings: Postings) -> None:
    """Postings behind those of their fingerprints that found no place either."""
    postings = postings[np.argsort(postings["hash"], kind="stable")]
    members = postings[list(MEMBER.names or ())].astype(MEMBER)
    hashes, starts = np.unique(postings["hash"], return_index=True)
    ends = np.append(starts[1:], len(postings))
    for some in chunks(hashes.tolist()):
        last = _last_pieces(connection, some)
        rows: list[dict[str, Any]] = []
        for number in some:
            i = int(np.searchsorted(hashes, number))
            part, packed = last.get(number, (0, b""))
            rows += _pieces(number, part, packed + members[starts[i] : ends[i]].tobytes())
        statement = upsert(connection, FingerprintCrowd)
        values = {"members": statement.excluded.members}
        connection.execute(statement.on_conflict_do_update(index_elements=["hash", "part"], set_=values), rows)


def _last_pieces(connection: Connection, hashes: list[int]) -> dict[int, tuple[int, bytes]]:
    ends = (
        select(FingerprintCrowd.hash, func.max(FingerprintCrowd.part).label("part"))
        .where(FingerprintCrowd.hash.in_(hashes))
        .group_by(FingerprintCrowd.hash)
        .subquery()
    )
    query = select(FingerprintCrowd.hash, FingerprintCrowd.part, FingerprintCrowd.members).join(
        ends, (ends.c.hash == FingerprintCrowd.hash) & (ends.c.part == FingerprintCrowd.part)
    )
    return {number: (part, packed) for number, part, packed in connection.execute(query)}


def _pieces(number: int, part: int, packed: bytes) -> Iterator[dict[str, Any]]:
    size = _PIECE * MEMBER.itemsize
    for offset in range(0, len(packed), size):
        yield {"hash": number, "part": part + offset // size, "members": packed[offset : offset + size]}
