"""Addresses inside the crawl's own network are not for strangers to name."""

from ipaddress import ip_address
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from tracker.urls import host

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class InsideMiddleware:
    """A feed, a link or a redirect that names a host of this machine or its network is not followed.

    What such an address answers (a router, a cloud's metadata) would be kept and shown as a page. Hosts that the user
    named, or the catalogue, are meant. A public name that resolves to such an address is not recognised here.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Called by Scrapy for every request, those of redirects included."""
        name = host(request.url)
        if is_inside(name) and name not in getattr(self._crawler.spider, "named_hosts", ()):
            raise IgnoreRequest("an address inside a private network")


def is_inside(name: str) -> bool:
    """Whether a host's name alone says that it is of this machine or a private network."""
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ip_address(name).is_global
    except ValueError:
        return False
