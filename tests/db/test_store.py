"""Recording: what becomes of a page, by what is known of its address."""

from collections import Counter
from typing import Any

import pytest

from tracker.db import Database, links, open_database, polls, queries, store
from tracker.errors import DatabaseError
from tracker.types import Outcome, Recorded

A, B = "https://gull.example/1", "https://gull.example/2"


def test_a_new_page_becomes_an_article_with_all_that_was_read(db: Database, make: Any, marks: Any) -> None:
    own = make.credit("gull.example", role="own", source_kind="outlet")
    reading = make.reading(A, credits=(make.credit(), own), notes=("a date in the year 9999",))
    assert store.record(db, [reading]) == [Recorded(url=A, outcome=Outcome.READ, article_id=1)]

    shown = queries.show(db, A)
    assert shown is not None
    assert shown.article.text == "The harbour reopened.\nShips came in."
    assert (shown.article.words, shown.article.revisions, shown.article.status) == (6, 1, 200)
    assert shown.article.published_at == make.noon
    assert shown.article.notes == ("a date in the year 9999",)
    assert [credit["source"] for credit in shown.credits] == ["nordwire", "gull.example"]
    assert marks(db, 1) == (-5, 3, 8)
    assert list(links.unlinked(db)) == [1]


@pytest.mark.parametrize("again", ["http://www.gull.example/1/", "https://gull.example/1?utm_source=x#top"])
def test_the_address_of_an_article_is_the_first_one_asked_for(db: Database, make: Any, again: str) -> None:
    store.record(db, [make.reading(A)])
    (recorded,) = store.record(db, [make.reading(again, at=5, body="other bytes")])
    assert (recorded.outcome, recorded.article_id) == (Outcome.UNCHANGED, 1)
    (row,) = queries.select(db, "SELECT url, final_url FROM articles").dicts()
    assert row == {"url": A, "final_url": again}


def test_the_same_fetch_again_changes_nothing_at_all(db: Database, make: Any, stored: Any) -> None:
    readings = [make.reading(A), make.reading(B, text="Other."), make.unread("https://gull.example/list")]
    store.record(db, readings)
    before = stored(db)
    outcomes = [recorded.outcome for recorded in store.record(db, readings)]
    assert outcomes == [Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.NOT_ARTICLE]
    assert stored(db) == before


def test_the_same_bytes_later_move_last_seen_and_are_counted(db: Database, make: Any) -> None:
    store.record(db, [make.reading(A)])
    assert store.record(db, [make.reading(A, at=60)])[0].outcome is Outcome.UNCHANGED
    (row,) = queries.select(db, "SELECT first_seen_at, last_seen_at, revisions FROM articles").rows
    assert row == ("2026-03-01T12:00:00+00:00", "2026-03-01T13:00:00+00:00", 1)
    assert _coverage(db) == {"fetched": 2, "articles": 1, "new_articles": 1, "unchanged": 1}
    assert len(store.known_bodies(db)) == 1


def test_other_bytes_with_the_same_text_replace_credits_and_keep_both_receipts(db: Database, make: Any) -> None:
    store.record(db, [make.reading(A, credits=(make.credit("nordwire"),))])
    again = make.reading(A, at=60, body="another advertisement", credits=(make.credit("southwire"),))
    assert store.record(db, [again])[0].outcome is Outcome.UNCHANGED
    assert [row[0] for row in queries.select(db, "SELECT source FROM credits").rows] == ["southwire"]
    assert len(store.known_bodies(db)) == 2
    assert links.texts(db, [1])[1].text == "The harbour reopened.\nShips came in."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": "Harbour closes"}, "title changed"),
        ({"text": "The harbour closed."}, "text changed"),
        ({"title": "Closed", "text": "The harbour closed."}, "title and text changed"),
    ],
)
def test_a_changed_text_is_a_new_revision(
    db: Database, make: Any, marks: Any, change: dict[str, str], reason: str
) -> None:
    store.record(db, [make.reading(A)])
    (recorded,) = store.record(db, [make.reading(A, at=30, fingerprints=(4,), **change)])
    assert (recorded.outcome, recorded.reason, recorded.article_id) == (Outcome.CHANGED, reason, 1)
    rows = queries.select(db, "SELECT revision, seen_at FROM revisions ORDER BY revision").rows
    assert rows == ((1, "2026-03-01T12:00:00+00:00"), (2, "2026-03-01T12:30:00+00:00"))
    assert queries.select(db, "SELECT revisions FROM articles").rows == ((2,),)
    assert marks(db, 1) == (4,)
    found = queries.article(db, A)
    assert found is not None
    assert (found.title, found.text) == (change.get("title", found.title), change.get("text", found.text))


