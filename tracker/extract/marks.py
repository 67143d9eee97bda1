"""What an element's name, class, role and rel say about the text in it."""

import re
from functools import lru_cache
from typing import Final

from lxml import etree

#: A set of `Mark`s. Plain numbers: a heavy page asks for them a hundred thousand times.
Marks = int


class Mark:
    """Hints of one element; they hold for what stands in it."""

    NONE: Final = 0
    BYLINE: Final = 1
    CAPTION: Final = 2
    FOOTER: Final = 4  #: the page's foot, or that of an article
    NAV: Final = 8
    ASIDE: Final = 16  #: other articles, comments, sharing, advertising
    ARTICLE: Final = 32
    HEADING: Final = 64
    TIME: Final = 128
    DECK: Final = 256  #: the lines above and under a headline
    HIDDEN: Final = 512


_OF_TAG = {
    "address": Mark.BYLINE,
    "byline": Mark.BYLINE,
    "time": Mark.TIME,
    "figcaption": Mark.CAPTION,
    "figure": Mark.CAPTION,
    "slideshow": Mark.CAPTION,
    "video": Mark.CAPTION,
    "audio": Mark.CAPTION,
    "footer": Mark.FOOTER,
    "nav": Mark.NAV,
    "menu": Mark.NAV,
    "aside": Mark.ASIDE,
    "related": Mark.ASIDE,
    "form": Mark.ASIDE,
    "article": Mark.ARTICLE,
    "h1": Mark.HEADING,
}
_OF_ROLE = {
    "navigation": Mark.NAV,
    "menu": Mark.NAV,
    "menubar": Mark.NAV,
    "contentinfo": Mark.FOOTER,
    "complementary": Mark.ASIDE,
    "search": Mark.ASIDE,
    "dialog": Mark.ASIDE,
    "article": Mark.ARTICLE,
}
_OF_ITEMPROP = {
    "author": Mark.BYLINE,
    "creator": Mark.BYLINE,
    "sourceorganization": Mark.BYLINE,
    "provider": Mark.BYLINE,
    "caption": Mark.CAPTION,
    "headline": Mark.HEADING,
    "datepublished": Mark.TIME,
    "datemodified": Mark.TIME,
    "copyrightholder": Mark.FOOTER,
}
#: Words of class names and ids, of one or two parts as in `read-more`, `readMore`, `read_more`.
_WORDS = {
    Mark.BYLINE: "byline by-line author authors authored autor autoren autore auteur author-name authorname writer "
    "reporter journalist contributor contributors redactor redakteur creator credit credits source sources fuente "
    "quelle fonte bron istochnik agency agence agencia signature firma firmas dateline posted-by posted-on postedby "
    "entry-meta post-meta article-meta meta-info post-info article-info submitted written-by writtenby avtor "
    "postmetadata post-metadata page-meta listing-meta news-meta story-meta item-meta authorline authorlink authorbold "
    "autorenzeile autorzeile autorname auteurs autori autore verfasser redactie skribent skribenter forfatter "
    "författare toimittaja kirjoittaja szerzo yazar penulis username item-poster meta full-name fullname",
    Mark.CAPTION: "caption captions legende bildunterschrift bildtext photo-credit photo-source photo-author "
    "photo-copyright photo-info photo-by photo-description photo-text image-credit image-source image-author "
    "image-copyright image-info image-description image-text img-credit img-source img-text img-desc picture-credit "
    "picture-source picture-description media-credit media-source media-info media-description bild-quelle "
    "bild-nachweis bildnachweis bildquelle foto-credit foto-autor foto-info foto-nachweis figure-credit video-credit "
    "video-info video-description gallery slideshow lightbox carousel slider",
    Mark.FOOTER: "footer footer-menu page-foot site-info siteinfo colophon copyright copyrights legal impressum "
    "disclaimer",
    Mark.NAV: "nav navbar navi navigation menu mainmenu submenu breadcrumb breadcrumbs pagination pager skip-link "
    "skip-links skiplink topbar toolbar tabbar tab-bar masthead site-header language-switcher hamburger drawer",
    Mark.ASIDE: "related sidebar side-bar rightcol teaser teasers promo promos popular trending most-read most-viewed "
    "mostread read-more readmore read-also read-next see-also more-news more-stories more-articles more-read more-from "
    "more-on latest newsletter subscribe subscription comment comments commentlist disqus respond social share "
    "sharing sharedaddy addtoany follow-us cookie cookies consent banner advert advertisement advertising ad ads "
    "adsbygoogle sponsor sponsored outbrain taboola widget modal popup overlay paywall tags tagcloud tag-list taglist "
    "login signup sign-up search yarpp next-post prev-post post-navigation about-author about-the-author author-box "
    "authorbox author-bio authorbio author-info bio poll quiz lire-aussi recommendation recommendations recommended",
    Mark.DECK: "deck dek standfirst subtitle sub-title subhead subheadline sub-headline kicker summary excerpt lead "
    "lede intro description topline overline dachzeile spitzmarke anreisser",
    Mark.TIME: "date datum fecha datetime timestamp time published updated pubdate pub-date posted created erstellt "
    "publication-date datestamp post-date entry-date",
}
_OF_WORD: dict[str, Marks] = {}
for _mark, _words in _WORDS.items():
    for _word in _words.split():
        _OF_WORD[_word] = _OF_WORD.get(_word, Mark.NONE) | _mark
