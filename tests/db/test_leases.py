"""Leases: one crawl an outlet, for as long as it lives."""

import subprocess
import sys
from typing import Any

from tracker.db import Database, hosts, leases
from tracker.db.hosts import HostState

#: Takes forty outlets again and again, and says which it got each time; the clock is made up.
TAKE = """
import sys
from datetime import UTC, datetime, timedelta
from tracker.db import leases, open_database
url, holder = sys.argv[1:]
now = datetime(2026, 3, 1, tzinfo=UTC)
with open_database(url) as db:
    print("ready", flush=True)
    sys.stdin.readline()
    outlets = [f"outlet{n}" for n in range(40)]
    for outlet in outlets if holder == "a" else outlets[::-1]:
        print(*leases.take(db, [outlet], holder=holder, at=now, until=now + timedelta(minutes=10)), flush=True)
"""


def test_an_outlet_has_one_holder_until_the_lease_ends(db: Database, make: Any) -> None:
    taken = leases.take(db, ["gull", "tern"], holder="one", at=make.noon, until=make.time(10))
    assert taken == {"gull", "tern"}
    assert leases.take(db, ["tern", "skua"], holder="two", at=make.time(9), until=make.time(19)) == {"skua"}
    assert leases.take(db, ["gull"], holder="one", at=make.time(9), until=make.time(19)) == {"gull"}, "its own"
    assert [(held.outlet, held.holder) for held in leases.held(db, at=make.time(9))] == [
        ("gull", "one"),
        ("skua", "two"),
        ("tern", "one"),
    ]
    # The first was killed: nobody renews, and what it had is free at the end.
    assert leases.take(db, ["tern"], holder="two", at=make.time(10), until=make.time(20)) == {"tern"}
    assert leases.renew(db, holder="one", until=make.time(29)) == {"gull"}, "what was taken from it is not renewed"
    assert leases.take(db, ["gull"], holder="two", at=make.time(28), until=make.time(38)) == set()
    leases.release(db, holder="one")
    assert leases.take(db, ["gull"], holder="two", at=make.time(28), until=make.time(38)) == {"gull"}
    assert leases.take(db, [], holder="two", at=make.noon, until=make.noon) == set()


def test_two_processes_never_take_one_outlet(database_url: str, db: Database) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE, database_url, holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for holder in ("a", "b")
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    taken = [process.communicate(timeout=60)[0].split() for process in both]
    assert sorted(taken[0] + taken[1]) == sorted(f"outlet{n}" for n in range(40))


def test_renewing_waits_for_no_long_transaction_on_postgresql(db: Database, make: Any) -> None:
    """Linking may hold the writer's lock for minutes. An SQLite file has that one lock only."""
    leases.take(db, ["gull"], holder="one", at=make.noon, until=make.time(10))
    if db.kind == "postgresql":
        with db.write():
            assert leases.renew(db, holder="one", until=make.time(20)) == {"gull"}


def test_the_trouble_of_hosts(db: Database, make: Any) -> None:
    state = HostState(host="gull.example", failures=1, rests_until=None, reason="503", changed_at=make.noon)
    worse = HostState(host="gull.example", failures=2, rests_until=make.time(9), reason="429", changed_at=make.time(5))
    for saved in (state, worse):
        hosts.save_trouble(db, saved)
        assert hosts.troubled(db) == [saved]
    hosts.forget_trouble(db, "gull.example")
    assert hosts.troubled(db) == []
