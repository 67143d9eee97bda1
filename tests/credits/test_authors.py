"""The order of trust by itself: who is believed where places differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.credits.authors import AWAY, BARE, HOLDER, LINKED, PLAIN, SAID, SAID_LINE, settle_authors
from tracker.types import Credit

_RULES = (SAID, SAID_LINE, LINKED, "declared-jsonld", "declared-element", "declared-meta", PLAIN, AWAY, BARE, HOLDER)
_CONTRIBUTED = ("contributed", "desk-note")


def author(name: str, rule: str, location: str = "byline") -> Credit:
    return Credit(
        role="author",
        source=name.lower(),
        source_kind="person",
        source_name=name,
        form="byline",
        extent="unknown",
        quote=name,
        location=location,
        rule=rule,
        confidence=0.8,
    )


def settled(*found: Credit) -> list[str]:
    return [credit.source_name for credit in settle_authors(found)]


BETTER = [
    (SAID, LINKED),
    (SAID_LINE, LINKED),
    (LINKED, "declared-jsonld"),
    ("declared-jsonld", "declared-element"),
    ("declared-element", "declared-meta"),
    ("declared-meta", PLAIN),
    (PLAIN, AWAY),
    (PLAIN, BARE),
    (AWAY, HOLDER),
]


@pytest.mark.parametrize(("better", "worse"), BETTER)
def test_the_better_place_is_believed(better: str, worse: str) -> None:
    assert settled(author("Ann Poe", worse), author("Jane Roe", better)) == ["Jane Roe"]


def test_what_two_places_agree_on_stays_once_named_in_each() -> None:
    assert settled(author("Jane Roe", SAID), author("JANE ROE", "declared-meta")) == ["Jane Roe", "JANE ROE"]


def test_contributors_stay_but_those_of_other_articles() -> None:
    contributors = author("Ann Poe", "contributed", "tail"), author("Eva Herd", "desk-note", "aside")
    assert settled(author("Jane Roe", SAID), *contributors) == ["Jane Roe", "Ann Poe"]
    assert settled(author("Eva Herd", "desk-note", "aside")) == ["Eva Herd"]


def test_the_fuller_and_the_written_form_of_a_name() -> None:
    assert settled(author("Jane", "declared-jsonld"), author("Jane Roe", AWAY)) == ["Jane Roe"]
    assert settled(author("jane-roe", "declared-jsonld"), author("Jane Roe", AWAY)) == ["Jane Roe"]
    assert settled(author("Jane Roe", SAID), author("Jane Roe-Holm", AWAY)) == ["Jane Roe"]


def test_who_signs_beside_an_author_is_one() -> None:
    assert settled(author("Jane Roe", SAID), author("Jane Roe", BARE), author("Ann Poe", BARE)) == [
        "Jane Roe",
        "Jane Roe",
        "Ann Poe",
    ]
    assert settled(author("Jane Roe", SAID), author("Ann Poe", BARE)) == ["Jane Roe"]


_NAMES = st.sampled_from(["Jane", "Jane Roe", "jane-roe", "Ann Poe", "Ann", "Eva Herd", "lampkeeper"])
_PLACES = st.sampled_from(["byline", "tail", "aside", "meta"])
_AUTHORS = st.builds(author, _NAMES, st.sampled_from([*_RULES, *_CONTRIBUTED]), _PLACES)


@given(st.lists(_AUTHORS, max_size=8))
def test_nothing_is_invented_and_somebody_stays(found: list[Credit]) -> None:
    kept = settle_authors(found)
    assert [credit for credit in found if credit in kept] == kept
    assert bool(kept) is bool(found)
