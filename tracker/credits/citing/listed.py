"""Names of one list, of which the first is cited: "X and Y report"."""

import re

from tracker.credits.citing.cited import Cited
from tracker.credits.citing.words import Cues

_LONGEST = 18  # characters between two names
_MARKS = " '’s»”\"“„«‘"
_KINDS = ("show", "программы", "телеканала")


def is_joined(cues: Cues, text: str, first: Cited, second: Cited) -> bool:
    """Whether two names stand in one list: "X and Y", "X/Y", of known ones also "X, Y".

    So do a programme and its station: "„Morgen“ auf Y". An article or a preposition may stand before the second.
    """
    if not first.end <= second.start <= first.end + _LONGEST:
        return False
    between = text[first.end : second.start].lower()
    words = [word for word in re.split(r"\s+|(?<=[,/&])|(?<=')", between.strip(_MARKS)) if word]
    if not words:
        return False
    head, rest = words[0], words[1:]
    if first.kind == "quoted" and second.kind in ("known", "code"):
        words = words[1:] if head in cues.shows else words
        if len(words) == 1 and (words[0] in cues.to or words[0] in cues.on or words[0] in cues.of):
            return True
    if second.kind == "code" or any(word not in cues.skips and word not in cues.to for word in rest[:2]) or rest[2:]:
        return False
    return head in cues.ands or head in cues.heads or head in ("/", "&") or (head == "," and second.kind == "known")
