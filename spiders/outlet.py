"""What all spiders share: sources are read, addresses go to the database, pages come back from it.

A spider is a way of finding pages; which outlets it visits is data. Subclasses say in `ways` which kinds of source
they read. Every request ends in one of the `parse_...` or `..._failed` methods below, and each of them settles what
it asked for. Requests bypass Scrapy's duplicate filter, which drops in silence; `Ledger.claim` does its work.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.answers import Ending, judge_answer, judge_failure, own_error
from spiders.discovery import Found, Kind, read_feed, read_listing, read_sitemap, sniff
from spiders.inside import InsideResolver, place
from spiders.ledger import Ledger, Wanted
from spiders.recording import Fetched, headers_of, page_of
from spiders.short_links import ShortLinks
from spiders.targets import Source, Target, find_targets
from tracker.errors import TrackerError
from tracker.types import Hints, Outcome, Page
from tracker.urls import host, url_key

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_READERS = {"feed": read_feed, "sitemap": read_sitemap, "listing": read_listing}
#: How many steps from a source to further ones: an index of sitemaps of sitemaps; five pages of a listing.
_DEEPEST: dict[Kind, int] = {"feed": 0, "sitemap": 2, "listing": 4}
#: Sources first: what they give decides what there is to fetch.
_SOURCE_PRIORITY = 10

Requests = Iterator[Request]


class OutletSpider(Spider):
    """Base of all spiders. `-a outlets=KEY_OR_ADDRESS,...` says what to crawl (nothing: every outlet), `-a limit=N`
    how many pages an outlet at most, `-a due=1` only sources whose next poll has come."""

    ways: ClassVar[tuple[Kind, ...]] = ()
    ledger: Ledger
    targets: Sequence[Target]
    short_links: ShortLinks

    def __init__(self, outlets: str = "", limit: str = "", due: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asked: Sequence[str] = outlets.replace(",", " ").split()
        self.limit = int(limit) if limit else None
        self.due_only = due.lower() in ("1", "true", "yes")
        self.announced_sitemaps: dict[str, tuple[str, ...]] = {}
        self.named_places: set[str] = set()  #: hosts with their ports, as user and catalogue name them
        self._sources_asked: set[str] = set()
        self._owns_ledger = False

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, ledger: Ledger | None = None, **kwargs: Any) -> Self:
        """Called by Scrapy; `python -m spiders` hands its own open ledger in, `scrapy crawl` has one opened here."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.ledger = ledger or spider._open_ledger()
        spider._owns_ledger = ledger is None
        try:
            spider.targets = spider.find_targets()
        except TrackerError:
            spider.ledger.close()
            raise
        named = {url for target in spider.targets for url in target.addresses}
        spider.named_places = {place(url) for url in named}
        InsideResolver.named |= {host(url) for url in named}
        crawler.signals.connect(spider.callback_failed, signals.spider_error)
        crawler.signals.connect(spider.recording_failed, signals.item_error)
        spider.short_links = ShortLinks(spider, crawler)
        return spider

    def find_targets(self) -> Sequence[Target]:
        """What to crawl. Raises `CrawlError` for a word that names nothing."""
        if not self.due_only:
            return find_targets(self.asked, self.ledger.tracker.catalogue)
        words = self.asked or self.ledger.outlets_due()
        known = self.ledger.known_sources()
        return find_targets(words, self.ledger.tracker.catalogue, known) if words else []

    def _open_ledger(self) -> Ledger:
        config, archive = self.settings.get("TRACKER_CONFIG"), self.settings.get("TRACKER_ARCHIVE")
        return Ledger(
            self.settings["TRACKER_DB"],
            config=Path(config) if config else None,
            archive=Path(archive) if archive else None,
            limit=self.limit,
        )

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end."""
        if reason != "finished" and self.ledger.summary.stopped is None:
            self.ledger.summary.stopped = reason
        if self._owns_ledger:
            self.logger.info("%s", self.ledger.summary.as_json())
            self.ledger.close()

    # ------------------------------------------------------------------------------------------------------- asking

    async def start(self) -> AsyncIterator[Request]:
        """What earlier runs left open, then the pages asked for, then the sources."""
        for target in self.targets:
            if self.ledger.holds(target.outlet):
                if not target.pages:
                    self.ledger.outlets_seen.add(target.outlet)
                self.ledger.leases.begin(target.outlet, "its beginning")
                for request in self.begin(target):
                    yield request
                self.ledger.leases.end(target.outlet, "its beginning")

    def begin(self, target: Target) -> Requests:
        """The first requests of one target."""
        yield from self.ask_pages(target.outlet, self.ledger.due(target.outlet))
        for url in target.pages:
            yield from self.ask_pages(target.outlet, self.ledger.user_page(target.outlet, url))
        for source in target.sources:
            if source.kind in self.ways and (not self.due_only or self.ledger.is_due(source)):
                yield from self.ask_source(source)

    def ask_pages(self, outlet: str, wanted: Iterable[Wanted]) -> Requests:
        """Requests for pages; an address that cannot be asked for fails here."""
        for url, hints in wanted:
            asked = {"url": url, "outlet": outlet, "hints": hints}
            try:
                yield Request(
                    url, callback=self.parse_page, errback=self.page_failed, cb_kwargs=asked, dont_filter=True
                )
            except ValueError as error:
                self.ledger.fail(outlet, url, Ending(Outcome.FAILED, f"not an address: {error}", None))

    def ask_source(self, source: Source, *, depth: int = 0) -> Requests:
        """A request for a source, once a run; of a feed, conditional on a change since the last time."""
        key = url_key(source.url)
        if key in self._sources_asked:
            return
        self._sources_asked.add(key)
        headers = {}
        if source.kind == "feed":
            # Of sitemaps and listings the whole body is needed: also an unchanged one leads to further sources.
            headers = self.ledger.conditions(source)
        self.ledger.leases.begin(source.outlet, source)
        try:
            yield Request(
                source.url,
                callback=self.parse_source,
                errback=self.source_failed,
                cb_kwargs={"source": source, "depth": depth},
                headers=headers,
                priority=_SOURCE_PRIORITY,
                dont_filter=True,
            )
        except ValueError as error:
            self.ledger.source_failed(source, Ending(Outcome.FAILED, f"not an address: {error}", None))
            self.ledger.leases.end(source.outlet, source)

    # ------------------------------------------------------------------------------------------------------ answers

    def parse_page(self, response: Response, url: str, outlet: str, hints: Hints) -> Iterator[Fetched]:
        """A page goes to the item pipeline; what is none is settled here."""
        self.go_on()
        ending = judge_answer(response.status, headers_of(response), response.body)
        page = self.page_of(response, url, outlet, hints)
        if ending is None:
            yield Fetched(page, outlet)
        elif ending.outcome is Outcome.BLOCKED:
            self.ledger.blocked(outlet, page, ending)
        else:
            self.ledger.fail(outlet, url, ending)

    def page_of(self, response: Response, url: str, outlet: str, hints: Hints) -> Page:
        """The answer as a page of its site's outlet."""
        site = self.ledger.outlet_of_page(url, response.url, crawled_for=outlet)
        return page_of(response, url=url, outlet=site, hints=hints, at=self.ledger.now())

    def parse_source(self, response: Response, source: Source, depth: int) -> Requests:
        """The addresses of a source go to the database; those to be fetched now, and its further sources, are asked."""
        try:
            yield from self._read_source(response, source, depth)
        finally:
            self.ledger.leases.end(source.outlet, source)

    def _read_source(self, response: Response, source: Source, depth: int) -> Requests:
        self.go_on()
        headers = headers_of(response)
        if response.status == 304:
            self.ledger.source_unchanged(source)
            return
        ending = judge_answer(response.status, headers, response.body)
        if ending is not None:
            self.ledger.source_failed(source, ending)
            return
        found = read_source(source, response)
        yield from self.ask_pages(source.outlet, self.ledger.source_read(source, found, headers, response.body))
        if depth < _DEEPEST[source.kind]:
            for url in found.sources:
                further = Source(url=url, kind=source.kind, outlet=source.outlet)
                yield from self.ask_source(further, depth=depth + 1)

    def page_failed(self, failure: Failure) -> None:
        """No answer for a page."""
        asked = _request_of(failure).cb_kwargs
        self.ledger.fail(asked["outlet"], asked["url"], judge_failure(failure.value))

    def source_failed(self, failure: Failure) -> Requests:
        """No answer for a source; what else may be asked instead is a subclass's to say."""
        source = _request_of(failure).cb_kwargs["source"]
        self.ledger.source_failed(source, judge_failure(failure.value))
        self.ledger.leases.end(source.outlet, source)
        return iter(())

    # -------------------------------------------------------------------------------------------------------- signals

    def callback_failed(self, failure: Failure, response: Response) -> None:
        """An error of our own while an answer was handled: where the database is gone, the crawl ends."""
        if isinstance(failure.value, TrackerError):
            self.ledger.stop(str(failure.value))
            return
        asked = response.request.cb_kwargs if isinstance(response, Response) and response.request else {}
        ending = Ending(Outcome.UNREADABLE, own_error(failure.value), None)
        if "source" in asked:
            self.ledger.source_failed(asked["source"], ending)
        elif "url" in asked:
            self.ledger.fail(asked["outlet"], asked["url"], ending)

    def recording_failed(self, item: object, failure: Failure) -> None:
        """An error of our own while a page was read: counted, and the page is not asked for again by itself."""
        if isinstance(item, Fetched):
            ending = Ending(Outcome.UNREADABLE, own_error(failure.value), None)
            self.ledger.fail(item.outlet, item.page.url, ending)

    def go_on(self) -> None:
        """Ends the crawl where the database cannot be used any more; what is unsettled stays due."""
        if self.ledger.summary.stopped is not None:
            raise CloseSpider("stopped")


def read_source(source: Source, response: Response) -> Found:
    """The bytes decide what a source is, where they are plainly a feed or a sitemap; else what it was taken for."""
    kind = sniff(response.body)
    return _READERS[source.kind if kind == "listing" else kind](response.body, response.url)


def _request_of(failure: Failure) -> Request:
    request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it on every failure it hands out
    if not isinstance(request, Request):
        raise TypeError("a failure without its request")
    return request
