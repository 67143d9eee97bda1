"""Pages out to WARC: one file a run, each record a gzip member of its own, found again by its offset."""

import io
import uuid
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from tracker.types import Page

_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone"}
#: Said of the transfer, not of the body, which is kept decoded.
_TRANSFER = {"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"}


class WarcWriter:
    """Appends pages to `FOLDER/PREFIX-TIME.warc.gz`; the file is made with the first page.

    Each record is flushed before its place is given out, so that the database never points at bytes that a killed
    process did not write.
    """

    def __init__(self, folder: Path, *, prefix: str = "crawl", started: datetime | None = None) -> None:
        moment = (started or datetime.now(UTC)).strftime("%Y%m%d%H%M%S")
        self.path = folder / f"{prefix}-{moment}-{uuid.uuid4().hex[:6]}.warc.gz"
        self._file: io.BufferedWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, page: Page) -> tuple[str, int]:
        """Keep a page; gives the file's path and the offset of the record in it (bytes)."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("wb")
        offset = self._file.tell()
        member = io.BytesIO()
        # A writer for each record: readers refuse a file whose records share one gzip member.
        with GzipWriter(member) as writer:
            _record(page).write(writer)
        self._file.write(member.getvalue())
        self._file.flush()
        return str(self.path), offset


def _record(page: Page) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(WarcRecordType.response, content_length=0)
    record.headers["WARC-Target-URI"] = page.url
    record.headers["WARC-Date"] = page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record.headers["Content-Type"] = "application/http; msgtype=response"
    status = f"HTTP/1.1 {page.status} {_REASONS.get(page.status, 'Status')}"
    lines = [status, *(f"{name}: {value}" for name, value in page.headers if name.lower() not in _TRANSFER)]
    lines.append(f"Content-Length: {len(page.body)}")
    head = "\r\n".join(" ".join(line.splitlines()) for line in lines) + "\r\n\r\n"
    record.set_bytes_content(head.encode("utf-8", "replace") + page.body)
    return record
