"""Addresses inside the crawl's own network are not for strangers to name: not in links, redirects or DNS answers."""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from tracker.urls import host

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_SAID = "an address inside a private network"
_LOCAL = (".localhost", ".local", ".internal", ".home.arpa")
_NAT64 = IPv6Network("64:ff9b::/96")


class InsideMiddleware:
    """A feed, a link or a redirect that names a host of this machine or its network is not followed.

    What such an address answers (a router, a cloud's metadata) would be kept and shown as a page. Places (host and
    port) that the user named, or the catalogue, are meant. Names that resolve to such addresses are `InsideResolver`'s.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Called by Scrapy for every request, those of redirects included."""
        named = getattr(self._crawler.spider, "named_places", ())
        if is_inside(host(request.url)) and place(request.url) not in named:
            raise IgnoreRequest(_SAID)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Called by Scrapy: that a name was refused, and not unknown, is known only to the resolver."""
        if isinstance(exception, CannotResolveHostError) and was_refused(request.url):
            raise IgnoreRequest(_SAID)


class InsideResolver(CachingThreadedResolver):
    """A public name whose address is inside the crawl's own network has no address.

    The connection is made to the address that was looked at, so a name that answers differently a second time gains
    nothing. Exempt are the hosts that the user named, the proxy, and those of the setting TRACKER_INSIDE_HOSTS. Behind
    a proxy it is the proxy that resolves, and that has to refuse.
    """

    #: A process has one resolver, made before any spider: what spiders tell it, and what it tells the middleware.
    named: ClassVar[set[str]] = set()
    refused: ClassVar[set[str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> Self:
        """Called by Scrapy, with the process in the place of a crawler."""
        resolver = super().from_crawler(crawler, reactor)
        cls.named |= {name.strip().removeprefix("www.") for name in crawler.settings.getlist("TRACKER_INSIDE_HOSTS")}
        cls.named |= {urlsplit(proxy).hostname or "" for proxy in getproxies().values()}
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's name
        """Called by Twisted; fails where the address is inside."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._outside, name.rstrip("."))

    def _outside(self, address: str, name: str) -> str:
        # A literal address was judged as such by the middleware, which knows who named it; so was the proxy's.
        if _literal(name) is None and not self._is_named(name.removeprefix("www.")) and is_inside(address):
            self.refused.add(name)
            raise DNSLookupError(f"{name}: {_SAID}")
        return address

    def _is_named(self, name: str) -> bool:
        """`.corp.example` in the setting means every name below it."""
        return name in self.named or any(name.endswith(end) for end in self.named if end.startswith("."))


def was_refused(url: str) -> bool:
    """Whether the resolver refused the host of an address, which is public by its name."""
    return (urlsplit(url).hostname or "").rstrip(".") in InsideResolver.refused


def place(url: str) -> str:
    """Host and port of an address: what a user who names it means to be asked."""
    try:
        parts = urlsplit(url)
        return f"{host(url)}:{parts.port or {'https': 443}.get(parts.scheme, 80)}"
    except ValueError:
        return url


def is_inside(name: str) -> bool:
    """Whether a host's name alone says that it is of this machine or a private network."""
    name = name.rstrip(".").lower()
    if name == "localhost" or name.endswith(_LOCAL):
        return True
    address = _literal(name)
    return address is not None and not _is_public(address)


def _literal(name: str) -> IPv4Address | IPv6Address | None:
    """A host that is an address, in every spelling that a system's resolver takes: `127.1`, `0x7f000001`."""
    try:
        return ip_address(name.strip("[]").partition("%")[0])
    except ValueError:
        pass
    # Not of `1.2.3.4 junk`, which inet_aton takes too.
    if not name or not all(c in "0123456789abcdefx." for c in name) or not name[0].isdigit():
        return None
    try:
        return IPv4Address(socket.inet_aton(name))
    except OSError:
        return None


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Also of the address that another one wraps: `::ffff:127.0.0.1` leads to this machine."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and address in _NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return _is_public(wrapped)
    return address.is_global and not address.is_multicast
