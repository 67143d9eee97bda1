"""`tracker chain URL`: the tree of every story that an article is part of."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.cells import folded, isolated
from tracker.cli.dot import dotted
from tracker.cli.options import DEFAULT_DB, Db, Json
from tracker.cli.output import terminal, write, write_json
from tracker.cli.tree import Line, Node, StoryRows, drawn, laid_out, story_heading, story_tree
from tracker.errors import UnknownAddressError
from tracker.reports import VIEW_KINDS, typed

if TYPE_CHECKING:  # the database's libraries are slow to import
    from rich.console import Console

    from tracker.db import Database


_IN_NO_STORY = "In no story: it shares no text with another recorded article, and credits no source."


def chain(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of an article, however it is written.")],
    dot: Annotated[bool, typer.Option("--dot", help="As a graph for Graphviz.")] = False,
    json: Json = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Show where an article's story went, as a tree.

    Of each article: outlet, time and where that stands, lag after the origin, how much of the origin's text it carries
    and how much of its own that is, whether it credits the source, how its parent is known (stated on the page,
    inferred, unknown) and how surely, how sure it is a copy; its headline where that is another. The address may also
    be that of an original that was never crawled.
    """
    from tracker.db import open_database

    with open_database(db, create=False) as database:
        write_chain(database, url, json=json, dot=dot)


def write_chain(database: "Database", url: str, *, json: bool, dot: bool = False) -> None:
    """The trees of an article's stories on stdout. Raises UnknownAddressError."""
    from tracker.db import queries

    asked = queries.article(database, url)
    stories = stories_of(database, url)
    if asked is None and not stories:
        raise UnknownAddressError("not recorded; `tracker report coverage` says which outlets were looked at", url)
    if json:
        write_json({"url": url, "stories": [{**found.story, "members": found.members} for found in stories]})
        return
    if dot:
        write("\n".join(dotted(stories)))
        return
    if asked is not None and not stories:
        said = [f"verdict {v['verdict_id']!s}" for v in queries.verdicts(database, asked.article_id)]
        write(f"In no story; `tracker show` has {', '.join(said)} on it." if said else _IN_NO_STORY)
    for place, found in enumerate(stories):
        tree = story_tree(found, asked=asked.article_id if asked else None)
        if place:
            write("")
        if sys.stdout.isatty():
            _on_terminal(tree, story_heading(found.story), terminal())
        else:
            write("\n".join((*map(isolated, story_heading(found.story)), *drawn(tree))))


def _on_terminal(tree: Node, heading: tuple[str, str], console: "Console") -> None:
    """Folded to the terminal's width by ourselves: rich would fold rails and all."""
    from rich.text import Text

    lines: list[Line] = [[(isolated(line), "bold")] for line in folded(heading[0], console.width)]
    lines += [[(isolated(line), "")] for line in folded(heading[1], console.width)]
    for line in (*lines, *laid_out(tree, console.width)):
        console.print(Text.assemble(*line), soft_wrap=True)


def stories_of(database: "Database", url: str) -> list[StoryRows]:
    """Every story that has the address as a member or as its origin, the largest first."""
    from tracker.db import queries

    found = []
    for story_id in queries.story_ids_of(database, url):
        if story := queries.story(database, story_id):
            members = [typed(m, {**VIEW_KINDS, "credited": "flag"}) for m in queries.chain(database, story_id)]
            found.append(StoryRows(typed(story, VIEW_KINDS), members))
    return sorted(found, key=lambda rows: (-len(rows.members), rows.story["story_id"]))
