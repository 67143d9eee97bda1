"""News that nobody wrote, of real length: for benchmarks that need more of it than there is to share.

About 400 words an article, drawn from 200,000 invented words by Zipf's law (so that common runs of words are common
here too), in sentences and paragraphs; of one of 2,000 outlets, whose standing paragraph of some 40 words closes every
page. One article in five carries an earlier one: all of it or a part, with a head of its own.
"""

import os
import platform
import random
import sqlite3
from collections.abc import Sequence
from functools import cache

import numpy as np

OUTLETS = 2_000
_WORDS = 200_000
_LENGTH = 360
_SYLLABLES = (
    "ba", "ko", "ri", "mu", "ten", "sol", "vi", "dar", "le", "po", "shu", "ga", "fen", "ol", "zi", "tra", "e", "on",
)  # fmt: skip


def text(number: int, seed: int = 0) -> str:
    """The article of this number, always the same."""
    carried = origin(number, seed)
    draw = np.random.default_rng((seed, number))
    words = _drawn(draw, min(900, max(80, int(draw.normal(_LENGTH, 60)))))
    if carried is not None:
        told = text(carried, seed).rpartition("\n")[0].split(" ")
        words = words[:25] + told[: int(len(told) * draw.uniform(0.5, 1))]
    return " ".join(words) + "\n" + standing(outlet(number, seed), seed)


def outlet(number: int, seed: int = 0) -> int:
    """Whose article it is: some have many, most have few."""
    return int(OUTLETS * random.Random(f"{seed} {number} outlet").random() ** 2)


def origin(number: int, seed: int = 0) -> int | None:
    """The article that this one carries, which carries none itself."""
    draw = random.Random(f"{seed} {number} origin")
    if number < 10 or draw.random() >= 0.2:
        return None
    # News is copied while it is new.
    earlier = max(0, number - 1 - int(draw.expovariate(1 / 500)))
    return earlier if origin(earlier, seed) is None else None


@cache
def standing(of: int, seed: int = 0) -> str:
    """What closes every page of an outlet."""
    return " ".join(_drawn(np.random.default_rng((seed, of, 1)), 40))


def machine() -> str:
    """Where a table was measured, and by which versions."""
    return (
        f"{_processor()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}, numpy {np.__version__}, SQLite {sqlite3.sqlite_version}"
    )


def _drawn(draw: np.random.Generator, count: int) -> list[str]:
    """Words in sentences of about 20, one in eight of which ends a paragraph."""
    vocabulary, steps = _vocabulary()
    words = [vocabulary[i] for i in np.searchsorted(steps, draw.random(count)).tolist()]
    for end in range(int(draw.integers(12, 28)), count, 20):
        words[end - 1] += "." if end % 8 else ".\n"
        words[end] = words[end].capitalize()
    return words


@cache
def _vocabulary() -> tuple[Sequence[str], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Invented words, the frequent ones short, and the sums of their frequencies."""
    draw = random.Random("vocabulary")
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        size = (1, 2) if len(words) < 200 else (2, 3) if len(words) < 4_000 else (3, 5)
        words["".join(draw.choices(_SYLLABLES, k=draw.randint(*size)))] = None
    sums = np.cumsum(1 / np.arange(1, _WORDS + 1))
    return list(words), sums / sums[-1]


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.partition(":")[2].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown processor"
