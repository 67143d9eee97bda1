"""Every view of a database of hostile pages as files: as many rows, the same values, no formula."""

import csv
import json
import re
from pathlib import Path

import duckdb
import pytest

from tests.hostile.conftest import Hostile
from tracker.db import open_database
from tracker.db.queries import stream_view
from tracker.db.views import VIEWS
from tracker.reports import visible

#: What a spreadsheet runs (OWASP, "CSV Injection"); a number may be negative.
_FORMULA = re.compile(r"\s*[=+@\t\r]|\s*-(?![\d.]+$)")


@pytest.fixture(scope="module")
def tables(hostile: Hostile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a folder for each format."""
    folder = tmp_path_factory.mktemp("tables")
    for form in ("csv", "jsonl", "parquet"):
        result = hostile.run("export", form, str(folder / form))
        assert result.exit_code == 0, result.output
    return folder


def test_no_cell_is_a_formula(hostile: Hostile, tables: Path) -> None:
    csv.field_size_limit(10_000_000)
    with open_database(hostile.db, create=False) as db:
        for view in VIEWS:
            columns, rows = stream_view(db, view)
            with (tables / "csv" / f"{view}.csv").open(encoding="utf-8", newline="") as file:
                read = list(csv.reader(file))
            assert tuple(read[0]) == columns
            assert len(read) - 1 == sum(1 for _ in rows), view
            for row in read[1:]:
                assert len(row) == len(columns)
                assert not [cell for cell in row if _FORMULA.match(cell)], view
                assert not [cell for cell in row if visible(cell, breaks=True) != cell], view


def test_json_lines_hold_what_is_recorded(hostile: Hostile, tables: Path) -> None:
    with open_database(hostile.db, create=False) as db:
        for view in VIEWS:
            columns, rows = stream_view(db, view)
            lines = (tables / "jsonl" / f"{view}.jsonl").read_text(encoding="utf-8").splitlines()
            for line, row in zip(lines, rows, strict=True):
                said = json.loads(line)
                assert tuple(said) == columns
                for name, cell in zip(columns, row, strict=True):
                    assert isinstance(cell, bytes) or said[name] == cell, (view, name)


def test_parquet_holds_the_same_rows(hostile: Hostile, tables: Path) -> None:
    with open_database(hostile.db, create=False) as db, duckdb.connect(":memory:") as connection:
        for view in VIEWS:
            columns, rows = stream_view(db, view)
            read = connection.execute("SELECT * FROM read_parquet(?)", [str(tables / "parquet" / f"{view}.parquet")])
            assert tuple(column[0] for column in read.description or ()) == columns
            assert len(read.fetchall()) == sum(1 for _ in rows), view
        articles = str(tables / "parquet" / "articles.parquet")
        titles = [row[0] for row in connection.execute("SELECT title FROM read_parquet(?)", [articles]).fetchall()]
    assert any("<script>window.owned=1" in title for title in titles)