#: These count inside longer words, too: `relatedposts`, `bylineauthor`.
_PARTS = (
    ("byline", Mark.BYLINE),
    ("caption", Mark.CAPTION),
    ("related", Mark.ASIDE),
    ("recommend", Mark.ASIDE),
    ("sidebar", Mark.ASIDE),
    ("breadcrumb", Mark.NAV),
)
#: Classes whose elements hold an author's name and nothing else: `author-name`, `td-post-author-name`, `byline__link`.
_NAME_CLASS = re.compile(r"(?:[a-z0-9]+[-_]+)*(?:(?:author|autor|byline|user)[-_]*(?:name|link)|full[-_]*name)")
#: Words in the class of an element that names somebody else: a commenter, the source of a quotation or of a picture.
_OTHERS = ("comment", "quote", "photo", "image", "login")
#: Classes of the box about the author behind a text.
_BOX_CLASS = re.compile(
    r"(?:[a-z0-9]+[-_]+)*(?:about[-_]+(?:the[-_]+)?)?(?:author|autor|auteur)s?[-_]*"
    r"(?:box|bio|info|infos|card|description|details|block|about|profile|wrap|content|container|desc)"
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: Classes of these speak of the whole page ("single-author", "has-sidebar", "menu-open").
_WHOLE_PAGE = frozenset({"html", "body", "main"})
_LONGEST_NAME = 200


def marks_of(element: etree._Element, tag: str) -> Marks:
    """The marks of one element. `tag` is its name."""
    found = _OF_TAG.get(tag, Mark.NONE)
    if tag in _WHOLE_PAGE:
        return found
    attributes: list[tuple[str, str]] = element.items()  # type: ignore[assignment]  # of a tree parsed from str
    for name, value in attributes:
        if name in ("class", "id"):
            found |= _of_name(value[:_LONGEST_NAME])
        elif name == "role":
            found |= _OF_ROLE.get(value.lower(), Mark.NONE)
        elif name == "rel":
            found |= Mark.BYLINE if "author" in value.lower().split() else Mark.NONE
        elif name == "itemprop":
            for word in value.lower().split()[:5]:
                found |= _OF_ITEMPROP.get(word, Mark.NONE)
        elif name == "hidden" or (name == "style" and "none" in value and "display:none" in value.replace(" ", "")):
            found |= Mark.HIDDEN
    return found


def states_author(element: etree._Element) -> bool:
    """Whether an element says by a standard or by its class that it is the author, and not a comment's.

    `rel`, microdata, hCard (`author vcard`), a class that holds nothing but names (`author-name`, `username`).
    """
    classes = (element.get("class") or "").lower().split()
    stated = (
        "author" in (element.get("rel") or "").lower().split()
        or "author" in (element.get("itemprop") or "").lower().split()
        or "p-author" in classes
        or (("vcard" in classes or "h-card" in classes) and any(name.endswith("author") for name in classes))
        or any(_NAME_CLASS.fullmatch(name) for name in classes)
    )
    return (
        stated and element.tag not in ("form", "h1") and not any(word in name for name in classes for word in _OTHERS)
    )


def states_name(element: etree._Element) -> bool:
    """Whether an element inside one that `states_author` is the name alone."""
    classes = (element.get("class") or "").lower().split()
    return (
        "name" in (element.get("itemprop") or "").lower().split()
        or "author" in (element.get("rel") or "").lower().split()
        or "fn" in classes
        or "p-name" in classes
        or any(_NAME_CLASS.fullmatch(name) for name in classes)
    )


def is_author_box(element: etree._Element) -> bool:
    """Whether an element holds what a page says about its author: a name, then some words about them."""
    return any(_BOX_CLASS.fullmatch(name) for name in (element.get("class") or "").lower().split())


def describe(element: etree._Element) -> str:
    """An element for a person: `p.copyright`, `a[rel=author]`, `span[itemprop=author]`, `address`."""
    tag = str(element.tag)
    for attribute in ("rel", "itemprop"):
        if "author" in (value := element.get(attribute) or "").lower():
            return f"{tag}[{attribute}={value[:40]}]"
    names = (element.get("class") or "").split()
    return f"{tag}.{'.'.join(names)[:60]}" if names else tag


@lru_cache(maxsize=50_000)
def _of_name(names: str) -> Marks:
    """The marks of a class attribute or an id. Remembered: a site writes few of them, on every page."""
    found = Mark.NONE
    before = ""
    for word in (w.lower() for w in _WORD.findall(names)):
        found |= _OF_WORD.get(word, Mark.NONE) | _OF_WORD.get(f"{before}-{word}", Mark.NONE)
        before = word
    lower = names.lower()
    for part, mark in _PARTS:
        if part in lower:
            found |= mark
    if found & Mark.CAPTION:
        found &= ~Mark.BYLINE  # "photo-credit", "image-author"
    return found
