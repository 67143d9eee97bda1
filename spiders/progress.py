"""A crawl as it goes: a few lines on a terminal, drawn anew; and what Scrapy counted, kept with the run."""

import sys
import time
from typing import TYPE_CHECKING, Any, Self

from scrapy import Spider, signals

from spiders.summary import CrawlSummary
from tracker.types import Outcome

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live
    from scrapy.crawler import Crawler

#: Of a crawl of a thousand outlets a screen shows those at which something happened last.
_OUTLETS_SHOWN = 12
_PER_SECOND = 4
_LOST = (Outcome.BLOCKED, Outcome.FAILED, Outcome.UNREADABLE)


class Progress:
    """A Scrapy extension. Draws on stderr where that is a terminal, unless `TRACKER_PROGRESS` is off."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._live: Live | None = None
        self._began = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Called by Scrapy."""
        progress = cls(crawler)
        crawler.signals.connect(progress.opened, signals.spider_opened)
        crawler.signals.connect(progress.closed, signals.spider_closed)
        return progress

    def opened(self, spider: Spider) -> None:
        """Called by Scrapy before the first request."""
        self._began = time.monotonic()
        summary = _summary_of(spider)
        if summary is None or not sys.stderr.isatty() or not self._crawler.settings.getbool("TRACKER_PROGRESS"):
            return
        from rich.console import Console
        from rich.live import Live

        console = Console(stderr=True, emoji=False, markup=False, highlight=False)
        self._live = Live(
            console=console,
            refresh_per_second=_PER_SECOND,
            transient=True,
            get_renderable=lambda: picture(summary, self._waiting(), time.monotonic() - self._began),
        )
        self._live.start()

    def closed(self, spider: Spider) -> None:
        """Called by Scrapy when nothing is left to do."""
        if self._live is not None:
            self._live.stop()
        summary = _summary_of(spider)
        if summary is not None and self._crawler.stats is not None:
            summary.stats = plain_stats(self._crawler.stats.get_stats())

    def _waiting(self) -> int:
        """Requests that wait for their turn."""
        engine = self._crawler.engine
        slot = engine._slot if engine is not None else None
        return len(slot.scheduler) if slot is not None else 0  # type: ignore[arg-type]  # Scrapy's own has a length


def picture(summary: CrawlSummary, waiting: int, seconds: float) -> "RenderableType":
    """What a terminal shows: the sums with the rate, a row for each outlet at work, the last failure."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    counts = summary.counts
    pages, lost = counts.total(), sum(counts[outcome] for outcome in _LOST)
    rate = pages / seconds if seconds > 0 else 0.0
    head = f"{len(summary.outlets)} outlets, {pages} pages, {rate:.1f}/s, {waiting} waiting, {lost} lost"
    grid = Table.grid(padding=(0, 2))
    for name in ("outlet", "found", "new", "changed", "unchanged", "other", "lost"):
        grid.add_column(Text(name, style="dim"), justify="left" if name == "outlet" else "right")
    grid.add_row(*(column.header for column in grid.columns))
    for key, outlet in list(summary.outlets.items())[-_OUTLETS_SHOWN:]:
        of = outlet.pages
        shown = (of[Outcome.READ], of[Outcome.CHANGED], of[Outcome.UNCHANGED])
        missed = sum(of[outcome] for outcome in _LOST)
        other = of.total() - sum(shown) - missed
        grid.add_row(Text(key), *(Text(str(number)) for number in (outlet.discovered, *shown, other, missed)))
    last = [Text(f"{f.outcome.value}: {f.url}: {f.reason}", "red", no_wrap=True) for f in summary.failures[-1:]]
    return Group(Text(head, style="bold"), grid, *last)


def plain_stats(stats: dict[str, Any]) -> dict[str, int | float | str]:
    """What Scrapy counted, as JSON can hold it; times in ISO 8601, in order of names."""
    return {
        name: value if isinstance(value, int | float | str) else getattr(value, "isoformat", value.__str__)()
        for name, value in sorted(stats.items())
    }


def _summary_of(spider: Spider) -> CrawlSummary | None:
    summary = getattr(getattr(spider, "ledger", None), "summary", None)
    return summary if isinstance(summary, CrawlSummary) else None
