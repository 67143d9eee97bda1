"""`tracker outlets check [KEY...]`: what of the catalogue's outlets still works."""

from typing import Annotated, Any

import typer

from tracker.cli.completing import outlet_keys
from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import counted, write, write_json, write_table
from tracker.cli.survey import Source, Survey, is_news, is_stale, survey, works
from tracker.reports import Column, Table

_COLUMNS = (Column("outlet"), Column("state"), Column("works"), Column("newest"), Column("site"))
_CHANGES = (Column("outlet"), Column("what"), Column("kind"), Column("url"), Column("why"))


def check(
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KEY or URL]...",
            autocompletion=outlet_keys,
            help="Outlets by key, or sites; none: all that have sources.",
        ),
    ] = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,  # noqa: ARG001 - every command takes it
) -> None:
    """Ask the sources of outlets whether they answer.

    Says what works, what is blocked or refused, what is gone, stale or has moved, and what a site announces that the
    catalogue lacks. Exit code 1 where a person is needed.
    """
    found = [_judged(one) for one in survey(keys or [], config)]
    if json:
        write_json(found)
    else:
        rows = [(o["outlet"], o["verdict"], _sum(o["sources"]), _newest(o["sources"]), o["site"]) for o in found]
        write_table(Table(title="", columns=_COLUMNS, rows=rows))
        if changes := [(o["outlet"], *change) for o in found for change in o["changes"]]:
            write("")
            write_table(Table(title="What a person may want to see", columns=_CHANGES, rows=changes))
    if any(one["verdict"] != "ok" for one in found):
        raise typer.Exit(1)


def _judged(one: Survey) -> dict[str, Any]:
    """With what is to be said of it; `verdict` is `ok` where nobody is needed."""
    sources = one["sources"]
    changes = [change for source in sources if (change := _change(source))]
    if one["state"] != "works":
        changes.insert(0, (one["state"], "front page", one["site"], one["reason"]))
    broken = [source for source in sources if source["how"] == "catalogue" and not works(source)]
    if not any(works(source) for source in sources):
        states = {one["state"], *(source["state"] for source in sources)} - {"works", "empty"}
        verdict = next((s for s in ("blocked", "refused", "failed", "gone") if s in states), "nothing found")
    else:
        verdict = "changed" if broken else "ok"
    return {**one, "verdict": verdict, "changes": changes}


def _change(source: Source) -> tuple[str, str, str, str] | None:
    """What is to be said of one source: of the catalogue's, what is wrong; of others, that they are new."""
    kind, url = source["kind"], source["url"]
    if source["how"] == "catalogue":
        if is_stale(source):
            return ("stale", kind, url, f"its newest item is of {source['newest'][:10]}")
        if source["state"] != "works":
            return (source["state"], kind, url, source["reason"])
        return ("moved", kind, source["moved_from"], f"to {url}") if source["moved_from"] else None
    # Plain sitemaps and listings are not worth a word beside feeds; a feed that is announced and dead is none.
    worth = works(source) and (kind == "feed" or is_news(source))
    return ("new", kind, url, source["how"]) if worth else None


def _sum(sources: list[Source]) -> str:
    kinds = [source["kind"] for source in sources if works(source)]
    return ", ".join(counted(kinds.count(kind), kind) for kind in ("feed", "sitemap", "listing") if kind in kinds)


def _newest(sources: list[Source]) -> str:
    return max((source["newest"] or "" for source in sources), default="")[:16].replace("T", " ")
