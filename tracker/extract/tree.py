"""The one parse of a page, and addresses as they stand in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from lxml import etree, html

#: Holds no text that a reader sees, or (`rt`) only how it is pronounced. Comments go too: trafilatura's measured
#: quality is without them.
_UNSEEN = ("script", "style", "svg", "noscript", "iframe", "template", "rt", "rp")
_FEW = 3
_MANY = 100
#: Pages drawn by scripts carry their data as JSON in one of them, often escaped inside a string.
_EMBEDDED_DATE = re.compile(
    r"\b(?:date_?published|published_?(?:at|date|time|on)|publish_?(?:date|time)|publication_?date|first_?published(?:_?at)?|"
    r"created_?at)\W{1,12}((?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?)",
    re.IGNORECASE,
)
#: Letters that stand in every one of these names, and how far from them the name begins and the date ends.
_EMBEDDED_STEMS = ("ublish", "ublication", "reated", "UBLISH", "REATED")
_REACH = 80
_EMPTY = b"<html/>"
#: Elements of lxml.html, which trafilatura asks for, without the lookup in Python that lxml.html makes each time that
#: an element is touched: two thousand times a page.
_CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment)


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page without scripts and comments. `scripts` are the texts of its JSON-LD blocks, in page order."""

    root: etree._Element
    base: str  #: what relative addresses are relative to
    scripts: tuple[str, ...]
    embedded_dates: tuple[str, ...]  #: publication dates in the data of other scripts, in page order


def parse(text: str, url: str) -> Tree:
    """Parse `text` once. Any text gives a tree, an empty one in the worst case."""
    root = _root(text)
    scripts: list[str] = []
    dates: list[str] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            scripts.append(script.text or "")
        elif len(dates) < _FEW and script.text:
            dates += islice(_embedded_dates(script.text), _FEW)
    if any(_holds_a_page(noscript) for noscript in root.iter("noscript")):
        etree.strip_tags(root, "noscript")
    etree.strip_elements(root, *_UNSEEN, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    declared = next((b.get("href") for b in root.iter("base") if b.get("href")), None)
    return Tree(root, absolute(url, declared) or url, tuple(scripts), tuple(dates))


def _root(text: str) -> etree._Element:
    """Any text, from UTF-8 (lxml is at its safest there), as large and as broken as it may be."""
    parser = etree.HTMLParser(recover=True, encoding="utf-8", huge_tree=True)
    parser.set_element_class_lookup(_CLASSES)
    root: etree._Element | None = etree.fromstring(text.strip().replace("\x00", "").encode() or _EMPTY, parser)
    return etree.fromstring(_EMPTY, parser) if root is None else root


def _embedded_dates(script: str) -> Iterator[str]:
    """Dates behind the names that say publication. The names are looked for first: half a page may be scripts."""
    for stem in _EMBEDDED_STEMS:
        at, behind = script.find(stem), 0
        while at >= 0:
            found = _EMBEDDED_DATE.search(script, max(at - _REACH, behind), at + _REACH)
            if found:
                yield found[1]
            behind = found.end() if found else at + len(stem)
            at = script.find(stem, behind)


def _holds_a_page(noscript: etree._Element) -> bool:
    """An element left open in a `noscript` takes the rest of the page into it."""
    return sum(1 for _ in islice(noscript.iter(), _MANY)) == _MANY


def absolute(base: str, address: str | None) -> str | None:
    """`address` as an absolute http address; None for scripts, mail, fragments and what cannot be parsed."""
    address = (address or "").strip()
    if not address or address.startswith("#"):
        return None
    if not address.lower().startswith(("http://", "https://")):
        if ":" in address.split("/", 1)[0]:
            return None
        try:
            address = urljoin(base, address)
        except ValueError:
            return None
    return address if address.lower().startswith(("http://", "https://")) else None


def elements(tree: Tree, *tags: str) -> Iterator[etree._Element]:
    """The elements of `tags` in page order."""
    return tree.root.iter(*tags)
