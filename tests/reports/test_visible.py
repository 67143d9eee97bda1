"""Hidden characters: nothing that a page says can steer a terminal or run in a spreadsheet."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports import guarded_cell, visible, visible_in_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ferry strike ends", "Ferry strike ends"),
        ("Забастовка паромов", "Забастовка паромов"),
        ("red \x1b[31mtext", r"red \x1b[31mtext"),
        ("title\x07\x1b]0;owned\x07", r"title\x07\x1b]0;owned\x07"),
        ("one-byte CSI \x9b2J", r"one-byte CSI \x9b2J"),
        ("two\nlines\tand a tab", r"two\nlines\tand a tab"),
        ("turned \u202eover", r"turned \u202eover"),
        ("lone \ud800 surrogate", r"lone \ud800 surrogate"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its joiner
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_breaks_may_stand() -> None:
    assert visible("one\ntwo\t\x1b", breaks=True) == "one\ntwo\t\\x1b"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    assert not [c for c in visible(text) if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_json_keeps_its_value(text: str) -> None:
    document = visible_in_json(json.dumps({"title": text}, ensure_ascii=False))
    assert json.loads(document) == {"title": text}
    assert "\x9b" not in document
    assert "\u202e" not in document


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("plain", "plain"),
        ('=HYPERLINK("http://x.example")', '\'=HYPERLINK("http://x.example")'),
        ("+1 555", "'+1 555"),
        ("-1 goal", "'-1 goal"),
        ("@user", "'@user"),
        ("\t=1+1", "'\t=1+1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, guarded: str) -> None:
    assert guarded_cell(cell) == guarded
