"""The reports there are: the modules of this package whose names do not start with an underscore."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from tracker.errors import TrackerError, did_you_mean
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
        hint = did_you_mean(name, report_names()) or f"; there are {', '.join(report_names())}"
        raise TrackerError(f"there is no such report{hint}", name)
    module = import_module(f"tracker.reports.{name}")
    answer = _with_gaps(module.report) if getattr(module, "COUNTS_REPUBLICATIONS", False) else module.report
    return Report(name=name, help=inspect.getdoc(module) or "", columns=module.COLUMNS, answer=answer)


def _with_gaps(answer: Callable[["Database", Filters], Table]) -> Callable[["Database", Filters], Table]:
    """The same, with what was not looked at: *not republished* must not be confused with *not crawled*."""

    def answer_with_gaps(db: "Database", filters: Filters) -> Table:
        from tracker.reports._gaps import as_note, find_gaps

        table, gaps = answer(db, filters), find_gaps(db, filters)
        note = "\n".join(filter(None, [table.note, as_note(gaps)]))
        return replace(table, note=note, coverage=gaps.as_json())

    return answer_with_gaps
