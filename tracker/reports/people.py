"""Who writes: people credited as authors, by name in one spelling, with the outlets that carry their texts.

A person is told from another by the name alone: two of one name are one row, and spellings that differ in more than
capitals, order and accents are several.
"""

from dataclasses import dataclass, field

from tracker.db import Database
from tracker.reports._sql import ask
from tracker.reports._table import Column, Filters, Table

COLUMNS = (
    Column("person"),
    Column("articles", "count"),
    Column("outlets", "count"),
    Column("where"),
    Column("written"),
)
_SQL = """
SELECT c.article_id, c.outlet, c.source, c.source_name, c.normalised_name
FROM credits c
JOIN articles a ON a.article_id = c.article_id
WHERE c.role = 'author' AND {where}
"""
_DATED = "COALESCE(a.published_at, a.first_seen_at)"
_CONDITIONS = {
    "outlet": "c.outlet = :outlet",
    "language": "a.language = :language",
    "owner": "a.owner = :owner",
    "country": "a.country = :country",
    "since": f"{_DATED} >= :since",
    "until": f"{_DATED} < :until",
}
_MOST = 5  # outlets and spellings named


@dataclass(slots=True)
class _Person:
    """One name. Dictionaries stand for ordered sets."""

    name: str
    articles: set[int] = field(default_factory=set)
    outlets: dict[str, None] = field(default_factory=dict)
    written: dict[str, None] = field(default_factory=dict)


def report(db: Database, filters: Filters) -> Table:
    """One row a person, the most articles first. Of days counts the publication, else the first sight."""
    people: dict[str, _Person] = {}
    found = ask(db, _SQL, filters, _CONDITIONS, kinds={})
    for row in sorted(found, key=lambda row: (row["article_id"], row["source_name"])):
        # Before version 0.2 no name was kept in one spelling; the key is the name folded.
        name = row["normalised_name"] or row["source_name"]
        person = people.setdefault((row["normalised_name"] or row["source"]).casefold(), _Person(name))
        person.articles.add(row["article_id"])
        person.outlets[row["outlet"]] = None
        person.written[row["source_name"]] = None
    rows = [
        (p.name, len(p.articles), len(p.outlets), _named(sorted(p.outlets)), _named(sorted(p.written)))
        for p in people.values()
    ]
    rows.sort(key=lambda row: (-row[1], -row[2], row[0]))
    return Table(
        title="People credited as authors",
        columns=COLUMNS,
        rows=rows,
        note="A person is told by the name alone; `written` are the spellings on the pages.",
    )


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return "; ".join(names[:_MOST]) + more
