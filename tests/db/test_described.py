"""Every column of every view says what it holds, in the documentation and in the database itself."""

import pytest

from tracker.db import Database, queries
from tracker.db.described import described
from tracker.db.views import VIEWS


def test_every_view_is_described() -> None:
    assert list(described()) == list(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
def test_every_column_is_described_in_its_order(db: Database, view: str) -> None:
    assert list(described()[view]) == ["about", *queries.select(db, f"SELECT * FROM {view}").columns]
    assert all(said.endswith(".") for said in described()[view].values())


def test_postgresql_keeps_the_descriptions(db: Database) -> None:
    if db.kind == "sqlite":
        return  # it keeps no comments
    asked = "SELECT obj_description('stories'::regclass) AS view, col_description('stories'::regclass, 2) AS agency"
    (row,) = queries.select(db, asked).dicts()
    assert row == {"view": described()["stories"]["about"], "agency": described()["stories"]["agency"]}
