"""A source that used to be read and fails day after day: it moved, or its site was rebuilt."""

from dataclasses import dataclass
from datetime import date

from tracker.signals.signal import Signal

#: An outage of a day or two is tried again by itself.
_DAYS, _READINGS = 3, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """What became of a source up to a day on which it was asked. Refusals and challenges are another rule's."""

    outlet: str
    day: date
    url: str
    days: int  #: on which it was asked, up to this one, since it was read the last time
    failed: int  #: readings that failed in these
    ever_read: bool  #: in the four weeks before
    reason: str  #: of the last failure


def judge_failing(source: Failing) -> Signal | None:
    """A signal where a source that was read in the last four weeks failed on three days on which it was asked.

    One that was never read (an announcement that leads nowhere) is no loss.
    """
    if not source.ever_read or source.days < _DAYS or source.failed < _READINGS:
        return None
    return Signal(
        outlet=source.outlet,
        day=source.day,
        kind="failing",
        subject=source.url,
        pages=source.failed,
        url=source.url,
        evidence=f"could not be read on {source.days} days ({source.failed} readings): {source.reason}",
    )
