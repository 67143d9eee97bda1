"""How the alignment of two texts grows when they double: hostile texts and long ones must not grow with the square.

    python -m tests.benchmarks.align_doubling [--least BYTES] [--doublings N] [--most RATIO]

Each kind of text is made at a size and at its doubles, aligned with a partner of the same kind, and timed by the
processor; beside it stands the memory that the largest took at its peak. A ratio of 2 is linear. With `--most` the exit
code is 1 where the last doubling of a kind cost more than that.
"""

import argparse
import platform
import random
import sys
import tracemalloc
from collections.abc import Callable
from time import process_time

from tracker.match import align
from tracker.types import Text

_SENTENCE = "The bridge over the river stays closed for repairs until spring. "


def one_word(size: int, _: random.Random) -> str:
    """The same word over and over: every run is every other."""
    return "no " * (size // 3)


def one_sentence(size: int, _: random.Random) -> str:
    """The same sentence over and over."""
    return _SENTENCE * (size // len(_SENTENCE))


def few_words(size: int, draw: random.Random) -> str:
    """Four words in any order: short runs that meet by chance everywhere."""
    return " ".join(draw.choices(("port", "ship", "rain", "wind"), k=size // 5))


def few_sentences(size: int, draw: random.Random) -> str:
    """Twenty sentences in any order: long runs, each in many places."""
    made = [_SENTENCE.replace("river", f"river {n} at {n * 7} past") for n in range(20)]
    return "".join(draw.choice(made) for _ in range(size // len(made[0])))


def prose(size: int, draw: random.Random) -> str:
    """Words that hardly come twice, in sentences and paragraphs; every tenth sentence is the partner's own."""
    fixed, words, number = random.Random(7), [], 0
    while 90 * number < size:
        own = draw if number % 10 == 0 else fixed
        words.append(" ".join(f"w{own.randrange(10**6)}" for _ in range(12)) + (".\n" if number % 3 == 0 else ". "))
        number += 1
    return "".join(words)


def quotation_marks(size: int, draw: random.Random) -> str:
    """Marks that open and never close, and close what was never open, among words."""
    marks = draw.choices('«»“”„"', k=size // 7)
    return " ".join(f"{mark}w{n}" for n, mark in enumerate(marks))


KINDS: tuple[Callable[[int, random.Random], str], ...] = (
    one_word, one_sentence, few_words, few_sentences, prose, quotation_marks,
)  # fmt: skip


def measure(kind: Callable[[int, random.Random], str], size: int, *, traced: bool) -> tuple[float, float, int]:
    """Seconds, MiB at the peak (0 where not traced: tracing slows), and passages."""
    a, b = (Text(article_id=i, outlet=f"outlet-{i}", text=kind(size, random.Random(i))) for i in (1, 2))
    if traced:
        tracemalloc.start()
    begin = process_time()
    match = align(a, b)
    spent = process_time() - begin
    peak = tracemalloc.get_traced_memory()[1] / 2**20 if traced else 0.0
    tracemalloc.stop()
    return spent, peak, 0 if match is None else len(match.passages)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=125_000, help="bytes of the smallest text")
    parser.add_argument("--doublings", type=int, default=4)
    parser.add_argument("--most", type=float, default=None, help="the ratio that the last doubling may reach")
    options = parser.parse_args()
    sizes = [options.least << n for n in range(options.doublings + 1)]
    print(f"{platform.machine()}, Python {platform.python_version()}; seconds of the processor")
    print(
        f"{'':17}"
        + "".join(f"{size / 1e6:>8.2f} MB" for size in sizes)
        + f"{'last ratio':>12}{'peak':>10}{'passages':>10}"
    )
    worst = 0.0
    for kind in KINDS:
        times = [measure(kind, size, traced=False)[0] for size in sizes]
        _, peak, passages = measure(kind, sizes[-1], traced=True)
        ratio = times[-1] / times[-2]
        worst = max(worst, ratio)
        row = "".join(f"{spent:>11.3f}" for spent in times)
        print(f"{kind.__name__:17}{row}{ratio:>12.1f}{peak:>6.0f} MiB{passages:>10}", flush=True)
    return int(options.most is not None and worst > options.most)


if __name__ == "__main__":
    sys.exit(main())
