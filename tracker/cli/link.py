"""`tracker link`: matches, stories and chains."""

from typing import Annotated

import typer

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import write_json
from tracker.cli.progress import progress
from tracker.cli.summary import links_as_json, write_links


def link(
    everything: Annotated[bool, typer.Option("--all", help="Everything again, not only what is new.")] = False,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Find matches, rebuild stories and chains.

    For what is new since the last time, or for everything: after a change of the program, say.
    """
    from tracker.pipeline import open_tracker

    with open_tracker(db, config=config) as tracker, progress() as show:
        linked = tracker.link(everything=everything, progress=show)
    if json:
        write_json(links_as_json(linked))
    else:
        write_links(linked)
