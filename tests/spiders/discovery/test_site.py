"""Where a site announces its feeds and sitemaps."""

import pytest

from spiders.discovery import read_site, sitemaps_in_robots

HOME = "http://paper.example/"


@pytest.mark.parametrize(
    ("head", "feeds"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed/">', ("http://paper.example/feed/",)),
        ('<link REL="Alternate" TYPE="Application/Atom+XML" HREF="a.xml">', ("http://paper.example/a.xml",)),
        ('<link rel="alternate home" type="application/feed+json" href="/f.json">', ("http://paper.example/f.json",)),
        ('<link rel="alternate" type="application/rss+xml; charset=utf-8" href="/f">', ("http://paper.example/f",)),
        ('<base href="/b/"><link rel="alternate" type="application/rss+xml" href="f">', ("http://paper.example/b/f",)),
        ('<link rel="alternate" type="application/rss+xml" title="Comments" href="/c">', ()),
        ('<link rel="alternate" type="application/rss+xml" href="/comments/feed/">', ()),
        ('<link rel="alternate" type="application/json+oembed" href="/oembed">', ()),
        ('<link rel="alternate" hreflang="de" href="/de/">', ()),
        ('<link rel="stylesheet" type="application/rss+xml" href="/feed/">', ()),
    ],
)
def test_announced_feeds(head: str, feeds: tuple[str, ...]) -> None:
    assert read_site(f"<html><head>{head}</head></html>".encode(), HOME) == feeds


def test_of_fifty_feeds_the_first() -> None:
    head = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(50))
    assert read_site(head.encode(), HOME) == tuple(f"http://paper.example/{n}" for n in range(3))


def test_sitemaps_of_robots() -> None:
    robots = (
        b"User-agent: *\r\nDisallow: /x\r\nSitemap: /all.xml\r\nsitemap : http://paper.example/news.xml # new\r\n"
        b"Sitemap: http://elsewhere.example/s.xml\r\nSitemap:\r\n"
    )
    assert sitemaps_in_robots(robots, "http://paper.example/robots.txt") == (
        "http://paper.example/news.xml",
        "http://paper.example/all.xml",
    )
