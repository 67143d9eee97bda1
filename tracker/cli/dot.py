"""Stories as a graph in the DOT language, for Graphviz. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.cli.tree import StoryRows
from tracker.reports import shown, visible

#: How a parent is known, as the style of its line.
_STYLES = {"stated": "solid", "inferred": "dashed", "unknown": "dotted"}


def dotted(stories: Sequence[StoryRows]) -> Iterator[str]:
    """One digraph, a cluster a story: nodes are articles, edges go from parent to copy, labelled with confidence."""
    yield "digraph republications {"
    yield "  rankdir=LR; node [shape=box, fontname=sans]; edge [fontname=sans];"
    for number, rows in enumerate(stories):
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={_quoted(rows.story['title'] or '(no title)')};"
        yield from (f"    {line}" for line in _story(number, rows))
        yield "  }"
    yield "}"


def _story(number: int, rows: StoryRows) -> Iterator[str]:
    names = {member["url"]: f"s{number}_{member['article_id']}" for member in rows.members}
    root = next((names[member["url"]] for member in rows.members if member["depth"] == 0), None)
    if root is None:
        root = f"s{number}_origin"
        known = rows.story["agency"] or "origin"
        yield f"{root} [label={_quoted(f'{known}, not crawled')}, style=dashed];"
    for member in rows.members:
        filled = "" if member["credited"] is False else ", style=filled, fillcolor=lightgrey"
        label = f"{member['outlet']}\n{shown(member['published_at']) or 'no time'}"
        yield f"{names[member['url']]} [label={_quoted(label)}, URL={_quoted(member['url'])}{filled}];"
    for member in rows.members:
        if member["depth"] != 0:
            yield f"{names.get(member['parent_url'], root)} -> {names[member['url']]} [{_edge(member)}];"


def _edge(member: Mapping[str, Any]) -> str:
    style = _STYLES[member["direction"]]
    sure = shown(member["parent_confidence"], "share")
    return f"style={style}" + (f", label={_quoted(sure)}" if member["direction"] != "unknown" else "")


def _quoted(text: str) -> str:
    """A string of DOT: only quote and backslash mean something in it; a line end is written as DOT writes it."""
    lines = (visible(line).replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n"))
    return '"' + "\\n".join(lines) + '"'
