"""A text on its way through newsrooms: lines that keep their identity, and the edits that are visible in each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

Kind = Literal["dateline", "prose", "quote", "background", "credit", "furniture"]

_numbers = count(1)


def new_number() -> int:
    """For a line or an edit: no two have the same, and no figure depends on which it is."""
    return next(_numbers)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, a dateline, a credit line or a line of the page."""

    key: int  #: the same in every copy
    words: tuple[str, ...]
    kind: Kind = "prose"
    opens: bool = False  #: begins a paragraph
    edits: frozenset[int] = frozenset()  #: that can be seen in it
    speaker: tuple[str, ...] = ()  #: of a quotation

    def shown(self) -> str:
        """As it stands on the page."""
        text = " ".join(self.words)
        if self.kind in ("dateline", "credit", "furniture"):
            return text
        text = text[:1].upper() + text[1:]
        return f"“{text},” {' '.join(self.speaker)}." if self.kind == "quote" else f"{text}."


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with its headline. `gone`: the edits by which lines of the parent text were left out."""

    title: tuple[str, ...]
    lines: tuple[Line, ...]
    gone: frozenset[int] = frozenset()
    title_edit: frozenset[int] = frozenset()

    @property
    def edits(self) -> frozenset[int]:
        """Every edit that a reader who knew all versions could see in it."""
        return self.gone.union(self.title_edit, *(line.edits for line in self.lines))

    def shown(self) -> str:
        """Paragraphs, one a line."""
        paragraphs: list[str] = []
        for line in self.lines:
            if not paragraphs or line.opens or line.kind in ("credit", "furniture"):
                paragraphs.append(line.shown())
            else:
                paragraphs[-1] += " " + line.shown()
        return "\n".join(paragraphs)

    def headline(self) -> str:
        """As shown."""
        text = " ".join(self.title)
        return text[:1].upper() + text[1:]

    def without(self, keys: Iterable[int], *, edit: int | None = None) -> "Draft":
        """Lines left out; with `edit`, visibly."""
        out = set(keys)
        kept = tuple(line for line in self.lines if line.key not in out)
        gone = self.gone | {edit} if edit is not None and len(kept) < len(self.lines) else self.gone
        return replace(self, lines=kept, gone=gone)

    def with_line(self, changed: Line) -> "Draft":
        """One line in place of the one with its key."""
        return replace(self, lines=tuple(changed if line.key == changed.key else line for line in self.lines))

    def with_lines(self, place: int, added: Iterable[Line]) -> "Draft":
        """Lines put in before the line of that place."""
        return replace(self, lines=(*self.lines[:place], *added, *self.lines[place:]))
