"""Short links that credits give for their originals: each is asked once where it leads, when the pages are done."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider, StopDownload
from scrapy.http import Response
from twisted.python.failure import Failure
from w3lib.url import safe_url_string

from spiders.answers import Ending, judge_answer, judge_failure
from spiders.inside import is_inside
from spiders.recording import headers_of
from tracker.forwarding import is_front, unwrapped
from tracker.types import Outcome
from tracker.urls import host

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from spiders.ledger import Ledger

#: A run; a service is asked one by one, with pauses, and the next run goes on.
_MOST_LINKS = 200
_MOST_HOPS = 5
_META = {"dont_redirect": True, "handle_httpstatus_all": True, "short_link": True}


class _HasLedger(Protocol):
    """What is asked of the spider beside which this stands; its ledger opens after this is made."""

    ledger: "Ledger"


class ShortLinks:
    """Stands beside a spider. Every hop is a request of its own: robots.txt and pauses count as for pages.

    Only services that shorten are asked. Where one leads to, the page itself, is not: its address is all that is
    wanted.
    """

    def __init__(self, spider: _HasLedger, crawler: "Crawler") -> None:
        self._spider = spider
        self._crawler = crawler
        self._asked = False
        crawler.signals.connect(self.idle, signals.spider_idle)
        crawler.signals.connect(self.headers_received, signals.headers_received)

    def idle(self) -> None:
        """Called by Scrapy when nothing is left to fetch."""
        engine = self._crawler.engine
        if self._asked or engine is None or self._spider.ledger.summary.stopped is not None:
            return
        self._asked = True
        wanted = self._spider.ledger.short_links(limit=_MOST_LINKS)
        for url in wanted:
            for request in self._ask(url, (url,)):
                engine.crawl(request)
        if wanted:
            raise DontCloseSpider

    def headers_received(self, headers: Any, body_length: int, request: Request) -> None:  # noqa: ARG002
        """Called by Scrapy before an answer's body is read; of a short link it is of no use."""
        if request.meta.get("short_link"):
            raise StopDownload(fail=False)

    def answered(self, response: Response, walked: tuple[str, ...]) -> Iterator[Request]:
        """Where the last address of `walked` leads; one more hop, where that is a short link again."""
        said = response.headers.get("Location")
        if not (300 <= response.status < 400 and said):
            method = response.request.method if response.request else "GET"
            # There are services that answer nothing but GET rightly; one that asks for a pause is asked nothing.
            if method == "HEAD" and response.status not in (429, 503):
                yield from self._ask(walked[-1], walked, method="GET")
            else:
                self._fail(walked, _nowhere(response))
            return
        try:
            target = unwrapped(urljoin(response.url, safe_url_string(said)))
        except ValueError:
            target = ""
        if not target.startswith(("http://", "https://")) or is_inside(host(target)):
            self._fail(walked, Ending(Outcome.FAILED, "leads to no address of the web", None))
        elif target in walked:
            self._fail(walked, Ending(Outcome.FAILED, "leads in a circle", None))
        elif is_front(target):
            # Where a service, or a publisher, sends the reader of what is gone.
            self._fail(walked, Ending(Outcome.FAILED, f"leads to a front page: {target}", None))
        elif not self._spider.ledger.is_short(target):
            self._spider.ledger.short_link_resolved(walked, target)
        elif len(walked) >= _MOST_HOPS:
            self._fail(walked, Ending(Outcome.FAILED, f"leads on and on, after {_MOST_HOPS} hops to {target}", None))
        else:
            yield from self._ask(target, (*walked, target))

    def failed(self, failure: Failure) -> None:
        """No answer."""
        asked: Mapping[str, Any] = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it
        self._fail(asked["walked"], judge_failure(failure.value))

    def _ask(self, url: str, walked: tuple[str, ...], *, method: str = "HEAD") -> Iterator[Request]:
        asked = {"walked": walked}
        try:
            yield Request(
                url, self.answered, method, errback=self.failed, cb_kwargs=asked, meta=dict(_META), dont_filter=True
            )
        except ValueError as error:
            self._fail(walked, Ending(Outcome.FAILED, f"not an address: {error}", None))

    def _fail(self, walked: tuple[str, ...], ending: Ending) -> None:
        self._spider.ledger.short_link_failed(walked[0], ending)


def _nowhere(response: Response) -> Ending:
    """What it means that an address leads to no other."""
    return judge_answer(response.status, headers_of(response), b"") or Ending(Outcome.FAILED, "leads nowhere", None)
