"""The frontier: what is to be fetched is in the database, and stays there until it is settled."""

from typing import Any

from tracker.db import Database, frontier, queries, store
from tracker.db.frontier import SourceState, Waiting
from tracker.types import Hints, Outcome

A, B, C = (f"https://gull.example/{name}" for name in "abc")
HINTS = Hints(found_by="feed", found_at="https://gull.example/rss", title="Заголовок", creators=("Ann", "Bo"))


def test_new_addresses_are_due_and_counted_once(db: Database, make: Any) -> None:
    found = [(A, HINTS), (B, Hints()), (f"{A}#again", Hints())]
    assert frontier.discover(db, "gull.example", found, at=make.noon) == [A, B]
    assert frontier.due(db, "gull.example", at=make.noon) == [
        Waiting(url=A, hints=HINTS),
        Waiting(url=B, hints=Hints()),
    ]
    assert queries.select(db, "SELECT outlet, discovered FROM coverage").rows == (("gull.example", 2),)


def test_an_address_is_handed_out_until_it_is_settled(db: Database, make: Any) -> None:
    frontier.discover(db, "gull.example", [(A, HINTS)], at=make.noon)
    # The crawl was killed: the next one gets the address again, and does not count it again.
    assert frontier.discover(db, "gull.example", [(A, HINTS)], at=make.time(5)) == [A]
    frontier.settle(db, A, outcome=Outcome.READ, reason="", at=make.time(6), next_attempt_at=None)
    assert frontier.discover(db, "gull.example", [(A, HINTS)], at=make.time(7)) == []
    assert frontier.due(db, "gull.example", at=make.time(7)) == []
    assert queries.select(db, "SELECT discovered FROM coverage").rows == ((1,),)


def test_a_next_attempt_comes_due(db: Database, make: Any) -> None:
    frontier.discover(db, "gull.example", [(A, Hints()), (B, Hints()), (C, Hints())], at=make.noon)
    for url, minutes in ((A, 30), (B, 10)):
        later = make.time(minutes)
        frontier.settle(db, url, outcome=Outcome.FAILED, reason="502", at=make.noon, next_attempt_at=later)
    assert [found.url for found in frontier.due(db, "gull.example", at=make.time(9))] == [C]
    assert [found.url for found in frontier.due(db, "gull.example", at=make.time(30))] == [C, B, A]
    assert [found.url for found in frontier.due(db, "gull.example", at=make.time(30), limit=2)] == [C, B]
    assert frontier.due(db, "tern.example", at=make.time(30)) == []
    assert frontier.discover(db, "gull.example", [(A, Hints())], at=make.time(29)) == []
    assert frontier.discover(db, "gull.example", [(A, Hints())], at=make.time(30)) == [A]


def test_attempts_and_failures_in_a_row_are_counted(db: Database, make: Any) -> None:
    frontier.discover(db, "gull.example", [(A, Hints())], at=make.noon)
    for outcome, failures in ((Outcome.FAILED, 1), (Outcome.BLOCKED, 2), (Outcome.READ, 0), (Outcome.REFUSED, 1)):
        frontier.settle(db, A, outcome=outcome, reason="", at=make.noon, next_attempt_at=make.noon)
        assert frontier.failures(db, A) == failures
    (waiting,) = frontier.due(db, "gull.example", at=make.noon)
    assert (waiting.attempts, waiting.failures, waiting.outcome) == (4, 1, Outcome.REFUSED)
    assert frontier.failures(db, B) == 0


def test_a_page_that_came_from_a_file_is_known(db: Database, make: Any) -> None:
    """It is no discovery, and not fetched once more."""
    store.record(db, [make.reading(A), make.unread(B)])
    assert frontier.known(db, [A, B, C]) == 2
    assert frontier.discover(db, "gull.example", [(A, HINTS), (B, HINTS), (C, HINTS)], at=make.time(5)) == [C]
    assert frontier.discover(db, "gull.example", [(A, HINTS), (B, HINTS)], at=make.time(9)) == []
    assert [found.url for found in frontier.due(db, "gull.example", at=make.time(9))] == [C]
    rows = queries.select(db, "SELECT outcome, attempts FROM address ORDER BY url").rows
    assert rows == (("read", 1), ("not_article", 1), (None, 0))
    assert queries.select(db, "SELECT sum(discovered) FROM coverage").rows == ((1,),)
    assert frontier.known(db, [A, B, C]) == 3


def test_a_noted_refusal_keeps_its_reason(db: Database, make: Any) -> None:
    frontier.discover(db, "gull.example", [(A, HINTS)], at=make.noon)
    for url in (A, B):
        store.note(db, outlet="gull.example", url=url, outcome=Outcome.REFUSED, reason="robots.txt", at=make.noon)
    rows = queries.select(db, "SELECT url, outcome, reason FROM address ORDER BY url").rows
    assert rows == ((A, "refused", "robots.txt"), (B, "refused", "robots.txt"))
    assert queries.select(db, "SELECT refused FROM coverage").rows == ((2,),)


def test_the_state_of_a_source(db: Database, make: Any) -> None:
    url = "https://gull.example/rss"
    assert frontier.source_state(db, url) is None
    state = SourceState(url=url, outlet="gull.example", kind="feed", etag='"1"', last_fetched_at=make.noon,
                        next_fetch_at=make.time(10), interval_seconds=600)  # fmt: skip
    frontier.save_source_state(db, state)
    assert frontier.source_state(db, url) == state
    changed = SourceState(url=url, outlet="gull.example", kind="feed", failures=2, reason="timeout")
    frontier.save_source_state(db, changed)
    assert frontier.source_state(db, url) == changed


def test_sources_and_the_first_address_that_waits(db: Database, make: Any) -> None:
    for outlet, name in (("tern", "b"), ("gull", "c"), ("tern", "a")):
        frontier.save_source_state(db, SourceState(url=f"https://{outlet}.example/{name}", outlet=outlet, kind="feed"))
    assert [(state.outlet, state.url[-1]) for state in frontier.sources(db)] == [
        ("gull", "c"),
        ("tern", "a"),
        ("tern", "b"),
    ]
    assert frontier.waiting(db) == {}
    frontier.discover(db, "gull", [(A, Hints()), (B, Hints())], at=make.noon)
    frontier.settle(db, A, outcome=Outcome.READ, reason="", at=make.noon, next_attempt_at=None)
    frontier.settle(db, B, outcome=Outcome.FAILED, reason="", at=make.noon, next_attempt_at=make.time(60))
    assert frontier.waiting(db) == {"gull": make.time(60)}


def test_runs_are_numbered_and_say_how_they_ended(db: Database, make: Any) -> None:
    first = frontier.begin_run(db, "crawl", arguments={"outlets": ["gull"]}, at=make.noon)
    second = frontier.begin_run(db, "link")
    frontier.end_run(db, first, {"read": 3}, at=make.time(5))
    assert (first, second) == (1, 2)
    rows = queries.select(db, "SELECT kind, arguments, ended_at, summary FROM run ORDER BY run_id").rows
    assert rows == (
        ("crawl", '{"outlets": ["gull"]}', "2026-03-01T12:05:00+00:00", '{"read": 3}'),
        ("link", "{}", None, None),
    )
