"""Readings made up for the database's tests, and a way to look at everything that is stored."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tracker.db import Database, links
from tracker.db.tables import Base
from tracker.types import Article, Credit, Moment, Outcome, Reading, Receipt, Unread

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Make:
    """Readings of made-up pages; times are in minutes after noon of a made-up day."""

    noon = NOON

    def reading(
        self,
        url: str = "https://gull.example/1",
        *,
        title: str = "Harbour reopens",
        text: str = "The harbour reopened.\nShips came in.",
        at: float = 0,
        body: str | None = None,
        outlet: str = "gull.example",
        credits: tuple[Credit, ...] = (),  # noqa: A002 - the word of the project
        fingerprints: tuple[int, ...] = (-5, 3, 8),
        published: datetime | None = NOON,
        **more: Any,
    ) -> Reading:
        receipt = self.receipt(url, body=body or f"{title}|{text}", at=at, outlet=outlet)
        moment = published and Moment(at=published, source="jsonld", precision="second", raw=published.isoformat())
        values: dict[str, Any] = {
            "url": url,
            "final_url": url,
            "title": title,
            "text": text,
            "language": "en",
            "published": moment,
            "modified": None,
            "canonical_url": None,
            "site_names": (),
            "outlet": outlet,
        }
        return Reading(receipt=receipt, article=Article(**values | more), credits=credits, fingerprints=fingerprints)

    def unread(
        self,
        url: str = "https://gull.example/1",
        *,
        outcome: Outcome = Outcome.NOT_ARTICLE,
        reason: str = "a list of links",
        at: float = 0,
        body: str = "list",
        outlet: str = "gull.example",
    ) -> Reading:
        receipt = self.receipt(url, body=body, at=at, outlet=outlet)
        return Reading(receipt=receipt, article=Unread(outcome=outcome, reason=reason))

    def receipt(self, url: str, *, body: str, at: float, outlet: str) -> Receipt:
        return Receipt(
            url=url,
            final_url=url,
            fetched_at=self.time(at),
            status=200,
            sha256=hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest(),
            size=len(body),
            outlet=outlet,
        )

    def credit(self, source: str = "nordwire", **more: Any) -> Credit:
        values: dict[str, Any] = {
            "role": "credit",
            "source": source,
            "source_kind": "agency",
            "source_name": source.title(),
            "form": "byline",
            "extent": "whole",
            "quote": f"By {source.title()}",
            "location": "byline",
            "rule": "byline.by",
            "confidence": 0.95,
            "origin_url": None,
        }
        return Credit(**values | more)

    def time(self, minutes: float) -> datetime:
        return NOON + timedelta(minutes=minutes)


@pytest.fixture
def make() -> Make:
    return Make()


@pytest.fixture
def marks() -> Callable[[Database, int], tuple[int, ...]]:
    """`marks(db, article_id)`: the article's fingerprints, as long as they wait for the index."""

    def read(db: Database, article_id: int) -> tuple[int, ...]:
        found, unknown = links.own_postings(db, [article_id])
        assert not unknown
        return tuple(found["hash"].tolist())

    return read


@pytest.fixture
def stored() -> Callable[[Database], dict[str, list[tuple[Any, ...]]]]:
    """Everything that the tables hold, in an order of its own: equal for equal databases."""

    def everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
        with db.read() as connection:
            return {
                name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for name, table in Base.metadata.tables.items()
            }

    return everything
