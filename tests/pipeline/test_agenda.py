"""What is to be crawled next: sources, addresses, cron, and what stands in the way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from tracker.catalogue import Catalogue
from tracker.catalogue.entries import Outlet
from tracker.db import Database, frontier, hosts, leases
from tracker.db.frontier import SourceState
from tracker.db.hosts import HostState
from tracker.pipeline import agenda, own_name
from tracker.types import Hints, Outcome

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEED = "http://tide.example/feed"
TIDE = Outlet(key="tide", name="Tide", domains=("tide.example",), feeds=(FEED,))


def minutes(count: float) -> datetime:
    return NOON + timedelta(minutes=count)


def coming(db: Database, *outlets: Outlet) -> list[tuple[str, datetime]]:
    catalogue = Catalogue(MappingProxyType({}), MappingProxyType({outlet.key: outlet for outlet in outlets}))
    return [(due.outlet, due.at) for due in agenda(db, catalogue, at=NOON)]


def polled(db: Database, *, outlet: str = "tide", url: str = FEED, next_minutes: float = 30) -> None:
    state = SourceState(
        url=url, outlet=outlet, kind="feed", last_fetched_at=minutes(-5), next_fetch_at=minutes(next_minutes)
    )
    frontier.save_source_state(db, state)


def test_what_was_never_asked_is_due_and_what_has_no_sources_is_not(db: Database) -> None:
    ((outlet, at),) = coming(db, TIDE, Outlet(key="quiet", name="Quiet", domains=("quiet.example",)))
    assert (outlet, at < NOON) == ("tide", True)


def test_the_first_of_sources_and_addresses_decides(db: Database) -> None:
    polled(db)
    polled(db, outlet="found.example", url="http://found.example/rss", next_minutes=-10)
    assert coming(db, TIDE) == [("found.example", minutes(-10)), ("tide", minutes(30))]
    url = "http://tide.example/1"
    frontier.discover(db, "tide", [(url, Hints())], at=NOON)
    frontier.settle(db, url, outcome=Outcome.FAILED, reason="", at=NOON, next_attempt_at=minutes(15))
    frontier.discover(db, "alone.example", [("http://alone.example/1", Hints())], at=minutes(20))
    assert coming(db, TIDE)[1:] == [("tide", minutes(15)), ("alone.example", minutes(20))]


def test_a_cron_decides_alone(db: Database) -> None:
    by_cron = replace(TIDE, cron="0 6 * * *", timezone="Europe/Oslo")
    assert coming(db, by_cron)[0][1] < NOON, "the first time at once"
    polled(db)
    frontier.discover(db, "tide", [("http://tide.example/1", Hints())], at=NOON)
    assert coming(db, by_cron) == [("tide", datetime(2026, 3, 2, 5, 0, tzinfo=UTC))]


@pytest.mark.parametrize(("hindered", "at"), [(20, 20), (-20, -3)])
def test_hosts_and_leases_stand_in_the_way(db: Database, hindered: float, at: float) -> None:
    polled(db, next_minutes=-3)
    state = HostState(host="tide.example", failures=1, rests_until=minutes(hindered), reason="429", changed_at=NOON)
    hosts.save_trouble(db, state)
    assert coming(db, TIDE) == [("tide", minutes(at))]
    leases.take(db, ["tide"], holder="one", at=minutes(-30), until=minutes(hindered + 1))
    assert coming(db, TIDE) == [("tide", minutes(at + (hindered > 0)))]


def test_a_crawl_that_was_killed_stands_in_nobodys_way(db: Database) -> None:
    """On this machine, where it is known to be dead; with its number given to a process that started later, too."""
    polled(db, next_minutes=-3)
    machine, number, started, word = own_name().split(" ")
    for holder, at in [
        (f"{machine} {number} {started} {word}", 10),
        (f"{machine} {number} {int(started or 2) - 1} {word}", -3 if started else 10),
        (f"elsewhere {number} {started} {word}", 10),
        ("a name of another program", 10),
    ]:
        leases.take(db, ["tide"], holder=holder, at=minutes(60), until=minutes(10))
        assert coming(db, TIDE) == [("tide", minutes(at))]
        leases.release(db, holder=holder)
