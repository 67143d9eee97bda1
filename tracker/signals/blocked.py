"""Challenges and refusals: 202, 401, 403, 429, a captcha with status 200."""

from dataclasses import dataclass
from datetime import date

from tracker.signals.signal import Signal

#: A refused page among many that came is that page's own matter (a paid article, a closed comment page).
_PAGES, _SHARE = 3, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an outlet answered on a day. `reasons` of pages and sources that were blocked, with their numbers."""

    outlet: str
    day: date
    pages: int  #: endings of pages
    pages_blocked: int
    sources_blocked: int  #: readings of feeds, sitemaps, listings
    reasons: tuple[tuple[str, int], ...] = ()
    url: str | None = None


def judge_blocked(asked: Asked) -> Signal | None:
    """A signal where a source is blocked, or at least three pages and a fifth of all that were asked for."""
    many = asked.pages_blocked >= _PAGES and asked.pages_blocked >= _SHARE * asked.pages
    if not many and not asked.sources_blocked:
        return None
    said = [f"{asked.pages_blocked} of {asked.pages} pages"] if asked.pages_blocked else []
    readings = "1 reading of a source" if asked.sources_blocked == 1 else f"{asked.sources_blocked} readings of sources"
    said += [readings] if asked.sources_blocked else []
    reasons = ", ".join(f"{reason} ({count})" for reason, count in asked.reasons[:3])
    evidence = " and ".join(said) + (f": {reasons}" if reasons else "")
    number = asked.pages_blocked + asked.sources_blocked
    return Signal(outlet=asked.outlet, day=asked.day, kind="blocked", pages=number, url=asked.url, evidence=evidence)
