"""One page for every address: what a wall, a consent page or a broken site answers with status 200."""

from dataclasses import dataclass
from datetime import date

from tracker.signals.signal import Signal

#: Print and mobile twins, and an article under two sections, are two or three addresses of one page; never half a day.
_PAGES, _SHARE = 5, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Of the pages that an outlet gave on a day, the largest group that are one page."""

    outlet: str
    day: date
    pages: int  #: addresses that gave a page
    alike: int  #: of these, how many gave the same
    what: str  #: in what they are the same: `bytes`, `text`
    url: str


def judge_alike(found: Alike) -> Signal | None:
    """A signal where at least five addresses, and half of the day's, gave the same bytes or the same text."""
    if found.alike < _PAGES or found.alike < _SHARE * found.pages:
        return None
    evidence = f"{found.alike} of {found.pages} addresses gave the same {found.what}"
    return Signal(
        outlet=found.outlet, day=found.day, kind="same_page", pages=found.alike, url=found.url, evidence=evidence
    )
