"""WARC in and out: whole records as they were, damaged ones named, nothing passed over in silence."""

import gzip
import io
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tracker.archive import Damaged, Item, Source, WarcWriter, find_sources, read_source
from tracker.archive.item import MAX_BODY
from tracker.archive.record import TRANSFER
from tracker.errors import SourceError
from tracker.types import Page

BODY = b"<html><body><p>The ferry left Port Amber at dawn.</p></body></html>"
FETCHED = datetime(2024, 5, 2, 10, 30, tzinfo=UTC)


def record(number: int, body: bytes = BODY, *, headers: bytes = b"", length: int | None = None) -> bytes:
    """One uncompressed response record, made by hand so that the reader is not tested with its own writer."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/%d\r\n" % number
        + b"WARC-Date: 2024-05-02T10:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        + b"Content-Length: %d\r\n\r\n" % (len(http) if length is None else length)
        + http
        + b"\r\n\r\n"
    )


def read(tmp_path: Path, data: bytes, name: str = "pages.warc") -> list[Page | Damaged]:
    path = tmp_path / name
    path.write_bytes(data)
    return [item.content for item in items(path)]  # type: ignore[misc]  # a WARC gives no PlainText


def items(path: Path) -> list[Item]:
    return [item for source in find_sources([path]) for item in read_source(source)]


def urls(contents: list[Page | Damaged]) -> list[str]:
    return [c.url.rpartition("/")[2] if isinstance(c, Page) else "damaged" for c in contents]


def test_a_record_becomes_a_page_with_its_place(tmp_path: Path) -> None:
    first, second = read(tmp_path, gzip.compress(record(0)) + gzip.compress(record(1)), "p.warc.gz")
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.url, first.final_url, first.status, first.body) == ("http://a.example/0",) * 2 + (200, BODY)
    assert first.fetched_at == FETCHED
    assert first.headers == (("Content-Type", "text/html"),)
    assert first.archived_at == 0
    assert second.archived_at == len(gzip.compress(record(0)))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (record(0) + record(1) + record(2), ["0", "1", "2"]),
        (record(0) + record(1)[:-40], ["0", "damaged"]),
        (gzip.compress(record(0)) + gzip.compress(record(1))[:-60], ["0", "damaged"]),
        (record(0) + b"rubbish\r\n\r\n" * 30 + record(1), ["0", "damaged", "1"]),
        (gzip.compress(record(0)) + bytes(100) + gzip.compress(record(1)), ["0", "damaged", "1"]),
        (b"no archive at all " * 50, ["damaged"]),
        (b"", ["damaged"]),
        (record(0).replace(b"WARC-Date: 2024", b"WARC-Date: soon"), ["damaged"]),
        (record(0).replace(b"HTTP/1.1 200 OK", b"not a response "), ["damaged"]),
        (record(0).replace(b"WARC-Type: response", b"WARC-Type: request ") + record(1), ["1"]),
    ],
    ids=["whole", "cut off", "cut off gzip", "rubbish between", "zeros between", "rubbish", "empty", "no date",
         "no response", "a request"],
)  # fmt: skip
def test_damage_is_named_and_reading_goes_on(tmp_path: Path, data: bytes, expected: list[str]) -> None:
    contents = read(tmp_path, data, "p.warc.gz" if data[:2] == b"\x1f\x8b" else "p.warc")
    assert urls(contents) == expected
    assert all(c.reason and c.url for c in contents if isinstance(c, Damaged))


def test_one_damaged_gzip_member_costs_one_record(tmp_path: Path) -> None:
    members = [bytearray(gzip.compress(record(n))) for n in range(3)]
    for position in (60, 80, 100):
        members[1][position] ^= 0xFF
    assert urls(read(tmp_path, b"".join(members), "p.warc.gz")) == ["0", "damaged", "2"]


def test_a_page_of_200_mb_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.warc.gz"
    with path.open("wb") as file:
        packed = zlib.compressobj(1, wbits=31)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        whole = record(0, b"x", length=len(head) + 200 * 2**20)
        file.write(packed.compress(whole[: whole.index(head) + len(head)]))
        for _ in range(200):
            file.write(packed.compress(b"y" * 2**20))
        file.write(packed.compress(b"\r\n\r\n") + packed.flush())
        file.write(gzip.compress(record(1)))
    contents = [item.content for item in items(path)]
    assert isinstance(contents[0], Damaged)
    assert "larger than 10 MiB" in contents[0].reason
    assert isinstance(contents[1], Page)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(BODY)),
        (b"Content-Encoding: deflate\r\n", zlib.compress(BODY)),
        (b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)),
        (b"Content-Encoding: gzip\r\n", BODY),  # many crawlers keep the header and store the decoded body
    ],
    ids=["gzip", "deflate", "chunked", "header without coding"],
)
def test_codings_are_undone(tmp_path: Path, headers: bytes, body: bytes) -> None:
    (page,) = read(tmp_path, record(0, body, headers=headers))
    assert isinstance(page, Page)
    assert page.body == BODY


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(MAX_BODY * 3))
    (content,) = read(tmp_path, record(0, bomb, headers=b"Content-Encoding: gzip\r\n"))
    assert isinstance(content, Damaged)
    assert "when decoded" in content.reason


def test_wacz_is_a_zip_of_warcs(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("archive/data.warc.gz", gzip.compress(record(0)) + gzip.compress(record(1))[:-50])
        package.writestr("pages/pages.jsonl", "{}")
    page, damaged = read(tmp_path, packed.getvalue(), "p.wacz")
    assert isinstance(page, Page)
    assert page.archived_in == f"{tmp_path / 'p.wacz'}!archive/data.warc.gz"
    assert isinstance(damaged, Damaged)
    assert urls(read(tmp_path, b"not a zip", "q.wacz")) == ["damaged"]


def test_what_cannot_be_meant_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    for path in (tmp_path / "missing.warc", tmp_path / "notes.txt", tmp_path):
        with pytest.raises(SourceError, match=str(path)):
            find_sources([path])
    with pytest.raises(SourceError):
        list(read_source(Source(tmp_path / "gone.warc", 1)))


@st.composite
def pages(draw: DrawFn) -> Page:
    name = st.from_regex(r"[A-Za-z][A-Za-z-]{0,12}", fullmatch=True).filter(lambda n: n.lower() not in TRANSFER)
    value = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30)
    url = "http://a.example/" + draw(st.from_regex(r"[a-z0-9/._-]{0,20}", fullmatch=True))
    return Page(
        url=url,
        final_url=url,
        fetched_at=FETCHED,
        status=draw(st.sampled_from([200, 404, 410, 503])),
        headers=tuple(draw(st.lists(st.tuples(name, value), max_size=4))),
        body=draw(st.binary(max_size=300)),
    )


@settings(max_examples=40, deadline=None)
@given(written=st.lists(pages(), min_size=1, max_size=4))
def test_what_is_written_is_read_again(written: list[Page], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("warc")
    with WarcWriter(folder) as writer:
        kept = [writer.write(page) for page in written]
    again = [item.content for item in items(writer.path)]
    expected = [replace(page, archived_length=None) for page in kept]
    length = "Content-Length"
    assert again == [replace(p, headers=(*p.headers, (length, str(len(p.body))))) for p in expected]
