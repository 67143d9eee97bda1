"""Which copy was taken from which, by the edits they share against the original.

The method of common errors: what two copies have in common with the original says nothing; what they have in common
against it says that one was taken from the other, or both from a third. Three questions, each with its own doubt:

*Linked at all?* Shared edits could be chance; their strengths add up. *A copy, or two of one version?* A wire puts out
its text anew within the hour, and everything that changed looks like a shared edit. What several have that nothing
else joins is a version, unless still more outlets went on printing the old words; what stands in one sentence may have
come to both from anywhere. *Which from which?* A copy has the edits of its parent and some of its own; a parent whose
edits the copy undid, word for word, was not the parent. Where neither has any of its own no answer is given.

The numbers are natural logarithms of how much likelier something is under one explanation than under the other. They
were set on made-up cascades (`python -m tests.generator`) and looked at on real stories.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from math import exp, log

from tracker.chains.arborescence import arborescence
from tracker.chains.claims import Claim, is_of, statements
from tracker.chains.graph import Graph, in_order, is_day
from tracker.chains.headlines import headlines
from tracker.chains.strength import decisions, strength, undoing
from tracker.text import words
from tracker.types import Candidate, Edit

_ORIGIN = -1  #: stands for the origin, seen or not
_RIVALS = 8  #: likeliest parents of an article that are weighed against each other

_CHANCE = 3.0  #: strength that shared edits need to be as likely inherited as chance
_TELLING = 0.2  #: strength below which an edit is not looked at
_OWN = 0.5  #: strength from which an edit shows that an outlet changes what it prints
_NEAR = 2.5  #: strength of shared edits from which two have more in common than the original
_JOINING = 2.0  #: strength from which edits that some share and others lack join those
_THIRD = 3.0  #: how unlikely an unseen third article is that both were taken from, where neither undid anything
_SHARED = ("cut", "tail", "added", "changed", "mistake", "style", "headline")

# Against a version of the wire.
_START = 0.5
_NO_WIRE = 0.5  #: nobody says that there is a wire
_TURN, _TURNS_MOST = 1.0, 6  #: outlets that printed the old words when some had the new, and before all had
_OTHER, _OTHERS_MOST = 0.2, 4  #: outlets that had the old words at any time
_VERSION = -2.0  #: how much may speak for a version before edits are left out; less takes from their strength
_LINE = -2.5  #: for every line of copies above two
_LINE_MOST = -5.0  #: and for so many that nothing makes up for it
_UNKNOWN = 3  #: outlets of which nothing is known, two of which would change something
_PLACE = -0.8  #: for every place above two where both add: an outlet adds its own in one or two, an update in many
_DECISION, _DECISIONS, _DECISIONS_MOST = 2 / 3, 3, 4  #: for each that both have above or below three, up to four
_MISTAKE = 1.0  #: the desk that makes a mistake is one
_SAME_WORDS, _OTHER_WORDS, _OWN_CREDIT = -0.7, -2.5, -4.0  #: the copy credits as its parent does; otherwise; alone
_NAMED = 2.0  #: the copy names the outlet of its parent
_BACKWARDS = -2.0  #: the parent's page gives a later time
_SLACK = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Kin:
    """One article as another's likely parent."""

    parent: int
    confidence: float
    shared: tuple[Edit, ...]  #: the edits that say so, the most telling first
    others: int  #: outlets that kept the original's words there


@dataclass(frozen=True, slots=True)
class _Pair:
    """A parent and a child, and how much speaks for it, in nats."""

    score: float
    kin: Kin


@dataclass(frozen=True, slots=True)
class _Bundle:
    """All edits that the same articles share."""

    holders: frozenset[int]
    edits: tuple[Edit, ...]
    kept: frozenset[int]  #: members with the original's words in most of these places
    no_version: float  #: how much speaks against its being a version of the wire

    @property
    def strength(self) -> float:
        """Of all its edits."""
        return strength(self.edits)

    @property
    def joining(self) -> float:
        """Of those that another holder of the same version cannot have undone: an addition can be left out."""
        return strength(edit for edit in self.edits if edit.kind != "added")


