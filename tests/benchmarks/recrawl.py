"""Stored pages through the real crawl: what it records is what their ingestion records, but for the times of fetching.

    python -m tests.benchmarks.recrawl PAGES.warc.gz FOLDER [--pages N] [--show N]

The pages are served under their own addresses, in TLS where those say so, by the local internet of the tests; each host
has a feed that lists its pages, and the crawl (`python -m spiders`) is given the feeds. The same pages are ingested.
All stable views of the two databases are then compared row by row, without the ids, which are given out in the order of
recording, and without the times of fetching. Both databases stay in FOLDER. Exit code 1 where rows differ.

A page whose own dates say nothing is placed by when it was first seen, and a relative date is one to the time of
fetching: rows may differ by that, and `--show` shows what does.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import cache
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

from w3lib.url import safe_url_string

from tests.benchmarks.credits import read_pages
from tests.internet import Answer, Asked, Authority, Internet
from tracker.archive import WarcWriter
from tracker.types import Page

ROOT = Path(__file__).parents[2]
VIEWS = (
    "articles", "credits", "matches", "stories", "republications", "chains", "revisions", "coverage", "unread_lines",
)  # fmt: skip
#: Ids, times of fetching, and (in `path`) ids again.
_APART = frozenset(
    "article_id article_a article_b story_id first_seen_at last_seen_at seen_at day last_success_at path".split()  # noqa: SIM905
)
_SETTINGS = ("DOWNLOAD_DELAY=0.005", "AUTOTHROTTLE_ENABLED=False", "RETRY_ENABLED=False", "LOG_LEVEL=WARNING")
#: The days are those of fetching, and an ingestion discovers nothing.
_QUERIES = {
    "coverage": "SELECT outlet, sum(fetched) AS fetched, sum(articles) AS articles, sum(unchanged) AS unchanged, "
    "sum(not_article) AS not_article, sum(refused) AS refused, sum(blocked) AS blocked, sum(failed) AS failed, "
    "sum(gone) AS gone "
    "FROM coverage GROUP BY outlet"
}
_FEED = "/made-for-the-recrawl/rss.xml"

Row = tuple[Any, ...]
Differences = dict[str, tuple[list[Row], list[Row]]]  #: by view: rows of the ingestion alone, of the crawl alone


def recrawl(pages: Iterable[Page], folder: Path) -> Differences:
    """Ingest and crawl `pages` into two databases in `folder`, and compare them."""
    kept = list(pages)
    warc = folder / "pages.warc.gz"
    with WarcWriter(folder, prefix="pages") as writer:
        for page in kept:
            writer.write(page)
    writer.path.rename(warc)
    _run([sys.executable, "-m", "tracker", "ingest", "--db", str(folder / "ingested.db"), str(warc)], {})
    authority = Authority(folder)
    with Internet(Served(kept).answer, authority=cache(authority.certify)) as internet:
        proxies = {"http_proxy": internet.proxy, "https_proxy": internet.proxy, "SSL_CERT_FILE": str(authority.file)}
        feeds = folder / "feeds.txt"
        feeds.write_text("\n".join(Served(kept).feeds))
        settings = [f"-s{setting}" for setting in _SETTINGS]
        command = [sys.executable, "-m", "spiders", "--db", f"sqlite:///{folder / 'crawled.db'}", "--json", *settings]
        _run([*command, *Served(kept).feeds], proxies)
    return compare(folder / "ingested.db", folder / "crawled.db")


class Served:
    """The pages by the addresses that a crawl asks for, and the feed of each host."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = {safe_url_string(page.url).partition("#")[0]: page for page in pages}
        hosts: dict[str, list[str]] = defaultdict(list)
        for page in self._pages.values():
            scheme, _, rest = page.url.partition("://")
            hosts[f"{scheme}://{rest.partition('/')[0]}"].append(page.url)
        self._feeds = {site + _FEED: _feed(urls) for site, urls in hosts.items()}

    @property
    def feeds(self) -> list[str]:
        """Their addresses."""
        return [*self._feeds]

    def answer(self, asked: Asked) -> Answer:
        """What the internet answers."""
        if (feed := self._feeds.get(asked.url)) is not None:
            return Answer(body=feed, kind="application/rss+xml")
        page = self._pages.get(asked.url)
        if page is None:
            return Answer(status=404, body=b"not among the pages", kind="text/plain")
        headers = {
            name: value for name, value in page.headers if name.lower() not in ("content-length", "content-type")
        }
        kind = next((value for name, value in page.headers if name.lower() == "content-type"), "")
        return Answer(body=page.body, status=page.status, kind=kind, headers=headers)


def compare(ingested: Path, crawled: Path) -> Differences:
    """The views in which rows differ."""
    differences: Differences = {}
    for view in VIEWS:
        ours, theirs = (_rows(path, view) for path in (ingested, crawled))
        if ours != theirs:
            differences[view] = ([*(ours - theirs).elements()], [*(theirs - ours).elements()])
    return differences


def _rows(path: Path, view: str) -> "Counter[Row]":
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = (dict(row) for row in connection.execute(_QUERIES.get(view, f"SELECT * FROM {view}")))
        return Counter(_plain(row, view) for row in rows)


def _plain(row: Mapping[str, Any], view: str) -> Row:
    row = {name: value for name, value in row.items() if name not in _APART}
    if view == "matches" and row["url_a"] > row["url_b"]:  # which of two is the first depends on the order as well
        swap = {"a": "b", "b": "a"}
        row = {n: row[n[:-1] + swap[n[-1]] if n[-2:] in ("_a", "_b") else n] for n in row}
    return tuple(row.items())


def _feed(urls: Iterable[str]) -> bytes:
    """Addresses only: what a feed says of its items would be read with the pages."""
    items = "".join(f"<item><link>{escape(url)}</link></item>" for url in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    ours = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and not k.startswith("TRACKER_")}
    done = subprocess.run(command, cwd=ROOT, env=ours | dict(environment), capture_output=True, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command[2]} ended with {done.returncode}: {done.stderr[-2000:]}")


def main() -> int:
    """Print what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=None, help="only the first N")
    parser.add_argument("--show", type=int, default=3, help="rows that differ, of each view")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    differences = recrawl(islice(read_pages(options.path), options.pages), options.folder)
    print(f"{time.monotonic() - begin:.0f} s")
    for view in VIEWS:
        ours, theirs = differences.get(view, ([], []))
        print(f"{view}: {len(_rows(options.folder / 'ingested.db', view))} rows; "
              f"{len(ours)} of the ingestion alone, {len(theirs)} of the crawl alone")  # fmt: skip
        for row in ours[: options.show]:
            print(f"   ingested: {dict(row)}")
        for row in theirs[: options.show]:
            print(f"   crawled:  {dict(row)}")
    return int(bool(differences))


if __name__ == "__main__":
    sys.exit(main())
