"""What reading whole pages costs, side by side with the extractors of others, page after page, in the same run.

    python -m tests.benchmarks.reading PAGES.warc.gz [--pages N] [--with-news-please] [--floors]

Each page is read once by each: `tracker` is all that the tracker reads of it (article, dates, people, credits, lines
not understood, fingerprints), `trafilatura` is `bare_extraction` with its metadata, `news-please` is
`NewsPlease.from_html`. They take turns page by page, so that a busy machine slows all of them alike; what is counted
is the time of the processor. Decoding is part of each: all are given the bytes as fetched.

Two processes share the pages, one for each of two cores; the table adds up both. Printed are pages, seconds of the
processor, milliseconds a page (mean and median), pages a second of one core, and how many times as long as the tracker
each of the others takes (the ratio of the sums). With `--floors` the exit code is 1 where the tracker is not at least
2 times as fast as trafilatura and 15 times as fast as news-please.

news-please brings some sixty packages along, among them other versions of ours: it is not among the test's
dependencies. `pip install news-please` into an environment of its own that has the tracker too.

Nobody has the network here. news-please is told not to fetch a page's pictures (by default it does, to choose the
largest, and hangs where it cannot); whatever else asks for an address hears at once that it is unknown.
"""

import argparse
import platform
import socket
import statistics
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import process_time_ns
from typing import Any, NoReturn

from tests.benchmarks.credits import read_pages
from tracker.catalogue import load_catalogue
from tracker.pipeline import read_page
from tracker.types import Page

_FLOORS = {"trafilatura": 2.0, "news-please": 15.0}
_WARM = 20  # pages read before anything is counted: patterns are compiled, models loaded
_CORES = 2
_RAISED = "raised"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--pages", type=int, default=None, help="only the first N")
    parser.add_argument("--with-news-please", action="store_true")
    parser.add_argument("--floors", action="store_true", help="exit code 1 where a floor is missed")
    options = parser.parse_args()
    names = ["trafilatura", *(["news-please"] if options.with_news_please else [])]
    if options.with_news_please and find_spec("newsplease") is None:
        sys.exit("news-please is not installed here; see --help")
    with ProcessPoolExecutor(_CORES, initializer=_alone) as pool:
        tasks = [pool.submit(measure, options.path, options.pages, core, names) for core in range(_CORES)]
        pages = [page for task in tasks for page in task.result()]
    if not pages:
        sys.exit("no pages in this file")
    print(f"{len(pages)} pages; {machine()}")
    if unread := sum(page.pop(_RAISED) for page in pages):
        print(f"news-please raised on {unread} of them")
    versions = ", ".join(f"{name} {version(name)}" for name in ("republication-tracker", *names, "lxml"))
    print(f"Python {platform.python_version()}; {versions}")
    print(f"{'':14} {'seconds':>8} {'mean ms':>8} {'median':>8} {'pages/s':>8} {'times':>6}")
    sums = {name: sum(page[name] for page in pages) / 1e9 for name in ("tracker", *names)}
    for name, seconds in sums.items():
        median = statistics.median(page[name] for page in pages) / 1e6
        row = f"{seconds:8.1f} {seconds / len(pages) * 1e3:8.2f} {median:8.2f} {len(pages) / seconds:8.1f}"
        print(f"{name:14} {row} {seconds / sums['tracker']:6.2f}")
    missed = [name for name in names if sums[name] / sums["tracker"] < _FLOORS[name]]
    return int(options.floors and bool(missed))


def measure(path: Path, count: int | None, core: int, names: list[str]) -> list[dict[str, int]]:
    """Nanoseconds of the processor by reader, of each page of this core, and whether one raised."""
    load_catalogue()
    raised: list[Page] = []
    readers = {"tracker": _tracker} | {name: _OTHERS[name](raised) for name in names}
    pages = list(islice(islice(read_pages(path), count), core, None, _CORES))
    measured = []
    for number, page in enumerate(pages[:_WARM] + pages):
        raised.clear()
        spent = {name: _timed(read, page) for name, read in readers.items()} | {_RAISED: len(raised)}
        if number >= _WARM:
            measured.append(spent)
    return measured


def machine() -> str:
    """What this runs on, in a line."""
    name = platform.processor() or platform.machine()
    if (info := Path("/proc/cpuinfo")).exists():
        models = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        name = f"{models[0]}, {len(models)} processors" if models else name
    return f"{name}; {platform.system()} {platform.release()}"


def _timed(read: Callable[[Page], object], page: Page) -> int:
    begin = process_time_ns()
    read(page)
    return process_time_ns() - begin


def _tracker(page: Page) -> object:
    return read_page(page, config=None)


def _alone() -> None:
    """This process without the network, and without the others' warnings."""
    warnings.simplefilter("ignore")
    socket.getaddrinfo = _unknown  # the whole network, whatever library asks


def _unknown(host: object, *_rest: object, **_options: object) -> NoReturn:
    raise socket.gaierror(socket.EAI_NONAME, f"no network in a benchmark: {host}")


def _trafilatura(_raised: list[Page]) -> Callable[[Page], object]:
    from trafilatura import bare_extraction

    return lambda page: bare_extraction(page.body, url=page.url, with_metadata=True)


def _news_please(raised: list[Page]) -> Callable[[Page], object]:
    from newsplease import NewsPlease

    def read(page: Page) -> object:
        try:
            return NewsPlease.from_html(page.body, url=page.url, fetch_images=False)
        except Exception:  # noqa: BLE001  # it raises on pages that it cannot read; the time it took counts all the same
            raised.append(page)
            return None

    return read


_OTHERS: dict[str, Callable[[list[Page]], Callable[[Page], Any]]] = {
    "trafilatura": _trafilatura,
    "news-please": _news_please,
}

if __name__ == "__main__":
    sys.exit(main())
