"""The most likely tree: every node but the root under exactly one parent, no circles, the sum of scores greatest.

Chu and Liu ("On the shortest arborescence of a directed graph", 1965) and Edmonds ("Optimum branchings", 1967): every
node takes its best parent; where that closes a circle, the circle becomes one node, a way into which costs what it
gives up inside, and the same is done again.
"""

from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

Node = TypeVar("Node", bound=Hashable)


class _Way(NamedTuple):
    score: float
    parent: int  #: the ends as first given, whatever they were contracted into
    child: int


_Ways = dict[int, dict[int, _Way]]  #: child -> parent -> way


def arborescence(scores: Mapping[Node, Mapping[Node, float]], root: Node) -> dict[Node, Node]:
    """The parent of every node of `scores`: for each node its possible parents, each with a score; more is better.

    `root` must be among the possible parents of every node, and every other parent a node itself. Of equal choices the
    one given first is taken, so the answer depends on the order of the input and on nothing else. A node in no circle
    costs one look at each of its ways; circles within circles one more look each.
    """
    names = [root, *(node for node in scores if node != root)]
    numbers = {node: number for number, node in enumerate(names)}
    ways: _Ways = {
        numbers[child]: {
            numbers[parent]: _Way(score, numbers[parent], numbers[child])
            for parent, score in parents.items()
            if parent != child
        }
        for child, parents in scores.items()
        if child != root
    }
    chosen = _solved(ways, len(names))
    return {names[child]: names[way.parent] for child, way in chosen.items()}


def _solved(ways: _Ways, free: int) -> dict[int, _Way]:
    """The chosen way into each node; `free` and above are numbers that no node has yet."""
    best = {child: max(found, key=lambda parent, found=found: found[parent].score) for child, found in ways.items()}  # type: ignore[misc]
    chosen = {child: ways[child][parent] for child, parent in best.items()}
    circles = _circles(best)
    if not circles:
        return chosen
    home = {node: free + number for number, circle in enumerate(circles) for node in circle}
    contracted: _Ways = {}
    for child, found in ways.items():
        inside = home.get(child)
        ways_in = contracted.setdefault(child if inside is None else inside, {})
        for parent, way in found.items():
            outside = home.get(parent, parent)
            if outside == inside:
                continue
            score = way.score if inside is None else way.score - chosen[child].score
            if outside not in ways_in or score > ways_in[outside].score:
                ways_in[outside] = way._replace(score=score)
    holder = {way.child: child for child, found in ways.items() for way in found.values()}
    for node, way in _solved(contracted, free + len(circles)).items():
        # A way into a circle replaces the one by which its node was reached from within.
        chosen[node if node in ways else holder[way.child]] = way
    return chosen


def _circles(parents: Mapping[int, int]) -> list[list[int]]:
    """All circles among the chosen parents; they have no node in common."""
    found: list[list[int]] = []
    walked: dict[int, int] = {}  # node -> the walk that came by
    for start in parents:
        here = start
        while here in parents and here not in walked:
            walked[here] = start
            here = parents[here]
        if walked.get(here) == start:
            circle, node = [here], parents[here]
            while node != here:
                circle.append(node)
                node = parents[node]
            found.append(circle)
    return found
