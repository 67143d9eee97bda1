"""What `tracker link --all` takes, step by step.

    python -m tests.benchmarks.link [--db FILE] [--articles N] [--workers N] [--times N]

`--db`: a tracking database on SQLite, of which a copy is linked; without it, made-up texts (those of
`tests.benchmarks.minhash`) are recorded first. Printed are seconds of the wall for each step of the quickest of
`--times` runs, as a machine that does other things besides only makes it longer; and, with one worker, which is this
process, the seconds of the processor.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from tests.benchmarks.minhash import made_up
from tracker.pipeline import LinkSummary, Tracker, open_tracker
from tracker.pipeline.progress import Step
from tracker.types import PlainText


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of each step, of the whole, and of this process on the processor."""

    steps: dict[str, float]
    wall: float
    processor: float
    summary: LinkSummary


def timed(tracker: Tracker, workers: int) -> Run:
    """One `link --all`. A step ends where the next one begins."""
    begun: dict[str, float] = {}

    def progress(step: Step) -> None:
        begun.setdefault(step.stage, perf_counter())

    processor, begin = process_time(), perf_counter()
    summary = tracker.link(everything=True, workers=workers, progress=progress)
    end = perf_counter()
    ends = [*list(begun.values())[1:], end]
    steps = {stage: later - start for (stage, start), later in zip(begun.items(), ends, strict=True)}
    return Run(steps, end - begin, process_time() - processor, summary)


def record(tracker: Tracker, articles: int) -> None:
    """Made-up texts, each at an address of its outlet."""
    now = datetime.now(UTC)
    for text in made_up(articles, seed=1).texts.values():
        url = f"https://{text.outlet}.example/{text.article_id}"
        tracker.ingest(PlainText(url=url, text=text.text, title=f"Story {text.article_id}", fetched_at=now))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=Path, default=None)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "linked.db"
        if options.db is not None:
            shutil.copyfile(options.db, copy)
        with open_tracker(f"sqlite:///{copy}") as tracker:
            if options.db is None:
                record(tracker, options.articles)
            best = min((timed(tracker, options.workers) for _ in range(options.times)), key=lambda run: run.wall)
    done = best.summary
    print(
        f"{done.articles} articles, {done.pairs} pairs, {done.matches} matches, {done.stories} stories; "
        f"{options.workers} workers, {platform.machine()}, Python {platform.python_version()}"
    )
    for step, spent in best.steps.items():
        print(f"{step:12}{spent:8.1f} s")
    alone = f"   (processor {best.processor:.1f} s)" if options.workers == 1 else ""
    print(f"{'whole':12}{best.wall:8.1f} s{alone}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
