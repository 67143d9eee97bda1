"""A feed, sitemap or listing that used to give addresses and gives none."""

from dataclasses import dataclass
from datetime import date

from tracker.signals.signal import Signal

#: How often the source must have been asked before, and what a reading of it gave on the average.
_POLLS, _ITEMS = 3, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """How a source answered on a day, and on the days before it."""

    outlet: str
    day: date
    url: str
    last_items: int | None  #: of the day's last reading; None where all were unchanged or failed
    empty: int  #: the day's readings that gave nothing
    past_polls: int  #: readings of days before, unchanged answers included
    past_reads: int  #: without these
    past_items: int  #: that they gave together
    past_empty: int  #: of them, how many gave nothing


def judge_items(polled: Polled) -> Signal | None:
    """A signal where the last reading gave nothing, no earlier one did so, and these gave at least five on the average.

    A source that was empty before (the news sitemap of a paper without news on Sundays) is left alone.
    """
    if polled.last_items != 0 or polled.past_empty or polled.past_polls < _POLLS or not polled.past_reads:
        return None
    mean = polled.past_items / polled.past_reads
    if mean < _ITEMS:
        return None
    evidence = f"gave no address; {polled.past_polls} readings before gave {mean:.0f} on the average and never none"
    return Signal(
        outlet=polled.outlet,
        day=polled.day,
        kind="no_items",
        subject=polled.url,
        pages=polled.empty,
        url=polled.url,
        evidence=evidence,
    )
