"""Which outlets of a story are one house: by the catalogue, and by what sister sites have in common.

Sites of one publisher run on one system: an article stands on each of them at the same path. Among pages that share a
text, the same path on two domains was one owner's in every case looked at, but where the path is nothing but the
headline: two papers with the same headline come to that by themselves, unless their names are alike too.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from tracker.types import Candidate
from tracker.urls import host, registrable_domain, url_key

_NUMBER = re.compile(r"\d{5}")
_LONG = 12  #: characters of a path that says something
_ALIKE = 5  #: letters that two domains begin with


def houses(articles: Mapping[int, Candidate], members: Iterable[int]) -> dict[int, str]:
    """The house of each member: an owner, or an outlet that stands for all that are its sisters.

    By the members alone, so that other stories that come in change nothing.
    """
    ordered = sorted(members)
    found = {member: articles[member].owner or articles[member].outlet for member in ordered}
    by_path: dict[str, list[int]] = {}
    for member in ordered:
        by_path.setdefault(_path(articles[member]), []).append(member)
    for path, sharing in by_path.items():
        if len(path) < _LONG:
            continue
        for a, b in combinations(sharing, 2):
            if found[a] != found[b] and _sisters(path, articles[a], articles[b]):
                kept, other = sorted((found[a], found[b]))
                found = {member: kept if name == other else name for member, name in found.items()}
    return found


def _path(article: Candidate) -> str:
    return url_key(article.url).partition("/")[2].partition("?")[0]


def _sisters(path: str, a: Candidate, b: Candidate) -> bool:
    if "/" in path or _NUMBER.search(path):
        return True
    one, other = (registrable_domain(host(article.url)) for article in (a, b))
    return len(one) >= _ALIKE and one[:_ALIKE] == other[:_ALIKE]
