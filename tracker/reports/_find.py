"""The reports there are: the modules of this package whose names do not start with an underscore."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.reports._table import Column, Filters, Table

if TYPE_CHECKING:  # the database's libraries are slow to import, and `tracker --help` needs only the names
    from tracker.db import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report by name: its help (the module's docstring), its columns, and the function that answers."""

    name: str
    help: str
    columns: tuple[Column, ...]
    answer: Callable[["Database", Filters], Table]

    @property
    def short_help(self) -> str:
        """The first line of the help."""
        return self.help.partition("\n")[0]


def report_names() -> tuple[str, ...]:
    """The names of all reports in alphabetical order; imports none of them."""
    return tuple(sorted(m.name for m in iter_modules([str(Path(__file__).parent)]) if not m.name.startswith("_")))


def find_report(name: str) -> Report:
    """The report of this name. Raises TrackerError, with the names there are, where there is none."""
    if name not in report_names():
        raise TrackerError(f"there is no such report; there are {', '.join(report_names())}", name)
    module = import_module(f"tracker.reports.{name}")
    return Report(name=name, help=inspect.getdoc(module) or "", columns=module.COLUMNS, answer=module.report)
