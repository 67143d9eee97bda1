"""What Scrapy's own reading of robots.txt leaves open: outages, `Crawl-delay`, `Sitemap` lines."""

from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from spiders.discovery import sitemaps_in_robots
from tracker.urls import host

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_CLOSED = b"User-agent: *\nDisallow: /\n"
#: A longer Crawl-delay is honoured as this: an outlet that asks for an hour a page cannot be crawled in earnest.
LONGEST_DELAY = 120.0


class RobotsMiddleware:
    """Looks at every robots.txt that Scrapy fetches for itself; stands behind Scrapy's own middleware.

    One that answers with a server error closes the whole site until it answers (RFC 9309, 2.3.1.4); Scrapy would read
    the error page as a robots.txt without rules. A `Crawl-delay`, which Scrapy reads and leaves alone, becomes the
    pause between two requests to the host, and autothrottle does not shorten it. The sitemaps are kept for a spider
    that has to find out where a site's pages are.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._delays: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Called by Scrapy."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.robots_parsed, signals.robots_parsed)
        return middleware

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Called by Scrapy for every robots.txt; `request` is the one that it was fetched for."""
        delay = robotparser.crawl_delay(self._crawler.settings["ROBOTSTXT_USER_AGENT"])
        engine = self._crawler.engine
        if not delay or engine is None:
            return
        key = engine.downloader.get_slot_key(request)
        shortest = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._delays[key] = min(max(delay, shortest), LONGEST_DELAY)
        # For the slot as it is made anew after a minute's rest, and for the one that fetched the robots.txt.
        engine.downloader.per_slot_settings[key] = {"delay": self._delays[key], "jitter": 0}
        if (slot := engine.downloader.slots.get(key)) is not None:
            slot.delay, slot.jitter = self._delays[key], 0

    def process_request(self, request: Request) -> None:
        """Called by Scrapy for every request that robots.txt allows."""
        engine = self._crawler.engine
        if engine is not None and engine.downloader.get_slot_key(request) in self._delays:
            request.meta["autothrottle_dont_adjust_delay"] = True

    def process_response(self, request: Request, response: Response) -> Response:
        """Called by Scrapy for every answer."""
        if not (request.meta.get("dont_obey_robotstxt") and request.url.endswith("/robots.txt")):
            return response
        if response.status >= 500:
            return response.replace(body=_CLOSED)
        announced = getattr(self._crawler.spider, "announced_sitemaps", None)
        if announced is not None and response.status == 200:
            announced[host(request.url)] = sitemaps_in_robots(response.body, request.url)
        return response
