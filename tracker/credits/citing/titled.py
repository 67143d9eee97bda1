"""Names in capitals that a word for a medium, in them or beside them, shows to be a medium's."""

import re
from collections.abc import Iterator, Set

from tracker.credits.citing.cited import Cited
from tracker.credits.citing.words import Cues
from tracker.credits.context import Context

#: A capital of the Latin, Greek and Cyrillic alphabets.
CAPITAL = "[" + "".join(c for c in map(chr, [*range(0x41, 0x250), *range(0x370, 0x530)]) if c.isupper()) + "]"
_SMALL = "of|de|del|della|dello|di|du|des|do|da|and|für|et|the"  # words written small inside a name
_WORD = rf"(?:{CAPITAL}[\w&-]*(?<!-)|\d{{1,3}}(?![\w%]|[.,:]\d))"
_NAME = re.compile(
    rf"(?<![\w.@/'’&«“„\"-])(?P<name>{CAPITAL}[\w&-]*(?<!-)(?:(?:\s(?:{_SMALL}))?[ -]{_WORD}){{0,5}})",
)
_OPENS = re.compile(r"(?:^|[.!?…]\s?|[«“„\"–—-]\s?)$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_REACH = 48  # characters from a word for a medium to its name
_LONGEST = 80  # characters of a name
_LEAST = 3
_AROUND = " «»\"“”„‘’'()[],.;:"


def find_titled(context: Context, text: str, cues: Cues, kinds: Set[str]) -> Iterator[Cited]:
    """Names in capitals near one of `kinds`, the line's words for media and talks: "the Palm Beach Post"."""
    for found in _near(text, kinds):
        start, end = found.span("name")
        noun, _, rest = found["name"].partition(" ")
        if cues.large and rest and noun.lower() in cues.media:  # "Zeitung Der Bote": a noun, then the name
            start += len(noun) + 1
        while " " in text[start:end] and text[start:end].split()[0].lower() in cues.opens:  # "От Нова телевизия"
            start += len(text[start:end].split()[0]) + 1
        name = text[start:end]
        first = name.split()[0]
        if len(name) < _LEAST or first.lower() in cues.opens or context.words.month.fullmatch(first):
            continue
        if context.words.sentence.search(name) is None and (
            is_medium_name(cues, name) or _is_beside(cues, text, start, end)
        ):
            yield Cited("titled", name, start, end, opens=_OPENS.search(text, max(0, start - 4), start) is not None)


def is_medium_name(cues: Cues, name: str) -> bool:
    """Whether a name says itself that it is a medium's: "Palm Beach Post", "Radio 3", "Gazeta Esportiva"."""
    if _UNSPACED.search(name) is not None:
        return name.endswith(tuple(cues.media.whole))
    words = name.lower().split()
    if len(words) < 2 or any(word in cues.others for word in words):
        return False
    last = words[-2] if words[-1].isdigit() else words[-1]
    if last in cues.titles or last.partition("-")[0] in cues.titles:  # last only: "Post Office" is none
        return True
    return any(word in cues.media and word not in cues.offices for word in (words[0], words[-1]))


def _near(text: str, words: Set[str]) -> Iterator[re.Match[str]]:
    """Names in capitals that stand within reach of one of some words in small letters, each once."""
    lowered = text.lower()
    spans = []
    for word in words:
        at = lowered.find(word)
        while at >= 0:
            spans.append((max(0, at - _REACH), at + len(word) + _REACH))
            at = lowered.find(word, at + len(word))
    end = 0
    for begin, after in sorted(spans):
        for found in _NAME.finditer(text, max(begin, end), after + _LONGEST):
            if found.start() >= after:
                break
            end = found.end()
            yield found


def _is_beside(cues: Cues, text: str, start: int, end: int) -> bool:
    before = [word.strip(_AROUND) for word in text[max(0, start - _REACH) : start].lower().split()[-4:]]
    behind = [word.strip(_AROUND) for word in text[end : end + _REACH].lower().split()[:1]]
    for word in (part.rpartition("-")[2] for part in (*before, *behind)):
        if word in cues.media or word in cues.shows:
            return True
    return text[start:end].isupper() and any(word in cues.talks for word in before)
