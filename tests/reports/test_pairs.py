"""Pairs of outlets: what a common agency explains is no finding, what it does not is one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.conftest import CATALOGUE
from tracker.catalogue import Catalogue, Outlet
from tracker.db import Database, links, store
from tracker.reports import Filters, find_report
from tracker.reports.pairs import _at_least
from tracker.types import Story


@given(st.integers(0, 40), st.floats(0.001, 30))
def test_the_tail_is_that_of_poisson(number: int, expected: float) -> None:
    below = sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(number))
    assert _at_least(number, expected) == pytest.approx(1.0 - below, abs=1e-9)


def test_a_tail_far_out_is_small_and_not_nothing() -> None:
    assert 0.0 < _at_least(60, 1.0) < 1e-80
    assert _at_least(3, 0.0) == 0.0
    assert _at_least(0, 0.0) == 1.0


def test_sisters_and_strangers(db: Database, reading_of, member_of) -> None:  # type: ignore[no-untyped-def]
    """Every paper runs all of one agency's eight stories; gull and tern share four more that no agency explains."""
    papers = ("gull", "tern", "plover", "sandpiper")
    known = {key: Outlet(key=key, name=key.title(), domains=(f"{key}.example",)) for key in papers}
    store.sync_catalogue(db, Catalogue(dict(CATALOGUE.agencies), known))
    carried = [("nordwire", papers)] * 8 + [(None, ("gull", "tern"))] * 4 + [(None, (p,)) for p in papers * 5]
    stories, ids = [], []
    for number, (agency, outlets) in enumerate(carried):
        recorded = store.record(db, [reading_of(outlet, f"Story {number}") for outlet in outlets])
        mine = [r.article_id for r in recorded if r.article_id is not None]
        ids += mine
        members = tuple(member_of(article_id, None) for article_id in mine)
        stories.append(
            Story(
                story_id=f"s{number}", agency=agency, agency_confidence=0.9 if agency else 0.0, title="T",
                origin_id=None, origin_url=None, first_published=None, members=members,
            )
        )  # fmt: skip
    links.save_stories(db, stories, of=ids)
    rows = {row[:2]: row for row in find_report("pairs").answer(db, Filters()).rows}
    assert len(rows) == 6
    shared, expected, chance = rows["gull", "tern"][3:6]
    assert shared == 12
    assert isinstance(chance, float)
    assert isinstance(expected, float)
    assert 8.0 < expected < 12.0
    assert rows["plover", "sandpiper"][3] == 8
    assert rows["plover", "sandpiper"][4] == pytest.approx(8.0, abs=1.1)
    assert min(rows, key=lambda pair: rows[pair][5]) == ("gull", "tern")  # type: ignore[return-value,arg-type]
