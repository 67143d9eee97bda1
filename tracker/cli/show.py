"""`tracker show URL`: one article with its evidence."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.chain import stories_of
from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import write, write_json, write_table
from tracker.cli.verdict import LISTED, verdict_row
from tracker.errors import UnknownAddressError
from tracker.reports import Cell, Column, Table, shown, visible
from tracker.types import Page

if TYPE_CHECKING:  # the database's libraries are slow to import
    from tracker.db.queries import ArticleRow

_CREDITS = (
    Column("role"),
    Column("source"),
    Column("form"),
    Column("extent"),
    Column("confidence", "share"),
    Column("where"),
    Column("quote"),
)
_ORIGINALS = (Column("source"), Column("as_written"), Column("leads_to"))
_CHANGES = (Column("seen", "time"), Column("change"), Column("role"), Column("source"), Column("form"), Column("quote"))
_MATCHES = (
    Column("outlet"),
    Column("words", "count"),
    Column("of_this", "share"),
    Column("of_that", "share"),
    Column("passages", "count"),
    Column("kind"),
    Column("url"),
)
_STORIES = (
    Column("story"),
    Column("agency"),
    Column("from"),
    Column("direction"),
    Column("parent_confidence", "share"),
    Column("credited", "flag"),
    Column("share", "share"),
    Column("lag", "lag"),
    Column("evidence"),
)


def show(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of a recorded article, however written.")],
    raw: Annotated[bool, typer.Option("--raw", help="The page's bytes as they were kept, and nothing else.")] = False,
    archive: Annotated[
        list[Path] | None,
        typer.Option("--archive", metavar="DIR", help="Look here for archives that are not where they were."),
    ] = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Show one article with its evidence.

    What it says of itself, its credits with their quotes, its matches with other articles, its place in stories. With
    --raw the body of its page from the archive, as it was fetched.
    """
    from tracker.db import open_database, queries

    if raw:
        _write_raw(url, db, config, archive or ())
        return
    with open_database(db, create=False) as database:
        found = queries.show(database, url)
        if found is None:
            raise UnknownAddressError("not recorded; `tracker report coverage` says which outlets were looked at", url)
        stories = stories_of(database, url)
    if json:
        write_json(asdict(found))
        return
    write("\n".join(_heading(found.article)))
    this = found.article.article_id
    originals = [_original(c) for c in found.credits if c["origin_url"]]
    for title, columns, rows in (
        ("Credits", _CREDITS, [_credit(c) for c in found.credits]),
        *([("Stated originals", _ORIGINALS, list(dict.fromkeys(originals)))] if originals else []),
        *(
            [("Credits that changed", _CHANGES, [_change(c) for c in found.credit_changes])]
            if found.credit_changes
            else []
        ),
        ("Matches", _MATCHES, [_match(m, this) for m in found.matches]),
        *([("Verdicts", LISTED, [verdict_row(v) for v in found.verdicts])] if found.verdicts else []),
        ("Stories", _STORIES, [_place(s.story, m) for s in stories for m in s.members if m["article_id"] == this]),
    ):
        write("")
        write_table(Table(title=title, columns=columns, rows=rows))


def _write_raw(url: str, db: str, config: Path | None, folders: Sequence[Path]) -> None:
    """The bytes of the page, unchanged: to be piped or looked at in a browser."""
    from tracker.catalogue import load_catalogue
    from tracker.db import open_database
    from tracker.pipeline.evidence import kept_page

    with open_database(db, create=False) as database:
        found = kept_page(database, url, catalogue=load_catalogue(*filter(None, [config])), folders=folders)
    sys.stdout.flush()
    sys.stdout.buffer.write(found.body if isinstance(found, Page) else found.text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _heading(article: "ArticleRow") -> list[str]:
    """What the article is, in lines of name and value; what is not known or says nothing new is left out."""
    addresses = {article.url}
    lines = [visible(article.title) or "(no title)", visible(article.url), ""]
    for name, address in (("final address", article.final_url), ("canonical", article.canonical_url)):
        if address and address not in addresses:
            lines.append(_line(name, visible(address)))
    owner = f", owned by {article.owner}" if article.owner else ""
    lines += [
        _line("outlet", f"{visible(article.outlet)} ({article.outlet_kind}{owner})"),
        _line(
            "published",
            f"{shown(article.published_at)} ({article.published_source})" if article.published_at else "unknown",
        ),
    ]
    if article.modified_at:
        lines.append(_line("modified", shown(article.modified_at)))
    lines += [
        _line("seen", _span(article.first_seen_at, article.last_seen_at)),
        *([_line("gone", f"since {shown(article.gone_at)}: the page is there no more")] if article.gone_at else []),
        _line(
            "text", f"{article.words} words, language {article.language or 'unknown'}, revisions {article.revisions}"
        ),
        *(_line("note", visible(note)) for note in article.notes),
    ]
    return lines


def _line(name: str, value: str) -> str:
    return f"{name:<14}{value}"


def _span(first: datetime, last: datetime) -> str:
    return shown(first) if first == last else f"{shown(first)} to {shown(last)}"


def _credit(row: dict[str, Any]) -> tuple[Cell, ...]:
    return (row["role"], row["source"], row["form"], row["extent"], row["confidence"], row["location"], row["quote"])


def _change(row: dict[str, Any]) -> tuple[Cell, ...]:
    return (row["seen_at"], row["change"], row["role"], row["source"], row["form"], row["quote"])


def _original(row: dict[str, Any]) -> tuple[Cell, ...]:
    """The address as the page gives it, and beside it another only where it leads to another."""
    target, written = row["origin_target"], row["origin_url"]
    unknown = f"unknown: {row['origin_note']}" if row["origin_note"] else None
    return (row["source"], written, target if target != written else unknown)


def _match(row: dict[str, Any], this: int) -> tuple[Cell, ...]:
    mine, other = ("a", "b") if row["article_a"] == this else ("b", "a")
    return (
        row[f"outlet_{other}"],
        row["shared_words"],
        row[f"share_of_{mine}"],
        row[f"share_of_{other}"],
        row["passages"],
        row["kind"],
        row[f"url_{other}"],
    )


def _place(story: dict[str, Any], member: dict[str, Any]) -> tuple[Cell, ...]:
    if member["depth"] == 0:
        return (story["title"], story["agency"], "this is the origin", None, None, None, None, None, None)
    return (
        story["title"],
        story["agency"],
        member["parent_url"] or "origin not crawled",
        member["direction"],
        member["parent_confidence"],
        member["credited"],
        member["share_of_article"],
        member["lag_seconds"],
        member["evidence"],
    )
