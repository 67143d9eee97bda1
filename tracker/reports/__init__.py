"""Reports: one file per question, found by itself; its docstring is its help.

A report is a module of this package, not starting with an underscore, with `COLUMNS` and
`report(db, filters) -> Table`. Its SQL reads the stable views only, with bound parameters, and runs on SQLite and
PostgreSQL alike.
"""

from tracker.reports._find import Report, find_report, report_names
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
    "Report",
    "Table",
    "as_json",
    "find_report",
    "guarded_cell",
    "is_number",
    "natural_width",
    "records",
    "render",
    "report_names",
    "shown",
    "shown_lag",
    "typed",
    "visible",
    "visible_in_json",
]
