"""`scrapy crawl outlets -a outlets=tass,https://some.site.example/`; what `python -m spiders` runs."""

from collections.abc import Sequence
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.answers import judge_answer
from spiders.discovery import COMMON_PATHS, read_site, sniff
from spiders.outlet import OutletSpider, Requests, read_source
from spiders.recording import headers_of
from spiders.targets import Source, Target
from tracker.urls import host


class OutletsSpider(OutletSpider):
    """Finds pages in every way that the catalogue has of an outlet; of any other site it first finds the ways out.

    Asked in this order, until something is found: the feeds that the page announces and the news sitemaps of its
    robots.txt; the other sitemaps of its robots.txt; the common paths; at last the page itself as a listing.
    """

    name = "outlets"
    ways = ("feed", "sitemap", "listing")

    def begin(self, target: Target) -> Requests:
        """A site without known sources begins with its front page."""
        yield from super().begin(target)
        if target.site is not None:
            front = Source(url=target.site, kind="listing", outlet=target.outlet)
            yield Request(
                front.url,
                callback=self.parse_front,
                errback=self.source_failed,
                cb_kwargs={"source": front, "depth": 0},
                priority=20,
                dont_filter=True,
            )

    def parse_front(self, response: Response, source: Source, depth: int) -> Requests:
        """What the front page and the robots.txt announce; a feed or sitemap given by its address is read as one."""
        if judge_answer(response.status, headers_of(response), response.body) or sniff(response.body) != "listing":
            yield from self.parse_source(response, source, depth)
            return
        feeds = read_site(response.body, response.url)
        sitemaps = self.announced_sitemaps.get(host(response.url), ())
        news = [address for address in sitemaps if "news" in address.lower()]
        announced = [Source(url=url, kind="feed", outlet=source.outlet) for url in feeds]
        # The sitemaps of a whole archive only where nothing tells what is new.
        announced += [Source(url=u, kind="sitemap", outlet=source.outlet) for u in news or ([] if feeds else sitemaps)]
        for found in announced:
            yield from self.ask_source(found)
        if not announced:
            yield from self._try(COMMON_PATHS, response, source)

    def _try(self, paths: Sequence[str], front: Response, source: Source) -> Requests:
        """Ask the first of `paths`; where none is left, the front page is the listing."""
        if not paths:
            yield from self.parse_source(front, source, 0)
            return
        yield Request(
            urljoin(front.url, paths[0]),
            callback=self.parse_guess,
            errback=self.guess_failed,
            cb_kwargs={"paths": paths[1:], "front": front, "guessed_for": source},
            priority=20,
            dont_filter=True,
        )

    def parse_guess(self, response: Response, paths: Sequence[str], front: Response, guessed_for: Source) -> Requests:
        """A guess that gives addresses is a source; any other is nothing, and no failure of the outlet's."""
        kind = sniff(response.body)
        guess = Source(url=response.url, kind=kind, outlet=guessed_for.outlet)
        found = None if kind == "listing" or response.status != 200 else read_source(guess, response)
        if found is None or not (found.pages or found.sources):
            yield from self._try(paths, front, guessed_for)
        else:
            yield from self.parse_source(response, guess, 0)

    def guess_failed(self, failure: Failure) -> Requests:
        """Refused by robots.txt or broken: the next guess."""
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it on every failure
        yield from self._try(asked["paths"], asked["front"], asked["guessed_for"])
