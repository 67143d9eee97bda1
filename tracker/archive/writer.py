"""Pages out to WARC (ISO 28500, version 1.1): each record a gzip member of its own, found again by offset and length.

Gzip and not zstd, which packs better: every tool that reads WARC reads it, and what is kept here is meant to be handed
on.
"""

import io
import os
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.archive.record import info_record, packed, response_record, revisit_record
from tracker.errors import ArchiveError
from tracker.types import Page

FILE_SIZE = 1_000_000_000


class WarcWriter:
    """Appends pages to `FOLDER/PREFIX-TIME-xxxxxx-NNNNN.warc.gz`; a file is made with its first page.

    Each record is flushed before its place is given out, so that the database never points at bytes that a killed
    process did not write. A file of `file_size` bytes is followed by the next one. Where all WARC files of the folder
    together would exceed the `budget` (bytes; None: no bound), nothing more is written and ArchiveError says so: what
    is kept is evidence, and deleting it is for a person to decide.
    """

    def __init__(
        self,
        folder: Path,
        *,
        prefix: str = "crawl",
        started: datetime | None = None,
        file_size: int = FILE_SIZE,
        budget: int | None = None,
    ) -> None:
        moment = (started or datetime.now(UTC)).strftime("%Y%m%d%H%M%S")
        self._folder = folder.absolute()
        self._name = f"{prefix}-{moment}-{uuid.uuid4().hex[:6]}"
        self._file_size = file_size
        self._budget = budget
        self._number = 0
        self._left: int | None = None  #: of the budget, since the last file was begun
        self._file: io.BufferedWriter | None = None

    @property
    def path(self) -> Path:
        """The file that is written to."""
        return self._folder / f"{self._name}-{self._number:05}.warc.gz"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def write(self, page: Page) -> Page:
        """Keep a page; gives it with its place: file, offset of the record in it and length (bytes)."""
        offset, length = self._append(packed(response_record(page)))
        return replace(page, archived_in=str(self.path), archived_at=offset, archived_length=length)

    def write_again(self, page: Page) -> None:
        """Note that a page whose bytes lie in the archive (its place stands in it) was fetched again, and the same."""
        self._append(packed(revisit_record(page)))

    def _append(self, member: bytes) -> tuple[int, int]:
        """Where the member begins, and how long it is."""
        try:
            if self._file is not None and self._file.tell() + len(member) > self._file_size:
                self._close()
                self._number += 1
            file = self._opened()
            if self._left is not None:
                self._left -= len(member)
                if self._left < 0:
                    raise ArchiveError(_budget_spent(self._budget or 0), str(self._folder))
            return self._written(file, member), len(member)
        except OSError as error:
            raise ArchiveError(f"a page could not be kept: {error.strerror or error}", str(self.path)) from error

    def _opened(self) -> io.BufferedWriter:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._budget is not None:
                self._left = self._budget - sum(file.stat().st_size for file in self._folder.glob("*.warc.gz"))
                if self._left <= 0:
                    raise ArchiveError(_budget_spent(self._budget), str(self._folder))
            self._file = self.path.open("xb")
            self._written(self._file, packed(info_record(self.path.name)))
        return self._file

    def _written(self, file: io.BufferedWriter, member: bytes) -> int:
        """Written as a whole, or (the disk is full) not at all."""
        offset = file.tell()
        try:
            file.write(member)
            file.flush()
        except OSError:
            file.detach()
            os.truncate(self.path, offset)
            self._file = None
            self._number += 1  # the next one, if there is any, goes into a file of its own
            raise
        return offset

    def _close(self) -> None:
        if self._file is not None:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None


def _budget_spent(budget: int) -> str:
    return (
        f"its budget of {budget:,} bytes (crawl.archive_budget) is spent, and what is kept is not deleted: raise "
        "it, move files away (`tracker reprocess --archive` finds them), or keep less (crawl.archive)"
    )
