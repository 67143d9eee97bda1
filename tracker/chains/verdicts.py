"""A person's word in the middle of what pages say: it is heard first, and everything else falls into place around it.

Three questions, three answers. *Is it taken from that one?* Then the two are in one story, and that one is its parent,
before every credit and every edit. *Is it not?* Then their match makes no story, no link of either to the other is
followed, and where a third text would bring them together, the one that has less of it stays out. *Whose text is it?*
Then the story has that agency, where the bulk of the article is the story's text, and the article in any case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.chains.claims import Claim
from tracker.chains.graph import Graph, Judged, in_order
from tracker.chains.groups import Group
from tracker.chains.origins import Origin
from tracker.types import Credit, Verdict
from tracker.urls import registrable_domain, url_key

RULE = "verdict"
_BULK = 0.5  #: share of an article from which a story's text is the bulk of it


def judged(seen: Graph, verdicts: Iterable[Verdict]) -> Graph:
    """The graph with what people said of its articles: `verdicts` in force, in the order in which they were given.

    Matches of articles that are none of each other's copies are no edges any more. Of confirmed parents that would
    lead in a circle the last given count. A verdict on an article that is not in the graph waits.
    """
    ordered = list(verdicts)
    apart: dict[str, set[str]] = {}
    rejected: set[tuple[str, str]] = set()
    for verdict in ordered:
        if verdict.relation == "not-a-copy-of":
            one, other = _key(seen, verdict.url), _key(seen, verdict.other)
            apart.setdefault(one, set()).add(other)
            apart.setdefault(other, set()).add(one)
            rejected.add((one, other))
    agencies = {
        article: verdict
        for verdict in ordered
        if verdict.relation == "agency" and (article := _article(seen, verdict.url)) is not None
    }
    heard = Judged(parents=_parents(seen, ordered), apart=apart, rejected=rejected, agencies=agencies)
    if not apart:
        return replace(seen, judged=heard)
    edges = {
        here: {there: edge for there, edge in around.items() if seen.keys[there] not in apart.get(seen.keys[here], ())}
        for here, around in seen.edges.items()
    }
    return replace(seen, judged=heard, edges={here: around for here, around in edges.items() if around})


def joined(seen: Graph, groups: Sequence[Group]) -> list[Group]:
    """Groups in which every article is together with its confirmed parent, as far as that was crawled.

    Where an article is the core of its own group, all that carry its text carry its parent's: the two groups are one.
    One that is in no group makes one with its parent, crawled or not, or alone, where its agency was confirmed.
    """
    found = _loosened(seen, groups)
    for child, verdicts in seen.judged.parents.items():
        for verdict in verdicts:
            parent = _article(seen, verdict.other)
            if parent is not None:
                _join(seen, found, child, parent)
            elif not any(child in group.members for group in found):
                found.append(Group(child, {child}))
    for article, verdict in seen.judged.agencies.items():
        own = seen.articles[article].agency_of_site == verdict.other
        if not own and not any(article in group.members for group in found):
            found.append(Group(article, {article}))
    return found


def kept(seen: Graph, group: Group, origin: int | None = None) -> Group:
    """The group without those that a person set apart from another of it, which a third text brings together with it.

    The one that shares less with the core goes, of two alike the one that was judged, never the core nor the origin.
    Where a person confirmed the place of one of them, both stay: they are taken from one text, not from each other.
    """
    members = set(group.members)
    for one in in_order(group.members, seen.keys):
        others = seen.judged.apart.get(seen.keys[one], ())
        for other in in_order((m for m in members if seen.keys[m] in others), seen.keys):
            free = [i for i in (one, other) if i not in (group.core, origin)]
            both = one in members and other in members
            if both and free and (len(free) == 1 or not any(_confirmed(seen, group, i) for i in (one, other))):
                if (seen.keys[one], seen.keys[other]) not in seen.judged.rejected:
                    free.reverse()
                members.discard(min(free, key=lambda i: _tie(seen, group, i)))
    return group if len(members) == len(group.members) else Group(group.core, members)


def clear(seen: Graph, group: Group, origin: Origin) -> Group:
    """The group without those that a person said are no copies of its origin, seen or not."""
    if origin.url is None or not seen.judged.apart:
        return group
    members = {member for member in group.members if member == group.core or not parted(seen, member, origin.url)}
    return group if len(members) == len(group.members) else Group(group.core, members)


def parted(seen: Graph, article: int, address: str) -> bool:
    """Whether a person said that this article is no copy of what stands at an address."""
    return bool(seen.judged.apart) and _key(seen, address) in seen.judged.apart.get(seen.keys[article], ())


def heard(seen: Graph, group: Group, claimed: Mapping[int, Sequence[Claim]]) -> dict[int, list[Claim]]:
    """What pages claim, with confirmed parents first, and without claims of what was set apart.

    A confirmed parent that was crawled counts in the stories that it is in; one that was not, where the bulk of the
    article is the story's text: a roundup is not taken from one original.
    """
    found = {member: list(claims) for member, claims in claimed.items()}
    for member in in_order(group.members & seen.judged.parents.keys(), seen.keys):
        said = [claim for v in seen.judged.parents[member] if (claim := _claim(seen, group, member, v)) is not None]
        found[member] = [*said, *found.get(member, ())]
    for member, claims in found.items() if seen.judged.apart else ():
        found[member] = [c for c in claims if not _barred(seen, group.core, c) and not _barred(seen, member, c)]
    return {member: claims for member, claims in found.items() if claims}


def with_agency(seen: Graph, group: Group, origin: Origin) -> Origin:
    """The origin with the agency that a person named, the last of them, for an article whose bulk is this text."""
    named = [
        verdict
        for member, verdict in seen.judged.agencies.items()
        if member in group.members and (member == origin.article or _is_bulk(seen, group, member))
    ]
    if not named:
        return origin
    last = max(named, key=lambda verdict: (verdict.given_at, verdict.verdict_id or 0))
    source = origin.source if origin.article is not None or origin.url is not None else last.other
    return replace(origin, source=source, agency=last.other, confidence=1.0)


def said_by(verdict: Verdict) -> str:
    """Who confirmed it, when and why, in one sentence."""
    because = f": {verdict.because.rstrip('.')}" if verdict.because else ""
    return f"Confirmed by {verdict.person} on {verdict.given_at:%Y-%m-%d}{because}."


def _parents(seen: Graph, ordered: Sequence[Verdict]) -> dict[int, tuple[Verdict, ...]]:
    """Confirmed parents of each article, the last given first, without those that close a circle."""
    upward: dict[str, set[str]] = {}

    def leads(start: str, end: str) -> bool:
        walked, ahead = set[str](), [start]
        while ahead:
            here = ahead.pop()
            if here == end:
                return True
            if here not in walked:
                walked.add(here)
                ahead += upward.get(here, ())
        return False

    found: dict[int, tuple[Verdict, ...]] = {}
    for verdict in reversed(ordered):
        if verdict.relation != "republishes":
            continue
        child, parent = _key(seen, verdict.url), _key(seen, verdict.other)
        if leads(parent, child):
            continue
        upward.setdefault(child, set()).add(parent)
        article = _article(seen, verdict.url)
        if article is not None:
            found[article] = (*found.get(article, ()), verdict)
    return {article: found[article] for article in in_order(found, seen.keys)}


def _loosened(seen: Graph, groups: Sequence[Group]) -> list[Group]:
    """Without those that a rejected match holds together by a third text alone: what A shares with the copies of B, it
    shares with B."""
    found = list(groups)
    for one, other in sorted(seen.judged.rejected):
        for here, there in ((one, other), (other, one)):
            article, apart = seen.by_key.get(here), seen.by_key.get(there)
            around = [group.members for group in found if apart in group.members and article not in group.members]
            for group in [group for group in found if article in group.members and apart not in group.members]:
                rest = group.members - {article}
                if any(rest <= members for members in around) and not any(
                    _confirmed(seen, group, member) for member in group.members
                ):
                    found.remove(group)
    return found


def _join(seen: Graph, found: list[Group], child: int, parent: int) -> None:
    around = seen.edges.get(child, {})
    homes = [group for group in found if parent in group.members]
    own = [group for group in found if child in group.members]
    if any(child in group.members for group in homes):
        return
    if not homes:
        if len(own) == 1:
            own[0].members.add(parent)
        else:
            found.append(Group(parent, {parent, child}))
        return
    home = min(homes, key=lambda g: (g.core != parent, g.core not in around, -len(g.members), seen.keys[g.core]))
    home.members.add(child)
    for group in own:
        if group.core == child:
            home.members |= group.members
            found.remove(group)


def _claim(seen: Graph, group: Group, member: int, verdict: Verdict) -> Claim | None:
    parent = _article(seen, verdict.other)
    if parent not in group.members if parent is not None else not _is_bulk(seen, group, member):
        return None
    source = verdict.agency or verdict.outlet or registrable_domain(verdict.other)
    credit = Credit(
        role="credit",
        source=source,
        source_kind="agency" if verdict.agency else "outlet",
        source_name=source,
        form="other",
        extent="whole",
        quote=said_by(verdict),
        location=RULE,
        rule=RULE,
        confidence=1.0,
        origin_url=verdict.other,
    )
    return Claim(credit, parent, 1.0, verdict)


def _is_bulk(seen: Graph, group: Group, member: int) -> bool:
    """Whether the group's text is most of an article; also of one that is in it without shared words."""
    edge = seen.edges.get(group.core, {}).get(member)
    return edge is None or edge.share_there >= _BULK


def _barred(seen: Graph, article: int, claim: Claim) -> bool:
    if claim.article is not None:
        return seen.keys[claim.article] in seen.judged.apart.get(seen.keys[article], ())
    return claim.credit.origin_url is not None and parted(seen, article, claim.credit.origin_url)


def _confirmed(seen: Graph, group: Group, member: int) -> bool:
    """Whether a person named it with another of its group, as parent or as copy."""
    return any(
        (parent := _article(seen, verdict.other)) in group.members and member in (child, parent)
        for child, verdicts in seen.judged.parents.items()
        if child in group.members
        for verdict in verdicts
    )


def _tie(seen: Graph, group: Group, member: int) -> tuple[bool, float, float]:
    """What a member shares with the core."""
    edge = seen.edges.get(group.core, {}).get(member)
    return (False, 0.0, 0.0) if edge is None else (edge.copy, edge.share_here, edge.share_there)


def _article(seen: Graph, address: str) -> int | None:
    return seen.by_key.get(url_key(address))


def _key(seen: Graph, address: str) -> str:
    article = _article(seen, address)
    return url_key(address) if article is None else seen.keys[article]
