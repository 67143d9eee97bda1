"""Prints how well parents are known, by noise level, and how far the confidence of inferred parents holds.

python -m tests.generator --seed 1 --stories 500 --noise 0,0.1,0.2,0.3
"""

import argparse
import sys
import time
from collections import Counter
from dataclasses import fields

from tests.generator.measure import Figures, measure
from tests.generator.settings import Settings

_COLUMNS = ("stated", "directly", "inferred", "recall", "any", "members", "complete", "agency", "assigned")


def main(arguments: list[str]) -> int:
    """Every setting is an option; `--noise` takes several levels."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description=__doc__)
    for setting in fields(Settings):
        if setting.name != "noise":
            kind = int if setting.type in (int, "int") else float
            parser.add_argument(f"--{setting.name.replace('_', '-')}", type=kind, default=setting.default)
    parser.add_argument("--noise", default="0,0.1,0.2,0.3,0.5", help="levels, separated by commas")
    parser.add_argument("--counts", action="store_true", help="print every count as well")
    given = vars(parser.parse_args(arguments))
    levels, counts = [float(level) for level in given.pop("noise").split(",")], given.pop("counts")
    print(" ".join(f"{name:>9}" for name in ("noise", *_COLUMNS, "seconds")))
    total: Counter[str] = Counter()
    for level in levels:
        start = time.process_time()
        figures = measure(Settings(**given, noise=level))
        print(_line(f"{level:g}", figures, f"{time.process_time() - start:.0f}"), flush=True)
        total += figures.counts
        if counts:
            _show(figures.counts)
    if len(levels) > 1:
        print(_line("all", Figures(0.0, total), ""))
        if counts:
            _show(total)
    print("\nconfidence   inferred   said  right")
    for step, number, said, right in Figures(0.0, total).reliability():
        print(f"{step:>10} {number:>10} {said:>6.3f} {right:>6.3f}")
    return 0


def _line(name: str, figures: Figures, seconds: str) -> str:
    shares = (
        figures.stated,
        figures.stated_directly,
        figures.inferred,
        figures.recall,
        figures.recall_of_all,
        figures.members,
        figures.complete,
        figures.agency,
        figures.assigned,
    )
    shown = ["-" if share is None else f"{share:.3f}" for share in shares]
    return " ".join(f"{column:>9}" for column in (name, *shown, seconds))


def _show(counts: Counter[str]) -> None:
    for name, count in sorted(counts.items()):
        print(f"          {name}: {count}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
