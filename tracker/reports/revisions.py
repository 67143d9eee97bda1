"""Copies that kept what their origin has corrected or withdrawn since.

An origin was seen in several revisions: what an older one said and a newer one does not is looked for in every copy.
`kept` are the copy's words with a few around them, `now` what stands in the origin in their place (nothing where it
was cut). An origin whose page is gone counts as withdrawn. A copy that was read before the correction may have been
corrected since: `seen` says when it was last looked at.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tracker.db import Database
from tracker.match import difference
from tracker.reports._sql import ask
from tracker.reports._table import Cell, Column, Filters, Kind, Table
from tracker.text import words

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("agency"),
    Column("outlet"),
    Column("url"),
    Column("seen", "time"),
    Column("what"),
    Column("kept"),
    Column("now"),
    Column("corrected", "time"),
    Column("origin"),
)
#: Words on either side of a change that must stand around it in the copy too: a changed figure alone is found anywhere.
_AROUND = 3
_QUOTE = 200  #: characters of a quote

_SQL = """
SELECT r.agency, r.outlet, r.url, a.last_seen_at AS seen, s.origin_url AS origin, o.article_id AS origin_id,
       r.article_id, o.status, o.last_seen_at AS origin_seen_at, o.revisions
FROM republications r
JOIN stories s ON s.story_id = r.story_id
JOIN articles o ON o.url = s.origin_url
JOIN articles a ON a.article_id = r.article_id
WHERE (o.revisions > 1 OR o.status = 'gone') AND {where}
ORDER BY r.story_id, r.url
"""
_TEXTS = """
SELECT v.article_id, v.revision, v.seen_at, v.text FROM revisions v
WHERE v.article_id IN (SELECT {column} FROM ({chosen}) AS chosen) ORDER BY v.article_id, v.revision
"""
_CONDITIONS = {
    "agency": "r.agency = :agency",
    "outlet": "r.outlet = :outlet",
    "language": "a.language = :language",
    "since": "r.published_at >= :since",
    "until": "r.published_at < :until",
    "owner": "a.owner = :owner",
    "country": "a.country = :country",
    "min_share": "r.share_of_article >= :min_share",
    "credited": "r.credited = :credited",
    "direction": "r.direction = :direction",
}
_KINDS: dict[str, Kind] = {"seen": "time", "origin_seen_at": "time", "seen_at": "time"}


def report(db: Database, filters: Filters) -> Table:
    """One row a passage that a copy kept, and one a copy of a withdrawn origin; by origin and copy."""
    copies = ask(db, _SQL, filters, _CONDITIONS, kinds=_KINDS)
    origins = _texts(db, filters, "origin_id") if copies else {}
    bodies = _texts(db, filters, "article_id") if copies else {}
    changed = {origin: list(_corrections(revisions)) for origin, revisions in origins.items()}
    rows: list[tuple[Cell, ...]] = []
    for copy in copies:
        head = (copy["agency"], copy["outlet"], copy["url"], copy["seen"])
        if copy["status"] == "gone":
            rows.append((*head, "withdrawn", None, None, copy["origin_seen_at"], copy["origin"]))
        text = bodies[copy["article_id"]][-1]["text"]
        folded = [word.folded for word in words(text)]
        places = _Places(folded)
        for old, now, seen_at in changed.get(copy["origin_id"], ()):
            if places.has(tuple(word.folded for word in words(old))):
                what = "cut" if not now else "changed"
                rows.append((*head, what, old[:_QUOTE], now[:_QUOTE] or None, seen_at, copy["origin"]))
    return Table(
        title="Copies that kept what their origin corrected or withdrew",
        columns=COLUMNS,
        rows=rows,
        note="A copy may have been corrected since it was last seen; and only origins that were seen twice are known.",
    )


def _texts(db: Database, filters: Filters, column: str) -> dict[int, list[dict[str, Any]]]:
    """The revisions of the origins, or of the copies, by article, in order."""
    chosen = _SQL.replace("ORDER BY r.story_id, r.url", "")
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in ask(
        db, _TEXTS.replace("{column}", column).replace("{chosen}", chosen), filters, _CONDITIONS, kinds=_KINDS
    ):
        found[row["article_id"]].append(row)
    return found


def _corrections(revisions: list[dict[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """(words of an older revision with some around them, those of today in their place, when the newer was seen)."""
    newest = revisions[-1]["text"]
    today = _Places([word.folded for word in words(newest)])
    for before, after in pairwise(revisions):
        old, new = before["text"], after["text"]
        for segment in difference(old, new):
            if segment.kind not in ("cut", "changed"):
                continue
            quote = _with_neighbours(old, segment.start_a, segment.end_a)
            if not today.has(tuple(word.folded for word in words(quote))):
                yield quote, new[segment.start_b : segment.end_b].strip(), after["seen_at"]


def _with_neighbours(text: str, start: int, end: int) -> str:
    """`text[start:end]` with a few words on either side."""
    spans = [(word.start, word.end) for word in words(text)]
    inside = [place for place, (first, _) in enumerate(spans) if start <= first < end]
    if not inside:
        return text[start:end].strip()
    low, high = max(0, inside[0] - _AROUND), min(len(spans), inside[-1] + 1 + _AROUND)
    return text[spans[low][0] : spans[high - 1][1]]


class _Places:
    """Where runs of folded words stand in a text."""

    def __init__(self, folded: list[str]) -> None:
        self._folded = folded
        self._first: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(folded):
            self._first[word].append(place)

    def has(self, run: tuple[str, ...]) -> bool:
        """Whether the run stands somewhere; an empty one stands nowhere."""
        return any(
            tuple(self._folded[place : place + len(run)]) == run for place in (self._first[run[0]] if run else ())
        )
