"""What linking reads and writes, in one place: texts and fingerprints out, matches and stories in."""

from tracker.db.components import component
from tracker.db.matches import all_articles, matches_among, save_matches, texts, unlinked
from tracker.db.postings import all_postings, fingerprints_of, other_algorithm, postings, save_fingerprints, sizes
from tracker.db.stories import candidates, save_stories

__all__ = [
    "all_articles",
    "all_postings",
    "candidates",
    "component",
    "fingerprints_of",
    "matches_among",
    "other_algorithm",
    "postings",
    "save_fingerprints",
    "save_matches",
    "save_stories",
    "sizes",
    "texts",
    "unlinked",
]
