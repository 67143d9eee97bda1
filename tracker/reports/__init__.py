"""Reports: one file per question, found by itself; its docstring is its help.

A report is a module of this package, not starting with an underscore, with `COLUMNS` and
`report(db, filters) -> Table`. One that counts republications has `COUNTS_REPUBLICATIONS = True`, and its answer says
for which outlets and days coverage was missing. Its SQL reads the stable views only, with bound parameters, and runs
on SQLite and PostgreSQL alike.
"""

from tracker.reports._find import Report, coverage_of, find_report, report_names
from tracker.reports._render import (
    FORMATS,
    Format,
    as_json,
    is_number,
    natural_width,
    records,
    render,
    shown,
    shown_lag,
)
from tracker.reports._sides import Piece, Row, Side, sides, summed_up, word_counts
from tracker.reports._table import Cell, Column, Filters, Kind, Table
from tracker.reports._values import VIEW_KINDS, typed
from tracker.reports._visible import guarded_cell, visible, visible_in_json

__all__ = [
    "FORMATS",
    "VIEW_KINDS",
    "Cell",
    "Column",
    "Filters",
    "Format",
    "Kind",
    "Piece",
    "Report",
    "Row",
    "Side",
    "Table",
    "as_json",
    "coverage_of",
    "find_report",
    "guarded_cell",
    "is_number",
    "natural_width",
    "records",
    "render",
    "report_names",
    "shown",
    "shown_lag",
    "sides",
    "summed_up",
    "typed",
    "visible",
    "visible_in_json",
    "word_counts",
]
