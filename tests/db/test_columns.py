"""Values at the door of the database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from tracker.db.columns import Flag, Utc, storable
from tracker.db.keys import shortened, stored_key

LITE, POSTGRES = (create_engine(f"{kind}://").dialect for kind in ("sqlite", "postgresql+psycopg"))
ANYTHING = st.text(st.characters(exclude_categories=()))
TIMES = st.datetimes(timezones=st.timezones(), min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1))  # noqa: DTZ001


@given(ANYTHING)
def test_storable_text_keeps_its_length_and_can_be_stored(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\x00" not in kept
    assert kept.encode().decode() == kept
    assert storable(kept) == kept


@given(TIMES, TIMES)
def test_times_in_sqlite_sort_as_time(a: datetime, b: datetime) -> None:
    column = Utc()
    stored = [column.process_bind_param(time, LITE) for time in (a, b)]
    assert (stored[0] < stored[1]) == (a.astimezone(UTC) < b.astimezone(UTC))
    assert [column.process_result_value(value, LITE) for value in stored] == [a.astimezone(UTC), b.astimezone(UTC)]
    assert all(value.endswith("+00:00") for value in stored)


def test_a_time_without_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="without zone"):
        Utc().process_bind_param(datetime(2026, 3, 1), LITE)  # noqa: DTZ001


@pytest.mark.parametrize("value", [True, False, None])
def test_yes_and_no(value: bool | None) -> None:
    column = Flag()
    assert column.process_result_value(column.process_bind_param(value, LITE), LITE) is value
    assert column.process_bind_param(value, POSTGRES) is value


def test_postgres_times_come_back_in_utc() -> None:
    east = datetime.fromisoformat("2026-03-01T23:30:00+11:00")
    back = Utc().process_result_value(east, POSTGRES)
    assert back is not None
    assert back.utcoffset() == timedelta(0)


@given(ANYTHING)
def test_keys_fit_every_index(text: str) -> None:
    long = stored_key("https://gull.example/" + text * 400)
    assert len(long.encode()) <= 1024
    assert shortened(long) == long


def test_long_keys_that_differ_at_the_end_differ() -> None:
    assert shortened("я" * 5000 + "1") != shortened("я" * 5000 + "2")
