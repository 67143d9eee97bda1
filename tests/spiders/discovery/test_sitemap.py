"""Sitemaps: news, plain, indexes, compressed, as text, broken."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.discovery import read_sitemap, sitemap
from tracker.types import Hints

MAP = "http://paper.example/sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>http://paper.example/1</loc><lastmod>2025-03-20</lastmod>
    <image:image><image:loc>http://paper.example/1.jpg</image:loc><image:title>A picture</image:title></image:image>
    <n:news><n:publication><n:name>The Paper</n:name><n:language>en</n:language></n:publication>
      <n:publication_date>2025-03-12T15:40:00+03:00</n:publication_date><n:title>Port &amp; harbour</n:title></n:news>
  </url>
</urlset>"""


def urlset(*entries: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</urlset>'.encode()


def test_news_elements_are_kept() -> None:
    assert read_sitemap(NEWS, MAP).pages == (
        (
            "http://paper.example/1",
            Hints(
                found_by="sitemap",
                found_at=MAP,
                title="Port & harbour",
                published="2025-03-12T15:40:00+03:00",
                language="en",
            ),
        ),
    )


def test_lastmod_is_no_time_of_publication() -> None:
    ((_, hints),) = read_sitemap(urlset("<url><loc>/1</loc><lastmod>2025-03-20</lastmod></url>"), MAP).pages
    assert hints.published is None


def test_the_newest_come_first_and_are_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_PAGES", 3)
    entries = [f"<url><loc>/{day}</loc><lastmod>2025-03-{day:02}</lastmod></url>" for day in (4, 9, 1, 7)]
    found = read_sitemap(urlset("<url><loc>/undated</loc></url>", *entries), MAP)
    assert [url for url, _ in found.pages] == [f"http://paper.example/{day}" for day in (9, 7, 4)]


def test_an_index_gives_the_sitemaps_worth_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_SITEMAPS", 3)
    body = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <sitemap><loc>http://paper.example/a.xml</loc><lastmod>2025-01-01</lastmod></sitemap>
        <sitemap><loc>http://paper.example/news.xml</loc></sitemap>
        <sitemap><loc>http://paper.example/b.xml</loc><lastmod>2025-03-01</lastmod></sitemap>
        <sitemap><loc>http://paper.example/c.xml</loc><lastmod>2024-03-01</lastmod></sitemap></sitemapindex>"""
    found = read_sitemap(body, MAP)
    assert found.pages == ()
    assert found.sources == tuple(f"http://paper.example/{name}.xml" for name in ("news", "b", "a"))


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(urlset("<url><loc>http://paper.example/1</loc></url>")),
        b"\n" + urlset("<url><loc>\n http://paper.example/1 \n</loc></url>"),
        b"\xef\xbb\xbf" + urlset("<url><loc>http://paper.example/1</loc></url>"),
        b"<urlset><url><loc>http://paper.example/1</loc></url><url><lo",
        b"<urlset><url><loc>http://paper.example/1</loc><n:news><n:title>x & y</n:title></n:news></url></urlset>",
        b"http://paper.example/1\r\nhttp://paper.example/1\r\n",
        b"\xef\xbb\xbfhttp://paper.example/1\n# a note\n",
        urlset("<url><loc>/1</loc></url>", "<url><loc>mailto:x@y</loc></url>", "<url></url>"),
    ],
)
def test_forms_and_faults_of_a_sitemap(body: bytes) -> None:
    assert [url for url, _ in read_sitemap(body, MAP).pages] == ["http://paper.example/1"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "neither XML nor a list"),
        (b"Not found", "neither XML nor a list"),
        (b"<!doctype html><html><body>Just a moment</body></html>", "no addresses"),
        (b"\x1f\x8bnot gzip at all", "broken gzip"),
    ],
)
def test_what_is_no_sitemap_says_so(body: bytes, problem: str) -> None:
    found = read_sitemap(body, MAP)
    assert found.pages == ()
    assert problem in found.problem


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_BYTES", 2 << 20)
    assert "larger than 2 MiB" in read_sitemap(gzip.compress(b"<urlset>" + b" " * (3 << 20)), MAP).problem


@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer(body: bytes) -> None:
    for start in (b"", b"<urlset><url><loc>/1</loc>", b"\x1f\x8b\x08"):
        assert isinstance(read_sitemap(start + body, MAP).problem, str)
