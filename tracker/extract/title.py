"""The headline: the visible heading that the page's declarations agree with, without the site's name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.extract.declared import Declared
from tracker.extract.marks import Mark
from tracker.extract.outline import Outline
from tracker.text import fold, squeeze
from tracker.urls import host

_SEPARATOR = re.compile(r"\s+[-–—|»«·•:/~]{1,3}\s+|\s*[|｜»•]\s*|\s+::\s+|:\s+(?=\S+$)|(?<=\S)\s*_\s*(?=\S)")
_MARK = re.compile("[-–—|｜»«·•:/~_]")  # every separator holds one
_NOT_LETTERS = re.compile(r"\W+")
_LONGEST = 400
_DEEPEST = 4  # levels from a heading down to an element whose lines are its


@dataclass(frozen=True, slots=True)
class Title:
    """`pieces` are the numbers of the lines that show it; `site_names` what was cut off behind it."""

    text: str
    pieces: tuple[int, ...] = ()
    site_names: tuple[str, ...] = ()


def find_title(outline: Outline, declared: Declared, body: Sequence[int], url: str) -> Title:
    """The article's headline; an empty text where the page has none."""
    names = (*declared.site_names, host(url))
    page_title, cut = without_site(declared.page_title or "", names)
    declared_titles = [t for t in dict.fromkeys((*declared.meta_titles, declared.headline or "", page_title)) if t]
    clean = [without_site(t, (*names, *cut))[0] for t in declared_titles]
    headings = _headings(outline, body)
    bare = {_bare(t) for t in (*declared_titles, *clean)} - {""}
    for text, pieces in headings:
        if _bare(text) in bare:
            return Title(text, pieces, cut)
    for text, pieces in headings:
        if any(_opens(t, text) for t in declared_titles) and not _is_name(text, (*names, *cut)):
            return Title(text, pieces, cut)
    for text, pieces in headings[:1]:
        if any(_opens(text, t) or _bare(text).endswith(_bare(t)) for t in clean if len(_bare(t)) >= 12):
            return Title(text, pieces, cut)
    fallback = next((t for t in clean if not _is_name(t, names)), "")
    if headings and not _is_name(headings[0][0], (*names, *cut)) and _is_h1(outline, headings[0][1][0]):
        return Title(headings[0][0], headings[0][1], cut)
    shown = next(((i,) for i, p in enumerate(outline.pieces) if fallback and _equal(p.text, fallback)), ())
    return Title((fallback or (headings[0][0] if headings else ""))[:_LONGEST], shown, cut)


def without_site(title: str, names: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """`title` without the site's name before or behind it, and the names cut off.

    Only a part that is one of `names`, or the host's own label, is cut: a headline may itself hold a dash.
    """
    title = squeeze(title)
    if _MARK.search(title) is None:
        return title, ()
    parts = _SEPARATOR.split(title)
    cut: list[str] = []
    known = [n for n in names if n]
    while len(parts) > 1 and _is_name(parts[-1], known):
        cut.append(parts.pop())
        title = title[: title.rfind(cut[-1])].rstrip(" -–—|｜»«·•:/~_")
    if len(parts) > 1 and _is_name(parts[0], known):
        cut.append(parts[0])
        title = title[len(parts[0]) :].lstrip(" -–—|｜»«·•:/~_")
    return title, tuple(c for c in cut if len(c) <= 100)


def _headings(outline: Outline, body: Sequence[int]) -> list[tuple[str, tuple[int, ...]]]:
    """The headings of the page, those nearest before the body first: every h1, then an h2 or h3 above the body."""
    above = frozenset(outline.path(outline.pieces[body[0]].node) if body else ())
    first = body[0] if body else len(outline.pieces)
    heading_of = _heading_nodes(outline)
    marks = outline.marks_without(above)
    grouped: dict[int, list[int]] = {}
    for index in sorted({index for _, lines in outline.headings for index in lines}):
        node = outline.pieces[index].node
        if node in heading_of and not marks(node) & (Mark.NAV | Mark.FOOTER):
            grouped.setdefault(heading_of[node], []).append(index)
    found = []
    for node, pieces in grouped.items():
        text = squeeze(" ".join(outline.pieces[i].text for i in pieces))
        is_h1 = outline.tags[node] == "h1"
        near = abs(pieces[0] - first) if pieces[0] <= first + 3 else 10_000 + pieces[0]
        if len(text) <= _LONGEST:
            aside = bool(marks(node) & Mark.ASIDE)
            found.append((not is_h1, aside, near, text, tuple(pieces)))
    return [(text, pieces) for *_, text, pieces in sorted(found)[:20]]


def _heading_nodes(outline: Outline) -> dict[int, int]:
    """The heading of every element that is one or stands, not too deep, in one; the inner one of two."""
    heading_of: dict[int, int] = {}
    for heading, _ in sorted(outline.headings):
        depths = {heading: 0}
        node = heading
        while node < len(outline.parents) and (node == heading or outline.parents[node] >= heading):
            depth = 0 if node == heading else depths[outline.parents[node]] + 1
            depths[node] = depth
            if depth < _DEEPEST:
                heading_of[node] = heading
            node += 1
    return heading_of


def _is_h1(outline: Outline, piece: int) -> bool:
    """Whether the heading that a line stands in is the page's main one."""
    return outline.tags[_heading_nodes(outline)[outline.pieces[piece].node]] == "h1"


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return _NOT_LETTERS.sub("", fold(text))


def _equal(a: str, b: str) -> bool:
    return _bare(a) == _bare(b) != ""


def _opens(title: str, part: str) -> bool:
    """Whether `part` is the larger part of `title`, or its beginning: behind it stands the site's name."""
    long, short = _bare(title), _bare(part)
    return len(short) >= 12 and short in long and (long.startswith(short) or len(short) * 2 > len(long))


def _is_name(text: str, names: Iterable[str]) -> bool:
    """Whether `text` is a site's name: equal to one, or to its host with or without the ending."""
    bare = _bare(text)
    if not bare:
        return True
    for name in names:
        other = _bare(name)
        if bare == other or ("." in name and bare in (_bare(name.rsplit(".", 1)[0]), _bare(name.split(".")[0]))):
            return True
        if min(len(bare), len(other)) >= 4 and len(bare) <= 60 and (other.startswith(bare) or bare.startswith(other)):
            return True
    return False
