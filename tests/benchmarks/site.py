"""What the export of a site costs, over a made-up database of stories in several scripts.

    python -m tests.benchmarks.site [--stories N] [--workers N] [--out FOLDER] [--within SECONDS] [--profile]

Stories have 2 to 60 members, small ones far more often (as the square of their size); a text has some 400 words in one
of six scripts; copies credit or are silent, cut the end, put paragraphs elsewhere, change words. Nothing is linked: the
rows stand in the database as linking would have left them. Printed are seconds of the wall and of the processors, and
the most memory of the exporting process after a tenth of the stories and after all. Exit code 1 where a page has a
megabyte or more, or where `--within` was not kept.
"""

import argparse
import cProfile
import os
import pstats
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from tests.benchmarks import made_up
from tests.benchmarks.index import article_row
from tracker.db import Database, open_database
from tracker.db.crawled import Coverage
from tracker.db.tables import Article, Credit, Outlet, Republication, Revision, Story
from tracker.site import export_site

MADE_AT = datetime(2025, 3, 10, 12, tzinfo=UTC)
MEGABYTE = 1_000_000
_AGENCIES = ("nordwire", "sudpress", "kanal", "xinwen", "wakala", "samvad", "agencia", "dolmetsch")
_OUTLETS = 1_500
_PORTION = 200
#: By script: letters that words are made of, and what ends a sentence.
_SCRIPTS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "en": (("ba", "ko", "ri", "mu", "ten", "sol", "vi", "dar", "le", "po", "ga", "fen", "tra", "e", "on"), " ", "."),
    "ru": (("ста", "ро", "ви", "но", "пе", "ка", "ли", "мо", "ща", "го", "де", "ян", "у"), " ", "."),
    "ar": (("مد", "ار", "سل", "وا", "كت", "بح", "ين", "قر", "ال", "فو", "ته", "جم"), " ", "."),
    "zh": (tuple("天地人山水火木金土日月年中大小上下左右东西南北新旧城市桥河"), "", "。"),
    "hi": (("का", "मे", "सर", "ता", "नि", "वा", "पु", "लो", "ही", "गर"), " ", "।"),
    "el": (("πο", "λι", "κα", "το", "με", "ρα", "σι", "νε", "θα", "γο"), " ", "."),
}
_LANGUAGES = ("en", "en", "en", "en", "ru", "ru", "ar", "zh", "hi", "el")


def fill(db: Database, stories: int, *, seed: int = 0, agency: str | None = None) -> int:
    """Record so many stories, all of `agency` where one is given; how many articles they have."""
    named = {"kind": "news", "owner": None, "country": "", "language": "", "catalogued": True}
    outlets = [f"outlet-{n}.example" for n in range(_OUTLETS)]
    with db.write() as connection:
        connection.execute(insert(Outlet), [{"outlet": o, "name": o, **named} for o in [*outlets, *_AGENCIES]])
        days = [MADE_AT.date() - timedelta(days=n) for n in range(3)]
        counts = {"fetched": 40, "articles": 30, "failed": 1, "last_success_at": MADE_AT}
        row: dict[str, Any] = dict.fromkeys(Coverage.__table__.c.keys(), 0) | counts
        connection.execute(insert(Coverage), [row | {"outlet": o, "day": day} for o in outlets for day in days])
    articles = 0
    for start in range(0, stories, _PORTION):
        rows: dict[Any, list[dict[str, Any]]] = {t: [] for t in (Story, Article, Revision, Credit, Republication)}
        for number in range(start, min(start + _PORTION, stories)):
            for table, row in _story(number, articles + 1 + len(rows[Article]), seed, agency):
                rows[table].append(row)
        # An origin is named by its story and a parent by its copies, and both are articles.
        with db.write() as connection:
            for table in (Article, Story, Revision, Credit, Republication):
                connection.execute(insert(table), rows[table])
        articles += len(rows[Article])
    return articles


def members_of(number: int, seed: int = 0) -> int:
    """How many members the story of this number has."""
    sizes = range(2, 61)
    return random.Random(f"{seed} {number} size").choices(sizes, [size**-2 for size in sizes])[0]


