"""An author line cut where names end: at times, at marks between names and sections, at words left before them."""

import re

_TIME = re.compile(
    r"(?:(?<=\s)(?:on|am|le|el|em|il|op|den|w|v)\s+[^\W\d_]{4,12},?\s+)?\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\.?\s+[^\W\d_]{3,10}\.?,?\s+\d{4}"
    r"|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
    r"(?:,?\s*(?:at\s+|um\s+|-\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+(?:[A-Z]{2,4}|Uhr)\b)?)?"
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s+(?:[A-Z]{3,4}|Uhr)\b)?", re.IGNORECASE)
_SEGMENT = re.compile(r"\s*(?:[|·•—–]|\s[-/»]\s)\s*")
#: What stood before a time or a link to a section.
_DANGLING = re.compile(
    r"\s(?:on|at|in|under|am|um|im|unter|le|à|el|en|a las|il|em|om|op|den|kl|klo|dne|от|в|@)[\s,.]*$", re.IGNORECASE
)


def segments(text: str) -> list[str]:
    """The parts of an author line, times cut out: "Jane Roe on 3 May 2019 | Harbour" -> "Jane Roe", "Harbour"."""
    parts = (_DANGLING.sub("", f" {part}").strip() for part in _SEGMENT.split(without_time(text)))
    return [part for part in parts if part.strip(" ,.:")]


def without_time(text: str) -> str:
    """A line with a bar for every time in it."""
    if not any(c.isdigit() for c in text):
        return text.strip(" ,|•·-–—")
    return _CLOCK.sub("", _TIME.sub(" | ", text)).strip(" ,|•·-–—")


def has_time(text: str) -> bool:
    """Whether a day or a clock stands in a line."""
    if not any(c.isdigit() for c in text):
        return False
    return _TIME.search(text) is not None or _CLOCK.search(text) is not None


def is_time(text: str) -> bool:
    """Whether a line is a day or a clock, or only the word before one: "on", "am"."""
    return _DANGLING.fullmatch(f" {text}") is not None or (
        has_time(text) and all(" " not in part for part in segments(text))
    )
