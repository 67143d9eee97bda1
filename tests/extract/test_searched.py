"""The search for a page's text gives what trafilatura gives, whose steps it takes."""

import copy
import re
from typing import Any

import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from trafilatura.settings import Extractor
from trafilatura.xpaths import (
    DISCARD_IMAGE_ELEMENTS,
    OVERALL_DISCARD_XPATH,
    RAW_TREE_PRUNE_XPATH,
    REMOVE_COMMENTS_AND_LISTS_XPATH,
)

from tracker.extract.searched import search_page
from tracker.extract.tree import parse

_TOLD = "".join(
    f"<p>Sentence {n} of a made-up report: the mayor of Nowhere spoke of the bridge at some length again.</p>"
    for n in range(9)
)
_LINKS = "".join(f"<li><a href=/{n}>Headline {n}</a></li>" for n in range(9))

#: Names that trafilatura's expressions look for, some that they do not, and some with what no XML may hold.
_NAMES = [
    *("entry-content", "text", "story", "main", "content", "article-body", "sidebar", "byline", "share-tools"),
    *("related", "comments", "comment-list", "commentary", "widget", "caption", "teaser", "infinite-scroll"),
    *("mvp-post-add-box", "elementor-share-buttons", "hidden", "noprint", "menu", "tags", "reply-7", "lead", "x\x01y"),
]
_TAGS = [
    *("div", "section", "article", "main", "aside", "p", "ul", "ol", "table", "blockquote", "figure", "details"),
    *("span", "pre", "h2", "form"),
]
_TWICE = f"<p>{'The same line, twice over. ' * 9}</p>"


def whole(html: str) -> str:
    """What trafilatura answers."""
    options = Extractor(fast=True, recall=True, comments=False, output_format="python")
    found: Any = trafilatura.bare_extraction(copy.copy(root(html)), options=options)
    return found.text if found is not None and found.text else ""


def root(html: str) -> Any:
    return parse(f"<html><body>{html}</body></html>", "https://news.example/1").root


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>short</p>",
        _TOLD,
        f"<div class=entry-content>{_TOLD}</div>",
        f"<article><h2>Headline</h2>{_TOLD}<div class=related><ul>{_LINKS}</ul></div></article>",
        f"<article>{_TOLD}<ul>{_LINKS}</ul><table><tr><td>{_LINKS}</td></tr></table></article>",
        f"<article>{_TOLD}<div class=img-caption>A made-up picture</div><p class=byline>By Ada Holm</p></article>",
        # What would leave too little is not taken away.
        f"<article><div class=widget>{_TOLD}</div><p>And the end.</p></article>",
        f"<article>{_TOLD}<div id=comments><p>A reader says no.</p></div><ol class=comment-list><li>Yes</li></ol>",
        f"<article>{_TOLD}</article><div class=infinite-scroll><article>{_TOLD}</article></div>",
        f"<div class=infinite-scroll><h1>Headline</h1><article>{_TOLD}</article></div>",
        f"<div class=post-content><p>A teaser.</p></div><div>{_TOLD}</div>",
        f"<div class=post-content>Loose text<br>and more <b>of it</b><br>{'on and on ' * 60}</div>",
        f"<div class=post-content>Before {_TOLD} behind <blockquote>Said so.</blockquote> last words</div>",
        f"<div class=post-content>{_TWICE}{_TWICE}</div>",
        f"<form><div class=content>{_TOLD}</div></form>",
        f"<div class=content><details><summary>More</summary>{_TOLD}</details><pre>1 &lt; 2</pre></div>",
    ],
)
def test_the_answer_is_trafilaturas(html: str) -> None:
    page = root(html)
    before = etree.tostring(page)
    assert search_page(page) == whole(html)
    assert etree.tostring(page) == before


_LEAVES = st.sampled_from(
    [
        "<h2>Head</h2>",
        "<p>A line of text.</p>",
        _TOLD,
        f"<ul>{_LINKS}</ul>",
        "loose text",
        "<a href=/1>link</a>",
        "<br>",
        "<h2>Head</h2>",
    ]
)


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attribute, names, inside: (
            f'<{tag} {attribute}="{" ".join(names)}">{"".join(inside)}</{tag}>'  # what a template writes
        ),
        st.sampled_from(_TAGS),
        st.sampled_from(["class", "id", "role", "style", "itemprop"]),
        st.lists(st.sampled_from(_NAMES), max_size=2),
        st.lists(inner, max_size=4),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.recursive(_LEAVES, _element, max_leaves=14), max_size=5).map("".join))
def test_the_answer_is_trafilaturas_on_any_page(html: str) -> None:
    assert search_page(root(html)) == whole(html)


def test_no_expression_asks_for_a_digit() -> None:
    """Numbers in classes and ids are all one to them, so they are judged once for all numbers."""
    for expressions in (
        DISCARD_IMAGE_ELEMENTS,
        OVERALL_DISCARD_XPATH,
        RAW_TREE_PRUNE_XPATH,
        REMOVE_COMMENTS_AND_LISTS_XPATH,
    ):
        for expression in expressions:
            asked = re.findall(r"'[^']*'", expression.path)
            assert asked
            assert not any(character.isdigit() or character == "\\" for text in asked for character in text)


@pytest.mark.parametrize("name", ["id", "class", "role", "style", "aria-hidden", "data-component"])
def test_an_expression_says_nothing_of_an_element_without_what_is_asked(name: str) -> None:
    """Such elements are not even shown to them."""
    page: Any = etree.Element("page")
    for tag in [*_TAGS, "list", "item"]:
        etree.SubElement(page, tag)
        etree.SubElement(page, tag, {f"data-{name}": "sidebar"})
    for expressions in (
        DISCARD_IMAGE_ELEMENTS,
        OVERALL_DISCARD_XPATH,
        RAW_TREE_PRUNE_XPATH,
        REMOVE_COMMENTS_AND_LISTS_XPATH,
    ):
        assert not any(expression(page) for expression in expressions)
