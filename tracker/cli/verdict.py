"""`tracker verdict`: what a person knows better, and what became of it."""

import getpass
import json as lines
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from tracker.cli.completing import agency_keys
from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import counted, note, typed_in, write, write_json, write_table
from tracker.cli.progress import progress
from tracker.cli.summary import links_as_json, write_links
from tracker.errors import SourceError
from tracker.reports import Column, Table, visible
from tracker.types import Relation, Verdict

if TYPE_CHECKING:  # the database's libraries are slow to import
    from tracker.db.verdicts import Given
    from tracker.pipeline import LinkSummary

LISTED = (
    Column("id", "count"),
    Column("state"),
    Column("url"),
    Column("verdict"),
    Column("other"),
    Column("by"),
    Column("on"),
    Column("because"),
)


class _Spoken(TyperGroup):
    """`tracker verdict URL ...` is `tracker verdict give URL ...`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["give", *args]
        return super().parse_args(ctx, args)


verdict = typer.Typer(cls=_Spoken, no_args_is_help=True, rich_markup_mode=None)


@verdict.callback()
def _verdict() -> None:
    """Record a person's word, which decides.

    `tracker verdict URL --republishes URL`: the first is taken from the second. `--not-a-copy-of URL`: neither is taken
    from the other. `--agency KEY`: whose text it is. A verdict hangs on addresses: it survives every recomputation and
    waits for an article that was not crawled yet. The last one on a question counts. All take --db and --json.
    """


Person = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; you, if left out.")]


@verdict.command("give")
def give(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the article judged.")],
    republishes: Annotated[
        str | None, typer.Option(metavar="URL", help="It is taken from the article of this address.")
    ] = None,
    not_a_copy_of: Annotated[
        str | None, typer.Option(metavar="URL", help="It is not, nor the other from it; they share no story.")
    ] = None,
    agency: Annotated[
        str | None, typer.Option(metavar="KEY", autocompletion=agency_keys, help="Its text is this agency's.")
    ] = None,
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why, for whoever asks later.")] = "",
    by: Person = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Record a verdict and rebuild what it touches; the word `give` may be left out."""
    relations: Sequence[tuple[Relation, str | None]] = (
        ("republishes", republishes),
        ("not-a-copy-of", not_a_copy_of),
        ("agency", agency),
    )
    said = [(relation, other) for relation, other in relations if other is not None]
    if len(said) != 1:
        raise typer.BadParameter("one of --republishes URL, --not-a-copy-of URL, --agency KEY")
    ((relation, other),) = said
    word = Verdict(
        url=url,
        relation=relation,
        other=other,
        person=_person(by),
        given_at=datetime.now(UTC),
        because=" ".join(because.split()),
    )
    from tracker.pipeline import open_tracker

    with open_tracker(db, config=config, sync=False) as tracker, progress() as show:
        (given,), linked = tracker.judge([word], progress=show)
    if json:
        write_json(_as_json(given, linked))
    else:
        _say(given, linked)


@verdict.command("list")
def list_verdicts(
    json: Json = False,
    db: Db = DEFAULT_DB,
) -> None:
    """List all verdicts, with those overruled and withdrawn."""
    from tracker.db import open_database, queries

    with open_database(db, create=False) as database:
        found = queries.select(database, "SELECT * FROM verdicts ORDER BY verdict_id").dicts()
    if json:
        write_json(found)
    else:
        write_table(Table(title="", columns=LISTED, rows=[verdict_row(row) for row in found]))


@verdict.command("remove")
def remove(
    verdict_id: Annotated[int, typer.Argument(metavar="ID", help="Its number in `tracker verdict list`.")],
    by: Person = None,
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Withdraw a verdict; it stays on record as withdrawn."""
    from tracker.pipeline import open_tracker

    with open_tracker(db, config=config, create=False, sync=False) as tracker, progress() as show:
        given, linked = tracker.withdraw(verdict_id, at=datetime.now(UTC), by=_person(by), progress=show)
    if json:
        write_json(_as_json(given, linked))
    else:
        write(f"Verdict {verdict_id} is withdrawn: {_sentence(given.verdict)}")
        write_links(linked)


@verdict.command("export")
def export(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A file of JSON lines; - writes to stdout.")],
    history: Annotated[bool, typer.Option("--all", help="Those overruled and withdrawn too.")] = False,
    json: Json = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Write verdicts as labelled pairs, one a line: to score by, or for another database."""
    from tracker.db import open_database
    from tracker.db.verdicts import all_verdicts
    from tracker.pipeline.verdicts import as_pair

    with open_database(db, create=False) as database:
        found = [lines.dumps(as_pair(one), ensure_ascii=False) for one in all_verdicts(database, history=history)]
    text = "".join(f"{line}\n" for line in found)
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SourceError(f"cannot be written: {error.strerror}", str(path)) from error
    if json:
        write_json({"verdicts": len(found)})
    else:
        write(f"{counted(len(found), 'verdict')} written")


@verdict.command("import")
def take_in(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="What `export` wrote; - reads stdin.")],
    json: Json = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Record verdicts of another database and rebuild what they touch; one that is known already stays as it is."""
    from tracker.pipeline import open_tracker
    from tracker.pipeline.verdicts import of_pairs

    try:
        text = typed_in() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", str(path)) from error
    except UnicodeDecodeError as error:
        raise SourceError("is no text in UTF-8, as `tracker verdict export` writes it", str(path)) from error
    said = list(of_pairs(text.splitlines(), str(path)))
    with open_tracker(db, config=config, sync=False) as tracker, progress() as show:
        given, linked = tracker.judge(said, progress=show)
    new = sum(one.new for one in given)
    if json:
        write_json({"new": new, "known": len(given) - new, "linked": links_as_json(linked)})
        return
    write(f"{counted(new, 'new verdict')}, {len(given) - new} known already")
    for one in given:
        _warn(one)
    write_links(linked)


def verdict_row(row: dict[str, Any]) -> tuple[Any, ...]:
    """A row of the view `verdicts` as `list` and `show` print it."""
    other = row["other_url"] or row["agency"]
    relation = row["relation"].replace("-", " ")
    given_on = row["given_at"][:10]
    return (row["verdict_id"], row["state"], row["url"], relation, other, row["person"], given_on, row["because"])


def _person(by: str | None) -> str:
    """The name given, else the login's."""
    if by is None:
        try:
            by = getpass.getuser()
        except OSError as error:  # a user without a name, as in a bare container
            raise typer.BadParameter("say who you are: --by NAME") from error
    if not by.strip():
        raise typer.BadParameter("--by needs a name")
    return " ".join(by.split())


def _say(given: "Given", linked: "LinkSummary") -> None:
    write(f"Verdict {given.verdict.verdict_id}: {_sentence(given.verdict)}")
    _warn(given)
    write_links(linked)


def _warn(given: "Given") -> None:
    for address in given.unknown:
        note(f"{visible(address)} is not recorded; the verdict waits for it")
    for other in given.against:
        note(f"verdict {other.verdict_id} said something else, and the last one counts: {_sentence(other)}")


def _sentence(said: Verdict) -> str:
    if said.relation == "agency":
        return f"{visible(said.url)} is a text of {visible(said.other)}"
    relation = "republishes" if said.relation == "republishes" else "is not a copy of"
    return f"{visible(said.url)} {relation} {visible(said.other)}"


def _as_json(given: "Given", linked: "LinkSummary") -> dict[str, Any]:
    return {
        "verdict": asdict(given.verdict),
        "not_recorded": given.unknown,
        "against": [other.verdict_id for other in given.against],
        "linked": links_as_json(linked),
    }
