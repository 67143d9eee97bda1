"""Which articles carry one text: stars around a core, never connected components.

Joining whatever is connected once put 859,091 texts into one cluster. Here an article belongs to a group because its
match with the group's core was verified, or because it matches most of the group. One that holds several stories (a
roundup, a live page) belongs to several groups, and joins none of them to another.
"""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tracker.chains.graph import Edge, Graph, in_order, moment

# From this share of the core on, an article carries the core's text. A long roundup carries a short item wholly; the
# item carries a twentieth of the roundup, so the item becomes the core and the roundup one of its members.
_CARRIES = 0.5
# A passage that is not the bulk of either text makes a member (in part) from this share of the core on.
_CARRIES_PART = 0.35


@dataclass(slots=True)
class Group:
    """A core and the articles that carry its text; the core is one of `members`."""

    core: int
    members: set[int] = field(default_factory=set)


def groups(graph: Graph) -> list[Group]:
    """Groups so that the two articles of every match of kind `copy` share one; largest cores first.

    Near linear in the matches: a core is taken when no other has more articles around it that no group joins yet
    (lazy greedy cover); each article is looked at again only when that number fell.
    """
    found: list[Group] = []
    places: dict[int, set[int]] = {}  # article -> numbers of its groups

    def put(article: int, number: int) -> None:
        found[number].members.add(article)
        places.setdefault(article, set()).add(number)

    for core in _by_gain(graph, places):
        open_copies = _open(graph, places, core)
        home = _home(graph, places, found, core, open_copies)
        if home is not None:
            put(core, home)
            open_copies = _open(graph, places, core)
            if not open_copies:
                continue
        carrying = [i for i in open_copies if graph.edges[core][i].share_here >= _CARRIES]
        found.append(Group(core))
        for article in (core, *(carrying or open_copies)):
            put(article, len(found) - 1)
    for number, group in enumerate(found):
        for article in _parts(graph, group, places):
            put(article, number)
    return found


def _by_gain(graph: Graph, places: dict[int, set[int]]) -> Iterator[int]:
    """Articles with a copy that no group joins to them yet, the one with most first; asked again after every choice."""

    def rank(article: int) -> tuple[float, ...] | None:
        copies = _open(graph, places, article)
        if not copies:
            return None
        around = [graph.edges[article][i] for i in copies]
        carrying = sum(e.share_here >= _CARRIES for e in around)
        own_site = graph.articles[article].agency_of_site is not None and carrying > 0
        return (-own_site, -carrying, -len(around), -sum(e.share_here for e in around))

    def entry(article: int) -> tuple[tuple[float, ...], datetime, str, int] | None:
        ranked = rank(article)
        return None if ranked is None else (ranked, moment(graph.articles[article]), graph.keys[article], article)

    queue = [e for e in map(entry, graph.edges) if e is not None]
    heapq.heapify(queue)
    while queue:
        top = heapq.heappop(queue)
        now = entry(top[-1])
        if now is None:
            continue
        if now == top:
            yield top[-1]
            now = entry(top[-1])
        if now is not None:
            heapq.heappush(queue, now)


def _open(graph: Graph, places: dict[int, set[int]], article: int) -> list[int]:
    """Copies of an article that share no group with it yet."""
    mine = places.get(article)
    return [i for i in graph.copies(article) if not mine or mine.isdisjoint(places.get(i, ()))]


def _home(
    graph: Graph, places: dict[int, set[int]], found: list[Group], article: int, open_copies: list[int]
) -> int | None:
    """The group of which this article matches more than half, and which holds at least half of its open copies.

    This is how a second excerpt of a long text comes to the text's group. More than half, since a short item and
    another both match one roundup without having anything to do with each other.
    """
    held = Counter(number for i in open_copies for number in places.get(i, ()))
    met = Counter(number for i in graph.copies(article) for number in places.get(i, ()))
    fit = [n for n, count in held.items() if 2 * count >= len(open_copies) and 2 * met[n] > len(found[n].members)]
    return min(fit, key=lambda n: (-met[n], n), default=None)


def _parts(graph: Graph, group: Group, places: dict[int, set[int]]) -> list[int]:
    """Articles that carry a substantial passage of the core and have no group of their own."""
    around: dict[int, Edge] = dict(graph.edges.get(group.core, {}))
    fit = [i for i, e in around.items() if not e.copy and e.share_here >= _CARRIES_PART and not places.get(i)]
    return in_order(fit, graph.keys)
