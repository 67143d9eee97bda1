"""Which pairs are worth aligning, and that no flood of boilerplate makes too many."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.match import candidate_pairs

Sets = Mapping[int, set[int]]


def postings(sets: Sets) -> list[tuple[int, int]]:
    return [(number, article) for article, numbers in sets.items() for number in numbers]


def sizes(sets: Sets) -> dict[int, int]:
    return {article: len(numbers) for article, numbers in sets.items()}


def pairs(sets: Sets, new: set[int] | None = None) -> list[tuple[int, int]]:
    return candidate_pairs(postings(sets), new=new, sizes=sizes(sets))


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ({}, []),
        ({1: {10, 11, 12}}, []),
        ({1: {10, 11, 12}, 2: {10, 11, 13, 14, 15, 16}}, [(1, 2)]),
        ({9: {10, 11, 12}, 3: {10, 11, 12}}, [(3, 9)]),
        ({1: set(range(20)), 2: {5, *range(100, 120)}}, []),  # one number in common is an accident
        ({1: {5}, 2: {5, *range(100, 120)}}, [(1, 2)]),  # unless it is all a short notice has
        ({1: {-5, -6}, 2: {-5, -6}}, [(1, 2)]),  # numbers are signed
    ],
)
def test_pairs(sets: Sets, expected: list[tuple[int, int]]) -> None:
    assert pairs(sets) == expected


def test_a_story_in_many_outlets_is_found_whole() -> None:
    sets = {article: {*range(80), article * 1000} for article in range(100)}
    assert pairs(sets) == list(combinations(range(100), 2))


def test_a_copyright_line_on_many_pages_is_not() -> None:
    sets = {article: {1, 2, 3, 4, 5, *range(article * 1000, article * 1000 + 60)} for article in range(1, 200)}
    assert pairs(sets) == []


def test_a_story_in_very_many_outlets_meets_in_its_first_ones() -> None:
    sets = {article: set(range(100)) for article in range(1000)}
    found = pairs(sets)
    assert {b for _, b in found} == set(range(1, 1000))
    assert len(found) <= 16 * 1000


def test_pages_of_boilerplate_cost_no_square_of_their_number() -> None:
    flood = np.stack([np.tile(np.arange(100), 20_000), np.repeat(np.arange(20_000), 100)], axis=1)
    assert candidate_pairs(flood, sizes={}) == []


def test_order_and_repetition_of_postings_do_not_count() -> None:
    sets = {1: {10, 11, 12}, 2: {10, 11, 13}, 3: {12, 13, 14, 10}}
    twice = [*reversed(postings(sets)), *postings(sets)]
    assert candidate_pairs(twice, sizes=sizes(sets)) == pairs(sets)


ARTICLES = st.dictionaries(st.integers(0, 30), st.sets(st.integers(-20, 20), min_size=1, max_size=15), max_size=12)


@given(sets=ARTICLES, data=st.data())
def test_new_articles_get_the_pairs_of_a_complete_call(sets: dict[int, set[int]], data: st.DataObject) -> None:
    new = data.draw(st.sets(st.sampled_from(sorted(sets)))) if sets else set()
    complete = pairs(sets)
    concerned = {number for article in new for number in sets[article]}
    given_postings = [posting for posting in postings(sets) if posting[0] in concerned]
    found = candidate_pairs(given_postings, new=new, sizes=sizes(sets))
    assert found == [pair for pair in complete if set(pair) & new]
    assert all(a < b for a, b in found)
