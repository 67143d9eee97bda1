"""Two texts side by side, row by row: what a person reads of a difference, on a terminal or in a page. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.reports._render import shown
from tracker.types import Segment, SegmentKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of one side: its words as written, what became of them, and of a moved passage its number."""

    kind: SegmentKind
    text: str
    move: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside each other; a side may be empty."""

    older: tuple[Piece, ...]
    newer: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One text with what stands above it."""

    name: str  #: outlet, or the number of a revision
    title: str
    url: str
    published: str
    text: str


def sides(a: str, b: str, segments: Sequence[Segment]) -> list[Row]:
    """The rows of `a` (older) and `b` (newer): one a paragraph, of the older where it was cut, else of the newer."""
    rows: list[Row] = []
    older: list[Piece] = []
    newer: list[Piece] = []

    def end_row() -> None:
        if older or newer:
            rows.append(Row(tuple(older), tuple(newer)))
        older.clear()
        newer.clear()

    for segment in segments:
        for kind, left, right in _paragraphs(a, b, segment):
            if not right and not newer and older and older[-1].text.endswith("\n"):
                end_row()  # one paragraph after another that was cut
            older += [Piece(kind, left, segment.move)] if left else []
            newer += [Piece(kind, right, segment.move)] if right else []
            if (right or left).endswith("\n") and (newer or not right):
                end_row()
    end_row()
    return rows


def word_counts(a: str, b: str, segments: Sequence[Segment]) -> dict[str, int]:
    """Words by what became of them: `kept`, `moved`, `added` and `changed` of the newer, `cut` and `replaced` of the
    older text."""
    counts = dict.fromkeys(("kept", "moved", "changed", "added", "replaced", "cut"), 0)
    for segment in segments:
        if segment.kind == "cut":
            counts["cut"] += _count(_older(a, segment))
        else:
            counts[segment.kind] += _count(_newer(b, segment))
        if segment.kind == "changed":
            counts["replaced"] += _count(_older(a, segment))
    return counts


def summed_up(a: str, b: str, segments: Sequence[Segment]) -> str:
    """What became of the words, in one sentence without its full stop."""
    words = word_counts(a, b, segments)
    newer = words["kept"] + words["moved"] + words["changed"] + words["added"]
    older = words["kept"] + words["moved"] + words["replaced"] + words["cut"]
    same = words["kept"] + words["moved"]
    shares = f"{_share(same, older)} of the older, {_share(same, newer)} of the newer text"
    moved = f" ({words['moved']} of them moved)" if words["moved"] else ""
    return (
        f"{same} words the same{moved}: {shares}; {words['cut']} cut, {words['added']} added, "
        f"{words['replaced']} changed into {words['changed']}"
    )


def _share(part: int, whole: int) -> str:
    return shown(part / whole if whole else 0.0, "share")


def _paragraphs(a: str, b: str, segment: Segment) -> Iterator[tuple[SegmentKind, str, str]]:
    """A segment in parts, each with at most one line end, which it ends with."""
    older, newer = _older(a, segment), _newer(b, segment)
    if segment.kind == "kept" and "\n" not in newer:
        yield "kept", older, newer
    elif segment.kind == "kept" and (same := _same_lines(older, newer)):
        yield from (("kept", left, right) for left, right in same)
    elif segment.kind == "kept":
        from tracker.text import word_spans  # its patterns take longer to make than any command's help

        # Word for word the same: what stands beside a paragraph's last word is the same word on the other side.
        left = right = end_left = end_right = 0
        for (from_left, to_left), (from_right, to_right) in zip(word_spans(older), word_spans(newer), strict=True):
            if "\n" in newer[end_right:from_right]:
                cut_left, cut_right = _line_start(older, end_left, from_left), _line_start(newer, end_right, from_right)
                yield "kept", older[left:cut_left], newer[right:cut_right]
                left, right = cut_left, cut_right
            end_left, end_right = to_left, to_right
        yield "kept", older[left:], newer[right:]
    elif segment.kind == "changed":
        yield "changed", older, newer
    else:
        yield from ((segment.kind, line, "") for line in older.splitlines(keepends=True))
        yield from ((segment.kind, "", line) for line in newer.splitlines(keepends=True))


def _same_lines(older: str, newer: str) -> list[tuple[str, str]]:
    """The lines of two texts of the same words beside each other, in a tenth of the time that asking for each word
    takes; none where their words are not broken into the same lines."""
    lines, numbers = _lines(older)
    others, other_numbers = (lines, numbers) if older == newer else _lines(newer)
    return list(zip(lines, others, strict=True)) if numbers == other_numbers else []


def _lines(text: str) -> tuple[list[str], list[int]]:
    """The lines of `text` with their ends, and how many words each has; one without a word belongs to that before."""
    lines: list[str] = []
    numbers: list[int] = []
    for line in re.split(r"(?<=\n)", text):
        number = _count_line(line)
        if lines and not number:
            lines[-1] += line
        else:
            lines.append(line)
            numbers.append(number)
    return lines, numbers


def _count(text: str) -> int:
    """How many words it has: a line end is never within one."""
    return sum(map(_count_line, text.splitlines(keepends=True)))


@lru_cache(maxsize=4096)  # a paragraph stands in one copy of a story after another
def _count_line(line: str) -> int:
    from tracker.text import count_words

    return count_words(line)


def _older(a: str, segment: Segment) -> str:
    return a[segment.start_a : segment.end_a]


def _newer(b: str, segment: Segment) -> str:
    return b[segment.start_b : segment.end_b]


def _line_start(text: str, after: int, word: int) -> int:
    """Where the line of the word that starts at `word` begins, not before `after`; `word` itself within a line."""
    found = text.rfind("\n", after, word)
    return word if found < 0 else found + 1
