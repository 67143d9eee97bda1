"""Sources of pictures: captions, "Photo: X", "(AP Photo/Jane Roe)", "Источник фото: X"."""

import re

from tracker.credits.context import Context, Line
from tracker.types import Credit

_PRESS = re.compile(r"\((?P<inner>[^()]{2,80})\)")
_AGENCY_PHOTO = re.compile(r"\b(?:Photo|Image|Images|Pictures|Foto|Фото|photo)\b|/|via\s")
_LONGEST = 240  # characters of a line that names a picture's source


def read_photos(context: Context) -> list[Credit]:
    """Organisations credited only for a picture or a video."""
    found: list[Credit] = []
    for line in context.captions:
        found += _mentions(context, line, line.text[-_LONGEST:], "caption")
    for line in context.texts:
        opened = context.words.photo.match(line.text) if len(line.text) <= _LONGEST else None
        if opened is not None:
            found += _mentions(context, line, line.text, "photo-line")
            continue
        for inner in _PRESS.finditer(line.text[-_LONGEST:]):
            if _AGENCY_PHOTO.search(inner["inner"]):
                found += _mentions(context, line, inner["inner"], "photo-bracket")
    return found


def _mentions(context: Context, line: Line, text: str, rule: str) -> list[Credit]:
    return [
        context.credit(context.mentioned(mention), "other", text, line.location, rule, 0.8, role="photo")
        for mention in context.find(text, codes=True)
    ]
