"""What a word beside a date says of it: published, changed, or the day of something told of."""

import re
from functools import cache
from typing import Literal, NamedTuple

from tracker.extract.reader import date_words

Label = Literal["published", "changed", "event"]

_LABELS: tuple[Label, ...] = ("changed", "published", "event")
#: Scripts that put no space between words, or whose words hold signs that are no letters.
_UNSPACED = re.compile(r"[\u0900-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 80
_KEY = 3
#: What may stand between a date and the word behind it.
_BETWEEN = " ,|·•-–—()"


class _Found(NamedTuple):
    start: int
    end: int
    label: Label


def label_of(before: str, behind: str = "") -> Label | None:
    """What is said of a date: the last such word before it, else the first behind it; None where there is none."""
    before = before[-_REACH:].rstrip(" :.,([")
    if before:
        for found in reversed(_find(before)):
            if found.label != "event" or found.end == len(before):
                return found.label
    after = behind[:30].lstrip(_BETWEEN)
    if after and (first := next(iter(_find(after)), None)) is not None and first.start == 0:
        return first.label
    return None


def says(label: Label, text: str) -> bool:
    """Whether `text` says so of any date in it."""
    return any(found.label == label for found in _find(text))


def _find(text: str) -> list[_Found]:
    """All such words of a text, in its order."""
    text = text.lower()
    spaced, unspaced = _stems()
    found = []
    for word in _WORD.finditer(text):
        for stem, label in spaced.get(word.group()[:_KEY], ()):
            if text.startswith(stem, word.start()):
                end = word.start() + len(stem)
                if label != "event" or not text[end : end + 1].isalpha():
                    found.append(_Found(word.start(), end, label))
                    break
    if not text.isascii() and _UNSPACED.search(text):
        for stem, label in unspaced:
            at = text.rfind(stem)
            # 日期 is also the end of a longer word that says more: 引用日期.
            if at >= 0 and not any(f.start <= at < f.end for f in found):
                found.append(_Found(at, at + len(stem), label))
        found.sort()
    return found


@cache
def _stems() -> tuple[dict[str, list[tuple[str, Label]]], list[tuple[str, Label]]]:
    """The words of `dates.toml`: those of scripts with spaces by their first letters, the longest first; the others."""
    spaced: dict[str, list[tuple[str, Label]]] = {}
    unspaced: list[tuple[str, Label]] = []
    for label in _LABELS:
        for stem in {s for row in date_words(label).values() for s in row.split("|")}:
            if _UNSPACED.search(stem):
                unspaced.append((stem, label))
            elif word := _WORD.match(stem):
                spaced.setdefault(word.group()[:_KEY], []).append((stem, label))
    unspaced.sort(key=lambda s: (-len(s[0]), _LABELS.index(s[1])))
    for stems in spaced.values():
        stems.sort(key=lambda s: (-len(s[0]), _LABELS.index(s[1])))
    return spaced, unspaced
