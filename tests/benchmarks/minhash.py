"""Side by side on the same texts in one run: MinHash LSH of datasketch; fingerprints, candidates, alignment here.

    python -m tests.benchmarks.minhash [--articles N] [--seed S]
    python -m tests.benchmarks.minhash --db URL [--pairs PAIRS.jsonl]

datasketch does what it is mostly used for: 5-word shingles, 128 permutations, threshold 0.5, every text put in an index
and asked for; what comes out are pairs that *may* be alike. Here the same texts are fingerprinted, paired, and every
pair is aligned; what comes out are passages with their places. All in one process, one after the other.

What is on the clock: from the texts as strings to the pairs, on both sides; reading them from a database on neither.
datasketch goes by its batches (`MinHash.generator`, `insertion_session`) on words as they stand between white space,
casefolded, which is the cheapest way and costs it a twentieth of its time; the tracker folds accents, marks and scripts
and works in batches too. A second line gives datasketch the very words of the tracker, folded before its clock starts:
what it finds then differs by the method alone.

Recall is the share of pairs that are known to share text and come out. The known pairs are those of a file with `a`,
`b` (addresses) and `containment` (share of the shorter text's six-word shingles that stand in the other), for the
articles of a database; without one, texts are made up by `--seed`, and containment is counted on them. Needs
`pip install datasketch`.
"""

import argparse
import json
import platform
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import accumulate, combinations
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from tracker.db import links, open_database, queries
from tracker.db.blocks import as_postings, outlet_number
from tracker.match import align_all, candidate_pairs, fingerprints
from tracker.text import count_words, folded_words, words
from tracker.types import Text

_SHINGLE, _PERMUTATIONS, _THRESHOLD = 5, 128, 0.5
_TRUTH_SHINGLE = 6
_AT_LEAST = (0.5, 0.8)

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Known:
    """Texts, and of pairs that share text how much."""

    texts: dict[int, Text]
    containment: dict[tuple[int, int], float]

    def at_least(self, share: float) -> Pairs:
        """Pairs of this containment or more."""
        return {pair for pair, contained in self.containment.items() if contained >= share}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one side found, and the seconds that each of its steps took: of the processor, so that a busy machine slows
    neither side."""

    name: str
    pairs: Pairs
    seconds: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


def of_datasketch(texts: dict[int, Text], folded: Iterable[list[str]] | None = None) -> Answer:
    """Index and query of a MinHash LSH. `folded`: the words of each text, where it need not split them itself."""
    from datasketch import MinHash, MinHashLSH

    clock = _Clock()
    split = (text.text.casefold().split() for text in texts.values()) if folded is None else folded
    shingles = ([" ".join(run).encode("utf-8", "replace") for run in _runs(own, _SHINGLE)] for own in split)
    hashes = list(MinHash.generator(shingles, num_perm=_PERMUTATIONS))
    clock.step("minhash")
    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    with index.insertion_session() as session:
        for key, minhash in zip(texts, hashes, strict=True):
            session.insert(key, minhash)
    clock.step("index")
    found: Pairs = set()
    for key, minhash in zip(texts, hashes, strict=True):
        found.update((min(key, other), max(key, other)) for other in index.query(minhash) if other != key)
    clock.step("query")
    return Answer("datasketch MinHashLSH" if folded is None else "the same, words given", found, clock.steps)


def of_tracker(texts: dict[int, Text]) -> Answer:
    """Fingerprints, candidates, and the alignment of every candidate."""
    clock = _Clock()
    marks = fingerprints(text.text for text in texts.values())
    packed = [
        (key, outlet_number(text.outlet), own.tobytes()) for (key, text), own in zip(texts.items(), marks, strict=True)
    ]
    clock.step("fingerprint")
    pairs = candidate_pairs([as_postings(packed)])
    clock.step("candidates")
    matches = align_all((texts[a], texts[b]) for a, b in pairs)
    found = {pair for pair, match in zip(pairs, matches, strict=True) if match is not None}
    clock.step("align")
    return Answer("tracker", found, clock.steps)


class _Clock:
    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self._last = process_time()

    def step(self, name: str) -> None:
        now = process_time()
        self.steps[name], self._last = now - self._last, now


def _runs(words: list[str], size: int) -> set[tuple[str, ...]]:
    return set(zip(*(words[i:] for i in range(size)), strict=False))


def _shingles(text: str) -> set[tuple[str, ...]]:
    return _runs([word.folded for word in words(text)], _TRUTH_SHINGLE)


def stored(url: str, pairs: Path | None) -> Known:
    """The articles of a database, and the pairs of a file that are among them."""
    with open_database(url, create=False) as db:
        rows = queries.select(db, "SELECT article_id, url FROM articles").rows
        texts = links.texts(db, [int(row[0] or 0) for row in rows])
    ids = {str(row[1]): int(row[0] or 0) for row in rows}
    containment = {}
    for line in [] if pairs is None else pairs.read_text(encoding="utf-8").splitlines():
        pair: dict[str, Any] = json.loads(line)
        if pair["a"] in ids and pair["b"] in ids:
            a, b = sorted((ids[pair["a"]], ids[pair["b"]]))
            containment[a, b] = float(pair["containment"])
    return Known(dict(sorted(texts.items())), containment)


def made_up(articles: int, seed: int) -> Known:
    """Stories of one to eight articles: an original, and copies cut at the end, with words changed and prose added."""
    draw = random.Random(seed)
    prose = _writer(draw)
    texts: dict[int, Text] = {}
    containment: dict[tuple[int, int], float] = {}
    while len(texts) < articles:
        original = prose(max(4, round(draw.lognormvariate(2.9, 0.5))))
        own = []
        for copy in range(draw.choice((1, 1, 1, 2, 3, 5, 8))):
            key = len(texts) + 1
            text = original if copy == 0 else _copied(original, prose, draw)
            texts[key] = Text(article_id=key, outlet=f"outlet-{draw.randrange(1000)}", text=_laid_out(text))
            own.append(key)
        sets = {key: _shingles(texts[key].text) for key in own}
        for a, b in combinations(own, 2):
            containment[a, b] = len(sets[a] & sets[b]) / max(1, min(len(sets[a]), len(sets[b])))
    return Known(texts, containment)


def _writer(draw: random.Random) -> Callable[[int], list[list[str]]]:
    """Sentences of made-up words, as unevenly frequent as those of a language (Zipf)."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il", "os")]
    vocabulary = ["".join(draw.choices(syllables, k=1 + (rank > 50) + (rank > 1500))) for rank in range(30_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))

    def write(sentences: int) -> list[list[str]]:
        sizes = [max(5, round(draw.gauss(21, 7))) for _ in range(sentences)]
        return [draw.choices(vocabulary, cum_weights=weights, k=size) for size in sizes]

    return write


