"""Lines and their places on pages with layout."""

import re
from collections.abc import Callable

import pytest

from tracker.extract.outline import read_outline
from tracker.extract.tree import parse
from tracker.types import Article

Read = Callable[..., Article]

_PROSE = (
    "The old harbour bridge was opened to cars again on Sunday morning, two years after a storm had torn it away.",
    "Engineers tested the new span with forty loaded lorries before the first bus was let across at seven o'clock.",
    "“We have waited for this day longer than anyone had promised us,” the mayor told the crowd at the toll gate.",
    "The repair cost some ninety million crowns, of which the state paid two thirds and the town took a loan.",
)


def _page(head: str, tail: str = "", outside: str = "") -> str:
    prose = "".join(f"<p class='t'>{p}</p>" for p in _PROSE)
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(20))
    return f"""<html><head><title>Bridge opens again | Gazette</title></head><body class='single-author sidebar-right'>
    <div class='site-header'><ul class='menu'>{menu}</ul></div><div class='wrap'><article class='post'>
    <h1>Bridge opens again</h1>{head}<div class='body'>{prose}</div>{tail}</article>{outside}</div>
    <footer><p>© 2019 The Gazette. All rights reserved.</p><p>Contact</p></footer></body></html>"""


def _lines(text: str) -> list[str]:
    return [p.text for p in read_outline(parse(text, "https://x.example/a")).pieces]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>one<br>two<br><br>three</p>", ["one", "two", "three"]),
        ("<div>loose<p>para</p>tail</div>", ["loose", "para", "tail"]),
        ("<p>a <b>bold</b><i> run</i> of\n words</p>", ["a bold run of words"]),
        ("<ul><li>x</li><li>y</li></ul>", ["x", "y"]),
        ("<table><tr><td>x</td><td>y</td></tr></table>", ["x", "y"]),
        ("<p>x<script>no()</script>y<select><option>z</option></select></p>", ["xy"]),
        ("<noscript><p>x</p></noscript><p>y</p>", ["y"]),
        ("<noscript><div></noscript>" + "<p>x</p>" * 100, ["x"] * 100),
        ("<p>\u00a0</p><p> </p>", []),
        ("<p><ruby>橋<rt>はし</rt></ruby>が開く</p>", ["橋が開く"]),
    ],
)
def test_lines(html: str, lines: list[str]) -> None:
    assert _lines(f"<html><body>{html}</body></html>") == lines


def test_emphasis_and_links() -> None:
    html = "<p><i>This text first stood in <a href='/b'>The Bay</a>.</i></p><p>not <i>all</i></p>"
    first, second = read_outline(parse(html, "https://x.example/a")).pieces
    assert (first.emphasis, second.emphasis) == (True, False)
    assert first.links == (("The Bay", "/b"),)


@pytest.mark.parametrize(
    "byline",
    [
        "<div class='meta'>By <a rel='author' href='/a'>Ada Holm</a></div>",
        "<p class='byline'>By Ada Holm</p>",
        "<div class='articleAuthor'>By Ada Holm</div>",
        "<address>By Ada Holm</address>",
        "<span itemprop='author'>By Ada Holm</span>",
        "<div class='social share'><p class='author-name'>By Ada Holm</p></div>",
        "<div class='autor'>By Ada Holm</div>",
    ],
)
def test_bylines(read: Read, byline: str) -> None:
    blocks = read(_page(byline)).blocks
    assert [b.text for b in blocks if b.place == "byline"] == ["By Ada Holm"]


@pytest.mark.parametrize(
    ("byline", "lines"),
    [
        ("<span>By</span><a href='/a'>Ada Holm</a><span>3 May</span>", ["By Ada Holm 3 May"]),
        ("<a rel='author' href='/a'>Ada Holm</a><span>in General</span>", ["Ada Holm", "in General"]),
        ("by <a rel='author' href='/a'>Ada Holm</a> 3 comments", ["by Ada Holm", "3 comments"]),
        ("By <a rel='author' href='/a'>Ada Holm</a> and <a rel='author' href='/b'>Bo Lund</a>", None),
        ("By <a rel='author' href='/a'>Ada Holm</a>, Nordwire", None),
        ("By <a rel='author' href='/a'>Ada Holm</a> for Nordwire", None),
    ],
)
def test_the_parts_of_a_byline_are_told_apart(byline: str, lines: list[str] | None) -> None:
    whole = re.sub("<[^>]*>", "", byline)
    assert _lines(f"<html><body><div class='entry-meta'>{byline}</div></body></html>") == (lines or [whole])


