"""From whom each article of a story was taken: what pages say, what their edits say, and otherwise the origin.

Every article gets its possible parents with how likely each is; the tree is the likeliest that gives everyone one
parent and leads in no circle. A star around the origin is what comes out where nothing speaks for more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from tracker.chains.arborescence import arborescence
from tracker.chains.claims import Claim, is_of
from tracker.chains.graph import Graph
from tracker.chains.kinship import Kin
from tracker.chains.origins import Origin
from tracker.types import Direction
from tracker.urls import url_key

ORIGIN = -1  #: stands for the origin, seen or not, where an article is asked for

_SILENT = 0.3  #: how sure the parent of a page that names nobody is: the origin is only the likeliest
_CONTRADICTED = 0.15  #: of a page that names somebody else
_INFERRED = 0.56  #: how sure shared edits must be to speak
_INFERRED_OVER_CREDIT = 0.6  #: and where the page itself names the origin
_BORNE_OUT = 0.2  #: and where they only bear out what the page says
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Parent:
    """One possible parent and why: a claim of the page, shared edits, both, or neither."""

    article: int  #: or `ORIGIN`
    confidence: float
    direction: Direction = "unknown"
    claim: Claim | None = None
    kin: Kin | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The parent taken, and the next likely one where there is any."""

    parent: Parent
    runner_up: Parent | None


def parents(
    seen: Graph,
    members: Sequence[int],
    origin: Origin,
    claimed: Mapping[int, Sequence[Claim]],
    kin: Mapping[int, Sequence[Kin]],
) -> dict[int, Choice]:
    """A choice for every member but the origin itself. `members` in the order that decides between equals."""
    possible = {
        member: _possible(
            seen,
            origin,
            claimed.get(member, ()),
            kin.get(member, ()),
            0.0 if another_lead(seen, member, origin) else _default(origin, claimed.get(member, ())),
        )
        for member in members
        if member != origin.article
    }
    scores = {
        member: {p.article: log(max(_LEAST, p.confidence)) for p in found if _speaks(p)}
        for member, found in possible.items()
    }
    tree = arborescence(scores, ORIGIN)
    return {member: _choice(found, tree[member]) for member, found in possible.items()}


def another_lead(seen: Graph, member: int, origin: Origin) -> bool:
    """Whether a page stands on the origin's own site: an update of one running story is no republication of it."""
    if origin.article is None or origin.article == member:
        return False
    here, there = seen.articles[member], seen.articles[origin.article]
    agency = here.agency_of_site
    return here.outlet == there.outlet or (agency is not None and agency == there.agency_of_site)


def _speaks(parent: Parent) -> bool:
    """Whether it may be taken; the others are runners-up at most."""
    return parent.article == ORIGIN or parent.direction != "unknown"


def _possible(
    seen: Graph, origin: Origin, claimed: Sequence[Claim], kin: Sequence[Kin], default: float
) -> list[Parent]:
    """All possible parents, the origin among them, each once. Each takes its share of what those before it left."""
    found: dict[int, Parent] = {}
    left = 1.0
    for option in _options(seen, origin, claimed, kin):
        share = left * option.confidence
        before = found.get(option.article)
        if before is None:
            found[option.article] = replace(option, confidence=share)
        elif before.kin is None and option.confidence >= _BORNE_OUT:  # edits bear out what the page says
            found[option.article] = replace(before, confidence=before.confidence + share, kin=option.kin)
        else:
            continue
        left -= share
    if ORIGIN not in found:
        found[ORIGIN] = Parent(ORIGIN, left * default)
    return list(found.values())


def _options(seen: Graph, origin: Origin, claimed: Sequence[Claim], kin: Sequence[Kin]) -> Iterator[Parent]:
    """The likelier before the less likely: a person's word; a statement that names a member; edits; one that names the
    origin; names in the text; edits too weak to speak."""
    confirmed: list[Parent] = []
    named: list[Parent] = []
    credited: list[Parent] = []
    cited: list[Parent] = []
    for claim in claimed:
        place = _place(seen, origin, claim)
        if place is None:
            continue
        direction: Direction = "stated" if claim.stated else "inferred"
        kind = cited if not claim.stated else credited if place == ORIGIN else named
        if claim.verdict is not None:
            kind = confirmed
        kind.append(Parent(place, claim.weight, direction, claim=claim))
    needed = _INFERRED_OVER_CREDIT if credited else _INFERRED
    strong = [Parent(k.parent, k.confidence, "inferred", kin=k) for k in kin if k.confidence >= needed]
    weak = [Parent(k.parent, k.confidence, kin=k) for k in kin if k.confidence < needed]
    if credited:
        return iter([*confirmed, *named, *strong, *credited, *cited, *weak])
    return iter([*confirmed, *named, *sorted([*cited, *strong], key=lambda parent: -parent.confidence), *weak])


def _place(seen: Graph, origin: Origin, claim: Claim) -> int | None:
    """Where a claim leads: to a member, to the origin, or, where it names another source, nowhere in this story."""
    source = claim.credit.source
    if claim.article is not None:
        return ORIGIN if claim.article == origin.article else claim.article
    if claim.verdict is not None:
        return ORIGIN if origin.url is not None and url_key(origin.url) == url_key(claim.verdict.other) else None
    if source == origin.source or (origin.article is not None and is_of(seen.articles[origin.article], source)):
        return ORIGIN
    return None


def _default(origin: Origin, claimed: Sequence[Claim]) -> float:
    """How sure the origin is the parent of a page where nothing says so."""
    if origin.source is None:
        return 0.0
    if any(claim.stated for claim in claimed):
        return _CONTRADICTED
    return _SILENT * max(origin.confidence, 0.5)


def _choice(found: Sequence[Parent], taken: int) -> Choice:
    chosen = next(parent for parent in found if parent.article == taken)
    others = [parent for parent in found if parent.article != taken and parent.confidence > 0.0]
    return Choice(chosen, max(others, key=lambda parent: parent.confidence, default=None))
