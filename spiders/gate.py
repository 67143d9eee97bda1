"""The gate before the downloader: who may be asked now, who later, and what hosts' answers say of that."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.http import Response
from twisted.internet.task import LoopingCall

from spiders.answers import PostponedError, trouble_of_answer, trouble_of_failure
from spiders.leases import RENEWAL, SWEEP
from spiders.recording import headers_of
from spiders.robots import LONGEST_DELAY
from tracker.errors import TrackerError
from tracker.urls import host

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from spiders.ledger import Ledger

#: A pause that a host asks for is waited for, up to this many seconds; for a longer one its addresses stay due.
PATIENCE = LONGEST_DELAY


class GateMiddleware:
    """Stands before all other middlewares. What it turns away was not asked, and stays due in the database.

    Turned away is what a host's trouble, a spent budget, a lost lease or a person's Ctrl-C stands in the way of.
    """

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._ending = asyncio.Event()
        self._loops = {LoopingCall(self._renew): RENEWAL, LoopingCall(self._sweep): SWEEP}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Called by Scrapy."""
        gate = cls(crawler)
        crawler.signals.connect(gate.opened, signals.spider_opened)
        crawler.signals.connect(gate.closed, signals.spider_closed)
        crawler.signals.connect(gate.received, signals.response_downloaded)
        crawler.signals.connect(gate.end, END)
        return gate

    @property
    def _ledger(self) -> "Ledger | None":
        return getattr(self._crawler.spider, "ledger", None)

    def opened(self) -> None:
        """Called by Scrapy at the beginning."""
        for loop, pause in self._loops.items():
            loop.start(pause.total_seconds(), now=False)

    def closed(self) -> None:
        """Called by Scrapy when nothing is under way any more: what follows, linking, fetches nothing."""
        for loop in self._loops:
            if loop.running:
                loop.stop()
        if self._ledger is not None:
            self._or_stop(self._ledger.leases.release)

    def end(self) -> None:
        """Only what is on the line now is waited for: who waits at the gate, or for a pause's end, is sent home."""
        self._ending.set()
        engine = self._crawler.engine
        for slot in engine.downloader.slots.values() if engine is not None else ():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(PostponedError("the crawl was stopped"))

    async def process_request(self, request: Request) -> None:
        """Called by Scrapy for every request."""
        ledger = self._ledger
        if ledger is None or request.meta.get("dont_obey_robotstxt"):
            return
        outlet = outlet_of(request)
        while True:
            if self._ending.is_set():
                raise PostponedError("the crawl was stopped")
            if outlet in ledger.leases.lost:
                raise PostponedError("another crawl has taken over the outlet")
            if reason := ledger.budget.spent(outlet):
                raise PostponedError(reason)
            state = ledger.hosts.resting(host(request.url), at=ledger.now())
            if state is None or state.rests_until is None:
                return
            seconds = (state.rests_until - ledger.now()).total_seconds()
            if seconds > PATIENCE:
                until = f"{state.rests_until:%Y-%m-%d %H:%M} UTC"
                raise PostponedError(f"{state.host} is left alone until {until} ({state.reason})")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), max(seconds, 0))

    def process_response(self, request: Request, response: Response) -> Response:
        """Called by Scrapy for every answer, that of robots.txt included."""
        if self._ledger is not None:
            robots = bool(request.meta.get("dont_obey_robotstxt"))
            trouble = trouble_of_answer(response.status, headers_of(response), robots=robots)
            if trouble is None:
                self._ledger.hosts.answered(host(response.url))
            else:
                if robots and response.flags:  # put there by the robots middleware: why there was no answer
                    trouble = replace(trouble, reason=f"robots.txt: {response.flags[0]}")
                self._ledger.hosts.troubled(host(response.url), trouble, at=self._ledger.now())
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Called by Scrapy where no answer came."""
        trouble = trouble_of_failure(exception)
        if self._ledger is not None and trouble is not None:
            self._ledger.hosts.troubled(host(request.url), trouble, at=self._ledger.now())

    def received(self, response: Response, request: Request) -> None:
        """Called by Scrapy for every answer, as it came over the line."""
        if self._ledger is not None:
            self._ledger.budget.receive(outlet_of(request), len(response.body))

    def _renew(self) -> None:
        if self._ledger is not None:
            self._or_stop(self._ledger.leases.renew)

    def _sweep(self) -> None:
        if self._ledger is not None:
            self._or_stop(self._ledger.leases.release_idle)

    def _or_stop(self, step: Callable[[], None]) -> None:
        try:
            step()
        except TrackerError as error:
            if self._ledger is not None:
                self._ledger.stop(str(error))  # whoever handles the next answer ends the crawl


#: Sent by whoever ends the crawl before its end, as by Ctrl-C.
END = object()


def outlet_of(request: Request) -> str:
    """The outlet for which something is asked; empty where it is for none, as a short link."""
    source = request.cb_kwargs.get("source") or request.cb_kwargs.get("guessed_for")
    return str(request.cb_kwargs.get("outlet") or getattr(source, "outlet", ""))
