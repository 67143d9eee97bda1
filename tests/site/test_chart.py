"""The drawings: a row for each article, lines from parents, times in proportion."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tracker.site.chart import EDGE, ROW, STEP, timeline, tree

START = datetime(2025, 3, 4, 9, tzinfo=UTC)


def member(number: int, parent: int | None, *, depth: int = 1, minutes: int | None = 0) -> dict[str, Any]:
    return {
        "article_id": number,
        "url": f"http://a.example/{number}",
        "parent_url": None if parent is None else f"http://a.example/{parent}",
        "depth": depth,
        "published_at": None if minutes is None else START + timedelta(minutes=minutes),
    }


def test_children_stand_under_their_parent() -> None:
    drawn = tree([member(1, None, depth=0), member(2, 1), member(3, 2, depth=2), member(4, 1)])
    assert [n.member and n.member["article_id"] for n in drawn.nodes] == [1, 2, 3, 4]
    xs = [n.x - drawn.nodes[0].x for n in drawn.nodes]
    assert xs == [0, STEP, 2 * STEP, STEP]
    assert drawn.nodes[2].elbow == (drawn.nodes[1].x, drawn.nodes[1].y)
    assert drawn.nodes[3].y - drawn.nodes[2].y == ROW
    assert drawn.trunks == (
        (drawn.nodes[0].x, drawn.nodes[0].y, drawn.nodes[3].y),
        (drawn.nodes[1].x, drawn.nodes[1].y, drawn.nodes[2].y),
    )


def test_an_origin_that_was_not_crawled_is_the_root() -> None:
    drawn = tree([member(1, None), member(2, 99)])
    assert drawn.nodes[0].member is None
    assert {n.elbow for n in drawn.nodes[1:]} == {(drawn.nodes[0].x, drawn.nodes[0].y)}


@given(st.lists(st.integers(0, 30), max_size=40))
def test_every_article_stands_once_in_its_own_row(parents: list[int]) -> None:
    members = [member(0, None, depth=0)]
    members += [member(i, parent % i, depth=1) for i, parent in enumerate(parents, 1)]
    drawn = tree(members)
    assert sorted(n.member["article_id"] for n in drawn.nodes if n.member) == list(range(len(members)))
    assert len({n.y for n in drawn.nodes}) == len(drawn.nodes)


def test_a_chain_of_a_thousand_hops_is_no_recursion() -> None:
    drawn = tree([member(0, None, depth=0), *(member(i, i - 1, depth=i) for i in range(1, 1000))])
    assert len(drawn.nodes) == 1000


def test_times_in_proportion() -> None:
    drawn = timeline(
        [member(1, None, minutes=0), member(2, 1, minutes=60), member(3, 1, minutes=240), member(4, 1, minutes=None)]
    )
    assert drawn is not None
    x = [dot.x for dot in drawn.dots]
    assert [round(place, 1) for place in x] == [EDGE, 26.0, 100 - EDGE]
    assert drawn.without_time == 1
    assert [tick.at for tick in drawn.ticks] == [START + timedelta(hours=hour) for hour in range(5)]


def test_times_that_single_nothing_out_make_no_timeline() -> None:
    assert timeline([member(1, None), member(2, 1)]) is None
    assert timeline([member(1, None, minutes=None)]) is None
