"""Accounts on platforms that are quoted: "wrote on Twitter", "в своём Instagram"; not calls to follow one."""

import re
from collections.abc import Iterable, Iterator

from tracker.credits.citing.words import Cues, load_platforms
from tracker.credits.context import LONGEST_BLOCK, LONGEST_QUOTE, Context, Line
from tracker.types import Credit

_LEAST_LINE = 40  # characters; a shorter line with a platform's name is a button
_WORD = re.compile(r"[^\s,.:;!?()\[\]«»\"“”„‘<>—–/|•…'’#@]+")
_SENTENCE = re.compile(r"(?<=[^\W_]{2})\s?[.!?…؟。।][»”\"’)\]]*\s")
_ON = 6  # words between "on" and the platform
_STRANGE = 3  # of them words that speak of no account: "on the school's Facebook page"
_BEFORE, _BEHIND = 10, 6  # words on both sides of it to a verb of saying
_NEAR = 5  # words before it to any word of saying


def read_accounts(context: Context, cues: Cues, lines: Iterable[Line]) -> Iterator[Credit]:
    """Platforms on which somebody is said to write, once each. `lines` are those that name one."""
    seen: set[str] = set()
    for line in lines:
        if line.block.place == "tail" or not _LEAST_LINE <= len(line.text) <= LONGEST_BLOCK:
            continue
        if any(stem in line.lowered for stem in cues.invites):
            continue
        for name, sentence in _quoted(cues, line):
            if name not in seen:
                seen.add(name)
                organisation = context.unknown(name)
                yield context.credit(
                    organisation, "other", sentence, line.location, "citation-account", 0.5, role="citation"
                )


def _quoted(cues: Cues, line: Line) -> Iterator[tuple[str, str]]:
    """Platforms of a line, each with the sentence that quotes an account there."""
    begin = 0
    for end in [*(found.end() for found in _SENTENCE.finditer(line.text)), len(line.text)]:
        words = _WORD.findall(line.lowered[begin:end])
        for at, word in enumerate(words):
            name = _platform(word)
            if name is not None and _is_place(cues, words, at) and _is_spoken(cues, words, at):
                yield name, line.text[begin : min(end, begin + LONGEST_QUOTE)].strip()
        begin = end


def _platform(word: str) -> str | None:
    every, named = load_platforms()
    return next((name for name, stems in named if word in stems), None) if word in every else None


def _is_place(cues: Cues, words: list[str], at: int) -> bool:
    """Whether one writes there: a word for "on" before it, or one for an account beside it."""
    before, behind = words[max(0, at - _ON) : at], words[at + 1 : at + 3]
    if not cues.on:
        return "-" in words[at] or any(word in cues.pages for word in (*before[-2:], *behind))
    strange = 0 if behind and behind[0] in cues.pages else _STRANGE
    for word in reversed(before):
        if word in cues.on:
            return True
        if word not in cues.pages and word not in cues.skips:
            strange += 1
            if strange > _STRANGE:
                return False
    return False


def _is_spoken(cues: Cues, words: list[str], at: int) -> bool:
    if any(word in cues.says for word in words[max(0, at - _NEAR) : at]):
        return True
    around = (*words[max(0, at - _BEFORE) : at], *words[at + 1 : at + _BEHIND])
    return any(word in cues.cites.single or word in cues.reports for word in around)
