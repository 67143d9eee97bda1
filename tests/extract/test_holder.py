"""Which element says that it holds the text, and that nothing outside it is asked where it says enough."""

import pytest
from lxml import etree

from tracker.extract import body
from tracker.extract.holder import alone, text_holder
from tracker.extract.outline import read_outline
from tracker.extract.searched import search_element, search_page
from tracker.extract.tree import Tree, parse

URL = "https://news.example/world/story-1.html"


def tree_of(body: str) -> Tree:
    return parse(f"<html><body>{body}</body></html>", URL)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>No element says anything.</p>", None),
        ("<div class='entry-content' id=a></div>", "a"),
        ("<div class='teaser-list'></div><div id=a class='x ArticleContent'></div>", "a"),
        ("<section itemprop=articleBody id=a></section>", "a"),
        ("<div id=story-body></div>", "story-body"),
        ("<div id=primary></div><article id=a></article>", "a"),
        ("<main id=a></main><div id=content></div>", "content"),
        ("<main id=a></main>", "a"),
        ("<div role=main id=a></div>", "a"),
        ("<article id=a></article><article id=b></article>", "a"),
        ("<article id=a></article><div class='post-body' id=b></div>", "b"),
        # What trafilatura deletes before it looks holds nothing.
        ("<aside><article id=a></article></aside><article id=b></article>", "b"),
        ("<nav class=entry-content id=n></nav><form><div class=entry-content id=a></div></form>", None),
        ("<div id=comments><div class=post-body id=a></div></div><div class=text id=b></div>", "b"),
        ("<div class=commentary><div class=post-body id=a></div></div>", "a"),
    ],
)
def test_the_likeliest_element_is_found(body: str, found: str | None) -> None:
    holder = text_holder(tree_of(body).root)
    assert (None if holder is None else holder.get("id")) == found


def test_the_copy_holds_the_element_alone_and_the_page_stays_whole() -> None:
    tree = tree_of("<p>before</p><article><p>inside</p></article>tail<p>behind</p>")
    holder = text_holder(tree.root)
    assert holder is not None
    assert alone(holder).xpath("string()") == "inside"
    assert tree.root.xpath("string()") == "beforeinsidetailbehind"


def _page(paragraphs: int) -> str:
    told = "".join(
        f"<p>Sentence {n} of a made-up report says what the mayor of Nowhere said about the bridge at some length.</p>"
        for n in range(paragraphs)
    )
    links = "".join(f"<li><a href=/{n}>Another headline, number {n}</a></li>" for n in range(20))
    return (
        f"<ul>{links}</ul><h1>A bridge</h1><div class=entry-content><div>{told}</div></div><div><ul>{links}</ul></div>"
    )


@pytest.mark.parametrize(("paragraphs", "asked"), [(12, ["element"]), (2, ["page"])])
def test_the_whole_page_is_searched_only_where_the_element_says_little(
    paragraphs: int, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tree_of(_page(paragraphs))
    seen: list[str] = []

    def element(root: etree._Element) -> str | None:
        seen.append("element")
        return search_element(root)

    def page(root: etree._Element) -> str:
        seen.append("page")
        return search_page(root)

    monkeypatch.setattr(body, "search_element", element)
    monkeypatch.setattr(body, "search_page", page)
    outline = read_outline(tree)
    starts = [outline.pieces[i].text.split()[:2] for i in body.select_body(tree, outline)]
    assert seen == asked
    assert [start for start in starts if start[0] == "Sentence"] == [["Sentence", str(n)] for n in range(paragraphs)]
