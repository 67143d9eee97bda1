"""Pairs of outlets that share stories beyond chance, those of one owner apart.

Two papers that buy the same wire share its stories without knowing of each other. `expected` is what that alone would
give: for each agency, how many of its stories one outlet carried, times the share of its stories that the other did.
`chance` is the probability that so many or more are shared by that alone (the upper tail of a Poisson distribution),
times the number of pairs looked at (Bonferroni): below 0.05 it is no coincidence. `--outlet` asks for
the pairs of one outlet; all pairs are reckoned with as before. `same_owner` is empty where an owner is unknown.
`a_from_b` and `b_from_a` are copies whose parent is the other outlet, stated or inferred.
"""

import math
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations

from tracker.db import Database
from tracker.reports._copies import copies
from tracker.reports._table import Column, Filters, Table

COUNTS_REPUBLICATIONS = True  # its answer says what was not looked at
COLUMNS = (
    Column("outlet_a"),
    Column("outlet_b"),
    Column("same_owner", "flag"),
    Column("shared", "count"),
    Column("expected"),
    Column("chance", "chance"),
    Column("a_from_b", "count"),
    Column("b_from_a", "count"),
)
_LEAST = 2  #: shared stories from which a pair is looked at
#: Outlets of one story up to which all pairs of them are counted; a story in more says little about any two of them.
_CROWD = 200


def report(db: Database, filters: Filters) -> Table:
    """One row a pair with two shared stories or more: several owners before one, the least likely by chance first.

    `outlet` asks for its pairs; the other filters for the copies that are counted, on both sides.
    """
    found = copies(db, replace(filters, outlet=None))  # a pair has two: those of one outlet alone would make none
    agency: dict[str, str | None] = {copy.story_id: copy.agency for copy in found}
    owner = {copy.outlet: copy.owner for copy in found}
    housed = {frozenset((c.outlet, c.parent_outlet)) for c in found if c.same_owner}
    carried: dict[str, set[str]] = defaultdict(set)
    for copy in found:
        carried[copy.story_id].add(copy.outlet)
    stories = Counter(agency[story] for story in carried)
    own: dict[str, Counter[str | None]] = defaultdict(Counter)
    shared: Counter[tuple[str, str]] = Counter()
    for story, outlets in carried.items():
        for outlet in outlets:
            own[outlet][agency[story]] += 1
        if len(outlets) <= _CROWD:
            shared.update(combinations(sorted(outlets), 2))
    taken = Counter((copy.outlet, copy.parent_outlet) for copy in found if copy.direction != "unknown")
    looked_at = {pair: number for pair, number in shared.items() if number >= _LEAST}
    rows = []
    for (a, b), number in looked_at.items():
        if filters.outlet is not None and filters.outlet not in (a, b):
            continue
        expected = sum(own[a][source] * own[b][source] / stories[source] for source in own[a].keys() & own[b].keys())
        chance = min(1.0, _at_least(number, expected) * len(looked_at))
        one_house = frozenset((a, b)) in housed or _same(owner[a], owner[b])
        rows.append((a, b, one_house, number, round(expected, 2), chance, taken[a, b], taken[b, a]))
    rows.sort(key=lambda row: (bool(row[2]), row[5], -row[3], row[0], row[1]))
    return Table(
        title="Outlets that share stories beyond chance",
        columns=COLUMNS,
        rows=[(*row[:5], float(f"{row[5]:.2g}"), *row[6:]) for row in rows],
        note="chance: how likely the agencies that both carry would give so many by themselves, over all pairs. "
        "same_owner is empty where the catalogue does not know both owners.",
    )


def _same(one: str | None, other: str | None) -> bool | None:
    """Whether two outlets have one owner; None where that is not known."""
    return None if one is None or other is None else one == other


def _at_least(number: int, expected: float) -> float:
    """The probability of `number` or more where `expected` are expected, by Poisson's distribution.

    The tail is summed itself: one minus the rest would lose it where it is small.
    """
    if expected <= 0.0:
        return 0.0 if number else 1.0
    if number <= expected:
        return 1.0 - sum(_poisson(k, expected) for k in range(number))
    total, term, k = 0.0, _poisson(number, expected), number
    while term > total * 1e-15:
        total += term
        k += 1
        term *= expected / k
    return total


def _poisson(k: int, expected: float) -> float:
    return math.exp(k * math.log(expected) - expected - math.lgamma(k + 1))
