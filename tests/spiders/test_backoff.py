"""Waits double, and end."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.answers import RETRY_FAILED, Ending
from spiders.backoff import (
    FIRST_REST,
    LONGEST_PAUSE,
    LONGEST_REST,
    MOST_TRIES,
    pause_of_address,
    rest_of_host,
)
from spiders.ledger import Ledger
from tracker.db import frontier
from tracker.types import Hints, Outcome

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("failures", "first", "pause"),
    [
        (1, HOUR, HOUR),
        (2, HOUR, 2 * HOUR),
        (5, HOUR, 16 * HOUR),
        (9, HOUR, LONGEST_PAUSE),
        (10, HOUR, None),
        (1, None, None),
        (3, timedelta(seconds=30), timedelta(minutes=2)),
        (2, 30 * DAY, 30 * DAY),
    ],
)
def test_pauses_of_an_address(failures: int, first: timedelta | None, pause: timedelta | None) -> None:
    assert pause_of_address(failures, first) == pause


@pytest.mark.parametrize(
    ("failures", "asked", "at_once", "rest"),
    [
        (1, None, True, FIRST_REST),
        (3, None, True, 4 * FIRST_REST),
        (1, timedelta(seconds=5), True, timedelta(seconds=5)),
        (2, timedelta(seconds=5), True, timedelta(seconds=10)),
        (1, 9 * DAY, True, LONGEST_REST),
        (1, None, False, None),
        (2, None, False, None),
        (3, None, False, FIRST_REST),
        (4, None, False, 2 * FIRST_REST),
        (1000, None, False, LONGEST_REST),
    ],
)
def test_rests_of_a_host(failures: int, asked: timedelta | None, at_once: bool, rest: timedelta | None) -> None:
    assert rest_of_host(failures, asked=asked, at_once=at_once) == rest


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_no_wait_is_shorter_than_the_one_before(failures: int, seconds: int) -> None:
    first = timedelta(seconds=seconds)
    one, next_one = (rest_of_host(n, asked=first, at_once=True) for n in (failures, failures + 1))
    assert one is not None
    assert next_one is not None
    assert min(first, LONGEST_REST) <= one <= next_one <= LONGEST_REST


def test_an_address_that_fails_for_ever_is_given_up_and_that_is_said(tmp_path: Path) -> None:
    url = "http://paper.example/2025/anna"
    with Ledger(f"sqlite:///{tmp_path}/t.db") as ledger:
        db = ledger.tracker.db
        frontier.discover(db, "paper.example", [(url, Hints())], at=datetime.now(UTC))
        pauses: list[timedelta | None] = []
        for _ in range(MOST_TRIES):
            before = datetime.now(UTC)
            ledger.fail("paper.example", url, Ending(Outcome.FAILED, "500", RETRY_FAILED))
            ((next_attempt_at,),) = _select(ledger, "SELECT next_attempt_at FROM address")
            when = None if next_attempt_at is None else datetime.fromisoformat(str(next_attempt_at))
            pauses.append(None if when is None else when - before)
        assert [None if pause is None else round(pause / HOUR) for pause in pauses] == [
            1,
            2,
            4,
            8,
            16,
            32,
            64,
            128,
            168,
            None,
        ]
        assert ledger.summary.failures[-1].reason == "500; given up after 10 tries"
        assert _select(ledger, "SELECT reason FROM address") == (("500; given up after 10 tries",),)
        ledger.fail("paper.example", url, Ending(Outcome.FAILED, "the host rests", None, postponed=True))
        assert _select(ledger, "SELECT attempts, failures FROM address") == ((10, 10),)
        assert _select(ledger, "SELECT failed FROM coverage") == ((10,),)


def _select(ledger: Ledger, query: str) -> tuple[tuple[object, ...], ...]:
    from tracker.db import queries

    return queries.select(ledger.tracker.db, query).rows
