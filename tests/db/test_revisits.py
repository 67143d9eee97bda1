"""Articles that are due to be looked at again, and what is kept of a visit."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tracker.db import Database, frontier, queries, revisits, store
from tracker.types import Hints, Outcome

URL = "https://gull.example/1"
HOUR, DAY = 60, 24 * 60


def found(db: Database, make: Any, url: str = URL, *, at: float = 0, **more: Any) -> None:
    """A page that a crawl found and recorded."""
    hints = Hints(found_by="feed", source_name="Nordwire")
    frontier.discover(db, "gull.example", [(url, hints)], at=make.time(at))
    reading = make.reading(url, at=at, **more)
    store.record(db, [replace(reading, receipt=replace(reading.receipt, hints=hints))])
    frontier.settle(db, url, outcome=Outcome.READ, reason="", at=make.time(at), next_attempt_at=None)


def due(db: Database, make: Any, *, at: float, outlets: tuple[str, ...] | None = None) -> list[str]:
    return [known.url for known in revisits.due_revisits(db, outlets, at=make.time(at), limit=9)]


@pytest.mark.parametrize(
    ("after", "following"),
    [
        (timedelta(0), timedelta(hours=1)),
        (timedelta(hours=1), timedelta(hours=6)),
        (timedelta(hours=2), timedelta(hours=6)),
        (timedelta(hours=6), timedelta(days=1)),
        (timedelta(days=2), timedelta(days=3)),
        (timedelta(days=6), timedelta(days=7)),
        (timedelta(days=7), timedelta(days=30)),
        (timedelta(days=30), None),
    ],
)
def test_the_next_step(make: Any, after: timedelta, following: timedelta | None) -> None:
    expected = None if following is None else make.noon + following
    assert revisits.next_visit(make.noon, make.noon + after) == expected


def test_what_a_crawl_found_is_due_when_its_time_has_come(db: Database, make: Any) -> None:
    found(db, make)
    found(db, make, "https://gull.example/2", at=30)
    store.record(db, [make.reading("https://gull.example/archived", title="Not found by a crawl")])
    assert due(db, make, at=59) == []
    assert due(db, make, at=60) == [URL]
    assert due(db, make, at=90) == ["https://gull.example/2", URL]
    assert due(db, make, at=90, outlets=("tern.example",)) == []
    assert due(db, make, at=90, outlets=("gull.example",)) == ["https://gull.example/2", URL]
    assert due(db, make, at=61 * DAY) == []
    (known, _) = revisits.due_revisits(db, None, at=make.time(90), limit=9)
    assert (known.outlet, known.hints.found_by) == ("gull.example", "feed")

    revisits.visited(db, URL, at=make.time(90))
    assert due(db, make, at=5 * HOUR) == ["https://gull.example/2"]
    assert URL in due(db, make, at=6 * HOUR)
    revisits.visited(db, URL, at=make.time(6 * HOUR), reason="500", again=timedelta(hours=2))
    assert URL in due(db, make, at=8 * HOUR)
    revisits.visited(db, URL, at=make.time(30 * DAY))
    assert URL not in due(db, make, at=99 * DAY)
    revisits.visited(db, "https://gull.example/unknown", at=make.noon)


def test_nothing_is_asked_for_ever(db: Database, make: Any) -> None:
    found(db, make)
    revisits.visited(db, URL, at=make.time(59 * DAY), reason="500", again=timedelta(hours=6))
    assert URL in due(db, make, at=60 * DAY)
    revisits.visited(db, URL, at=make.time(60 * DAY), reason="500", again=timedelta(hours=6))
    assert due(db, make, at=99 * DAY) == []


def test_a_page_that_goes_and_comes_back(db: Database, make: Any) -> None:
    found(db, make)
    revisits.gone(db, URL, at=make.time(HOUR))
    revisits.gone(db, URL, at=make.time(2 * HOUR))
    assert queries.select(db, "SELECT status FROM articles").rows == (("gone",),)
    shown = queries.show(db, URL)
    assert shown is not None
    assert shown.article.gone_at == make.time(HOUR)
    store.record(db, [make.reading(URL, at=3 * HOUR)])
    assert queries.select(db, "SELECT status, revisions FROM articles").rows == (("200", 1),)

    revisits.gone(db, URL, at=make.time(4 * HOUR))
    revisits.unchanged(db, URL, outlet="gull.example", at=make.time(5 * HOUR))
    shown = queries.show(db, URL)
    assert shown is not None
    assert (shown.article.gone_at, shown.article.last_seen_at) == (None, make.time(5 * HOUR))
    assert queries.select(db, "SELECT unchanged FROM coverage").rows == ((2,),)


def test_a_fetch_of_before_brings_nothing_back(db: Database, make: Any) -> None:
    found(db, make, at=HOUR)
    revisits.gone(db, URL, at=make.time(2 * HOUR))
    store.record(db, [make.reading(URL, at=0, text="An older text.")])
    assert queries.select(db, "SELECT status FROM articles").rows == (("gone",),)


def changes(db: Database) -> list[tuple[Any, ...]]:
    query = "SELECT change, role, source, quote FROM credit_changes ORDER BY seen_at, change DESC, source"
    return list(queries.select(db, query).rows)


def test_credits_that_come_and_go(db: Database, make: Any) -> None:
    by, line = make.credit(), make.credit(form="source_line", quote="Source: Nordwire")
    found(db, make, credits=(by, line))
    assert changes(db) == []
    store.record(db, [make.reading(URL, at=60, body="other bytes", credits=(by, line))])
    assert changes(db) == []
    # Said twice before and once now: one of the two is gone.
    store.record(db, [make.reading(URL, at=120, body="b", credits=(by, by, line))])
    store.record(db, [make.reading(URL, at=180, body="c", credits=(by,))])
    assert sorted(changes(db)) == [
        ("added", "credit", "nordwire", "By Nordwire"),
        ("dropped", "credit", "nordwire", "By Nordwire"),
        ("dropped", "credit", "nordwire", "Source: Nordwire"),
    ]
    assert len(queries.select(db, "SELECT * FROM credits").rows) == 1
    shown = queries.show(db, URL)
    assert shown is not None
    assert [change["change"] for change in shown.credit_changes] == ["added", "dropped", "dropped"]


def test_two_fetches_recorded_in_one_piece(db: Database, make: Any) -> None:
    wire, other = make.credit(), make.credit("southwire")
    store.record(
        db,
        [
            make.reading(URL, credits=(wire,)),
            make.reading(URL, at=60, body="b", credits=()),
            make.reading(URL, at=120, body="c", credits=(other,)),
        ],
    )
    assert changes(db) == [
        ("dropped", "credit", "nordwire", "By Nordwire"),
        ("added", "credit", "southwire", "By Southwire"),
    ]
