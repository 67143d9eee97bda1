"""`tracker diff URL [URL]`: two texts side by side, what was kept, cut, added, changed and moved."""

import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tracker.cli.cells import isolated
from tracker.cli.options import DEFAULT_DB, Db, Json
from tracker.cli.output import note, terminal, write, write_json
from tracker.errors import TrackerError, UnknownAddressError
from tracker.reports import Piece, Row, Side, shown, sides, summed_up, visible, word_counts
from tracker.types import Segment

if TYPE_CHECKING:  # the database's libraries are slow to import
    from rich.console import Console
    from rich.text import Text

    from tracker.db import Database
    from tracker.db.queries import ArticleRow

Layout = Literal["side", "inline"]
_BETWEEN = "   "
_LEAST = 12  #: cells of a column, on whatever terminal
#: Columns of a terminal from which two texts beside each other are still read with ease.
_WIDE = 100
#: The marks of GNU wdiff; of a moved passage its number stands beside them.
_MARKS = {"older": ("[-", "-]"), "newer": ("{+", "+}")}
_STYLES = {"cut": "red", "added": "green", "moved": "blue", "older": "red", "newer": "green"}


def diff(
    url: Annotated[str, typer.Argument(metavar="URL", help="The original's address, or the only article's.")],
    other: Annotated[
        str | None, typer.Argument(metavar="[URL]", help="The copy's. Without: the article beside its parent.")
    ] = None,
    revision: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="The article's text of revision N beside today's.")
    ] = None,
    layout: Annotated[
        Layout | None, typer.Option(help="Beside each other, or in one text.  [default: by the terminal]")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write an HTML page instead.")] = None,
    json: Json = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Two texts side by side.

    What the copy kept, cut, added, changed and moved. Case, accents and punctuation count for nothing. In plain text
    [-this-] stands in the older text only, {+this+} in the newer only, with a number where it moved.
    """
    from tracker.match import difference

    older, newer = _texts(db, url, other, revision)
    segments = difference(older.text, newer.text)
    if json:
        write_json(_as_json(older, newer, segments))
        return
    rows = sides(older.text, newer.text, segments)
    said = summed_up(older.text, newer.text, segments)
    if html is not None:
        from tracker.site import diff_page

        html.write_text(diff_page(older, newer, rows, said), encoding="utf-8")
        note(f"written to {html}")
        return
    chosen = layout or ("side" if sys.stdout.isatty() and terminal().width >= _WIDE else "inline")
    _write(older, newer, rows, said, chosen)


def _texts(db: str, url: str, other: str | None, revision: int | None) -> tuple[Side, Side]:
    """The older and the newer text. Raises TrackerError where one is not recorded."""
    from tracker.db import open_database, queries

    with open_database(db, create=False) as database:
        first = _found(database, url)
        if revision is not None:
            if other is not None:
                raise TrackerError("--revision is of one article: give one address")
            then = queries.revision_text(database, first.article_id, revision)
            if then is None:
                raise TrackerError(f"there is no revision {revision}; there are 1 to {first.revision}", url)
            older = Side(f"revision {revision}", then.title, first.url, f"seen {shown(then.seen_at)}", then.text)
            return older, _side(first, f"revision {first.revision}")
        if other is not None:
            second = _found(database, other)
            return _side(first), _side(second)
        return _side(_parent(database, first)), _side(first)


def _found(database: "Database", url: str) -> "ArticleRow":
    from tracker.db.queries import article

    found = article(database, url)
    if found is None:
        raise UnknownAddressError("not recorded; `tracker report coverage` says which outlets were looked at", url)
    return found


def _parent(database: "Database", article: "ArticleRow") -> "ArticleRow":
    """The article that it was taken from, of its largest story whose parent was crawled; else the origin."""
    from tracker.cli.chain import stories_of
    from tracker.db import queries

    for story in stories_of(database, article.url):
        own = next((m for m in story.members if m["article_id"] == article.article_id), None)
        for address in (own and own["parent_url"], story.story["origin_url"]):
            found = queries.article(database, str(address)) if address else None
            if found is not None and found.article_id != article.article_id:
                return found
    raise TrackerError("no parent of it is recorded; give two addresses", article.url)


def _side(article: "ArticleRow", name: str | None = None) -> Side:
    published = shown(article.published_at) if article.published_at else "no time"
    return Side(name or article.outlet, article.title, article.url, published, article.text)


def _as_json(older: Side, newer: Side, segments: Sequence[Segment]) -> dict[str, object]:
    return {
        "older": {"name": older.name, "url": older.url, "title": older.title},
        "newer": {"name": newer.name, "url": newer.url, "title": newer.title},
        "words": word_counts(older.text, newer.text, segments),
        "segments": [
            {
                "kind": s.kind,
                "older": [s.start_a, s.end_a],
                "newer": [s.start_b, s.end_b],
                "older_text": older.text[s.start_a : s.end_a],
                "newer_text": newer.text[s.start_b : s.end_b],
                "move": s.move,
            }
            for s in segments
        ],
    }


def _write(older: Side, newer: Side, rows: Sequence[Row], said: str, layout: Layout) -> None:
    if layout == "side":
        _write_grid(older, newer, rows)
    else:
        for mark, side in zip(("---", "+++"), (older, newer), strict=True):
            write(f"{mark} {visible(side.name)}  {visible(side.published)}  {visible(side.title)}")
            write(f"    {visible(side.url)}")
        write("")
        styled = sys.stdout.isatty()
        for row in rows:
            if styled:
                terminal().print(_joined(_inline(row)))
            else:
                write("".join(text for text, _ in _inline(row)).rstrip("\n"))
    write(f"\n{said}")


def _inline(row: Row) -> Iterator[tuple[str, str]]:
    """A row as one text: (words with their marks, style); what was cut stands before what came in its place."""
    waiting = list(row.older)
    for piece in row.newer:
        while waiting and piece.kind in ("kept", "changed") and waiting[0].kind not in ("kept", "changed"):
            yield _with_marks(waiting.pop(0), "older")
        if piece.kind in ("kept", "changed") and waiting:
            old = waiting.pop(0)
            if piece.kind == "changed":
                yield _with_marks(old, "older")
        yield (visible(piece.text, breaks=True), "") if piece.kind == "kept" else _with_marks(piece, "newer")
    yield from (_with_marks(piece, "older") for piece in waiting if piece.kind != "kept")


def _with_marks(piece: Piece, side: Literal["older", "newer"], *, alone: bool = True) -> tuple[str, str]:
    """A piece between its marks, with its style. `alone`: what is read from right to left does not turn the marks."""
    begin, end = _MARKS[side]
    words = piece.text.rstrip()
    after = piece.text[len(words) :]
    number = f"{piece.move}> " if piece.move else ""
    style = _STYLES["moved"] if piece.kind == "moved" else _STYLES[side]
    shown_words = visible(words, breaks=True)
    return f"{begin}{number}{isolated(shown_words) if alone else shown_words}{end}{after}", style


def _write_grid(older: Side, newer: Side, rows: Sequence[Row]) -> None:
    from rich.text import Text

    console = terminal()
    width = max((console.width - len(_BETWEEN)) // 2, _LEAST)
    headings = [f"{side.name}  {side.published}\n{visible(side.title)}\n{side.url}" for side in (older, newer)]
    left, right = (Text(visible(heading, breaks=True), style="bold") for heading in headings)
    for line in _beside(console, left, right, width):
        console.print(line, soft_wrap=True)
    console.print("─" * width + " " * len(_BETWEEN) + "─" * width, soft_wrap=True)
    plain = console.no_color or not console.is_terminal
    for row in rows:
        left, right = (_joined(_cell(row.older, "older", plain=plain)), _joined(_cell(row.newer, "newer", plain=plain)))
        for line in _beside(console, left, right, width):
            console.print(line, soft_wrap=True)


def _beside(console: "Console", left: "Text", right: "Text", width: int) -> Iterator["Text"]:
    """Both texts folded to `width` cells, line beside line. What is read from right to left is isolated line by line: a
    terminal that turns it must not turn the other column with it."""
    from rich.text import Text

    folded = (text.wrap(console, width, overflow="fold", tab_size=4) for text in (left, right))
    for one, other in zip_longest(*folded, fillvalue=Text()):
        one.rstrip()
        other.rstrip()
        pad = " " * (width - one.cell_len)
        yield Text.assemble(*_in_place(one), *((pad, _BETWEEN, *_in_place(other)) if other else ()))


def _in_place(line: "Text") -> tuple["Text | str", ...]:
    return ("\u2068", line, "\u2069") if isolated(line.plain) != line.plain else (line,)


def _cell(pieces: Sequence[Piece], side: Literal["older", "newer"], *, plain: bool) -> Iterator[tuple[str, str]]:
    """One side of a row; without colours the marks say what the colours would."""
    for piece in pieces:
        if piece.kind == "kept":
            yield visible(piece.text, breaks=True), ""
        elif plain or piece.kind == "moved":
            yield _with_marks(piece, side, alone=False)  # its line is, once it is folded
        else:
            yield visible(piece.text, breaks=True), _STYLES[side]


def _joined(parts: Iterator[tuple[str, str]]) -> "Text":
    from rich.text import Text

    joined = Text()
    for words, style in parts:
        joined.append(words, style=style or None)
    joined.rstrip()
    return joined
