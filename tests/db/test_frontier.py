"""The frontier: what is to be fetched is in the database, and stays there until it is settled."""

from typing import Any

import pytest

from tracker.db import Database, frontier, queries, store
from tracker.db.frontier import SourceState
from tracker.types import Hints, Outcome

A, B, C = (f"https://gull.example/{name}" for name in "abc")
HINTS = Hints(found_by="feed", found_at="https://gull.example/rss", title="Заголовок", creators=("Ann", "Bo"))


def test_new_addresses_are_due_and_counted_once(db: Database, make: Any) -> None:
    found = [(A, HINTS), (B, Hints()), (f"{A}#again", Hints())]
    assert frontier.discover(db, "gull.example", found, at=make.noon) == [A, B]
    assert frontier.due(db, "gull.example", at=make.noon) == [(A, HINTS), (B, Hints())]
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
    assert [url for url, _ in frontier.due(db, "gull.example", at=make.time(9))] == [C]
    assert [url for url, _ in frontier.due(db, "gull.example", at=make.time(30))] == [C, B, A]
    assert [url for url, _ in frontier.due(db, "gull.example", at=make.time(30), limit=2)] == [C, B]
    assert frontier.due(db, "tern.example", at=make.time(30)) == []
    assert frontier.discover(db, "gull.example", [(A, Hints())], at=make.time(29)) == []
    assert frontier.discover(db, "gull.example", [(A, Hints())], at=make.time(30)) == [A]


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


@pytest.mark.parametrize(("minutes", "due"), [(0, ["new"]), (10, ["new", "soon"]), (60, ["new", "soon", "late"])])
def test_sources_come_due(db: Database, make: Any, minutes: float, due: list[str]) -> None:
    for name, when in (("late", make.time(60)), ("soon", make.time(10)), ("new", None)):
        state = SourceState(url=f"https://gull.example/{name}", outlet="gull", kind="feed", next_fetch_at=when)
        frontier.save_source_state(db, state)
    found = frontier.sources_due(db, at=make.time(minutes))
    assert [state.url.rpartition("/")[2] for state in found] == due
    assert frontier.sources_due(db, at=make.time(60), outlet="tern") == []


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
