"""Questions about one article and one story."""

from datetime import date
from typing import Any

import pytest

from tracker.db import Database, links, queries, store
from tracker.errors import DatabaseError
from tracker.types import Match, Passage, Republication, Story

A, B = "https://gull.example/1", "https://tern.example/2"
FORTH = (
    Passage(start_a=0, end_a=9, start_b=30, end_b=39, words=2),
    Passage(start_a=20, end_a=30, start_b=5, end_b=15, words=3),
)


@pytest.fixture
def told(db: Database, make: Any) -> Database:
    """An article, its copy, their match, and their story, whose origin was never crawled."""
    store.record(db, [make.reading(A, credits=(make.credit(origin_url="https://nordwire.example/9"),)),
                      make.reading(B, text="Another text.", published=None, at=1, outlet="tern.example")])  # fmt: skip
    match = Match(article_a=1, article_b=2, shared_words=5, share_of_a=0.5, share_of_b=0.5, passages=FORTH,
                  kind="partial", reason="a passage")  # fmt: skip
    links.save_matches(db, [match], of=[1, 2])
    same: dict[str, Any] = {
        "parent_confidence": 0.5, "direction": "stated", "agency": "nordwire", "extent": "full", "confidence": 0.9,
        "share_of_origin": None, "share_of_article": 1.0, "lag_seconds": None, "same_owner": False, "evidence": "told",
    }  # fmt: skip
    origin = "https://nordwire.example/9"
    path = (origin, A)
    members = (
        Republication(article_id=1, parent_id=None, parent_url=origin, credited=True, depth=1, path=path, **same),
        Republication(article_id=2, parent_id=1, parent_url=A, credited=False, depth=2, path=(*path, B), **same),
    )
    story = Story(story_id="s", agency="nordwire", agency_confidence=0.9, title="Harbour", origin_id=None,
                  origin_url=origin, first_published=make.noon, members=members)  # fmt: skip
    links.save_stories(db, [story], of=[1, 2])
    return db


def test_an_article_is_found_however_its_address_is_written(told: Database) -> None:
    for url in (A, "http://www.gull.example/1/?fbclid=x#top"):
        found = queries.article(told, url)
        assert found is not None
        assert (found.url, found.outlet_kind, found.revision) == (A, "news", 1)
    assert queries.article(told, "https://gull.example/3") is None
    assert queries.show(told, "not an address") is None


def test_all_that_is_known_of_an_article(told: Database) -> None:
    shown = queries.show(told, A)
    assert shown is not None
    assert [credit["origin_url"] for credit in shown.credits] == ["https://nordwire.example/9"]
    assert [(m["url_b"], m["kind"], m["reason"]) for m in shown.matches] == [(B, "partial", "a passage")]
    assert [r["parent_outlet"] for r in shown.republications] == ["nordwire.example"]
    assert [c["path"] for c in shown.chains] == [f"https://nordwire.example/9 > {A}"]
    assert [r["revision"] for r in shown.revisions] == [1]


@pytest.mark.parametrize("url", [A, "http://tern.example/2/", "https://www.nordwire.example/9"])
def test_the_stories_of_an_address_even_if_it_was_never_crawled(told: Database, url: str) -> None:
    assert queries.story_ids_of(told, url) == ["s"]


def test_an_address_without_story(told: Database) -> None:
    assert queries.story_ids_of(told, "https://gull.example/3") == []
    assert queries.story(told, "none") is None
    assert queries.chain(told, "none") == []


def test_a_story_with_its_tree(told: Database) -> None:
    story = queries.story(told, "s")
    assert story is not None
    assert (story["articles"], story["credited"], story["uncredited"]) == (2, 1, 1)
    chain = queries.chain(told, "s")
    assert [(member["depth"], member["url"], member["parent_url"]) for member in chain] == [
        (1, A, "https://nordwire.example/9"),
        (2, B, A),
    ]
    assert chain[0]["published_at"] == "2026-03-01T12:00:00+00:00"
    assert [row["url"] for row in queries.republications(told, "s").dicts()] == [A, B]


def test_passages_from_either_side(told: Database) -> None:
    assert queries.passages(told, A, B) == list(FORTH)
    back = queries.passages(told, B, A)
    assert [(p.start_a, p.end_a, p.start_b, p.end_b) for p in back] == [(5, 15, 20, 30), (30, 39, 0, 9)]
    assert queries.passages(told, A, "https://gull.example/3") == []


def test_values_are_bound_as_the_database_stores_them(told: Database, make: Any) -> None:
    by_time = "SELECT COUNT(*) FROM articles WHERE first_seen_at > :since AND outlet = :outlet"
    assert queries.select(told, by_time, {"since": make.noon, "outlet": "tern.example"}).rows == ((1,),)
    assert queries.select(told, by_time, {"since": make.time(1), "outlet": "tern.example"}).rows == ((0,),)
    by_day = "SELECT COUNT(*) FROM coverage WHERE day = :day"
    assert queries.select(told, by_day, {"day": date(2026, 3, 1)}).rows == ((2,),)


def test_a_query_that_is_wrong_is_a_database_error(told: Database) -> None:
    with pytest.raises(DatabaseError, match="nothing"):
        queries.select(told, "SELECT nothing FROM articles")


def test_a_view_is_read_whole_whatever_its_size(told: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_PORTION", 1)
    columns, rows = queries.stream_view(told, "articles")
    found = list(rows)
    assert columns[:2] == ("article_id", "url")
    assert [row[1] for row in found] == [A, B]
    assert all(row == tuple(record.values()) for row, record in zip(
        found, queries.select(told, "SELECT * FROM articles ORDER BY 1").dicts(), strict=True
    ))  # fmt: skip


def test_only_a_stable_view_is_read_whole(db: Database) -> None:
    with pytest.raises(DatabaseError, match="there is no such view"):
        queries.stream_view(db, "article; DROP TABLE article")
