"""`scrapy crawl outlets -a outlets=tass,https://some.site.example/`; what `python -m spiders` runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, get_args
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.answers import judge_answer
from spiders.discovery import COMMON_PATHS, Kind, read_site, sniff
from spiders.originals import Originals
from spiders.outlet import OutletSpider, Requests, read_source
from spiders.recording import headers_of
from spiders.revisits import Revisits
from spiders.targets import Source, Target, front_of
from tracker.db.found_sources import found_sources, save_found
from tracker.forwarding import is_front
from tracker.urls import host, url_key

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@dataclass(slots=True)
class _Search:
    """How far it is known whether an outlet has a source that answers."""

    target: Target
    waiting: set[str] = field(default_factory=set)  #: keys of the sources asked
    answered: bool = False
    remembered: bool = False  #: what earlier crawls found was asked
    at_front: bool = False  #: the front page was asked


class OutletsSpider(OutletSpider):
    """Finds pages in every way that the catalogue has of an outlet; of any other site it first finds the ways out,
    as of one whose sources no longer answer. What it finds is kept in the database for the next crawl.

    Asked in this order, until something is found: the feeds that the page announces and the news sitemaps of its
    robots.txt; the other sitemaps of its robots.txt; the common paths; at last the page itself as a listing.
    """

    name = "outlets"
    ways = ("feed", "sitemap", "listing")
    originals: Originals
    revisits: Revisits
    _searches: dict[str, _Search]

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._searches = {}
        spider.originals = Originals(spider, crawler)  # signals hold on to nobody
        spider.revisits = Revisits(spider, crawler)
        return spider

    def begin(self, target: Target) -> Requests:
        """What the catalogue knows; where that is nothing, or none of it answers, what `_search_on` finds."""
        search = self._searches.setdefault(target.outlet, _Search(target))
        search.waiting |= {
            url_key(source.url) for source in target.sources if not self.due_only or self.ledger.is_due(source)
        }
        yield from super().begin(target)
        if target.site is not None:
            yield from self._search_on(search)

    def parse_source(self, response: Response, source: Source, depth: int) -> Requests:
        """As of every spider; the last source of an outlet of which none answers starts the search for others."""
        yield from super().parse_source(response, source, depth)
        yield from self._source_ended(source)

    def source_failed(self, failure: Failure) -> Requests:
        """The same, where there is no answer."""
        super().source_failed(failure)
        return self._source_ended(failure.request.cb_kwargs["source"])  # type: ignore[attr-defined]  # as above

    def _source_ended(self, source: Source) -> Requests:
        search, key = self._searches.get(source.outlet), url_key(source.url)
        if search is None or key not in search.waiting:
            return
        search.waiting.discard(key)
        search.answered = search.answered or self.ledger.state(source).failures == 0
        if not search.waiting and not search.answered:
            yield from self._search_on(search)

    def _search_on(self, search: _Search) -> Requests:
        """First what an earlier crawl found of the outlet, then its front page, once a run."""
        target, kinds = search.target, {kind: kind for kind in get_args(Kind)}
        front = front_of(target, self.ledger.tracker.catalogue)
        if not search.remembered and is_front(front):  # a part of a site is what the user says it is
            search.remembered = True
            found = found_sources(self.ledger.tracker.db, target.outlet)
            sources = [Source(url=url, kind=kinds[kind], outlet=target.outlet) for url, kind in found if kind in kinds]
            requests = [request for source in sources for request in self.ask_source(source)]
            search.waiting |= {url_key(request.cb_kwargs["source"].url) for request in requests}
            yield from requests
            if requests:
                return
        if not search.at_front:
            search.at_front = True
            source = Source(url=front, kind="listing", outlet=target.outlet)
            self.ledger.leases.begin(target.outlet, source)
            yield Request(
                front,
                callback=self.parse_front,
                errback=self.source_failed,
                cb_kwargs={"source": source, "depth": 0},
                priority=20,
                dont_filter=True,
            )

    def _remember(self, *sources: Source) -> None:
        """For the next crawl."""
        for source in sources:
            save_found(self.ledger.tracker.db, source.outlet, [(source.url, source.kind)], at=self.ledger.now())

    def parse_front(self, response: Response, source: Source, depth: int) -> Requests:
        """What the front page and the robots.txt announce; a feed or sitemap given by its address is read as one."""
        try:
            yield from self._read_front(response, source, depth)
        finally:
            self.ledger.leases.end(source.outlet, source)

    def _read_front(self, response: Response, source: Source, depth: int) -> Requests:
        if judge_answer(response.status, headers_of(response), response.body) or sniff(response.body) != "listing":
            yield from self.parse_source(response, source, depth)
            return
        feeds = read_site(response.body, response.url)
        sitemaps = self.announced_sitemaps.get(host(response.url), ())
        news = [address for address in sitemaps if "news" in address.lower()]
        announced = [Source(url=url, kind="feed", outlet=source.outlet) for url in feeds]
        # The sitemaps of a whole archive only where nothing tells what is new.
        announced += [Source(url=u, kind="sitemap", outlet=source.outlet) for u in news or ([] if feeds else sitemaps)]
        self._remember(*announced)
        for found in announced:
            yield from self.ask_source(found)
        if not announced:
            yield from self._try(COMMON_PATHS, response, source)

    def _try(self, paths: Sequence[str], front: Response, source: Source) -> Requests:
        """Ask the first of `paths`; where none is left, the front page is the listing."""
        if not paths:
            self._remember(source)
            yield from self.parse_source(front, source, 0)
            return
        self.ledger.leases.begin(source.outlet, paths)
        yield Request(
            urljoin(front.url, paths[0]),
            callback=self.parse_guess,
            errback=self.guess_failed,
            cb_kwargs={"paths": paths, "front": front, "guessed_for": source},
            priority=20,
            dont_filter=True,
        )

    def parse_guess(self, response: Response, paths: Sequence[str], front: Response, guessed_for: Source) -> Requests:
        """A guess that gives addresses is a source; any other is nothing, and no failure of the outlet's."""
        try:
            yield from self._read_guess(response, paths[1:], front, guessed_for)
        finally:
            self.ledger.leases.end(guessed_for.outlet, paths)

    def _read_guess(self, response: Response, paths: Sequence[str], front: Response, guessed_for: Source) -> Requests:
        kind = sniff(response.body)
        guess = Source(url=response.url, kind=kind, outlet=guessed_for.outlet)
        found = None if kind == "listing" or response.status != 200 else read_source(guess, response)
        if found is None or not (found.pages or found.sources):
            yield from self._try(paths, front, guessed_for)
        else:
            self._remember(guess)
            yield from self.parse_source(response, guess, 0)

    def guess_failed(self, failure: Failure) -> Requests:
        """Refused by robots.txt or broken: the next guess."""
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it on every failure
        yield from self._try(asked["paths"][1:], asked["front"], asked["guessed_for"])
        self.ledger.leases.end(asked["guessed_for"].outlet, asked["paths"])
