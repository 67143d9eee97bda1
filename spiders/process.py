"""Scrapy's process, and how a person ends it: the first Ctrl-C politely and soon, the second at once."""

import os
import signal
import sys
from time import monotonic
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from spiders.gate import END
from spiders.ledger import Ledger

#: Signals so close, in seconds, are one: a service manager tells every process of a service, and `tracker schedule` its
#: crawls once more.
_ONE_TELLING = 0.5


class CrawlProcess(AsyncCrawlerProcess):
    """One crawl. SIGINT and SIGTERM mean the same.

    At the first, nothing more is asked, and what is on the line is waited for and recorded. Scrapy alone would first
    ask what already stands in line before its downloader, after each host's pause. At the second, what is on the line
    is given up, and stays due.
    """

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        super().__init__(settings)
        self._ledger = ledger
        self._told_at = 0.0

    def _signal_shutdown(self, signum: int, frame: Any) -> None:
        from twisted.internet import reactor

        self._told_at = monotonic()
        reactor.callFromThread(self._stop_asking)
        super()._signal_shutdown(signum, frame)

    def _signal_kill(self, signum: int, frame: Any) -> None:  # noqa: ARG002 - as Scrapy calls it
        from twisted.internet import reactor

        if monotonic() - self._told_at < _ONE_TELLING:
            return
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        reactor.callFromThread(self._give_up)

    def _stop_asking(self) -> None:
        sys.stderr.write("crawl: finishing what is on the line; once more to stop at once\n")
        for crawler in self.crawlers:
            crawler.signals.send_catch_log(END)

    def _give_up(self) -> None:
        # Between two callbacks no transaction is open: what is recorded is whole, and what is not stays due.
        self._ledger.close()
        sys.stderr.write("crawl: stopped at once; what was recorded stays, and the same command goes on from there\n")
        sys.stderr.flush()
        os._exit(130)
