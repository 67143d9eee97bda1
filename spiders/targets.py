"""What a crawl was asked to crawl: outlets by key, sites and pages by their address."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from spiders.discovery import Kind, looks_like_article
from tracker.catalogue import Catalogue, Outlet
from tracker.errors import CrawlError


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed, sitemap or listing page of an outlet."""

    url: str
    kind: Kind
    outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One outlet and where to begin: its sources; or, where the catalogue knows none, its front page; or one page."""

    outlet: str
    sources: tuple[Source, ...] = ()
    site: str | None = None
    pages: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that the user or the catalogue named."""
        return (*(source.url for source in self.sources), *([self.site] if self.site else []), *self.pages)


def find_targets(asked: Iterable[str], catalogue: Catalogue) -> list[Target]:
    """What the words of a command mean, in their order; without words, every outlet that the catalogue has sources of.

    A word is a key of the catalogue or an address. An address that looks like an article's is that page alone; any
    other is a site, or the part of it that the address names. Raises `CrawlError` for a word that is neither.
    """
    words = list(dict.fromkeys(word.strip() for word in asked if word.strip()))
    if not words:
        return [_of_outlet(outlet) for outlet in catalogue.outlets.values() if _sources(outlet)]
    return [_target(word, catalogue) for word in words]


def _target(word: str, catalogue: Catalogue) -> Target:
    if word.startswith(("http://", "https://")):
        return _of_address(word, catalogue)
    outlet = catalogue.outlet(word) if "." in word or word in catalogue.outlets or word in catalogue.agencies else None
    if outlet is not None:
        return _of_outlet(outlet)
    hint = f"; to crawl it, give its address: https://{word}/" if "." in word else "; `tracker outlets` lists the keys"
    raise CrawlError(f"no outlet of the catalogue{hint}", word)


def _of_outlet(outlet: Outlet) -> Target:
    sources = _sources(outlet)
    if not sources and not outlet.domains:
        raise CrawlError("the catalogue knows neither a feed nor a domain of it", outlet.key)
    return Target(outlet=outlet.key, sources=sources, site=None if sources else f"https://{outlet.domains[0]}/")


def _of_address(url: str, catalogue: Catalogue) -> Target:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if not parts.hostname:
        raise CrawlError("not an address of a site", url)
    if not parts.path:
        url = parts._replace(path="/").geturl()
    outlet = catalogue.outlet_key(url)
    return Target(outlet=outlet, pages=(url,)) if looks_like_article(url) else Target(outlet=outlet, site=url)


def _sources(outlet: Outlet) -> tuple[Source, ...]:
    found: list[tuple[Kind, tuple[str, ...]]] = [
        ("feed", outlet.feeds),
        ("sitemap", outlet.sitemaps),
        ("listing", outlet.listings),
    ]
    return tuple(Source(url=url, kind=kind, outlet=outlet.key) for kind, urls in found for url in urls)
