"""What a site's front page says of the site: its name, language and country, its sections; and of a page its twins."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector
from w3lib.encoding import html_to_unicode

from spiders.discovery.found import absolute
from spiders.discovery.listing import looks_like_article, may_list_articles
from tracker.text import squeeze
from tracker.urls import registrable_domain, same_site, url_key

MAX_SECTIONS = 30

_PUBLISHERS = frozenset({"NewsMediaOrganization", "Organization", "WebSite", "Corporation", "NGO"})
_LOCALE = re.compile(r"\s*([A-Za-z]{2})(?:[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2}))?\b")
_SEPARATED = re.compile(r"\s+[|–—·•:»-]\s+")
#: Systems for publishing come with this one, and most sites of the world leave it.
_DEFAULT_LOCALE = ("en", "US")
#: A slogan is no name.
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """As far as the page says it; empty where it does not."""

    name: str = ""
    language: str = ""  #: ISO 639-1
    country: str = ""  #: ISO 3166-1 alpha-2
    sections: tuple[str, ...] = ()  #: pages of its navigation that may list articles, in its order


def read_profile(body: bytes, url: str) -> Profile:
    """The profile of the site whose front page, at `url`, is `body`. Never raises."""
    selector = _selector(body, url)
    graph = _things(selector)
    language, region = _locale(selector)
    return Profile(
        name=_name(selector, graph, url),
        language=language,
        country=_country(graph) or ("" if (language, region) == _DEFAULT_LOCALE else region),
        sections=_sections(selector, url),
    )


def read_twins(body: bytes, url: str) -> dict[str, str]:
    """Other forms of the page at `url`, by `amp` and `mobile`: pages of one article, no republications of it."""
    selector = _selector(body, url)
    amp = absolute(url, selector.xpath("//link[@rel='amphtml']/@href").get())
    handheld = "//link[@rel='alternate'][contains(@media, 'max-width') or contains(@media, 'handheld')]/@href"
    mobile = absolute(url, selector.xpath(handheld).get())
    return {kind: found for kind, found in (("amp", amp), ("mobile", mobile)) if found}


def _selector(body: bytes, url: str) -> Selector:
    return Selector(text=html_to_unicode(None, body, default_encoding="utf-8")[1], base_url=url, type="html")


def _things(selector: Selector) -> list[dict[str, Any]]:
    """Every thing of the page's JSON-LD that may be the publisher or the site."""
    found: list[dict[str, Any]] = []
    for script in selector.xpath("//script[@type='application/ld+json']/text()").getall():
        try:
            waiting = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while waiting and len(found) < 200:
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting = [*thing, *waiting]
            elif isinstance(thing, dict):
                found.append(thing)
                waiting += [thing[name] for name in ("@graph", "publisher", "mainEntity") if name in thing]
    return [thing for thing in found if _PUBLISHERS & set(_texts(thing.get("@type")))]


def _name(selector: Selector, graph: list[dict[str, Any]], url: str) -> str:
    """`og:site_name`, then what machines are told, then the part of the title that the address repeats."""
    stated = [
        *selector.xpath("//meta[@property='og:site_name' or @name='og:site_name']/@content").getall(),
        *(name for thing in graph for name in _texts(thing.get("name"))),
        *selector.xpath("//meta[@name='application-name' or @name='apple-mobile-web-app-title']/@content").getall(),
    ]
    label = re.sub(r"[^a-z0-9]", "", registrable_domain(url).partition(".")[0])
    title = _SEPARATED.split(squeeze(selector.xpath("string(//title)").get("")))
    stated += [part for part in title if label and label in re.sub(r"[^a-z0-9]", "", part.lower())]
    stated += title if len(title) == 1 else []
    names = (squeeze(name) for name in stated)
    return next((name for name in names if name and len(name) <= _LONGEST_NAME), "")


def _locale(selector: Selector) -> tuple[str, str]:
    written = [
        *selector.xpath("/html/@lang | /html/@xml:lang").getall(),
        *selector.xpath(
            "//meta[@property='og:locale' or translate(@http-equiv, 'CL', 'cl')='content-language']/@content"
        ).getall(),
    ]
    found = [(m[1].lower(), (m[2] or "").upper()) for value in written if (m := _LOCALE.match(value))]
    language = found[0][0] if found else ""
    return language, next((region for code, region in found if code == language and region), "")


def _country(graph: list[dict[str, Any]]) -> str:
    for thing in graph:
        places = thing.get("address")
        for place in places if isinstance(places, list) else [places]:
            country = place.get("addressCountry") if isinstance(place, dict) else None
            written = country.get("name") if isinstance(country, dict) else country
            if isinstance(written, str) and re.fullmatch(r"[A-Z]{2}", written.strip()):
                return written.strip()
    return ""


def _sections(selector: Selector, url: str) -> tuple[str, ...]:
    """Where its navigation leads on the same site, short paths only: no articles, people, or the site's own affairs."""
    found: dict[str, str] = {}
    for link in selector.xpath("//nav//a/@href | //*[@role='navigation']//a/@href | //header//a/@href").getall():
        address = absolute(url, link)
        if address is None or not same_site(address, url) or url_key(address) == url_key(url):
            continue
        segments = [part for part in urlsplit(address).path.split("/") if part]
        if 1 <= len(segments) <= 3 and may_list_articles(address) and not looks_like_article(address):
            found.setdefault(url_key(address), address)
    return tuple(found.values())[:MAX_SECTIONS]


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]