def _story(number: int, first: int, seed: int, agency: str | None) -> Iterator[tuple[Any, dict[str, Any]]]:
    draw = random.Random(f"{seed} {number}")
    language = draw.choice(_LANGUAGES)
    of = agency or draw.choice(_AGENCIES)
    story_id = f"{number:016x}"
    paragraphs = _paragraphs(draw, language)
    title = _sentence(draw, language, draw.randint(6, 14))
    at = MADE_AT - timedelta(minutes=draw.randint(60, 5_000))
    seen = draw.random() < 0.6
    placed: list[tuple[int, str, str, int, str]] = []  # article, its address, outlet, depth, path
    for nth in range(members_of(number, seed)):
        article = first + nth
        origin = seen and nth == 0
        outlet = of if origin else f"outlet-{int(_OUTLETS * draw.random() ** 2)}.example"
        at += timedelta(seconds=draw.randint(20, 4_000))
        credited = draw.random() < 0.7
        text, head = _carried(draw, paragraphs, language, copied=nth > 0), title
        if nth and draw.random() < 0.4:
            head = _sentence(draw, language, draw.randint(6, 14))
        if credited and not origin:
            text = f"({of}) {text}"
        row = article_row(article, outlet)
        row |= {"title": head, "language": language, "published_at": at, "published_source": "meta", "words": 400}
        yield Article, row
        hashes = {"sha256": "", "page_sha256": ""}
        yield (
            Revision,
            {"article_id": article, "revision": 1, "seen_at": MADE_AT, "title": head, "text": text, **hashes},
        )
        if credited:
            yield Credit, _credit(article, of, own=origin)
        parent = draw.choice(placed) if placed and draw.random() < 0.3 else placed[0] if placed and seen else None
        depth = 0 if origin else parent[3] + 1 if parent else 1
        path = f"{parent[4]}/{article}" if parent else str(article)
        placed.append((article, str(row["url"]), outlet, depth, path))
        yield (
            Republication,
            {
                "story_id": story_id,
                "article_id": article,
                "parent_id": parent[0] if parent else None,
                "parent_url": parent[1] if parent else None,
                "parent_outlet": parent[2] if parent else None,
                "parent_confidence": 0.0 if origin else 0.8,
                "direction": "unknown" if parent is None else draw.choice(("stated", "inferred")),
                "agency": of,
                "credited": credited,
                "extent": "full",
                "share_of_origin": 0.9,
                "share_of_article": 0.85,
                "lag_seconds": draw.randint(60, 90_000),
                "same_owner": draw.random() < 0.1,
                "confidence": 0.9,
                "evidence": f"shares {draw.randint(80, 400)} words in {draw.randint(1, 9)} passages; credited",
                "depth": depth,
                "path": path,
                "runner_up": None,
                "runner_up_confidence": None,
                "verdict_id": None,
            },
        )
    yield (
        Story,
        {
            "story_id": story_id,
            "agency": of,
            "agency_confidence": 0.9,
            "title": title,
            "origin_id": first if seen else None,
            "origin_url": placed[0][1] if seen else None,
            "origin_key": None,
            "first_published_at": at,
        },
    )


def _credit(article: int, agency: str, *, own: bool) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(Credit.__table__.c.keys())
    return row | {
        "article_id": article,
        "position": 0,
        "role": "own" if own else "credit",
        "source": agency,
        "source_kind": "agency",
        "source_name": agency.title(),
        "form": "byline",
        "extent": "whole",
        "quote": f"By {agency.title()}",
        "location": "byline",
        "rule": "byline",
        "confidence": 0.95,
    }


def _carried(draw: random.Random, paragraphs: list[str], language: str, *, copied: bool) -> str:
    """The text, or what a copy makes of it."""
    told = list(paragraphs)
    if not copied:
        return "\n".join(told)
    if draw.random() < 0.4:
        told = told[: max(2, int(len(told) * draw.uniform(0.4, 1)))]
    if draw.random() < 0.2:
        told.append(told.pop(draw.randrange(len(told))))
    for _ in range(draw.choice((0, 0, 1, 3))):
        told[draw.randrange(len(told))] = _sentence(draw, language, 25)
    return "\n".join(told)


