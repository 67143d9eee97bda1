"""Whose name a whole string is."""

import re
from collections.abc import Sequence
from functools import cache

from tracker.catalogue.folding import fold_text, spans_of, words_of
from tracker.catalogue.index import Name, NameIndex
from tracker.catalogue.wording import wording

_AROUND = ("agency_before", "agency_second", "leading", "trailing")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*\.?$")
_LEGAL_DOTS = re.compile(r"\b(?:S\.\s?p\.\s?A\.|S\.\s?A\.|L\.\s?P\.|d\.\s?o\.\s?o\.|z\s?o\.\s?o\.)", re.IGNORECASE)


def whole_name(index: NameIndex, text: str) -> tuple[tuple[Name, ...], bool]:
    """Names that the whole of `text` is, and whether only a code carries them; nothing where it is not a name.

    "Agence France-Presse (AFP)" is one name in two forms; "AFP/PTI" is two names and so none; in
    "Reuters (London)" the words in brackets say nothing about whose name it is.
    """
    if "." in text:
        text = _LEGAL_DOTS.sub(" ", text)
    if not _may_be_name(index, text):
        return (), False
    names, ambiguous = _read(index, text)
    if not names and (aside := _ASIDE.search(text)) and aside.start() and not index.search(aside.group(), codes=True):
        names, ambiguous = _read(index, text[: aside.start()])
    return names, ambiguous


def _may_be_name(index: NameIndex, text: str) -> bool:
    """Whether every word is one of a name or of those around names, brackets aside: most strings are nobody's name."""
    around = _around()
    return all(
        word in around or index.knows(word) for word in words_of(fold_text(text.partition("(")[0].partition("[")[0]))
    )


@cache
def _around() -> frozenset[str]:
    return frozenset().union(*(wording(kind) for kind in _AROUND))


def _read(index: NameIndex, text: str) -> tuple[tuple[Name, ...], bool]:
    """Read `text` as names of one organisation with words around them that are no part of a name."""
    spans = spans_of(fold_text(text))
    words = [word for word, _, _ in spans]
    found: tuple[Name, ...] = ()
    plain = agency_said = False
    at = 0
    while at < len(words):
        names, after = _name_at(index, text, spans, words, at)
        if names:
            shared = _shared(found, names) if found else names
            if not shared:
                return (), False
            plain = plain or not names[0].is_code
            found, at = shared, after
        elif words[at] in wording("agency_before") or (found and words[at] in wording("agency_second")):
            agency_said, at = True, at + 1
        elif words[at] in wording("trailing" if found else "leading"):
            at += 1
        else:
            return (), False
    return found, bool(found) and not plain and not agency_said


def _name_at(
    index: NameIndex, text: str, spans: Sequence[tuple[str, int, int]], words: Sequence[str], at: int
) -> tuple[tuple[Name, ...], int]:
    """The longest name at word `at`. A code must be written as a code: "by Ana" is a person."""
    for names, after in index.names_at(words, at):
        surface = text[spans[at][1] : spans[after - 1][2]]
        fitting = tuple(name for name in names if name.key and (not name.is_code or _as_written(name.written, surface)))
        if fitting:
            return fitting, after
        if any(not name.key for name in names):  # a phrase that means something else
            return (), at
    return (), at


def _as_written(written: str, surface: str) -> bool:
    return surface in (written.rstrip("."), written.rstrip(".").upper())


def _shared(found: tuple[Name, ...], names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names of those organisations that both readings allow."""
    keys = {name.key for name in found} & {name.key for name in names}
    return tuple(name for name in (*found, *names) if name.key in keys)
