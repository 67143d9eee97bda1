"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed.

An own reader, because feed libraries lose what the tracker is after: `<source url>`, `dc:creator` and `media:credit`
are statements of provenance. It is tolerant, because feeds are written by hand: undeclared prefixes, HTML entities,
text before the declaration and a cut-off end are read as far as they go.
"""

import html
import json
import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import Any

from lxml import etree

from spiders.discovery.found import Found, absolute
from tracker.text import squeeze
from tracker.types import Hints

#: No feed lists more in earnest; a longer one is an export of a whole site and belongs in a sitemap.
MAX_ITEMS = 2000

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
#: `media:credit` roles that speak of the text or the whole item; the others (photographer, ...) of its picture.
_TEXT_ROLES = frozenset({"author", "writer", "reporter", "publishing company", "distribution company", "owner"})
_NAMED_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_TAGS = re.compile(r"<[^<>]*>")
#: RSS asks for `address (Name)` in `<author>`; most write a name.
_MAILBOX = re.compile(r"^\S+@\S+\s*\((.+)\)$")
_ADDRESS_ONLY = re.compile(r"^\S+@\S+$")


def read_feed(body: bytes, url: str) -> Found:
    """The items of the feed fetched from `url`, in its order."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        items, problem = _json_items(body, url)
    else:
        items, problem = _xml_items(body, url)
    pages: dict[str, Hints] = {}
    for address, hints in items:
        pages.setdefault(address, hints)
        if len(pages) >= MAX_ITEMS:
            problem = f"more than {MAX_ITEMS} items; the first {MAX_ITEMS} were taken"
            break
    return Found(pages=tuple(pages.items()), problem=problem)


# -------------------------------------------------------------------------------------------------------------- XML


def _xml_items(body: bytes, url: str) -> tuple[Iterator[tuple[str, Hints]], str]:
    root = _parse(body)
    if root is None:
        return iter(()), "not a feed: no XML element in it"
    kind = _name(root)
    if kind == "feed":
        return _atom_items(root, url), ""
    if kind in ("rss", "rdf:RDF", "RDF", "channel"):
        return _rss_items(root, url), ""
    return iter(()), f"not a feed: the root element is <{kind}>"


