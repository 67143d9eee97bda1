"""A story's tree: the origin, seen or not, and under each article those that were taken from it. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.cli.cells import chopped, facts_folded, folded, isolated
from tracker.cli.output import counted
from tracker.reports import shown, shown_lag, visible

Row = Mapping[str, Any]
Line = list[tuple[str, str]]  #: pieces of text, each with its style; empty: none
#: The least room for what is said of an article; where rails leave less, the left ones are not drawn.
_LEAST = 24
_STYLES = {"credited": "green", "silent": "yellow", "<- this page": "reverse"}


@dataclass(frozen=True, slots=True)
class Node:
    """An article in the tree: what is known of it, its headline where that has other words than the story's, its
    address, and what was taken from it."""

    facts: tuple[str, ...]
    url: str
    title: str = ""
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
    from tracker.text import folded_words  # its patterns take longer to make than the help of `tracker chain`

    story, members = rows.story, rows.members
    origin = next((m for m in members if m["depth"] == 0), None)
    copies = [m for m in members if m is not origin]
    ids = {m["url"]: m["article_id"] for m in members}
    root = origin["article_id"] if origin else None
    children: dict[int | None, list[Row]] = defaultdict(list)
    for copy in copies:
        children[ids.get(copy["parent_url"], root)].append(copy)

    def node(member: Row) -> Node:
        mark = ("<- this page",) if member["article_id"] == asked else ()
        facts = _origin(member) if member is origin else _copy(member, origin_seen=origin is not None)
        below = sorted(children[member["article_id"]], key=_order)
        title = member["title"] or ""
        own = folded_words(title) != folded_words(story["title"] or "")
        return Node((*facts, *mark), visible(member["url"]), visible(title) if own else "", tuple(map(node, below)))

    if origin:
        return node(origin)
    known = ["origin not crawled", *([] if story["origin_url"] else ["its address is unknown"])]
    who = [visible(story["agency"])] if story["agency"] else []
    below = tuple(node(m) for m in sorted(children[None], key=_order))
    facts = (*who, *known) if who or story["origin_url"] else ("origin unknown",)
    return Node(facts, visible(story["origin_url"] or ""), children=below)


def story_heading(story: Row) -> tuple[str, str]:
    """A story in two lines: its title; agency, spread and credits."""
    agency = f"{story['agency']} ({shown(story['agency_confidence'], 'share')})" if story["agency"] else "unknown"
    spread = f"{counted(story['articles'], 'article')} of {counted(story['outlets'], 'outlet')}"
    credited = f"{story['credited']} credited, {story['uncredited']} silent"
    return visible(story["title"]) or "(no title)", f"agency {agency}; {spread}: {credited}"


def drawn(tree: Node, width: int | None = None) -> Iterator[str]:
    """The tree as lines of plain text, of at most `width` cells; None: as long as they are."""
    for line in laid_out(tree, width):
        yield "".join(text for text, _ in line)


def laid_out(tree: Node, width: int | None) -> Iterator[Line]:
    """The tree as lines in pieces with their styles: rails, facts, a headline of its own, the address."""
    yield from _laid_out(tree, "", "", width)


def _laid_out(node: Node, first: str, rest: str, width: int | None) -> Iterator[Line]:
    """`first` stands before the first line of the node, `rest` before all others."""
    inner = f"{rest}{'│  ' if node.children else '   '}"
    room = None if width is None else max(width - len(inner), _LEAST)
    for number, facts in enumerate(facts_folded(node.facts, room)):
        line: Line = [(_rails(inner if number else first, width), "")]
        for place, fact in enumerate(facts):
            style = "bold" if not number and not place else _STYLES.get(fact, "")
            line += [("  ", "")] if place else []
            line.append((isolated(fact), style))
        yield line
    for text, style in (
        *((line, "italic") for line in folded(node.title, room) if line),
        *((line, "dim") for line in chopped(node.url, room) if line),
    ):
        yield [(_rails(inner, width), ""), (isolated(text), style)]
    for child in node.children:
        last = child is node.children[-1]
        yield from _laid_out(child, f"{rest}{'└─ ' if last else '├─ '}", f"{rest}{'   ' if last else '│  '}", width)


def _rails(drawn: str, width: int | None) -> str:
    """As many of the rails as leave room; where there are more, a mark in place of the left ones."""
    most = None if width is None else max(width - _LEAST, 3)
    return drawn if most is None or len(drawn) <= most else f"…{drawn[len(drawn) - most + 1 :]}"


def _time(member: Row) -> str:
    """When it was published, and where that stands; else when it was seen first."""
    if member["published_at"] is None:
        return f"no time, seen {shown(member['first_seen_at'])}"
    source = member["published_source"]
    return shown(member["published_at"]) + (f" ({visible(source)})" if source else "")


def _origin(member: Row) -> tuple[str, ...]:
    return (visible(member["outlet"]), _time(member), "origin", *_verdict(member))


def _copy(member: Row, *, origin_seen: bool) -> tuple[str, ...]:
    return (
        visible(member["outlet"]),
        _time(member),
        _lag(member["lag_seconds"], origin_seen=origin_seen),
        *_carried(member),
        "credited" if member["credited"] else "silent",
        _parent(member),
        f"{_sure(member['confidence'])} sure",
        *(["same owner"] if member["same_owner"] else []),
        *_verdict(member),
    )


def _parent(member: Row) -> str:
    """How the parent is known and how surely; where nothing at all is known, no figure."""
    sure = member["parent_confidence"]
    return f"parent {member['direction']}" + (f" {_sure(sure)}" if sure else "")


def _sure(confidence: float) -> str:
    """A confidence; only what a person has said is certain, so nothing else is rounded up to it."""
    return "over 99 %" if 0.995 <= confidence < 1 else shown(confidence, "share")


def _carried(member: Row) -> tuple[str, ...]:
    """What it carries: its extent, how much of the origin's text, and how much of its own text that is."""
    if member["extent"] == "link":
        return ("link, no text",)
    of_origin, of_this = member["share_of_origin"], member["share_of_article"]
    shares = [] if of_origin is None else [f"{shown(of_origin, 'share')} of the origin"]
    shares += [] if of_this is None else [f"{shown(of_this, 'share')} of it"]
    first, *others = shares or ["share unknown"]
    return (f"{member['extent']}: {first}", *others)


def _verdict(member: Row) -> tuple[str, ...]:
    """The number of the verdict that decided its place or its agency, where one did."""
    return () if member["verdict_id"] is None else (f"verdict {member['verdict_id']}",)


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