def test_a_text_that_returns_is_a_revision_of_its_own(db: Database, make: Any) -> None:
    first, second = make.reading(A), make.reading(A, at=10, text="Corrected.")
    third = make.reading(A, at=20)
    assert [r.outcome for r in store.record(db, [first, second, third])] == [
        Outcome.READ,
        Outcome.CHANGED,
        Outcome.CHANGED,
    ]
    assert links.texts(db, [1])[1].text == "The harbour reopened.\nShips came in."
    assert queries.select(db, "SELECT revisions FROM articles").rows == ((3,),)


def test_an_older_page_is_history_and_not_the_present(db: Database, make: Any, marks: Any) -> None:
    store.record(db, [make.reading(A, at=60, credits=(make.credit("new"),))])
    older = make.reading(A, at=0, text="An earlier text.", credits=(make.credit("old"),), fingerprints=(1,))
    (recorded,) = store.record(db, [older])
    assert (recorded.outcome, recorded.reason) == (Outcome.CHANGED, "an earlier text")
    (row,) = queries.select(db, "SELECT first_seen_at, last_seen_at, revisions FROM articles").rows
    assert row == ("2026-03-01T12:00:00+00:00", "2026-03-01T13:00:00+00:00", 2)
    assert links.texts(db, [1])[1].text == "The harbour reopened.\nShips came in."
    assert marks(db, 1) == (-5, 3, 8)
    assert [row[0] for row in queries.select(db, "SELECT source FROM credits").rows] == ["new"]


def test_an_article_stays_when_its_page_gives_none_any_more(db: Database, make: Any) -> None:
    store.record(db, [make.reading(A)])
    (recorded,) = store.record(db, [make.unread(A, at=30, outcome=Outcome.BLOCKED, reason="a captcha")])
    assert (recorded.outcome, recorded.article_id) == (Outcome.BLOCKED, 1)
    (row,) = queries.select(db, "SELECT title, last_seen_at FROM articles").rows
    assert row == ("Harbour reopens", "2026-03-01T12:00:00+00:00")
    assert _coverage(db) == {"fetched": 1, "articles": 1, "new_articles": 1, "blocked": 1}


def test_bytes_that_gave_nothing_can_give_an_article_by_later_rules(db: Database, make: Any) -> None:
    store.record(db, [make.unread(A, body="same")])
    (recorded,) = store.record(db, [make.reading(A, body="same")])
    assert (recorded.outcome, recorded.article_id) == (Outcome.READ, 1)


@pytest.mark.parametrize(
    ("change", "relinked"),
    [
        ({}, False),
        ({"body": "other bytes"}, False),
        ({"body": "other bytes", "language": "no"}, False),
        ({"text": "Corrected."}, True),
        ({"title": "Corrected"}, True),
        ({"body": "other bytes", "published": None}, True),
        ({"body": "other bytes", "credits": ()}, True),
    ],
)
def test_only_what_linking_must_see_makes_an_article_unlinked(
    db: Database, make: Any, change: dict[str, Any], relinked: bool
) -> None:
    standing = {"credits": (make.credit(),)}
    store.record(db, [make.reading(A, **standing)])
    links.save_stories(db, [], of=[1], linked=links.unlinked(db))
    assert not links.unlinked(db)
    store.record(db, [make.reading(A, at=30, **standing | change)])
    assert (1 in links.unlinked(db)) is relinked


def test_an_address_that_comes_twice_in_a_batch_ends_as_if_it_came_twice(db: Database, make: Any) -> None:
    readings = [make.reading(A), make.reading(B), make.reading(A, at=1, text="Corrected."), make.reading(A, at=2)]
    outcomes = [recorded.outcome for recorded in store.record(db, readings)]
    assert outcomes == [Outcome.READ, Outcome.READ, Outcome.CHANGED, Outcome.CHANGED]
    assert queries.select(db, "SELECT article_id, revisions FROM articles ORDER BY 1").rows == ((1, 3), (2, 1))


