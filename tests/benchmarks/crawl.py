"""What a crawl costs beside bare Scrapy that fetches the same pages and does nothing with them.

    python -m tests.benchmarks.crawl [--pages N] [--rounds N] [--floor SHARE]

A server on loopback, a process of its own beside the crawl, serves a made-up web (`tests.benchmarks.web`). Four crawls
fetch it in turn, each a process of its own, with the same settings for speed and politeness:

- `bare`: a spider of ten lines, Scrapy's own settings, no database;
- `queued`: the tracker's spider: addresses recorded, claimed and asked for, answers judged; the pages are let go;
- `recorded`: the same, and the whole bookkeeping of one transaction a page, and of settling its address; the article
  recorded is made beforehand, so that reading is aside;
- `read`: the same, and every page is read, in processes of their own; with `--archive` also kept.

Printed are pages a second, from the first page asked for to the last, and milliseconds of the crawling process's
processor a page, the best of the rounds. With `--floor` the exit code is 1 where `queued` has less than this share of
`bare`'s pages a second.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from spiders.recording import RecordingPipeline
from tests.benchmarks.reading import machine
from tests.benchmarks.web import MadeUpWeb
from tests.internet import Internet
from tracker.pipeline import read_page
from tracker.pipeline.reading import receipt_of
from tracker.types import Page, Reading

ROOT = Path(__file__).parents[2]
#: As fast as a crawl may be, on hosts that ask for no pause.
SETTINGS = ("DOWNLOAD_DELAY=0.001", "AUTOTHROTTLE_ENABLED=False", "RETRY_ENABLED=False", "LOG_LEVEL=WARNING")
_WAYS: dict[str, tuple[str, ...]] = {
    "bare": (
        "runspider", "tests/benchmarks/crawl.py", "-s", "ROBOTSTXT_OBEY=True", "-s", "CONCURRENT_REQUESTS=16",
        "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "ITEM_PIPELINES={}",
    ),
    "queued": ("crawl", "outlets", "-s", "ITEM_PIPELINES={}"),
    "recorded": ("crawl", "outlets", "-s", 'ITEM_PIPELINES={"tests.benchmarks.crawl.Unread": 300}'),
    "read": ("crawl", "outlets"),
}  # fmt: skip


class BareSpider(Spider):
    """Fetches what the feeds list."""

    name = "bare"
    urls = ""

    async def start(self) -> Any:
        """Called by Scrapy."""
        for url in self.urls.split(","):
            yield Request(url, callback=self.parse_feed, priority=10)

    def parse_feed(self, response: Response) -> Any:
        """Every page of the feed."""
        for url in response.xpath("//item/link/text()").getall():
            yield Request(url, callback=self.parse)

    def parse(self, response: Response) -> None:
        """A page: nothing is done with it."""


class Unread(RecordingPipeline):
    """Records what one page was read as for every page."""

    _read_once: Reading | None = None

    async def _read(self, page: Page, ledger: Any) -> Reading:
        if self._read_once is None:
            self._read_once = read_page(page, config=None)
        made = self._read_once
        return Reading(
            receipt=receipt_of(page, ledger.tracker.catalogue),
            article=made.article,
            credits=made.credits,
            fingerprints=made.fingerprints,
            unread=made.unread,
        )


def measure(way: str, web: MadeUpWeb, folder: Path) -> tuple[float, float]:
    """Pages a second, and milliseconds of the processor a page."""
    times: list[float] = []

    def answer(asked: Any) -> Any:
        if "/2025/" in asked.url:
            times.append(time.monotonic())
        return web.answer(asked)

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Internet(answer) as internet:
        ours = {
            k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and not k.startswith("TRACKER_")
        }
        more = {
            "http_proxy": internet.proxy,
            "TRACKER_DB": f"sqlite:///{folder / f'{way}.db'}",
            "PYTHONPATH": str(ROOT),
        }
        feeds = ",".join(web.feeds)
        asked = ["-a", f"{'urls' if way == 'bare' else 'outlets'}={feeds}"]
        settings = [part for setting in SETTINGS for part in ("-s", setting)]
        command = [sys.executable, "-m", "scrapy", *_WAYS[way], *settings, *asked]
        subprocess.run(command, cwd=ROOT, env=ours | more, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if len(times) != web.count:
        raise RuntimeError(f"{way}: {len(times)} of {web.count} pages were asked for")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return len(times) / (times[-1] - times[0]), spent / len(times) * 1e3


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--floor", type=float, default=None)
    options = parser.parse_args()
    web = MadeUpWeb(options.pages)
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in _WAYS}
    for _ in range(options.rounds):
        for way in _WAYS:
            with tempfile.TemporaryDirectory() as folder:
                found[way].append(measure(way, web, Path(folder)))
    print(f"{options.pages} pages, best of {options.rounds} rounds; {machine()}")
    versions = ", ".join(f"{name} {version(name)}" for name in ("republication-tracker", "scrapy", "twisted"))
    print(f"Python {platform.python_version()}; {versions}")
    print(f"{'':10} {'pages/s':>8} {'of bare':>8} {'cpu ms':>8}")
    rates = {way: max(rate for rate, _ in rounds) for way, rounds in found.items()}
    for way, rate in rates.items():
        print(f"{way:10} {rate:8.1f} {rate / rates['bare']:8.2f} {min(ms for _, ms in found[way]):8.2f}")
    return int(options.floor is not None and rates["queued"] / rates["bare"] < options.floor)


if __name__ == "__main__":
    sys.exit(main())
