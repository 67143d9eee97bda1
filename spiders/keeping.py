"""What of a crawl is kept: every page, those that gave an article, or none (`crawl.archive`)."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tracker.archive import WarcWriter
from tracker.config import effective
from tracker.db import Database, store
from tracker.types import Article, Page, Reading


class Keeper:
    """Keeps pages in WARC files and gives them back with their places. Raises `ArchiveError` where it cannot.

    Bytes that an address gave before, and that are still where they were kept, are not kept twice: a record says
    that they were there again.
    """

    def __init__(self, db: Database, *, every: WarcWriter | None, articles: WarcWriter | None) -> None:
        self._db = db
        self._every = every
        self._articles = articles

    def keep(self, page: Page) -> Page:
        """A fetched page, before it is read: also one that will end its reader is evidence."""
        return page if self._every is None else self._kept(page, self._every)

    def keep_article(self, page: Page, reading: Reading) -> Reading:
        """A page that was read, where only articles are kept and it is one."""
        if self._articles is None or not isinstance(reading.article, Article):
            return reading
        kept = self._kept(page, self._articles)
        places = ("archived_in", "archived_at", "archived_length")
        return replace(reading, receipt=replace(reading.receipt, **{name: getattr(kept, name) for name in places}))

    def _kept(self, page: Page, writer: WarcWriter) -> Page:
        place = store.archived(self._db, page.url, hashlib.sha256(page.body).hexdigest())
        if place is None or not Path(place.file).exists():
            return writer.write(page)
        known = replace(page, archived_in=place.file, archived_at=place.offset, archived_length=place.length)
        writer.write_again(known)
        return known


@contextmanager
def open_keeper(db: Database, folder: Path | None, *, config: Path | None) -> Iterator[Keeper]:
    """By the settings; without a `folder` nothing is kept. Raises `ConfigError`."""
    settings = {name: value.value for name, value in effective(config).items()}
    mode = settings["crawl.archive"]
    if folder is None or mode == "off":
        yield Keeper(db, every=None, articles=None)
        return
    file_size, budget = settings["crawl.archive_file_size"], settings["crawl.archive_budget"]
    with WarcWriter(folder, file_size=file_size, budget=budget) as writer:
        yield Keeper(db, every=writer if mode == "all" else None, articles=writer if mode == "articles" else None)