def test_batches_make_no_difference(db: Database, make: Any, stored: Any, tmp_path: Any) -> None:
    readings = [make.reading(f"https://gull.example/{i % 7}", at=i, text=f"Text {i % 5}.") for i in range(40)]
    store.record(db, readings)
    with open_database(str(tmp_path / "one-by-one.db")) as other:
        for reading in readings:
            store.record(other, [reading])
        assert stored(other) == stored(db)


def test_ids_follow_the_order_of_recording_without_gaps(db: Database, make: Any) -> None:
    store.record(db, [make.reading(A)])
    broken = [make.reading(B), make.reading("https://gull.example/3", credits=(make.credit(confidence=7.0),))]
    with pytest.raises(DatabaseError, match="confidence"):
        store.record(db, broken)
    assert list(links.all_articles(db)) == [1]
    assert _coverage(db) == {"fetched": 1, "articles": 1, "new_articles": 1}
    recorded = store.record(db, [make.reading(f"https://gull.example/{i}") for i in (7, 5)])
    assert [r.article_id for r in recorded] == [2, 3]


def test_nothing_to_record(db: Database) -> None:
    assert store.record(db, []) == []


# --------------------------------------------------------------------------------------------------------- bad text


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\x00\ud83d\x00"])
def test_what_a_database_refuses_is_replaced_character_by_character(db: Database, make: Any, bad: str) -> None:
    text = f"Before{bad}after, with a smile \U0001f600."
    url = f"https://gull.example/{bad}"
    reading = make.reading(url, title=bad, text=text, credits=(make.credit(bad, quote=bad),), outlet=f"gull{bad}")
    (recorded,) = store.record(db, [reading])
    assert recorded.outcome is Outcome.READ
    found = links.texts(db, [1])[1].text
    assert found == "Before" + "\ufffd" * len(bad) + "after, with a smile \U0001f600."
    assert store.record(db, [make.reading(url, title=bad, text=text, at=5, body="x")])[0].outcome is Outcome.UNCHANGED
    store.note(db, outlet=bad, url=url, outcome=Outcome.FAILED, reason=bad, at=make.noon)


def test_a_text_of_two_megabytes(db: Database, make: Any) -> None:
    text = "Слово за словом. " * 120_000
    store.record(db, [make.reading(A, text=text)])
    assert links.texts(db, [1])[1].text == text


def test_an_address_too_long_for_an_index(db: Database, make: Any) -> None:
    tail = "".join(f"{i:x}-" for i in range(30_000))
    urls = [f"https://gull.example/{tail}{i}" for i in range(2)]
    assert [r.outcome for r in store.record(db, [make.reading(url) for url in urls])] == [Outcome.READ] * 2
    found = queries.article(db, urls[1])
    assert found is not None
    assert found.url == urls[1]


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_time(db: Database, make: Any, year: int) -> None:
    at = make.noon.replace(year=year)
    store.record(db, [make.reading(A, published=at)])
    found = queries.article(db, A)
    assert found is not None
    assert found.published_at == at
    assert queries.select(db, "SELECT published_at FROM articles").rows == ((at.isoformat(),),)


# --------------------------------------------------------------------------------------------------------- coverage


def test_every_outcome_is_counted_on_its_day_and_outlet(db: Database, make: Any) -> None:
    store.record(db, [make.reading(A), make.unread(B), make.unread(f"{B}x", outcome=Outcome.UNREADABLE)])
    store.record(db, [make.reading(A, at=24 * 60)])
    store.record(db, [make.reading("https://tern.example/1", outlet="tern.example", at=1)])
    for outcome in (Outcome.REFUSED, Outcome.BLOCKED, Outcome.GONE, Outcome.FAILED, Outcome.UNCHANGED):
        store.note(db, outlet="tern.example", url=f"https://tern.example/{outcome}", outcome=outcome, reason="x",
                   at=make.time(2))  # fmt: skip
    rows = queries.select(db, "SELECT * FROM coverage ORDER BY outlet, day").rows
    assert rows == (
        ("gull.example", "2026-03-01", 0, 3, 1, 0, 1, 0, 0, 1, "2026-03-01T12:00:00+00:00", 1, 0, 1, 0, 0, 0),
        ("gull.example", "2026-03-02", 0, 1, 0, 1, 0, 0, 0, 0, "2026-03-02T12:00:00+00:00", 0, 0, 0, 0, 0, 0),
        ("tern.example", "2026-03-01", 0, 2, 1, 1, 0, 1, 1, 1, "2026-03-01T12:02:00+00:00", 1, 0, 0, 0, 0, 1),
    )


