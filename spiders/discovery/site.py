"""A site that is in no catalogue: where it announces its own feeds and sitemaps."""

import re

from parsel import Selector
from w3lib.encoding import html_to_unicode

from spiders.discovery.found import absolute
from tracker.urls import same_site

#: Asked one after the other, until one answers with items, where a site announces nothing.
COMMON_PATHS = (
    "/feed/",
    "/rss.xml",
    "/rss",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/news-sitemap.xml",
    "/sitemap_news.xml",
    "/sitemap.xml",
)
#: A site with a feed for each of fifty sections announces the one of everything first.
MAX_FEEDS = 3
MAX_SITEMAPS = 3

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/xml"}
)
_COMMENTS = re.compile(r"comments?\b|kommentare|comentarios|комментари", re.I)
_ROBOTS_SITEMAP = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.I | re.M)


def read_site(body: bytes, url: str, *, most: int = MAX_FEEDS) -> tuple[str, ...]:
    """The feeds that the page at `url` announces (`<link rel="alternate">`), those of comments left out."""
    selector = Selector(text=html_to_unicode(None, body, default_encoding="utf-8")[1], base_url=url, type="html")
    base = absolute(url, selector.xpath("//base/@href").get()) or url
    feeds: dict[str, None] = {}
    for link in selector.xpath("//link[@href][@rel]"):
        if "alternate" not in link.xpath("@rel").get("").lower().split():
            continue
        kind = link.xpath("@type").get("").partition(";")[0].strip().lower()
        address = absolute(base, link.xpath("@href").get())
        described = f"{address} {link.xpath('@title').get('')}"
        if address and kind in _FEED_TYPES and not _COMMENTS.search(described):
            feeds.setdefault(address)
    return tuple(feeds)[:most]


def sitemaps_in_robots(robots: bytes, url: str) -> tuple[str, ...]:
    """The `Sitemap:` lines of the robots.txt at `url` that stand on its own site; news sitemaps first."""
    lines = [m[1].decode("utf-8", "replace") for m in _ROBOTS_SITEMAP.finditer(robots)]
    addresses = [a for line in lines if (a := absolute(url, line)) is not None and same_site(a, url)]
    return tuple(sorted(dict.fromkeys(addresses), key=lambda a: "news" not in a))[:MAX_SITEMAPS]
