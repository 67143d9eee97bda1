"""Strangers do not send the crawl into its own network."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from spiders.inside import InsideMiddleware, is_inside, place

Fixture = Any  # the classes of conftest.py, which test modules cannot import


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("127.0.0.1", True),
        ("10.0.0.7", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("localhost", True),
        ("printer.local", True),
        ("metadata.google.internal", True),
        ("localhost.", True),
        ("2130706433", True),
        ("0x7f.0.0.1", True),
        ("127.1", True),
        ("0", True),
        ("0177.0.0.1", True),
        ("::ffff:127.0.0.1", True),
        ("134744072", False),
        ("999999999999", False),
        ("1.example", False),
        ("0x7f000001", True),
        ("::ffff:169.254.169.254", True),
        ("2002:7f00:1::", True),
        ("64:ff9b::a9fe:a9fe", True),
        ("fe80::1%eth0", True),
        ("224.0.0.1", True),
        ("100.64.0.1", True),
        ("paper.example", False),
        ("163.com", False),
        ("face.be", False),
        ("8.8.8.8", False),
        ("", False),
    ],
)
def test_names(name: str, inside: bool) -> None:
    assert is_inside(name) is inside


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/admin", "http://[::1]/", "http://localhost/x"])
def test_not_followed_unless_named(url: str) -> None:
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(named_places=set()))
    middleware = InsideMiddleware.from_crawler(crawler)
    with pytest.raises(IgnoreRequest, match="private network"):
        middleware.process_request(Request(url))
    crawler.spider.named_places = {"127.0.0.1:1", "::1:81"}
    with pytest.raises(IgnoreRequest, match="private network"):
        middleware.process_request(Request(url))  # the host is named, and another port of it
    crawler.spider.named_places = {"127.0.0.1:8080", "::1:80", "localhost:80"}
    middleware.process_request(Request(url))
    middleware.process_request(Request("http://paper.example/"))


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("http://paper.example", "paper.example:80"),
        ("https://www.paper.example/a", "paper.example:443"),
        ("http://paper.example:8080/", "paper.example:8080"),
        ("http://paper.example:x/", "http://paper.example:x/"),
    ],
)
def test_places(url: str, named: str) -> None:
    assert place(url) == named


def test_a_public_name_with_an_address_inside_is_not_asked(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """Without a proxy: the crawl resolves names itself, here those of `tests.spiders.names`, all to this machine."""
    port = site.server.server_port
    site.answers = {
        "/feed": answer(site.feed("/2025/good", "/2025/moved").replace(site.url, site.proxy), kind="text/xml"),
        "/2025/good": answer(article_page("Anna")),
        "/2025/moved": answer(status=302, headers={"Location": f"http://trap.example:{port}/2025/secret"}),
        "/2025/03/11/allowed": answer(article_page("Berta")),
        "/2025/secret": answer(article_page("Clara")),
    }
    page = f"http://www.desk.intranet.example:{port}/2025/03/11/allowed"
    settings = (
        "-sTWISTED_DNS_RESOLVER=tests.spiders.names.AllHere",
        "-sTRACKER_INSIDE_HOSTS=other.example,.intranet.example",
    )
    crawl(*settings, f"{site.proxy}/feed", page, code=None, http_proxy="", no_proxy="*")
    ends = {url.rpartition("/")[2]: (o, r) for url, o, r in crawl.sql("SELECT url, outcome, reason FROM address")}
    assert ends == {
        "good": ("read", ""),
        "allowed": ("read", ""),
        "moved": ("failed", "an address inside a private network"),
    }
    assert "/2025/secret" not in site.paths
