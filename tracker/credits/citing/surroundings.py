"""What stands around a name: whether the words before it or behind it are those of a citation."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from tracker.credits.citing.stems import plain
from tracker.credits.citing.words import Cues

_BEFORE, _BEHIND = 150, 70  # characters looked at
_FAR, _NEAR = 12, 3  # words between a word of saying and the one cited
_BESIDE = 4  # words from a kind of medium to its name: "el diario local X", "l'agence d'images X"
_SOON = 6  # words behind a name
_OWNED = 4  # words between "X's" and a word of reporting: "X's Jane Roe reported"
_APART = r"\s,.:;!?()\[\]«»\"“”„‘‹›<>—–/|•…。，："
_TOKEN = re.compile(rf"[^\W\d_]{{1,6}}['’](?=\w)|[^{_APART}'’`][^{_APART}]*|[,:;()—–]")
_SENTENCE = re.compile(r"(?<=[^\W_]{2})[.!?…؟。।][»”\"’)\]]*\s|[»”\"’][.!?…]\s|\n")
_ENDING = re.compile(r"[»”\"’)\]]{0,2}['’\-‑](?P<ending>[^\W\d_]{1,5})(?!\w)")
_STOPS = frozenset(".!?…;")
_CLOSING = " »”\"’')]』」》"
_OPENING = " «“„\"‘'([『「《"
_BREAKS = frozenset(",:;()—–")


class Grade(IntEnum):
    """How surely the words before a name cite it."""

    NONE = 0
    SENTENCE = 1  #: the sentence says that somebody speaks, and the name is said to be a medium's
    SPOKEN = 2  #: somebody speaks to it, in it, on it
    DIRECT = 3  #: "according to", "reports", directly before


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What stands before a name."""

    grade: Grade = Grade.NONE
    medium: bool = False  #: a kind of medium is said to bear the name
    show: bool = False  #: of a programme or a site
    adjacent: bool = False  #: that kind stands directly before the name
    listed: bool = False  #: the name is the first of a list behind that kind
    talk: bool = False  #: an interview with it, in it
    toward: bool = False  #: it is who listens
    according: bool = False  #: "according to"
    voice: bool = False  #: what cites it, people do as well
    other: bool = False  #: the word before says that it is no medium


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind a name."""

    reports: bool = False  #: a word of reporting
    voice: bool = False  #: people do so as well
    says: bool = False  #: any word of saying, soon
    medium: bool = False  #: a kind of medium: "Нова телевизия"
    other: bool = False  #: the word behind says that it is no medium


def look_before(cues: Cues, text: str, start: int, *, known: bool, catalogued: bool) -> Before:
    """The words up to a name, read from the right: kind of medium, articles, then those of a citation.

    A kind of medium may stand some words before a `catalogued` name. One that is `known` to be no other's may be spoken
    to from afar, and without a preposition where the language has a dative.
    """
    window = plain(text[max(0, start - _BEFORE) : start])
    ends = [found.end() for found in _SENTENCE.finditer(window)]
    window = window[ends[-1] :] if ends else window
    if cues.before and window.rstrip(_OPENING).endswith(cues.before):
        return Before(grade=Grade.DIRECT)
    written = _TOKEN.findall(window)
    if written and written[-1] == "(":
        written.pop()
    if not written or written[-1] == ":":
        return Before()
    listed = written[-1] == "," and len(written) > 1  # "the papers of the country, X and Y"
    if listed:
        written.pop()
    words = [word.lower() for word in written]
    if _last_part(words[-1]) in cues.others:
        return Before(other=True)
    if _last_part(words[-1]) in cues.shows and not _is_named(cues, written, len(words) - 1):
        return replace(_behind_medium(cues, words[:-1]), show=True, adjacent=True, listed=listed)
    back = _find_medium(cues, written, words, far=catalogued or listed or cues.late)
    if back:
        return replace(_behind_medium(cues, words[:-back]), adjacent=back == 1, listed=listed)
    return Before() if listed else _without_medium(cues, words, known=known)


def look_behind(cues: Cues, text: str, end: int) -> Behind:
    """The words behind a name: its ending, a kind of medium, helping words, then one of reporting."""
    window = plain(text[end : end + _BEHIND])
    if cues.behind and window.lstrip(_CLOSING).startswith(cues.behind):
        return Behind(reports=True)
    ending = _ENDING.match(window)
    owns = ending is not None and (ending["ending"] == "s" or ending["ending"] in cues.helps)
    window = window[ending.end() if ending else 0 :].lstrip(_CLOSING).lower()
    if window[:1] in _STOPS:
        return Behind()
    cut = _SENTENCE.search(window)
    words = _TOKEN.findall(window[: cut.start() + 1] if cut else window)[:_SOON]
    if not words:
        return Behind()
    if words[0] == ",":  # "X, citing Y, ..."
        return Behind(reports=len(words) > 1 and words[1] in cues.heads)
    behind = Behind(
        says=any(word in cues.says for word in words),
        medium=words[0] in cues.media and words[0] not in cues.offices,
        other=words[0] in cues.others,
    )
    for at, word in enumerate(words):
        if word in _BREAKS:
            break
        if word in cues.reports and not (behind.other and at == 0):
            return replace(behind, reports=True, voice=word in cues.voices)
        if not (word in cues.helps or word in cues.media or (owns and at < _OWNED)):
            break
    return behind


def _find_medium(cues: Cues, written: list[str], words: list[str], *, far: bool) -> int:
    """How many words back a kind of medium stands that the name may belong to; 0 where none does."""
    if cues.postfix:
        return 0
    for back in range(1, min(_BESIDE, len(words)) + 1):
        word, at = words[-back], len(words) - back
        if _last_part(word) in cues.media and not _is_named(cues, written, at):
            return back
        ends = word in _BREAKS or word in cues.others or word in cues.ands or (word in cues.to and word not in cues.of)
        if ends or not far or _is_large(written, at):  # what is written large is a name of its own
            return 0
    return 0


def _is_named(cues: Cues, written: list[str], at: int) -> bool:
    """Whether a kind of medium is part of a name itself: "Общественное телевидение", "the Space Agency"."""
    return not cues.large and (_is_large(written, at) or (cues.dative and at > 1 and _is_large(written, at - 1)))


def _is_large(written: list[str], at: int) -> bool:
    return at > 0 and written[at][0].isupper()


def _behind_medium(cues: Cues, words: list[str]) -> Before:
    """A kind of medium stands before the name: adjectives may precede it, and any word of saying is something."""
    for skipped in range(min(_BESIDE, len(words)) + 1):
        rest = words[: len(words) - skipped]
        if not rest or rest[-1] in _BREAKS or rest[-1] in cues.others:
            break
        talk = any(word in cues.talks for word in rest[-3:])
        if cues.cites.end(rest) or rest[-1] in cues.talks:
            return Before(grade=Grade.DIRECT, medium=True, talk=talk)
        if rest[-1] in cues.to:
            if _is_spoken(cues, rest[:-1], _FAR):
                return Before(grade=Grade.SPOKEN, medium=True, talk=talk)
            break
    return Before(grade=Grade.SENTENCE if _is_spoken(cues, words, _FAR) else Grade.NONE, medium=True)


def _without_medium(cues: Cues, words: list[str], *, known: bool) -> Before:
    for skipped in range(min(3, len(words))):
        rest = words[: len(words) - skipped]
        talk = any(word in cues.talks for word in rest[-4:])
        if cues.cites.end(rest) or (rest[-1] in cues.heads and (len(rest) == 1 or rest[-2] in _BREAKS)):
            voice, according = rest[-1] in cues.voices, cues.according.end(rest)
            return Before(grade=Grade.DIRECT, talk=talk, voice=voice, according=according)
        if rest[-1] in cues.to:
            if len(rest) > 1 and rest[-2] in cues.others:
                return Before()
            toward = rest[-1] in cues.toward
            if _is_spoken(cues, rest[:-1], _FAR if known or toward else _NEAR):
                near = known or _is_spoken(cues, rest[:-1], _NEAR)
                return Before(grade=Grade.SPOKEN if near else Grade.SENTENCE, talk=talk, toward=toward)
        if rest[-1] not in cues.skips:
            break
    if known and cues.dative and _is_spoken(cues, words, _FAR, breaks=True):
        return Before(grade=Grade.SPOKEN)
    return Before()


def _is_spoken(cues: Cues, words: list[str], most: int, *, breaks: bool = False) -> bool:
    """Whether one of the last words is one of saying; with `breaks`, no comma may stand behind it."""
    for word in reversed(words[-most:]):
        if word in cues.says:
            return True
        if word in _BREAKS and (breaks or word in ";:"):
            return False
    return False


def _last_part(word: str) -> str:
    """The last part of a compound: "телеграм-канал"."""
    return word.rpartition("-")[2] or word
