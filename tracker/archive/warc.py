"""WARC files to pages, whole or damaged (WARC 1.0 and 1.1, plain, gzip, zstd; ISO 28500).

Every response record ends as exactly one item. FastWARC reads what a truncated record still has and says nothing of
the loss, and stops at the first damaged byte; here the length is checked, and reading goes on at the next record.
"""

import io
import mmap
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from tracker.archive.item import MAX_BODY, Damaged, Item
from tracker.types import Page

#: Where a record may begin again after damage, by how the file begins.
_RECORD_STARTS = (
    (b"\x1f\x8b", re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")),
    (b"\x28\xb5\x2f\xfd", re.compile(rb"\x28\xb5\x2f\xfd")),
    (b"", re.compile(rb"(?<=\n)WARC/1\.[01]\r\n")),
)
_WANTED = WarcRecordType.response | WarcRecordType.resource
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEADER_ROOM = 64 * 1024


def read_warc(path: Path) -> Iterator[Item]:
    """The response and resource records of a WARC in order; requests, metadata and revisits are passed over."""
    if path.stat().st_size == 0:
        yield Item(content=Damaged(url=str(path), reason="the file is empty"), position=0)
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        begins = next(pattern for magic, pattern in _RECORD_STARTS if whole[: len(magic)] == magic)
        start, lost_from, reason = 0, -1, ""
        while True:
            last, whole_records = start, 0
            file.seek(start)
            try:
                for record in ArchiveIterator(file, record_types=_WANTED, parse_http=False):
                    if lost_from >= 0:
                        yield _lost(path, lost_from, reason)
                        lost_from = -1
                    last, whole_records = record.stream_pos, whole_records + 1
                    yield _item(record, path, last)
            except OSError as error:
                # A record that fails at once is the lost one itself; after good ones the loss lies behind the last.
                reason = str(error)
                if whole_records:
                    lost_from = last
                else:
                    yield _lost(path, start, reason)
                    lost_from = -1
            else:
                return
            following = begins.search(whole, last + 1)
            if following is None:
                if lost_from >= 0:
                    yield _lost(path, lost_from, reason)
                return
            start = following.start()


def read_records(path: Path, positions: Iterable[int]) -> Iterator[Page | Damaged]:
    """What stands at each of `positions`, as `read_warc` gave them, in the order given; each is sought by itself."""
    with path.open("rb") as file:
        for position in positions:
            file.seek(position)
            try:
                record = next(iter(ArchiveIterator(file, record_types=_WANTED, parse_http=False)), None)
                if record is None or record.stream_pos != position:
                    yield Damaged(url=f"{path}#{position}", reason="no page begins at this place of the file")
                    continue
                item = _item(record, path, position)
            except OSError as error:
                yield Damaged(url=f"{path}#{position}", reason=f"damaged after byte {position}: {error}")
                continue
            yield cast("Page | Damaged", item.content)


def _lost(path: Path, position: int, reason: str) -> Item:
    found = Damaged(url=f"{path}#{position}", reason=f"damaged after byte {position}: {reason}")
    return Item(content=found, position=position)


def _item(record: WarcRecord, path: Path, position: int) -> Item:
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    name = url or f"{path}#{position}"
    # A header cut off by the end of the file has no length, and FastWARC then says 0.
    expected = record.content_length if record.headers.get("Content-Length") else None
    block = record.reader.read(MAX_BODY + _HEADER_ROOM)
    content: Page | Damaged
    if expected is None:
        content = Damaged(url=name, reason="truncated record: its header has no length")
    elif expected > MAX_BODY + _HEADER_ROOM:
        content = Damaged(url=name, reason=f"larger than {MAX_BODY // 2**20} MiB ({expected} bytes)")
    elif len(block) < expected:
        content = Damaged(url=name, reason=f"truncated record: {len(block)} of {expected} bytes")
    elif not url:
        content = Damaged(url=name, reason="the record names no address")
    else:
        content = _page(record, url, block, path, position)
    return Item(content=content, position=position)


def _page(record: WarcRecord, url: str, block: bytes, path: Path, position: int) -> Page | Damaged:
    fetched_at = _date(record)
    if fetched_at is None:
        return Damaged(url=url, reason="the record has no readable date")
    if record.record_type == WarcRecordType.resource:
        headers: tuple[tuple[str, str], ...] = (("Content-Type", record.headers.get("Content-Type") or ""),)
        status, body = 200, block
    else:
        # Cut here: the parser reads ahead, and what it has read is no longer in the stream.
        end = _HEAD_END.search(block)
        http = HeaderMap()
        try:
            http.parse(io.BytesIO(block[: end.end()] if end else block))
        except (OSError, ValueError) as error:
            return Damaged(url=url, reason=f"no HTTP response in the record: {error}")
        if http.status_code is None or end is None:
            return Damaged(url=url, reason="no HTTP response in the record")
        status, headers = http.status_code, http.to_tuples()
        try:
            body = _decoded(block[end.end() :], http)
        except OSError as error:
            return Damaged(url=url, reason=f"the body cannot be decoded: {error}")
    if len(body) > MAX_BODY:
        return Damaged(url=url, reason=f"larger than {MAX_BODY // 2**20} MiB when decoded")
    return Page(
        url=url,
        final_url=url,
        fetched_at=fetched_at,
        status=status,
        headers=headers,
        body=body,
        archived_in=str(path),
        archived_at=position,
    )


def _date(record: WarcRecord) -> datetime | None:
    written = record.headers.get("WARC-Date") or ""
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _decoded(payload: bytes, http: HeaderMap) -> bytes:
    """Transfer and content coding undone, as far as they are there; never more than `MAX_BODY` + 1 bytes.

    Crawlers often store the decoded body with the original headers: a body that does not begin as the coding says is
    taken as it is.
    """
    if "chunked" in (http.get("Transfer-Encoding") or "").lower() and re.match(rb"[0-9a-fA-F]{1,8}[;\r]", payload):
        payload = _read(ChunkedReader(io.BytesIO(payload)))
    for coding in reversed([c.strip().lower() for c in (http.get("Content-Encoding") or "").split(",")]):
        if coding in ("gzip", "x-gzip") and payload[:2] == b"\x1f\x8b":
            payload = _read(GzipReader(io.BytesIO(payload)))
        elif coding == "deflate" and payload[:1] == b"\x78":
            payload = _read(GzipReader(io.BytesIO(payload), zlib=True))
        elif coding == "zstd" and payload[:4] == b"\x28\xb5\x2f\xfd":
            payload = _read(ZstdReader(io.BytesIO(payload)))
        elif coding == "br" and payload.lstrip()[:1] != b"<":
            payload = _read(BrotliReader(io.BytesIO(payload)))
    return payload


def _read(reader: GzipReader | ZstdReader | BrotliReader | ChunkedReader) -> bytes:
    parts: list[bytes] = []
    size = 0
    while size <= MAX_BODY and (part := reader.read(MAX_BODY + 1 - size)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)
