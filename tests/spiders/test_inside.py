"""Strangers do not send the crawl into its own network."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from spiders.inside import InsideMiddleware, is_inside


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
        ("paper.example", False),
        ("8.8.8.8", False),
        ("", False),
    ],
)
def test_names(name: str, inside: bool) -> None:
    assert is_inside(name) is inside


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/admin", "http://[::1]/", "http://localhost/x"])
def test_not_followed_unless_named(url: str) -> None:
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(named_hosts=set()))
    middleware = InsideMiddleware.from_crawler(crawler)
    with pytest.raises(IgnoreRequest, match="private network"):
        middleware.process_request(Request(url))
    crawler.spider.named_hosts = {"127.0.0.1", "::1", "localhost"}
    middleware.process_request(Request(url))
    middleware.process_request(Request("http://paper.example/"))
