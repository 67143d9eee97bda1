"""Whose site an address is, and whose name a string is."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from tracker.catalogue.entries import Agency, Mention, Outlet
from tracker.catalogue.glance import Cues
from tracker.catalogue.index import Hit, Name, NameIndex
from tracker.catalogue.resolution import whole_name
from tracker.urls import host, registrable_domain

#: Two-letter domains that name no country, or that are sold to sites of any country.
_RENTED = frozenset(
    [
        "eu",
        "su",
        "ai",
        "am",
        "cc",
        "cd",
        "co",
        "fm",
        "gg",
        "io",
        "la",
        "ly",
        "me",
        "nu",
        "sh",
        "tk",
        "to",
        "tv",
        "vc",
        "ws",
    ]
)


class Catalogue:
    """Agencies and outlets by key, with every question that is asked of their names and domains.

    Immutable, safe to share between threads and to send to another process.
    """

    def __init__(self, agencies: Mapping[str, Agency], outlets: Mapping[str, Outlet]) -> None:
        self.agencies = dict(sorted(agencies.items()))
        self.outlets = dict(sorted(outlets.items()))
        self._agency_domains = {domain: agency.key for agency in agencies.values() for domain in agency.domains}
        self._outlet_domains = {domain: outlet.key for outlet in outlets.values() for domain in outlet.domains}

    # ---------------------------------------------------------------------------------------------------- addresses

    def outlet_key(self, url: str) -> str:
        """Key of the catalogued outlet or agency whose site `url` is on, else its registrable domain in full.

        The longest domain decides; an outlet goes before an agency of the same domain. An address without a host is
        its own key.
        """
        name = _host_of(url)
        for domain in _suffixes(name):
            if key := self._outlet_domains.get(domain) or self._agency_domains.get(domain):
                return key
        return registrable_domain(name) or url.strip()

    def outlet(self, key_or_url: str) -> Outlet | None:
        """The outlet of this key or address, None where it is not catalogued.

        An agency's own site is an outlet of kind `agency`, also where no table says so.
        """
        key = key_or_url
        if key not in self.outlets and key not in self.agencies:
            key = self.outlet_key(key_or_url)
        if key in self.outlets:
            return self.outlets[key]
        return _site_of(self.agencies[key]) if key in self.agencies else None

    def agency_of_site(self, url: str) -> Agency | None:
        """The agency whose own site `url` is on, also where that site is a paper of its own (cnn.com)."""
        for domain in _suffixes(_host_of(url)):
            if domain in self._agency_domains:
                return self.agencies[self._agency_domains[domain]]
            if domain in self._outlet_domains:  # a part of an agency's domain that is another outlet
                return None
        return None

    def country(self, url: str) -> str:
        """ISO 3166-1 alpha-2 of the outlet's country: catalogued, else by the top-level domain; empty where unknown.

        A country's domain that the whole world rents (`.tv`, `.io`, `.me`) says nothing.
        """
        outlet = self.outlet(url)
        if outlet is not None and outlet.country:
            return outlet.country
        suffix = _host_of(url).rpartition(".")[2]
        return "GB" if suffix == "uk" else suffix.upper() if len(suffix) == 2 and suffix not in _RENTED else ""

    # -------------------------------------------------------------------------------------------------------- names

    def resolve(self, name: str, *, country: str = "") -> Mention | None:
        """Whose name the whole string is; None where it is nobody's or that of several.

        Tolerant of case, quotes, punctuation, legal forms and words for "agency" or "staff". A code counts
        (`ambiguous` says so). `country` of the page's outlet decides between agencies that share a code.
        """
        if "." in name and (key := self._key_of_domain(name)):
            return Mention(key=key, kind=self._kind(key), name=self._name(key), start=0, end=len(name))
        names, ambiguous = whole_name(self._index, name)
        if not names:
            return None
        return self._mention(Hit(names, 0, len(name), ambiguous), country)

    def find(self, text: str, *, codes: bool = False, country: str = "") -> tuple[Mention, ...]:
        """Every mention in running text, left to right, the longest name at each place, none overlapping.

        A code is found only with `codes`, or where a word beside it says that an agency is meant ("agencija Beta").
        Names in lower case, social accounts (`@afp`) and parts of longer domains are not mentions.
        """
        return tuple(self._mention(hit, country) for hit in self._index.search(text, codes=codes))

    def find_all(self, texts: Sequence[str], *, codes: bool = False, country: str = "") -> list[tuple[Mention, ...]]:
        """`find` for every line of a page at once, in less time."""
        found = self._index.search_all(texts, codes=codes)
        return [tuple(self._mention(hit, country) for hit in hits) for hits in found]

    def look(
        self, texts: Sequence[str], cues: Cues, *, country: str = ""
    ) -> tuple[list[int], list[int], dict[int, tuple[Mention, ...]]]:
        """One look at all lines of a page: the bits of the `cues` that each holds, of those that open it, and mentions.

        Mentions are those of `find` with codes, by number of the text; a text without any is left out. The bits
        `ANYWHERE` and `CAPITAL` say that words of a catalogued name stand in a text, in whatever case.
        """
        seen = self._index.look(texts, cues)
        found = self._index.hits(texts, seen, codes=True)
        mentions = {number: tuple([self._mention(hit, country) for hit in hits]) for number, hits in found.items()}
        return seen.has, seen.opens, mentions

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._names())

    def _names(self) -> Iterator[Name]:
        for agency in self.agencies.values():
            yield from (Name(written, agency.key, "agency") for written in agency.names)
            yield from (Name(written, agency.key, "agency", "code") for written in agency.codes)
            yield from (Name(written, agency.key, "agency", "minor") for written in agency.minor_codes)
            yield from (Name(written, "", "agency", "never") for written in agency.never)
        for outlet in self.outlets.values():
            yield from (Name(written, outlet.key, "outlet") for written in outlet.names)
            yield from (Name(written, outlet.key, "outlet", "code") for written in outlet.codes)
        for domain, key in (self._agency_domains | self._outlet_domains).items():
            yield Name(domain, key, self._kind(key), "domain")

    def _mention(self, hit: Hit, country: str) -> Mention:
        chosen = min(hit.names, key=lambda name: self._rank(name, country))
        others = sorted({name.key for name in hit.names} - {chosen.key})
        return Mention(
            key=chosen.key,
            kind=self._kind(chosen.key),
            name=self._name(chosen.key),
            start=hit.start,
            end=hit.end,
            ambiguous=hit.is_code,
            others=tuple(others),
        )

    def _rank(self, name: Name, country: str) -> tuple[bool, int, bool, str]:
        """Names before codes; among codes the page's own country, then the owner of the code, then an agency."""
        order = {"name": 0, "domain": 0, "code": 1, "minor": 2, "never": 3}[name.sort]
        at_home = bool(country) and self.country_of(name.key) == country
        return (order > 0 and not at_home, order, name.kind == "outlet", name.key)

    def _key_of_domain(self, name: str) -> str | None:
        stripped = name.strip().strip("«»\"“”'()<>.,;").lower()
        if " " in stripped or "." not in stripped or "@" in stripped:
            return None
        for domain in _suffixes(_host_of(stripped)):
            if key := self._outlet_domains.get(domain) or self._agency_domains.get(domain):
                return key
        return None

    def _kind(self, key: str) -> Literal["agency", "outlet"]:
        return "agency" if key in self.agencies else "outlet"

    def _name(self, key: str) -> str:
        return self.agencies[key].name if key in self.agencies else self.outlets[key].name

    def country_of(self, key: str) -> str:
        """Country of an agency or an outlet of the catalogue; empty for one of no single country."""
        return self.agencies[key].country if key in self.agencies else self.outlets[key].country


def _host_of(url: str) -> str:
    return host(url) if "//" in url else url.strip().lower().partition("/")[0].partition(":")[0].removeprefix("www.")


def _suffixes(name: str) -> Iterator[str]:
    """`a.b.c` -> `a.b.c`, `b.c`; never the last label alone."""
    while "." in name:
        yield name
        name = name.partition(".")[2]


def _site_of(agency: Agency) -> Outlet:
    return Outlet(
        key=agency.key,
        name=agency.name,
        kind="agency",
        country=agency.country,
        owner=agency.owner,
        domains=agency.domains,
        names=agency.names,
    )
