"""What trafilatura takes for a page's text: its own steps in its own order, each no more often than its answer needs.

`trafilatura.bare_extraction` copies the page four times, tries some twenty regular expressions on most of its elements,
and goes twice through elements without a link to weigh their links. Here a page is copied once, a class or an id is
judged once, by trafilatura's own expressions (a site writes few of them, on every page), and what cannot change the
answer is left out. The answer is that of `bare_extraction` (2.3.1), which is asked itself where too little is found.
"""

import copy
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import trafilatura
from lxml import etree
from trafilatura.htmlprocessing import (
    convert_tags,
    delete_by_link_density,
    link_density_test_tables,
    process_node,
    prune_unwanted_nodes,
    tree_cleaning,
)
from trafilatura.main_extractor import (
    NOT_AT_THE_END,
    REBUILT_BLOCKS,
    handle_textelem,
    recover_wild_text,
)
from trafilatura.settings import INLINE_FORMATTABLE, MIN_DUPLICATE_LENGTH, TAG_CATALOG, Extractor
from trafilatura.utils import text_chars_test, trim
from trafilatura.xml import delete_element, xmltotxt
from trafilatura.xpaths import (
    BODY_XPATH,
    DISCARD_IMAGE_ELEMENTS,
    OVERALL_DISCARD_XPATH,
    RAW_TREE_PRUNE_XPATH,
    REMOVE_COMMENTS_AND_LISTS_XPATH,
)

from tracker.extract.holder import alone, likeliest

#: So many characters in paragraphs, more than one, and its answer on one element is that on the whole page: on 535 of
#: 536 real pages, and on the other the whole page gave the site's rates of exchange as well.
IN_PARAGRAPHS = 600
_OPTIONS = Extractor(fast=True, recall=True, comments=False, output_format="python")
#: What the expressions below ask of an element, besides its name.
_ASKED = frozenset(
    {"id", "class", "role", "style", "aria-hidden", "data-component", "data-lp-replacement-content"},
)
_COMMENTS, _FURNITURE, _CAPTION, _APPENDED = 1, 2, 4, 8
_EXPRESSIONS: tuple[tuple[int, Any], ...] = (
    (_COMMENTS, REMOVE_COMMENTS_AND_LISTS_XPATH),
    (_FURNITURE, OVERALL_DISCARD_XPATH),
    (_CAPTION, DISCARD_IMAGE_ELEMENTS),
    (_APPENDED, RAW_TREE_PRUNE_XPATH),
)
_TAKEN = frozenset({*TAG_CATALOG, "table", "td", "th", "tr"})
_JUDGED_MOST = 50_000
_WHOLE: Any = etree.XPath("string()")
_PARAGRAPHS: Any = etree.XPath("//p//text()")
_Key = tuple[str, tuple[tuple[str, str], ...]]
_judged: dict[_Key, int] = {}
#: The elements that an expression names; to all others it says the same.
_NAMED = frozenset({"div", "item", "list", "p", "section", "span", "details", "ol", "ul", "aside"})
#: Numbers of posts, of comments: no expression asks for a digit.
_DIGITS = re.compile("[0-9]+")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def search_element(element: Any) -> str | None:
    """The text of the one element that trafilatura would choose.

    None where there is so little of it in paragraphs that the whole page may give another text.
    """
    body, text = _search(lambda: alone(element))
    paragraphs = [len("".join(p.itertext())) for p in body.iterchildren("p")]
    return text if len(paragraphs) > 1 and sum(paragraphs) >= IN_PARAGRAPHS else None


def search_page(root: Any) -> str:
    """The text of a whole page; empty where there is none. The tree under `root` stays as it is."""
    return _search(lambda: copy.copy(root))[1]


def _search(page: Callable[[], Any]) -> tuple[Any, str]:
    """Body and text of a page, of which a copy is given each time that one is used up."""
    body = _found(page)
    if len(" ".join(body.itertext()).strip()) >= _OPTIONS.min_extracted_size:
        return _tidied(body), xmltotxt(body, False)
    found: Any = trafilatura.bare_extraction(page(), options=_OPTIONS)
    return (found.body, found.text or "") if found is not None else (etree.Element("body"), "")


def _cleaned(page: Any) -> Any:
    """`page` without what is never its text, its elements named as trafilatura names them."""
    judged = _judge(page.iter("div", "section", "details", "list", "ol", "ul", "aside"))
    if any(said & _APPENDED for _, said in judged):
        prune_unwanted_nodes(page, RAW_TREE_PRUNE_XPATH)  # whether one goes depends on what is in it
    for element in [element for element, said in judged if said & _COMMENTS]:
        delete_element(element)
    return convert_tags(tree_cleaning(page, _OPTIONS), _OPTIONS)


def _found(page: Callable[[], Any]) -> Any:
    """The body that is found in the likeliest element that has one, else gathered from all of the page."""
    cleaned = _cleaned(page())
    order = list(cleaned.iter())
    body: Any = etree.Element("body")
    names: set[str] = set(_TAKEN)
    rank, first = likeliest(cleaned)
    if first is not None and not _take(first, body, names):
        likely: Any
        for likely in BODY_XPATH[rank + 1 :]:
            if (frames := likely(cleaned)) and _take(frames[0], body, names):
                break
    if len(body) and len(" ".join(body.itertext()).strip()) >= _OPTIONS.min_extracted_size:
        return body
    spare = _cleaned(page())  # the same again, of which nothing was moved
    consumed = {twin for element, twin in zip(order, spare.iter(), strict=True) if element.tag == "done"}
    judged = _judge(spare.iterdescendants(etree.Element))
    furniture = _furniture(spare, judged)
    if furniture is not None:
        # It will look for furniture again: here it has less to look at.
        _prune(spare, judged, furniture)
    return recover_wild_text(spare, body, _OPTIONS, names, consumed)


