"""Whose headline is whose own."""

from datetime import UTC, datetime

import pytest

from tracker.chains.headlines import headlines
from tracker.types import Candidate

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
WIRE, OWN, SHORT = "Harbour reopens after the long storm", "At last the boats sail out again", "Boats sail"


def told(*titles: str, origin: int | None = None) -> list[tuple[set[int], set[int]]]:
    """Holders and keepers of each headline that is an edit; articles are numbered from 1, each of its own house."""
    articles = {
        n: Candidate(
            article_id=n, url=f"https://o{n}.example/a", outlet=f"o{n}", owner=None, title=title, words=100,
            published=None, first_seen=NOON, credits=(),
        )
        for n, title in enumerate(titles, 1)
    }  # fmt: skip
    found = headlines(articles, list(articles), {n: f"o{n}" for n in articles}, origin)
    assert all(edit.kind == "headline" for edit in found)
    return [(set(edit.holders), set(edit.kept)) for edit in found]


@pytest.mark.parametrize(
    ("titles", "origin", "wanted"),
    [
        ((WIRE, OWN, OWN), 1, [({2, 3}, {1})]),
        ((WIRE, WIRE.upper() + "!", OWN), 1, [({3}, {1, 2})]),  # as words, not as written
        ((WIRE, SHORT, SHORT), 1, []),  # two words are anybody's
        ((WIRE, WIRE, WIRE, OWN), None, [({4}, {1, 2, 3})]),
        ((WIRE, WIRE, OWN), None, []),  # two are not most
        ((WIRE, WIRE, WIRE, OWN, OWN, OWN), None, []),  # nor is half
    ],
)
def test_headlines(titles: tuple[str, ...], origin: int | None, wanted: list[tuple[set[int], set[int]]]) -> None:
    assert told(*titles, origin=origin) == wanted
