"""Made-up answers of a server."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tracker.extract import extract
from tracker.types import Article, Hints, Page

MakePage = Callable[..., Page]
Read = Callable[..., Article]

FETCHED = datetime(2019, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def page() -> MakePage:
    """`page(html or bytes, url=..., status=..., content_type=..., hints=..., fetched_at=...)`."""
    return _page


@pytest.fixture(scope="session")
def read() -> Read:
    """The article of a page made of the same arguments; fails where it gave none."""

    def _read(body: str | bytes, *, timezone: str | None = None, **rest: object) -> Article:
        found = extract(_page(body, **rest), timezone=timezone)  # type: ignore[arg-type]  # handed through
        assert isinstance(found, Article), found
        return found

    return _read


def _page(
    body: str | bytes,
    *,
    url: str = "https://news.example/world/story-1.html",
    status: int = 200,
    content_type: str = "text/html",
    hints: Hints | None = None,
    fetched_at: datetime = FETCHED,
) -> Page:
    return Page(
        url=url,
        final_url=url,
        fetched_at=fetched_at,
        status=status,
        headers=(("Content-Type", content_type),),
        body=body.encode() if isinstance(body, str) else body,
        hints=hints or Hints(),
    )
