"""`tracker reprocess`: archived pages read again with today's rules."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.completing import outlet_keys
from tracker.cli.loudness import verbosity
from tracker.cli.options import DEFAULT_DB, Config, Db, Json, Since
from tracker.cli.output import counted, note, write, write_json, write_table
from tracker.cli.progress import progress
from tracker.cli.summary import links_as_json, write_links
from tracker.reports import Column, Table, visible

if TYPE_CHECKING:  # the pipeline stands on everything that is slow to import
    from tracker.pipeline import ReprocessSummary, Reread

_WHAT = (Column("changed"), Column("pages", "count"))
_STATEMENTS = (Column("role"), Column("source"), Column("added", "count"), Column("dropped", "count"))
_NAMES = {
    "article_added": "now an article",
    "article_dropped": "no article any more",
    "revision": "earlier text",
    "published": "publication date",
    "modified": "modification date",
    "address": "canonical address",
    "person": "people",
    "credit": "credits",
    "detail": "details of credits",
    "unread": "unread lines",
    "reason": "why it is no article",
}
_FAILURES_LISTED = 20


def reprocess(
    outlet: Annotated[
        str | None, typer.Option(metavar="KEY", autocompletion=outlet_keys, help="Only pages of this outlet.")
    ] = None,
    url: Annotated[
        list[str] | None, typer.Option("--url", metavar="URL", help="Only this page; may be given several times.")
    ] = None,
    since: Since = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    archive: Annotated[
        list[Path] | None,
        typer.Option("--archive", metavar="DIR", help="Look here for archives that are not where they were."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes that read pages.  [default: one per processor]")
    ] = None,
    link: Annotated[bool, typer.Option("--link/--no-link", help="Link what changed afterwards.")] = True,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Read archived pages again with today's rules.

    Nothing is fetched. What an older version, or another catalogue, read from the same bytes is replaced; history
    (first seen, fetches, coverage, verdicts) stays. Pages whose archive is gone stay as they are, and are listed.
    With -v each page with what changed.
    """
    from tracker.db.rereading import Selection
    from tracker.pipeline import open_tracker

    told: list[Reread] = []

    def tell(reread: "Reread") -> None:
        if json:
            told.append(reread)
        elif verbosity() and reread.differences:
            _write_page(reread)

    wanted = Selection(
        outlets=(outlet,) if outlet else (),
        urls=tuple(url or ()),
        since=datetime.combine(since, time.min, UTC) if since else None,
    )
    folders = [*(archive or ()), *_beside(db)]
    with open_tracker(db, config=config, create=False) as tracker, progress() as show:
        done = tracker.reprocess(wanted, folders=folders, workers=workers, trial=dry_run, progress=show, tell=tell)
        linked = tracker.link(workers=workers, progress=show) if link and not dry_run else None
    if json:
        answer = {**done.as_json(), "dry_run": dry_run, "changes": [_as_json(r) for r in told if r.differences]}
        write_json(answer | ({"linked": links_as_json(linked)} if linked else {}))
    else:
        _write(done, dry_run=dry_run)
        if linked:
            write_links(linked)
    if done.failures:
        raise typer.Exit(1)


def _write(done: "ReprocessSummary", *, dry_run: bool) -> None:
    if done.resumed:
        note(f"{counted(done.resumed, 'page')} of these were read by a run that was cut off.")
    changed = "would change" if dry_run else "changed"
    said = f"{counted(done.pages, 'page')} read again: {done.changed} {changed}, {done.unchanged} as recorded"
    said += f", {len(done.failures)} failed" if done.failures else ""
    write(said + (f"; {done.not_archived} in no archive" if done.not_archived else ""))
    _write_failures(done.failures)
    named = [(_NAMES.get(what, what), pages) for what, pages in done.what.items()]
    what = sorted(named, key=lambda row: (-row[1], row[0]))
    if what:
        write("")
        write_table(Table(title="", columns=_WHAT, rows=what))
    if statements := done.statements():
        rows = [(role, source or "(people)", added, dropped) for role, source, added, dropped in statements]
        write("")
        write_table(Table(title="", columns=_STATEMENTS, rows=rows))
    if done.what:
        write("")


def _write_page(reread: "Reread") -> None:
    """One page: what was read, what is read now."""
    write(visible(reread.url))
    for d in reread.differences:
        for sign, words in (("-", d.before), ("+", d.after)):
            if words is not None:
                write(f"  {sign} {_NAMES.get(d.what, d.what)}: {visible(words)}")
        if d.before is None and d.after is None:
            write(f"  ~ {_NAMES.get(d.what, d.what)}")


def _write_failures(failures: "list[Reread]") -> None:
    """Where a whole archive is missing, one line says it."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for failure in failures:
        by_reason.setdefault((failure.failure or "", failure.archive or ""), []).append(failure.url)
    for (reason, archive), urls in list(by_reason.items())[:_FAILURES_LISTED]:
        more = f" and {len(urls) - 1} more pages" if len(urls) > 1 else ""
        where = "" if archive in reason else f" ({visible(archive)})"
        write(f"  not read: {visible(urls[0])}{more}: {visible(reason)}{where}")
    if len(by_reason) > _FAILURES_LISTED:
        write(f"  and {len(by_reason) - _FAILURES_LISTED} more reasons; --json lists all")


def _as_json(reread: "Reread") -> dict[str, Any]:
    return {
        "url": reread.url,
        "differences": [
            {name: getattr(d, name) for name in ("what", "before", "after", "role", "source")}
            for d in reread.differences
        ],
    }


def _beside(db: str) -> list[Path]:
    """The folder of the database: a path kept by version 0.1 is often seen from there."""
    return [] if "://" in db and not db.startswith("sqlite") else [Path(db.removeprefix("sqlite:///")).resolve().parent]
