"""How the sources of an unknown site are found, and what becomes of errors of our own; no network, a real database."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from twisted.python.failure import Failure

from spiders.discovery import COMMON_PATHS
from spiders.ledger import Ledger
from spiders.outlets import OutletsSpider
from spiders.pages import PagesSpider
from spiders.recording import Fetched, RecordingPipeline
from spiders.targets import Source, Target
from tracker.errors import DatabaseError
from tracker.types import Hints, Outcome, Page, Reading

HOME = "http://paper.example/"
FEED = b"<rss><channel><item><link>/2025/one</link></item></channel></rss>"
ALTERNATE = '<link rel="alternate" type="application/rss+xml" href="/feed">'


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(f"sqlite:///{tmp_path}/t.db") as opened:
        yield opened


def crawler_with(ledger: Ledger, **settings: Any) -> Any:
    return SimpleNamespace(settings=Settings(settings), signals=SignalManager(), spider=None, ledger=ledger)


@pytest.fixture
def spider(ledger: Ledger) -> OutletsSpider:
    return OutletsSpider.from_crawler(crawler_with(ledger), ledger=ledger, outlets=HOME)


def front(spider: OutletsSpider) -> Request:
    (request,) = spider.begin(Target(outlet="paper.example", site=HOME))
    return request


def failed(error: Exception, request: Request | None = None) -> Any:
    failure: Any = Failure(error)  # type: ignore[no-untyped-call]  # Twisted has no types here
    failure.request = request
    return failure


def reply(request: Request, body: str | bytes = "", status: int = 200) -> list[Request]:
    content = body.encode() if isinstance(body, str) else body
    response = HtmlResponse(request.url, status=status, body=content, request=request)
    assert request.callback is not None
    return list(request.callback(response, **request.cb_kwargs))


def asked(requests: list[Request]) -> list[str]:
    return [request.url.removeprefix("http://paper.example") for request in requests]


@pytest.mark.parametrize(
    ("page", "sitemaps", "found"),
    [
        (ALTERNATE, (), ["/feed"]),
        (ALTERNATE, ("/all.xml", "/news.xml"), ["/feed", "/news.xml"]),
        ("", ("/all.xml",), ["/all.xml"]),
        ("", (), [COMMON_PATHS[0]]),
    ],
)
def test_what_a_site_announces(spider: OutletsSpider, page: str, sitemaps: tuple[str, ...], found: list[str]) -> None:
    spider.announced_sitemaps["paper.example"] = tuple(f"http://paper.example{path}" for path in sitemaps)
    assert asked(reply(front(spider), f"<html><head>{page}</head></html>")) == found


def test_an_address_that_is_a_feed_is_read_as_one(spider: OutletsSpider) -> None:
    assert asked(reply(front(spider), FEED)) == ["/2025/one"]


def test_the_common_paths_until_one_gives_addresses(spider: OutletsSpider, ledger: Ledger) -> None:
    (guess,) = reply(front(spider), "<html></html>")
    (guess,) = reply(guess, "<html>a page for everything</html>")
    (guess,) = reply(guess, "no", status=404)
    assert asked([guess]) == [COMMON_PATHS[2]]
    assert asked(reply(guess, FEED)) == ["/2025/one"]
    assert ledger.summary.failures == [], "a guess that gives nothing is no failure"
    ((known,),) = ledger.known_sources().values()
    assert known.url == guess.url
    assert ledger.state(Source(url=guess.url, kind="feed", outlet="paper.example")).sha256


def test_at_last_the_page_itself_as_a_listing(spider: OutletsSpider) -> None:
    (guess,) = reply(front(spider), '<html><h2><a href="/2025/two">Two ships in port</a></h2></html>')
    for path in COMMON_PATHS[1:]:
        (guess,) = reply(guess, status=404)
        assert asked([guess]) == [path]
    assert asked(reply(guess, status=404)) == ["/2025/two"]


def test_a_refused_guess_leads_to_the_next(spider: OutletsSpider) -> None:
    (guess,) = reply(front(spider), "<html></html>")
    assert asked(list(spider.guess_failed(failed(RuntimeError(), guess)))) == [COMMON_PATHS[1]]


def test_a_front_page_that_refuses_is_the_site_s_failure(spider: OutletsSpider, ledger: Ledger) -> None:
    assert reply(front(spider), "no", status=403) == []
    assert [(f.outcome, f.reason) for f in ledger.summary.failures] == [(Outcome.BLOCKED, "403 Forbidden")]


def test_a_source_is_asked_once_and_an_address_once(spider: OutletsSpider, ledger: Ledger) -> None:
    source = Source(url=HOME + "feed", kind="feed", outlet="paper.example")
    (request,) = spider.ask_source(source)
    assert list(spider.ask_source(source)) == []
    assert len(reply(request, FEED)) == 1
    assert list(spider.ask_pages("paper.example", ledger.due("paper.example"))) == []


def test_addresses_that_cannot_be_asked_for(spider: OutletsSpider, ledger: Ledger) -> None:
    assert list(spider.ask_pages("paper.example", [("no-address", Hints())])) == []
    assert list(spider.ask_source(Source(url="no-source", kind="feed", outlet="paper.example"))) == []
    assert [f.outcome for f in ledger.summary.failures] == [Outcome.FAILED, Outcome.FAILED]


def test_only_what_is_due(ledger: Ledger) -> None:
    source = Source(url=HOME + "feed", kind="feed", outlet="paper.example")
    ledger.source_unchanged(source)
    spider = OutletsSpider.from_crawler(crawler_with(ledger), ledger=ledger, due="yes")
    target = Target(outlet="paper.example", sources=(source,))
    assert list(spider.begin(target)) == [], "asked a moment ago"
    spider.due_only = False
    assert asked(list(spider.begin(target))) == ["/feed"]


def test_sitemaps_of_sitemaps_end(spider: OutletsSpider) -> None:
    index = b"<sitemapindex><sitemap><loc>/%d.xml</loc></sitemap></sitemapindex>"
    (request,) = spider.ask_source(Source(url=HOME + "0.xml", kind="sitemap", outlet="paper.example"))
    (request,) = reply(request, index % 1)
    (request,) = reply(request, index % 2)
    assert reply(request, index % 3) == []


def test_an_error_of_our_own_is_a_counted_outcome(spider: OutletsSpider, ledger: Ledger) -> None:
    source = Source(url=HOME + "feed", kind="feed", outlet="paper.example")
    (request,) = spider.ask_source(source)
    (page,) = reply(request, FEED)
    spider.callback_failed(failed(KeyError("x")), Response(request.url, request=request))
    spider.callback_failed(failed(KeyError("y")), Response(page.url, request=page))
    own = "an error of the program's own (KeyError: {!r})"
    assert [f.reason for f in ledger.summary.failures] == [own.format("x"), own.format("y")]
    fetched = Fetched(page_at(HOME + "2025/two"), "paper.example")
    spider.recording_failed(fetched, failed(KeyError("z")))
    assert ledger.summary.failures[-1].reason == own.format("z")


def test_without_its_database_the_crawl_ends(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    crawler = crawler_with(ledger)
    spider = OutletsSpider.from_crawler(crawler, ledger=ledger, outlets=HOME)
    crawler.spider = spider

    def full(page: Page, reading: Reading, *, crawled_for: str) -> None:
        raise DatabaseError("the disk is full", "t.db")

    monkeypatch.setattr(ledger, "record", full)
    recording = RecordingPipeline.from_crawler(crawler)
    with pytest.raises(DropItem):
        asyncio.run(recording.process_item(Fetched(page_at(HOME), "paper.example")))
    recording.close_spider()
    assert ledger.summary.stopped == "t.db: the disk is full"
    with pytest.raises(CloseSpider):
        list(spider.parse_page(Response(HOME), HOME, "paper.example", Hints()))
    spider.callback_failed(failed(DatabaseError("again", "t.db")), Response(HOME))
    assert ledger.summary.stopped == "t.db: the disk is full", "the first reason stands"


def test_pages_by_their_addresses(ledger: Ledger) -> None:
    urls = "http://paper.example/a,b,http://other.example/c"
    spider = PagesSpider.from_crawler(crawler_with(ledger), ledger=ledger, urls=urls)
    assert [(t.outlet, t.pages) for t in spider.targets] == [
        ("paper.example", ("http://paper.example/a,b",)),
        ("other.example", ("http://other.example/c",)),
    ]
    assert [request.url for target in spider.targets for request in spider.begin(target)] == [
        "http://paper.example/a,b",
        "http://other.example/c",
    ]


def test_a_spider_of_scrapy_s_own_opens_and_closes_its_ledger(tmp_path: Path) -> None:
    crawler = crawler_with(None, TRACKER_DB=f"sqlite:///{tmp_path}/own.db", TRACKER_ARCHIVE=str(tmp_path))  # type: ignore[arg-type]  # none is handed in
    spider = OutletsSpider.from_crawler(crawler, outlets=HOME, limit="3")
    assert spider.limit == 3
    spider.closed("shutdown")
    assert spider.ledger.summary.stopped == "shutdown"


@pytest.mark.parametrize(
    ("url", "final_url", "outlet"),
    [
        ("http://paper.example/1", "http://paper.example/1", "paper.example"),
        ("http://clicks.example/r", "http://paper.example/1", "paper.example"),
        ("http://paper.example/1", "http://consent.example/", "paper.example"),
        ("http://other.example/1", "http://other.example/1", "other.example"),
        ("http://clicks.example/r", "https://www.theguardian.com/1", "theguardian"),
    ],
)
def test_whose_page_it_is(ledger: Ledger, url: str, final_url: str, outlet: str) -> None:
    assert ledger.outlet_of_page(url, final_url, crawled_for="paper.example") == outlet


def page_at(url: str) -> Page:
    return Page(
        url=url, final_url=url, fetched_at=datetime.now(UTC), status=200, headers=(), body=b"", outlet="paper.example"
    )
