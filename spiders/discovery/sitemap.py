"""Sitemaps: plain, news, indexes, gzip, text. https://www.sitemaps.org/protocol.html

An own reader, because Scrapy's drops the `news:` elements: their title and time of publication are hints worth keeping.
`news:publication` is left out: it names the site itself and would read as a credit where the site is in no catalogue.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from spiders.discovery.found import Found, absolute
from tracker.text import squeeze
from tracker.types import Hints

#: What one reading takes from a sitemap: the newest. Archives of a decade are for a crawl of their own.
MAX_PAGES = 1000
MAX_SITEMAPS = 10
#: The protocol's own limit for one file, uncompressed.
MAX_BYTES = 50 * 1024 * 1024


def read_sitemap(body: bytes, url: str) -> Found:
    """The newest addresses of the sitemap fetched from `url`; of an index, the sitemaps worth reading next."""
    try:
        document = _unpack(body)
    except zlib.error as error:
        return Found(problem=f"broken gzip: {error}")
    if len(document) >= MAX_BYTES:
        return Found(problem=f"larger than {MAX_BYTES >> 20} MiB unpacked")
    if not document.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and document[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return _read_lines(document, url)
    pages: list[tuple[str, str, Hints]] = []
    sitemaps: list[tuple[str, str]] = []
    problem = ""
    try:
        for kind, fields in _entries(document):
            address = absolute(url, fields.get("loc"))
            if address is None:
                continue
            if kind == "sitemap":
                sitemaps.append((fields.get("lastmod", ""), address))
            else:
                pages.append(
                    (fields.get("publication_date") or fields.get("lastmod", ""), address, _hints(fields, url))
                )
    except etree.XMLSyntaxError as error:
        problem = f"broken XML: {squeeze(str(error.msg))}"
    if not pages and not sitemaps and not problem:
        problem = "no addresses in it"
    return Found(pages=_newest(pages), sources=_worth_reading(sitemaps), problem=problem)


def _unpack(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)


def _entries(document: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each `<url>` and `<sitemap>` as a dictionary of its texts, by local name, freed at once."""
    parser = etree.iterparse(
        BytesIO(document), events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in parser:
        kind = _local(element)
        if kind in ("url", "sitemap"):
            fields: dict[str, str] = {}
            for part in element.iter(etree.Element):
                if len(part) == 0 and part.text and "image" not in str(part.tag) and "video" not in str(part.tag):
                    fields.setdefault(_local(part), squeeze(part.text))
            yield kind, fields
            element.clear()


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _hints(fields: dict[str, str], url: str) -> Hints:
    """`lastmod` is no time of publication: CMSs touch it at every change of a template."""
    return Hints(
        found_by="sitemap",
        found_at=url,
        title=fields.get("title") or None,
        published=fields.get("publication_date") or None,
        language=fields.get("language") or None,
    )


def _newest(pages: list[tuple[str, str, Hints]]) -> tuple[tuple[str, Hints], ...]:
    """Times are W3C date-times and sort as text; entries without one keep their order after those with."""
    ordered = sorted(pages, key=lambda page: page[0], reverse=True)
    unique: dict[str, Hints] = {}
    for _, address, hints in ordered:
        unique.setdefault(address, hints)
    return tuple(unique.items())[:MAX_PAGES]


def _worth_reading(sitemaps: list[tuple[str, str]]) -> tuple[str, ...]:
    """News sitemaps first, then the latest changed; of an index without times its last entries, usually the newest."""
    ordered = sorted(enumerate(sitemaps), key=lambda s: ("news" in s[1][1], s[1][0], s[0]), reverse=True)
    return tuple(dict.fromkeys(address for _, (_, address) in ordered))[:MAX_SITEMAPS]


def _read_lines(document: bytes, url: str) -> Found:
    lines = [line.strip() for line in document.decode("utf-8-sig", "replace").splitlines()]
    addresses = [line for line in lines if line.startswith(("http://", "https://"))]
    if not addresses:
        return Found(problem="not a sitemap: neither XML nor a list of addresses")
    hints = Hints(found_by="sitemap", found_at=url)
    return Found(pages=tuple((address, hints) for address in dict.fromkeys(addresses))[:MAX_PAGES])
