"""The stable views: a promise, so written out here a second time on purpose."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from tracker.db import Database, links, queries, store
from tracker.db.views import VIEWS, create_views
from tracker.types import Match, Passage, Republication, Story

COLUMNS = {
    "articles": "article_id url final_url canonical_url outlet outlet_kind owner title language published_at "
    "published_source modified_at first_seen_at last_seen_at status words revisions country",
    "credits": "article_id url outlet role source source_kind source_name form extent quote location rule confidence "
    "normalised_name",
    "matches": "article_a url_a outlet_a article_b url_b outlet_b shared_words share_of_a share_of_b passages kind "
    "reason",
    "boilerplate": "article_a url_a outlet_a article_b url_b outlet_b shared_words share_of_a share_of_b passages kind "
    "reason",
    "stories": "story_id agency agency_confidence title origin_url origin_seen first_published_at articles outlets "
    "credited uncredited",
    "republications": "story_id article_id url outlet published_at agency origin_url parent_url parent_outlet "
    "parent_confidence direction credited extent share_of_origin share_of_article lag_seconds same_owner confidence "
    "evidence runner_up runner_up_confidence verdict_id",
    "chains": "story_id article_id depth url outlet parent_url path",
    "revisions": "article_id url revision seen_at title text sha256",
    "coverage": "outlet day discovered fetched articles unchanged not_article refused blocked failed last_success_at "
    "new_articles changed_articles unreadable sources_read sources_failed gone",
    "credit_changes": "article_id url outlet seen_at change role source source_kind source_name form quote location",
    "unread_lines": "article_id url outlet language text place shape reason",
    "verdicts": "verdict_id url relation other_url agency because person given_at state withdrawn_at withdrawn_by "
    "sha256 other_sha256",
    "signals": "outlet day kind subject pages url evidence",
    "runs": "run_id kind program arguments started_at ended_at summary",
    "pages": "page_id url final_url outlet fetched_at last_fetched_at status size sha256 outcome reason article_id "
    "archive archive_offset archive_length",
}
A, B, C, D = (f"https://{name}.example/1" for name in ("nordwire", "gull", "tern", "crow"))


@pytest.fixture
def story(db: Database, make: Any) -> Database:
    """An agency's text with two copies, one of a copy; and a story whose origin was never crawled."""
    names = ("nordwire", "gull", "tern", "crow")
    stated = ((), (make.credit(),), (), (make.credit("southwire"),))
    store.record(
        db,
        [
            make.reading(url, outlet=f"{name}.example", title=name, credits=given, text=f"Text of {name}.")
            for url, name, given in zip((A, B, C, D), names, stated, strict=True)
        ],
    )
    passage = Passage(start_a=0, end_a=4, start_b=0, end_b=4, words=1)
    same: dict[str, Any] = {"shared_words": 1, "share_of_a": 0.5, "share_of_b": 0.25, "reason": "made up"}
    same["passages"] = (passage,)
    links.save_matches(
        db,
        [
            Match(article_a=1, article_b=2, kind="copy", **same),
            Match(article_a=2, article_b=3, kind="quotes", **same),
            Match(article_a=3, article_b=4, kind="boilerplate", **same),
        ],
        of=[1, 2, 3, 4],
    )
    whole: dict[str, Any] = {"agency": "nordwire", "agency_confidence": 0.9, "title": "nordwire"}
    whole["first_published"] = make.noon
    links.save_stories(
        db,
        [
            Story(
                story_id="known",
                origin_id=1,
                origin_url="http://nordwire.example/1/",
                members=(
                    _member(1, depth=0, path=("nordwire",), credited=True),
                    _member(2, parent_id=1, path=(A, B), credited=True),
                    _member(3, parent_id=2, depth=2, path=(A, B, C), runner_up=A, runner_up_confidence=0.25),
                ),
                **whole,
            ),
            Story(
                story_id="unseen",
                origin_id=None,
                origin_url="https://nordwire.example/gone",
                members=(_member(4, parent_url="https://nordwire.example/gone", path=("Nordwire", D), credited=True),),
                **whole,
            ),
        ],
        of=[1, 2, 3, 4],
    )
    return db


@pytest.mark.parametrize("view", COLUMNS)
def test_columns_are_those_promised_in_their_order(db: Database, view: str) -> None:
    assert queries.select(db, f"SELECT * FROM {view}").columns == tuple(COLUMNS[view].split())


def test_there_is_no_view_besides_those_promised() -> None:
    assert set(VIEWS) == set(COLUMNS)


