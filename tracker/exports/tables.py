"""A view of the database as a file: CSV, JSON Lines or Parquet, row by row, whatever its size."""

import csv
import json
import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, get_args

from tracker.db import Database
from tracker.db.queries import stream_view
from tracker.db.rows import Value
from tracker.errors import TrackerError
from tracker.reports import VIEW_KINDS, guarded_cell

TableFormat = Literal["csv", "jsonl", "parquet"]
TABLE_FORMATS: tuple[TableFormat, ...] = get_args(TableFormat)

Row = tuple[Value, ...]


def export_view(db: Database, view: str, path: Path, form: TableFormat) -> int:
    """Write the whole view to `path`, which is replaced only when all is written; how many rows.

    `csv`: a header, text guarded against formulas as in the reports. `jsonl`: one object a line, values as the
    database has them (times ISO 8601 in UTC, shares 0..1, flags 1 and 0). `parquet`: the same with types, times as
    timestamps; needs the extra `parquet`. Raises TrackerError for a view that is not there.
    """
    columns, rows = stream_view(db, view)
    waiting = path.with_name(f"{path.name}.part")
    try:
        written = _WRITERS[form](columns, rows, waiting)
        os.replace(waiting, path)
    finally:
        waiting.unlink(missing_ok=True)
    return written


def _write_csv(columns: tuple[str, ...], rows: Iterator[Row], path: Path) -> int:
    written = 0
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow(guarded_cell(cell) if isinstance(cell, str) else _plain(cell) for cell in row)
            written += 1
    return written


def _write_jsonl(columns: tuple[str, ...], rows: Iterator[Row], path: Path) -> int:
    written = 0
    with path.open("w", encoding="utf-8", errors="backslashreplace") as out:
        for row in rows:
            cells = (cell.hex() if isinstance(cell, bytes) else cell for cell in row)
            # Lines are what separates records: those that JSON lets stand in a string are written out.
            line = json.dumps(dict(zip(columns, cells, strict=True)), ensure_ascii=False)
            out.write(line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085") + "\n")
            written += 1
    return written


def _write_parquet(columns: tuple[str, ...], rows: Iterator[Row], path: Path) -> int:
    if find_spec("duckdb") is None:
        raise TrackerError("Parquet needs the extra: pip install 'republication-tracker[parquet]'", str(path))
    import duckdb

    with TemporaryDirectory(dir=path.parent) as folder:
        lines = Path(folder) / "rows.jsonl"
        types: dict[str, str] = {}
        written = _write_jsonl(columns, _noting_types(columns, rows, types), lines)
        schema = "{" + ", ".join(f"'{name}': '{types.get(name, 'VARCHAR')}'" for name in columns) + "}"
        with duckdb.connect(":memory:") as connection:
            relation = f"read_json(?, format='newline_delimited', columns={schema}, maximum_object_size=1000000000)"
            connection.execute(f"COPY (SELECT * FROM {relation}) TO '{_quoted(path)}' (FORMAT parquet)", [str(lines)])  # noqa: S608 - our own names
    return written


def _noting_types(columns: tuple[str, ...], rows: Iterator[Row], types: dict[str, str]) -> Iterator[Row]:
    """The rows as they are; `types` gets the type of each column that holds anything but text."""
    for name in columns:
        kind = VIEW_KINDS.get(name)
        if kind == "time":
            types[name] = "TIMESTAMP WITH TIME ZONE"
        elif kind == "day":
            types[name] = "DATE"
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            if isinstance(cell, float):
                types[name] = "DOUBLE"
            elif isinstance(cell, int) and types.get(name) != "DOUBLE":
                types[name] = "BIGINT"
        yield row


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _plain(cell: Value) -> str | int | float:
    if cell is None:
        return ""
    return cell.hex() if isinstance(cell, bytes) else cell


_WRITERS: dict[TableFormat, Callable[[tuple[str, ...], Iterator[Row], Path], int]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
}
