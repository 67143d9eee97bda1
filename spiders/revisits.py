"""`scrapy crawl revisits -a outlets=globalresearch`: known articles again; a crawl's last step too."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.answers import GONE, RETRY_FAILED, Ending, judge_answer, judge_failure
from spiders.outlet import OutletSpider
from spiders.recording import Fetched, headers_of
from spiders.targets import Target
from tracker.db import frontier, revisits, store
from tracker.forwarding import is_front
from tracker.types import Hints, Outcome, Page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Revisits:
    """Stands beside a spider and asks, when nothing is left to fetch, for the articles that are due to be seen again.

    A changed text makes a new revision, a changed credit is recorded as such, a page that is gone (404, 410, or the
    way to the front page) is noted as gone. Setting TRACKER_REVISITS: at most so many a run.
    """

    def __init__(self, spider: OutletSpider, crawler: "Crawler") -> None:
        self._spider = spider
        self._crawler = crawler
        self._asked = False
        crawler.signals.connect(self.idle, signals.spider_idle)
        crawler.signals.connect(self.recorded, signals.item_scraped)

    def idle(self) -> None:
        """Called by Scrapy when nothing is left to fetch."""
        engine = self._crawler.engine
        if self._asked or engine is None or self._spider.ledger.summary.stopped is not None:
            return
        self._asked = True
        requests = list(self._requests())
        for request in requests:
            engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def recorded(self, item: object) -> None:
        """Called by Scrapy for what is on record: a page that came counts as a visit only now."""
        if isinstance(item, Fetched) and item.visit:
            self._visited(item.page.url)

    def answered(self, response: Response, url: str, outlet: str, hints: Hints) -> Iterator[Fetched]:
        """A page goes the way of all pages; what says that it has not changed, or is there no more, is noted here."""
        self._spider.go_on()
        if response.status == 304:
            self._unchanged(outlet, url)
        elif response.status in GONE or (is_front(response.url) and not is_front(url)):
            why = "leads to the front page" if response.status not in GONE else f"answers {response.status}"
            self._gone(outlet, url, why)
        elif ending := judge_answer(response.status, headers_of(response), response.body):
            self._saw_nothing(outlet, url, ending, self._spider.page_of(response, url, outlet, hints))
        else:
            for fetched in self._spider.parse_page(response, url=url, outlet=outlet, hints=hints):
                yield Fetched(fetched.page, fetched.outlet, visit=True)

    def failed(self, failure: Failure) -> None:
        """No answer."""
        asked: dict[str, Any] = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it
        self._saw_nothing(asked["outlet"], asked["url"], judge_failure(failure.value))

    def _requests(self) -> Iterator[Request]:
        ledger, limit = self._spider.ledger, self._crawler.settings.getint("TRACKER_REVISITS")
        everybody = self._spider.due_only and not self._spider.asked
        # Who asks for one page by its address means that page.
        outlets = None if everybody else [target.outlet for target in self._spider.targets if not target.pages]
        for known in revisits.due_revisits(ledger.tracker.db, outlets, at=ledger.now(), limit=limit):
            if not ledger.claim(known.outlet, known.url):
                continue
            conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
            try:
                yield Request(
                    known.url,
                    callback=self.answered,
                    errback=self.failed,
                    cb_kwargs={"url": known.url, "outlet": known.outlet, "hints": known.hints},
                    headers={name: value for name, value in conditions.items() if value},
                    dont_filter=True,
                )
            except ValueError as error:
                self._saw_nothing(known.outlet, known.url, Ending(Outcome.FAILED, f"not an address: {error}", None))

    def _unchanged(self, outlet: str, url: str) -> None:
        ledger = self._spider.ledger
        revisits.unchanged(ledger.tracker.db, url, outlet=outlet, at=ledger.now())
        self._settle(outlet, url, Ending(Outcome.UNCHANGED, "304 Not Modified", None))
        self._visited(url)

    def _gone(self, outlet: str, url: str, why: str) -> None:
        """What is found out, and no failure of the crawl's."""
        ledger = self._spider.ledger
        reason = f"gone: {why}"
        store.note(ledger.tracker.db, outlet=outlet, url=url, outcome=Outcome.GONE, reason=reason, at=ledger.now())
        ledger.summary.gone += revisits.gone(ledger.tracker.db, url, at=ledger.now())
        self._settle(outlet, url, Ending(Outcome.GONE, reason, None))
        ledger.summary.of(outlet).withdrawn += 1
        self._visited(url)

    def _saw_nothing(self, outlet: str, url: str, ending: Ending, page: Page | None = None) -> None:
        """The article stays as it is; the visit is made up for, and not by what else this outlet has due."""
        if ending.postponed:  # its host rests: it was not asked, and stays due
            self._spider.ledger.fail(outlet, url, ending)
            return
        settled = Ending(ending.outcome, ending.reason, None)
        if page is not None and ending.outcome is Outcome.BLOCKED:
            self._spider.ledger.blocked(outlet, page, settled)
        else:
            self._spider.ledger.fail(outlet, url, settled)
        self._visited(url, reason=ending.reason, again=ending.retry or RETRY_FAILED)

    def _settle(self, outlet: str, url: str, ending: Ending) -> None:
        ledger = self._spider.ledger
        frontier.settle(
            ledger.tracker.db,
            url,
            outcome=ending.outcome,
            reason=ending.reason,
            at=ledger.now(),
            next_attempt_at=None,
        )
        ledger.ended(outlet, url)
        ledger.summary.of(outlet).pages[ending.outcome] += 1
        self._spider.logger.info("%s %s: %s", outlet, ending.reason, url)

    def _visited(self, url: str, *, reason: str = "", again: timedelta | None = None) -> None:
        ledger = self._spider.ledger
        revisits.visited(ledger.tracker.db, url, at=ledger.now(), reason=reason, again=again)


class RevisitsSpider(OutletSpider):
    """Looks again at the articles of the outlets asked for, or of all, when they are due."""

    name = "revisits"
    revisits: Revisits

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.revisits = Revisits(spider, crawler)  # signals hold on to nobody
        return spider

    def begin(self, target: Target) -> Any:  # noqa: ARG002 - what outlets left open is other spiders' work
        """Nothing else of the outlets is fetched."""
        return iter(())
