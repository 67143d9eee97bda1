"""The story of the program: pages in (`ingest`), stories out (`link`), and again by better rules (`reprocess`).

Judgement is in the pure rooms; here it is carried out, in transactions that can be cut off at any moment: a batch of
pages is recorded whole or not at all, and what was recorded but not yet linked is found again by the next `link`.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tracker.catalogue import Catalogue, load_catalogue
from tracker.db import Database, open_database, store
from tracker.db.rereading import Selection
from tracker.db.signals import watch
from tracker.db.verdicts import Given, agency_names, give, withdraw
from tracker.match import ALGORITHM
from tracker.pipeline.files import read_files
from tracker.pipeline.linking import LinkSummary, link, relink
from tracker.pipeline.progress import Progress, silent
from tracker.pipeline.reading import kept_absolute, read
from tracker.pipeline.reprocessing import Reprocess
from tracker.pipeline.reread import ReprocessSummary, Reread
from tracker.pipeline.verdicts import checked
from tracker.types import Outcome, Page, PlainText, Reading, Recorded, Verdict

#: Readings a transaction: large enough that a commit costs little, small enough that a kill loses little.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """Every page of the files, counted once by how it ended; `failures` are those that a person may want to see."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    failures: list[Recorded] = field(default_factory=list)

    def add(self, recorded: Recorded) -> None:
        """Count one page."""
        self.counts[recorded.outcome] += 1
        if recorded.outcome in (Outcome.UNREADABLE, Outcome.BLOCKED, Outcome.GONE, Outcome.FAILED):
            self.failures.append(recorded)


class Tracker:
    """A tracking database with the catalogue by which pages are read. Made by `open_tracker`."""

    def __init__(self, db: Database, catalogue: Catalogue, *, config: Path | None = None) -> None:
        self.db = db
        self.catalogue = catalogue
        self._config = config

    def ingest(self, page: Page | PlainText) -> Recorded:
        """Read one page by today's rules and record it, in one transaction. Raises only `DatabaseError`."""
        return self.record(read(page, self.catalogue))

    def record(self, reading: Reading) -> Recorded:
        """Record what a page was read as, in one transaction. Raises only `DatabaseError`."""
        kept = replace(reading, receipt=kept_absolute(reading.receipt))
        (recorded,) = store.record(self.db, [kept], algorithm=ALGORITHM)
        return recorded

    def ingest_paths(
        self, paths: Iterable[Path], *, workers: int | None = None, progress: Progress = silent
    ) -> IngestSummary:
        """Read and record every page of the files and folders, in their order.

        `workers` is the number of processes that read (default: one for each processor). Each page ends in exactly
        one count; pages whose bytes are already recorded are not read again. At the end the days of what is new are
        looked at for signals. Raises `SourceError` for a file that
        cannot be opened; what was read before it stays recorded.
        """
        summary = IngestSummary()
        batch: list[Reading] = []
        first: datetime | None = None
        known = store.known_bodies(self.db)
        for found in read_files(
            paths, self.catalogue, known, config=self._config, workers=workers or processors(), progress=progress
        ):
            if isinstance(found, Recorded):
                summary.add(found)
                continue
            first = min(first or found.receipt.fetched_at, found.receipt.fetched_at)
            batch.append(found)
            if len(batch) >= _BATCH:
                self._record(batch, summary)
        self._record(batch, summary)
        if first:
            watch(self.db, since=first)
        return summary

    def link(self, *, everything: bool = False, workers: int | None = None, progress: Progress = silent) -> LinkSummary:
        """Find the matches of what is new, or of everything, and rebuild the stories that it touches."""
        return link(self.db, everything=everything, workers=workers or processors(), progress=progress)

    def judge(self, verdicts: Sequence[Verdict], *, progress: Progress = silent) -> tuple[list[Given], LinkSummary]:
        """Record what people said of articles, and rebuild the stories that it touches, and no other.

        Raises VerdictError for what cannot be said, before anything is recorded.
        """
        given = give(self.db, checked(verdicts, self._agencies()))
        return given, self._relink(given, progress)

    def withdraw(
        self, verdict_id: int, *, at: datetime, by: str, progress: Progress = silent
    ) -> tuple[Given, LinkSummary]:
        """Take a verdict back, and rebuild the stories that it touched. Raises VerdictError."""
        given = withdraw(self.db, verdict_id, at=at, by=by)
        return given, self._relink([given], progress)

    def _agencies(self) -> dict[str, tuple[str, ...]]:
        """Names by key: those of the catalogue, and those that the database was read by."""
        named = {agency.key: agency.names for agency in self.catalogue.agencies.values()}
        return {key: (name,) for key, name in agency_names(self.db).items()} | named

    def _relink(self, given: Iterable[Given], progress: Progress) -> LinkSummary:
        ids = {article for one in given for article in one.articles}
        return relink(self.db, ids, workers=processors(), progress=progress)

    def reprocess(
        self,
        wanted: Selection | None = None,
        *,
        folders: Sequence[Path] = (),
        workers: int | None = None,
        trial: bool = False,
        progress: Progress = silent,
        tell: Callable[[Reread], None] = lambda _: None,
    ) -> ReprocessSummary:
        """Read the archived pages again with today's rules, and put what they give in the place of what they gave.

        `folders` are looked in for archives that are not where they were. A `trial` writes nothing. `tell` is called
        for every page that changed or could not be read again; of the latter all stays as it is. What changed is to
        be linked anew: `link` does it. Raises `UnknownAddressError`, or `TrackerError` for an outlet without pages.
        """
        run = Reprocess(
            db=self.db,
            catalogue=self.catalogue,
            config=self._config,
            folders=folders,
            workers=workers or processors(),
            trial=trial,
            progress=progress,
            tell=tell,
        )
        return run(wanted or Selection())

    def _record(self, batch: list[Reading], summary: IngestSummary) -> None:
        if batch:
            for recorded in store.record(self.db, batch, algorithm=ALGORITHM):
                summary.add(recorded)
            batch.clear()


@contextmanager
def open_tracker(
    db_url: str, *, config: Path | None = None, create: bool = True, sync: bool = True
) -> Iterator[Tracker]:
    """Open (or make) a tracking database, brought up to date, with the shipped catalogue and the user's `config`.

    With `sync=False` the database keeps the catalogue that it was last read by, which decides whose an address is.
    Raises `DatabaseError` (`DatabaseTooNewError` where the database is newer than this program) and `CatalogueError`.
    """
    catalogue = load_catalogue(*([config] if config else []))
    with open_database(db_url, create=create) as db:
        if sync:
            store.sync_catalogue(db, catalogue)
        yield Tracker(db, catalogue, config=config)


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
