"""Text in the cells of a terminal: a Chinese character takes two, a combining one none; folded, and kept in its place.

A text written from right to left is isolated (U+2068 ... U+2069, Unicode Standard Annex 9), so that a terminal that
turns it turns nothing else of the line. Made only after `visible`: what a page itself brings of such marks is shown.
"""

import unicodedata
from collections.abc import Iterable, Iterator

_TURNED = frozenset({"R", "AL", "AN"})


def isolated(text: str) -> str:
    """`text`, in isolation where any of it is read from right to left."""
    return f"\u2068{text}\u2069" if any(unicodedata.bidirectional(c) in _TURNED for c in text) else text


def folded(text: str, width: int | None) -> Iterator[str]:
    """`text` in lines of at most `width` cells, between words where that can be; None: one line."""
    from rich.cells import cell_len

    if width is None:
        yield text
        return
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *whole, line = chopped(word, width) or [""]
        yield from whole
    yield line


def facts_folded(facts: Iterable[str], width: int | None) -> Iterator[list[str]]:
    """`facts`, two spaces between them, in lines of at most `width` cells: a fact is cut only where it is longer."""
    from rich.cells import cell_len

    line: list[str] = []
    room = width
    for fact in facts:
        if room is not None and width is not None and line and cell_len(fact) + 2 > room:
            yield line
            line, room = [], width
        if width is not None and cell_len(fact) > width:
            *whole, fact = folded(fact, width)
            yield from ([piece] for piece in whole)
        if room is not None:
            room -= cell_len(fact) + (2 if line else 0)
        line.append(fact)
    if line:
        yield line


def chopped(text: str, width: int | None) -> list[str]:
    """`text` in pieces of at most `width` cells, none of them within a character as a person sees it."""
    from rich.cells import split_graphemes

    if width is None or not text:
        return [text]
    starts, room = [0], width
    for start, _, cells in split_graphemes(text)[0]:
        if cells > room and start:
            starts.append(start)
            room = width
        room -= cells
    return [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
