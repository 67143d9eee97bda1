"""The gate: what is turned away before it is asked. On real sockets: test_manners.py."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.signalmanager import SignalManager
from twisted.internet.task import Clock

from spiders.answers import PostponedError
from spiders.gate import GateMiddleware, outlet_of
from spiders.ledger import Ledger
from spiders.targets import Source
from tracker.db import leases
from tracker.errors import DatabaseError

PAGE = Request("http://gull.example/1", cb_kwargs={"outlet": "gull"})


def gate_of(ledger: Ledger | None) -> GateMiddleware:
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(ledger=ledger), engine=None, signals=SignalManager())
    return GateMiddleware.from_crawler(crawler)


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(f"sqlite:///{tmp_path}/t.db") as opened:
        yield opened


def turned_away(gate: GateMiddleware, request: Request = PAGE) -> str | None:
    try:
        asyncio.run(gate.process_request(request))
    except PostponedError as error:
        return str(error)
    return None


def test_a_lost_outlet_is_not_asked(ledger: Ledger) -> None:
    gate = gate_of(ledger)
    assert turned_away(gate) is None
    ledger.leases.lost.add("gull")
    assert turned_away(gate) == "another crawl has taken over the outlet"
    assert turned_away(gate, Request("http://tern.example/1", cb_kwargs={"outlet": "tern"})) is None


def test_nothing_is_asked_after_the_end(ledger: Ledger) -> None:
    gate = gate_of(ledger)
    gate.end()
    assert turned_away(gate) == "the crawl was stopped"


def test_a_crawl_of_scrapy_s_own_has_no_ledger() -> None:
    assert turned_away(gate_of(None)) is None


def test_leases_are_renewed_while_the_crawl_lives(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[float] = []
    clock: Any = Clock()
    monkeypatch.setattr(ledger.leases, "renew", lambda: renewed.append(clock.seconds()))
    ledger.leases.begin("gull", "a page")
    gate = gate_of(ledger)
    for loop in gate._loops:
        loop.clock = clock
    ledger.leases.take("gull")
    gate.opened()
    for _ in range(5):
        clock.advance(60)
    gate.closed()
    clock.advance(600)
    assert renewed == [120, 240]
    assert leases.held(ledger.tracker.db, at=datetime.now(UTC)) == []


def test_without_its_database_a_lease_cannot_be_renewed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise DatabaseError("the disk is full", "t.db")

    monkeypatch.setattr(ledger.leases, "renew", full)
    gate_of(ledger)._renew()
    assert ledger.summary.stopped == "t.db: the disk is full"


@pytest.mark.parametrize(
    ("asked", "outlet"),
    [
        ({"outlet": "gull", "url": "x"}, "gull"),
        ({"source": Source(url="x", kind="feed", outlet="tern")}, "tern"),
        ({"guessed_for": Source(url="x", kind="feed", outlet="tern")}, "tern"),
        ({"walked": ()}, ""),
    ],
)
def test_for_whom_something_is_asked(asked: dict[str, Any], outlet: str) -> None:
    assert outlet_of(Request("http://gull.example/1", cb_kwargs=asked)) == outlet
