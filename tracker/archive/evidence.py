"""A WARC to hand on: pages with what is recorded of each, and a list of all with their hashes."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.archive.record import info_record, json_record, packed, response_record, text_record
from tracker.errors import ArchiveError
from tracker.types import Page, PlainText

#: Under which address the list of all stands in the file.
MANIFEST = "urn:republication-tracker:evidence"


class EvidenceFile:
    """Written as a whole or not at all: under another name until `close_with`. Never over a file that is there."""

    def __init__(self, path: Path) -> None:
        if path.exists():
            raise ArchiveError("is there already; name another file", str(path))
        self._path = path
        self._beside = path.with_name(f"{path.name}.part")
        self._done = False

    def __enter__(self) -> Self:
        try:
            self._file = self._beside.open("wb")
        except OSError as error:
            raise ArchiveError(f"cannot be written: {error.strerror or error}", str(self._path)) from error
        self._file.write(packed(info_record(self._path.name, description="pages of republications, with hashes")))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self._done:
            self._beside.replace(self._path)
        else:
            self._beside.unlink()

    def add(self, content: Page | PlainText, said: Mapping[str, object]) -> None:
        """A page or text, and what is recorded of it."""
        record = response_record(content) if isinstance(content, Page) else text_record(content)
        metadata = json_record(content.url, content.fetched_at, said, of=record)
        self._file.write(packed(record) + packed(metadata))

    def close_with(self, manifest: Mapping[str, object], at: datetime) -> None:
        """The list of all, as the last record."""
        self._file.write(packed(json_record(MANIFEST, at, manifest)))
        self._done = True
