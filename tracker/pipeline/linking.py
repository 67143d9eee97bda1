"""Recorded articles to matches and stories.

A match says that two texts share passages; it depends on these two texts alone. A story depends on all articles that
are joined by matches, so a change rebuilds the whole of every group that it touches, and only those.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from tracker.chains import build_stories
from tracker.db import Database, links
from tracker.db.blocks import Postings
from tracker.match import ALGORITHM, candidate_pairs, crowded, edits, fingerprints
from tracker.pipeline.pool import Pool
from tracker.pipeline.progress import Progress, Step
from tracker.pipeline.tasks import align_pairs
from tracker.types import Edit, Match, Text

#: Pairs below which starting processes costs more than it brings.
_WORTH_PROCESSES = 500
_CHUNK = 64
#: Texts kept in memory at once while aligning; a text is some kilobytes.
_TEXTS = 20_000


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What one `link` did: articles looked at, pairs aligned, matches kept, stories and republications rebuilt."""

    articles: int = 0
    pairs: int = 0
    matches: int = 0
    stories: int = 0
    republications: int = 0


def link(db: Database, *, everything: bool, workers: int, progress: Progress) -> LinkSummary:
    """Match what is new (or everything) and rebuild the stories that it touches.

    One process links at a time. Two at once would each replace what the other had found, and neither sees what the
    other has read.
    """
    with db.alone():
        _renew_fingerprints(db)
        new = links.all_articles(db) if everything else links.unlinked(db)
        return _link(db, new, workers, progress, everything=everything)


def relink(db: Database, ids: Collection[int], *, workers: int, progress: Progress) -> LinkSummary:
    """The same for those of some articles that are to be linked, and no others."""
    if not ids:
        return LinkSummary()
    with db.alone():
        new = {article: version for article, version in links.unlinked(db).items() if article in ids}
        return _link(db, new, workers, progress, everything=False)


def _link(db: Database, new: Mapping[int, int], workers: int, progress: Progress, *, everything: bool) -> LinkSummary:
    if not new:
        return LinkSummary()
    progress(Step("fingerprint", 0, 1, 0))
    pairs = find_pairs(db, None if everything else new.keys())
    progress(Step("fingerprint", 1, 1, len(new)))
    matches = list(_matches(db, pairs, workers, progress))
    # The new articles stay marked as unlinked until their stories stand: cut off here, the next run does it again.
    links.save_matches(db, matches, of=new)
    progress(Step("stories", 0, 1, len(matches)))
    group = links.component(db, new)
    stories = build_stories(
        links.candidates(db, group),
        links.matches_among(db, group),
        lambda *of: _edits(db, *of),
        links.verdicts_on(db, group),
    )
    links.save_stories(db, stories, of=group, linked=new)
    progress(Step("stories", 1, 1, len(stories)))
    copies = sum(member.article_id != story.origin_id for story in stories for member in story.members)
    return LinkSummary(len(new), len(pairs), len(matches), len(stories), copies)


def find_pairs(db: Database, new: Set[int] | None) -> list[tuple[int, int]]:
    """The pairs worth aligning with one of the articles `new`, or of all articles; in order, `a < b`."""
    return candidate_pairs(links.all_postings(db) if new is None else _postings(db, new), new=new)


def _edits(db: Database, members: Sequence[int], origin_seen: bool) -> Sequence[Edit]:
    texts = links.texts(db, members)
    return edits([texts[member] for member in members], origin_seen=origin_seen)


def _renew_fingerprints(db: Database) -> None:
    """Fingerprints of another version of the algorithm say nothing beside today's: made again from the stored texts."""
    old = links.other_algorithm(db, ALGORITHM)
    for start in range(0, len(old), _TEXTS):
        some = old[start : start + _TEXTS]
        links.save_fingerprints(db, _fingerprints(links.texts(db, some)), algorithm=ALGORITHM)


def _fingerprints(texts: Mapping[int, Text]) -> dict[int, list[int]]:
    made = fingerprints(text.text for text in texts.values())
    return {article_id: own.tolist() for article_id, own in zip(texts, made, strict=True)}


def _postings(db: Database, new: Set[int]) -> Iterator[Postings]:
    """The postings of all fingerprints of the articles `new`."""
    own, unknown = links.own_postings(db, new)
    for start in range(0, len(unknown), _TEXTS):
        texts = links.texts(db, unknown[start : start + _TEXTS])
        own = np.concatenate((own, links.made_postings(db, _fingerprints(texts))))
    for portion in links.postings(db, own):
        hubs = crowded(portion, new)
        yield np.concatenate((portion, links.crowd_postings(db, hubs))) if hubs else portion


def _matches(db: Database, pairs: list[tuple[int, int]], workers: int, progress: Progress) -> Iterator[Match]:
    pool: Pool[tuple[Text, Text], Match | None] = Pool(
        align_pairs,
        workers=workers if len(pairs) > _WORTH_PROCESSES else 1,
        chunk=_CHUNK,
        lost=lambda *_: None,
    )
    for done, match in enumerate(pool.map(_texts(db, pairs)), 1):
        if match is not None:
            yield match
        if done % _CHUNK == 0 or done == len(pairs):
            progress(Step("align", done, len(pairs), done))


def _texts(db: Database, pairs: list[tuple[int, int]]) -> Iterator[tuple[Text, Text]]:
    """Pairs of texts, read from the database in portions."""
    start = 0
    while start < len(pairs):
        wanted: set[int] = set()
        end = start
        while end < len(pairs) and len(wanted) < _TEXTS:
            wanted.update(pairs[end])
            end += 1
        texts = links.texts(db, wanted)
        for a, b in pairs[start:end]:
            yield texts[a], texts[b]
        start = end
