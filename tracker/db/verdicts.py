"""What people judged: given, withdrawn, and asked for by linking.

A verdict is never deleted. Giving or withdrawing one marks the articles of its addresses as to be linked anew as far as
they are recorded; one on an address that was not crawled yet waits for its article.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from tracker.db.bulk import chunks, pieces
from tracker.db.columns import storable
from tracker.db.database import Database
from tracker.db.keys import shortened
from tracker.db.redirects import Targets
from tracker.db.sites import Sites
from tracker.db.tables import Agency, Article, Revision, Verdict
from tracker.errors import VerdictError
from tracker.types import Verdict as Said


@dataclass(frozen=True, slots=True)
class Given:
    """What came of one verdict."""

    verdict: Said  #: as recorded, with its number and the hashes of the texts judged
    new: bool  #: False: the very same word was on record, from the same person and time
    unknown: tuple[str, ...]  #: its addresses of which no article is recorded
    against: tuple[Said, ...]  #: others on the same question that are not withdrawn and say something else
    articles: frozenset[int]  #: that are to be linked anew


def give(db: Database, verdicts: Sequence[Said]) -> list[Given]:
    """Records verdicts in their order, in one transaction; each once, however often it is given.

    The hashes of the current texts are filled in where a verdict brings none. One that is on record and comes back
    withdrawn (from another database) is withdrawn.
    """
    with db.write() as connection:
        addresses = [address for said in verdicts for address in _addresses(said)]
        targets = Targets(connection, addresses)
        return [_given(connection, said, targets) for said in verdicts]


def withdraw(db: Database, verdict_id: int, *, at: datetime, by: str) -> Given:
    """Takes a verdict back; it stays recorded as withdrawn. Raises VerdictError where there is none to withdraw."""
    with db.write() as connection:
        found = _loaded(connection, Verdict.verdict_id == verdict_id)
        if not found:
            raise VerdictError("no such verdict; `tracker verdict list` shows all", str(verdict_id))
        if found[0].withdrawn_at is not None:
            raise VerdictError(f"withdrawn already, by {found[0].withdrawn_by}", str(verdict_id))
        return _withdrawn(connection, replace(found[0], withdrawn_at=at, withdrawn_by=by))


def verdicts_on(db: Database, ids: Collection[int]) -> list[Said]:
    """The verdicts in force on articles, or naming one of them, in the order in which they were given.

    `other` is where an address leads in the end, with whose it is by the catalogue.
    """
    with db.read() as connection:
        if not any_given(connection):
            return []
        keys = sorted(address_keys(connection, ids))
        found: dict[int | None, Said] = {}
        for some in pieces(keys):
            concerned = or_(Verdict.url_key.in_(some), Verdict.other_key.in_(some))
            found |= {said.verdict_id: said for said in _loaded(connection, concerned, _in_force())}
        sites = Sites(connection)
        targets = Targets(connection, [address for said in found.values() for address in _addresses(said)])
        placed = (_placed(said, sites, targets) for said in found.values())
        return sorted(placed, key=lambda said: (said.given_at, said.verdict_id or 0))


def all_verdicts(db: Database, *, history: bool) -> list[Said]:
    """Every verdict in force, in the order of their numbers; with `history` those overruled and withdrawn too."""
    with db.read() as connection:
        return _loaded(connection, *([] if history else [_in_force()]))


def agency_names(db: Database) -> dict[str, str]:
    """Keys and names of the agencies by which the database was last read."""
    with db.read() as connection:
        return {row.agency: row.name for row in connection.execute(select(Agency.agency, Agency.name))}


def any_given(connection: Connection) -> bool:
    """Whether there is any verdict: most databases have none, and linking everything must not ask for each article."""
    return connection.scalar(select(Verdict.verdict_id).limit(1)) is not None


def address_keys(connection: Connection, ids: Iterable[int]) -> set[str]:
    """Keys of the articles' addresses, as asked for and after redirects."""
    found: set[str] = set()
    for some in chunks(ids):
        query = select(Article.url_key, Article.final_key).where(Article.article_id.in_(some))
        found.update(key for row in connection.execute(query) for key in row)
    return found


def confirmed_with(connection: Connection, keys: Collection[str]) -> Iterator[str]:
    """Keys of addresses that hang together with some by a confirmed republication, also by one of a common third."""
    confirmed = and_(Verdict.relation == "republishes", _in_force())
    named: set[str] = set()
    for some in pieces(sorted(keys)):
        query = select(Verdict.url_key, Verdict.other_key).where(
            confirmed, or_(Verdict.url_key.in_(some), Verdict.other_key.in_(some))
        )
        named.update(key for row in connection.execute(query) for key in row if key is not None)
    yield from named
    for some in pieces(sorted(named)):
        yield from connection.scalars(select(Verdict.url_key).where(confirmed, Verdict.other_key.in_(some)))


