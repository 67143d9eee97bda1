"""Who is who: agencies and outlets as data, and the names by which texts call them.

An agency or outlet is one table of `agencies.toml` or `outlets.toml`, or of a user's own file; `load_catalogue` reads
them, `Catalogue` answers.
"""

from tracker.catalogue.catalogue import Catalogue
from tracker.catalogue.entries import Agency, Mention, Outlet
from tracker.catalogue.folding import words_of_text
from tracker.catalogue.glance import ALL, ANYWHERE, CAPITAL, FIRST_FREE, HEAD, Cues, heard_letter, is_heard
from tracker.catalogue.keys import unknown_key
from tracker.catalogue.load import load_catalogue

__all__ = [
    "ALL",
    "ANYWHERE",
    "CAPITAL",
    "FIRST_FREE",
    "HEAD",
    "Agency",
    "Catalogue",
    "Cues",
    "Mention",
    "Outlet",
    "heard_letter",
    "is_heard",
    "load_catalogue",
    "unknown_key",
    "words_of_text",
]
