"""What was looked at and what was not: the days of every outlet, for whoever counts what was found there.

An outlet was looked at on a day when one of its sources (a feed, a sitemap, a listing) was read on it. Pages alone do
not say so: one that was asked for by its address, or came in a file, tells nothing of the others that were there.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tracker.db import Database
from tracker.reports._sql import ask
from tracker.reports._table import Filters, Kind

#: `yes`: its sources were read; `partly`: some were, or a signal says that what was read may mislead; `no`: it was
#: asked, and no source could be read; `pages only`: no source was asked: pages by their addresses, or of files.
Looked = Literal["yes", "partly", "no", "pages only"]
#: Signals that leave open what was there; a credit that is gone from a template hides no page.
_HIDING = frozenset({"blocked", "same_page", "no_items", "teaser"})
_KINDS: dict[str, Kind] = {"day": "day", "last_success_at": "time"}
_DAYS = """
SELECT v.outlet, v.day, v.discovered, v.fetched, v.new_articles, v.changed_articles, v.unchanged, v.not_article,
       v.refused, v.blocked, v.gone, v.failed, v.sources_read, v.sources_failed, v.last_success_at
FROM coverage v
WHERE {where}
ORDER BY v.day DESC, v.outlet
"""
_SIGNALS = "SELECT v.outlet, v.day, v.kind, v.evidence FROM signals v WHERE {where} ORDER BY v.outlet, v.day, v.kind"
_CONDITIONS = {"outlet": "v.outlet = :outlet", "since": "v.day >= :since", "until": "v.day < :until"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletDay:
    """An outlet on a day: the counts of the view `coverage`, whether it was looked at, and the signals."""

    outlet: str
    day: date
    looked: Looked
    counts: Mapping[str, Any]
    signals: tuple[tuple[str, str], ...]  #: kind and evidence


def outlet_days(db: Database, filters: Filters) -> list[OutletDay]:
    """Every outlet and day on which anything was counted, the latest first. Takes `outlet`, `since` and `until`."""
    signals: dict[tuple[str, date], list[tuple[str, str]]] = defaultdict(list)
    for row in ask(db, _SIGNALS, filters, _CONDITIONS, kinds=_KINDS, days=True):
        signals[row["outlet"], row["day"]].append((row["kind"], row["evidence"]))
    return [
        OutletDay(
            outlet=row["outlet"],
            day=row["day"],
            looked=_looked(row, {kind for kind, _ in signals[row["outlet"], row["day"]]}),
            counts=row,
            signals=tuple(signals[row["outlet"], row["day"]]),
        )
        for row in ask(db, _DAYS, filters, _CONDITIONS, kinds=_KINDS, days=True)
    ]


def _looked(counts: Mapping[str, Any], signals: set[str]) -> Looked:
    if not counts["sources_read"]:
        return "no" if counts["sources_failed"] else "pages only"
    return "partly" if counts["sources_failed"] or signals & _HIDING else "yes"
