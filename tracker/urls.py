"""Addresses: which two are one, whose they are. Never contacts the network."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

import tldextract
from w3lib.url import canonicalize_url

#: Parameters that say how a reader came, not what is read.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_[ce]id|_ga|_openstat|ncid|cmpid|cmp|ocid|ito|smid|xtor)$"
)
# The default extractor fetches the list of public suffixes at its first use; this one uses the copy it ships with.
# Private suffixes count: two blogs on one platform are two outlets.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def url_key(url: str) -> str:
    """What decides whether two addresses are one: no scheme, `www.`, tracking parameters, fragment or end slash.

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
    query = "&".join(p for p in canonical.query.split("&") if p and not _TRACKING.match(p.partition("=")[0].lower()))
    return f"{place}{canonical.path.rstrip('/')}" + (f"?{query}" if query else "")


@lru_cache(maxsize=65536)
def host(url: str) -> str:
    """Host of an address in lower case without `www.`; empty where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=65536)
def registrable_domain(url_or_host: str) -> str:
    """`news.example.co.uk` -> `example.co.uk`; a bare host (an IP address, `localhost`) is its own domain."""
    name = host(url_or_host) if "//" in url_or_host else url_or_host.lower().removeprefix("www.")
    found = _SUFFIXES(name)
    return found.top_domain_under_public_suffix or name


def same_site(a: str, b: str) -> bool:
    """Whether two addresses stand on one registrable domain."""
    return registrable_domain(a) == registrable_domain(b)
