"""`tracker serve`: the database in a browser, read-only, by Datasette in a process of its own."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.options import DEFAULT_DB, Db
from tracker.cli.output import write_json
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.db.window import Window

#: Columns by which a person narrows a view down.
_FACETS = {
    "articles": ["outlet", "language", "outlet_kind", "country"],
    "credits": ["role", "source_kind", "form"],
    "matches": ["kind"],
    "republications": ["agency", "direction", "extent", "credited"],
    "stories": ["agency", "origin_seen"],
    "coverage": ["outlet"],
}
#: Milliseconds: a question over a million articles is let finish.
_PATIENCE = 30_000


def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="On loopback; 0: any free one.")] = 8001,
    json: Annotated[bool, typer.Option("--json", help="Print what Datasette is told of the views, and end.")] = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Look at the database in a browser, read-only.

    The views with their descriptions, facets, and the ten worked questions, on loopback only. Of an SQLite database;
    needs the extra: pip install 'republication-tracker[datasette]'.
    """
    from tracker.db import open_database
    from tracker.db.location import parse_location, sqlite_path
    from tracker.db.window import window

    with open_database(db, create=False) as database:  # of this program's version, or it says so
        if database.kind != "sqlite":
            raise TrackerError("Datasette reads SQLite; of PostgreSQL use its own tools", database.url)
    path = sqlite_path(parse_location(db))
    metadata = _metadata(path.stem, window(db))
    if json:
        write_json(metadata)
        return
    if find_spec("datasette") is None:
        raise TrackerError("this needs the extra: pip install 'republication-tracker[datasette]'")
    code = _run(path, metadata, port)
    if code > 0:
        raise typer.Exit(code)


def _metadata(name: str, span: "Window") -> dict[str, Any]:
    """Datasette's metadata: titles, descriptions of views and columns, facets, the worked questions; tables hidden.

    Datasette makes a field of each parameter, empty at first: that stands for `span`, the last days of what is there.
    """
    from tracker.db.described import described
    from tracker.db.questions import questions
    from tracker.db.sql import with_defaults

    views = {
        view: {
            "description": columns["about"],
            "columns": {column: said for column, said in columns.items() if column != "about"},
            "facets": _FACETS.get(view, []),
        }
        for view, columns in described().items()
    }
    bounds = (
        f"Of what was published from since on and before until, UTC, written as {span.since}; "
        f"where they are empty, from {span.since} to the end of {span.last}."
    )
    canned = {
        q.name: {"sql": with_defaults(q.sql, span.parameters), "title": q.asks, "description": bounds}
        for q in questions().values()
    }
    about = "Which outlet republished which story, on what evidence. What is not here was not seen: look at coverage."
    return {"title": "Republications", "databases": {name: {"description": about, "tables": views, "queries": canned}}}


def _run(path: Path, metadata: dict[str, Any], port: int) -> int:
    """Datasette until somebody ends it; its exit code."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "metadata.json"
        told.write_text(json.dumps(metadata), encoding="utf-8")
        command = [sys.executable, "-m", "datasette", "serve", str(path), "--host", "127.0.0.1", "--port", str(port)]
        command += ["--metadata", str(told), "--setting", "sql_time_limit_ms", str(_PATIENCE)]
        with subprocess.Popen(command) as process:  # noqa: S603 - our own interpreter, its module; no shell
            while True:
                try:
                    return process.wait()
                except KeyboardInterrupt:
                    continue  # Datasette has had the same Ctrl-C and ends by itself
