"""A story's tree: the origin, seen or not, and under each article those that were taken from it. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.cli.output import counted
from tracker.reports import shown, shown_lag, visible

if TYPE_CHECKING:
    from rich.console import Console

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """An article in the tree: what is known of it in one line, its address, and what was taken from it."""

    facts: str
    url: str
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class StoryRows:
    """A row of the view `stories`, and its members: rows of `tracker.db.queries.chain`, the origin at depth 0."""

    story: dict[str, Any]
    members: list[dict[str, Any]]


def story_tree(rows: StoryRows, *, asked: int | None = None) -> Node:
    """The tree of a story; what has no parent among its members hangs on the origin.

    `asked` is the article the person asked for; it is marked.
    """
    story, members = rows.story, rows.members
    origin = next((m for m in members if m["depth"] == 0), None)
    copies = [m for m in members if m is not origin]
    ids = {m["url"]: m["article_id"] for m in members}
    root = origin["article_id"] if origin else None
    children: dict[int | None, list[Row]] = defaultdict(list)
    for copy in copies:
        children[ids.get(copy["parent_url"], root)].append(copy)

    def node(member: Row) -> Node:
        mark = "   <- this page" if member["article_id"] == asked else ""
        facts = _origin(member) if member is origin else _copy(member, origin_seen=origin is not None)
        below = sorted(children[member["article_id"]], key=_order)
        return Node(facts + mark, member["url"], tuple(node(m) for m in below))

    if origin:
        return node(origin)
    known = "origin not crawled"
    if not story["origin_url"]:
        known = "origin not crawled, its address is unknown" if story["agency"] else "origin unknown"
    return Node(known, story["origin_url"] or "", tuple(node(m) for m in sorted(children[None], key=_order)))


def story_heading(story: Row) -> tuple[str, str]:
    """A story in two lines: its title; agency, spread and credits."""
    agency = f"{story['agency']} ({shown(story['agency_confidence'], 'share')})" if story["agency"] else "unknown"
    spread = f"{counted(story['articles'], 'article')} of {counted(story['outlets'], 'outlet')}"
    credited = f"{story['credited']} credited, {story['uncredited']} silent"
    return visible(story["title"]) or "(no title)", f"agency {agency}; {spread}: {credited}"


def drawn(tree: Node) -> Iterator[str]:
    """The tree as lines of plain text."""
    yield tree.facts
    if tree.url:
        yield f"{'│' if tree.children else ' '}  {visible(tree.url)}"
    for place, child in enumerate(tree.children):
        last = place == len(tree.children) - 1
        for number, line in enumerate(drawn(child)):
            yield ("   " if last else "│  ") + line if number else ("└─ " if last else "├─ ") + line


def print_tree(tree: Node, console: "Console") -> None:
    """The tree on a terminal: folded to its width, addresses dimmed."""
    from rich.text import Text
    from rich.tree import Tree

    def grown(node: Node, onto: Tree | None) -> Tree:
        label = Text(node.facts)
        label.append(f"\n{visible(node.url)}" if node.url else "", style="dim")
        branch = Tree(label) if onto is None else onto.add(label)
        for child in node.children:
            grown(child, branch)
        return branch

    console.print(grown(tree, None))


def _origin(member: Row) -> str:
    facts = [visible(member["outlet"]), shown(member["published_at"]) or "no time", "origin"]
    return "  ".join([*facts, *_verdict(member)])


def _copy(member: Row, *, origin_seen: bool) -> str:
    facts = [
        visible(member["outlet"]),
        shown(member["published_at"]) or "no time",
        _lag(member["lag_seconds"], origin_seen=origin_seen),
        "share unknown" if (share := member["share_of_article"]) is None else f"{shown(share, 'share')} of it",
        "credited" if member["credited"] else "silent",
        f"parent {member['direction']} {shown(member['parent_confidence'], 'share')}",
    ]
    return "  ".join([*facts, *(["same owner"] if member["same_owner"] else []), *_verdict(member)])


def _verdict(member: Row) -> list[str]:
    """The number of the verdict that decided its place or its agency, where one did."""
    return [] if member["verdict_id"] is None else [f"verdict {member['verdict_id']}"]


def _lag(seconds: int | None, *, origin_seen: bool) -> str:
    """After the origin, or after the earliest copy of an origin that was never crawled."""
    if seconds is None:
        return "lag unknown"
    if seconds == 0 and not origin_seen:
        return "earliest"
    return f"{'+' if seconds >= 0 else ''}{shown_lag(seconds)}"


def _order(member: Row) -> tuple[bool, Any, str]:
    """By time, those without one last."""
    at = member["published_at"]
    return (at is None, at.timestamp() if at else 0, member["url"])
