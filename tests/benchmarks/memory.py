"""Whether the memory of a crawl stays what it is: a made-up web of 50,000 pages, crawled, read and recorded.

    python -m tests.benchmarks.memory [--pages N] [--every N] [--unread] [--within SHARE]

Printed are, at every so many pages, the seconds passed, and the resident memory (MiB) of the crawling process and of
each process that reads. With `--within` the exit code is 1 where the crawling process, or all together, have grown by
more than this share between a tenth of the pages and all of them.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.crawl import SETTINGS
from tests.benchmarks.reading import machine
from tests.benchmarks.web import MadeUpWeb
from tests.internet import Answer, Asked, Internet

ROOT = Path(__file__).parents[2]
_UNREAD = ("-s", 'ITEM_PIPELINES={"tests.benchmarks.crawl.Unread": 300}')


def curve(web: MadeUpWeb, every: int, *, read: bool) -> list[tuple[int, float, int, list[int]]]:
    """Pages asked for, seconds, and memory (KiB) of the crawl and of its readers."""
    measured: list[tuple[int, float, int, list[int]]] = []
    begin = time.monotonic()
    asked_for = 0
    crawl: subprocess.Popen[bytes] | None = None

    def answer(asked: Asked) -> Answer | None:
        nonlocal asked_for
        if "/2025/" in asked.url:
            asked_for += 1
            if asked_for % every == 0 and crawl is not None:
                own, readers = _memory(crawl.pid)
                measured.append((asked_for, time.monotonic() - begin, own, readers))
                print(_row(measured[-1]), flush=True)
        return web.answer(asked)

    with Internet(answer) as internet, tempfile.TemporaryDirectory() as folder:
        ours = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and k[:8] != "TRACKER_"}
        more = {"http_proxy": internet.proxy, "TRACKER_DB": f"sqlite:///{folder}/t.db", "PYTHONPATH": str(ROOT)}
        settings = [part for setting in SETTINGS for part in ("-s", setting)]
        asked_of_it = [*settings, *([] if read else _UNREAD), "-a", f"outlets={','.join(web.feeds)}"]
        command = [sys.executable, "-m", "scrapy", "crawl", "outlets", *asked_of_it]
        crawl = subprocess.Popen(command, cwd=ROOT, env=ours | more, stderr=subprocess.DEVNULL)
        if crawl.wait() != 0:
            raise RuntimeError(f"the crawl ended with {crawl.returncode}")
    return measured


def _memory(pid: int) -> tuple[int, list[int]]:
    """Of a process, and of its descendants: the server that readers are forked from, and these."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        parents[int(status.parent.name)] = int(fields[1])
    family = [pid]
    for member in family:
        family += [child for child, parent in parents.items() if parent == member]
    sizes = [_resident(member) for member in family]
    return sizes[0], sizes[1:]


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def _row(measured: tuple[int, float, int, list[int]]) -> str:
    pages, seconds, own, readers = measured
    return f"{pages:7} {seconds:8.0f} {own / 1024:8.1f}   " + " ".join(f"{one / 1024:7.1f}" for one in readers)


def main() -> int:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--every", type=int, default=5000)
    parser.add_argument("--unread", action="store_true", help="record every page as what one was read as")
    parser.add_argument("--within", type=float, default=None)
    options = parser.parse_args()
    if not Path("/proc/self/status").exists():
        sys.exit("memory is read from /proc, which this system has not")
    print(f"{options.pages} pages; {machine()}; Python {platform.python_version()}, Scrapy {version('scrapy')}")
    print(f"{'pages':>7} {'seconds':>8} {'crawl':>8}   readers (MiB)")
    measured = curve(MadeUpWeb(options.pages, hosts=32), options.every, read=not options.unread)
    early = next(m for m in measured if m[0] >= options.pages / 10)
    last = measured[-1]
    grown = [last[2] / early[2] - 1, (last[2] + sum(last[3])) / (early[2] + sum(early[3])) - 1]
    print(f"grown from page {early[0]} to {last[0]}: crawl {grown[0]:+.1%}, all together {grown[1]:+.1%}")
    return int(options.within is not None and max(grown) > options.within)


if __name__ == "__main__":
    sys.exit(main())
