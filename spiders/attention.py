"""Which outlets need a person after a crawl, and why: one sentence each. Pure."""

from collections.abc import Sequence

from spiders.summary import CrawlSummary, OutletSummary
from tracker.types import Outcome

#: One page in a hundred is gone or times out on any day: that is counted, and tried again by itself.
_PAGES, _SHARE = 3, 0.5
_LOST = (Outcome.BLOCKED, Outcome.GONE, Outcome.FAILED, Outcome.UNREADABLE)
_READ = ("read", "unchanged")


def needing_a_person(summary: CrawlSummary) -> dict[str, str]:
    """By outlet, in order, what a person should look at; empty where all went as it should.

    An outlet needs one when a signal was found for it, when none of its sources could be read, when robots.txt
    refuses everything that was asked for, or when at least half of its pages (three or more, or all) were lost.
    """
    needing: dict[str, str] = {}
    outlets = {*summary.outlets, *(signal.outlet for signal in summary.signals)}
    for key in sorted(outlets):
        reasons = [f"{s.kind.replace('_', ' ')}: {s.evidence}" for s in summary.signals if s.outlet == key]
        if not any(s.outlet == key and s.kind == "blocked" for s in summary.signals):
            reasons += _of_counts(summary.of(key), _why(summary, key))
        if reasons:
            needing[key] = "; ".join(reasons)
    return needing


def _of_counts(outlet: OutletSummary, why: Sequence[str]) -> list[str]:
    asked, ended = outlet.sources.total(), outlet.pages.total()
    lost = sum(outlet.pages[outcome] for outcome in _LOST) - outlet.withdrawn
    because = f": {why[0]}" if why else ""
    if asked and not any(outlet.sources[how] for how in _READ):
        return [f"no source could be read{because}"]
    if ended and outlet.pages[Outcome.REFUSED] == ended:
        return [f"robots.txt refuses all {ended} pages that were asked for"]
    if lost and (lost == ended or (lost >= _PAGES and lost >= _SHARE * ended)):
        return [f"{lost} of {ended} pages could not be had{because}"]
    return []


def _why(summary: CrawlSummary, outlet: str) -> list[str]:
    """The reasons of failures, the most frequent first."""
    reasons = [failure.reason for failure in summary.failures if failure.outlet == outlet]
    return sorted(set(reasons), key=lambda reason: (-reasons.count(reason), reason))
