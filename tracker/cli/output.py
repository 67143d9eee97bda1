"""Results on stdout: tables and trees in colour on a terminal, plain text elsewhere, JSON and CSV on demand."""

import sys
from typing import TYPE_CHECKING, Literal

from tracker.cli.cells import isolated
from tracker.cli.loudness import is_quiet
from tracker.errors import SourceError
from tracker.reports import Format, Table, as_json, is_number, natural_width, render, shown, visible

if TYPE_CHECKING:  # rich takes a tenth of a second; most output never needs it
    from rich.console import Console

#: A table this many times as wide as the terminal is no longer read as a table.
_FOLDED_AT_MOST = 1.8


def write(text: str) -> None:
    """`text` on stdout as it is; a final line end is added where it has none."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def write_json(value: object) -> None:
    """`value` on stdout as JSON, harmless on a terminal."""
    write(as_json(value))


def write_table(table: Table, form: Format = "table", *, head: dict[str, object] | None = None) -> None:
    """`table` on stdout: with rules, colour and folding on a terminal, else as `render` gives it."""
    if form == "table" and sys.stdout.isatty():
        _on_terminal(table, terminal())
    elif form == "html":
        from tracker.site import report_page

        write(report_page(table.title, render(table, form)))
    else:
        write(render(table, form, head=head))


def note(text: str) -> None:
    """One line of progress or advice, on stderr; nothing with `--quiet`."""
    if not is_quiet():
        complain(text)


def complain(text: str) -> None:
    """One line on stderr that is said in any case: what did not work."""
    sys.stderr.write(f"{visible(text)}\n")


def typed_in() -> str:
    """All of stdin, where an argument is `-`. Raises SourceError where it is no text."""
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise SourceError("this is no text in UTF-8; convert it first", "stdin") from error


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 story`, `2 stories`; `many` where it is not `one` with an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def terminal() -> "Console":
    """The terminal on stdout, as rich sees it: NO_COLOR, TERM and the width are honoured there."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False)


def _on_terminal(table: Table, console: "Console") -> None:
    from rich.text import Text

    if table.title:
        console.print(Text(table.title, style="bold"), end="\n\n")
    if natural_width(table) > _FOLDED_AT_MOST * console.width:
        _as_records(table, console)
    else:
        _as_grid(table, console)
    if not table.rows:
        console.print("(no rows)")
    if table.note:
        console.print(Text(f"\n{table.note}", style="dim"))


def _as_grid(table: Table, console: "Console") -> None:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in table.columns:
        justify: Literal["right", "left"] = "right" if is_number(column.kind) else "left"
        name = Text(visible(column.name))
        grid.add_column(name, justify=justify, overflow="fold", min_width=min(name.cell_len, console.width))
    # In a cell that is folded, a mark that is closed two lines below would turn what stands beside it.
    placed = isolated if natural_width(table) <= console.width else str
    for row in table.rows:
        # Text, not str: a title with [brackets] is not markup.
        grid.add_row(*(Text(placed(shown(cell, c.kind))) for cell, c in zip(row, table.columns, strict=True)))
    console.print(grid)


def _as_records(table: Table, console: "Console") -> None:
    """One line a cell: what would be a dozen columns of two letters each as a grid."""
    from rich.table import Table as Grid
    from rich.text import Text

    for number, row in enumerate(table.rows):
        grid = Grid.grid(padding=(0, 2))
        for cell, column in zip(row, table.columns, strict=True):
            if cell is not None:
                grid.add_row(
                    Text(visible(column.name), style="dim"), Text(isolated(shown(cell, column.kind)), overflow="fold")
                )
        console.print(*([""] if number else []), grid, sep="\n")