def test_times_are_utc_with_their_zone(db: Database, make: Any) -> None:
    east = datetime.fromisoformat("2026-03-01T23:30:00+11:00")
    store.record(db, [make.reading(published=east)])
    query = "SELECT published_at, published_source, first_seen_at FROM articles"
    assert queries.select(db, query).rows == (("2026-03-01T12:30:00+00:00", "jsonld", "2026-03-01T12:00:00+00:00"),)
    with db.read() as connection:
        value = connection.scalar(text("SELECT published_at FROM articles"))
    assert value == ("2026-03-01T12:30:00+00:00" if db.kind == "sqlite" else east.astimezone(UTC))


def test_an_outlet_outside_the_catalogue_is_a_news_site(story: Database) -> None:
    rows = queries.select(story, "SELECT outlet, outlet_kind, owner FROM articles WHERE article_id = 2").rows
    assert rows == (("gull.example", "news", None),)


def test_furniture_is_no_match(story: Database) -> None:
    rows = queries.select(story, "SELECT article_a, article_b, outlet_b, passages FROM matches ORDER BY 1").rows
    assert rows == ((1, 2, "gull.example", 1), (2, 3, "tern.example", 1))
    rows = queries.select(story, "SELECT article_a, article_b, kind, reason FROM boilerplate").rows
    assert rows == ((3, 4, "boilerplate", "made up"),)


def test_a_match_that_makes_no_republication_says_why(story: Database) -> None:
    rows = queries.select(story, "SELECT article_b, kind, reason FROM matches WHERE kind = 'quotes'").rows
    assert rows == ((3, "quotes", "made up"),)


def test_a_story_counts_articles_with_its_origin_and_credits_without(story: Database) -> None:
    query = "SELECT story_id, origin_url, origin_seen, articles, outlets, credited, uncredited FROM stories ORDER BY 1"
    assert queries.select(story, query).rows == (
        ("known", A, 1, 3, 3, 1, 1),
        ("unseen", "https://nordwire.example/gone", 0, 1, 1, 1, 0),
    )


def test_republications_are_all_but_the_origin(story: Database) -> None:
    query = (
        "SELECT story_id, url, agency, origin_url, parent_url, parent_outlet, credited FROM republications "
        "ORDER BY story_id, article_id"
    )
    assert queries.select(story, query).rows == (
        ("known", B, "nordwire", A, A, "nordwire.example", 1),
        ("known", C, "nordwire", A, B, "gull.example", 0),
        ("unseen", D, "nordwire", "https://nordwire.example/gone", "https://nordwire.example/gone",
         "nordwire.example", 1),
    )  # fmt: skip


def test_the_runner_up_and_that_there_is_none(story: Database) -> None:
    query = "SELECT url, runner_up, runner_up_confidence FROM republications ORDER BY article_id"
    assert queries.select(story, query).rows == ((B, None, None), (C, A, 0.25), (D, None, None))
    assert [(row["runner_up"], row["runner_up_confidence"]) for row in queries.chain(story, "known")] == [
        (None, None),
        (None, None),
        (A, 0.25),
    ]


def test_chains_have_the_origin_and_the_path(story: Database) -> None:
    query = "SELECT story_id, depth, url, parent_url, path FROM chains ORDER BY story_id, depth"
    assert queries.select(story, query).rows == (
        ("known", 0, A, None, "nordwire"),
        ("known", 1, B, A, f"{A} > {B}"),
        ("known", 2, C, B, f"{A} > {B} > {C}"),
        ("unseen", 1, D, "https://nordwire.example/gone", f"Nordwire > {D}"),
    )


def test_truth_is_asked_for_alike(story: Database) -> None:
    query = "SELECT article_id FROM republications WHERE NOT credited AND NOT same_owner"
    assert queries.select(story, query).rows == ((3,),)
    assert queries.select(story, "SELECT story_id FROM stories WHERE origin_seen").rows == (("known",),)


def test_views_can_be_made_anew(story: Database) -> None:
    with story.write() as connection:
        create_views(connection)
    assert queries.select(story, "SELECT COUNT(*) FROM chains").rows == ((4,),)


def _member(article_id: int, **more: Any) -> Republication:
    values: dict[str, Any] = {
        "parent_id": None,
        "parent_url": None,
        "parent_confidence": 0.5,
        "direction": "inferred",
        "agency": None,
        "credited": False,
        "extent": "full",
        "share_of_origin": None,
        "share_of_article": 0.25,
        "lag_seconds": None,
        "same_owner": False,
        "confidence": 0.75,
        "evidence": "made up",
        "depth": 1,
    }
    return Republication(article_id=article_id, **values | more)
