"""Pages and front pages of the made-up sites, by the templates of `templates/`."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from tracker.demo.site import Resource, Site, SitePage

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_DATES = {
    "en": "{month} {day}, {year}",
    "de": "{day}. {month} {year}, {clock} Uhr",
    "es": "{day} de {month} de {year} a las {clock}",
    "ru": "{day} {month} {year}, {clock}",
}


def render_page(site: Site, page: SitePage, related: Sequence[SitePage]) -> Resource:
    """The page of one article, with links to `related` ones beside it."""
    return _fill(
        site,
        site.template,
        language=page.language,
        title=escape(page.title),
        head=_head(page),
        byline=escape(page.byline),
        byline_line=f'By <a rel="author" href="/author/desk">{escape(page.byline)}</a>' if page.byline else "",
        byline_class="byline" if page.byline else "byline-empty",
        time=page.published.isoformat(),
        date=_written(page.published, page.language),
        body="\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in page.paragraphs),
        tail="\n".join(f"<p>{_with_links(line)}</p>" for line in page.tail),
        foot="\n".join(f"<div>{_with_links(line)}</div>" for line in page.foot),
        related=_list(related),
    )


def render_front(site: Site, listed: Sequence[SitePage], *, following: str | None = None) -> Resource:
    """A page that lists articles; `following` is the path of its next page."""
    teasers = "\n".join(
        f'<div class="teaser"><h2><a href="{page.url}">{escape(page.title)}</a></h2></div>' for page in listed
    )
    after = "" if following is None else f'<a rel="next" href="{following}">Older</a>'
    return _fill(site, "front", language=site.language, head=_alternate(site), teasers=teasers, following=after)


def _fill(site: Site, template: str, **values: str) -> Resource:
    known = {"site": escape(site.name), "home": f"http://{site.host}/", "encoding": site.encoding}
    text = _template(template).substitute(known | values)
    return Resource(text.encode(site.encoding, "xmlcharrefreplace"), f"text/html; charset={site.encoding}")


@cache
def _template(name: str) -> Template:
    return Template((files("tracker.demo") / "templates" / f"{name}.html").read_text(encoding="utf-8"))


def _head(page: SitePage) -> str:
    lines = [f'<meta name="{name}" content="{escape(value)}">' for name, value in page.meta.items()]
    if page.jsonld:
        thing = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": page.title}
        makers = {field: {"@type": "Organization", "name": name} for field, name in page.jsonld.items()}
        lines.append(f'<script type="application/ld+json">{json.dumps(thing | makers)}</script>')
    return "\n".join(lines)


def _alternate(site: Site) -> str:
    kinds = {
        "rss": "application/rss+xml",
        "atom": "application/atom+xml",
        "json": "application/feed+json",
        "rdf": "application/rdf+xml",
    }
    kind = kinds.get(site.way)
    return f'<link rel="alternate" type="{kind}" title="{escape(site.name)}" href="{site.feed}">' if kind else ""


def _with_links(line: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', escape(line, quote=False))


def _list(pages: Sequence[SitePage]) -> str:
    return "\n".join(f'<li><a href="{page.url}">{escape(page.title)}</a></li>' for page in pages)


def _written(moment: datetime, language: str) -> str:
    """The time as the page's readers write it."""
    month = _MONTHS[language].split()[moment.month - 1]
    return _DATES[language].format(month=month, day=moment.day, year=moment.year, clock=f"{moment:%H:%M}")
