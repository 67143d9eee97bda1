"""The republications that reports count: every copy of a story with what is known of it, the origins left out."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeVar

from tracker.db import Database
from tracker.reports._sql import ask
from tracker.reports._table import Filters, Kind

_SQL = """
SELECT r.story_id, r.article_id, r.url, r.outlet, r.published_at, r.agency, r.origin_url, r.parent_url, r.parent_outlet,
       r.parent_confidence, r.direction, r.credited, r.extent, r.share_of_origin, r.share_of_article, r.lag_seconds,
       r.same_owner, r.confidence, r.evidence, a.title, a.owner, a.country, a.language, s.origin_seen
FROM republications r
JOIN articles a ON a.article_id = r.article_id
JOIN stories s ON s.story_id = r.story_id
WHERE {where}
ORDER BY r.story_id, r.url
"""
#: All filters, of the views `republications` as `r` and `articles` as `a`.
CONDITIONS = {
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
_KINDS: dict[str, Kind] = {"published_at": "time", "credited": "flag", "same_owner": "flag", "origin_seen": "flag"}
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One row of the view `republications`, with the article's title and whether its origin was crawled."""

    story_id: str
    article_id: int
    url: str
    title: str
    outlet: str
    published_at: datetime | None
    agency: str | None
    origin_url: str | None
    parent_url: str | None
    parent_outlet: str | None
    parent_confidence: float
    direction: str
    credited: bool
    extent: str
    share_of_origin: float | None
    share_of_article: float | None
    lag_seconds: int | None
    same_owner: bool
    confidence: float
    evidence: str
    owner: str | None
    country: str | None
    language: str | None
    origin_seen: bool

    @property
    def share(self) -> float | None:
        """How much of the article is the story's text; None where that is unknown, and for a link without the text."""
        return None if self.extent == "link" else self.share_of_article

    @property
    def lag(self) -> int | None:
        """Seconds after the origin, or after the earliest copy of an origin that was not crawled; None for that copy:
        it lags behind nothing that is known."""
        return None if self.lag_seconds == 0 and not self.origin_seen else self.lag_seconds


def copies(db: Database, filters: Filters) -> list[Copy]:
    """Every republication that the filters let through, in order of story and address. Takes all filters."""
    return [Copy(**row) for row in ask(db, _SQL, filters, CONDITIONS, kinds=_KINDS)]


def is_day(at: datetime | None) -> bool:
    """Whether a time is only a day: midnight UTC is how one is kept."""
    return at is not None and at.time() == time.min


def grouped(found: Iterable[Copy], key: Callable[[Copy], K]) -> dict[K, list[Copy]]:
    """Copies by key, in the order in which the keys were first met."""
    groups: dict[K, list[Copy]] = defaultdict(list)
    for copy in found:
        groups[key(copy)].append(copy)
    return dict(groups)
