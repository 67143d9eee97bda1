"""A crawl's leases: taken once, renewed, lost when the machine slept; the dead are known on their own machine."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spiders.leases import LENGTH, RENEWAL, Leases, said
from spiders.ledger import Ledger
from tracker.db import Database, leases
from tracker.db.leases import Held

FAR = datetime(2999, 1, 1, tzinfo=UTC)
HAS_PROC = Path("/proc/self/stat").exists()


def test_one_of_two_crawls_has_an_outlet(db: Database) -> None:
    one, two = Leases(db), Leases(db)
    assert one.take("gull")
    assert one.take("gull")
    assert not two.take("gull")
    assert f"process {os.getpid()} on " in said(two.refused["gull"])
    one.release()
    one.release()
    assert not two.take("gull"), "what was left to another stays so for this run"
    assert Leases(db).take("gull")


def test_an_outlet_with_nothing_under_way_is_given_back(db: Database) -> None:
    crawl = Leases(db)
    for outlet in ("gull", "tern", "skua"):
        assert crawl.take(outlet)
    for outlet, work in (("gull", "a"), ("gull", "b"), ("tern", "a")):
        crawl.begin(outlet, work)
    crawl.end("gull", "a")
    crawl.release_idle()
    assert [held.outlet for held in leases.held(db, at=datetime.now(UTC))] == ["gull", "tern"]
    for outlet, work in (("gull", "b"), ("tern", "a"), ("tern", "a"), ("tern", "never begun")):
        crawl.end(outlet, work)
    crawl.release_idle()
    crawl.release_idle()
    assert leases.held(db, at=datetime.now(UTC)) == []
    assert Leases(db).take("gull")
    assert not crawl.take("gull"), "another has it now"
    assert crawl.take("tern"), "it may be taken again"


def test_a_lease_is_renewed_well_before_it_ends(db: Database) -> None:
    assert 3 * RENEWAL < LENGTH
    crawl = Leases(db)
    crawl.take("gull")
    with db.write() as connection:
        connection.exec_driver_sql("UPDATE lease SET expires_at = taken_at")
    assert leases.held(db, at=datetime.now(UTC)) == []
    crawl.renew()
    assert [held.outlet for held in leases.held(db, at=datetime.now(UTC) + LENGTH - timedelta(minutes=1))] == ["gull"]
    assert crawl.lost == set()


def test_what_another_took_meanwhile_is_lost(db: Database) -> None:
    """As where the machine slept for an hour."""
    crawl = Leases(db)
    assert crawl.take("gull")
    assert crawl.take("tern")
    leases.take(db, ["gull"], holder="elsewhere 7 1 x", at=datetime.now(UTC) + 2 * LENGTH, until=FAR)
    crawl.renew()
    assert crawl.lost == {"gull"}
    assert not crawl.take("gull")
    assert crawl.take("tern")


@pytest.mark.skipif(not HAS_PROC, reason="without /proc nobody is known to be dead")
def test_a_dead_process_of_this_machine_holds_nothing(db: Database, database_url: str) -> None:
    take = "import sys; from spiders.leases import Leases; from tracker.db import open_database; import os\n"
    take += "with open_database(sys.argv[1]) as db: assert Leases(db).take('gull'); os._exit(9)"
    process = subprocess.Popen([sys.executable, "-c", take, database_url])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # ended, and a zombie as long as nobody asks for its code
    assert [held.outlet for held in leases.held(db, at=datetime.now(UTC))] == ["gull"]
    assert Leases(db).take("gull")
    assert process.wait() == 9


def test_a_page_of_an_outlet_that_another_crawls_waits(tmp_path: Path) -> None:
    """An aggregator's feed names pages of others: these are not fetched beside the crawl of their own outlet."""
    url, theirs = "http://gull.example/1", "http://tern.example/2025/1"
    with Ledger(f"sqlite:///{tmp_path}/t.db") as ledger:
        leases.take(ledger.tracker.db, ["tern.example"], holder="elsewhere 7 1 x", at=datetime.now(UTC), until=FAR)
        assert ledger.claim("gull.example", url)
        assert not ledger.claim("gull.example", theirs)
        assert not ledger.claim("gull.example", theirs)
        assert list(ledger.summary.postponed) == [
            ("tern.example", "crawled by process 7 on elsewhere, at least until 00:00 UTC")
        ]


def test_who_holds_is_said() -> None:
    assert said(None) == "another crawl"
    held = Held(outlet="gull", holder="desk/boot/pid:[1] 12 99 ab", expires_at=datetime(2026, 3, 1, 12, 5, tzinfo=UTC))
    assert said(held) == "process 12 on desk, at least until 12:05 UTC"
