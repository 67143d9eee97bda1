"""JSON-LD as it is really written, meta elements, links, hints."""

import json
import time
from dataclasses import replace

import pytest

from tracker.extract.declared import read_declared
from tracker.extract.jsonld import read_jsonld
from tracker.extract.tree import parse
from tracker.types import Hints

URL = "https://news.example/a/b.html"


def _statements(html: str, hints: Hints | None = None) -> list[tuple[str, str, str | None, str | None]]:
    found = read_declared(parse(html, URL), hints or Hints())
    return [(d.field, d.value, d.kind, d.url) for d in found.declarations]


def _jsonld(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"<html><head><title>A story</title><script type='application/ld+json'>{text}</script></head></html>"


def test_every_property_of_provenance() -> None:
    found = _statements(
        _jsonld(
            {
                "@type": "NewsArticle",
                "headline": "A story",
                "author": [{"@type": "Person", "name": "Ada Holm", "url": "/people/ada"}, "Bo Lund"],
                "creator": "Nordwire",
                "sourceOrganization": {"@type": "NewsMediaOrganization", "name": "Nordwire"},
                "isBasedOn": "https://nordwire.example/1",
                "copyrightHolder": {"@type": "Organization", "name": "Nordwire &amp; Sons"},
                "creditText": "Nordwire",
                "copyrightNotice": "© Nordwire",
                "publisher": {"@type": "Organization", "name": "The Gazette"},
                "mainEntityOfPage": {"@type": "WebPage", "@id": "https://news.example/a/b.html"},
            }
        )
    )
    assert found == [
        ("jsonld.author", "Ada Holm", "Person", "https://news.example/people/ada"),
        ("jsonld.author", "Bo Lund", None, None),
        ("jsonld.creator", "Nordwire", None, None),
        ("jsonld.publisher", "The Gazette", "Organization", None),
        ("jsonld.sourceOrganization", "Nordwire", "NewsMediaOrganization", None),
        ("jsonld.isBasedOn", "https://nordwire.example/1", None, "https://nordwire.example/1"),
        ("jsonld.copyrightHolder", "Nordwire & Sons", "Organization", None),
        ("jsonld.creditText", "Nordwire", None, None),
        ("jsonld.copyrightNotice", "© Nordwire", None, None),
        ("jsonld.mainEntityOfPage", "https://news.example/a/b.html", "WebPage", "https://news.example/a/b.html"),
    ]


def test_the_path_says_where() -> None:
    html = _jsonld({"@graph": [{"@type": "WebSite"}, {"@type": "Article", "author": [{"name": "Ada Holm"}]}]})
    found = read_declared(parse(html, URL), Hints())
    assert [d.path for d in found.declarations] == ["jsonld[0].@graph[1].author[0].name"]


@pytest.mark.parametrize(
    "written",
    [
        '{"@type":"NewsArticle","author":"Ada Holm",}',  # a comma too many
        '{"@type":"NewsArticle","author":["Ada Holm",],}',
        '<!-- {"@type":"NewsArticle","author":"Ada Holm"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","author":"Ada Holm"}\n//]]>',
        '{"@type":"NewsArticle","author":"Ada Holm","description":"two\nlines\tand a tab"}',
        '{"@type":"NewsArticle","author":"Ada Holm"};',
        '{"@type":"NewsArticle","author":"Ada Holm"} {"@type":"Organization"}',
        '[{"@type":"NewsArticle","author":"Ada Holm"}]',
        '[[{"@type":["Thing","NewsArticle"],"author":{"@value":"Ada Holm"}}]]',
        '{"@graph":[{"@id":"#a","@type":"Person","name":"Ada Holm"},{"@type":"Article","author":{"@id":"#a"}}]}',
        '{"@type":"WebPage","mainEntity":{"@type":"Article","author":"Ada Holm"}}',
        '{"@type":"http://schema.org/NewsArticle","author":"Ada Holm"}',
    ],
)
def test_json_as_it_is_written(written: str) -> None:
    assert ("jsonld.author", "Ada Holm") in [s[:2] for s in _statements(_jsonld(written))]


@pytest.mark.parametrize(
    "broken", ["", "{", '{"a":', "null", "1", '"text"', "[" * 100_000, "{" * 100_000, "," * 500_000]
)
def test_broken_json_costs_nothing(broken: str) -> None:
    start = time.process_time()
    assert read_jsonld([broken]).nodes == ()
    assert time.process_time() - start < 1


def test_of_many_articles_the_one_with_the_title_counts() -> None:
    other = {"@type": "NewsArticle", "headline": "Something else", "author": "Someone Else"}
    own = {"@type": "NewsArticle", "headline": "A story", "author": "Ada Holm"}
    assert [s[1] for s in _statements(_jsonld([other, own]))] == ["Ada Holm"]


def test_metas_links_and_hints() -> None:
    html = """<html><head><meta name="Author" content="Ada Holm"><meta property="og:site_name" content="The Gazette">
    <meta name="syndication-source" content="https://nordwire.example/1"><meta name="viewport" content="width=1">
    <meta name="google-site-verification" content="author"><link rel="canonical" href="/a/b.html"></head></html>"""
    hints = Hints(found_by="feed", found_at="https://news.example/rss", creators=("Bo Lund",), source_name="Nordwire")
    hints = replace(hints, media_credits=("Ann Marlow/Velox",))
    assert _statements(html, hints) == [
        ("meta.author", "Ada Holm", None, None),
        ("meta.og:site_name", "The Gazette", None, None),
        ("meta.syndication-source", "https://nordwire.example/1", None, "https://nordwire.example/1"),
        ("link.canonical", "https://news.example/a/b.html", None, "https://news.example/a/b.html"),
        ("feed.creator", "Bo Lund", None, None),
        ("feed.media_credit", "Ann Marlow/Velox", None, None),
        ("feed.source", "Nordwire", None, None),
    ]
    assert ("file.author", "Bo Lund") in [
        s[:2] for s in _statements(html, Hints(found_by="file", creators=("Bo Lund",)))
    ]
