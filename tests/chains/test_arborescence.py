"""The most likely tree, against every tree there is."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tracker.chains.arborescence import arborescence

ROOT = "origin"


def reaches_root(parents: dict[str, str]) -> bool:
    for node in parents:
        seen = {node}
        while node != ROOT:
            node = parents[node]
            if node in seen:
                return False
            seen.add(node)
    return True


@given(st.integers(1, 4), st.data())
def test_no_tree_scores_better_and_none_holds_a_circle(size: int, data: st.DataObject) -> None:
    nodes = [f"copy {number}" for number in range(size)]
    scores = {
        node: {
            parent: data.draw(st.integers(-20, 20)) / 4
            for parent in [ROOT, *nodes]
            if parent != node and (parent == ROOT or data.draw(st.booleans()))
        }
        for node in nodes
    }
    found = arborescence(scores, ROOT)
    assert set(found) == set(nodes)
    assert reaches_root(found)
    trees = [dict(zip(nodes, parents, strict=True)) for parents in product(*(scores[node] for node in nodes))]
    best = max(sum(scores[node][tree[node]] for node in nodes) for tree in trees if reaches_root(tree))
    assert sum(scores[node][found[node]] for node in nodes) == best


def test_two_copies_that_name_each_other_do_not_hang_in_the_air() -> None:
    scores = {"a": {ROOT: 0.1, "b": 0.9}, "b": {ROOT: 0.2, "a": 0.9}}
    assert arborescence(scores, ROOT) == {"a": "b", "b": ROOT}
