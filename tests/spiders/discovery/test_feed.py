"""Feeds of every kind, and feeds that are broken in every way seen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.discovery import read_feed
from tracker.types import Hints

FEED = "http://paper.example/feed"


def rss(items: str, channel: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        f"<channel><title>Paper</title>{channel}{items}</channel></rss>"
    ).encode()


def only(body: bytes) -> tuple[str, Hints]:
    (page,) = read_feed(body, FEED).pages
    return page


def test_rss_item_with_everything_that_speaks_of_provenance() -> None:
    url, hints = only(
        rss(
            "<item><title>Harbour &amp;amp; sea</title><link>http://paper.example/1</link>"
            "<pubDate>Tue, 11 Mar 2025 08:05:00 +0100</pubDate><dc:creator>Nordwire</dc:creator>"
            '<source url="http://nordwire.example/rss.xml">Nordwire</source></item>',
            "<language>en-GB</language>",
        )
    )
    assert url == "http://paper.example/1"
    assert hints == Hints(
        found_by="feed",
        found_at=FEED,
        title="Harbour & sea",
        published="Tue, 11 Mar 2025 08:05:00 +0100",
        creators=("Nordwire",),
        source_name="Nordwire",
        source_url="http://nordwire.example/rss.xml",
        language="en-GB",
    )


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>http://paper.example/1</link>", "http://paper.example/1"),
        ("<link>\n  /2025/one  \n</link>", "http://paper.example/2025/one"),
        ("<link><![CDATA[http://paper.example/1]]></link>", "http://paper.example/1"),
        ("<link>http://paper.example/1#comments</link>", "http://paper.example/1"),
        ('<guid isPermaLink="true">http://paper.example/g</guid>', "http://paper.example/g"),
        ("<guid>http://paper.example/g</guid>", "http://paper.example/g"),
        (
            "<link>http://clicks.example/r?x=1</link><feedburner:origLink>http://paper.example/1</feedburner:origLink>",
            "http://paper.example/1",
        ),
        ('<link href="http://paper.example/h"/>', "http://paper.example/h"),
        # Broken by hand, and found all the same: it fails as this address, and is not lost.
        ("<link>http://paper.example/a b</link>", "http://paper.example/a b"),
        ("<link>http://[broken/1</link>", "http://[broken/1"),
    ],
)
def test_the_address_of_an_rss_item(item: str, url: str) -> None:
    assert only(rss(f"<item><title>T</title>{item}</item>"))[0] == url


@pytest.mark.parametrize(
    "item",
    [
        "<title>No link</title>",
        '<guid isPermaLink="false">http://paper.example/g</guid>',
        "<guid>tag:paper.example,2025:1</guid>",
        "<link>mailto:desk@paper.example</link>",
        "<link>javascript:void(0)</link>",
        "<link>file:///etc/passwd</link>",
    ],
)
def test_an_item_without_a_web_address_gives_nothing(item: str) -> None:
    assert read_feed(rss(f"<item>{item}</item>"), FEED).pages == ()


@pytest.mark.parametrize(
    ("item", "creators"),
    [
        ("<dc:creator>A</dc:creator><dc:creator>B</dc:creator>", ("A", "B")),
        ("<author>desk@paper.example (Jane Roe)</author>", ("Jane Roe",)),
        ("<author>desk@paper.example</author>", ()),
        ("<author>Jane Roe</author>", ("Jane Roe",)),
        ('<media:credit role="author">AFP</media:credit>', ("AFP",)),
        # Of the picture, not of the text.
        ('<media:content url="x.jpg"><media:credit role="photographer">P. Ixel</media:credit></media:content>', ()),
        ("<media:credit>P. Ixel</media:credit>", ()),
        ('<media:group><media:credit role="Owner">Velox</media:credit></media:group>', ("Velox",)),
        ("<foo:bar>x</foo:bar><dc:creator>A</dc:creator>", ("A",)),
    ],
)
def test_who_made_an_rss_item(item: str, creators: tuple[str, ...]) -> None:
    assert only(rss(f"<item><link>http://paper.example/1</link>{item}</item>"))[1].creators == creators


@pytest.mark.parametrize(
    ("item", "named"),
    [
        ('<media:content url="x.jpg"><media:credit role="photographer">P. Ixel</media:credit></media:content>',
         ("P. Ixel",)),
        ("<media:credit>P. Ixel</media:credit><media:credit>P. Ixel</media:credit>", ("P. Ixel",)),
        ('<media:credit role="author">AFP</media:credit>', ()),
    ],
)  # fmt: skip
def test_who_made_its_pictures(item: str, named: tuple[str, ...]) -> None:
    assert only(rss(f"<item><link>http://paper.example/1</link>{item}</item>"))[1].media_credits == named


@pytest.mark.parametrize(
    ("item", "source"),
    [
        ('<source url="http://wire.example/rss">Wire</source>', ("Wire", "http://wire.example/rss")),
        ('<source url="http://wire.example/rss">Wire</source><dc:source>B</dc:source>',
         ("Wire", "http://wire.example/rss")),
        ("<dc:source>Wire</dc:source>", ("Wire", None)),
        ("<dc:source>http://wire.example/2025/a</dc:source>", (None, "http://wire.example/2025/a")),
        ("", (None, None)),
    ],
)  # fmt: skip
def test_where_an_item_was_taken_from(item: str, source: tuple[str | None, str | None]) -> None:
    hints = only(rss(f"<item><link>http://paper.example/1</link>{item}</item>"))[1]
    assert (hints.source_name, hints.source_url) == source


def test_rss_1() -> None:
    body = b"""<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel rdf:about="http://paper.example/">
        <title>Paper</title></channel><item rdf:about="http://paper.example/1"><title>T</title>
        <dc:date>2025-03-13T11:05:00+01:00</dc:date><dc:creator>EFE</dc:creator></item></rdf:RDF>"""
    url, hints = only(body)
    assert (url, hints.published, hints.creators) == ("http://paper.example/1", "2025-03-13T11:05:00+01:00", ("EFE",))


def test_atom() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="http://paper.example/x/">
        <author><name>Redaktion</name></author>
        <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> title</div></title>
          <link rel="self" href="/self"/><link href="one"/><updated>2025-03-02T00:00:00Z</updated>
          <published>2025-03-01T00:00:00Z</published><author><name>dpa</name></author>
          <source><title>dpa</title><link href="http://dpa.example/"/></source></entry>
        <entry><title>Two</title><link rel="alternate" type="text/html" href="/two"/>
          <updated>2025-03-02T00:00:00Z</updated></entry></feed>"""
    (one, first), (two, second) = read_feed(body, FEED).pages
    assert (one, first.title, first.published) == ("http://paper.example/x/one", "A bold title", "2025-03-01T00:00:00Z")
    assert (first.creators, first.source_name, first.source_url) == (("dpa",), "dpa", "http://dpa.example/")
    assert (two, second.published, second.creators) == (
        "http://paper.example/two",
        "2025-03-02T00:00:00Z",
        ("Redaktion",),
    )
    assert first.language == "de"


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "language": "en",
        "authors": [{"name": "The Lantern"}],
        "items": [
            {"id": "1", "url": "http://paper.example/1", "title": "One", "date_published": "2025-03-01T10:00:00Z"},
            {"id": "http://paper.example/2", "authors": [{"name": "Jane Roe"}]},
            {"id": "3"},
            "no item",
            {"id": "4", "external_url": "http://elsewhere.example/4"},
        ],
    }
    found = read_feed(json.dumps(feed).encode(), FEED)
    assert [url for url, _ in found.pages] == [
        "http://paper.example/1",
        "http://paper.example/2",
        "http://elsewhere.example/4",
    ]
    assert found.pages[0][1] == Hints(
        found_by="feed",
        found_at=FEED,
        title="One",
        published="2025-03-01T10:00:00Z",
        creators=("The Lantern",),
        language="en",
    )
    assert found.pages[1][1].creators == ("Jane Roe",)


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (rss("<item><title>Caf&eacute;&nbsp;au lait</title><link>/1</link></item>"), ["Café au lait"]),
        (rss("<item><title>A & B</title><link>/1</link></item>"), ["A B"]),
        (b"\n\n  " + rss("<item><title>A</title><link>/1</link></item>"), ["A"]),
        (b"\xef\xbb\xbf" + rss("<item><title>A</title><link>/1</link></item>"), ["A"]),
        (b"Notice: undefined index\n" + rss("<item><title>A</title><link>/1</link></item>"), ["A"]),
        (rss("<item><title>A</title><link>/1</link></item><item><title>B</title><link>/2</link>")[:-16], ["A", "B"]),
        (b"<rss><channel><item><dc:creator>X</dc:creator><title>A</title><link>/1</link></item>", ["A"]),
        (
            rss("<item><title>A</title><link>/1</link></item>").decode().replace("UTF-8", "UTF-16").encode("utf-16"),
            ["A"],
        ),
        (
            '<?xml version="1.0" encoding="windows-1251"?><rss><channel><item><title>Порт</title><link>/1</link>'
            "</item></channel></rss>".encode("cp1251"),
            ["Порт"],
        ),
        # A feed that says UTF-8 and is not.
        (rss("<item><title>Hafen</title><link>/1</link></item>").replace(b"Hafen", "Münze".encode("latin-1")), None),
    ],
)
def test_a_broken_feed_is_read_as_far_as_it_goes(body: bytes, titles: list[str] | None) -> None:
    found = read_feed(body, FEED)
    if titles is None:
        assert [url for url, _ in found.pages] == ["http://paper.example/1"]
    else:
        assert [hints.title for _, hints in found.pages] == titles
    assert found.problem == ""


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "no XML element"),
        (b"hello", "no XML element"),
        (b"<!doctype html><html><body>Not found</body></html>", "not a feed"),
        (b"<html><body>Not found</body></html>", "<html>"),
        (b'{"version": ', "not a JSON feed"),
        (b'{"error": "no"}', "no list of items"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, problem: str) -> None:
    found = read_feed(body, FEED)
    assert found.pages == ()
    assert problem in found.problem


def test_an_empty_feed_is_no_problem() -> None:
    assert read_feed(rss(""), FEED).problem == ""


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yy">]>'
        + rss("<item><title>&x;&y;A</title><link>/1</link></item>").partition(b"?>")[2]
    )
    assert only(bomb)[1].title == "&x;&y;A"


def test_each_address_once() -> None:
    twice = "<item><title>A</title><link>/1</link></item><item><title>B</title><link>/1</link></item>"
    assert only(rss(twice))[1].title == "A"


@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer(body: bytes) -> None:
    for start in (b"", b"<rss><channel><item><link>/1</link>", b'{"items": [', b"<feed><entry>"):
        assert isinstance(read_feed(start + body, FEED).problem, str)
