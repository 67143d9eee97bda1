"""From a page to an article: what it says, where each line of it stands, and what it declares. Pure; never raises."""

from tracker.extract.article import extract
from tracker.extract.plain import extract_text

__all__ = ["extract", "extract_text"]
