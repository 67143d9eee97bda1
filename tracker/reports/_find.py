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
    counts = getattr(module, "COUNTS_REPUBLICATIONS", False)
    answer = _with_remarks(module.report, counts=counts, dated=counts and name != "stories")
    return Report(name=name, help=inspect.getdoc(module) or "", columns=module.COLUMNS, answer=answer)


def coverage_of(db: "Database", filters: Filters) -> tuple[str, dict[str, object]]:
    """Over which coverage a count of republications stands: as sentences for a person, and as JSON has it.

    Takes `outlet`, `since` and `until`: *not republished* must not be confused with *not crawled*.
    """
    from tracker.reports._gaps import as_note, find_gaps

    gaps = find_gaps(db, filters)
    return as_note(gaps), gaps.as_json()


def _with_remarks(
    answer: Callable[["Database", Filters], Table], *, counts: bool, dated: bool
) -> Callable[["Database", Filters], Table]:
    """The same, with what the filters leave out, and, where it `counts` republications, with what was not looked at.

    `dated`: those are what the days asked for are of.
    """

    def answer_with_remarks(db: "Database", filters: Filters) -> Table:
        from tracker.reports._asked import left_out, not_recorded

        table = answer(db, filters)
        remarks = [table.note, *(not_recorded(db, filters) if not table.rows else ())]
        remarks += [left_out(db, filters)] if dated else []
        if not counts:
            return replace(table, note="\n".join(filter(None, remarks)))
        said, coverage = coverage_of(db, filters)
        return replace(table, note="\n".join(filter(None, [*remarks, said])), coverage=coverage)

    return answer_with_remarks
