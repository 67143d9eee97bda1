"""Recording: readings into articles, revisions, credits, fingerprints, receipts and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker.db.batch import Batch, ensure_outlets
from tracker.db.bulk import upsert
from tracker.db.columns import storable
from tracker.db.counting import Tally
from tracker.db.crawled import Address
from tracker.db.database import Database
from tracker.db.keys import shortened, stored_key
from tracker.db.outlets import sync_catalogue
from tracker.db.tables import Page
from tracker.types import Outcome, Reading, Recorded

__all__ = ["Archived", "archived", "known_bodies", "note", "record", "sync_catalogue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """Where the bytes of a page lie: file, offset of the record in it, and its length (None where only ingested)."""

    file: str
    offset: int
    length: int | None


def record(db: Database, readings: Sequence[Reading], *, algorithm: int = 1) -> list[Recorded]:
    """Records `readings` in their order, in one transaction: all of them or, after a kill or an error, none.

    Every distinct body of an address leaves its receipt. A new address gives an article (`READ`). A known address
    gives a new revision where title or text differ (`CHANGED`), and nothing but today's credits and dates where they
    do not (`UNCHANGED`). A page that gave no article has its own outcome and leaves the article it once gave alone.
    A page fetched before the one an article stands on adds to the article's history and not to its present. The
    same fetch recorded again changes and counts nothing.

    An article is to be linked anew when its text, its publication or its credits changed. `algorithm` is the version
    of the fingerprints (`tracker.match.ALGORITHM`). Raises DatabaseError.
    """
    if not readings:
        return []
    with db.write() as connection:
        batch = Batch(connection, {stored_key(reading.receipt.url) for reading in readings})
        recorded = [batch.take(reading) for reading in readings]
        batch.save(algorithm=algorithm)
    return recorded


def known_bodies(db: Database) -> dict[tuple[str, str], datetime]:
    """(`url_key`, SHA-256 of the body) of every page ever recorded, read or not, with the time of its last fetch."""
    with db.read() as connection:
        query = select(Page.url_key, Page.sha256, Page.last_fetched_at)
        return {(key, sha256): fetched_at for key, sha256, fetched_at in connection.execute(query)}


def archived(db: Database, url: str, sha256: str) -> Archived | None:
    """The place of the bytes with this SHA-256 that the address gave before; None where none are kept."""
    query = select(Page.archived_in, Page.archived_at, Page.archived_length)
    with db.read() as connection:
        row = connection.execute(query.where(Page.url_key == stored_key(url), Page.sha256 == sha256)).first()
    if row is None or row.archived_in is None or row.archived_at is None:
        return None
    return Archived(file=row.archived_in, offset=row.archived_at, length=row.archived_length)


def note(db: Database, *, outlet: str, url: str, outcome: Outcome, reason: str, at: datetime) -> None:
    """An address that gave no page: counted in the outlet's coverage of the day, and kept with its reason."""
    key = shortened(storable(outlet))
    tally = Tally()
    tally.outcome(key, at, outcome)
    with db.write() as connection:
        ensure_outlets(connection, [key])
        values = {"outcome": outcome.value, "reason": reason, "last_attempt_at": at}
        statement = upsert(connection, Address).values(
            url_key=stored_key(url),
            url=url,
            outlet=key,
            hints="{}",
            discovered_at=at,
            attempts=1,
            next_attempt_at=None,
            **values,
        )
        connection.execute(statement.on_conflict_do_update(index_elements=["url_key"], set_=values))
        tally.save(connection)
