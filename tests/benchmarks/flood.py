"""Input that would cost a square of its size, doubled step by step: time and pairs must double, not quadruple.

    python -m tests.benchmarks.flood [--pages N]

*pages*: identical pages of one outlet, recorded and linked in portions of 1,000 (fingerprints, index, look-up and
candidates): what a cookie wall or an error page with a text makes of a crawl. *outlets*: the same text on as many
outlets, a story that everybody carries: every copy must be found. *sentence*: one sentence, 10,000 times, fingerprinted
and aligned with itself. *long*: a text of up to 2 MB, fingerprinted and aligned with a copy cut to half. *word*: one.
Times are of the processor.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

from sqlalchemy import insert

from tests.benchmarks import made_up
from tests.benchmarks.index import article_row
from tracker.db import open_database
from tracker.db.fingerprints import replace_fingerprints
from tracker.db.tables import Article, Outlet
from tracker.match import ALGORITHM, align, fingerprint
from tracker.pipeline.linking import find_pairs
from tracker.types import Text

_PORTION = 1_000


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=50_000, help="the most identical pages")
    options = parser.parse_args()
    made_up.text(0)  # its words are invented before anything is counted
    print(made_up.machine())
    print(f"{'input':10} {'size':>9} {'seconds':>9} {'pairs':>8}")
    doubled = [options.pages // 8, options.pages // 4, options.pages // 2, options.pages]
    for size in doubled:
        _line("pages", size, partial(_flood, size, outlets=1))
    for size in doubled[:3]:
        _line("outlets", size // 8, partial(_flood, size // 8, outlets=size // 8))
    for size in (2_500, 5_000, 10_000):
        _line("sentence", size, partial(_texts, "The old bridge stays closed until spring. " * size))
    long = " ".join(made_up.text(number) for number in range(100, 800))
    for size in (250_000, 500_000, 1_000_000, 2_000_000):
        _line("long", size, partial(_texts, long[:size], long[size // 4 : size * 3 // 4]))
    _line("word", 1, partial(_texts, "Closed"))
    return 0


def _flood(count: int, *, outlets: int) -> int:
    """So many identical pages of so many outlets; how many pairs are to be aligned."""
    marks = fingerprint(made_up.text(1))
    found = 0
    joined: set[int] = set()
    with tempfile.TemporaryDirectory() as folder, open_database(f"{folder}/flood.db") as db:
        unknown = {"kind": "news", "owner": None, "country": "", "language": "", "catalogued": False}
        with db.write() as connection:
            connection.execute(
                insert(Outlet), [{"outlet": f"o{n}", "name": f"o{n}", **unknown} for n in range(outlets)]
            )
        for start in range(1, count + 1, _PORTION):
            numbers = range(start, min(start + _PORTION, count + 1))
            with db.write() as connection:
                connection.execute(insert(Article), [article_row(n, f"o{n % outlets}") for n in numbers])
                replace_fingerprints(connection, dict.fromkeys(numbers, marks), algorithm=ALGORITHM)
            pairs = find_pairs(db, set(numbers))
            found += len(pairs)
            joined.update(number for pair in pairs for number in pair)
    if outlets > 1 and len(joined) < count:
        raise SystemExit(f"{count - len(joined)} copies of one story were lost")
    return found


def _texts(body: str, other: str | None = None) -> int:
    fingerprint(body)
    match = align(Text(article_id=1, outlet="a", text=body), Text(article_id=2, outlet="b", text=other or body))
    return int(match is not None)


def _line(name: str, size: int, run: Callable[[], int]) -> None:
    begin = time.process_time()
    found = run()
    print(f"{name:10} {size:9,} {time.process_time() - begin:9.2f} {found:8,}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
