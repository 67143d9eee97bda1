"""The span of time of a question: up to the newest publication that does not lie in the future."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tracker.db import open_database, store
from tracker.db.window import Window, window


@pytest.fixture
def dated(database_url: str, make: Any) -> str:
    """Articles of 1 March and the day before, one of the next century, one without a date."""
    dates = (make.noon, make.noon - timedelta(days=1), datetime(2126, 1, 1, tzinfo=UTC), None)
    with open_database(database_url) as db:
        store.record(db, [make.reading(f"https://gull.example/{n}", published=at) for n, at in enumerate(dates)])
    return database_url


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (None, None, Window(date(2026, 2, 23), date(2026, 3, 1))),
        (date(2026, 1, 1), None, Window(date(2026, 1, 1), date(2026, 3, 1))),
        (None, date(2025, 1, 31), Window(date(2025, 1, 25), date(2025, 1, 31))),
        (date(2020, 1, 1), date(2020, 1, 1), Window(date(2020, 1, 1), date(2020, 1, 1))),
        (None, date.min, Window(date.min, date.min)),
    ],
)
def test_which_days(dated: str, since: date | None, until: date | None, wanted: Window) -> None:
    assert window(dated, since, until) == wanted


def test_nothing_recorded_is_asked_of_this_week(database_url: str) -> None:
    found = window(database_url)
    assert found.last in (datetime.now(UTC).date(), datetime.now(UTC).date() - timedelta(days=1))
    assert found.last - found.since == timedelta(days=6)


def test_the_last_day_is_in_it_to_its_end() -> None:
    assert Window(date(2026, 2, 23), date(2026, 3, 1)).parameters == {
        "since": "2026-02-23T00:00:00+00:00",
        "until": "2026-03-02T00:00:00+00:00",
    }
    assert Window(date.min, date.max).parameters["until"].startswith("9999-12-31")