def test_a_long_line_is_left_as_it_is_written() -> None:
    text = (
        "The Mac<a href='/b'>Book</a>s of the town hall were <span>re</span>Placed by 3<span>D</span> printers. "
        + "x" * 120
    )
    assert _lines(f"<html><body><p>{text}</p></body></html>") == [re.sub("<[^>]*>", "", text)]


@pytest.mark.parametrize(
    "byline",
    [
        "<p class='byline'>by <a rel='author' href='/people/ada'>Ada Holm</a></p>",
        "<p class='meta'>by <span class='author vcard'><a class='fn' href='/x'>Ada Holm</a>, 3 May</span></p>",
        "<div itemprop='author' itemscope><img alt=''><span itemprop='name'>Ada Holm</span> writes here</div>",
        "<div itemprop='author' itemscope><meta itemprop='name' content='Ada Holm'>by Ada</div>",
    ],
)
def test_an_author_stated_by_an_element_is_a_declaration(read: Read, byline: str) -> None:
    other = "<aside class='related'><h3>Other</h3><p class='byline'><a rel='author' href='/b'>Bo Lund</a></p></aside>"
    stated = [d for d in read(_page(byline, outside=other)).declarations if d.field == "element.author"]
    assert [d.value for d in stated] == ["Ada Holm"]


def test_elements_state_their_author_beside_the_head(read: Read) -> None:
    html = _page("<p class='byline'>by <a rel='author' href='/a'>Ada</a></p>")
    html = html.replace("</title>", "</title><meta name='author' content='Ada Holm'>")
    stated = [(d.field, d.value) for d in read(html).declarations if d.field.endswith("author")]
    assert stated == [("meta.author", "Ada Holm"), ("element.author", "Ada")]


def test_a_byline_of_another_story_is_none(read: Read) -> None:
    other = "<aside class='related'><h3>Other</h3><p class='byline'>By Bo Lund</p></aside>" + "<p>Filler.</p>" * 3
    other += "<div><h3>Another</h3><p class='byline'>By Nordwire</p></div>" * 3
    blocks = read(_page("<p class='byline'>By Ada Holm</p>", outside=other)).blocks
    assert not any("Lund" in b.text for b in blocks)
    assert [b.text for b in blocks if b.place == "byline"] == ["By Ada Holm"]


def test_places_around_the_text(read: Read) -> None:
    head = "<p class='deck'>Two years late</p><figure><img><figcaption>The span. Photo: Nordbild</figcaption></figure>"
    tail = "<p class='note'><em>This story was first published by <a href='https://n.example/1'>Nordwire</a>.</em></p>"
    article = read(_page(head, tail))
    places = {b.text: b.place for b in article.blocks}
    assert places["Two years late"] in ("head", "body")
    assert places["The span. Photo: Nordbild"] == "caption"
    assert places["© 2019 The Gazette. All rights reserved."] == "footer"
    assert "Section 3" not in places
    assert all(places[line] == "body" for line in _PROSE)
    note = next(b for b in article.blocks if b.text.startswith("This story was first"))
    assert note.place in ("tail", "body")
    assert note.emphasis
    assert note.links[0].url == "https://n.example/1"


def test_a_body_of_one_paragraph_with_breaks(read: Read) -> None:
    lines = "<br><br>".join(_PROSE)
    article = read(f"<html><head><title>Bridge</title></head><body><div><h1>Bridge</h1><p>{lines}<br>(NW)</p></div>")
    assert article.text.split("\n") == [*_PROSE, "(NW)"]


def test_the_lead_belongs_to_the_text(read: Read) -> None:
    lead = "After two years of waiting the island town has its only road back, and the ferry its Sunday rest."
    assert read(_page(f"<p class='lead'>{lead}</p>")).text.startswith(lead)
