"""Copies that kept what their origin took back."""

from datetime import timedelta
from typing import Any

import pytest

from tests.reports.conftest import MORNING
from tracker.db import Database, links, store
from tracker.reports import Filters, find_report
from tracker.types import Story

FIRST = (
    "The ferry struck the quay at Holm on Monday and fourteen passengers were hurt. "
    "The captain had been drinking, a deckhand said. The county has opened an inquiry into the accident."
)
CORRECTED = FIRST.replace("fourteen", "four").replace("The captain had been drinking, a deckhand said. ", "")


@pytest.fixture
def story(db: Database, reading_of: Any, member_of: Any) -> Database:
    """An origin that corrected a figure and cut a sentence, and copies: as before, corrected, another."""
    texts = {"harbour": FIRST, "tide": CORRECTED, "plain": FIRST.replace("fourteen", "some")}
    readings = [reading_of("nordwire", "Origin", text=FIRST)]
    readings += [reading_of(outlet, "Copy", text=text) for outlet, text in texts.items()]
    ids = [r.article_id for r in store.record(db, readings) if r.article_id is not None]
    store.record(db, [reading_of("nordwire", "Origin", text=CORRECTED, fetched=MORNING + timedelta(days=1))])
    members = (member_of(ids[0], None, depth=0), *(member_of(i, ids[0]) for i in ids[1:]))
    told = Story(
        story_id="s", agency="nordwire", agency_confidence=0.9, title="Ferry", origin_id=ids[0],
        origin_url="http://nordwire.example/origin", first_published=MORNING, members=members,
    )  # fmt: skip
    links.save_stories(db, [told], of=ids)
    return db


def test_what_was_corrected_is_found_in_the_copies_that_kept_it(story: Database) -> None:
    table = find_report("revisions").answer(story, Filters())
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    assert [(row["outlet"], row["what"]) for row in rows] == [
        ("harbour", "changed"),
        ("harbour", "cut"),
        ("plain", "cut"),
    ]
    assert "on Monday and fourteen passengers were hurt" in str(rows[0]["kept"])
    assert rows[0]["now"] == "four"
    assert "drinking, a deckhand said" in str(rows[1]["kept"])
    assert rows[0]["corrected"] == MORNING + timedelta(days=1)
    assert list(find_report("revisions").answer(story, Filters(outlet="tide")).rows) == []
