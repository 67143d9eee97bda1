"""How long after the origin stories are republished: a histogram from minutes to weeks, with median and quartiles.

The lag counts from the origin's publication, or from the earliest copy's where the origin was not crawled; that copy
itself is left out. `origin_seen` of the `copies` are the former. Where a page, or the one it is counted from, states a
day and no hour, no lag is known: such copies stand apart. Times are what pages say of themselves: an agency's own page
is often dated later than the copies that its customers ran, so that these come before it.
Bins are the wider the later, and all of them from the first to the last that is not empty are there.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from tracker.db import Database
from tracker.reports._copies import Copy, copies, is_day
from tracker.reports._render import shown_lag
from tracker.reports._sql import quantile, share_of
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("from", "lag"),
    Column("to", "lag"),
    Column("copies", "count"),
    Column("share", "share"),
    Column("origin_seen", "count"),
    Column("bar", "bar"),
)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
#: Where bins begin and end, in seconds, the end not included; the first and the last are open.
_EDGES = (
    *(-_DAY, -_HOUR, 0, 5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE),
    *(_HOUR, 2 * _HOUR, 4 * _HOUR, 8 * _HOUR, 16 * _HOUR),
    *(_DAY, 2 * _DAY, 4 * _DAY, 7 * _DAY, 14 * _DAY, 28 * _DAY),
)
_BINS = tuple(pairwise((None, *_EDGES, None)))


def report(db: Database, filters: Filters) -> Table:
    """One row a bin, from the first to the last that is not empty; what has no lag is counted in the note."""
    return histogram(copies(db, filters))


def histogram(found: Sequence[Copy]) -> Table:
    """The report on these copies. Pure."""
    timed = [copy for copy in found if copy.lag is not None]
    seen, others = ([0] * len(_BINS) for _ in range(2))
    for copy in timed:
        (seen if copy.origin_seen else others)[bisect_right(_EDGES, copy.lag or 0)] += 1
    counts = [a + b for a, b in zip(seen, others, strict=True)]
    filled = [place for place, count in enumerate(counts) if count]
    rows = [
        (*_BINS[place], counts[place], share_of(counts[place], len(timed)), seen[place], counts[place] / max(counts))
        for place in (range(filled[0], filled[-1] + 1) if filled else ())
    ]
    figures = _figures(found, [copy.lag for copy in timed if copy.lag is not None])
    return Table(title="Lag after the origin", columns=COLUMNS, rows=rows, note=_note(figures), figures=figures)


def _figures(found: Sequence[Copy], lags: Sequence[int]) -> dict[str, int | None]:
    """What the rows do not say: the spread in seconds, and how many copies have no lag, and why."""
    spread = [round(quantile(lags, q)) if lags else None for q in (0, 0.25, 0.5, 0.75, 1)]
    names = ("shortest", "lower_quartile", "median", "upper_quartile", "longest")
    without = [copy for copy in found if copy.lag is None]
    earliest = sum(copy.lag_seconds is not None for copy in without)
    no_time = sum(copy.published_at is None for copy in without)
    day_only = sum(copy.lag_seconds is None and is_day(copy.published_at) for copy in without)
    return {
        "copies": len(lags),
        "before_origin": sum(lag < 0 for lag in lags),
        **dict(zip(names, spread, strict=True)),
        "without_time": no_time,
        "day_only": day_only,
        "origin_without_time": len(without) - earliest - no_time - day_only,
        "earliest_of_unseen_origin": earliest,
    }


def _note(figures: dict[str, int | None]) -> str:
    """The same in sentences."""
    spread = {name: shown_lag(value) for name, value in figures.items() if value is not None}
    said = "No copy has a known lag."
    if figures["copies"]:
        said = (
            f"Copies counted: {figures['copies']}; median {spread['median']}, half of them from "
            f"{spread['lower_quartile']} to {spread['upper_quartile']}, all from {spread['shortest']} to "
            f"{spread['longest']}; {figures['before_origin']} of them dated before what they are counted from."
        )
    reasons = {
        "day_only": "with a day and no hour",
        "without_time": "without a time",
        "origin_without_time": "of an origin, or an earliest copy, without an hour",
        "earliest_of_unseen_origin": "the earliest of an origin that was not crawled",
    }
    without = [f"{figures[name]} {why}" for name, why in reasons.items() if figures[name]]
    return f"{said} Not counted: {', '.join(without)}." if without else said
