"""What worker processes do: read pages, fingerprint texts, align pairs. Only picklable values go in and out."""

from collections.abc import Sequence
from pathlib import Path

from tracker.match import align_all
from tracker.pipeline.reading import read, worker_catalogue
from tracker.types import Match, Page, PlainText, Reading, Text


def read_page(content: Page | PlainText, *, config: Path | None) -> Reading:
    """The reading of one page."""
    return read(content, worker_catalogue(config))


def read_pages(contents: Sequence[Page | PlainText], *, config: Path | None) -> list[Reading]:
    """Readings of pages, in order."""
    catalogue = worker_catalogue(config)
    return [read(content, catalogue) for content in contents]


def reread_pages(contents: Sequence[Page | PlainText], *, config: Path | None) -> list[Reading | str]:
    """The same, of pages that were read before; of those that end the process, why stands in the reading's place."""
    return [*read_pages(contents, config=config)]


def align_pairs(pairs: Sequence[tuple[Text, Text]]) -> list[Match | None]:
    """Matches of pairs, in order; None where no passage is shared."""
    return list(align_all(pairs))
