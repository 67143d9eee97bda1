"""Which outlets of a story are one house: by the catalogue, and by what sister sites have in common.

Sites of one publisher run on one system. An article stands on each of them at the same path, or under the same number,
or under numbers that were given out in one row. Among pages that share a text this was one publisher's in all of 25
pairs of sites looked at (of two the owner had sold one a month before). A path that is nothing but the day and the
headline says nothing: two papers with the agency's headline and a common weblog program come to that by themselves,
unless their names are alike too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tracker.types import Candidate
from tracker.urls import host, registrable_domain, url_key

_NUMBER = re.compile(r"(?<![0-9a-f])\d{5,}(?![0-9a-f])")
_HASH = re.compile(r"(?<![0-9a-z])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{16,}(?![0-9a-z])")
_DAY = re.compile(r"(?:^|(?<=/))(?:19|20)\d\d(?:/[01]?\d(?:/[0-3]?\d)?|[01]\d[0-3]\d)?(?=/)/")
_EIGHT = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")
_LONG = 12  #: characters of a path that says something
_HEADLINE = 15  #: and of a headline in it
_ALIKE = 5  #: letters that two domains begin with
_ROW = 1_000  #: two numbers that lie nearer to each other were given out in one row


def houses(articles: Mapping[int, Candidate], members: Iterable[int]) -> dict[int, str]:
    """The house of each member: an owner, or an outlet that stands for all that are its sisters.

    By the members alone, so that other stories that come in change nothing.
    """
    ordered = sorted(members)
    found = {member: articles[member].owner or articles[member].outlet for member in ordered}
    signed: dict[str, list[int]] = {}
    for member in ordered:
        for sign in _signs(articles[member]):
            signed.setdefault(sign, []).append(member)
    for sharing in signed.values():
        for a, b in combinations(sharing, 2):
            if found[a] != found[b] and _sisters(articles[a], articles[b]) is not None:
                kept, other = sorted((found[a], found[b]))
                found = {member: kept if name == other else name for member, name in found.items()}
    return found


def why(a: Candidate, b: Candidate) -> str:
    """What says that the sites of two pages of one house belong together; for a person, part of a sentence."""
    if a.outlet == b.outlet:
        return f"both stand on the site of {a.outlet}"
    if a.owner is not None and a.owner == b.owner:
        return f"both outlets belong to {a.owner}, by the catalogue"
    return _sisters(a, b) or "sister sites, by other pages of this story"


def _path(article: Candidate) -> str:
    return url_key(article.url).partition("/")[2].partition("?")[0]


def _signs(article: Candidate) -> Iterator[str]:
    """What the addresses of two sister pages have in common, one of these at least."""
    path = _path(article)
    if len(path) >= _LONG:
        yield path
    yield from (f"#{found}" for found in _HASH.findall(path))
    yield f"/{path.rpartition('/')[2]}"
    yield _NUMBER.sub("#", path)


def _sisters(a: Candidate, b: Candidate) -> str | None:
    """What their addresses say; None where it is not enough."""
    one, other = _path(a), _path(b)
    if one == other and len(one) >= _LONG and _more_than_headline(a, b, one):
        return f"both sites have it at the same path, /{one}"
    hashes = set(_HASH.findall(one)) & set(_HASH.findall(other))
    if hashes:
        return f"both sites have it under the same number, {min(hashes)}"
    last = one.rpartition("/")[2]
    numbers = _numbers(last)
    if last == other.rpartition("/")[2] and len(last) >= _HEADLINE and numbers:
        return f"both sites have it under the same number, {numbers[-1]}"
    return _one_row(one, other)


def _numbers(text: str) -> list[str]:
    """What may be the number of an article: no day written in eight figures."""
    return [found for found in _NUMBER.findall(text) if not _EIGHT.fullmatch(found)]


def _more_than_headline(a: Candidate, b: Candidate, path: str) -> bool:
    rest = _DAY.sub("", path)
    if "/" in rest or _numbers(rest):
        return True
    one, other = (registrable_domain(host(article.url)) for article in (a, b))
    return len(one) >= _ALIKE and one[:_ALIKE] == other[:_ALIKE]


def _one_row(one: str, other: str) -> str | None:
    """Addresses of one template, with the same headline, that differ in a number given out in one row."""
    shape = _NUMBER.sub("#", one)
    if shape != _NUMBER.sub("#", other) or max(map(len, re.split(r"[/#]", shape))) < _HEADLINE:
        return None
    pairs = [pair for pair in zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=True) if pair[0] != pair[1]]
    if len(pairs) != 1 or abs(int(pairs[0][0]) - int(pairs[0][1])) >= _ROW:
        return None
    return f"addresses of one template, numbered in one row: {pairs[0][0]} and {pairs[0][1]}"
