"""The element that says of itself that it holds the article's text: by microdata, by its class or id, or as `article`.

Trafilatura looks for such an element in a copy of the whole page, and reads nothing outside it where it finds text
enough there. Found here first, it is all that trafilatura has to copy and search: half its time. The rules are those of
its own search (`trafilatura.xpaths.BODY_XPATH`, 2.3.1), since another choice would make another text.
"""

import copy
import re
from collections.abc import Callable
from functools import lru_cache

from lxml import etree

#: What it deletes before it looks, whatever stands in it.
_DELETED_NAMES = (
    "aside audio applet area blink button canvas datalist dialog embed fencedframe fieldset figure footer form frame "
    "frameset head iframe input label legend link map marquee math menu menuitem nav noindex noscript object optgroup "
    "option output param picture progress rp rt rtc script select source style svg textarea time track use video"
)
_DELETED = frozenset(_DELETED_NAMES.split())
_COMMENTS = re.compile(
    r"^[Cc]omment(?!ary)|^comol|^disqus_thread|^dsq-comments|(?:article|post)-comments|"
    r"mvp-post-add-(?:box|wrap)|infinite-?scroll|elementor-share-buttons"
)
_TAGS = ("article", "div", "main", "section")
#: Classes and ids, the likeliest first; each rank is asked for only where nothing is of a likelier one.
_CONTENT_CLASS = re.compile(
    r"^(?:post|entry)$|post[-_]text|post-body|post-?entry|post[-_]?content|postContent|post_inner_wrapper|article-?text|"
    r"articleText|(?:entry|page|text|article|art)-content|article__content|article(?:-|__)?body|articleBody|"
    r"ArticleContent|body-text|article__container"
)
_CONTENT_ID = re.compile(
    r"^articleContent$|(?:entry|article|art)-content|article__content|article(?:-|__)?body|articleBody|body-text"
)
_STORY_CLASS = re.compile(
    r"^(?:postarea|art-postcontent|text|cell|story)$|(?i:fulltext)|^article |post-bodycopy|story-?content|"
    r"(?:theme|blog|section|single)-content|single-post|main-column|wpb_text_column|story-body|field-body"
)
_STORY_ID = re.compile(r"^(?:article|story)$|^primary|story-body")
_MAIN_CLASS = re.compile(r"^content$|content[-_]main|content(?:-|__)body|[mM]ain-[cC]ontent|[pP]age-[cC]ontent")
_MAIN_ID = re.compile(r"^content$|content-main|content-body|contentBody|[mM]ain-[cC]ontent")
_ARTICLE, _STORY, _MAIN, _RANKS = 1, 2, 4, 5
_PATTERNS = (
    (0, _CONTENT_CLASS, _CONTENT_ID),
    (_STORY, _STORY_CLASS, _STORY_ID),
    (_STORY + 1, _MAIN_CLASS, _MAIN_ID),
)


def text_holder(root: etree._Element) -> etree._Element | None:
    """The first element of the likeliest kind; None where no element says anything."""
    return _likeliest(root, _is_deleted)[1]


def likeliest(cleaned: etree._Element) -> tuple[int, etree._Element | None]:
    """The same of a page from which trafilatura has already deleted, with the number of its kind in `BODY_XPATH`."""
    return _likeliest(cleaned, lambda _: False)


def alone(element: etree._Element) -> etree._Element:
    """A page that holds nothing but a copy of `element`."""
    page = etree.fromstring(b"<html><body/></html>", element.getroottree().parser)
    inner = copy.deepcopy(element)
    inner.tail = None
    page[0].append(inner)
    return page


def _likeliest(root: etree._Element, deleted: Callable[[etree._Element], bool]) -> tuple[int, etree._Element | None]:
    found: list[etree._Element | None] = [None] * _RANKS
    for element in root.iter(*_TAGS):
        rank = _rank(element)
        if rank < _RANKS and found[rank] is None and not deleted(element):
            if not rank:
                return rank, element
            found[rank] = element
    return next(((rank, element) for rank, element in enumerate(found) if element is not None), (_RANKS, None))


def _rank(element: etree._Element) -> int:
    if element.get("itemprop") == "articleBody":
        return 0
    rank = _of_names(element.get("class") or "", element.get("id") or "")
    if element.tag == "article":
        return min(rank, _ARTICLE)
    role = element.get("role") or ""
    if role == "article":
        return min(rank, _STORY)
    return min(rank, _MAIN) if element.tag == "main" or role.startswith("main") else rank


@lru_cache(maxsize=50_000)
def _of_names(name: str, identity: str) -> int:
    """The rank of a class attribute and an id. Remembered: a site writes few of them, on every page."""
    for rank, of_class, of_id in _PATTERNS:
        if of_class.search(name) or of_id.search(identity):
            return rank
    return _MAIN if name.startswith("main") or identity.startswith("main") else _RANKS


def _is_deleted(element: etree._Element) -> bool:
    outer: etree._Element | None = element
    while outer is not None:
        if outer.tag in _DELETED or any(_COMMENTS.search(outer.get(key) or "") for key in ("id", "class")):
            return True
        outer = outer.getparent()
    return False
