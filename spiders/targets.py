"""What a crawl was asked to crawl: outlets by key, sites and pages by their address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

from spiders.discovery import Kind, looks_like_article
from spiders.inside import is_inside
from tracker.catalogue import Catalogue, Outlet
from tracker.errors import CrawlError, did_you_mean
from tracker.urls import host, registrable_domain, url_key


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


def find_targets(
    asked: Iterable[str], catalogue: Catalogue, known: Mapping[str, Sequence[Source]] = MappingProxyType({})
) -> list[Target]:
    """What the words of a command mean, in their order; without words, every outlet that the catalogue has sources of.

    A word is a key of the catalogue or an address. An address that looks like an article's is that page alone; any
    other is a site, or the part of it that the address names. Of an outlet that earlier crawls know (`known`), also
    the sources that they found; it needs no entry in the catalogue. Raises `CrawlError` for any other word.
    """
    words = list(dict.fromkeys(word.strip() for word in asked if word.strip()))
    if not words:
        return [_of_outlet(outlet) for outlet in catalogue.outlets.values() if _sources(outlet)]
    return [_with_known(word, catalogue, known) for word in words]


def is_foreign(url: str) -> bool:
    """Whether somebody else's site is meant: no host of this machine or its network, no name kept for examples."""
    name = host(url)
    return not is_inside(name) and not name.endswith((".example", ".test", ".invalid"))


def _with_known(word: str, catalogue: Catalogue, known: Mapping[str, Sequence[Source]]) -> Target:
    outlet = word
    if word not in known:
        target = _target(word, catalogue)
        # A whole site by its address is that outlet; a part of it, or a page, is only that.
        whole = target.site is not None and urlsplit(target.site).path == "/"
        if not (whole and known.get(target.outlet)):
            return target
        outlet = target.outlet
    entry = catalogue.outlets.get(outlet)
    sources = {url_key(source.url): source for source in (*(_sources(entry) if entry else ()), *known[outlet])}
    return Target(outlet=outlet, sources=tuple(sources.values()))


def front_of(target: Target, catalogue: Catalogue) -> str:
    """Where the site of a target begins: as asked for, else the catalogue's first domain, else that of its sources."""
    if target.site or target.pages:
        return target.site or urljoin(target.pages[0], "/")
    outlet = catalogue.outlet(target.outlet)
    source = target.sources[0].url if target.sources else ""
    if outlet is None or not outlet.domains:
        return urljoin(source, "/")
    # A source on the site itself says how it is addressed: with www. or without, over TLS or not.
    if source and registrable_domain(source) == registrable_domain(outlet.domains[0]):
        return urljoin(source, "/")
    return f"https://{outlet.domains[0]}/"


def _target(word: str, catalogue: Catalogue) -> Target:
    if word.startswith(("http://", "https://")):
        return _of_address(word, catalogue)
    outlet = catalogue.outlet(word) if "." in word or word in catalogue.outlets or word in catalogue.agencies else None
    if outlet is not None:
        return _of_outlet(outlet)
    keys = (*catalogue.outlets, *catalogue.agencies)
    near = did_you_mean(word, keys) or "; `tracker outlets` lists the keys"
    hint = f"; to crawl it, give its address: https://{word}/" if "." in word else near
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
