"""From Scrapy's answers to the tracker's pages, and of these into the database."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import DropItem
from scrapy.http import Response

from tracker.errors import TrackerError
from tracker.types import Hints, Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a spider yields: a page, and the outlet for which it was fetched."""

    page: Page
    outlet: str


def page_of(response: Response, *, url: str, outlet: str, hints: Hints, at: datetime | None = None) -> Page:
    """A Scrapy response as a page. `url` is the address as it was found, before any escaping or redirect."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values or ()
    )
    return Page(
        url=url,
        final_url=response.url,
        fetched_at=at or datetime.now(UTC),
        status=response.status,
        headers=headers,
        body=response.body,
        outlet=outlet,
        hints=hints,
    )


def headers_of(response: Response) -> dict[str, str]:
    """Names in lower case; of several values the last."""
    return {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in response.headers.items()
        if values
    }


class RecordingPipeline:
    """Every fetched page goes through the tracker's own pipeline, one transaction a page."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Record a page. Where the database cannot be used the crawl ends: everything unrecorded stays due."""
        ledger = getattr(self._crawler.spider, "ledger", None)
        if isinstance(item, Fetched) and ledger is not None:
            try:
                ledger.record(item.page, crawled_for=item.outlet)
            except TrackerError as error:
                ledger.stop(str(error))
                raise DropItem(str(error)) from error
        return item
