"""Which articles share text: fingerprints find the pairs, alignment verifies each and keeps the passages. Pure."""

from tracker.match.alignment import align, align_all
from tracker.match.candidates import candidate_pairs, crowded
from tracker.match.difference import difference
from tracker.match.edits import edits
from tracker.match.fingerprints import ALGORITHM, GUARANTEE, fingerprint, fingerprints

__all__ = [
    "ALGORITHM",
    "GUARANTEE",
    "align",
    "align_all",
    "candidate_pairs",
    "crowded",
    "difference",
    "edits",
    "fingerprint",
    "fingerprints",
]