def _given(connection: Connection, said: Said, targets: Targets) -> Given:
    row = _row(said, targets)
    same = _loaded(connection, *(getattr(Verdict, name) == row[name] for name in _SAME))
    if same and same[0].withdrawn_at is None and said.withdrawn_at is not None:
        return _withdrawn(connection, replace(same[0], withdrawn_at=said.withdrawn_at, withdrawn_by=said.withdrawn_by))
    keys = [key for key in (row["url_key"], row["other_key"]) if key is not None]
    articles = {key: _article(connection, key) for key in keys}
    unknown = tuple(address for address, key in zip(_addresses(said), keys, strict=True) if articles[key] is None)
    against = [other for other in _others(connection, row) if not same or other.verdict_id != same[0].verdict_id]
    against = [other for other in against if (other.relation, other.other, other.url) != _meaning(said)]
    if same:
        return Given(same[0], False, unknown, tuple(against), frozenset())
    hashes = [said.sha256 or _sha256(connection, articles[keys[0]])]
    hashes.append(said.other_sha256 or (_sha256(connection, articles[keys[1]]) if len(keys) > 1 else None))
    number = (connection.scalar(select(func.max(Verdict.verdict_id))) or 0) + 1
    row |= {"verdict_id": number, "sha256": hashes[0], "other_sha256": hashes[1]}
    connection.execute(insert(Verdict), row)
    recorded = replace(said, verdict_id=number, sha256=hashes[0], other_sha256=hashes[1])
    return Given(recorded, True, unknown, tuple(against), _to_be_linked(connection, keys))


#: By these a verdict that comes twice is one.
_SAME = ("url_key", "relation", "other", "person", "given_at")


def _withdrawn(connection: Connection, said: Said) -> Given:
    row = connection.execute(select(Verdict.__table__).where(Verdict.verdict_id == said.verdict_id)).one()
    values = {"withdrawn_at": said.withdrawn_at, "withdrawn_by": said.withdrawn_by}
    connection.execute(update(Verdict).where(Verdict.verdict_id == said.verdict_id).values(values))
    keys = [key for key in (row.url_key, row.other_key) if key is not None]
    return Given(said, False, (), (), _to_be_linked(connection, keys))


def _row(said: Said, targets: Targets) -> dict[str, Any]:
    key = targets.key(said.url)
    other = targets.key(said.other) if said.relation != "agency" else None
    question = shortened(f"{key}\nagency" if other is None else "\n".join(sorted((key, other))))
    return {
        "url": said.url,
        "url_key": key,
        "relation": said.relation,
        "other": storable(said.other),
        "other_key": other,
        "question": question,
        "because": said.because,
        "person": storable(said.person),
        "given_at": said.given_at,
        "withdrawn_at": said.withdrawn_at,
        "withdrawn_by": said.withdrawn_by,
    }


def _addresses(said: Said) -> list[str]:
    return [said.url] if said.relation == "agency" else [said.url, said.other]


def _meaning(said: Said) -> tuple[str, str, str]:
    return said.relation, said.other, said.url


def _others(connection: Connection, row: dict[str, Any]) -> list[Said]:
    return _loaded(connection, Verdict.question == row["question"], Verdict.withdrawn_at.is_(None))


def _in_force() -> ColumnElement[bool]:
    """As the view `verdicts` says it."""
    later = aliased(Verdict)
    after = or_(
        later.given_at > Verdict.given_at,
        and_(later.given_at == Verdict.given_at, later.verdict_id > Verdict.verdict_id),
    )
    overruled = exists().where(later.question == Verdict.question, later.withdrawn_at.is_(None), after)
    return and_(Verdict.withdrawn_at.is_(None), ~overruled)


def _loaded(connection: Connection, *conditions: ColumnElement[bool]) -> list[Said]:
    query = select(Verdict.__table__).where(*conditions).order_by(Verdict.verdict_id)
    return [
        Said(
            verdict_id=row.verdict_id,
            url=row.url,
            relation=row.relation,
            other=row.other,
            person=row.person,
            given_at=row.given_at,
            because=row.because,
            sha256=row.sha256,
            other_sha256=row.other_sha256,
            withdrawn_at=row.withdrawn_at,
            withdrawn_by=row.withdrawn_by,
        )
        for row in connection.execute(query)
    ]


def _placed(said: Said, sites: Sites, targets: Targets) -> Said:
    if said.relation == "agency":
        return replace(said, url=targets.of(said.url))
    other = targets.of(said.other)
    return replace(said, url=targets.of(said.url), other=other, outlet=sites.outlet(other), agency=sites.agency(other))


def _article(connection: Connection, key: str) -> int | None:
    """The one asked for at this address, else one that was reached there."""
    query = select(Article.article_id).where(or_(Article.url_key == key, Article.final_key == key))
    return connection.scalar(query.order_by(Article.url_key != key, Article.article_id).limit(1))


def _sha256(connection: Connection, article_id: int | None) -> str | None:
    query = select(Revision.sha256).join(
        Article, (Revision.article_id == Article.article_id) & (Revision.revision == Article.revision)
    )
    return connection.scalar(query.where(Article.article_id == article_id))


def _to_be_linked(connection: Connection, keys: Collection[str]) -> frozenset[int]:
    """Marks every article of these addresses."""
    there = or_(Article.url_key.in_(keys), Article.final_key.in_(keys))
    ids = frozenset(connection.scalars(select(Article.article_id).where(there)))
    again = update(Article).where(Article.article_id.in_(ids))
    connection.execute(again.values(linked=False, version=Article.version + 1))
    return ids
