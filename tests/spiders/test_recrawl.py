"""Stored pages served under their own addresses and crawled end in the database that their ingestion makes."""

from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.recrawl import recrawl
from tracker.types import Page

_STORY = "".join(
    f"<p>The {thing} that had stood on the {place} of Skarvik since the winter of 1931 was taken down on Monday by the "
    f"{people}, who had asked the council three times for leave and were given it once.</p>"
    for thing, place, people in (
        ("crane", "eastern quay", "harbour master's men"),
        ("lamp", "outer mole", "keepers of the light"),
        ("scale", "fish market", "two oldest porters"),
    )
)


def test_crawled_and_ingested_pages_make_one_database(tmp_path: Path) -> None:
    pages = [
        _page("https://nordwire.example/2025/crane", f"<h1>Crane taken down</h1>{_STORY}"),
        _page("https://lantern.example/a?id=1&b=ü", f"<h1>The crane is gone</h1>{_STORY}<p>Source: Nordwire</p>"),
        _page("http://herald.example/crane gone", f"<h1>Skarvik without crane</h1><p>By Anna Roe</p>{_STORY}"),
        _page("http://herald.example/list", "<ul><li>One</li></ul>"),
        _page("http://herald.example/empty", ""),
    ]
    assert recrawl(pages, tmp_path) == {}


def _page(url: str, body: str) -> Page:
    said = '<meta property="article:published_time" content="2025-03-10T08:00:00Z">'
    return Page(
        url=url,
        final_url=url,
        fetched_at=datetime(2025, 3, 11, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=f"<html lang=en><head>{said}</head><body><article>{body}</article></body></html>".encode()
        if body
        else b"",
    )
