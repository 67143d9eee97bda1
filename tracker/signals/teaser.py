"""Texts cut down to their beginning: what a paywall leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from tracker.signals.signal import Signal

#: Articles whose own text shrank to less than half: an editor does that now and then, a paywall to all of them.
_SHRUNK, _SHRUNK_TO = 2, 0.5
#: How many articles a day and its past must have, how far the median falls, and below how many words it is a teaser.
_ARTICLES, _PAST, _FALLS_TO, _SHORT = 8, 30, 0.4, 160
#: What share of the day's articles must be shorter than three quarters of the past ones.
_MOST = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """Known articles of an outlet that came with another text on a day: address, text before, text now."""

    outlet: str
    day: date
    texts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """Words of an outlet's articles that were new on a day, and of those that were new in the four weeks before."""

    outlet: str
    day: date
    words: tuple[int, ...]
    past: tuple[int, ...]
    url: str | None = None  #: the shortest of the day's


def judge_shrunk(found: Shrunk) -> Signal | None:
    """A signal where at least two known articles are now nothing but the beginning of what they were."""
    cut = [(url, len(now.split()), len(before.split())) for url, before, now in found.texts if _is_teaser(before, now)]
    if len(cut) < _SHRUNK:
        return None
    url, now, before = cut[0]
    evidence = f"{len(cut)} known articles shrank to their beginning, one from {before} to {now} words"
    return Signal(
        outlet=found.outlet, day=found.day, kind="teaser", subject="known", pages=len(cut), url=url, evidence=evidence
    )


def judge_lengths(found: Lengths) -> Signal | None:
    """A signal where a day's new articles (eight or more) are far shorter than those of its past (thirty or more).

    The median falls to 40 % or less and below 160 words, and four of five are shorter than the lower quartile of the
    past: that a paper had many short items on a day moves the median, not nearly all of them.
    """
    if len(found.words) < _ARTICLES or len(found.past) < _PAST:
        return None
    now, before = median(found.words), median(found.past)
    if now > _SHORT or now > _FALLS_TO * before:
        return None
    quartile = sorted(found.past)[len(found.past) // 4]
    if sum(words < quartile for words in found.words) < _MOST * len(found.words):
        return None
    evidence = f"{len(found.words)} new articles have {now:.0f} words in the median, {len(found.past)} before had "
    return Signal(
        outlet=found.outlet,
        day=found.day,
        kind="teaser",
        subject="new",
        pages=len(found.words),
        url=found.url,
        evidence=f"{evidence}{before:.0f}",
    )


def _is_teaser(before: str, now: str) -> bool:
    """Half of it at the most, and the same words but for a last paragraph that asks for money."""
    words, kept = before.split(), _words_but_last_line(now)
    return 0 < len(now.split()) <= _SHRUNK_TO * len(words) and bool(kept) and _begins(words, kept)


def _words_but_last_line(text: str) -> list[str]:
    lines = text.splitlines()
    return " ".join(lines[:-1] if len(lines) > 1 else lines).split()


def _begins(words: Sequence[str], kept: Sequence[str]) -> bool:
    """Whether nine of ten of `kept` stand at the beginning of `words`; the last may be cut by an ellipsis."""
    same = sum(a == b for a, b in zip(words, kept, strict=False))
    return same >= 0.9 * len(kept) - 1 and same > 0
