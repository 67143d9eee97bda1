"""What edits say together: by the places they stand in, not by how many there are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.chains.strength import decisions, strength, undoing
from tracker.types import Edit, EditKind

KINDS: tuple[EditKind, ...] = ("cut", "tail", "added", "furniture", "changed", "mistake", "style", "headline")


def edit(kind: EditKind, strength: float, place: int | None, quote: str = "words") -> Edit:
    return Edit(
        kind=kind, holders=frozenset({1, 2}), kept=frozenset({3}), strength=strength, quote=quote, place=place
    )  # fmt: skip


EDITS = st.builds(
    edit, st.sampled_from(KINDS), st.floats(0.0, 6.0), st.none() | st.integers(0, 4), st.sampled_from("abc")
)


@pytest.mark.parametrize(
    ("edits", "places", "nats"),
    [
        ([], 0, 0.0),
        ([edit("changed", 2.0, 4)], 1, 2.0),
        ([edit("changed", 2.0, 4), edit("cut", 1.0, 4)], 1, 2.3),
        ([edit("changed", 2.0, 4), edit("cut", 1.0, 5)], 2, 3.0),
        ([edit("style", 1.0, None, "colour"), edit("style", 1.0, None, "labour")], 1, 1.2),
        ([edit("headline", 2.0, None, "One"), edit("added", 3.0, None, "Other")], 2, 5.0),
    ],
)
def test_a_sentence_is_one_decision(edits: list[Edit], places: int, nats: float) -> None:
    assert decisions(edits) == places
    assert strength(edits) == pytest.approx(nats)


@given(st.lists(EDITS, max_size=8), EDITS)
def test_one_edit_more_never_says_less(edits: list[Edit], more: Edit) -> None:
    assert strength([*edits, more]) >= strength(edits) - 1e-9
    assert decisions(edits) <= decisions([*edits, more]) <= decisions(edits) + 1
    assert strength([*edits, more]) == pytest.approx(strength([more, *edits]))


@given(EDITS)
def test_what_is_hard_to_come_upon_is_hard_to_undo(one: Edit) -> None:
    assert 0.0 <= undoing(one) <= undoing(replace(one, strength=one.strength + 1.0)) <= 4.0
