"""What each page says about where its text comes from, and which article that is: credits, links, names in the text.

A credit is a statement of the page about itself. A citation is not ("TASS reports"); but where the text of the one who
is cited lies beside it and is the same text, "TASS reports" is the line by which the copy kept its source's name.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tracker.chains.graph import Edge, Graph, in_order, moment
from tracker.types import Candidate, Credit, Verdict
from tracker.urls import url_key

_PART = 0.4  #: how much a credit for a part counts against one for the whole
_LEAST = 0.2  #: a credit weaker than this leads nowhere
#: How sure a citation names the parent, where the bulk of one text stands in the other, and where less does.
_CITED, _CITED_IN_PART = 0.9, 0.75
_BULK = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """What one credit or citation leads to: an article of the group, or an unseen source."""

    credit: Credit
    article: int | None
    weight: float
    verdict: Verdict | None = None  #: a person says so; `credit` is made up from it

    @property
    def stated(self) -> bool:
        """Whether the page says so of its own text; a citation does not."""
        return self.credit.role == "credit"


def claims(graph: Graph, members: Iterable[int]) -> dict[int, list[Claim]]:
    """Every member's claims, the likeliest first; members that claim nothing are left out."""
    ordered = in_order(members, graph.keys)
    names: dict[str, list[int]] = {}
    for member in ordered:
        for name in _names(graph.articles[member]):
            names.setdefault(name, []).append(member)
    inside = frozenset(ordered)
    found = {}
    for member in ordered:
        own = [*_stated(graph, member, inside, names), *_cited(graph, member, names)]
        if own:
            found[member] = sorted(own, key=partial(_rank, graph, graph.edges.get(member, {})))
    return found


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


def _stated(graph: Graph, member: int, inside: Set[int], names: Mapping[str, list[int]]) -> list[Claim]:
    found = []
    for credit in statements(graph.articles[member]):
        weight = credit.confidence * (_PART if credit.extent == "part" else 1.0)
        if weight >= _LEAST:
            found.append(Claim(credit, _article_of(graph, member, credit, inside, names), weight))
    return found


def _cited(graph: Graph, member: int, names: Mapping[str, list[int]]) -> list[Claim]:
    """Citations of an outlet whose page in this group shares text with this one, one claim for each such page."""
    best: dict[int, Claim] = {}
    here = graph.articles[member]
    around = graph.edges.get(member, {})
    for credit in here.cited:
        if is_of(here, credit.source):
            continue
        for other in names.get(credit.source, ()):
            edge = around.get(other)
            if edge is None or graph.articles[other].outlet == here.outlet:
                continue
            weight = _CITED if max(edge.share_here, edge.share_there) >= _BULK and edge.copy else _CITED_IN_PART
            claim = Claim(credit, other, weight)
            if other not in best or _cited_rank(claim) < _cited_rank(best[other]):
                best[other] = claim
    return list(best.values())


def _cited_rank(claim: Claim) -> tuple[float, str]:
    return (-claim.credit.confidence, claim.credit.quote)


def _rank(
    graph: Graph, around: Mapping[int, Edge], claim: Claim
) -> tuple[bool, bool, bool, bool, float, int, str, str]:
    """Statements before citations. One that leads to another member comes before one that leads out of the group: a
    page that names both the paper it copied and the agency behind it was made from the paper's. Of two pages of one
    source that which shares more."""
    edge = None if claim.article is None else around.get(claim.article)
    own = claim.article is not None and graph.articles[claim.article].agency_of_site is not None
    credit = claim.credit
    return (
        not claim.stated,
        claim.article is None,
        own,
        credit.origin_url is None,
        -claim.weight,
        0 if edge is None else -edge.shared_words,
        credit.source,
        credit.quote,
    )


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