def _paragraphs(draw: random.Random, language: str) -> list[str]:
    count = min(25, max(3, round(draw.gauss(9, 3))))
    return [_joined(_sentence(draw, language, draw.randint(14, 28)) for _ in range(2)) for _ in range(count)]


def _joined(sentences: Iterator[str]) -> str:
    return " ".join(sentences)


def _sentence(draw: random.Random, language: str, words: int) -> str:
    vocabulary, weights = _vocabulary(language)
    _, space, end = _SCRIPTS[language]
    return space.join(draw.choices(vocabulary, cum_weights=weights, k=words)).capitalize() + end


@cache
def _vocabulary(language: str) -> tuple[list[str], list[float]]:
    """20,000 invented words of a script and the sums of their frequencies, by Zipf's law."""
    draw = random.Random(f"vocabulary {language}")
    syllables = _SCRIPTS[language][0]
    words: dict[str, None] = {}
    while len(words) < 20_000:
        words["".join(draw.choices(syllables, k=draw.randint(1, 2) if len(words) < 60 else draw.randint(2, 6)))] = None
    sums: list[float] = []
    for rank in range(1, len(words) + 1):
        sums.append((sums[-1] if sums else 0.0) + 1 / rank)
    return list(words), sums


def _memory() -> float:
    """The most this process has had resident, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _processors() -> float:
    """Seconds of the processors of this process and of all below it, that of a server they are forked from included."""
    found: dict[int, tuple[int, int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):  # one that has ended meanwhile
                parts = (entry / "stat").read_text().rpartition(")")[2].split()
                found[int(entry.name)] = int(parts[1]), int(parts[11]) + int(parts[12])
    below = {os.getpid()}
    while more := {pid for pid, (parent, _) in found.items() if parent in below} - below:
        below |= more
    return sum(found[pid][1] for pid in below) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--out", type=Path, default=None, help="keep the site (and the database beside it)")
    parser.add_argument("--within", type=float, default=None, metavar="SECONDS")
    parser.add_argument("--profile", action="store_true", help="what takes the time, in one process")
    options = parser.parse_args()
    print(made_up.machine())
    with tempfile.TemporaryDirectory() as folder:
        out = options.out or Path(folder) / "site"
        kept = out.with_name(f"{out.name}.db")
        with open_database(f"sqlite:///{kept}") as db:
            with db.read() as connection:
                there = connection.exec_driver_sql("SELECT count(*) FROM article").scalar()
            articles = there or fill(db, options.stories)
            return _measure(db, out, articles, options)


def _measure(db: Database, out: Path, articles: int, options: argparse.Namespace) -> int:
    after: dict[int, float] = {}
    comparing = own = 0.0  # the processes end with the export: what they had used at their last sight

    def progress(done: int) -> None:
        nonlocal comparing, own
        if done % max(1, options.stories // 50) == 0:
            comparing, own = _processors(), time.process_time()
        if done in (options.stories // 10, options.stories):
            after[done] = _memory()

    workers = 1 if options.profile else options.workers
    profile = cProfile.Profile(time.process_time)
    begin, processors = time.monotonic(), _processors()
    if options.profile:
        profile.enable()
    done = export_site(db, out, made_at=MADE_AT, workers=workers, progress=progress)
    profile.disable()
    wall = time.monotonic() - begin
    # After the last sight of them this process alone went on, but for the last few pairs.
    spent = comparing - processors + (time.process_time() - own)
    print(
        f"{done.stories} stories of {articles} articles, {done.pages} pages, the largest {done.largest_page:,} bytes; "
        f"{workers} comparing: {wall:.1f} s, of the processors {spent:.1f} s: {spent / done.stories * 1000:.1f} ms each"
    )
    print("; ".join(f"after {stories} stories {memory:.0f} MiB" for stories, memory in after.items()))
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    return int(done.largest_page >= MEGABYTE or (options.within is not None and wall > options.within))


if __name__ == "__main__":
    sys.exit(main())
