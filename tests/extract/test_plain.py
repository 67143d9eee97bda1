"""Texts without a page."""

from datetime import UTC, datetime

from tracker.extract import extract_text
from tracker.types import Article, Hints, Outcome, PlainText, Unread


def _row(text: str, title: str | None = None, hints: Hints | None = None) -> PlainText:
    at = datetime(2019, 11, 20, tzinfo=UTC)
    return PlainText(
        url="https://x.example/1", text=text, title=title, fetched_at=at, outlet="x", hints=hints or Hints()
    )


def test_lines_become_paragraphs_with_offsets() -> None:
    hints = Hints(found_by="file", published="2019-11-18T10:00:00Z", creators=("Ada Holm",), language="en")
    found = extract_text(
        _row("NORDHAVN (NW) -  The bridge is open.\r\n\r\n \tThe mayor is glad.\n(NW)", " Bridge ", hints)
    )
    assert isinstance(found, Article)
    assert found.text == "NORDHAVN (NW) - The bridge is open.\nThe mayor is glad.\n(NW)"
    assert [(b.text, b.start) for b in found.blocks] == [
        ("NORDHAVN (NW) - The bridge is open.", 0),
        ("The mayor is glad.", 36),
        ("(NW)", 55),
    ]
    assert (found.title, found.outlet, found.language) == ("Bridge", "x", "en")
    assert found.published is not None
    assert (found.published.source, found.published.at.hour) == ("file", 10)
    assert [(d.field, d.value) for d in found.declarations] == [("file.author", "Ada Holm")]


def test_a_row_without_text_or_with_an_impossible_date() -> None:
    assert extract_text(_row(" \n\x00 ")) == Unread(outcome=Outcome.NOT_ARTICLE, reason="The row has no text.")
    found = extract_text(_row("The bridge is open again.", hints=Hints(found_by="file", published="9999-01-01")))
    assert isinstance(found, Article)
    assert found.published is None
    assert "9999-01-01" in found.notes[0]
    assert found.title == "The bridge is open again."
