"""Single WARC records: pages as responses, fetches of known bytes as revisits, and what is said of a file."""

import hashlib
import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http.client import responses

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from tracker import __version__
from tracker.types import Page, PlainText

#: Said of the transfer, not of the body, which is kept decoded.
TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"})
#: Of real pages (mean 180 kB) 9 saves half a per cent of what 6 leaves, and takes 1.7 ms a page instead of 1.0.
_LEVEL = 6
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


def packed(record: WarcRecord) -> bytes:
    """A record as a gzip member of its own: readers refuse a file whose records share one."""
    member = io.BytesIO()
    with GzipWriter(member, compression_level=_LEVEL) as writer:
        record.write(writer)
    return member.getvalue()


def response_record(page: Page) -> WarcRecord:
    """A page as a response. Digests are SHA-256: that of the payload is the one that the database has of the body."""
    record = _record(WarcRecordType.response, page.url, page.fetched_at)
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.headers["WARC-Payload-Digest"] = _digest(page.body)
    _fill(record, _head(page) + page.body)
    return record


def revisit_record(page: Page) -> WarcRecord:
    """That an address gave the same bytes again; `page` is this fetch, with the place of the first one."""
    record = _record(WarcRecordType.revisit, page.url, page.fetched_at)
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.headers["WARC-Profile"] = _IDENTICAL
    record.headers["WARC-Payload-Digest"] = _digest(page.body)
    record.headers["WARC-Refers-To-Target-URI"] = page.url
    _fill(record, _head(page))
    return record


def text_record(text: PlainText) -> WarcRecord:
    """A text that came without a page, as a resource."""
    record = _record(WarcRecordType.resource, text.url, text.fetched_at)
    record.headers["Content-Type"] = "text/plain; charset=utf-8"
    _fill(record, text.text.encode("utf-8", "replace"))
    return record


def json_record(target: str, at: datetime, said: Mapping[str, object], *, of: WarcRecord | None = None) -> WarcRecord:
    """What is known of a page (`of`: of its record), or of a whole file, as metadata in JSON."""
    record = _record(WarcRecordType.metadata if of else WarcRecordType.resource, target, at)
    record.headers["Content-Type"] = "application/json"
    if of is not None:
        record.headers["WARC-Concurrent-To"] = of.headers["WARC-Record-ID"]
    _fill(record, json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
    return record


def info_record(name: str, *, description: str = "") -> WarcRecord:
    """What wrote a file."""
    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.headers["WARC-Filename"] = name
    record.headers["WARC-Date"] = _moment(datetime.now(UTC))
    record.headers["Content-Type"] = "application/warc-fields"
    fields = {"software": f"republication-tracker/{__version__}", "format": "WARC File Format 1.1"}
    fields |= {"description": description} if description else {}
    _fill(record, "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode())
    return record


def _record(kind: WarcRecordType, url: str, at: datetime) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Date"] = _moment(at)
    return record


def _head(page: Page) -> bytes:
    status = f"HTTP/1.1 {page.status} {responses.get(page.status, 'Status')}"
    lines = [status, *(f"{name}: {value}" for name, value in page.headers if name.lower() not in TRANSFER)]
    lines.append(f"Content-Length: {len(page.body)}")
    return ("\r\n".join(" ".join(line.splitlines()) for line in lines) + "\r\n\r\n").encode("utf-8", "replace")


def _fill(record: WarcRecord, block: bytes) -> None:
    record.headers["WARC-Block-Digest"] = _digest(block)
    record.set_bytes_content(block)


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