def test_endings_sum_to_attempts(db: Database, make: Any) -> None:
    """Whatever happens to pages, each attempt is in one of seven columns, and what came in one of four."""
    made = [make.reading(f"{A}{n}", text=f"Text {n}.") for n in range(3)]
    made += [make.reading(A, text="Other."), make.reading(A, text="Another.", at=1), make.unread(B)]
    made += [make.unread(f"{B}x", outcome=Outcome.UNREADABLE)]
    store.record(db, made)
    noted = [Outcome.REFUSED, Outcome.BLOCKED, Outcome.BLOCKED, Outcome.GONE, Outcome.FAILED, Outcome.UNREADABLE]
    noted.append(Outcome.UNCHANGED)
    for number, outcome in enumerate(noted):
        at = make.time(number)
        store.note(db, outlet="gull.example", url=f"{B}{number}", outcome=outcome, reason="x", at=at)
    polls.note_poll(db, outlet="gull.example", url=f"{B}feed", outcome=Outcome.FAILED, reason="x", at=make.noon)
    (row,) = queries.select(db, "SELECT * FROM coverage").dicts()
    count: dict[str, Any] = row
    endings = ("articles", "unchanged", "not_article", "refused", "blocked", "gone", "failed")
    assert sum(count[name] for name in endings) == len(made) + len(noted)
    assert count["articles"] == count["new_articles"] + count["changed_articles"] == 5
    came = ("articles", "unchanged", "not_article", "unreadable")
    assert count["fetched"] == sum(count[name] for name in came)


def test_sources_are_counted_beside_pages_and_kept_day_by_day(db: Database, make: Any) -> None:
    feed: dict[str, Any] = {"outlet": "gull.example", "url": "https://gull.example/feed"}
    polls.note_poll(db, **feed, outcome=Outcome.READ, items=7, at=make.noon)
    polls.note_poll(db, **feed, outcome=Outcome.UNCHANGED, at=make.time(10))
    polls.note_poll(db, **feed, outcome=Outcome.BLOCKED, reason="403 Forbidden", at=make.time(20))
    polls.note_poll(db, **feed, outcome=Outcome.UNREADABLE, reason="not a feed", at=make.time(30))
    polls.note_poll(db, **feed, outcome=Outcome.READ, items=0, at=make.time(40))
    polls.note_poll(db, **feed, outcome=Outcome.READ, items=3, at=make.time(24 * 60))
    query = "SELECT day, read, unchanged, empty, items, last_items, refused, blocked, failed, reason FROM poll_day"
    assert queries.select(db, f"{query} ORDER BY day").rows == (
        ("2026-03-01", 2, 1, 1, 7, 0, 0, 1, 1, "not a feed"),
        ("2026-03-02", 1, 0, 0, 3, 3, 0, 0, 0, ""),
    )
    assert _coverage(db) == {"sources_read": 4, "sources_failed": 2}


def test_a_day_without_success_says_so(db: Database, make: Any) -> None:
    store.note(db, outlet="tern.example", url=A, outcome=Outcome.BLOCKED, reason="403", at=make.noon)
    assert queries.select(db, "SELECT blocked, last_success_at FROM coverage").rows == ((1, None),)


def _coverage(db: Database) -> dict[str, Any]:
    """The counts of all outlets and days that are not zero."""
    total: Counter[str] = Counter()
    for row in queries.select(db, "SELECT * FROM coverage").dicts():
        total.update({name: value for name, value in row.items() if isinstance(value, int) and value})
    return dict(total)
