"""What Scrapy's own reading of robots.txt leaves open: RFC 9309 on outages, `Crawl-delay`, `Sitemap` lines."""

from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from spiders.answers import PostponedError, RobotsUnreachableError, judge_failure
from spiders.discovery import sitemaps_in_robots
from spiders.inside import was_refused
from tracker.urls import host

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_CLOSED = b"User-agent: *\nDisallow: /\n"
#: A longer Crawl-delay is honoured as this: an outlet that asks for an hour a page cannot be crawled in earnest.
LONGEST_DELAY = 120.0


class RobotsMiddleware:
    """Looks at every robots.txt that Scrapy fetches for itself; stands behind Scrapy's own middleware.

    One that answers with a server error, or not at all, closes the whole site until it answers (RFC 9309, 2.3.1.4);
    Scrapy would read the error page as a robots.txt without rules, and take silence for leave. So does 429, where the
    RFC has no word of its own and the host asks to be left alone. Any other 4xx closes nothing (2.3.1.3), whatever
    its page says. A `Crawl-delay`, which Scrapy reads and leaves alone, becomes the pause between two requests to the
    host, and autothrottle does not shorten it. The sitemaps are kept for a spider that has to find out where a site's
    pages are.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._delays: dict[str, float] = {}
        self._closed: dict[str, str] = {}  #: sites whose robots.txt cannot be had, and why

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
        if not engine.running:  # the robots.txt was waited for when the crawl was told to end
            raise PostponedError("the crawl was stopped")
        if engine.downloader.get_slot_key(request) in self._delays:
            request.meta["autothrottle_dont_adjust_delay"] = True

    def process_response(self, request: Request, response: Response) -> Response:
        """Called by Scrapy for every answer."""
        if not _is_robots(request):
            return response
        site = _site(request)
        if response.status >= 500 or response.status == 429:
            self._closed[site] = response.flags[0] if response.flags else str(response.status)
            return response.replace(body=_CLOSED)
        self._closed.pop(site, None)
        if response.status >= 400:
            return response.replace(body=b"")
        announced = getattr(self._crawler.spider, "announced_sitemaps", None)
        if announced is not None and response.status == 200:
            announced[host(request.url)] = sitemaps_in_robots(response.body, request.url)
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Called by Scrapy where no answer came, and where its own middleware says no."""
        site = _site(request)
        if isinstance(exception, IgnoreRequest):
            # Without end redirected, or into a private network: it is as if there were none (RFC 9309, 2.3.1.2).
            if site in self._closed and "robots.txt" in str(exception):
                reason = f"robots.txt cannot be had ({self._closed[site]}), so the site counts as closed"
                raise RobotsUnreachableError(reason)
        elif _is_robots(request) and not was_refused(request.url):  # the page itself will say so
            return Response(request.url, status=503, flags=[judge_failure(exception).reason])
        return None


def _is_robots(request: Request) -> bool:
    """Whether Scrapy's own middleware asked it, for itself. After a redirect the address may be any."""
    return bool(request.meta.get("dont_obey_robotstxt"))


def _site(request: Request) -> str:
    """What Scrapy keeps one robots.txt for: an address's site; of a robots.txt that was redirected, the first's."""
    first = ((_is_robots(request) and request.meta.get("redirect_urls")) or [request.url])[0]
    return urlsplit(str(first)).netloc
