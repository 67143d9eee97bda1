"""What linking reads and writes, in one place: texts and fingerprints out, matches and stories in."""

from tracker.db.components import component
from tracker.db.matches import all_articles, matches_among, save_matches, texts, unlinked
from tracker.db.postings import (
    all_postings,
    crowd_postings,
    made_postings,
    other_algorithm,
    own_postings,
    postings,
    save_fingerprints,
)
from tracker.db.stories import candidates, save_stories
from tracker.db.verdicts import verdicts_on

__all__ = [
    "all_articles",
    "all_postings",
    "candidates",
    "component",
    "crowd_postings",
    "made_postings",
    "matches_among",
    "other_algorithm",
    "own_postings",
    "postings",
    "save_fingerprints",
    "save_matches",
    "save_stories",
    "texts",
    "unlinked",
    "verdicts_on",
]
