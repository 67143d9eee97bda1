"""robots.txt: outages close a site, delays are kept, sitemaps are remembered."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response, TextResponse
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from spiders.robots import LONGEST_DELAY, RobotsMiddleware

ROBOTS = "http://paper.example/robots.txt"


@pytest.fixture
def crawler() -> Any:
    downloader = SimpleNamespace(
        get_slot_key=lambda request: request.url.split("/")[2],
        slots={"paper.example": SimpleNamespace(delay=1.0, jitter=0.5)},
        per_slot_settings={},
    )
    settings = Settings({"ROBOTSTXT_USER_AGENT": "republication-tracker", "DOWNLOAD_DELAY": 1})
    return SimpleNamespace(
        spider=SimpleNamespace(announced_sitemaps={}),
        engine=SimpleNamespace(downloader=downloader, running=True),
        settings=settings,
        signals=SignalManager(),
    )


def answered(
    crawler: Any, status: int, body: bytes, *, url: str = ROBOTS, by_scrapy: bool = True
) -> tuple[Response, Any]:
    request = Request(url, meta={"dont_obey_robotstxt": True} if by_scrapy else {})
    middleware = RobotsMiddleware.from_crawler(crawler)
    response = middleware.process_response(request, TextResponse(url, status, body=body))
    return response, crawler.spider.announced_sitemaps


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_outage_closes_the_site(crawler: Any, status: int) -> None:
    assert answered(crawler, status, b"<h1>Sorry</h1>")[0].body == b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_one_that_is_not_there_closes_nothing(crawler: Any, status: int) -> None:
    assert answered(crawler, status, b"User-agent: *\nDisallow: /\n")[0].body == b""


@pytest.mark.parametrize(
    ("status", "url", "by_scrapy"),
    [(200, ROBOTS, True), (503, ROBOTS, False), (404, "http://paper.example/page", False)],
)
def test_other_answers_stay_as_they_are(crawler: Any, status: int, url: str, by_scrapy: bool) -> None:
    assert answered(crawler, status, b"body", url=url, by_scrapy=by_scrapy)[0].body == b"body"


def test_sitemaps_are_remembered(crawler: Any) -> None:
    assert answered(crawler, 200, b"Sitemap: /s.xml")[1] == {"paper.example": ("http://paper.example/s.xml",)}


@pytest.mark.parametrize(
    ("asked", "kept"), [(None, None), (0.0, None), (0.5, 1.0), (9.0, 9.0), (86400.0, LONGEST_DELAY)]
)
def test_a_crawl_delay_is_kept(crawler: Any, asked: float | None, kept: float | None) -> None:
    middleware = RobotsMiddleware.from_crawler(crawler)
    request = Request("http://paper.example/page")
    parser: Any = SimpleNamespace(crawl_delay=lambda agent: asked if agent == "republication-tracker" else None)

    middleware.robots_parsed(parser, request)
    middleware.process_request(request)

    slot = crawler.engine.downloader.slots["paper.example"]
    assert (slot.delay, slot.jitter) == ((1.0, 0.5) if kept is None else (kept, 0))
    assert request.meta == ({} if kept is None else {"autothrottle_dont_adjust_delay": True})
    assert list(crawler.engine.downloader.per_slot_settings) == ([] if kept is None else ["paper.example"])
