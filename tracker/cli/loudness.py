"""How much is said on stderr: `-q` only errors, `-v` a log of what is done, `-vv` everything, with tracebacks.

The options stand on `tracker` itself and on every command, so that each may come before the command or after it.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any

import typer

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)
_verbosity: ContextVar[int] = ContextVar("verbosity", default=0)
#: At -vv their own lines, a statement of SQL each, not every row that an answer has.
_TALKATIVE = ("sqlalchemy", "asyncio", "urllib3")
_SET = (None, "tracker", *_TALKATIVE)


@contextmanager
def own_loudness() -> Iterator[None]:
    """Around one run of the command: what its options say holds until its end."""
    quiet, loud = _quiet.set(False), _verbosity.set(0)
    handlers, levels = list(logging.root.handlers), {name: logging.getLogger(name).level for name in _SET}
    try:
        yield
    finally:
        _quiet.reset(quiet)
        _verbosity.reset(loud)
        logging.root.handlers[:] = handlers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def is_quiet() -> bool:
    """Whether progress and advice are not wanted."""
    return _quiet.get()


def verbosity() -> int:
    """How many times `-v` was given, before the command and after it."""
    return _verbosity.get()


def loudness_options() -> list[Any]:
    """The options `--quiet` and `--verbose`, as parameters for any command."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(add_help_option=False)(_spoken)
    return typer.main.get_command(alone).params


def _spoken(
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", is_eager=True, expose_value=False, callback=lambda wanted: _be_quiet(wanted),
            help="No progress and no advice; errors stay.",
        ),
    ] = False,
    verbose: Annotated[
        int,
        typer.Option(
            "--verbose", "-v", count=True, is_eager=True, expose_value=False, show_default=False, metavar="",
            callback=lambda times: _be_verbose(times), help="Log what is done; -vv: everything, and tracebacks.",
        ),
    ] = 0,
) -> None:  # fmt: skip
    pass


def _be_quiet(wanted: bool) -> None:
    if wanted:
        _quiet.set(True)


def _be_verbose(times: int) -> None:
    if not times:
        return
    _verbosity.set(_verbosity.get() + times)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Visible("%(asctime)s %(name)s: %(message)s", "%H:%M:%S"))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.DEBUG if verbosity() > 1 else logging.WARNING)
    logging.getLogger("tracker").setLevel(logging.DEBUG if verbosity() > 1 else logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO if verbosity() > 1 else logging.WARNING)


class _Visible(logging.Formatter):
    """A log line may hold an address or a headline: it cannot steer the terminal, nor begin a line of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        return " ".join(super().formatMessage(record).split())

    def format(self, record: logging.LogRecord) -> str:
        from tracker.reports import visible

        return visible(super().format(record), breaks=True)