def kinship(
    seen: Graph,
    members: Sequence[int],
    edits: Sequence[Edit],
    claimed: Mapping[int, Sequence[Claim]],
    houses: Mapping[int, str],
    *,
    origin: int | None,
    wire: bool,
) -> dict[int, list[Kin]]:
    """The likely parents of each member, the likeliest first. `wire`: whether an agency is known to be behind it.

    Confidences of one member's parents add up to at most one; what is left is the origin or a third article.
    """
    every = [*edits, *headlines(seen.articles, members, houses, origin)]
    family = _Family(seen, frozenset(members) - {origin}, every, claimed, houses, wire=wire)
    pairs: dict[int, list[_Pair]] = defaultdict(list)
    for (a, b), bundles in family.bonds().items():
        for parent, child in ((a, b), (b, a)):
            pairs[child].append(family.judged(parent, child, bundles))
    likely = {
        child: sorted(pairs[child], key=lambda pair: (-pair.score, seen.keys[pair.kin.parent]))[:_RIVALS]
        for child in in_order(pairs, seen.keys)
    }
    return dict(_placed(likely))


def _placed(likely: Mapping[int, Sequence["_Pair"]]) -> Iterator[tuple[int, list[Kin]]]:
    """For each article the parent it has in the best tree, then the one it would have if that were not its parent.

    How sure the tree is of a parent is by how much the best tree without it is worse: all else falls into place anew,
    so an article's own copy is no rival of its parent.
    """
    scores = {
        child: {_ORIGIN: 0.0} | {pair.kin.parent: pair.score for pair in rivals} for child, rivals in likely.items()
    }
    for parent in {parent for ways in scores.values() for parent in ways} - scores.keys() - {_ORIGIN}:
        scores[parent] = {_ORIGIN: 0.0}
    tree = arborescence(scores, _ORIGIN)
    total = sum(scores[child][parent] for child, parent in tree.items())
    for child, rivals in likely.items():
        taken = tree[child]
        if taken == _ORIGIN:
            continue
        without = {**scores, child: {parent: score for parent, score in scores[child].items() if parent != taken}}
        other = arborescence(without, _ORIGIN)
        sure = _sure(total - sum(without[c][parent] for c, parent in other.items()))
        kin = {pair.kin.parent: pair.kin for pair in rivals}
        found = [replace(kin[taken], confidence=kin[taken].confidence * sure)]
        if other[child] != _ORIGIN:
            found.append(replace(kin[other[child]], confidence=kin[other[child]].confidence * (1.0 - sure)))
        yield child, found


