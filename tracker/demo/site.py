"""What a made-up site is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Way = Literal["rss", "atom", "json", "rdf", "news-sitemap", "sitemap-index", "listing"]


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address answers."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site: its templates and the way in which it lets its pages be found."""

    key: str
    host: str
    name: str
    template: str
    language: str
    way: Way
    feed: str  #: path of the feed, sitemap or listing
    zone: str  #: offset from UTC of its times, as `+01:00`
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One article of a site, before it is rendered. `[text](address)` in `tail` and `foot` is a link."""

    url: str
    title: str
    published: datetime
    language: str
    paragraphs: tuple[str, ...]
    byline: str = ""
    tail: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    jsonld: Mapping[str, str] = field(default_factory=dict)
    listed: bool = True
