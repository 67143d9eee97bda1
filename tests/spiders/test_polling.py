"""The pause between two polls follows the share of known items."""

import pytest

from spiders.polling import LONGEST, SHORTEST, interval_after_failure, next_interval


@pytest.mark.parametrize(
    ("current", "items", "new", "following"),
    [
        (None, 20, 20, 3600),
        (3600, 20, 20, 1800),
        (3600, 20, 14, 1800),
        (3600, 20, 10, 3600),
        (3600, 20, 2, 5400),
        (3600, 0, 0, 5400),
        (SHORTEST, 20, 20, SHORTEST),
        (LONGEST, 0, 0, LONGEST),
    ],
)
def test_next_interval(current: int | None, items: int, new: int, following: int) -> None:
    assert next_interval(current, items=items, new=new) == following


@pytest.mark.parametrize(("failures", "pause"), [(1, 3600), (3, 10800), (1000, LONGEST)])
def test_a_dead_source_is_asked_ever_less_and_never_given_up(failures: int, pause: int) -> None:
    assert interval_after_failure(None, failures) == pause