def _take(frame: Any, body: Any, names: set[str]) -> bool:
    """Move the text of one element into `body`. Whether that is enough for trafilatura to look no further."""
    judged = _judge(frame.iterdescendants(etree.Element))
    _prune(frame, judged, _furniture(frame, judged) or [])
    if not len(frame):
        return False
    if len("".join(_PARAGRAPHS(frame))) < _OPTIONS.min_extracted_size * 3:
        names.add("div")
    elements = list(frame.iterdescendants(etree.Element))
    tags = {element.tag for element in elements}
    if tags == {"lb"} or (frame.tag == "div" and "div" in names and tags <= {*INLINE_FORMATTABLE, "lb"}):
        elements = [frame]
    start = len(body)
    lead = _paragraph(frame.text) if elements != [frame] else None
    for element in elements:
        if element.getroottree().getroot() is body:
            continue  # it came along with the element that holds it
        tag, tail = element.tag, element.tail
        taken = handle_textelem(element, names, _OPTIONS)
        if taken is not None:
            body.append(taken)
            if element.getroottree().getroot() is not body:
                element.tag = "done"
        if tag in REBUILT_BLOCKS and (taken is None or taken.tail is None):
            behind = _paragraph(tail)
            if behind is not None:
                body.append(behind)
    while len(body) and body[-1].tag in NOT_AT_THE_END:
        delete_element(body[-1], keep_tail=False)
    if sum(element.tag != "graphic" for element in body) <= 1:
        return False
    if lead is not None:
        body.insert(start, lead)
    return True


def _furniture(frame: Any, judged: list[tuple[Any, int]]) -> list[Any] | None:
    """The outermost elements that are furniture by their class or id; None where hardly anything is not."""
    found = {element: None for element, said in judged if said & _FURNITURE}
    outer = [element for element in found if not any(above in found for above in element.iterancestors())]
    if not outer:
        return outer
    size = len(_WHOLE(frame))
    return outer if size - sum(len(_WHOLE(element)) for element in outer) > size / 7 else None


def _prune(frame: Any, judged: list[tuple[Any, int]], furniture: list[Any]) -> None:
    """Take away furniture, captions, and what is nearly all links."""
    for element in furniture:
        delete_element(element)
    for element in [element for element, said in judged if said & _CAPTION]:
        if frame in element.iterancestors():
            delete_element(element)
    links, before = len(frame.findall(".//ref")), 0
    for _ in range(2):
        # Nothing goes that has no link in it, and nothing the second time where nothing went the first.
        if links in (0, before):
            break
        delete_by_link_density(frame, "div", backtracking=True)
        delete_by_link_density(frame, "list")
        delete_by_link_density(frame, "p")
        links, before = len(frame.findall(".//ref")), links
    if links:
        for table in [table for table in frame.iter("table") if link_density_test_tables(table)]:
            delete_element(table, keep_tail=False)
    etree.strip_tags(frame, "span", "ref")


def _paragraph(text: str | None) -> etree._Element | None:
    """Text that stands in no element of its own."""
    if not text_chars_test(text):
        return None
    paragraph = etree.Element("p")
    paragraph.text = text
    return process_node(paragraph, _OPTIONS)


def _tidied(body: Any) -> Any:
    """`body` without long lines that repeat the one before, and without what only helped to find it."""
    previous = None
    for element in list(body):
        current = trim("".join(element.itertext()))
        if current and current == previous and len(current) > MIN_DUPLICATE_LENGTH:
            delete_element(element, keep_tail=False)
        else:
            previous = current
    etree.strip_elements(body, "done")
    etree.strip_tags(body, "div")
    return body


def _judge(elements: Iterable[Any]) -> list[tuple[Any, int]]:
    """Those of `elements`, in their order, of which an expression says something, with what is said of them."""
    keyed = [
        (element, (tag if (tag := element.tag) in _NAMED else "x", asked))
        for element in elements
        if (items := element.items())
        and (asked := tuple([(name, _DIGITS.sub("0", value)) for name, value in items if name in _ASKED]))
    ]
    fresh = {key: 0 for _, key in keyed if key not in _judged}
    if fresh:
        if len(_judged) > _JUDGED_MOST:
            _judged.clear()
            fresh = {key: 0 for _, key in keyed}
        _judge_all(fresh)
        _judged.update(fresh)
    return [(element, said) for element, key in keyed if (said := _judged[key])]


def _asked(items: Sequence[tuple[Any, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple([(name, _DIGITS.sub("0", value)) for name, value in items if name in _ASKED])


def _judge_all(keys: dict[_Key, int]) -> None:
    """Put what the expressions say behind each key: of elements that hold nothing, all in one tree."""
    page: Any = etree.Element("page")
    for tag, asked in keys:
        element = etree.SubElement(page, tag)
        for name, value in asked:
            element.set(name, _NO_XML.sub("\ufffd", value))
    said = dict.fromkeys(page, 0)
    for kind, expressions in _EXPRESSIONS:
        for expression in expressions:
            for element in expression(page):
                said[element] |= kind
    keys.update(zip(keys, said.values(), strict=True))
