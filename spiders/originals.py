"""`scrapy crawl originals -a outlets=globalresearch`: the pages that credits point to; a crawl's last step too."""

from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider

from spiders.outlet import OutletSpider
from spiders.targets import Target
from tracker.db import frontier, originals
from tracker.types import Hints

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

#: An original that is a copy itself credits another one, and so on; a longer way is a game of somebody's.
_MOST_STEPS = 5


class Originals:
    """Stands beside a spider and asks, whenever nothing is left to fetch, for the originals still unseen.

    These are credited by articles of the outlets crawled, and then by the originals themselves, until the chain has
    its root. Setting TRACKER_ORIGINALS: at most so many a run. Who a stranger's credit may not send the crawl to is
    said in `spiders.inside`; an original counts for its own outlet, and for the limit of pages of that.
    """

    def __init__(self, spider: OutletSpider, crawler: "Crawler", *, of_all: bool = False) -> None:
        self._spider = spider
        self._crawler = crawler
        self._of_all = of_all
        self._left = crawler.settings.getint("TRACKER_ORIGINALS")
        self._steps = 0
        crawler.signals.connect(self.idle, signals.spider_idle)

    def idle(self) -> None:
        """Called by Scrapy when nothing is left to fetch."""
        engine = self._crawler.engine
        if engine is None or self._spider.ledger.summary.stopped is not None or self._steps >= _MOST_STEPS:
            return
        self._steps += 1
        wanted = list(self._wanted())
        for request in wanted:
            engine.crawl(request)
        if wanted:
            raise DontCloseSpider

    def _wanted(self) -> list[Request]:
        ledger = self._spider.ledger
        outlets = None if self._of_all else ledger.outlets_seen
        found = originals.unseen_originals(
            ledger.tracker.db, outlets, skip=ledger.is_short, at=ledger.now(), limit=self._left
        )
        asked: list[Request] = []
        for original in found:
            outlet = ledger.tracker.catalogue.outlet_key(original.url)
            hints = Hints(found_by="original", found_at=original.credited_by)
            new = frontier.discover(ledger.tracker.db, outlet, [(original.url, hints)], at=ledger.now())
            if new and ledger.claim(outlet, original.url):
                asked += self._spider.ask_pages(outlet, [(original.url, hints)])
        self._left -= len(asked)
        return asked


class OriginalsSpider(OutletSpider):
    """Fetches the originals that articles on record credit and that are not: of the outlets asked for, or of all."""

    name = "originals"
    originals: Originals

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.ledger.outlets_seen.update(target.outlet for target in spider.targets)
        spider.originals = Originals(spider, crawler, of_all=not spider.asked)  # signals hold on to nobody
        return spider

    def begin(self, target: Target) -> Any:  # noqa: ARG002 - what outlets left open is other spiders' work
        """Nothing of the outlets themselves is fetched."""
        return iter(())
