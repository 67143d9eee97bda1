"""How far a long job is, on stderr: bars with rate and remaining time on a terminal, now and then a line elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.cli.loudness import is_quiet, verbosity
from tracker.cli.output import note

if TYPE_CHECKING:  # the pipeline stands on everything that is slow to import
    from tracker.pipeline import Step

_DOING = {"read": "reading", "fingerprint": "comparing", "align": "aligning", "stories": "building stories"}
_COUNTED = {"read": "pages", "fingerprint": "articles", "align": "pairs", "stories": "stories"}
#: A log of a job of hours shall be read by a person: one line a minute; oftener where it is asked for.
_SECONDS_BETWEEN_LINES = 60.0
_SECONDS_WITH_V = 5.0


@contextmanager
def progress() -> Iterator[Callable[["Step"], None]]:
    """Shows the steps it is called with, one bar a stage, until the context ends; with `--quiet` none."""
    if is_quiet():
        yield lambda _step: None
    elif sys.stderr.isatty():
        with _bars() as show:
            yield show
    else:
        yield _Lines()


@contextmanager
def _bars() -> Iterator[Callable[["Step"], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<16}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[count]:,} {task.fields[unit]}"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True, emoji=False)) as bars:
        tasks: dict[str, TaskID] = {}
        started: dict[str, float] = {}

        def show(step: "Step") -> None:
            if step.stage not in tasks:
                for earlier in tasks.values():  # a file's last bytes may hold no page
                    bars.update(earlier, completed=bars.tasks[earlier].total)
                started[step.stage] = time.monotonic()
                tasks[step.stage] = bars.add_task(_DOING[step.stage], unit=_COUNTED[step.stage], count=0, rate=0.0)
            rate = step.count / max(time.monotonic() - started[step.stage], 0.1)
            bars.update(tasks[step.stage], completed=step.done, total=step.total, count=step.count, rate=rate)

        yield show


class _Lines:
    """One line when a minute has passed since the last; silent for what is quick."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._between = _SECONDS_WITH_V if verbosity() else _SECONDS_BETWEEN_LINES

    def __call__(self, step: "Step") -> None:
        now = time.monotonic()
        if now - self._last >= self._between:
            self._last = now
            share = step.done / step.total if step.total else 0.0
            note(f"{_DOING[step.stage]}: {share:.0%}, {step.count} {_COUNTED[step.stage]}")
