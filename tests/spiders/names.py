"""A resolver for crawls without a proxy: every name is of this machine."""

from collections.abc import Sequence

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, succeed

from spiders.inside import InsideResolver


class _Loopback(CachingThreadedResolver):
    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's
        return succeed("127.0.0.1")


class AllHere(InsideResolver, _Loopback):
    """What the crawl's own resolver makes of it."""
