"""What kind of source some bytes are."""

import re

from spiders.discovery.found import Kind

_GZIP = b"\x1f\x8b"
_FEED_ROOT = re.compile(rb"<(?:rss|rdf:RDF|(?:atom:)?feed)[\s>]", re.IGNORECASE)
_SITEMAP_ROOT = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HTML_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(rb'^\s*\{.*"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)

_ROOTS: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (_FEED_ROOT, "feed"),
    (_SITEMAP_ROOT, "sitemap"),
    (_HTML_ROOT, "listing"),
)


def sniff(body: bytes) -> Kind:
    """`feed`, `sitemap`, or, for anything else, `listing`. The bytes decide: servers mislabel feeds as HTML and text.

    Compressed bytes are a sitemap: no feed is published as a `.gz` file.
    """
    head = body[:4096].replace(b"\x00", b"")  # UTF-16 reads as ASCII well enough to see the root element
    if head.startswith(_GZIP):
        return "sitemap"
    if _JSON_FEED.match(head):
        return "feed"
    roots = [(m.start(), kind) for pattern, kind in _ROOTS if (m := pattern.search(head))]
    return min(roots)[1] if roots else "listing"
