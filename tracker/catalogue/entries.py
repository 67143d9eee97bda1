"""What the catalogue holds: agencies, outlets, and mentions of them in a text. All frozen."""

from dataclasses import dataclass
from typing import Literal

AgencyKind = Literal["wire", "press-release", "syndicate", "state", "public"]
OutletKind = Literal["news", "aggregator", "state", "blog", "agency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An organisation whose text others republish.

    `names` are found wherever they stand; `codes` are short or common words ("AP", "Beta") that mean the agency only
    in context. A code may have one owner; an agency that shares it lists it under `minor_codes`. `never` holds longer
    phrases that contain a name and mean something else ("Reuters Institute").
    """

    key: str
    name: str
    kind: AgencyKind = "wire"
    country: str = ""  #: ISO 3166-1 alpha-2; empty for an organisation of no single country
    owner: str | None = None
    since: int | None = None  #: first year under this name
    until: int | None = None  #: last year
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    minor_codes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()  #: texts in which the agency must be found, codes counted
    near_misses: tuple[str, ...] = ()  #: texts in which it must not, codes not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher's site. `codes` are names too common to be found without context ("Time", "The Sun")."""

    key: str
    name: str
    kind: OutletKind = "news"
    country: str = ""
    language: str = ""  #: ISO 639-1; empty for a site of several languages
    owner: str | None = None
    timezone: str | None = None  #: IANA name
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    cron: str | None = None  #: when it is crawled, in the outlet's own time; without: as often as it is worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A catalogued name in a text: `text[start:end]`."""

    key: str
    kind: Literal["agency", "outlet"]
    name: str  #: the catalogue's name of it
    start: int
    end: int
    ambiguous: bool = False  #: only a code carries it
    others: tuple[str, ...] = ()  #: keys of further agencies that use the same code
