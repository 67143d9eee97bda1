"""`tracker doctor`: is everything in place, and what to do where it is not."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

import tracker
from tracker.cli.archived import look_at_archive
from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import counted, write_json, write_table
from tracker.config import archive_folder, effective
from tracker.errors import ConfigError, TrackerError
from tracker.reports import Column, Table, shown

if TYPE_CHECKING:
    from tracker.catalogue import Catalogue
    from tracker.db import Database

_COLUMNS = (Column("state"), Column("what"), Column("found"), Column("do"))
_GIB = 1024**3
#: A day of crawling a hundred outlets fills about as much; below a tenth of it SQLite may fail in the middle.
_ENOUGH_DISK = 1 * _GIB
#: Clocks of two machines that are kept in time differ by less.
_CLOCK_TOLERANCE = timedelta(minutes=1)
_SET_THE_CLOCK = "set the clock (UTC); times of first sight depend on it"


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, what was found, and what to do about it."""

    state: Literal["ok", "note", "FAIL"]
    what: str
    found: str
    do: str = ""


def doctor(json: Json = False, config: Config = None, db: Db = DEFAULT_DB) -> None:
    """Check that everything is in place.

    Database, catalogue, archive, disk, drivers and clock; where something is not as it should be, what to do about it.
    """
    checks = [*_database(db), *_catalogue(config), *_archive(db, config), *_disk(db), *_drivers(db)]
    checks += [*_contact(config), *_clock()]
    if json:
        write_json([asdict(check) for check in checks])
    else:
        write_table(Table(title="", columns=_COLUMNS, rows=[(c.state, c.what, c.found, c.do) for c in checks]))
    if any(check.state == "FAIL" for check in checks):
        raise typer.Exit(1)


def _database(db: str) -> Iterator[Check]:
    from tracker.db import open_database

    try:
        with open_database(db, create=False) as database:
            yield Check("ok", "database", f"{database.url} opens and is of this program's version")
            yield from _contents(database)
            yield from _times(database)
    except TrackerError as error:
        missing = error.message.startswith(("no such database", "nothing is recorded"))
        yield Check("note" if missing else "FAIL", "database", str(error))


def _contents(database: "Database") -> Iterator[Check]:
    if database.kind == "sqlite":
        answer = _value(database, "PRAGMA quick_check(1)")
        if answer == "ok":
            yield Check("ok", "file", "whole")
        else:
            yield Check("FAIL", "file", str(answer), "take a copy of the file away, then restore the last good one")
    articles = _value(database, "SELECT COUNT(*) FROM articles")
    stories = _value(database, "SELECT COUNT(*) FROM stories")
    yield Check(
        "ok" if articles else "note",
        "contents",
        f"{counted(articles, 'article')}, {counted(stories, 'story', 'stories')}",
    )


def _times(database: "Database") -> Iterator[Check]:
    """Whether this machine's clock agrees with what is recorded and, on PostgreSQL, with the server's."""
    now = datetime.now(UTC)
    newest = _value(database, "SELECT MAX(last_seen_at) FROM articles")
    server = _value(database, "SELECT now()") if database.kind == "postgresql" else None
    if newest and datetime.fromisoformat(newest) > now + _CLOCK_TOLERANCE:
        found = f"{shown(now)} is before the latest page recorded, {shown(datetime.fromisoformat(newest))}"
        yield Check("FAIL", "clock", found, _SET_THE_CLOCK)
    if server and abs(datetime.fromisoformat(server) - now) > _CLOCK_TOLERANCE:
        found = f"{shown(now)}, but the database server says {shown(datetime.fromisoformat(server))}"
        yield Check("FAIL", "clock", found, _SET_THE_CLOCK)


