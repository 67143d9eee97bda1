"""Addresses: which two are one, whose they are. Never contacts the network."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

if TYPE_CHECKING:
    import tldextract

#: Parameters that say who reads and how he came, not what is read. `sid` and `s` are not among them: as often as not
#: they number the articles.
_TRACKING = re.compile(
    r"^(phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|session_?id"
    r"|utm_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_[ce]id|_ga|_openstat|ncid|cmpid|cmp|ocid|ito|smid|xtor)$"
)
#: Names of parameters that hold a reader's session, and the places of one in a path: new at every visit. Not `sid`,
#: which is the number of a story as often.
_SESSION = re.compile(r"^(?:phpsessid|jsessionid|aspsessionid\w*|session_?id|cfid|cftoken|zenid|oscsid)$")
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#;]*|/\(S\([a-z0-9]{16,}\)\)", re.IGNORECASE)

#: An address, and a host, that need no care: no port that may be wrong, no user, no letters beyond ASCII.
_PLAIN_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+)(?=[/?#]|$)(?!.*[\t\r\n])")
_PLAIN_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_DOT = re.compile(r"\.")


def url_key(url: str) -> str:
    """What decides whether two addresses are one: no scheme, `www.`, fragment or end slash, no parameters that say how
    a reader came or who he is.

    Never raises: an address that cannot be parsed is its own key.
    """
    try:
        canonical = urlsplit(canonicalize_url(url.strip()))
        host = (canonical.hostname or "").removeprefix("www.")
        port = canonical.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    default = {"http": 80, "https": 443}.get(canonical.scheme)
    place = host if port in (None, default) else f"{host}:{port}"
    query = "&".join(p for p in canonical.query.split("&") if p and not _is_readers(p.partition("=")[0].lower()))
    path = (
        _SESSION_IN_PATH.sub("", canonical.path) if ";" in canonical.path or "(" in canonical.path else canonical.path
    )
    return f"{place}{path.rstrip('/')}" + (f"?{query}" if query else "")


def _is_readers(parameter: str) -> bool:
    return _TRACKING.match(parameter) is not None or _SESSION.match(parameter) is not None


@lru_cache(maxsize=65536)
def host(url: str) -> str:
    """Host of an address in lower case without `www.`; empty where there is none."""
    plain = _PLAIN_ADDRESS.match(url)
    if plain is not None:
        return plain[1].lower().removeprefix("www.")
    try:
        return (urlsplit(url.strip()).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=65536)
def registrable_domain(url_or_host: str) -> str:
    """`news.example.co.uk` -> `example.co.uk`; a bare host (an IP address, `localhost`) is its own domain."""
    name = host(url_or_host) if "//" in url_or_host else url_or_host.lower().removeprefix("www.")
    if _PLAIN_HOST.fullmatch(name) and "xn--" not in name:
        return _domain_of(name)
    return _extractor()(name).top_domain_under_public_suffix or name


@cache
def _extractor() -> "tldextract.TLDExtract":
    """The default extractor fetches the list of public suffixes at its first use; this one uses the copy it ships with.
    Private suffixes count: two blogs on one platform are two outlets."""
    # It brings requests: a third of what `tracker outlets --help` may take.
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def same_site(a: str, b: str) -> bool:
    """Whether two addresses stand on one registrable domain."""
    return registrable_domain(a) == registrable_domain(b)


def _domain_of(name: str) -> str:
    """What tldextract answers for a host of plain letters, in a tenth of its time; itself where it gives nothing."""
    nodes, ends = _suffixes()
    labels = name.split(".")
    first = len(labels)  # of the suffix
    behind = ""
    for at in range(len(labels) - 1, -1, -1):
        longer = f"{labels[at]}.{behind}" if behind else labels[at]
        if longer not in nodes:
            if f"*.{behind}" in nodes:
                first = at + (f"!{longer}" in nodes)
            break
        if longer in ends:
            first = at
        behind = longer
    return ".".join(labels[first - 1 :]) if 0 < first < len(labels) else name


@cache
def _suffixes() -> tuple[frozenset[str], frozenset[str]]:
    """All public suffixes with what they end with, and the suffixes themselves."""
    ends = frozenset(_extractor().tlds)
    nodes = {suffix[at:] for suffix in ends for at in (0, *(found.end() for found in _DOT.finditer(suffix)))}
    return frozenset(nodes), ends
