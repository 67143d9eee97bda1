"""Two texts side by side: every character once, the same words kept, moved paragraphs seen as moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.match.difference import difference
from tracker.text import words
from tracker.types import Segment

FERRY = "The ferry to Holm will sail twice a day from April, the county said on Monday."
CREW = "Two crews have been hired in the north and trained since the winter on the old boat."
PRICE = "A ticket costs ninety crowns and children under ten travel free with a grown-up."


def marked(a: str, b: str) -> str:
    """The segments in the notation of wdiff, moved passages with their numbers."""
    out = []
    for s in difference(a, b):
        old, new = a[s.start_a : s.end_a].strip(), b[s.start_b : s.end_b].strip()
        if s.kind == "kept":
            out.append(new)
        elif s.kind == "moved":
            out.append(f"[-{s.move}> {old}-]" if old else f"{{+{s.move}> {new}+}}")
        else:
            out.append((f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else ""))
    return " ".join(out)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("", "", ""),
        ("", "New words.", "{+New words.+}"),
        ("Old words.", "", "[-Old words.-]"),
        ("...", "!", "[-...-]{+!+}"),
        (FERRY, FERRY, FERRY),
        (FERRY, FERRY.upper().replace(",", ""), FERRY.upper().replace(",", "")),
        (FERRY, FERRY.replace("twice", "thrice"), FERRY.replace("twice", "[-twice-]{+thrice+}")),
        (f"{FERRY}\n{PRICE}", PRICE, f"[-{FERRY}-] {PRICE}"),
        (PRICE, f"{PRICE}\n{FERRY}", f"{PRICE} {{+{FERRY}+}}"),
        (
            f"{FERRY} {CREW}\n{PRICE}",
            f"{PRICE}\n{FERRY} {CREW}",
            f"{{+1> {PRICE}+}} {FERRY} {CREW} [-1> {PRICE}-]",
        ),
        (
            # A word that stayed between two rewritten halves is part of what was rewritten.
            f"{FERRY} Nobody asked for it in the hall before.",
            f"{FERRY} Ministers never spoke of it while others built.",
            f"{FERRY} [-Nobody asked for it in the hall before.-]{{+Ministers never spoke of it while others built.+}}",
        ),
    ],
)
def test_segments(a: str, b: str, said: str) -> None:
    assert marked(a, b) == said


def test_a_mark_that_opens_belongs_to_the_word_after_it() -> None:
    assert marked('He said "no" to it all.', 'He said "yes" to it all.') == 'He said [-"no"-]{+"yes"+} to it all.'
    assert marked("In the two-port town we met.", "In the one-port town we met.").startswith(
        "In the [-two--]{+one-+} port"
    )


def test_offsets_point_into_texts_without_spaces() -> None:
    a = "市政府周一表示渡轮将从四月起每天往返两次并已培训船员"
    b = a.replace("两次", "三次")
    assert [(s.kind, a[s.start_a : s.end_a], b[s.start_b : s.end_b]) for s in difference(a, b) if s.kind != "kept"] == [
        ("changed", "两", "三")
    ]


SENTENCES = st.lists(st.sampled_from([FERRY, CREW, PRICE, "One more.", "… ", "\n", "two, more words here", "é É"]))


@given(st.one_of(st.text(), SENTENCES.map(" ".join)), st.one_of(st.text(), SENTENCES.map(" ".join)))
def test_every_character_stands_in_one_segment(a: str, b: str) -> None:
    segments = difference(a, b)
    assert _covered([(s.start_a, s.end_a) for s in segments]) == len(a)
    assert _covered([(s.start_b, s.end_b) for s in segments]) == len(b)
    for s in segments:
        assert (s.move is not None) == (s.kind == "moved")
        if s.kind == "kept":
            assert _folded(a, s.start_a, s.end_a) == _folded(b, s.start_b, s.end_b)
    moves = _by_move(a, b, segments)
    assert sorted(moves) == list(range(1, len(moves) + 1))
    assert all(older == newer for older, newer in moves.values())


@given(SENTENCES.map(" ".join))
def test_a_text_beside_itself_is_kept(a: str) -> None:
    assert {s.kind for s in difference(a, a)} <= ({"kept"} if words(a) else {"changed"})


def _covered(ranges: list[tuple[int, int]]) -> int:
    """Where the ranges end, one beginning where the one before ends."""
    at = 0
    for start, end in ranges:
        assert start == at
        assert end >= start
        at = end
    return at


def _folded(text: str, start: int, end: int) -> list[str]:
    return [word.folded for word in words(text) if start <= word.start < end]


def _by_move(a: str, b: str, segments: list[Segment]) -> dict[int, tuple[list[str], list[str]]]:
    older = {s.move: _folded(a, s.start_a, s.end_a) for s in segments if s.move and s.end_a > s.start_a}
    newer = {s.move: _folded(b, s.start_b, s.end_b) for s in segments if s.move and s.end_b > s.start_b}
    assert older.keys() == newer.keys()
    return {number: (older[number], newer[number]) for number in older}
