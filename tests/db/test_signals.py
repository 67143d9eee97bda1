"""Signals found in a database: each by a made-up outlet to which just that happens, beside one that is well."""

from datetime import timedelta
from typing import Any

from tracker.db import Database, polls, queries, store
from tracker.db.signals import watch
from tracker.signals import Signal
from tracker.types import Outcome

DAY = 24 * 60.0


def found(db: Database, outlet: str = "gull.example", **more: Any) -> list[Signal]:
    signals = watch(db, **more)
    assert all(signal.outlet == outlet for signal in signals), signals
    return signals


def articles(make: Any, count: int, *, at: float, words: int = 300, **more: Any) -> list[Any]:
    """New articles of gull.example, no two with a line in common."""
    return [
        make.reading(
            f"https://gull.example/{at}/{n}", title=f"{n} at {at}", text=f"{n} {at} " * (words // 2), at=at, **more
        )
        for n in range(count)
    ]


def author(make: Any, name: str = "ada brook") -> tuple[Any, ...]:
    return (make.credit(name, role="author", source_kind="person"),)


def test_an_outlet_that_is_well_gives_none(db: Database, make: Any) -> None:
    for day in range(12):
        store.record(db, articles(make, 9, at=day * DAY, credits=author(make)))
        polls.note_poll(
            db, outlet="gull.example", url="https://gull.example/feed", outcome=Outcome.READ, items=9,
            at=make.time(day * DAY),
        )  # fmt: skip
    store.note(db, outlet="gull.example", url="https://gull.example/x", outcome=Outcome.BLOCKED, reason="402",
               at=make.noon)  # fmt: skip
    assert found(db) == []


def test_refused_pages_and_a_challenged_feed(db: Database, make: Any) -> None:
    store.record(db, articles(make, 2, at=0))
    for n, reason in enumerate(("403 Forbidden", "403 Forbidden", "a challenge instead of a page (200 OK)")):
        url = f"https://gull.example/x{n}"
        store.note(db, outlet="gull.example", url=url, outcome=Outcome.BLOCKED, reason=reason, at=make.noon)
    feed = "https://gull.example/feed"
    polls.note_poll(db, outlet="gull.example", url=feed, outcome=Outcome.BLOCKED, reason="feed: 429", at=make.time(DAY))
    pages, source = found(db)
    assert (pages.kind, pages.pages, pages.url) == ("blocked", 3, "https://gull.example/x0")
    assert pages.evidence == (
        "3 of 5 pages: 403 Forbidden (2), a challenge instead of a page (200 OK) (1)"
    )  # fmt: skip
    assert (source.day - pages.day, source.url) == (timedelta(days=1), feed)
    assert source.evidence == "1 reading of a source: feed: 429 (1)"


def test_one_page_for_every_address(db: Database, make: Any) -> None:
    wall = [make.reading(f"https://gull.example/{n}", body="We value your privacy") for n in range(5)]
    store.record(db, wall)
    (signal,) = found(db)
    assert (signal.kind, signal.pages, signal.evidence) == ("same_page", 5, "5 of 5 addresses gave the same bytes")


def test_one_text_in_bytes_that_differ(db: Database, make: Any) -> None:
    store.record(db, [make.reading(f"https://gull.example/{n}", body=f"wall, ticket {n}") for n in range(6)])
    (signal,) = found(db)
    assert (signal.kind, signal.evidence) == ("same_page", "6 of 6 addresses gave the same text")


def test_a_feed_that_gives_nothing_any_more(db: Database, make: Any) -> None:
    feed: dict[str, Any] = {"outlet": "gull.example", "url": "https://gull.example/feed"}
    for day in range(4):
        polls.note_poll(db, **feed, outcome=Outcome.READ, items=20, at=make.time(day * DAY))
    polls.note_poll(db, **feed, outcome=Outcome.READ, items=0, at=make.time(4 * DAY))
    (signal,) = found(db)
    assert (signal.kind, signal.subject) == ("no_items", feed["url"])
    polls.note_poll(db, **feed, outcome=Outcome.READ, items=12, at=make.time(4 * DAY + 60))
    assert found(db) == []  # it was for an hour


def test_a_feed_that_cannot_be_read_for_days(db: Database, make: Any) -> None:
    """Not one that never was, and not before the third day."""
    feed: dict[str, Any] = {"outlet": "gull.example", "url": "https://gull.example/feed"}
    dead: dict[str, Any] = {"outlet": "gull.example", "url": "https://gull.example/dead"}
    polls.note_poll(db, **feed, outcome=Outcome.READ, items=2, at=make.noon)
    for day in (1, 2, 4):
        assert found(db) == []
        for source in (feed, dead):
            polls.note_poll(db, **source, outcome=Outcome.FAILED, reason="feed: 404 Not Found", at=make.time(day * DAY))
    (signal,) = found(db)
    assert (signal.kind, signal.subject, signal.pages) == ("failing", feed["url"], 3)
    assert signal.evidence == "could not be read on 3 days (3 readings): feed: 404 Not Found"
    polls.note_poll(db, **feed, outcome=Outcome.READ, items=2, at=make.time(4 * DAY + 60))
    assert found(db) == []


def test_texts_that_shrank_to_their_beginning(db: Database, make: Any) -> None:
    long = [" ".join(f"w{n}x{i}" for i in range(300)) for n in range(2)]
    store.record(db, [make.reading(f"https://gull.example/{n}", text=long[n]) for n in range(2)])
    short = [" ".join(text.split()[:40]) + "\nSubscribe to go on." for text in long]
    store.record(db, [make.reading(f"https://gull.example/{n}", text=short[n], at=DAY) for n in range(2)])
    (signal,) = found(db)
    assert (signal.kind, signal.subject, signal.pages) == ("teaser", "known", 2)


def test_new_articles_that_are_teasers(db: Database, make: Any) -> None:
    for day in range(4):
        store.record(db, articles(make, 8, at=day * DAY, words=400))
    store.record(db, articles(make, 8, at=5 * DAY, words=60))
    (signal,) = found(db)
    assert (signal.kind, signal.subject, signal.pages) == ("teaser", "new", 8)


def test_a_byline_that_is_gone_from_the_template(db: Database, make: Any) -> None:
    for day in range(4):
        store.record(db, articles(make, 10, at=day * DAY, credits=author(make)))
    store.record(db, articles(make, 12, at=8 * DAY))
    (signal,) = found(db)
    assert (signal.kind, signal.subject, signal.pages) == ("no_credits", "author byline", 12)
    assert signal.evidence == (
        "0 % of 12 new articles carry a credit of the form author byline; of 40 before 100 % did"
    )  # fmt: skip


def test_days_are_judged_anew_and_others_left_alone(db: Database, make: Any) -> None:
    wall = [make.reading(f"https://gull.example/{n}", body="We value your privacy") for n in range(5)]
    store.record(db, wall)
    found(db)
    assert found(db, since=make.time(DAY)) == []
    query = "SELECT outlet, day, kind, subject, pages, url FROM signals"
    assert queries.select(db, query).rows == (
        ("gull.example", "2026-03-01", "same_page", "", 5, "https://gull.example/0"),
    )
    store.record(db, [make.reading(f"https://gull.example/b{n}", text=f"Text {n}.") for n in range(6)])
    assert found(db, since=make.noon) == []
    assert queries.select(db, query).rows == ()


def test_outlets_that_were_not_asked_about_keep_theirs(db: Database, make: Any) -> None:
    for outlet in ("gull.example", "tern.example"):
        store.record(db, [make.reading(f"https://{outlet}/{n}", body="A wall", outlet=outlet) for n in range(5)])
    query = "SELECT outlet FROM signals ORDER BY outlet"
    assert [signal.outlet for signal in watch(db, outlets=["tern.example"])] == ["tern.example"]
    assert queries.select(db, query).rows == (("tern.example",),)
    assert [signal.outlet for signal in watch(db, outlets=["gull.example", "nobody"])] == ["gull.example"]
    assert queries.select(db, query).rows == (("gull.example",), ("tern.example",))
    assert watch(db, outlets=[]) == []
    assert len(watch(db)) == 2
