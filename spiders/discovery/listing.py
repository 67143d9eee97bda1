"""Listing pages: the articles a front page, a section or an archive links to, by rules that fit any site."""

import re
from urllib.parse import urlsplit

from parsel import Selector
from w3lib.encoding import html_to_unicode

from spiders.discovery.found import Found, absolute
from tracker.text import count_words, squeeze
from tracker.types import Hints
from tracker.urls import same_site, url_key

#: A page with more links is a directory, not a listing of news.
MAX_PAGES = 300

_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|m4a|zip|docx?|xlsx?|css|js|xml|rss|json|ics)$", re.I)
#: Segments that lead to lists, people and the site's own affairs, in the languages of many outlets.
_SERVICE = frozenset(
    """
    about abo account ads advertise advertising agb archive author authors autor autores autoren category categories
    categoria comments contact contacto contacts cookies datenschutz donate faq feed feeds gallery hilfe home impressum
    imprint index jobs kontakt kontakty legal login logout mediadaten members mission newsletter newsletters o-nas page
    pages podcast podcasts policy privacy profile redakciya register registrierung reklama rss rubrik search seccion
    section sections shop sign-in signin signup sitemap staff subscribe subscription suche tag tags team tema temas
    terms thema themen topic topics user users video videos wp-admin wp-content wp-json wp-login.php
    """.split()  # noqa: SIM905 - ninety quoted words would be harder to read
)
#: Those of them below which lists of articles lie.
_LISTS = frozenset(
    {"category", "categories", "categoria", "rubrik", "seccion", "section", "sections", "thema", "topic", "topics"}
)
_DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?(?:0?[1-9]|[12]\d|3[01]))?[/-](?=[^/])")
_MONTH_ARCHIVE = re.compile(r"/(?:19|20)\d\d(?:/\d{1,2}){0,2}(?:/page/\d+)?/?$")
_NUMBERED = re.compile(r"(?:^|[-_/.a-z])\d{5,}(?:\.\w+)?$", re.I)
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|amp)$", re.I)
_NEXT_TEXT = re.compile(
    r"^[\s«»‹›<>→]*(?:next(?: page)?|older(?: posts| articles)?|load more|more stories|weiter|nächste(?: seite)?"
    r"|ältere beiträge|siguientes?|página siguiente|suivante?|page suivante|далее|следующая|дальше|ещё)[\s«»‹›<>→]*$",
    re.I,
)
_IN_HEADING = f"boolean({' | '.join(f'ancestor::{h} | .//{h}' for h in ('h1', 'h2', 'h3', 'h4'))})"
_FURNITURE = "ancestor::nav or ancestor::footer or ancestor::*[@role='navigation' or @role='contentinfo']"


def read_listing(body: bytes, url: str) -> Found:
    """Article links of the page at `url`, in page order, with the link's text as hint of the title; its next page."""
    # html_to_unicode never fails: what no encoding explains becomes U+FFFD.
    selector = Selector(text=html_to_unicode(None, body, default_encoding="utf-8")[1], base_url=url, type="html")
    base = absolute(url, selector.xpath("//base/@href").get()) or url
    titles: dict[str, str] = {}
    for link in selector.xpath(f"//a[@href][not({_FURNITURE})]"):
        address = absolute(base, link.xpath("@href").get())
        if address is None or not same_site(address, url) or url_key(address) == url_key(url):
            continue
        text = squeeze(" ".join(link.xpath(".//text()").getall()))
        if _is_article(address, text, heading=link.xpath(_IN_HEADING).get() == "1"):
            # A picture and a headline link to the same article: the longest text is the headline.
            titles[address] = max(titles.get(address, ""), text, key=len)
    pages = [(a, Hints(found_by="listing", found_at=url, title=t if _headline(t) else None)) for a, t in titles.items()]
    following = _next_page(selector, base, url)
    problem = "" if pages or following else "no links to articles in it"
    return Found(pages=tuple(pages[:MAX_PAGES]), sources=following, problem=problem)


def looks_like_article(url: str) -> bool:
    """Whether the address alone tells an article: a date in the path, a slug of several words, a long number."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return False
    if _leads_elsewhere(path):
        return False
    last = path.rstrip("/").rpartition("/")[2]
    words = [word for word in re.split(r"[-_+]|%20", _EXTENSION.sub("", last)) if word]
    return bool(_DATED.search(path)) or len(words) >= 4 or bool(_NUMBERED.search(last))


def may_list_articles(url: str) -> bool:
    """Whether the address may be a section's: neither a file nor the site's own affairs, by its path."""
    try:
        segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    except ValueError:
        return False
    if not segments or _FILE.search(segments[-1]):
        return False
    return len(segments) > 1 if segments[0].lower() in _LISTS else not _is_service(segments)


def _is_article(address: str, text: str, *, heading: bool) -> bool:
    if looks_like_article(address):
        return True
    try:
        path = urlsplit(address).path
    except ValueError:
        return False
    return not _leads_elsewhere(path) and (count_words(text) >= 3 if heading else _headline(text))


def _leads_elsewhere(path: str) -> bool:
    segments = [segment for segment in path.split("/") if segment]
    return not segments or bool(_FILE.search(path) or _MONTH_ARCHIVE.search(path)) or _is_service(segments)


def _is_service(segments: list[str]) -> bool:
    """`/tag/x`, `/about`: the first segment or a language before it speaks; the last one alone on a short path."""
    first = segments[1] if len(segments) > 1 and len(segments[0]) == 2 else segments[0]
    return first.lower() in _SERVICE or _EXTENSION.sub("", segments[-1]).lower() in _SERVICE


def _headline(text: str) -> bool:
    """A sentence's worth of words; in scripts without spaces each character counts as one."""
    return 4 <= count_words(text) <= 60


def _next_page(selector: Selector, base: str, url: str) -> tuple[str, ...]:
    """The next page of the same list, as the page declares or calls it; the reader of the listing sets the bound."""
    candidates = selector.xpath(
        "//link[@rel='next']/@href | //a[contains(concat(' ', @rel, ' '), ' next ')]/@href"
    ).getall()
    candidates += [
        a.xpath("@href").get("") for a in selector.xpath("//a[@href]") if _NEXT_TEXT.match(a.xpath("string()").get(""))
    ]
    for candidate in candidates:
        address = absolute(base, candidate)
        if address and same_site(address, url) and url_key(address) != url_key(url):
            return (address,)
    return ()
