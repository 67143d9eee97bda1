"""One walk over a page's tree: every visible line of text, in page order, with where it hangs.

Judges nothing: what is body, byline or noise is decided by those who see the whole outline.
"""

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field

from lxml import etree

from tracker.extract.marks import Mark, Marks, describe, is_author_box, marks_of, states_author, states_name
from tracker.extract.tree import Tree

#: More than any news page has; what stands beyond is not read.
MAX_ELEMENTS = 60_000
_SKIPPED = frozenset({"title", "select", "textarea", "datalist", "button", "canvas"})
_INLINE_NAMES = (
    "a abbr acronym anchor b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span "
    "strike strong sub sup time tt u var wbr img embed picture source map area input hl1 hl2 person location ruby rb"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_HEADINGS = frozenset({"h1", "h2", "h3"})
_EMPHASIS = frozenset({"i", "b", "em", "strong", "small", "cite"})
_PUBLISHED = re.compile(r"publi|pubdate|created|entry-date|posted", re.IGNORECASE)
_MODIFIED = re.compile(r"modif|updat", re.IGNORECASE)
#: What goes on with a list of authors, or with where one of them writes from or for.
_JOINED = re.compile(
    r"\s*(?:[^\w\s]|(?:and|und|et|y|e|i|og|och|en|ja|és|ve|a|и|й|і|та|και|with|mit|avec|con|com|met|for|für|pour|per|para|"
    r"voor|of|von|de|del|di|bei|from|aus|à|jr|sr|ii|iii|phd|md)\b)",
    re.IGNORECASE,
)
#: A day or a clock in what should be a name.
_DAY = re.compile(r"\d[\d.:/-]|\s\d")
_SHORT = 160
_LONGEST_NAME = 100
#: Elements that pages often set apart by styles alone.
_STYLED = frozenset({"a", "span", "time"})


@dataclass(slots=True)
class Piece:
    """One line of visible text. `node` is its block element's number in the outline."""

    text: str
    node: int
    element: etree._Element  #: the one that says most of the line, else its block
    marks: Marks  #: of inline elements that carry a good part of the line
    links: tuple[tuple[str, str], ...]  #: (text, href as written)
    linked: int  #: characters inside links
    emphasis: bool


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time that an element writes for machines: `<time datetime>`, `itemprop=datePublished`."""

    raw: str
    piece: int  #: how many lines stand before it
    node: int
    declared: bool  #: the element itself says that this is the publication
    modified: bool  #: the element itself says that this is a change


@dataclass(frozen=True, slots=True)
class Named:
    """A name that an element states to be an author's: `rel=author`, microdata, the hCard of a blog."""

    text: str
    href: str | None
    kind: str | None  #: schema.org type, where the element states one
    piece: int  #: number of the line that shows it
    element: str
    boxed: bool = False  #: a box about the author opens with it


@dataclass(slots=True)
class Outline:
    """All lines of a page. Elements are numbered in page order, so a parent's number is below its children's."""

    pieces: list[Piece] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    names: list[Named] = field(default_factory=list)
    boxes: list[tuple[int, int]] = field(default_factory=list)  #: about the author: node, lines before it
    headings: list[tuple[int, range]] = field(default_factory=list)  #: elements, with their lines
    depth: int = 0  #: of the deepest element
    complete: bool = True  #: False where the page has more than `MAX_ELEMENTS`
    inherited: dict[tuple[int, ...], list[Marks]] = field(default_factory=dict)  #: by the path that means nothing

    def path(self, node: int) -> list[int]:
        """`node` and its ancestors, innermost first."""
        found = []
        while node >= 0:
            found.append(node)
            node = self.parents[node]
        return found

    def marks_without(self, above: Set[int]) -> Callable[[int], Marks]:
        """What gives the marks of an element and of its ancestors, but for those `above`, which hold too much."""
        known: dict[int, Marks] = {-1: Mark.NONE}

        def marks(node: int) -> Marks:
            path = []
            while node not in known:
                path.append(node)
                node = self.parents[node]
            found = known[node]
            for inner in reversed(path):
                if inner not in above:
                    found |= self.marks[inner]
                known[inner] = found
            return found

        return marks


def read_outline(tree: Tree) -> Outline:
    """Walk the page once. A block element and `<br>` end a line."""
    walk = _Walk()
    iterator = etree.iterwalk(tree.root, events=("start", "end"))
    parents, start, end = walk.outline.parents, walk.start, walk.end
    for event, element in iterator:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "end":
            end(element, tag)
        elif tag in _SKIPPED:
            iterator.skip_subtree()
            walk.skip()
        elif len(parents) >= MAX_ELEMENTS:
            walk.outline.complete = False
            break
        else:
            start(element, tag)
    walk.flush()
    return walk.outline


class _Walk:
    """The state of the walk: the open elements and the line being collected."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.open: list[int] = []  # numbers of the open elements
        self.blocks: list[tuple[int, etree._Element]] = []  # the open block elements
        self.inline: list[tuple[Marks, etree._Element]] = []  # open inline elements that have marks
        self.headings: list[tuple[int, int]] = []  # open headings, with the lines before them
        self.emphases = 0
        self.link: str | None = None
        self.link_start = 0
        self.author: etree._Element | None = None  # the open element that states an author
        self.name: etree._Element | None = None  # the element in it that holds nothing but the name
        self.name_parts: list[str] = []
        self.named = False  # the name has been read to its end
        self.in_byline = False  # the open author stands in a byline, not in a text
        self.signed = False  # such an author has just ended
        self._reset()

    def _reset(self) -> None:
        self.parts: list[str] = []
        self.glued: list[int] = []  # parts before which the line needs a space that only styles give
        self.edge = False  # an element that may be set apart has just begun or ended
        self.links: list[tuple[str, str]] = []
        self.total = self.emphasised = self.linked = 0
        self.marked: dict[Marks, int] = {}
        self.carrier: etree._Element | None = None

    def start(self, element: etree._Element, tag: str) -> None:
        outline, path = self.outline, self.open
        number = len(outline.parents)
        outline.parents.append(path[-1] if path else -1)
        outline.tags.append(tag)
        marks = marks_of(element, tag)
        outline.marks.append(marks)
        path.append(number)
        if len(path) > outline.depth:
            outline.depth = len(path)
        if marks & Mark.TIME:
            self.stamp(element, number)
        if tag not in _INLINE:
            if self.parts:
                self.flush()
            self.blocks.append((number, element))
            if marks & Mark.BYLINE and is_author_box(element):
                outline.boxes.append((number, len(outline.pieces)))
        else:
            if tag == "time" and any(outline.marks[n] & Mark.BYLINE for n, _ in self.blocks[-3:]):
                self.flush()  # the time in a byline is no part of the names
            if marks:
                self.inline.append((marks, element))
            if tag in _EMPHASIS:
                self.emphases += 1
            if tag == "a" and (href := element.get("href")):
                self.link, self.link_start = href, len(self.parts)
        if marks & Mark.HEADING or tag in _HEADINGS:
            self.headings.append((number, len(outline.pieces)))
        if self.author is not None:
            self.start_name(element)
        elif marks & Mark.BYLINE and states_author(element) and not self.in_caption():
            self.author, self.name, self.name_parts, self.named = element, None, [], False
            self.in_byline = tag in _INLINE and (
                any(outline.marks[n] & Mark.BYLINE for n, _ in self.blocks[-3:])
                or any(open_marks & Mark.BYLINE for open_marks, other in self.inline if other is not element)
            )
        if tag in _STYLED:
            self.edge = True
        if text := element.text:
            self.add(text)

    def stamp(self, element: etree._Element, number: int) -> None:
        raw = element.get("datetime") or element.get("content") or ""
        if not raw and (title := element.get("title")) and title[:2].isdigit():
            raw = title  # the older microformat
        if raw := raw.strip():
            names = (
                f"{element.get('itemprop')} {element.get('class')} {'pubdate' if 'pubdate' in element.attrib else ''}"
            )
            published, modified = bool(_PUBLISHED.search(names)), bool(_MODIFIED.search(names))
            self.outline.stamps.append(Stamp(raw, len(self.outline.pieces), number, published, modified))

    def in_caption(self) -> bool:
        return any(self.outline.marks[node] & Mark.CAPTION for node in self.open[-4:])

    def start_name(self, element: etree._Element) -> None:
        if self.name is None and states_name(element):
            self.name = element
            self.name_parts = [element.get("content") or ""] if element.tag == "meta" else []

    def end_name(self, element: etree._Element) -> None:
        self.named = self.named or element is self.name
        if element is not self.author:
            return
        text = _squeeze(self.name_parts)
        # The card of an author often holds a date too; then its text is no name.
        if text and len(text) <= _LONGEST_NAME and (self.named or not _DAY.search(text)):
            line = len(self.outline.pieces) - (not self.parts)
            kind = (element.get("itemtype") or "").rsplit("/", 1)[-1] or None
            self.outline.names.append(Named(text, element.get("href"), kind, line, describe(element)))
            self.signed = self.in_byline
        self.author = None

    def end(self, element: etree._Element, tag: str) -> None:
        if tag not in _SKIPPED:
            number = self.open.pop()
            if tag not in _INLINE:
                if self.parts:
                    self.flush()
                self.blocks.pop()
            else:
                self.end_inline(element, tag)
            if self.headings and self.headings[-1][0] == number:
                self.outline.headings.append((number, range(self.headings.pop()[1], len(self.outline.pieces))))
        if self.author is not None:
            self.end_name(element)
        if tag in _STYLED:
            self.edge = True
        if tail := element.tail:
            self.add(tail)

    def end_inline(self, element: etree._Element, tag: str) -> None:
        if tag == "time" and any(self.outline.marks[n] & Mark.BYLINE for n, _ in self.blocks[-3:]):
            self.flush()
        if self.inline and self.inline[-1][1] is element:
            self.inline.pop()
        if tag in _EMPHASIS:
            self.emphases -= 1
        if tag == "a" and self.link is not None:
            self.close_link()
            self.link = None

    def skip(self) -> None:
        if self.parts:
            self.parts.append(" ")

    def add(self, text: str) -> None:
        if text.isspace():
            if self.parts:
                self.parts.append(" ")
            if self.author is not None and not self.named:
                self.name_parts.append(" ")
            return
        if self.signed:
            self.signed = False
            if not _JOINED.match(text):
                self.flush()  # what stands behind the author in a byline, "3 comments", is no part of the names
        if self.edge:
            self.edge = False
            if self.parts and _glued(self.parts[-1][-1:], text[0]):
                self.glued.append(len(self.parts))
        self.parts.append(text)
        size = len(text.strip())
        self.total += size
        if self.author is not None and not self.named:
            self.name_parts.append(text)
        if self.emphases:
            self.emphasised += size
        if self.link is not None:
            self.linked += size
        for marks, element in self.inline:
            self.marked[marks] = self.marked.get(marks, 0) + size
            if self.carrier is None and marks & (Mark.BYLINE | Mark.CAPTION):
                self.carrier = element

    def close_link(self) -> None:
        if self.link is not None and (text := _squeeze(self.parts[self.link_start :])):
            self.links.append((text, self.link))

    def flush(self) -> None:
        """End the line."""
        if not self.parts:
            self.link_start = 0
            return
        if self.total and self.blocks:
            self.close_link()
            if self.total <= _SHORT:
                for at in reversed(self.glued):
                    self.parts.insert(at, " ")
                    self.linked += bool(self.linked)  # a row of links stays nothing but links
            text = _squeeze(self.parts)
            number, element = self.blocks[-1]
            inner: Marks = Mark.NONE
            for marks, size in self.marked.items():
                # A name of an author is the point of a short line; anything else must carry half of it.
                if size * 2 >= self.total:
                    inner |= marks
                elif size * 3 >= self.total or len(text) <= _SHORT:
                    inner |= marks & (Mark.BYLINE | Mark.TIME)
            carrier = self.carrier if self.carrier is not None and inner else element
            if text:
                emphasis = self.emphasised * 10 >= self.total * 9
                piece = Piece(text, number, carrier, inner, tuple(self.links), self.linked, emphasis)
                self.outline.pieces.append(piece)
        self._reset()
        self.link_start = 0


def _glued(before: str, after: str) -> bool:
    """Whether two neighbouring characters of different elements cannot be of one word: "By|Ada Holm", "Holm|3 May"."""
    if before.isdigit():
        return after.isdigit() or after.isupper()
    return (before.islower() and after.isupper()) or (before.isalpha() and after.isdigit())


def _squeeze(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
