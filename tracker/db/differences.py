"""What reading a page again changed, point by point, for a person. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tracker.db.statements import CREDIT, Values

What = Literal[
    "article", "title", "text", "revision", "published", "modified", "language", "outlet", "address", "notes",
    "person", "credit", "detail", "unread", "fingerprints", "reason",
]  # fmt: skip
Row = Mapping[str, Any]

#: Columns of an article that are compared one by one, and what a difference in them is.
_COLUMNS: tuple[tuple[What, tuple[str, ...]], ...] = (
    ("title", ("title",)),
    ("published", ("published_at", "published_source", "published_precision", "published_raw")),
    ("modified", ("modified_at", "modified_source")),
    ("language", ("language",)),
    ("outlet", ("outlet",)),
    ("address", ("canonical_url",)),
    ("notes", ("notes",)),
)
_BEFORE, _SHOWN = 20, 80  # characters of a text before and from the first difference on


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed in one point; None for what was not there, or is no more.

    `article`: the page became one, or is none any more. `credit`: a statement of any role but `author` was added or
    dropped; people are `person`. `detail`: a statement stays, with another quote, place, extent, rule or confidence.
    `revision`: an earlier text of the article. `address`: the canonical one. `reason`: why the page is no article.
    """

    what: What
    before: str | None
    after: str | None
    role: str | None = None  #: of a statement
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is recorded of an article, to be compared."""

    row: Row
    text: str | None  #: None where it is known to be the same
    statements: Sequence[Values]  #: its credits, as `tracker.db.statements.values_of` gives them
    lines: Sequence[Values]  #: its unread lines


def differences(before: Said, after: Said) -> tuple[Difference, ...]:
    """What differs, in the order of an article: title, text, dates, ... people, credits, unread lines."""
    found: list[Difference] = []
    for what, names in _COLUMNS:
        old, new = ([said.row.get(name) for name in names] for said in (before, after))
        if old != new:
            found.append(Difference(what=what, before=_shown(old), after=_shown(new)))
        if what == "title" and before.text is not None and after.text is not None and before.text != after.text:
            found.append(text_difference(before.text, after.text))
    found += _statements(before.statements, after.statements)
    for line in _without(before.lines, after.lines):
        found.append(Difference(what="unread", before=line[0], after=None))
    for line in _without(after.lines, before.lines):
        found.append(Difference(what="unread", before=None, after=line[0]))
    return tuple(found)


def text_difference(before: str, after: str, what: What = "text") -> Difference:
    """Both texts from shortly before the first character in which they differ, with their sizes."""
    same = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    return Difference(what=what, before=_excerpt(before, same), after=_excerpt(after, same))


def added(statements: Iterable[Values]) -> Iterator[Difference]:
    """Every statement of an article that is new."""
    yield from _statements([], list(statements))


def dropped(statements: Iterable[Values]) -> Iterator[Difference]:
    """Every statement of an article that is no more."""
    yield from _statements(list(statements), [])


def _statements(before: Sequence[Values], after: Sequence[Values]) -> Iterator[Difference]:
    """Statements are the same where role, source and form are; of these the further points are compared."""
    old, new = _by_kind(before), _by_kind(after)
    for kind in dict.fromkeys((*old, *new)):
        gone, come = old.get(kind, []), new.get(kind, [])
        # What is alike in every point is paired first: one of two quotes that goes is not the other one changed.
        gone, come = _without(gone, come), _without(come, gone)
        for one, other in zip(gone, come, strict=False):
            points = [name for name in CREDIT if one[_AT[name]] != other[_AT[name]]]
            yield _difference("detail", one, _points(one, points), _points(other, points))
        for statement in gone[len(come) :]:
            yield _difference(_kind(statement), statement, _words(statement), None)
        for statement in come[len(gone) :]:
            yield _difference(_kind(statement), statement, None, _words(statement))


_AT = {name: place for place, name in enumerate(CREDIT)}


def _by_kind(statements: Iterable[Values]) -> dict[tuple[str, ...], list[Values]]:
    found: dict[tuple[str, ...], list[Values]] = {}
    for statement in statements:
        kind = tuple(statement[_AT[name]] for name in ("role", "source", "form"))
        found.setdefault(kind, []).append(statement)
    return found


def _without(these: Sequence[Values], others: Sequence[Values]) -> list[Values]:
    """`these` but for as many of each as there are among `others`."""
    left = list(others)
    kept = []
    for one in these:
        if one in left:
            left.remove(one)
        else:
            kept.append(one)
    return kept


def _difference(what: What, statement: Values, before: str | None, after: str | None) -> Difference:
    role, source = statement[_AT["role"]], statement[_AT["source"]]
    return Difference(what=what, before=before, after=after, role=role, source=source)


def _kind(statement: Values) -> What:
    return "person" if statement[_AT["role"]] == "author" else "credit"


def _words(statement: Values) -> str:
    if statement[_AT["role"]] == "author":
        return str(statement[_AT["source_name"]])
    role, source, form, quote = (statement[_AT[name]] for name in ("role", "source", "form", "quote"))
    return f"{role} {source}, {form}: {quote}"


def _points(statement: Values, names: Iterable[str]) -> str:
    source = statement[_AT["source_name"]]
    return f"{source}: " + ", ".join(f"{name} {statement[_AT[name]]}" for name in names)


def _shown(values: Sequence[Any]) -> str | None:
    said = [value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values if value is not None]
    return ", ".join(said) if any(said) else None


def _excerpt(text: str, same: int) -> str:
    start = max(same - _BEFORE, 0)
    piece = text[start : same + _SHOWN].replace("\n", " / ")
    return f"{len(text)} characters, {'...' if start else ''}{piece}{'...' if same + _SHOWN < len(text) else ''}"