class _Family:
    """The members of a story with the edits of each."""

    def __init__(
        self,
        seen: Graph,
        members: frozenset[int],
        edits: Iterable[Edit],
        claimed: Mapping[int, Sequence[Claim]],
        houses: Mapping[int, str],
        *,
        wire: bool,
    ) -> None:
        self._seen = seen
        self._members = members
        self._houses = houses
        self._start = _START if wire else _START + _NO_WIRE
        self._edits = [edit for edit in edits if edit.holders & members]
        self._of: dict[int, list[Edit]] = defaultdict(list)
        for edit in self._edits:
            for holder in edit.holders & members:
                self._of[holder].append(edit)
        self._every = frozenset(houses[member] for member in members)
        self._editing = frozenset(
            next(iter(own))
            for edit in self._edits
            if edit.strength >= _OWN and len(own := {houses[holder] for holder in edit.holders & members}) == 1
        )
        self._joined = [
            frozenset((member, claim.article))
            for member in sorted(members)
            for claim in claimed.get(member, ())[:1]
            if claim.article in members
        ]

    def bonds(self) -> dict[tuple[int, int], list[_Bundle]]:
        """Every two members with the edits that speak for one being taken from the other."""
        shared: dict[frozenset[int], list[Edit]] = defaultdict(list)
        for edit in self._edits:
            holders = edit.holders & self._members
            if len(holders) > 1 and edit.kind in _SHARED and edit.strength >= _TELLING:
                shared[holders].append(edit)
        near = _near(shared)
        accepted: list[_Bundle] = []
        found: dict[tuple[int, int], list[_Bundle]] = defaultdict(list)
        for holders in sorted(shared, key=lambda held: (len(held), sorted(self._seen.keys[h] for h in held))):
            bundle = self._bundle(holders, shared[holders], accepted, near)
            # Additions alone are background out of an archive as likely as they are a version's.
            if bundle.no_version < self._start + (_VERSION if bundle.joining > 0.0 else 0.0):
                continue
            accepted.append(bundle)
            for a, b in combinations(in_order(holders, self._seen.keys), 2):
                if self._houses[a] != self._houses[b]:  # sister sites take from one desk, and not from each other
                    found[a, b].append(bundle)
        return found

    def _bundle(
        self,
        holders: frozenset[int],
        edits: Sequence[Edit],
        accepted: Sequence[_Bundle],
        near: Mapping[frozenset[int], float],
    ) -> _Bundle:
        kept: dict[int, float] = defaultdict(float)
        for edit in edits:
            for member in edit.kept & self._members:
                kept[member] += edit.strength
        half = sum(edit.strength for edit in edits) / 2
        keepers = frozenset(member for member, nats in kept.items() if nats >= half)
        own = {self._houses[holder] for holder in holders}
        # One that shares other edits with all of these has the same text before it and only left this out.
        others = {
            keeper
            for keeper in keepers
            if self._houses[keeper] not in own
            and any(near.get(frozenset((keeper, holder)), 0.0) < _NEAR for holder in holders)
        }
        lines = _LINE * max(0, self._lines(holders, accepted) - 2)
        if _LINE_MOST <= lines < 0.0:
            lines = min(0.0, lines + max(self._rooted(holder, holders) for holder in sorted(holders)))
        no_version = self._start + lines + self._mixed(holders, others)
        if any(edit.kind == "mistake" for edit in edits):
            no_version += _MISTAKE
        if no_version < self._start:
            weight = exp(no_version - self._start)
            edits = [replace(edit, strength=edit.strength * weight) for edit in edits]
        return _Bundle(holders, tuple(edits), keepers, no_version)

    def _mixed(self, holders: Iterable[int], others: Iterable[int]) -> float:
        """What speaks against a version: that outlets print the old words and the new in turns.

        Of two versions of the wire the newer follows the older, whichever of them is taken for the original.
        """
        times = sorted(at for holder in holders if (at := self._time(holder)) is not None)
        later, earlier, every = set(), set(), set()
        for other in others:
            at, house = self._time(other), self._houses[other]
            every.add(house)
            if at is not None and times and at > times[0] + _SLACK:
                later.add(house)
            if at is not None and times and at < times[-1] - _SLACK:
                earlier.add(house)
        turns = min(len(later), len(earlier))
        return _TURN * min(turns, _TURNS_MOST) + _OTHER * min(len(every) - turns, _OTHERS_MOST)

    def _lines(self, holders: frozenset[int], accepted: Sequence[_Bundle]) -> int:
        """How many of the holders nothing else joins: no statement, no owner, no edits that others of them lack."""
        roots = {holder: holder for holder in holders}

        def root(of: int) -> int:
            while roots[of] != of:
                of = roots[of]
            return of

        def join(ids: Iterable[int]) -> None:
            first, *others = sorted(ids)
            for other in others:
                roots[root(other)] = root(first)

        for pair in self._joined:
            if pair <= holders:
                join(pair)
        houses: dict[str, list[int]] = defaultdict(list)
        for holder in holders:
            houses[self._houses[holder]].append(holder)
        for ids in houses.values():
            join(ids)
        for inner in accepted:
            common = inner.holders & holders
            if len(common) > 1 and inner.kept & (holders - common) and inner.joining >= _JOINING:
                join(common)
        return len({root(holder) for holder in holders})

    def judged(self, parent: int, child: int, bundles: Sequence[_Bundle]) -> "_Pair":
        """How much speaks for `parent` against the origin, and how sure it is that there is no version behind it and
        no third article."""
        shared = [edit for bundle in bundles for edit in bundle.edits]
        linked = strength(shared)
        # One addition alone, however large, may have come to both from elsewhere: a paragraph of background does.
        alone = max((edit.strength for edit in shared if edit.kind == "added"), default=0.0) / 2
        undone, credit, whole = self._undone(parent, child), self._credits(parent, child), self._whole(parent, child)
        copied = sum(b.strength * b.no_version for b in bundles) / sum(b.strength for b in bundles) + credit
        copied += whole + _PLACE * max(0, sum(edit.kind == "added" for edit in shared) - 2)
        copied += _DECISION * (min(decisions(shared), _DECISIONS_MOST) - _DECISIONS)
        at, before = self._time(child), self._time(parent)
        if at is not None and before is not None and before > at + _SLACK:
            copied += _BACKWARDS
        confidence = _sure(_THIRD - undone) * _sure(copied)
        told = sorted(shared, key=lambda edit: (-edit.strength, edit.kind, edit.quote))
        kept = {self._houses[keeper] for bundle in bundles for keeper in bundle.kept}
        others = len(kept - {self._houses[parent], self._houses[child]})
        return _Pair(linked - alone - _CHANCE - undone + credit + whole, Kin(parent, confidence, tuple(told), others))

    def _undone(self, parent: int, child: int) -> float:
        """What speaks against `parent`: its edits where `child` has the original's words."""
        return sum(undoing(edit) for edit in self._of[parent] if child in edit.kept)

    def _whole(self, parent: int, child: int) -> float:
        """What speaks for `parent` because `child` has all that is peculiar to it.

        Two that were taken from one version would each have gone on with it, and the more surely the more the other
        outlets of this story change: where every second one prints what it gets as it comes, it says little. What
        `child` left out of `parent` cannot be looked at.
        """
        edge = self._seen.edges.get(child, {}).get(parent)
        if edge is None:
            return 0.0
        ours = {self._houses[parent], self._houses[child]}
        every, editing = len(self._every - ours), len(self._editing - ours)
        changing = log((_UNKNOWN + every) / (1 + every - editing))
        return max(0.0, changing * edge.share_there - self._undone(parent, child))

    def _rooted(self, parent: int, holders: Iterable[int]) -> float:
        """The least of that over all the holders: whether one of them can be the text that the others come from."""
        others = [other for other in holders if self._houses[other] != self._houses[parent]]
        return min((self._whole(parent, other) for other in others), default=0.0)

    def _credits(self, parent: int, child: int) -> float:
        """A page that names the agency in its own words has it from the agency; in its parent's, perhaps not."""
        articles = self._seen.articles
        if any(is_of(articles[parent], c.source) for c in (*statements(articles[child]), *articles[child].cited)):
            return _NAMED
        ours = {(credit.source, _folded(credit.quote)) for credit in statements(articles[child])}
        if not ours:
            return 0.0
        theirs = {(credit.source, _folded(credit.quote)) for credit in statements(articles[parent])}
        if ours & theirs:
            return _SAME_WORDS
        return _OTHER_WORDS if {source for source, _ in ours} & {source for source, _ in theirs} else _OWN_CREDIT

    def _time(self, member: int) -> datetime | None:
        return _time(self._seen.articles[member])


def _near(shared: Mapping[frozenset[int], Sequence[Edit]]) -> dict[frozenset[int], float]:
    """How much every two articles have in common against the original."""
    found: dict[frozenset[int], float] = defaultdict(float)
    for holders, edits in shared.items():
        for pair in combinations(holders, 2):
            found[frozenset(pair)] += strength(edits)
    return found


def _time(article: Candidate) -> datetime | None:
    """When it was published, where its page says more than the day."""
    return None if article.published is None or is_day(article.published) else article.published


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(text))


def _sure(nats: float) -> float:
    return 1.0 / (1.0 + exp(-nats))
