"""Fingerprints in the database: one packed set an article, and the inverted index made from the sets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, false, select, true, update

from tracker.db.bulk import chunks, upsert
from tracker.db.tables import FingerprintSet

Integers = npt.NDArray[np.int64]
_INSERT = 200_000  #: rows of one statement: some 40 MiB of Python objects


def replace_fingerprints(connection: Connection, sets: Mapping[int, Sequence[int]], *, algorithm: int) -> None:
    """`sets` (by article) in place of what those articles had. The inverted index forgets the old ones at once."""
    forget_fingerprints(connection, sets)
    rows = [
        {
            "article_id": article_id,
            "algorithm": algorithm,
            "size": len(hashes),
            "indexed": False,
            "hashes": np.array(hashes, "<i8").tobytes(),
        }
        for article_id, hashes in sorted(sets.items())
    ]
    if rows:
        statement = upsert(connection, FingerprintSet)
        values = {name: statement.excluded[name] for name in ("algorithm", "size", "indexed", "hashes")}
        connection.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=values), rows)


def index_fingerprints(connection: Connection) -> int:
    """Puts the sets that are not in the inverted index there, in the index's order; says how many sets."""
    found = list(stored_sets(connection, FingerprintSet.indexed.is_(false())))
    if not found:
        return 0
    hashes, ids = unpacked(found)
    order = np.lexsort((ids, hashes))
    for start in range(0, len(order), _INSERT):
        piece = order[start : start + _INSERT]
        _insert(connection, hashes[piece], ids[piece])
    connection.execute(update(FingerprintSet).where(FingerprintSet.indexed.is_(false())).values(indexed=True))
    return len(found)


def stored_sets(connection: Connection, *conditions: Any) -> Iterator[tuple[int, bytes]]:
    """(article, packed fingerprints), in order of the articles."""
    query = select(FingerprintSet.article_id, FingerprintSet.hashes).where(*conditions)
    for row in connection.execute(query.order_by(FingerprintSet.article_id)):
        yield row.article_id, row.hashes


def stored_marks(connection: Connection, ids: Iterable[int]) -> dict[int, bytes]:
    """The packed fingerprints of each article."""
    return {
        article_id: marks
        for some in chunks(ids)
        for article_id, marks in stored_sets(connection, FingerprintSet.article_id.in_(some))
    }


def unpacked(sets: Sequence[tuple[int, bytes]]) -> tuple[Integers, Integers]:
    """All fingerprints of `sets` in one array, and beside it the article of each."""
    hashes = np.frombuffer(b"".join(packed for _, packed in sets), "<i8").astype(np.int64, copy=False)
    ids = np.array([article_id for article_id, _ in sets], np.int64)
    return hashes, np.repeat(ids, [len(packed) // 8 for _, packed in sets])


def forget_fingerprints(connection: Connection, ids: Iterable[int]) -> None:
    """The inverted index without the fingerprints of some articles."""
    for some in chunks(ids):
        old = list(stored_sets(connection, FingerprintSet.article_id.in_(some), FingerprintSet.indexed.is_(true())))
        if old:
            hashes, ids = unpacked(old)
            mark = "%s" if connection.dialect.name == "postgresql" else "?"
            connection.exec_driver_sql(
                f"DELETE FROM fingerprint WHERE hash = {mark} AND article_id = {mark}",  # noqa: S608 - two marks
                list(zip(hashes.tolist(), ids.tolist(), strict=True)),
            )


def _insert(connection: Connection, hashes: Integers, ids: Integers) -> None:
    rows = list(zip(hashes.tolist(), ids.tolist(), strict=True))
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy("COPY fingerprint (hash, article_id) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        connection.exec_driver_sql("INSERT INTO fingerprint (hash, article_id) VALUES (?, ?)", rows)