def _catalogue(config: Path | None) -> Iterator[Check]:
    from tracker.catalogue import load_catalogue

    try:
        catalogue = load_catalogue(*filter(None, [config]))
    except TrackerError as error:
        yield Check("FAIL", "catalogue", str(error), "correct the file")
        return
    found = f"{len(catalogue.agencies)} agencies, {len(catalogue.outlets)} outlets"
    yield Check("ok", "catalogue", f"{found}, {config} read" if config else found)
    wrong = [
        f"{agency.key}: {text!r}"
        for agency in catalogue.agencies.values()
        for texts, wanted in ((agency.examples, True), (agency.near_misses, False))
        for text in texts
        # A near-miss is one where nothing says that a credit is to be expected; there, codes do not count.
        if _names(catalogue, agency.key, text, codes=wanted) is not wanted
    ]
    tried = sum(len(a.examples) + len(a.near_misses) for a in catalogue.agencies.values())
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        yield Check("FAIL", "examples", f"read wrongly: {'; '.join(wrong[:3])}{more}", "correct names or examples")
    else:
        yield Check("ok", "examples", f"{tried} examples and near-misses are read as they should be")


def _archive(db: str, config: Path | None) -> Iterator[Check]:
    from tracker.db import open_database

    try:
        folder = archive_folder(effective(config), db)
        with open_database(db, create=False) as database:
            for finding in look_at_archive(database, folder):
                yield Check(finding.state, "archive", finding.found, finding.do)
    except ConfigError as error:
        yield Check("FAIL", "settings", str(error), "correct the file")
    except TrackerError:
        return  # said of the database already


def _disk(db: str) -> Iterator[Check]:
    if _is_postgresql(db):
        return
    folder = _file(db).resolve().parent
    if not folder.is_dir():
        yield Check("FAIL", "disk", f"there is no folder {folder}", "create it")
        return
    free = shutil.disk_usage(folder).free
    found = f"{free / _GIB:.1f} GiB free at {folder}"
    if free < _ENOUGH_DISK / 10:
        yield Check("FAIL", "disk", found, "make room before crawling")
    elif free < _ENOUGH_DISK:
        yield Check("note", "disk", found, "make room soon")
    else:
        yield Check("ok", "disk", found)
    if not os.access(folder, os.W_OK):
        yield Check(
            "FAIL", "folder", f"{folder} cannot be written", "change its rights; SQLite writes files beside its own"
        )


def _drivers(db: str) -> Iterator[Check]:
    for module, needed_for, extra, wanted in (
        ("psycopg", "PostgreSQL", "postgres", _is_postgresql(db)),
        ("duckdb", "Parquet", "parquet", False),
    ):
        install = f"pip install 'republication-tracker[{extra}]'"
        if find_spec(module):
            yield Check("ok", needed_for, f"{module} is installed")
        elif wanted:
            yield Check("FAIL", needed_for, f"{module} is not installed", install)
        else:
            yield Check("note", needed_for, f"{module} is not installed; only {needed_for} needs it", install)


def _contact(config: Path | None) -> Iterator[Check]:
    """Whether the crawl says who it is. A wrong settings file is the command's own error."""
    contact = effective(config)["crawl.contact"]
    if contact.value:
        yield Check("ok", "contact", f"{contact.value} ({contact.source})")
    else:
        do = "put an address or a page of yours as contact under [crawl] in tracker.toml"
        yield Check("note", "contact", "outlets cannot see who crawls them", do)


def _clock() -> Iterator[Check]:
    now = datetime.now(UTC)
    installed = datetime.fromtimestamp(Path(tracker.__file__).stat().st_ctime, UTC)
    if now < installed:
        found = f"{shown(now)} is before this program was installed, {shown(installed)}"
        yield Check("FAIL", "clock", found, _SET_THE_CLOCK)
    else:
        yield Check("ok", "clock", f"{shown(now)} UTC")


def _value(database: "Database", query: str) -> Any:
    """The one value of an answer."""
    from tracker.db.queries import select

    return select(database, query).rows[0][0]


def _is_postgresql(db: str) -> bool:
    return db.strip().startswith("postgres")


def _file(db: str) -> Path:
    """The file of an SQLite database."""
    return Path(db.strip().removeprefix("sqlite:///"))


def _names(catalogue: "Catalogue", agency: str, text: str, *, codes: bool) -> bool:
    """Whether a text is read as naming the agency."""
    return any(mention.key == agency for mention in catalogue.find(text, codes=codes))
