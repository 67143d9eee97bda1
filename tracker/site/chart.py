"""A story's chain and its timeline as drawings: where everything stands, in units of an SVG. Pure.

The chain is a tree drawn from left to right, one article a row, so that it reads like the list of its articles and
stays as readable with three hundred of them. Nothing is placed by a force or by chance: the same story gives the same
drawing. The timeline is as wide as the page is: its places are shares of the width, in percent.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Record = Mapping[str, Any]

ROW = 26  #: height of a row
STEP = 30  #: from one depth to the next
EDGE = 2.0  #: percent of the timeline's width left free on either side
_MARGIN = 14
_NAME = 250  #: width of an outlet's name beside the deepest node, after which the columns begin
_COLUMNS = 400
_LEVEL = 11  #: height of one dot above another


@dataclass(frozen=True, slots=True)
class Node:
    """An article (or the origin that was never crawled, without a member) at its place."""

    x: int
    y: int
    member: Record | None
    elbow: tuple[int, int] | None  #: where its line comes from: the parent's place


@dataclass(frozen=True, slots=True)
class Tree:
    """The chain of one story."""

    nodes: tuple[Node, ...]
    trunks: tuple[tuple[int, int, int], ...]  #: x, from y, to y: from each parent down to the last of its copies
    columns: int  #: x at which what is said of every article begins
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the time axis."""

    x: float  #: percent
    at: datetime


@dataclass(frozen=True, slots=True)
class Dot:
    """An article on the time axis; those at one time are stacked."""

    x: float  #: percent
    y: int
    member: Record


@dataclass(frozen=True, slots=True)
class Timeline:
    """When each member was published, those without a time left out."""

    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    height: int
    without_time: int


def tree(members: Sequence[Record]) -> Tree:
    """The chain of `members` (with `article_id`, `url`, `parent_url`, `depth`), those of one parent in their order.

    A member whose parent is not among them hangs on the origin. Members that would form a circle (there are none)
    would be left out rather than drawn for ever.
    """
    origin = next((member for member in members if member["depth"] == 0), None)
    by_url = {member["url"]: member["article_id"] for member in members}
    root = origin["article_id"] if origin else None
    children: dict[Any, list[Record]] = defaultdict(list)
    for member in members:
        if member is not origin:
            children[by_url.get(member["parent_url"], root)].append(member)
    nodes = list(_placed(origin, children))
    last: dict[tuple[int, int], int] = {}
    for node in nodes:
        if node.elbow:
            last[node.elbow] = node.y
    columns = max(node.x for node in nodes) + _NAME
    return Tree(
        nodes=tuple(nodes),
        trunks=tuple((x, y, end) for (x, y), end in last.items()),
        columns=columns,
        width=columns + _COLUMNS,
        height=2 * _MARGIN + ROW * (len(nodes) - 1),
    )


def timeline(members: Sequence[Record]) -> Timeline | None:
    """The members by their time of publication; None where fewer than two different times are known."""
    dated = sorted((m for m in members if m["published_at"]), key=lambda m: (m["published_at"], m["url"]))
    times = [member["published_at"] for member in dated]
    if not times or times[0] == times[-1]:
        return None
    whole = (times[-1] - times[0]).total_seconds()
    stacked: dict[int, int] = defaultdict(int)
    dots = []
    for member, at in zip(dated, times, strict=True):
        x = _percent((at - times[0]).total_seconds() / whole)
        column = int(x)
        dots.append((x, stacked[column], member))
        stacked[column] += 1
    ground = _MARGIN + _LEVEL * max(stacked.values())
    ticks = [times[0] + (times[-1] - times[0]) * part / 4 for part in range(5)]
    return Timeline(
        dots=tuple(Dot(x, ground - 8 - _LEVEL * level, member) for x, level, member in dots),
        ticks=tuple(Tick(_percent(part / 4), at) for part, at in enumerate(ticks)),
        height=ground + 24,
        without_time=len(members) - len(dated),
    )


def _percent(share: float) -> float:
    return round(EDGE + share * (100 - 2 * EDGE), 2)


def _placed(origin: Record | None, children: Mapping[Any, Sequence[Record]]) -> Iterator[Node]:
    """Depth first without recursion: a chain may be as long as a story has members."""
    row = 0
    waiting: list[tuple[Record | None, int, tuple[int, int] | None]] = [(origin, 0, None)]
    while waiting:
        member, depth, elbow = waiting.pop()
        x, y = _MARGIN + STEP * depth, _MARGIN + ROW * row
        yield Node(x, y, member, elbow)
        row += 1
        below = children.get(member["article_id"] if member else None, ())
        waiting += [(child, depth + 1, (x, y)) for child in reversed(below)]
