"""A million articles in the index, and one new article against them. Minutes, and two gigabytes in a temporary folder.

    python -m tests.benchmarks.index [--articles N] [--queries N] [--workers N]

Articles are made up (`tests.benchmarks.made_up`); making them, and the bare rows of a database that stand for pages
and texts, are not counted. Counted are:

*adding*: fingerprints, and their sets into the database and its index, as a crawl or an ingest does it, in batches;
*index*: all pages of the tables and indexes that hold fingerprints, divided by the articles;
*one new article*: its fingerprints, their look-up in the index (with hundreds of sets that still wait for it), and the
choice of the pairs worth aligning, just as `tracker link` does it; then, apart, the alignment of those pairs. The
database is warm: a tenth of the articles asked for goes before, uncounted. `found` is how many new articles that carry
an earlier one were paired with it, or with another that carries it.

Times are of the processor, of all threads of the process: on a machine with other work they stay what they are.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import insert, text

from tests.benchmarks import made_up
from tracker.db import Database, open_database
from tracker.db.fingerprints import WAITING, index_fingerprints, replace_fingerprints
from tracker.db.tables import Article, Outlet
from tracker.match import ALGORITHM, align, fingerprint
from tracker.pipeline.linking import find_pairs
from tracker.types import Text

_BATCH = 10_000  # articles recorded in one transaction
_ENTER = 100_000  # articles after which the waiting sets enter the index
_NOW = datetime(2026, 1, 1, tzinfo=UTC)

Sets = dict[int, tuple[int, ...]]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=400, help=f"new articles; below {WAITING}, so that all wait")
    parser.add_argument("--workers", type=int, default=2, help="processes that make articles and fingerprints")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_database(f"{folder}/index.db") as db:
        print(made_up.machine())
        print(f"{options.articles:,} articles")
        fill(db, options.articles, options.workers)
        _line("index per article", _size(db) / options.articles / 1000, "kB")
        ask(db, options.articles, options.queries)
        begin = time.process_time()
        index_fingerprints(db, least=1)
        _line(f"entering the {options.queries} sets that wait", time.process_time() - begin, "s")
        _line("database", Path(folder, "index.db").stat().st_size / 1e9, "GB")
    return 0


def fill(db: Database, count: int, workers: int) -> None:
    """Articles 1 to `count`."""
    with db.write() as connection:
        unknown = {"kind": "news", "owner": None, "country": "", "language": "", "catalogued": False}
        outlets = [{"outlet": f"outlet-{n}", "name": f"Outlet {n}", **unknown} for n in range(made_up.OUTLETS)]
        connection.execute(insert(Outlet), outlets)
    starts = range(1, count + 1, _BATCH)
    made = recorded = entered = 0.0
    with ProcessPoolExecutor(workers) as pool:
        for start, (sets, seconds) in zip(starts, _ahead(pool, partial(_batch, last=count), starts), strict=True):
            made += seconds
            with db.write() as connection:
                connection.execute(
                    insert(Article), [article_row(number, f"outlet-{made_up.outlet(number)}") for number in sets]
                )
                begin = time.process_time()
                replace_fingerprints(connection, sets, algorithm=ALGORITHM)
                recorded += time.process_time() - begin
            if (start - 1 + _BATCH) % _ENTER == 0:
                begin = time.process_time()
                index_fingerprints(db, least=1)
                entered += time.process_time() - begin
    begin = time.process_time()
    index_fingerprints(db, least=1)
    entered += time.process_time() - begin
    _line("fingerprints, one processor", count / made, "articles/s")
    _line("sets recorded", count / recorded, "articles/s")
    _line("sets entered into the index", count / entered, "articles/s")
    _line(f"adding, {workers} processes for fingerprints", count / (made / workers + recorded + entered), "articles/s")


def ask(db: Database, known: int, count: int) -> None:
    """New articles, each recorded and looked up alone."""
    spent: dict[str, list[float]] = {"fingerprint": [], "look-up and candidates": [], "alignment": [], "pairs": []}
    carrying = found = 0
    for n, number in enumerate(range(known + 1, known + 1 + count)):
        body = made_up.text(number)
        begin = time.process_time()
        marks = fingerprint(body)
        printed = time.process_time()
        with db.write() as connection:
            connection.execute(insert(Article), [article_row(number, f"outlet-{made_up.outlet(number)}")])
            replace_fingerprints(connection, {number: marks}, algorithm=ALGORITHM)
        asked = time.process_time()
        pairs = find_pairs(db, {number})
        answered = time.process_time()
        texts = [_text(min(pair)) for pair in pairs]
        before = time.process_time()
        for other in texts:
            align(other, _text(number, body))
        aligned = time.process_time()
        if n >= count // 10:
            for name, seconds in zip(
                spent, (printed - begin, answered - asked, aligned - before, len(pairs) / 1000), strict=True
            ):
                spent[name].append(seconds * 1000)
            if (origin := made_up.origin(number)) is not None:
                carrying += 1
                found += any(min(pair) == origin or made_up.origin(min(pair)) == origin for pair in pairs)
    whole = [a + b for a, b in zip(spent["fingerprint"], spent["look-up and candidates"], strict=True)]
    _spread("one new article", whole, "ms")
    for name, values in spent.items():
        _spread(
            f"  {name}" if name in ("fingerprint", "look-up and candidates") else name,
            values,
            "" if name == "pairs" else "ms",
        )
    _spread("all together", [a + b for a, b in zip(whole, spent["alignment"], strict=True)], "ms")
    print(f"found: {found} of {carrying}")


def _batch(start: int, *, last: int) -> tuple[Sets, float]:
    """Fingerprints of some articles, and the seconds they took."""
    texts = {number: made_up.text(number) for number in range(start, min(start + _BATCH, last + 1))}
    begin = time.process_time()
    sets = {number: fingerprint(body) for number, body in texts.items()}
    return sets, time.process_time() - begin


def _ahead(
    pool: ProcessPoolExecutor, task: Callable[[int], tuple[Sets, float]], starts: range
) -> Iterator[tuple[Sets, float]]:
    """Results in order, with few batches made before they are wanted."""
    waiting = [pool.submit(task, start) for start in starts[:4]]
    for start in [*starts[4:], *[None] * 4][: len(starts)]:
        yield waiting.pop(0).result()
        if start is not None:
            waiting.append(pool.submit(task, start))


def article_row(number: int, outlet: str) -> dict[str, object]:
    """The bare row of an article, for its foreign keys."""
    url = f"https://{outlet}.example/news/{number}"
    values: dict[str, object] = dict.fromkeys(Article.__table__.c.keys())
    return values | {
        "article_id": number,
        "url": url,
        "url_key": f"{number:08}",
        "final_url": url,
        "final_key": f"{number:08}",
        "outlet": outlet,
        "title": "",
        "first_seen_at": _NOW,
        "last_seen_at": _NOW,
        "status": 200,
        "words": 400,
        "notes": "",
        "body_sha256": "",
        "revision": 1,
        "revisions": 1,
        "version": 1,
        "linked": True,
    }


def _text(number: int, body: str | None = None) -> Text:
    return Text(article_id=number, outlet=f"outlet-{made_up.outlet(number)}", text=body or made_up.text(number))


def _size(db: Database) -> int:
    """Bytes of all pages that hold fingerprints."""
    with db.read() as connection:
        return connection.scalar(text("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%fingerprint%'")) or 0


def _line(name: str, value: float, unit: str) -> None:
    print(f"{name:44} {value:10,.2f} {unit}" if value < 100 else f"{name:44} {value:10,.0f} {unit}", flush=True)


def _spread(name: str, values: list[float], unit: str) -> None:
    last = statistics.quantiles(values, n=100)[98]
    print(
        f"{name:44} {statistics.median(values):10,.2f} {unit} median {last:10,.2f} {unit} 99th percentile", flush=True
    )


if __name__ == "__main__":
    sys.exit(main())
