"""Where a group's text came from, by what its pages say; times decide only when nothing else does.

Every credit is a step: to another member, or to a source that was not crawled. Following the steps from each member
ends at a root, and the root that most independent outlets lead to is the story's origin. So an agency named by three
of ten copies is the origin of all ten, and a copy credited to another copy leads through it to what that one credits.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from math import prod

from tracker.chains.graph import Graph, in_order, moment
from tracker.types import Candidate, Credit
from tracker.urls import same_site, url_key

_PART = 0.4  #: how much a credit for a part counts against one for the whole
_OWN_PAGE = 0.95  #: how sure an agency's own page is its own text when nobody says so
_LEAST = 0.2  #: a credit weaker than this leads nowhere


@dataclass(frozen=True, slots=True)
class Step:
    """What one page's credit leads to: an article of the group, or an unseen source."""

    credit: Credit
    article: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class Origin:
    """The root of a group. `article` and `url` are both None when only a source's name is known, or not even that."""

    article: int | None
    url: str | None
    source: str | None  #: key of the organisation whose text it is
    agency: str | None  #: the same where it is an agency
    confidence: float  #: that the origin is this one


UNKNOWN = Origin(article=None, url=None, source=None, agency=None, confidence=0.0)


def steps(graph: Graph, members: Iterable[int]) -> dict[int, Step]:
    """Where each member's credits lead, at most one step each, without circles. Members without one are left out."""
    ordered = in_order(members, graph.keys)
    names: dict[str, list[int]] = {}
    for member in ordered:
        for name in _names(graph.articles[member]):
            names.setdefault(name, []).append(member)
    inside = frozenset(ordered)
    wanted = {m: step for m in ordered if (step := _step(graph, m, inside, names)) is not None}
    taken: dict[int, Step] = {}
    for member in sorted(wanted, key=lambda m: (-wanted[m].weight, graph.keys[m], m)):
        if not _leads_to(member, wanted[member].article, taken):
            taken[member] = wanted[member]
    return taken


def origin(graph: Graph, members: Iterable[int], taken: Mapping[int, Step]) -> Origin:
    """The root that most outlets lead to; an agency's own page leads to itself.

    `UNKNOWN` where no page says anything: which of the copies was first is not to be had from times. In 106 of 279 real
    pairs the agency's own page is the later one.
    """
    ordered = in_order(members, graph.keys)
    votes: dict[Origin, dict[str, float]] = {}
    for member in ordered:
        root, weight = _root(graph, member, taken)
        if root is not None:
            article = graph.articles[member]
            voter = article.owner or article.outlet  # thirty papers of one owner say it once
            heard = votes.setdefault(root, {})
            heard[voter] = max(heard.get(voter, 0.0), weight)
    if not votes:
        return UNKNOWN
    votes = _with_addresses(votes)
    total = sum(sum(heard.values()) for heard in votes.values())
    best = min(votes, key=lambda root: (-sum(votes[root].values()), root.source or "", root.url or ""))
    weights = list(votes[best].values())
    confidence = (1.0 - prod(1.0 - weight for weight in weights)) * sum(weights) / total
    return replace(best, confidence=round(confidence, 3))


def is_of(article: Candidate, source: str) -> bool:
    """Whether a page stands on the site of this source: an outlet's key may be a whole domain (`skysports.com`)."""
    return source in _names(article)


def statements(article: Candidate) -> list[Credit]:
    """The credits of a page that lead away from it: to organisations other than its own."""
    return [
        credit
        for credit in article.credits
        if credit.role == "credit" and credit.source_kind != "person" and not is_of(article, credit.source)
    ]


def _names(article: Candidate) -> set[str]:
    names = {article.outlet, article.outlet.partition(".")[0]}
    return names if article.agency_of_site is None else names | {article.agency_of_site}


def _step(graph: Graph, member: int, inside: Set[int], names: Mapping[str, list[int]]) -> Step | None:
    """The best of a page's credits. One that leads to another member comes before one that leads out of the group:
    a page that names both the paper it copied and the agency behind it was made from the paper's."""
    found = []
    for credit in statements(graph.articles[member]):
        weight = credit.confidence * (_PART if credit.extent == "part" else 1.0)
        if weight >= _LEAST:
            article = _article_of(graph, member, credit, inside, names)
            found.append(Step(credit, article, weight))

    def rank(step: Step) -> tuple[bool, bool, bool, float, str, str]:
        own = step.article is not None and graph.articles[step.article].agency_of_site is not None
        credit = step.credit
        return (step.article is None, own, credit.origin_url is None, -step.weight, credit.source, credit.quote)

    return min(found, key=rank, default=None)


def _article_of(
    graph: Graph, member: int, credit: Credit, inside: Set[int], names: Mapping[str, list[int]]
) -> int | None:
    """The member that a credit links to or names, none of the page's own outlet."""
    if credit.origin_url is not None:
        linked = graph.by_key.get(url_key(credit.origin_url))
        if linked is not None and linked != member and linked in inside:
            return linked
    here = graph.articles[member]
    named = [m for m in names.get(credit.source, ()) if graph.articles[m].outlet != here.outlet]
    around = graph.edges.get(member, {})

    def rank(other: int) -> tuple[int, datetime, str]:
        shared = around[other].shared_words if other in around else 0
        return (-shared, moment(graph.articles[other]), graph.keys[other])

    return min(named, key=rank, default=None)


def _leads_to(member: int, target: int | None, taken: Mapping[int, Step]) -> bool:
    while target is not None:
        if target == member:
            return True
        step = taken.get(target)
        target = None if step is None else step.article
    return False


def _root(graph: Graph, member: int, taken: Mapping[int, Step]) -> tuple[Origin | None, float]:
    """Where the steps from a member end, and how sure that is; None for a page that says nothing."""
    weight, here = 1.0, member
    while (step := taken.get(here)) is not None:
        weight *= step.weight
        if step.article is None:
            return _unseen(graph.articles[here], step.credit), weight
        here = step.article
    article = graph.articles[here]
    if here == member:
        if article.agency_of_site is None:
            return None, 0.0
        weight = _OWN_PAGE
    return _seen(graph, here), weight


def _seen(graph: Graph, article: int) -> Origin:
    page = graph.articles[article]
    source = page.agency_of_site or page.outlet
    return Origin(article, page.url, source, page.agency_of_site, 0.0)


def _unseen(page: Candidate, credit: Credit) -> Origin:
    url = credit.origin_url
    if url is not None and same_site(url, page.url):
        url = None  # a link to its own site is not the original of somebody else
    agency = credit.source if credit.source_kind == "agency" else None
    return Origin(None, url, credit.source, agency, 0.0)


def _with_addresses(votes: Mapping[Origin, dict[str, float]]) -> dict[Origin, dict[str, float]]:
    """Votes for a source without an address go to the address that others give for the same source."""
    addressed: dict[str | None, Origin] = {}
    for root in sorted(votes, key=lambda root: (-sum(votes[root].values()), root.url or "")):
        if root.url is not None:
            addressed.setdefault(root.source, root)
    merged: dict[Origin, dict[str, float]] = {}
    for root, heard in votes.items():
        kept = merged.setdefault(addressed.get(root.source, root), {})
        for voter, weight in heard.items():
            kept[voter] = max(kept.get(voter, 0.0), weight)
    return merged
