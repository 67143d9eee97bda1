"""Archived pages read again with today's rules: what is recorded becomes what they read, and what changed is said.

Nothing is fetched. The work is done in batches, each recorded whole or not at all; a run that was cut off is gone on
with by the next one of the same wishes and rules. Done twice, the second time changes nothing.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tracker.catalogue import Catalogue
from tracker.db import Database, frontier, rereading
from tracker.db.rereading import Selection, StoredPage
from tracker.errors import TrackerError, UnknownAddressError
from tracker.match import ALGORITHM
from tracker.pipeline.archives import stored_contents
from tracker.pipeline.pool import Pool
from tracker.pipeline.progress import Progress, Step
from tracker.pipeline.reading import read, unreadable
from tracker.pipeline.reread import ReprocessSummary, Reread
from tracker.pipeline.rules import rules_mark
from tracker.pipeline.tasks import reread_pages
from tracker.types import Page, PlainText, Reading

#: Pages a transaction, and below which starting processes costs more than it brings.
_BATCH = 200
_CHUNK = 32
_KIND = "reprocess"
_NO_OTHER = "no article by today's rules, and an earlier page of the article, which it would go back to, cannot be had"
#: A run with more failures is not gone on with but begun anew: they would be written with every batch.
_MOST_FAILURES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprocess:
    """One run: on what, by what, and whom to tell. `folders`: where archives may be that are not where they were."""

    db: Database
    catalogue: Catalogue
    config: Path | None
    folders: Sequence[Path]
    workers: int
    trial: bool  #: nothing is written
    progress: Progress
    tell: Callable[[Reread], None]  #: of every page that changed or failed

    def __call__(self, wanted: Selection) -> ReprocessSummary:
        """Raises UnknownAddressError for an address of which no page is on record, TrackerError for such an outlet."""
        wanted = self._checked(wanted)
        run = None if self.trial else _Run.of(self.db, wanted, self.config)
        summary = run.summary if run else ReprocessSummary()
        summary.not_archived = rereading.not_archived(self.db, wanted)
        ids = rereading.order(self.db, wanted, after=run.after if run else None)
        later: set[int] = set()
        batch: list[tuple[StoredPage, Reading]] = []
        furthest: StoredPage | None = None
        for count, (page, answer) in enumerate(self._answers(ids), 1):
            if answer is None:
                later.add(page.page_id)
                continue
            if page.page_id not in later:
                furthest = page
            later.discard(page.page_id)
            if isinstance(answer, str):
                self._add(summary, Reread(page.url, failure=answer, archive=page.archived_in))
            else:
                batch.append((page, answer))
            if len(batch) >= _BATCH:
                self._renew(batch, summary)
                if run and furthest and not later:
                    run.note(furthest)
            if count % _CHUNK == 0:
                self.progress(Step("read", min(count, len(ids)), len(ids), summary.pages))
        self._renew(batch, summary)
        self.progress(Step("read", len(ids), len(ids), summary.pages))
        if run:
            run.end()
        return summary

    def _checked(self, wanted: Selection) -> Selection:
        """With every name under which an outlet's pages may stand: the catalogue may have been without it."""
        if missing := rereading.unknown(self.db, wanted.urls):
            raise UnknownAddressError("no page of this address is on record", missing[0])
        if not wanted.outlets:
            return wanted
        outlets = [self.catalogue.outlet(key) for key in wanted.outlets]
        names = {name for outlet in outlets if outlet for name in (outlet.key, *outlet.domains)} | set(wanted.outlets)
        wanted = replace(wanted, outlets=tuple(sorted(names)))
        if not rereading.has_pages(self.db, wanted.outlets):
            raise TrackerError("no page of this outlet is on record", ", ".join(wanted.outlets))
        return wanted

    def _answers(self, ids: Sequence[int]) -> Iterator[tuple[StoredPage, Reading | str | None]]:
        """Each page with its reading or why there is none, in order; None: it comes later."""
        asked: deque[tuple[StoredPage, str | None, bool]] = deque()  #: page, failure, whether it was given to the pool

        def contents() -> Iterator[Page | PlainText]:
            for page, found in stored_contents(rereading.pages(self.db, ids), self.catalogue, self.folders):
                read_now = isinstance(found, Page | PlainText)
                asked.append((page, found if isinstance(found, str) else None, read_now))
                if isinstance(found, Page | PlainText):
                    yield found

        pool: Pool[Page | PlainText, Reading | str] = Pool(
            partial(reread_pages, config=self.config),
            workers=self.workers if len(ids) > _BATCH else 1,
            chunk=_CHUNK,
            lost=lambda _, reason: unreadable(reason),
        )
        for reading in pool.map(contents()):
            while not asked[0][2]:
                yield asked.popleft()[:2]
            yield asked.popleft()[0], reading
        yield from ((page, failure) for page, failure, _ in asked)

    def _renew(self, batch: list[tuple[StoredPage, Reading]], summary: ReprocessSummary) -> None:
        found = rereading.renew(self.db, batch, algorithm=ALGORITHM, trial=self.trial) if batch else []
        for (page, _), differences in zip(batch, found, strict=True):
            if differences is None:
                self._add(summary, self._fall_back(page))
            else:
                self._add(summary, Reread(page.url, differences))
        batch.clear()

    def _fall_back(self, page: StoredPage) -> Reread:
        """The article of a page that is none any more, by its other pages."""
        readings = {
            other.sha256: read(content, self.catalogue)
            for other, content in stored_contents(rereading.pages_of(self.db, page.key), self.catalogue, self.folders)
            if isinstance(content, Page | PlainText)
        }
        found = rereading.fall_back(self.db, page.key, readings, algorithm=ALGORITHM, trial=self.trial)
        if found is None:
            return Reread(page.url, failure=_NO_OTHER, archive=page.archived_in)
        return Reread(page.url, found)

    def _add(self, summary: ReprocessSummary, reread: Reread) -> None:
        summary.add(reread)
        if reread.differences or reread.failure:
            self.tell(reread)


@dataclass(slots=True)
class _Run:
    """This run in the book of runs: how far it is, so that another can go on from there."""

    db: Database
    run_id: int
    summary: ReprocessSummary
    after: rereading.Place | None

    @classmethod
    def of(cls, db: Database, wanted: Selection, config: Path | None) -> "_Run":
        """The run of these wishes and rules that was cut off, or a new one."""
        asked: dict[str, Any] = {"outlets": sorted(wanted.outlets), "urls": sorted(wanted.urls)}
        asked |= {"since": wanted.since.isoformat() if wanted.since else None, "rules": rules_mark(config)}
        if (found := frontier.open_run(db, _KIND, arguments=asked)) is not None:
            run_id, said = found
            archive, place, page_id = said["after"]
            return cls(db, run_id, ReprocessSummary.of_json(said), (archive, place, page_id))
        return cls(db, frontier.begin_run(db, _KIND, arguments=asked), ReprocessSummary(), None)

    def note(self, page: StoredPage) -> None:
        """All up to this page is done."""
        if len(self.summary.failures) <= _MOST_FAILURES:
            frontier.note_run(self.db, self.run_id, self.summary.as_json() | {"after": list(page.place)})

    def end(self) -> None:
        """All is done."""
        frontier.end_run(self.db, self.run_id, self.summary.as_json())
