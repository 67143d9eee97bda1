"""Silent copies: each with what to lay beside it; repetitions of one outlet are none, other credits are said."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.reports.conftest import CATALOGUE, MORNING
from tracker.db import Database, links, store
from tracker.errors import TrackerError
from tracker.reports import Filters, find_report
from tracker.types import Credit, Match, Reading, Republication, Story

Rows = list[dict[str, object]]


def match(a: int, b: int, shared: int) -> Match:
    return Match(
        article_a=min(a, b), article_b=max(a, b), shared_words=shared, share_of_a=0.9, share_of_b=0.8, passages=(),
        kind="copy", reason="made up",
    )  # fmt: skip


def story(story_id: str, agency: str | None, members: tuple[Republication, ...]) -> Story:
    return Story(
        story_id=story_id, agency=agency, agency_confidence=0.9, title=story_id, origin_id=None, origin_url=None,
        first_published=MORNING, members=members,
    )  # fmt: skip


def credit(source: str, name: str) -> Credit:
    return Credit(
        role="credit", source=source, source_kind="agency", source_name=name, form="byline", extent="whole",
        quote=f"By {name}", location="byline", rule="byline", confidence=0.9,
    )  # fmt: skip


@pytest.fixture
def copied(
    db: Database, reading_of: Callable[..., Reading], member_of: Callable[..., Republication]
) -> Callable[..., Rows]:
    """Five copies of one agency's text, two pages of one outlet with a text of nobody; asks the report."""
    store.sync_catalogue(db, CATALOGUE)
    readings = [reading_of(outlet, f"{outlet} one") for outlet in ("harbour", "tide", "lantern", "plain")]
    readings += [reading_of(outlet, f"{outlet} two") for outlet in ("tide", "gull.example", "gull.example")]
    readings[-1] = reading_of("gull.example", "gull three")
    readings[3] = replace(readings[3], credits=(credit("southwire", "Southwire"),))
    ids = [recorded.article_id for recorded in store.record(db, readings)]
    harbour, tide, lantern, plain, tide2, gull, gull2 = (i for i in ids if i is not None)
    members = tuple(
        member_of(i, None, credited=i == harbour, direction="unknown") for i in (harbour, tide, lantern, plain, tide2)
    )
    repeated = tuple(member_of(i, None, direction="unknown") for i in (gull, gull2))
    links.save_matches(
        db,
        [
            match(tide, tide2, 300),
            match(tide, lantern, 200),
            match(harbour, tide, 210),
            match(harbour, lantern, 150),
            match(harbour, plain, 100),
            match(gull, gull2, 400),
        ],
        of=[i for i in ids if i is not None],
    )
    links.save_stories(db, [story("wire", "nordwire", members), story("gull", None, repeated)],
                       of=[i for i in ids if i is not None])  # fmt: skip

    def asked(filters: Filters = Filters()) -> Rows:  # noqa: B008 - frozen
        table = find_report("uncredited").answer(db, filters)
        return [dict(zip((c.name for c in table.columns), row, strict=True)) for row in table.rows]

    return asked


def test_each_has_what_to_lay_beside_it_of_another_outlet_where_there_is_one(copied: Callable[..., Rows]) -> None:
    assert {row["url"]: (row["compared_with"], row["shared_words"]) for row in copied()} == {
        "http://tide.example/tide-one": ("http://harbour.example/harbour-one", 210),
        "http://lantern.example/lantern-one": ("http://tide.example/tide-one", 200),
        "http://plain.example/plain-one": ("http://harbour.example/harbour-one", 100),
        "http://tide.example/tide-two": ("http://tide.example/tide-one", 300),
    }


def test_what_credits_somebody_else_comes_last_and_is_said(copied: Callable[..., Rows], db: Database) -> None:
    assert [row["names"] for row in copied()] == [None, None, None, "Southwire"]
    assert "1, the last, credit somebody else" in find_report("uncredited").answer(db, Filters()).note
    assert [row["outlet"] for row in copied(Filters(outlet="plain"))] == ["plain"]


def test_from_whom_is_not_said_where_nothing_says_so(copied: Callable[..., Rows]) -> None:
    assert {row["copied_from"] for row in copied()} == {None}


def test_credited_copies_are_not_silent(copied: Callable[..., Rows]) -> None:
    with pytest.raises(TrackerError, match="--credited: this report is of copies that do not credit"):
        copied(Filters(credited=True))
    assert copied(Filters(credited=False)) == copied()