def _copied(original: list[list[str]], prose: Callable[[int], list[list[str]]], draw: random.Random) -> list[list[str]]:
    kept = [list(sentence) for sentence in original[: max(3, round(len(original) * draw.uniform(0.3, 1.0)))]]
    for sentence in kept:
        if draw.random() < 0.2:
            sentence[draw.randrange(len(sentence))] = "otherwise"
    added = prose(round(len(kept) * draw.choice((0, 0, 0.2, 0.5, 1.0, 2.0))))
    return added[: len(added) // 2] + kept + added[len(added) // 2 :]


def _laid_out(sentences: list[list[str]]) -> str:
    lines = [" ".join(sentence).capitalize() + "." for sentence in sentences]
    return "\n".join(" ".join(lines[i : i + 2]) for i in range(0, len(lines), 2))


def table(known: Known, answers: list[Answer]) -> Iterator[str]:
    """Lines to print."""
    counted = sum(count_words(text.text) for text in known.texts.values())
    yield (
        f"{len(known.texts)} texts of {counted / max(1, len(known.texts)):.0f} words; {platform.machine()}, "
        f"Python {platform.python_version()}, NumPy {np.__version__}, datasketch {version('datasketch')}"
    )
    wanted = {share: known.at_least(share) for share in _AT_LEAST}
    head = "".join(f"{f'recall >= {share}':>18}" for share in _AT_LEAST)
    yield f"{'':22}{'processor':>11}{'pairs':>9}{head}"
    for answer in answers:
        recalls = "".join(f"{_recall(answer.pairs, pairs):>18}" for pairs in wanted.values())
        yield f"{answer.name:22}{answer.total:>9.1f} s{len(answer.pairs):>9}{recalls}"
        yield "  " + ", ".join(f"{step} {spent:.1f} s" for step, spent in answer.seconds.items())
    *others, own = answers
    yield " and ".join(f"{other.total / own.total:.1f}" for other in others) + " times as fast"


def _recall(found: Pairs, wanted: Pairs) -> str:
    return f"{len(found & wanted)}/{len(wanted)} {len(found & wanted) / max(1, len(wanted)):.3f}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", default=None, help="a tracking database; without it texts are made up")
    parser.add_argument("--pairs", type=Path, default=None, help="JSON Lines with a, b and containment")
    parser.add_argument("--articles", type=int, default=10_000, help="how many texts are made up")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    known = stored(options.db, options.pairs) if options.db else made_up(options.articles, options.seed)
    folded = [[sys.intern(word) for word in folded_words(text.text)] for text in known.texts.values()]
    answers = [of_datasketch(known.texts), of_datasketch(known.texts, folded), of_tracker(known.texts)]
    for line in table(known, answers):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
