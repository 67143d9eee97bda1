"""Words that Tab offers: agencies and outlets by key, reports, questions, views. Nothing here opens a database.

And of a key that is in no catalogue and found nothing, which was perhaps meant.
"""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import typer

import tracker
from tracker.config import find_config
from tracker.errors import did_you_mean

Offered = list[tuple[str, str]]  #: words with what each is
#: Read as they stand: to load the catalogue with all its names takes longer than a person waits after Tab.
_SHIPPED = Path(tracker.__file__).parent / "catalogue"


def agency_keys(ctx: typer.Context, incomplete: str) -> Offered:
    """Keys of agencies, shipped and the user's own, with their names."""
    return _begun(incomplete, dict(_entries("agency", _config(ctx))))


def outlet_keys(ctx: typer.Context, incomplete: str) -> Offered:
    """Keys of outlets, the agencies' own sites among them, with their names."""
    return _begun(incomplete, {**dict(_entries("agency", _config(ctx))), **dict(_entries("outlet", _config(ctx)))})


def reports(incomplete: str) -> Offered:
    """Names of reports with what each answers."""
    from tracker.reports import find_report, report_names

    return [(name, find_report(name).short_help) for name in report_names() if name.startswith(incomplete)]


def worked_questions(incomplete: str) -> Offered:
    """Names of the worked questions with what each asks."""
    from tracker.db.questions import questions

    return _begun(incomplete, {one.name: one.asks for one in questions().values()})


def views(incomplete: str) -> Offered:
    """Names of the views with what each holds."""
    from tracker.db.described import described

    return _begun(incomplete, {view: columns["about"] for view, columns in described().items()})


def perhaps_meant(*, agency: str | None, outlet: str | None) -> str:
    """Of a filter that let nothing through: that its key is in no catalogue, and which is near; else nothing."""
    config = find_config()
    agencies = dict(_entries("agency", config))
    outlets = agencies | dict(_entries("outlet", config))
    return "; ".join(
        f"no {what} of the catalogue has the key {key!r}{did_you_mean(key, known)}"
        for what, key, known in (("agency", agency, agencies), ("outlet", outlet, outlets))
        if key is not None and key not in known
    )


def _begun(incomplete: str, known: dict[str, str]) -> Offered:
    return [(word, said) for word, said in sorted(known.items()) if word.startswith(incomplete)]


def _config(ctx: typer.Context) -> Path | None:
    given = ctx.params.get("config") or os.environ.get("TRACKER_CONFIG")
    return Path(given) if given else find_config()


def _entries(table: str, config: Path | None) -> Iterator[tuple[str, str]]:
    """Key and name of every entry. A file that cannot be read offers nothing: the command itself will say why."""
    for path in (_SHIPPED / "agencies.toml", _SHIPPED / "outlets.toml", *([config] if config else [])):
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8")).get(table, {})
        except (OSError, ValueError):
            continue
        if isinstance(found, dict):
            yield from ((key, str(entry.get("name", ""))) for key, entry in found.items() if isinstance(entry, dict))
