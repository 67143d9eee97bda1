"""Copyright lines as to the text: "Copyright 2019 The Associated Press. All rights reserved", "© Thomson Reuters"."""

import re

from tracker.catalogue import Mention
from tracker.credits.context import Context, Line
from tracker.credits.own import squash
from tracker.types import Credit

_MARK = re.compile(r"©|\(c\)\s|copyright|\bcopr\.|版[权權]所有|حقوق النشر", re.IGNORECASE)
_SIGNS = ("©", "copyright", "(c)", "copr.", "版权", "版權", "حقوق")
_LONGER = re.compile(r"\s[A-Z][a-z]")  # behind a code: it is the first word of another name
_PICTURE = re.compile(r"(?:©|\(c\))[^.©]{2,40}\s?/\s?[A-ZÀ-Ý][\w.'’ -]{2,40}$", re.IGNORECASE)
_LONGEST = 400  # characters from the mark in which its holder is named
_BETWEEN = re.compile(
    r"[\s,.:;–—-]*(?:(?:copyright|©|\(c\)|版[权權]所有[:：]?|حقوق النشر|by"
    r"|(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?)[\s,.:;–—-]*){0,6}",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"(?:the\s+)?([^.,;|©()]{2,60}?)(?:\s*[.,;|©(]|\s+(?:19|20)\d\d|\s+all rights|$)", re.IGNORECASE)
_LEAST_PARAGRAPH = 60  # characters
_LEAST_TEXT = 2  # paragraphs of a text; a single one above a bare mark is a caption
_EARLIEST_OF_TEXT = 30  # lines from the end in which a line of the text can be its copyright


def read_copyright(context: Context) -> list[Credit]:
    """Holders that are not the outlet; one that no catalogue knows only where another statement names it."""
    found: list[Credit] = []
    for line in context.texts:
        text = line.text
        if len(text) > 1500 or (line.from_end > _EARLIEST_OF_TEXT and line.number > 8):
            continue
        mark = _MARK.search(text) if any(sign in line.lowered for sign in _SIGNS) else None
        if mark is not None and not _is_of_picture(context, line, mark.start()):
            found += _read(context, line, text[mark.start() : mark.start() + _LONGEST])
    return found


def _read(context: Context, line: Line, text: str) -> list[Credit]:
    begin = _BETWEEN.match(text)
    rest = text[begin.end() if begin else 0 :]
    mentions = [m for m in context.find(rest[:160], codes=True) if m.start <= 70]
    found = [
        _credit(context, line, text, mention, beside=_joined(context, rest[: mention.start]))
        for mention in mentions
        if (mention.kind == "agency" and not (mention.ambiguous and _LONGER.match(rest, mention.end)))
        or (mention.start <= 4 and line.block.place != "footer")
    ]
    holder = _HOLDER.match(rest)
    if not found and holder is not None and squash(holder[1]) in context.trusted:
        found.append(context.credit(context.unknown(holder[1]), "copyright", text, line.location, "copyright", 0.7))
    return [credit for credit in found if credit.role == "credit"]


def _joined(context: Context, before: str) -> bool:
    """ "© Oak Post (avec Velox)": the outlet holds it, the agency contributed."""
    words = before.rstrip().rsplit(None, 1)
    return bool(words) and context.words.with_.fullmatch(words[-1].lstrip("(") + " ") is not None


def _credit(context: Context, line: Line, text: str, mention: Mention, *, beside: bool) -> Credit:
    return context.credit(
        context.mentioned(mention), "contributed" if beside else "copyright", text, line.location, "copyright", 0.9,
        extent="part" if beside else "whole",
    )  # fmt: skip


def _is_of_picture(context: Context, line: Line, at: int) -> bool:
    """A mark behind a word for a picture, or a short line in the middle of the text that is only a picture's.

    So is a short one under a single paragraph, which is the picture's caption.
    """
    before = line.text[max(0, at - 30) : at]
    if context.words.photo.search(before) or context.words.photo.match(line.text):
        return True
    if _PICTURE.search(line.text) and len(line.text) < 80:
        return True
    bare = len(line.text) <= 40 and not re.search(r"\d{4}|rights|reserv", line.text, re.IGNORECASE)
    # Of all lines: `texts` may be only those that show a sign.
    paragraphs = sum(len(other.text) > _LEAST_PARAGRAPH and other.number < line.number for other in context.lines)
    return bare and (line.from_end > 3 or paragraphs < _LEAST_TEXT)
