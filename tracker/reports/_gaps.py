"""For which outlets and days coverage was missing: said under every count of republications.

*Not republished* can be said of an outlet and day that was looked at. Of all others nothing is known, whatever the
count beside them says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Literal

from tracker.db import Database
from tracker.reports._looked import OutletDay, outlet_days
from tracker.reports._table import Filters

#: Named in the note under a table; JSON has all.
_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days in a row, both included, on which an outlet was not looked at, or in part."""

    outlet: str
    since: date
    until: date
    looked: Literal["partly", "no", "not asked"]
    why: str  #: empty where it was not asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Coverage of the outlets that were ever crawled, from `since` to `until`; None where nothing was crawled."""

    since: date | None
    until: date | None
    crawled: tuple[str, ...]
    missing: tuple[Gap, ...]
    pages_only: tuple[str, ...]  #: outlets of which there are pages, from files or by their addresses, and no crawl

    def as_json(self) -> dict[str, object]:
        """For a report's JSON."""
        return asdict(self)


def find_gaps(db: Database, filters: Filters) -> Gaps:
    """What was not looked at, of the outlets that the filters let through.

    Without `since` and `until` from the first day on which any of them was crawled to the last.
    """
    days = outlet_days(db, Filters(outlet=filters.outlet))
    asked = [day for day in days if day.looked != "pages only"]
    crawled = {day.outlet for day in asked}
    rest = tuple(sorted({day.outlet for day in days} - crawled))
    if not asked:
        return Gaps(since=filters.since, until=filters.until, crawled=(), missing=(), pages_only=rest)
    since = filters.since or min(day.day for day in asked)
    until = filters.until or max(since, *(day.day for day in asked))
    of = {(day.outlet, day.day): day for day in asked}
    missing = [
        gap
        for outlet in sorted(crawled)
        for gap in _joined(_gap(outlet, day, of.get((outlet, day))) for day in _each(since, until))
    ]
    return Gaps(since=since, until=until, crawled=tuple(sorted(crawled)), missing=tuple(missing), pages_only=rest)


def as_note(gaps: Gaps) -> str:
    """The gaps in one or two sentences for a person."""
    if not gaps.crawled:
        if not gaps.pages_only:
            return "Coverage: nothing was looked at; an empty answer says nothing about what outlets carried."
        return (
            f"Coverage: nothing was crawled; the pages of {_outlets(gaps.pages_only)} come from files or single "
            "addresses. What is not among them is unknown, not absent."
        )
    days = f"{gaps.since}" if gaps.since == gaps.until else f"{gaps.since} to {gaps.until}"
    whole = len(gaps.crawled) - len({gap.outlet for gap in gaps.missing})
    were = "was" if len(gaps.crawled) == 1 else "were"
    said = f"Coverage {days}: {whole} of {_outlets(gaps.crawled)} {were} looked at on every day."
    if gaps.missing:
        named = "; ".join(_said(gap) for gap in gaps.missing[:_NAMED])
        more = f"; and {len(gaps.missing) - _NAMED} more" if len(gaps.missing) > _NAMED else ""
        said += f" Not, or in part: {named}{more}. What they carried then is unknown, not absent."
    said += " Of other days only what sources still listed is known."
    if gaps.pages_only:
        said += f" Of {_outlets(gaps.pages_only)} there are only pages from files or by their addresses."
    return said


def _gap(outlet: str, day: date, looked: OutletDay | None) -> Gap | None:
    if looked is None:
        return Gap(outlet=outlet, since=day, until=day, looked="not asked", why="")
    if looked.looked == "yes":
        return None
    how: Literal["partly", "no"] = "partly" if looked.looked == "partly" else "no"
    failed = f"{looked.counts['sources_failed']} readings of sources failed" if looked.counts["sources_failed"] else ""
    why = "; ".join([*([failed] if failed else []), *(evidence for _, evidence in looked.signals)])
    return Gap(outlet=outlet, since=day, until=day, looked=how, why=why)


def _joined(gaps: Iterable[Gap | None]) -> Iterator[Gap]:
    """Days in a row on which nothing was asked are one gap; each of the others has its own reason."""
    open_gap: Gap | None = None
    for gap in gaps:
        if open_gap and gap and gap.looked == open_gap.looked == "not asked":
            open_gap = Gap(outlet=gap.outlet, since=open_gap.since, until=gap.until, looked=gap.looked, why="")
            continue
        if open_gap:
            yield open_gap
        open_gap = gap
    if open_gap:
        yield open_gap


def _each(since: date, until: date) -> Iterator[date]:
    for number in range((until - since).days + 1):
        yield since + timedelta(days=number)


def _said(gap: Gap) -> str:
    days = f"{gap.since}" if gap.since == gap.until else f"{gap.since} to {gap.until}"
    how = {"partly": "in part", "no": "no source could be read", "not asked": "not asked"}[gap.looked]
    return f"{gap.outlet} {days} ({how}{f': {gap.why}' if gap.looked == 'partly' and gap.why else ''})"


def _outlets(keys: Sequence[str]) -> str:
    return "1 outlet" if len(keys) == 1 else f"{len(keys)} outlets"
