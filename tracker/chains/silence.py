"""Whose text a page carries that does not say so: asked of the pages of its story that do.

They do not always agree, and where they do, they may all have it from one desk. Three things decide:

*How near?* A page that has nearly every word of one witness and two thirds of another's has the first one's text. The
nearest witness of each agency counts, by the words that both share among those that either has; how many there are of
one agency says how sure its name is, not whose text this is. The page that a copy was taken from is nearest of all, and
as sure as that is, the others say nothing.

*How many?* Every house says it once.

*From where?* A national agency passes on to the papers of its country what it has from agencies abroad, under its own
name (Keystone-SDA what AFP and dpa write, AAP what PA does, PTI what AFP and AP do). That one Swiss paper names the
Swiss agency says who brought the text to Switzerland, and nothing of how a German paper came by it. Of six recorded
pages whose only witnesses were of one country, named an agency of theirs, and were asked about a page of another
country, one named the right one; of the 107 others with one witness 103 (`python -m tests.generator.silent`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log1p

from tracker.chains.claims import Claim, statements
from tracker.chains.graph import Graph, in_order
from tracker.chains.origins import Origin
from tracker.chains.parents import ORIGIN, Choice
from tracker.types import Candidate

SURE = 2 / 3  #: an agency that is less likely than two to one is named in the evidence, and not assigned
_OWN_PAGE = 0.95  #: how sure an agency's own page is that agency's text
_ABROAD = 0.3  #: how much the name of an agency of the witness's own country counts in another one
_MOST = 20.0  #: odds of being one text that no two texts exceed, and those of a copy and its parent
_LEAST = 0.05  #: and where no shared text was found: both carry a third one's
_SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Named:
    """An agency that other pages of a story name, as likely that of one silent page."""

    agency: str
    confidence: float
    nearest: int  #: the page that says so and is most like the silent one


@dataclass(frozen=True, slots=True)
class Assigned:
    """The agency of a silent page; empty where none that is named is sure enough, None where none is named."""

    agency: str | None
    confidence: float
    named: tuple[Named, ...]  #: every agency that others name, the likeliest first


@dataclass(frozen=True, slots=True)
class _Witness:
    agency: str
    weight: float
    at_home: str  #: country of the page where that is the agency's as well


def whole_agencies(article: Candidate) -> list[tuple[float, str]]:
    """The agencies that a page credits for the whole of its text, the surest last."""
    return sorted(
        (c.confidence, c.source) for c in statements(article) if c.source_kind == "agency" and c.extent != "part"
    )


def silence(
    seen: Graph,
    members: Sequence[int],
    origin: Origin,
    claimed: Mapping[int, Sequence[Claim]],
    choices: Mapping[int, Choice],
    houses: Mapping[int, str],
) -> dict[int, Assigned]:
    """What the others say for each member that names no agency for its text. Near linear in the matches.

    Where nobody names one there is no answer. An article of which a person named the agency is a witness.
    """
    witnesses = {m: found for m in members if (found := list(_said(seen, m, claimed.get(m, ()))))}
    doubts = _doubts(seen, witnesses, houses)
    silent = [m for m in members if _silent(seen, m) and m != origin.article]
    return {m: _assigned(seen, m, origin, witnesses, doubts, choices) for m in silent}


def _silent(seen: Graph, member: int) -> bool:
    article = seen.articles[member]
    return member not in seen.judged.agencies and article.agency_of_site is None and not whole_agencies(article)


def _said(seen: Graph, member: int, claimed: Sequence[Claim]) -> Iterator[_Witness]:
    """What a member says of its own text, each agency once."""
    article = seen.articles[member]
    if (verdict := seen.judged.agencies.get(member)) is not None:
        yield _Witness(verdict.other, 1.0, "")
        return
    if article.agency_of_site is not None:
        yield _Witness(article.agency_of_site, _OWN_PAGE, "")
        return
    weights: dict[str, float] = {}
    for claim in claimed:
        if claim.stated and claim.credit.source_kind == "agency":
            weights[claim.credit.source] = max(weights.get(claim.credit.source, 0.0), claim.weight)
    for agency, weight in sorted(weights.items()):
        yield _Witness(agency, weight, article.country if agency in article.at_home else "")


def _doubts(
    seen: Graph, witnesses: Mapping[int, Sequence[_Witness]], houses: Mapping[int, str]
) -> dict[str, dict[str, tuple[float, float, int]]]:
    """For each agency and country where it is at home ("": elsewhere): how likely all the houses there that name it
    are wrong, in nats, asked from there and from abroad; and one of these pages."""
    best: dict[str, dict[str, tuple[float, str, int]]] = defaultdict(dict)
    for member in in_order(witnesses, seen.keys):
        for witness in witnesses[member]:
            house = best[witness.agency]
            if houses[member] not in house or house[houses[member]][0] < witness.weight:
                house[houses[member]] = (witness.weight, witness.at_home, member)
    found: dict[str, dict[str, tuple[float, float, int]]] = defaultdict(dict)
    for agency, heard in best.items():
        for weight, country, member in heard.values():
            near, far, first = found[agency].get(country, (0.0, 0.0, member))
            weight = min(weight, _SUREST)
            found[agency][country] = near + log1p(-weight), far + log1p(-weight * (_ABROAD if country else 1.0)), first
    return found


def _assigned(
    seen: Graph,
    member: int,
    origin: Origin,
    witnesses: Mapping[int, Sequence[_Witness]],
    doubts: Mapping[str, Mapping[str, tuple[float, float, int]]],
    choices: Mapping[int, Choice],
) -> Assigned:
    pulls = {agency: (_LEAST, min(m for *_, m in places.values())) for agency, places in doubts.items()}
    for other, edge in sorted(seen.edges.get(member, {}).items(), key=lambda item: seen.keys[item[0]]):
        for witness in witnesses.get(other, ()):
            pull = max(_LEAST, _odds(edge.share_here, edge.share_there)) * witness.weight
            if pull > pulls[witness.agency][0]:
                pulls[witness.agency] = pull, other
    taken, sure = _taken_from(member, origin, witnesses, choices)
    if taken is not None and taken in witnesses:
        said = {witness.agency: _MOST * witness.weight for witness in witnesses[taken]}
        pulls = {
            agency: (said[agency], taken) if agency in said else (pull * (1.0 - sure), nearest)
            for agency, (pull, nearest) in pulls.items()
        }
    total = sum(pull for pull, _ in pulls.values())
    country = seen.articles[member].country
    named = [
        Named(agency, round(min(_SUREST, pull / total * _borne(doubts[agency], country)), 3), nearest)
        for agency, (pull, nearest) in pulls.items()
    ]
    named.sort(key=lambda one: (-one.confidence, one.agency))
    if not named:
        return Assigned(None, 0.0, ())
    if named[0].confidence < SURE:
        return Assigned("", 0.0, tuple(named))
    return Assigned(named[0].agency, named[0].confidence, tuple(named))


def _odds(share_here: float, share_there: float) -> float:
    """That two texts are one, by the words that both have among those that either has."""
    if not share_here or not share_there:
        return _LEAST
    both = 1.0 / (1.0 / share_here + 1.0 / share_there - 1.0)
    return min(_MOST, both / max(1.0 - both, 1.0 / _MOST))


def _borne(places: Mapping[str, tuple[float, float, int]], country: str) -> float:
    """How sure an agency's name is for a page of a country ("": not known), where nobody names another one."""
    return 1.0 - exp(sum(far if country and place != country else near for place, (near, far, _) in places.items()))


def _taken_from(
    member: int, origin: Origin, witnesses: Mapping[int, Sequence[_Witness]], choices: Mapping[int, Choice]
) -> tuple[int | None, float]:
    """The first page above this one that names an agency, by parents that are more than the default, and how sure."""
    here, sure = member, 1.0
    while (choice := choices.get(here)) is not None and choice.parent.direction != "unknown":
        sure *= choice.parent.confidence
        above = origin.article if choice.parent.article == ORIGIN else choice.parent.article
        if above is None or above in witnesses:
            return above, sure
        here = above
    return None, 0.0
