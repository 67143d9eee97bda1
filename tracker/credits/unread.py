"""Lines that look like a credit and that no rule understood."""

from collections.abc import Sequence

from tracker.catalogue import Catalogue
from tracker.types import Article, Credit, UnreadLine


def read_unread(article: Article, catalogue: Catalogue, credits: Sequence[Credit]) -> tuple[UnreadLine, ...]:  # noqa: A002, ARG001
    """None yet."""
    return ()