def _parse(body: bytes) -> etree._Element | None:
    start = body.find(b"<")
    # UTF-16 starts with a byte order mark, and cutting it off would leave bytes of no encoding.
    document = body if body[:2] in (b"\xff\xfe", b"\xfe\xff") or start < 0 else body[start:]
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(_NAMED_ENTITY.sub(_numeric, document), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _numeric(entity: re.Match[bytes]) -> bytes:
    """`&eacute;` is no entity of XML, and a recovering parser drops it: written as a number it stays."""
    name = entity[1]
    code = None if name in _XML_ENTITIES else name2codepoint.get(name.decode("ascii"))
    return entity[0] if code is None else b"&#%d;" % code


def _rss_items(root: etree._Element, url: str) -> Iterator[tuple[str, Hints]]:
    channel = next((e for e in root.iter(etree.Element) if _name(e) == "channel"), root)
    language = _first(channel, "language") or _first(channel, "dc:language")
    for item in root.iter(etree.Element):
        if _name(item) != "item":
            continue
        address = absolute(url, _rss_link(item))
        if address is None:
            continue
        source_name, source_url = _rss_source(item, url)
        yield (
            address,
            Hints(
                found_by="feed",
                found_at=url,
                title=_plain(_first(item, "title")),
                published=_first(item, "pubDate") or _first(item, "dc:date") or _first(item, "dcterms:created"),
                creators=_creators(item),
                media_credits=_media_credits(item),
                source_name=source_name,
                source_url=source_url,
                language=_first(item, "dc:language") or language,
            ),
        )


def _rss_source(item: etree._Element, url: str) -> tuple[str | None, str | None]:
    """`<source url>`, the feed that an item was taken from; else `dc:source`, a name or the address of the original."""
    source = next((e for e in item if _name(e) == "source"), None)
    if source is not None:
        return _plain(source.text), absolute(url, source.get("url"))
    said = _plain(_first(item, "dc:source"))
    if said and said.startswith(("http://", "https://")):
        return None, absolute(url, said)
    return said, None


def _rss_link(item: etree._Element) -> str | None:
    """The page's own address: `feedburner:origLink` before `link`, which may count clicks; a permanent `guid` last."""
    for name in ("feedburner:origLink", "link"):
        for element in item:
            if _name(element) == name and (link := _text(element) or element.get("href")):
                return link
    guid = next((e for e in item if _name(e) == "guid"), None)
    if guid is not None and (guid.get("isPermaLink") or "true").lower() == "true":
        link = _text(guid)
        return link if link and link.startswith(("http://", "https://")) else None
    return next((str(v) for k, v in item.attrib.items() if str(k).endswith("about")), None)


def _atom_items(root: etree._Element, url: str) -> Iterator[tuple[str, Hints]]:
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    whole = _atom_people(root)
    for entry in root.iter(etree.Element):
        if _name(entry) != "entry":
            continue
        address = absolute(_base(entry, url), _atom_link(entry))
        if address is None:
            continue
        source = next((e for e in entry if _name(e) == "source"), None)
        yield (
            address,
            Hints(
                found_by="feed",
                found_at=url,
                title=_plain(_first(entry, "title")),
                published=_first(entry, "published") or _first(entry, "issued") or _first(entry, "updated"),
                creators=_unique([*_atom_people(entry), *_creators(entry)]) or whole,
                media_credits=_media_credits(entry),
                source_name=None if source is None else _plain(_first(source, "title")),
                source_url=None if source is None else absolute(url, _atom_link(source)),
                language=entry.get("{http://www.w3.org/XML/1998/namespace}lang") or language,
            ),
        )


def _atom_link(entry: etree._Element) -> str | None:
    links = [e for e in entry if _name(e) == "link"]
    for link in links:
        if link.get("rel", "alternate") == "alternate" and "html" in (link.get("type") or "html"):
            return link.get("href") or _text(link)
    return next((link.get("href") for link in links if link.get("rel", "alternate") == "alternate"), None)


def _atom_people(element: etree._Element) -> tuple[str, ...]:
    return _unique([_plain(_first(e, "name")) for e in element if _name(e) == "author"])


def _base(element: etree._Element, url: str) -> str:
    return absolute(url, element.base if isinstance(element.base, str) else None) or url


def _creators(item: etree._Element) -> tuple[str, ...]:
    """Who the feed says made the item: `dc:creator`, RSS `author`, and `media:credit` where it is of the text."""
    names = [_plain(_text(e)) for e in item if _name(e) == "dc:creator"]
    for element in item:
        if _name(element) == "author" and (name := _plain(_text(element))):
            mailbox = _MAILBOX.match(name)
            names.append(mailbox[1] if mailbox else None if _ADDRESS_ONLY.match(name) else name)
    names += [name for role, name in _media(item) if role in _TEXT_ROLES]
    return _unique(names)


def _media_credits(item: etree._Element) -> tuple[str, ...]:
    """Who is credited for the item's pictures; the roles that speak of the text are creators."""
    return _unique([name for role, name in _media(item) if role not in _TEXT_ROLES])


def _media(item: etree._Element) -> list[tuple[str, str | None]]:
    credited = (e for e in item.iter(etree.Element) if _name(e) == "media:credit")
    return [((e.get("role") or "").lower(), _plain(_text(e))) for e in credited]


def _name(element: etree._Element) -> str:
    """`dc:creator` however the prefix is spelt or left undeclared; other names without their namespace."""
    tag = str(element.tag)
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    return _PREFIXES.get(namespace, "") + local


def _first(element: etree._Element, name: str) -> str | None:
    return next((text for e in element if _name(e) == name and (text := _text(e))), None)


def _text(element: etree._Element) -> str | None:
    """All text inside: Atom titles of type xhtml, and CDATA, alike."""
    return squeeze("".join(str(t) for t in element.itertext())) or None


# ------------------------------------------------------------------------------------------------------- JSON, both


def _json_items(body: bytes, url: str) -> tuple[Iterator[tuple[str, Hints]], str]:
    """JSON Feed 1 and 1.1, https://www.jsonfeed.org/version/1.1/"""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return iter(()), f"not a JSON feed: {error}"
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return iter(()), "not a JSON feed: no list of items"
    return (_json_item(item, feed, url) for item in feed["items"] if _json_link(item, url)), ""


def _json_item(item: dict[str, Any], feed: dict[str, Any], url: str) -> tuple[str, Hints]:
    address = _json_link(item, url) or ""
    return address, Hints(
        found_by="feed",
        found_at=url,
        title=_plain(_string(item, "title")),
        published=_string(item, "date_published") or _string(item, "date_modified"),
        creators=_json_people(item) or _json_people(feed),
        language=_string(item, "language") or _string(feed, "language"),
    )


def _json_link(item: object, url: str) -> str | None:
    """`url`; a link blog's item has only `external_url`; an `id` may be the address."""
    if not isinstance(item, dict):
        return None
    link = _string(item, "url") or _string(item, "external_url") or _string(item, "id")
    return absolute(url, link if link and ("/" in link) else None)


def _json_people(holder: dict[str, Any]) -> tuple[str, ...]:
    people = holder.get("authors")
    people = people if isinstance(people, list) else [holder.get("author")]
    return _unique([_plain(_string(p, "name")) for p in people if isinstance(p, dict)])


def _string(holder: dict[str, Any], key: str) -> str | None:
    value = holder.get(key)
    return squeeze(value) or None if isinstance(value, str) else None


def _plain(text: str | None) -> str | None:
    """A title as a reader sees it: feeds carry markup in titles, escaped once or twice."""
    return squeeze(html.unescape(_TAGS.sub("", html.unescape(text)))) or None if text else None


def _unique(names: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
