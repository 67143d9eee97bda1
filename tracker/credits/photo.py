"""Sources of pictures: captions, "Photo: X", "(AP Photo/Jane Roe)", "Источник фото: X"."""

import re
from collections.abc import Iterator

from tracker.credits.context import Context, Line, Organisation, is_domain
from tracker.types import Credit

_BRACKETS = re.compile(r"\((?P<inner>[^()]{2,80})\)")
_LONGEST = 240  # characters of a line that names a picture's source
#: Before a name: what opens the credit at the end of a caption. A caption that tells of a broadcaster has none of it.
_OPENED = re.compile(r"(?:^|[/©(|:•·–—-]|\([Cc]\)|[.!?…»”\"]\s?|\bvia\b|\bby\b|\bfor\b|,)\s*$")
#: Behind a name: the end, or words that say what the picture is.
_CLOSED = re.compile(
    r"\s*(?:[)\].,;|©]*\s*$|[/|]"
    r"|[\s.,]*(?:photos?|images?|pictures?|graphics?|video|pool|wire|archiv\w*|file|stock|foto\w*|via|news agency)\b)",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*)+")
_PICTURE = re.compile(r"\b(?:photos?|images?|pictures?|fotos?|фото|via getty)\b", re.IGNORECASE)


def read_photos(context: Context) -> list[Credit]:
    """Organisations credited only for a picture or a video.

    A name in a caption is its source where it stands as one: in brackets at the end, behind a sign or a slash, alone.
    """
    found: list[Credit] = []
    for line in context.captions:
        found += _credits(context, line, line.text[-_LONGEST:], "caption")
    for line in context.texts:
        if len(line.text) <= _LONGEST and context.words.photo.match(line.text) is not None:
            found += _credits(context, line, line.text, "photo-line")
        elif "(" in line.text:
            for inner in _BRACKETS.finditer(line.text[-_LONGEST:]):
                if _is_picture(context, inner["inner"]):
                    found += _credits(context, line, inner["inner"], "photo-bracket")
    return found


def _credits(context: Context, line: Line, text: str, rule: str) -> list[Credit]:
    return [
        context.credit(organisation, "other", text, line.location, rule, 0.8, role="photo")
        for organisation in _organisations(context, text)
    ]


def _organisations(context: Context, text: str) -> Iterator[Organisation]:
    """Catalogued names in the place of a credit, agencies of pictures, and sites behind "Photo:"."""
    for mention in context.find(text, codes=True):
        if _is_credited(context, text, mention.start, mention.end):
            yield context.mentioned(mention)
    for pictures in context.words.pictures.finditer(text):
        if _is_credited(context, text, *pictures.span()):
            yield context.unknown(pictures.group())
    opened = context.words.photo.match(text)
    if (
        opened is not None
        and is_domain(rest := text[opened.end() :].strip(" ."))
        and not context.find(rest, codes=True)
    ):
        yield context.unknown(rest)


def _is_credited(context: Context, text: str, start: int, end: int) -> bool:
    """Whether a name stands as a credit; "Bild" and "Foto" are words for a picture where none stands before them."""
    before, behind = text[:start], text[end:]
    if context.words.photo.match(f"{text[start:end]}: ") is not None:
        return before.rstrip().endswith(("/", "©")) and behind[:2].strip()[:1] not in (":", "©")
    if before.rstrip().endswith("/") or behind.lstrip().startswith("/"):
        return True
    segment = re.split(r"[.(|]\s*", before)[-1]
    named = context.words.photo.match(segment)
    if named is not None and named.end() == len(segment):
        return True
    return _OPENED.search(before) is not None and _CLOSED.match(behind) is not None


def _is_picture(context: Context, inner: str) -> bool:
    """Whether brackets in a text are a picture's: "(Polar Press Photo/Jane Roe)"; "(dpa/abc)" signs the text."""
    if _PICTURE.search(inner) is not None:
        return True
    parts = [part.strip() for part in inner.split("/")]
    return len(parts) > 1 and any(_PERSON.fullmatch(part) and context.organisation(part) is None for part in parts)
