"""From Scrapy's answers to the tracker's pages, and of these into the database."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import DropItem
from scrapy.http import Response
from w3lib.url import safe_url_string

from tracker.errors import LostAnswerError, TrackerError
from tracker.pipeline import Workers, lost, processors, read_page
from tracker.types import Hints, Page, Reading

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from spiders.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a spider yields: a page, and the outlet for which it was fetched."""

    page: Page
    outlet: str
    visit: bool = False  #: the article is on record, and was looked at again


def page_of(response: Response, *, url: str, outlet: str, hints: Hints, at: datetime | None = None) -> Page:
    """A Scrapy response as a page. `url` is the address as it was found, before any escaping or redirect; escaped, it
    is no other one."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values or ()
    )
    return Page(
        url=url,
        final_url=url if response.url == safe_url_string(url) else response.url,
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
    """Every fetched page goes through the tracker's own pipeline, one transaction a page.

    Pages are read in processes of their own while the spider goes on. Those that wait count into Scrapy's bound on what
    is being handled (`SCRAPER_SLOT_MAX_ACTIVE_SIZE`): beyond it nothing more is fetched. One that crashes its process,
    or keeps it busy beyond the time limit, is one page that could not be read.
    """

    #: What the processes do; made-up readers of tests take its place.
    reader: Callable[..., Reading] = staticmethod(read_page)

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        settings = crawler.settings
        config = settings.get("TRACKER_CONFIG")
        self._readers: Workers[Page, Reading] = Workers(
            partial(self.reader, config=Path(config) if config else None),
            count=settings.getint("TRACKER_READERS") or processors(),
            limit=settings.getfloat("TRACKER_READING_LIMIT"),
        )

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Record a page. Where the database cannot be used the crawl ends: everything unrecorded stays due."""
        ledger = getattr(self._crawler.spider, "ledger", None)
        if isinstance(item, Fetched) and ledger is not None:
            try:
                page = ledger.keep(item.page)
                ledger.record(page, await self._read(page, ledger), crawled_for=item.outlet)
            except TrackerError as error:
                ledger.stop(str(error))
                raise DropItem(str(error)) from error
        return item

    def close_spider(self) -> None:
        """Called by Scrapy when every page is recorded."""
        self._readers.close()

    async def _read(self, page: Page, ledger: "Ledger") -> Reading:
        try:
            return await asyncio.wrap_future(self._readers.ask(page))
        except LostAnswerError as error:
            return lost(page, error.message, ledger.tracker.catalogue)
