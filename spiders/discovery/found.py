"""What reading one source gave."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from tracker.types import Hints

Kind = Literal["feed", "sitemap", "listing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Addresses of pages with what the source says of them, in its order, each address once.

    `sources` are further sources of the same kind: the sitemaps of an index, the next page of a listing. `problem` says
    in one sentence what was wrong with a source that could not be read (then there are no pages) or only in part.
    """

    pages: tuple[tuple[str, Hints], ...] = ()
    sources: tuple[str, ...] = ()
    problem: str = ""


def absolute(base: str, link: str | None) -> str | None:
    """The absolute address of a link as written in a document, without fragment; None where it is no web address.

    An address that a careless editor broke (white space inside, no host) comes back as it is written, so that it is
    counted as found and as failed, not lost.
    """
    if link is None or not (link := link.strip()):
        return None
    try:
        joined = urljoin(base, link)
        scheme = urlsplit(joined).scheme
    except ValueError:
        return link if link.startswith(("http:", "https:")) else None
    return joined.partition("#")[0] if scheme in ("http", "https") else None
