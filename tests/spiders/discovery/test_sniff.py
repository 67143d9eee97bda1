"""What some bytes are, whatever the server calls them."""

import gzip

import pytest

from spiders.discovery import sniff


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'<?xml version="1.0"?><rss version="2.0"><channel>', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b"<!-- made by hand --><rdf:RDF xmlns:rdf='x'>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "feed"),
        ('<?xml version="1.0" encoding="utf-16"?><rss><channel>'.encode("utf-16"), "feed"),
        (b"<urlset xmlns='x'>", "sitemap"),
        (b"<ns:sitemapindex xmlns:ns='x'>", "sitemap"),
        (gzip.compress(b"<urlset>", mtime=0), "sitemap"),
        (b"<!doctype html><html><body><rss>", "listing"),
        (b"<html><head><title>A feed</title></head>", "listing"),
        (b'{"version": "1"}', "listing"),
        (b"", "listing"),
        (b"hello", "listing"),
    ],
)
def test_the_bytes_decide(body: bytes, kind: str) -> None:
    assert sniff(body) == kind
