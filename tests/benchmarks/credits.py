"""What reading a page's credits and metadata costs, beside one parse of the page.

    python -m tests.benchmarks.credits PAGES.warc.gz [--pages N] [--most RATIO]

Every page is parsed once for the comparison (parsel, the memory given back), then read by `extract` and `read_credits`
as the tracker reads it, page after page, so that a busy machine slows all of them alike; what is counted is the time
of the processor. Nothing is read twice: names, hosts and addresses are as new to every cache as in a crawl of many
sites. Credits are `read_credits`, given the article. Metadata is all of `extract` but its parse, the walk over the tree
(`outline`) and the choice and the places of the lines (`body`); these make the text, and stand in the table beside it.

Printed are medians over the pages: milliseconds, and the ratio to the parse of the same page. With `--most` the exit
code is 1 where credits and metadata together cost more than that.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import thread_time_ns
from typing import Any

from parsel import Selector

from tracker.archive import find_sources, read_source
from tracker.catalogue import load_catalogue
from tracker.credits import read_credits
from tracker.extract import article as steps
from tracker.extract import extract
from tracker.extract.decode import decode
from tracker.types import Article, Page

#: Steps of `extract` by what they are for; what is not named here is metadata.
_STEPS = {
    "refusal": "decode",
    "decode": "decode",
    "parse": "own parse",
    "read_outline": "outline",
    "select_body": "body",
    "with_lead": "body",
    "lay_out": "body",
    "no_article": "body",
}
_WARM = 30  # pages read before anything is counted: patterns are compiled, models loaded


class Clock:
    """Adds up the time of some functions."""

    def __init__(self) -> None:
        self.spent: dict[str, int] = {}

    def wrap(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The same function, its time counted under `name`."""

        def timed(*arguments: Any, **options: Any) -> Any:
            begin = thread_time_ns()
            try:
                return function(*arguments, **options)
            finally:
                self.spent[name] = self.spent.get(name, 0) + thread_time_ns() - begin

        return timed

    def take(self) -> dict[str, int]:
        """What was counted since the last time."""
        spent, self.spent = self.spent, {}
        return spent


def measure(pages: list[Page]) -> list[dict[str, float]]:
    """Milliseconds by step, of every page that is an article."""
    clock = Clock()
    for function, name in _STEPS.items():
        setattr(steps, function, clock.wrap(getattr(steps, function), name))
    catalogue = load_catalogue()
    whole = clock.wrap(extract, "extract")
    credits_of = clock.wrap(read_credits, "credits")
    one_parse = clock.wrap(_parse, "parse")
    measured = []
    for number, page in enumerate(pages[:_WARM] + pages):
        decoded = decode(page)
        outlet = catalogue.outlet(catalogue.outlet_key(page.url))
        clock.take()
        if isinstance(decoded, str):
            continue
        one_parse(decoded.text)
        article = whole(page, timezone=outlet.timezone if outlet else None)
        if not isinstance(article, Article):
            continue
        credits_of(article, catalogue)
        if number >= _WARM:
            spent = clock.take()
            spent["metadata"] = spent["extract"] - sum(spent.get(name, 0) for name in set(_STEPS.values()))
            spent["metadata and credits"] = spent["metadata"] + spent["credits"]
            measured.append({name: time / 1e6 for name, time in spent.items()})
    return measured


def _parse(text: str) -> None:
    Selector(text=text, type="html")


def read_pages(path: Path) -> Iterator[Page]:
    """The pages of a stored crawl, in its order."""
    for source in find_sources([path]):
        for item in read_source(source):
            if isinstance(item.content, Page):
                yield item.content


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--pages", type=int, default=None, help="only the first N")
    parser.add_argument("--most", type=float, default=None, help="the ratio that metadata and credits may reach")
    options = parser.parse_args()
    measured = measure(list(islice(read_pages(options.path), options.pages)))
    if not measured:
        sys.exit("no articles among these pages")
    print(f"{len(measured)} pages; medians")
    ratios = {}
    for name in ("parse", "metadata", "credits", "metadata and credits", "own parse", "outline", "body", "extract"):
        ratios[name] = statistics.median(page[name] / page["parse"] for page in measured)
        print(f"{name:21} {statistics.median(page[name] for page in measured):8.3f} ms {ratios[name]:8.3f} parses")
    return int(options.most is not None and ratios["metadata and credits"] > options.most)


if __name__ == "__main__":
    sys.exit(main())
