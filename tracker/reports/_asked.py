"""What a reader must know of the filters asked for: what they leave out, and that a key may be mistyped."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.db import Database
from tracker.db.queries import select
from tracker.reports._copies import copies
from tracker.reports._table import Filters

#: By filter: where its values stand, and where a person finds which there are.
_RECORDED = {
    "agency": (
        (("stories", "agency"), ("republications", "agency"), ("credits", "source")),
        "`tracker report agencies` names those that are",
    ),
    "outlet": ((("articles", "outlet"), ("coverage", "outlet")), "`tracker report coverage` names those that are"),
    "owner": ((("articles", "owner"),), "owners are written as in the catalogue"),
    "country": ((("articles", "country"),), "countries are those of outlets that the catalogue knows"),
    "language": ((("articles", "language"),), "languages are codes of two letters"),
}


def not_recorded(db: Database, filters: Filters) -> Iterator[str]:
    """A sentence for each filter whose value stands nowhere: an empty answer to a mistyped key is no finding."""
    for name, (places, advice) in _RECORDED.items():
        value = getattr(filters, name)
        if value is not None and not any(_stands(db, view, column, value) for view, column in places):
            yield f"Nothing is recorded of {name} {value!r}; {advice}."


def left_out(db: Database, filters: Filters) -> str:
    """How many republications have no time, and so are in no span of days; empty without such a span or such."""
    if filters.since is None and filters.until is None:
        return ""
    without = sum(copy.published_at is None for copy in copies(db, replace(filters, since=None, until=None)))
    return f"{without} republications state no time, and are in no span of days." if without else ""


def _stands(db: Database, view: str, column: str, value: str) -> bool:
    query = f"SELECT 1 FROM {view} WHERE {column} = :value LIMIT 1"  # noqa: S608 - names of ours
    return bool(select(db, query, {"value": value}).rows)
