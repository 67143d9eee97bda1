"""A table as text for a person, as JSON, as CSV. The one place that decides how a value looks."""

import csv
import io
import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from html import escape
from typing import Literal, get_args

from tracker.reports._table import Cell, Column, Kind, Table
from tracker.reports._visible import guarded_cell, visible, visible_in_json

Format = Literal["table", "json", "csv", "markdown", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)
_BAR = 20  #: characters of the longest bar: the histogram fits a terminal of 80
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_LEAST_CHANCE = 0.001  #: below it the digits say nothing more
_MARKDOWN = re.compile(r"[\\`*_\[\]|~]|^[#>+-]")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
#: The last column may hold whole sentences; a rule under its name need not be as long.
_LONGEST_RULE = 60


def render(table: Table, form: Format, *, head: Mapping[str, object] | None = None) -> str:
    """`table` in one of FORMATS, ending in a line end.

    `table`: aligned columns without colour or cutting, title above and note below. `json`: one object with `head`,
    `title`, `rows` (an object each, values as they are: shares 0..1, seconds, ISO 8601), `note` and, where there are
    any, `figures` and `coverage`.
    `csv`: a header and the rows, values as in JSON, guarded against formulas. `markdown`: a table of GitHub's dialect.
    `html`: a fragment (`h2`, `table`, `p`) without style or script, everything escaped.
    """
    match form:
        case "json":
            answer = {"title": table.title, "rows": records(table), "note": table.note}
            more = {"figures": table.figures, "coverage": table.coverage}
            return as_json({**(head or {}), **answer, **{name: of for name, of in more.items() if of is not None}})
        case "csv":
            return _csv(table)
        case "markdown":
            return _markdown(table)
        case "html":
            return _html(table)
        case "table":
            return _text(table)


def records(table: Table) -> list[dict[str, Cell]]:
    """The rows as objects, by column name."""
    names = _names(table.columns)
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def as_json(value: object) -> str:
    """`value` as indented JSON; times in ISO 8601, hidden characters escaped."""
    return visible_in_json(json.dumps(value, ensure_ascii=False, indent=2, default=_json_value)) + "\n"


def shown(cell: Cell, kind: Kind = "text") -> str:
    """A cell as a person reads it: `83 %`, `2 h 05 min`, `2019-11-08 14:30`, `yes`, a bar; empty for None.

    A time at midnight is shown as its day: that is how a page's mere date is stored.
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        at = cell.astimezone(UTC)
        return f"{at:%Y-%m-%d}" if at.time() == time.min else f"{at:%Y-%m-%d %H:%M}"
    if isinstance(cell, bytes):
        return cell.hex()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if kind == "share" and isinstance(cell, int | float):
        return f"{cell:.0%}".replace("%", " %")
    if kind == "lag" and isinstance(cell, int | float):
        return shown_lag(round(cell))
    if kind == "bar" and isinstance(cell, int | float):
        return _bar(cell)
    if kind == "chance" and isinstance(cell, int | float):
        return "< 0.001" if cell < _LEAST_CHANCE else f"{cell:.3f}"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return visible(str(cell))


def _bar(length: float) -> str:
    """A bar in eighths of a character; of `#` where standard output has none. What is not nothing can be seen."""
    eighths = max(round(length * _BAR * 8), 1 if length > 0 else 0)
    if not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf"):
        return "#" * -(-eighths // 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]


def is_number(kind: Kind) -> bool:
    """Whether cells of this kind are set to the right."""
    return kind in ("count", "share", "lag", "chance")


def shown_lag(seconds: int) -> str:
    """Seconds as `45 s`, `12 min`, `2 h 05 min`, `3 d 4 h`, with a minus where negative."""
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    if seconds < 60:
        return f"{sign}{seconds} s"
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if hours == 0:
        return f"{sign}{minutes} min"
    if days == 0:
        return f"{sign}{hours} h {minutes % 60:02} min"
    return f"{sign}{days} d {hours % 24} h"


def _names(columns: Sequence[Column]) -> list[str]:
    """Column names made distinct: two columns of a user's SQL may have one name, two keys of an object may not."""
    seen: dict[str, int] = {}
    names = []
    for column in columns:
        seen[column.name] = count = seen.get(column.name, 0) + 1
        names.append(column.name if count == 1 else f"{column.name}_{count}")
    return names


