"""Where a group's text came from, by what its pages say; times decide only when nothing else does.

Every claim is a step: to another member, or to a source that was not crawled. Following the steps from each member
ends at a root, and the root that most independent outlets lead to is the story's origin. So an agency named by three
of ten copies is the origin of all ten, and a copy credited to another copy leads through it to what that one credits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, prod

from tracker.chains.arborescence import arborescence
from tracker.chains.claims import Claim
from tracker.chains.graph import Graph, in_order
from tracker.types import Candidate, Credit
from tracker.urls import same_site

_OWN_PAGE = 0.95  #: how sure an agency's own page is its own text when nobody says so
_SILENT_PARENT = 0.5  #: how sure a confirmed parent that says nothing of itself is where the text began
_OUTSIDE = -1  #: stands for everything that is no member, where an article is asked for
_LEAST = 1e-6
_SILENCE = 0.3  #: how much what a page leaves open counts against what it says


@dataclass(frozen=True, slots=True)
class Origin:
    """The root of a group. `article` and `url` are both None when only a source's name is known, or not even that."""

    article: int | None
    url: str | None
    source: str | None  #: key of the organisation whose text it is
    agency: str | None  #: the same where it is an agency
    confidence: float  #: that the origin is this one


UNKNOWN = Origin(article=None, url=None, source=None, agency=None, confidence=0.0)


def origin(
    graph: Graph, members: Iterable[int], claimed: Mapping[int, Sequence[Claim]], houses: Mapping[int, str]
) -> Origin:
    """The root that most outlets lead to; an agency's own page leads to itself.

    `UNKNOWN` where no page says anything: which of the copies was first is not to be had from times. In 106 of 279 real
    pairs the agency's own page is the later one.
    """
    ordered = in_order(members, graph.keys)
    steps = _steps(ordered, claimed)
    votes: dict[Origin, dict[str, float]] = {}
    for member in ordered:
        root, weight = _root(graph, member, steps)
        if root is not None:
            voter = houses[member]  # thirty papers of one owner say it once
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


def _steps(ordered: Sequence[int], claimed: Mapping[int, Sequence[Claim]]) -> dict[int, Claim]:
    """One claim for each member that has any, so that together they lead in no circle and are the likeliest."""
    scores: dict[int, dict[int, float]] = {}
    by_target: dict[int, dict[int, Claim]] = {}
    for member in ordered:
        left = 1.0
        ways = scores.setdefault(member, {})
        for claim in claimed.get(member, ()):
            target = _OUTSIDE if claim.article is None else claim.article
            if target not in ways:
                ways[target] = log(max(_LEAST, left * claim.weight))
                by_target.setdefault(member, {})[target] = claim
                left *= 1.0 - claim.weight
        ways.setdefault(_OUTSIDE, log(max(_LEAST, _SILENCE * left)))
    parents = arborescence(scores, _OUTSIDE)
    return {
        member: by_target[member][parent] for member, parent in parents.items() if parent in by_target.get(member, {})
    }


def _root(graph: Graph, member: int, steps: Mapping[int, Claim]) -> tuple[Origin | None, float]:
    """Where the steps from a member end, and how sure that is; None for a page that says nothing."""
    weight, here, confirmed = 1.0, member, False
    while (step := steps.get(here)) is not None:
        weight, confirmed = weight * step.weight, step.verdict is not None
        if step.article is None:
            return _unseen(graph.articles[here], step.credit), weight
        here = step.article
    article = graph.articles[here]
    if here == member:
        if article.agency_of_site is None:
            return None, 0.0
        weight = _OWN_PAGE
    elif confirmed and article.agency_of_site is None:
        weight *= _SILENT_PARENT  # a person said from whom it was taken, not whose text it is
    return _seen(graph, here), weight


def _seen(graph: Graph, article: int) -> Origin:
    page = graph.articles[article]
    source = page.agency_of_site or page.outlet
    return Origin(article, page.url, source, page.agency_of_site, 0.0)


def _unseen(page: Candidate, credit: Credit) -> Origin:
    url = credit.origin_url
    if url is not None and credit.rule != "verdict" and same_site(url, page.url):
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
