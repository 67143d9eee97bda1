"""Originals that credits point to and that are not on record."""

from datetime import timedelta
from typing import Any

import pytest

from tracker.db import Database, frontier, redirects, store
from tracker.db.originals import Original, unseen_originals
from tracker.types import Hints, Outcome

COPY, ORIGINAL = "https://gull.example/copy", "https://nordwire.example/2026/ferry"


def wanted(db: Database, make: Any, outlets: tuple[str, ...] | None = None, *, at: float = 0, limit: int = 9) -> Any:
    found = unseen_originals(db, outlets, skip=lambda url: "bit.ly" in url, at=make.time(at), limit=limit)
    return [(original.url, original.credited_by) for original in found]


def record(db: Database, make: Any, url: str, *origins: str, **more: Any) -> None:
    stated = tuple(make.credit(f"wire{n}", origin_url=origin) for n, origin in enumerate(origins))
    store.record(db, [make.reading(url, credits=stated, **more)])


def test_newest_articles_first_each_original_once(db: Database, make: Any) -> None:
    record(db, make, COPY, ORIGINAL)
    record(db, make, f"{COPY}-2", f"{ORIGINAL}-2", f"{ORIGINAL}?utm_source=x", outlet="tern.example")
    assert wanted(db, make) == [(f"{ORIGINAL}-2", f"{COPY}-2"), (f"{ORIGINAL}?utm_source=x", f"{COPY}-2")]
    assert wanted(db, make, ("gull.example",)) == [(ORIGINAL, COPY)]
    assert wanted(db, make, ("crow.example",)) == []
    assert len(wanted(db, make, limit=1)) == 1
    assert wanted(db, make, limit=0) == []
    assert Original(ORIGINAL, COPY) in unseen_originals(
        db, ["gull.example"], skip=lambda _: False, at=make.noon, limit=3
    )


@pytest.mark.parametrize("origin", ["https://nordwire.example/", "https://bit.ly/ferry"])
def test_what_is_no_page(db: Database, make: Any, origin: str) -> None:
    record(db, make, COPY, origin)
    assert wanted(db, make) == []


def test_a_short_link_by_where_it_leads(db: Database, make: Any) -> None:
    record(db, make, COPY, "https://bit.ly/ferry")
    redirects.save_redirect(db, "https://bit.ly/ferry", target=ORIGINAL, at=make.noon)
    assert wanted(db, make) == [(ORIGINAL, COPY)]


def test_what_is_on_record_or_was_tried(db: Database, make: Any) -> None:
    record(db, make, COPY, ORIGINAL)
    store.record(db, [make.unread(ORIGINAL)])
    assert wanted(db, make) == [], "a page that is no article"

    other = f"{ORIGINAL}-2"
    record(db, make, f"{COPY}-2", other)
    assert wanted(db, make) == [(other, f"{COPY}-2")]
    frontier.discover(db, "nordwire.example", [(other, Hints(found_by="original"))], at=make.noon)
    assert wanted(db, make) == [(other, f"{COPY}-2")], "handed out, and never settled"
    later = make.noon + timedelta(hours=6)
    frontier.settle(db, other, outcome=Outcome.FAILED, reason="500", at=make.noon, next_attempt_at=later)
    assert wanted(db, make) == []
    assert wanted(db, make, at=360) == [(other, f"{COPY}-2")]
    record(db, make, other)
    assert wanted(db, make, at=360) == []


def test_a_citation_is_no_republication(db: Database, make: Any) -> None:
    store.record(db, [make.reading(COPY, credits=(make.credit(role="citation", origin_url=ORIGINAL),))])
    assert wanted(db, make) == []