def _json_value(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(guarded_cell(c.name) for c in table.columns)
    for row in table.rows:
        writer.writerow(_csv_cell(cell) for cell in row)
    return out.getvalue()


def _csv_cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return cell
    return guarded_cell(cell if isinstance(cell, str) else _json_value(cell))


def _markdown(table: Table) -> str:
    lines = [f"## {_in_markdown(table.title)}", ""] if table.title else []
    header, *rows = _cells(table)
    lines.append(f"| {' | '.join(map(_in_markdown, header))} |")
    lines.append("|" + "|".join("---:" if is_number(column.kind) else "---" for column in table.columns) + "|")
    lines += [f"| {' | '.join(map(_in_markdown, row))} |" for row in rows]
    return "\n".join([*lines, *(["", _in_markdown(table.note)] if table.note else [])]) + "\n"


def _in_markdown(text: str) -> str:
    """`text` that Markdown shows as it is: what it would take for markup or HTML is escaped."""
    return _MARKDOWN.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))


def _html(table: Table) -> str:
    header, *rows = _cells(table)
    numbers = [' class="number"' if is_number(column.kind) else "" for column in table.columns]
    lines = [f"<h2>{escape(table.title)}</h2>"] if table.title else []
    lines += ["<table>", "<thead>", _html_row('th scope="col"', header, numbers), "</thead>", "<tbody>"]
    lines += [_html_row("td", row, numbers) for row in rows]
    lines += ["</tbody>", "</table>", *([f"<p>{escape(table.note)}</p>"] if table.note else [])]
    return "\n".join(lines) + "\n"


def _html_row(tag: str, cells: list[str], classes: list[str]) -> str:
    end = tag.partition(" ")[0]
    return "<tr>" + "".join(f"<{tag}{c}>{_in_html(t)}</{end}>" for t, c in zip(cells, classes, strict=True)) + "</tr>"


def _in_html(text: str) -> str:
    """`text` escaped; an address that may be followed as a link."""
    shown = escape(text)
    return f'<a href="{shown}" rel="noreferrer">{shown}</a>' if _ADDRESS.fullmatch(text) else shown


def natural_width(table: Table) -> int:
    """How many characters wide the table is as text."""
    return sum(_widths(_cells(table))) + 2 * (len(table.columns) - 1)


def _cells(table: Table) -> list[list[str]]:
    """The header and the rows, as shown."""
    rows = ([shown(cell, c.kind) for cell, c in zip(row, table.columns, strict=True)] for row in table.rows)
    return [[visible(c.name) for c in table.columns], *rows]  # a user's SQL may name a column anything


def _widths(cells: list[list[str]]) -> list[int]:
    from rich.cells import cell_len  # a Chinese character takes two places

    return [max(map(cell_len, column)) for column in zip(*cells, strict=True)]


def _text(table: Table) -> str:
    from rich.cells import cell_len

    cells = _cells(table)
    widths = _widths(cells)
    cells.insert(1, ["-" * width for width in (*widths[:-1], min(widths[-1], _LONGEST_RULE))])
    lines = [table.title, ""] if table.title else []
    for row in cells:
        padded = (
            " " * (width - cell_len(text)) + text if is_number(column.kind) else text + " " * (width - cell_len(text))
            for text, width, column in zip(row, widths, table.columns, strict=True)
        )
        lines.append("  ".join(padded).rstrip())
    if not table.rows:
        lines.append("(no rows)")
    if table.note:
        lines += ["", table.note]
    return "\n".join(lines) + "\n"
