"""Recorded articles to matches and stories.

A match says that two texts share passages; it depends on these two texts alone. A story depends on all articles that
are joined by matches, so a change rebuilds the whole of every group that it touches, and only those.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tracker.chains import build_stories
from tracker.db import Database, links
from tracker.match import ALGORITHM, candidate_pairs, edits, fingerprint
from tracker.pipeline.pool import Pool
from tracker.pipeline.progress import Progress, Step
from tracker.pipeline.tasks import align_pairs
from tracker.types import Edit, Match, Text

#: Pairs below which starting processes costs more than it brings.
_WORTH_PROCESSES = 500
_CHUNK = 64
#: Texts kept in memory at once while aligning; a text is some kilobytes.
_TEXTS = 20_000
#: From this share of all articles on, reading every fingerprint once is cheaper than asking for each.
_MANY = 0.05


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What one `link` did: articles looked at, pairs aligned, matches kept, stories and republications rebuilt."""

    articles: int = 0
    pairs: int = 0
    matches: int = 0
    stories: int = 0
    republications: int = 0


def link(db: Database, *, everything: bool, workers: int, progress: Progress) -> LinkSummary:
    """Match what is new (or everything) and rebuild the stories that it touches."""
    _renew_fingerprints(db)
    new = links.all_articles(db) if everything else links.unlinked(db)
    if not new:
        return LinkSummary()
    pairs = _pairs(db, new, progress)
    matches = list(_matches(db, pairs, workers, progress))
    # The new articles stay marked as unlinked until their stories stand: cut off here, the next run does it again.
    links.save_matches(db, matches, of=new)
    progress(Step("stories", 0, 1, len(matches)))
    group = links.component(db, new)
    stories = build_stories(links.candidates(db, group), links.matches_among(db, group), lambda *of: _edits(db, *of))
    links.save_stories(db, stories, of=group, linked=new)
    progress(Step("stories", 1, 1, len(stories)))
    copies = sum(member.article_id != story.origin_id for story in stories for member in story.members)
    return LinkSummary(len(new), len(pairs), len(matches), len(stories), copies)


def _edits(db: Database, members: Sequence[int], origin_seen: bool) -> Sequence[Edit]:
    texts = links.texts(db, members)
    return edits([texts[member] for member in members], origin_seen=origin_seen)


def _renew_fingerprints(db: Database) -> None:
    """Fingerprints of another version of the algorithm say nothing beside today's: made again from the stored texts."""
    old = links.other_algorithm(db, ALGORITHM)
    for start in range(0, len(old), _TEXTS):
        some = old[start : start + _TEXTS]
        renewed = {article_id: fingerprint(text.text) for article_id, text in links.texts(db, some).items()}
        links.save_fingerprints(db, renewed, algorithm=ALGORITHM)


def _pairs(db: Database, new: Collection[int], progress: Progress) -> list[tuple[int, int]]:
    progress(Step("fingerprint", 0, 1, 0))
    sizes = links.sizes(db)  # of every article: each has a set of fingerprints, be it empty
    if len(new) > _MANY * len(sizes):
        postings = links.all_postings(db)
    else:
        wanted = {hashed for marks in links.fingerprints_of(db, new).values() for hashed in marks}
        postings = links.postings(db, wanted)
    pairs = candidate_pairs(postings, new=set(new), sizes=sizes)
    progress(Step("fingerprint", 1, 1, len(new)))
    return pairs


def _matches(db: Database, pairs: list[tuple[int, int]], workers: int, progress: Progress) -> Iterator[Match]:
    pool: Pool[tuple[Text, Text], Match | None] = Pool(
        align_pairs,
        workers=workers if len(pairs) > _WORTH_PROCESSES else 1,
        chunk=_CHUNK,
        crashed=lambda _: None,
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
