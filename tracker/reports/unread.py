"""What looks like a credit and was not understood: bylines and credit-like lines by shape, the most frequent first.

Lines that differ only in names and numbers are counted as one shape. Where one names an organisation that the
catalogue lacks, add it to `tracker.toml` and run `tracker reprocess`: the line is then a credit and leaves this list.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from tracker.catalogue import unknown_key
from tracker.db import Database
from tracker.reports._sql import ask
from tracker.reports._table import Column, Filters, Table

COLUMNS = (
    Column("lines", "count"),
    Column("outlets", "count"),
    Column("languages"),
    Column("place"),
    Column("example"),
    Column("why"),
    Column("add"),
    Column("shape"),
    Column("url"),
)
_SQL = """
SELECT u.url, u.outlet, u.language, u.text, u.place, u.shape, u.reason
FROM unread_lines u
JOIN articles a ON a.article_id = u.article_id
WHERE {where}
"""
_DATED = "COALESCE(a.published_at, a.first_seen_at)"
_CONDITIONS = {
    "outlet": "u.outlet = :outlet",
    "language": "u.language = :language",
    "owner": "a.owner = :owner",
    "country": "a.country = :country",
    "since": f"{_DATED} >= :since",
    "until": f"{_DATED} < :until",
}
#: The one name in a shape: in brackets, or behind a colon. `N`, `0` and `…` stand for what was folded away.
_IN_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]{2,60}?)\s*[)\]](?: —)?")
_BEHIND_COLON = re.compile(r"[^:：]{1,40}[:：]\s*([^:：]{2,60})")
_FOLDED = re.compile(r"(?<!\w)(?:N|0+)(?!\w)|…")
_MOST = 5  # languages named
_LONGEST_CODE = 8
_LONGEST_EXAMPLE = 80


@dataclass(slots=True)
class _Shape:
    """Lines of one shape; the first of them is the example."""

    example: dict[str, str]
    lines: int = 0
    outlets: set[str] = field(default_factory=set)
    languages: Counter[str] = field(default_factory=Counter)


def report(db: Database, filters: Filters) -> Table:
    """One row a shape. Of days counts the publication, else the first sight."""
    shapes: dict[str, _Shape] = {}
    found = ask(db, _SQL, filters, _CONDITIONS, kinds={})
    for row in sorted(found, key=lambda row: (row["url"], row["place"], row["text"])):
        shape = shapes.setdefault(row["shape"], _Shape(example=row))
        shape.lines += 1
        shape.outlets.add(row["outlet"])
        shape.languages[row["language"] or "?"] += 1
    rows = [
        (
            shape.lines,
            len(shape.outlets),
            ", ".join(sorted(shape.languages, key=lambda code: (-shape.languages[code], code))[:_MOST]),
            shape.example["place"],
            _short(shape.example["text"]),
            shape.example["reason"],
            _to_add(key),
            key,
            shape.example["url"],
        )
        for key, shape in shapes.items()
    ]
    rows.sort(key=lambda row: (-row[0], -row[1], row[7]))
    return Table(
        title="Lines that look like credits and were not understood",
        columns=COLUMNS,
        rows=rows,
        note=(
            "Where an example names an organisation: a table [agency.KEY] or [outlet.KEY] with its name and names in "
            'tracker.toml, then `tracker reprocess`; `tracker agencies test "EXAMPLE"` shows what is read.'
            if rows
            else "None. Pages that version 0.1 recorded are looked through by `tracker reprocess`."
        ),
    )


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST_EXAMPLE else f"{line[: _LONGEST_EXAMPLE - 1].rstrip()}…"


def _to_add(shape: str) -> str | None:
    """The beginning of a table for `tracker.toml`, where the shape holds one name; whose it is a person must judge."""
    found = _IN_BRACKETS.fullmatch(shape) or _BEHIND_COLON.fullmatch(shape)
    if found is None or _FOLDED.search(found[1]) or not (key := unknown_key(found[1])):
        return None
    name = found[1].strip().replace('"', "'")
    # Short capitals may be a word elsewhere: codes count only where a credit is to be expected.
    names = "codes" if name.isupper() and len(name) <= _LONGEST_CODE else "names"
    return f'[agency.{key}] name = "{name}" {names} = ["{name}"]'
