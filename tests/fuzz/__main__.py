"""Read pages made of bytes, guided by coverage, until one raises or takes too long.

    python -m tests.fuzz [--runs N] [--seconds S] [--seed N] [--corpus FOLDER]

Needs atheris (extra `fuzz`). Stops at the first input that raises, or that is read for longer than `--seconds`; prints
how many were read, and the slowest. The input is written down by atheris as a file, which it reads when it is given.
"""

import argparse
import sys
from time import perf_counter

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["tracker"]):
    from tracker.catalogue import load_catalogue
    from tracker.credits import read_credits
    from tracker.credits.unread import read_unread
    from tracker.extract import extract
    from tracker.types import Article

from tests.fuzz.pages import page_of

_CATALOGUE = load_catalogue()
_LONGEST = 4096  # bytes of an input


class _Slowest:
    seconds = 0.0
    data = b""
    read = 0
    articles = 0


def _read(data: bytes, limit: float) -> None:
    page = page_of(data)
    begun = perf_counter()
    article = extract(page)
    if isinstance(article, Article):
        _Slowest.articles += 1
        stated = read_credits(article, _CATALOGUE)
        read_unread(article, _CATALOGUE, stated)
    spent = perf_counter() - begun
    _Slowest.read += 1
    if spent > _Slowest.seconds:
        _Slowest.seconds, _Slowest.data = spent, data
    if spent > limit:
        raise TimeoutError(f"{spent:.2f} s for {len(page.body)} bytes")


def _report() -> None:
    print(
        f"{_Slowest.read} pages read, {_Slowest.articles} of them articles; the slowest took {_Slowest.seconds:.3f} s"
    )


def main() -> None:
    """Run the target; the exit code is atheris': not 0 where an input failed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=200_000)
    options.add_argument("--seconds", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--corpus")
    given = options.parse_args()
    for seed in range(200):  # tables and models are loaded before anything is timed
        _read(bytes((seed * 7 + at * at) % 256 for at in range(600)), 60.0)
    _Slowest.seconds, _Slowest.read, _Slowest.articles = 0.0, 0, 0
    arguments = [
        sys.argv[0],
        f"-atheris_runs={given.runs}",
        f"-seed={given.seed}",
        f"-max_len={_LONGEST}",
        "-len_control=0",
    ]
    atheris.Setup(
        [*arguments, *([given.corpus] if given.corpus else [])], lambda data: _counted(data, given.runs, given.seconds)
    )
    atheris.Fuzz()


def _counted(data: bytes, runs: int, limit: float) -> None:
    _read(data, limit)
    if _Slowest.read % 10_000 == 0 or _Slowest.read == runs:
        _report()


if __name__ == "__main__":
    main()
