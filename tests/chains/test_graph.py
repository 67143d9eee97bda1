"""Matches seen from either side, and times as order."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.chains.test_stories import candidate, match
from tracker.chains.graph import graph, in_order, is_day, moment

DAY = datetime(2031, 5, 6, tzinfo=UTC)


def test_a_match_is_seen_from_either_side() -> None:
    seen = graph({1: candidate(1, "echo"), 2: candidate(2, "globe")}, [match(1, 2, 0.9, 0.3)])
    assert (seen.edges[1][2].share_here, seen.edges[1][2].share_there) == (0.9, 0.3)
    assert (seen.edges[2][1].share_here, seen.edges[2][1].share_there) == (0.3, 0.9)
    assert seen.copies(1) == [2]


@pytest.mark.parametrize("kind", ["quotes", "boilerplate"])
def test_what_makes_no_story_is_no_edge(kind: str) -> None:
    articles = {1: candidate(1, "echo"), 2: candidate(2, "globe")}
    assert not graph(articles, [match(1, 2, 0.9, 0.9, kind)]).edges  # type: ignore[arg-type]
    assert not graph(articles, [match(1, 3, 0.9, 0.9)]).edges


def test_a_part_is_an_edge_and_no_copy() -> None:
    seen = graph({1: candidate(1, "echo"), 2: candidate(2, "globe")}, [match(1, 2, 0.4, 0.3, "partial")])
    assert not seen.edges[1][2].copy
    assert seen.copies(1) == []


def test_an_address_as_asked_for_comes_before_one_that_was_led_to() -> None:
    led = replace(candidate(1, "echo"), final_url="https://globe.example/2")
    seen = graph({1: led, 2: candidate(2, "globe")}, [])
    assert seen.by_key["globe.example/2"] == 2
    gone = replace(candidate(1, "echo"), final_url="https://globe.example/9")
    assert graph({1: gone}, []).by_key["globe.example/9"] == 1


def test_a_day_is_its_noon_and_no_time_is_never() -> None:
    day, morning, none = (replace(candidate(1, "echo"), published=at) for at in (DAY, DAY.replace(hour=9), None))
    assert is_day(DAY)
    assert not is_day(DAY.replace(minute=1))
    assert moment(morning) < moment(day) < moment(none)


def test_order_is_by_address_and_then_by_id() -> None:
    assert in_order([3, 2, 1], {1: "b", 2: "a", 3: "a"}) == [2, 3, 1]
