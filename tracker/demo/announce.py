"""How the made-up sites let their pages be found: feeds of four kinds, two kinds of sitemap, robots.txt."""

import gzip
import json
from collections.abc import Callable, Sequence
from email.utils import format_datetime
from html import escape

from tracker.demo.site import Resource, Site, SitePage

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def announce(site: Site, listed: Sequence[SitePage]) -> dict[str, Resource]:
    """The site's robots.txt and its feed or sitemaps, newest page first, by address."""
    root = f"http://{site.host}"
    robots = "User-agent: *\nDisallow: /clients/\nDisallow: /wp-admin/\n"
    found: dict[str, Resource] = {}
    if site.way == "sitemap-index":
        part = f"{root}/sitemap-posts.xml.gz"
        found[f"{root}{site.feed}"] = _xml(
            f"<sitemapindex {_SITEMAP}><sitemap><loc>{part}</loc></sitemap></sitemapindex>"
        )
        found[part] = Resource(gzip.compress(_sitemap(site, listed).encode(), mtime=0), "application/gzip")
        robots += f"Sitemap: {root}{site.feed}\n"
    elif site.way != "listing":
        text, kind = _FEEDS[site.way]
        found[f"{root}{site.feed}"] = Resource(text(site, listed).encode(), kind)
    return found | {f"{root}/robots.txt": Resource(robots.encode(), "text/plain; charset=utf-8")}


def _rss(site: Site, listed: Sequence[SitePage]) -> str:
    items = "".join(
        f"<item><title>{escape(page.title)}</title><link>{page.url}</link><guid>{page.url}</guid>"
        f"<pubDate>{format_datetime(page.published)}</pubDate>{_creator(page)}</item>\n"
        for page in listed
    )
    return (
        f'{_DECLARATION}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(site.name)}</title><link>http://{site.host}/</link>\n{items}</channel></rss>\n"
    )


def _rdf(site: Site, listed: Sequence[SitePage]) -> str:
    items = "".join(
        f'<item rdf:about="{page.url}"><title>{escape(page.title)}</title><link>{page.url}</link>'
        f"<dc:date>{page.published.isoformat()}</dc:date>{_creator(page)}</item>\n"
        for page in listed
    )
    return (
        f'{_DECLARATION}<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel rdf:about="http://{site.host}/">'
        f"<title>{escape(site.name)}</title><link>http://{site.host}/</link></channel>\n{items}</rdf:RDF>\n"
    )


def _creator(page: SitePage) -> str:
    return f"<dc:creator>{escape(page.byline)}</dc:creator>" if page.byline else ""


def _atom(site: Site, listed: Sequence[SitePage]) -> str:
    entries = "".join(
        f'<entry><id>{page.url}</id><title>{escape(page.title)}</title><link href="{page.url}"/>'
        f"<published>{page.published.isoformat()}</published><updated>{page.published.isoformat()}</updated>"
        f"<author><name>{escape(page.byline or site.name)}</name></author></entry>\n"
        for page in listed
    )
    return (
        f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom"><id>http://{site.host}/</id>'
        f"<title>{escape(site.name)}</title><updated>{listed[0].published.isoformat()}</updated>\n{entries}</feed>\n"
    )


def _json(site: Site, listed: Sequence[SitePage]) -> str:
    items = [
        {"id": page.url, "url": page.url, "title": page.title, "date_published": page.published.isoformat()}
        for page in listed
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": site.name, "language": site.language}
    return json.dumps(feed | {"items": items}, ensure_ascii=False)


def _news_sitemap(site: Site, listed: Sequence[SitePage]) -> str:
    entries = "".join(
        f"<url><loc>{page.url}</loc><news:news><news:publication><news:name>{escape(site.name)}</news:name>"
        f"<news:language>{page.language}</news:language></news:publication>"
        f"<news:publication_date>{page.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(page.title)}</news:title></news:news></url>\n"
        for page in listed
    )
    return f"{_DECLARATION}<urlset {_SITEMAP} {_NEWS}>\n{entries}</urlset>\n"


def _sitemap(site: Site, listed: Sequence[SitePage]) -> str:
    entries = "".join(
        f"<url><loc>{page.url}</loc><lastmod>{page.published.isoformat()}</lastmod></url>\n" for page in listed
    )
    return f"{_DECLARATION}<urlset {_SITEMAP}>\n<!-- {escape(site.name)} -->\n{entries}</urlset>\n"


def _xml(text: str) -> Resource:
    return Resource(f"{_DECLARATION}{text}\n".encode(), "application/xml")


_FEEDS: dict[str, tuple[Callable[[Site, Sequence[SitePage]], str], str]] = {
    "rss": (_rss, "application/rss+xml; charset=utf-8"),
    "rdf": (_rdf, "application/rdf+xml; charset=utf-8"),
    "atom": (_atom, "application/atom+xml; charset=utf-8"),
    "json": (_json, "application/feed+json"),
    "news-sitemap": (_news_sitemap, "application/xml"),
}
