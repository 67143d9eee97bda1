"""Which pairs are worth aligning, and that no flood of boilerplate makes too many."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tracker.match import candidate_pairs, candidates, crowded
from tracker.match.candidates import CROWD, HUBS

Sets = Mapping[int, set[int]]
POSTING = np.dtype([("hash", "<i8"), ("article", "<u4"), ("outlet", "<u2"), ("size", "u1")])


def postings(sets: Sets, outlets: Mapping[int, int] | None = None) -> NDArray[np.void]:
    """In the order of the articles; each is of an outlet of its own where `outlets` does not say otherwise."""
    rows = [
        (number, article, (outlets or {}).get(article, article), min(len(numbers), 255))
        for article, numbers in sets.items()
        for number in numbers
    ]
    return np.array(rows, POSTING)


def pairs(sets: Sets, new: set[int] | None = None, outlets: Mapping[int, int] | None = None) -> list[tuple[int, int]]:
    return candidate_pairs([postings(sets, outlets)], new=new)


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


@pytest.mark.parametrize("outlets", [300, 3000])
def test_a_story_in_very_many_outlets_meets_in_its_first_ones(outlets: int) -> None:
    sets = {article: set(range(80)) for article in range(outlets)}
    found = pairs(sets)
    assert {b for _, b in found} == set(range(1, outlets))
    assert len(found) <= CROWD * (CROWD - 1) // 2 + HUBS * outlets
    assert pairs(sets, new={outlets - 1}) == [(hub, outlets - 1) for hub in range(HUBS)]


def test_a_copyright_line_on_many_pages_is_not() -> None:
    sets = {article: {1, 2, 3, 4, 5, *range(article * 1000, article * 1000 + 60)} for article in range(1, 200)}
    found = pairs(sets)
    assert all(b <= 75 for _, b in found)  # of the first ones nobody knows yet that they are many
    assert pairs(sets, outlets=dict.fromkeys(sets, 7)) == list(combinations(range(1, 5), 2))  # on one outlet, at once


def test_the_furniture_of_an_outlet_is_no_copy_elsewhere() -> None:
    """A page of another outlet that carries an outlet's standing text, and one that carries an article of it."""
    furniture, article = set(range(20)), set(range(100, 140))
    sets = {n: {*furniture, *range(n * 1000, n * 1000 + 40)} for n in range(1, 60)}
    sets[60] = {*furniture, *article}
    outlets = dict.fromkeys(sets, 7)
    others = {61: {*furniture, *range(70_000, 70_040)}, 62: {*article, *range(80_000, 80_040)}}
    found = pairs({**sets, **others}, outlets=outlets)
    assert [pair for pair in found if pair[1] == 61] == []
    assert [pair for pair in found if pair[1] == 62] == [(60, 62)]


def test_a_story_and_its_updates_on_one_outlet_are_found() -> None:
    sets = {n: {*range(80), *range(n * 1000, n * 1000 + 20)} for n in range(1, 16)}
    assert pairs(sets, outlets=dict.fromkeys(sets, 7)) == list(combinations(range(1, 16), 2))


@pytest.mark.parametrize("pages", [2_000, 20_000])
def test_pages_of_boilerplate_cost_no_square_of_their_number(pages: int) -> None:
    flood = np.empty(pages * 100, POSTING)
    flood["hash"], flood["article"] = np.tile(np.arange(100), pages), np.repeat(np.arange(pages), 100)
    flood["outlet"], flood["size"] = 7, 100
    found = candidate_pairs([flood])
    assert len(found) < 1000
    assert max(b for _, b in found) < 40  # all that come in later are known for what they are


def test_repetition_of_postings_does_not_count() -> None:
    sets = {1: {10, 11, 12}, 2: {10, 11, 13}, 3: {12, 13, 14, 10}}
    assert candidate_pairs([np.tile(postings(sets), 3)]) == pairs(sets)


def test_portions() -> None:
    sets = {article: {article // 2, *range(100, 110)} for article in range(10)}
    every = postings(sets)
    assert candidate_pairs([every[every["hash"] % 3 == rest] for rest in range(3)]) == pairs(sets)
    assert candidate_pairs([]) == []


def test_a_hub_that_is_linked_again_needs_all_the_others() -> None:
    every = postings({article: {1, 2} if article % 2 else {1} for article in range(CROWD + 10)})
    assert crowded(every, {3}) == [1]
    assert crowded(every, {HUBS}) == []
    assert crowded(every, {CROWD}) == []


LIMITS = {"CROWD": 6, "HUBS": 2, "RARE": 3, "RARE_IN_OUTLET": 2}  # small, so that few articles reach them
ARTICLES = st.lists(st.sets(st.integers(-12, 12), min_size=1, max_size=15), max_size=14)


@given(numbers=ARTICLES, of=st.lists(st.integers(0, 3), min_size=14, max_size=14), data=st.data())
def test_linking_in_any_portions_gives_the_pairs_of_linking_everything(
    numbers: list[set[int]], of: list[int], data: st.DataObject
) -> None:
    """Each portion knows only what came in until then."""
    sets, outlets = dict(enumerate(numbers)), dict(enumerate(of))
    ends = sorted(data.draw(st.sets(st.integers(0, len(numbers)), max_size=5)) | {len(numbers)})
    with pytest.MonkeyPatch.context() as patched:
        for name, value in LIMITS.items():
            patched.setattr(candidates, name, value)
        complete = pairs(sets, outlets=outlets)
        found, start = set[tuple[int, int]](), 0
        for end in ends:
            there = postings({n: sets[n] for n in range(end)}, outlets)
            new = set(range(start, end))
            own = np.unique(there["hash"][np.isin(there["article"], sorted(new))])
            found.update(candidate_pairs([there[np.isin(there["hash"], own)]], new=new))
            start = end
        assert sorted(found) == complete
        again = data.draw(st.sets(st.sampled_from(sorted(sets)))) if sets else set()
        assert pairs(sets, new=again, outlets=outlets) == [pair for pair in complete if set(pair) & again]
