"""What the articles of one story changed, and who shares it: tables of small stories with known edits."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.match import edits
from tracker.match.pan import NOWHERE, lay
from tracker.types import Edit, Text

_SYLLABLES = ("ba", "ko", "ri", "mu", "ten", "sol", "vi", "dar", "le", "po", "shu", "ga", "fen", "ol", "zi", "tra")


def sentences(seed: int, count: int = 10, size: int = 14) -> list[str]:
    draw = random.Random(seed)
    made = [["".join(draw.choices(_SYLLABLES, k=3)) for _ in range(size)] for _ in range(count)]
    return [" ".join(words).capitalize() + "." for words in made]


TOLD = sentences(1)
OTHER = sentences(2)


def swapped(line: str, place: int, new: str) -> str:
    words = line.split()
    words[place] = new
    return " ".join(words)


def found(*texts: list[str], origin_seen: bool = True, joined: str = "\n") -> tuple[Edit, ...]:
    """Edits of these texts; articles are numbered from 1."""
    return edits(
        [Text(article_id=n, outlet=f"o{n}", text=joined.join(lines)) for n, lines in enumerate(texts, 1)],
        origin_seen=origin_seen,
    )


def shared(made: tuple[Edit, ...]) -> list[tuple[str, set[int]]]:
    """Kind and holders of what more than one has, but where texts end."""
    return [(edit.kind, set(edit.holders)) for edit in made if len(edit.holders) > 1 and edit.kind != "tail"]


INVITATION = "Subscribe to our newsletter and follow us for more of the harbour news."
REWORDED = [*TOLD[:4], swapped(TOLD[4], 6, "quovadisque"), *TOLD[5:]]
MISSPELT = [*TOLD[:4], swapped(TOLD[4], 6, TOLD[4].split()[6][:2] + TOLD[4].split()[6][3] + TOLD[4].split()[6][2]
            + TOLD[4].split()[6][4:]), *TOLD[5:]]  # fmt: skip
CASES = [
    ("nothing", TOLD, set()),
    ("a sentence left out", [*TOLD[:4], *TOLD[5:]], {"cut"}),
    ("a sentence put in", [*TOLD[:4], OTHER[0], *TOLD[4:]], {"added"}),
    ("one put in at the end", [*TOLD, OTHER[0]], {"added"}),
    ("a word for another", REWORDED, {"changed"}),
    ("two letters that changed places", MISSPELT, {"mistake"}),
    (
        "an invitation",
        [*TOLD, INVITATION],
        {"furniture"},
    ),
]


@pytest.mark.parametrize(("name", "text", "kinds"), CASES, ids=[case[0] for case in CASES])
def test_what_two_of_four_share_against_an_origin_that_was_seen(name: str, text: list[str], kinds: set[str]) -> None:
    made = shared(found(TOLD, TOLD, text, text))
    assert {kind for kind, _ in made} == kinds, name
    assert all(holders == {3, 4} for _, holders in made)


@pytest.mark.parametrize(("name", "text", "kinds"), CASES[:2] + CASES[4:6], ids=lambda value: str(value)[:20])
def test_most_decide_where_it_was_not_seen(name: str, text: list[str], kinds: set[str]) -> None:
    # Texts that are alike word for word count once, so each has a sentence of its own at its end.
    ends = sentences(9, 5)
    made = found(
        *([*base, end] for base, end in zip((TOLD, TOLD, TOLD, text, text), ends, strict=True)), origin_seen=False
    )
    assert {kind for kind, holders in shared(made) if holders == {4, 5}} == kinds, name


def test_two_against_two_say_nothing() -> None:
    ends = sentences(9, 4)
    texts = ([*base, end] for base, end in zip((TOLD, TOLD, REWORDED, REWORDED), ends, strict=True))
    assert not [edit for edit in found(*texts, origin_seen=False) if edit.kind == "changed"]


def test_an_edit_of_one_alone_is_told_too() -> None:
    (edit,) = [edit for edit in found(TOLD, TOLD, REWORDED) if edit.kind == "changed"]
    assert (set(edit.holders), set(edit.kept)) == ({3}, {1, 2})
    assert "quovadisque" in edit.quote


def test_the_same_word_for_the_same_in_several_places_is_style() -> None:
    lines = [swapped(line, 6, "colourment") for line in TOLD]
    other = [swapped(line, 6, "colorment") for line in TOLD]
    made = found(lines, lines, other, other)
    assert {edit.kind for edit in made if edit.holders == {3, 4}} == {"style"}


def test_neighbouring_sentences_are_one_cut() -> None:
    text = [*TOLD[:3], *TOLD[6:]]
    (edit,) = [edit for edit in found(TOLD, TOLD, text, text) if edit.kind == "cut"]
    (alone,) = [edit for edit in found(TOLD, TOLD, CASES[1][1], CASES[1][1]) if edit.kind == "cut"]
    assert edit.strength > alone.strength


def test_a_bare_link_and_too_few_texts() -> None:
    assert found(TOLD, TOLD) == ()
    assert found([""], TOLD, TOLD) == ()
    made = found(TOLD, TOLD, REWORDED, TOLD[0].split()[:4])
    assert all(4 not in edit.holders | edit.kept for edit in made)


def test_every_sentence_that_two_share_stands_once_in_the_pan() -> None:
    one, other = [*TOLD[:5], *OTHER[:2], *TOLD[5:]], [*TOLD[2:], *OTHER[:2]]
    pan = lay([Text(article_id=n, outlet="o", text="\n".join(t)) for n, t in enumerate((TOLD, one, other), 1)])
    assert pan.first_sentences == len(TOLD)
    assert len(pan.source) == len(TOLD) + 2
    present = pan.present()
    assert present[0].tolist() == [1.0] * len(TOLD) + [0.0, 0.0]
    assert present[1].min() == 1.0
    assert present[2].tolist() == [0.0, 0.0] + [1.0] * len(TOLD)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 13), min_size=0, max_size=14), min_size=3, max_size=6), st.booleans())
def test_of_any_texts(picked: list[list[int]], origin_seen: bool) -> None:
    """Sets do not overlap, hold only the texts' articles, and words have one place on either side."""
    pool = [*TOLD, *OTHER[:4]]
    texts = [Text(article_id=n, outlet="o", text=" ".join(pool[k] for k in chosen)) for n, chosen in enumerate(picked)]
    for edit in edits(texts, origin_seen=origin_seen):
        assert edit.holders
        assert not edit.holders & edit.kept
        assert edit.holders | edit.kept <= set(range(len(picked)))
        assert edit.strength >= 0.0
        assert not (origin_seen and 0 in edit.holders)
    for laid in lay(texts).laid:
        placed = laid.place[laid.place != NOWHERE]
        assert len(np.unique(placed)) == len(placed)
        assert (laid.at[placed] != NOWHERE).all()
