"""What a stored file gives, one at a time: pages, texts, and the places where nothing could be read."""

from dataclasses import dataclass

from tracker.types import Page, PlainText

#: A page's body is kept in memory while it is read; beyond this it is no news page. The crawl has the same limit.
MAX_BODY = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A place in a file that gives no page. `url` is the record's address, else `path#position`."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing read from a file; `position` is how far the file is read, in the units of `Source.size`."""

    content: Page | PlainText | Damaged
    position: int
