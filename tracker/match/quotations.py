"""Where quotations stand in a text: between quotation marks of any script, and in lines of dialogue."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Which marks close a quotation that opens with the key. One mark opens in one language and closes in another (“ in
# English and in German), so the opening one decides.
_CLOSING = {
    "«": "»", "»": "«", "‹": "›", "“": "”", "„": "“”\"", "‟": "”", "”": "”", "‘": "’",
    "\"": "\"", "「": "」", "『": "』", "《": "》", "〝": "〞", "＂": "＂",
}  # fmt: skip
_TITLE = "《"  # opens a title, which nobody says
_MARK = re.compile("[" + "".join(sorted({*_CLOSING, *"".join(_CLOSING.values())})) + "]")
_AT_WORDS_EDGE = '"‘’'  # inside words these are inches, apostrophes, Hebrew abbreviations
_DIALOGUE = re.compile(r"[ \t]*[—–―‒-][ \t]\S")  # how a line begins
# A speech may go on over paragraphs and be closed only at its end: as long as a mark that closes is the next mark.
_FURTHEST = 2_000  # characters; a mark forgotten somewhere must not make half an article a speech


class _Open(NamedTuple):
    start: int
    sign: str
    paragraph_end: int | None = None  #: where the paragraph ended without closing it


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of characters from the opening mark to behind the closing one; they may overlap. Linear in the text.

    A quotation that is not closed ends with its paragraph, or further on where the next mark of all closes it.
    """
    opened: _Open | None = None
    depth = looked = 0  # how deep in names that are quoted inside; where no line has ended since the quotation opened
    for mark in _MARK.finditer(text):
        sign, place = mark.group(), mark.start()
        if opened is not None and opened.paragraph_end is None:
            paragraph_end = text.find("\n", looked, place)
            if paragraph_end >= 0:
                yield from _unclosed(opened, paragraph_end)
                opened = opened._replace(paragraph_end=paragraph_end)
        looked = place
        if opened is not None and opened.paragraph_end is not None:
            if _closes(text, opened.sign, place) and place - opened.start <= _FURTHEST:
                yield opened.start, mark.end()
                opened = None
                continue
            opened = None
        if opened is None:
            if sign in _CLOSING and not (sign in _AT_WORDS_EDGE and _is_letter(text, place - 1)):
                opened, depth = _Open(place, sign), 0
        elif sign in _CLOSING[opened.sign]:
            if sign == "’" and _is_letter(text, place + 1):
                continue
            if sign == opened.sign and _begins_word(text, place):
                depth += 1  # a name inside: "We build the "Polar Star" in May"
                continue
            if depth:
                depth -= 1
                continue
            if opened.sign != _TITLE:
                yield opened.start, mark.end()
            opened = None
        elif sign == opened.sign:
            depth += 1
    if opened is not None and opened.paragraph_end is None:
        paragraph_end = text.find("\n", looked)
        yield from _unclosed(opened, paragraph_end if paragraph_end >= 0 else len(text))
    place = 0
    for line in text.split("\n"):
        if _DIALOGUE.match(line):
            yield place, place + len(line)
        place += len(line) + 1


def _unclosed(opened: _Open, end: int) -> Iterator[tuple[int, int]]:
    if opened.sign not in ("‘", _TITLE):  # ‘ may be an apostrophe: ‘the ’90s
        yield opened.start, end


def _closes(text: str, opening: str, place: int) -> bool:
    """Whether the mark at `place` closes what `opening` opened paragraphs before: it ends a word and begins none."""
    if opening in ("‘", _TITLE) or text[place] not in _CLOSING[opening]:
        return False
    return not text[place - 1 : place].isspace() and not _is_letter(text, place + 1)


def _begins_word(text: str, place: int) -> bool:
    """Whether the mark at `place` stands before a word and not behind one: it opens."""
    return text[place - 1 : place].isspace() and _is_letter(text, place + 1)


def _is_letter(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place].isalnum()
