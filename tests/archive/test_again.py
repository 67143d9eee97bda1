"""What was read once is found again at its place, in every kind of file; what is not there is said to be not there."""

import csv
import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.archive import Damaged, find_sources, read_again, read_source
from tracker.errors import SourceError
from tracker.types import Page, PlainText

ROWS = [{"url": f"http://a.example/{n}", "text": f"The ferry number {n} left Port Amber."} for n in range(9)]


def record(number: int) -> bytes:
    """One uncompressed response record."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferry number %d left Port Amber.</p>" % number
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/%d\r\n" % number
        + b"WARC-Date: 2024-05-02T10:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        + b"Content-Length: %d\r\n\r\n" % len(http)
        + http
        + b"\r\n\r\n"
    )


def warc(folder: Path) -> Path:
    path = folder / "plain.warc"
    path.write_bytes(b"".join(map(record, range(9))))
    return path


def packed(folder: Path) -> Path:
    path = folder / "packed.warc.gz"
    path.write_bytes(b"".join(gzip.compress(record(n)) for n in range(9)))
    return path


def damaged(folder: Path) -> Path:
    """The third record is lost; what follows it must be found again all the same."""
    parts = [gzip.compress(record(n)) for n in range(9)]
    parts[2] = parts[2][:30] + b"\xff" * 30 + parts[2][60:]
    path = folder / "damaged.warc.gz"
    path.write_bytes(b"".join(parts))
    return path


def wacz(folder: Path) -> Path:
    path = folder / "package.wacz"
    with zipfile.ZipFile(path, "w") as package:
        package.write(packed(folder), "archive/one!.warc.gz")
    return path


def jsonl(folder: Path) -> Path:
    path = folder / "rows.jsonl.gz"
    lines = [json.dumps(row) for row in ROWS]
    lines[3:3] = ["", "{broken"]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def table(folder: Path) -> Path:
    path = folder / "rows.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["url", "text"])
        writer.writeheader()
        writer.writerows(ROWS)
    return path


def html(folder: Path) -> Path:
    path = folder / "page!.html"
    path.write_text("<p>The ferry left Port Amber at dawn.</p>", encoding="utf-8")
    return path


@pytest.mark.parametrize("made", [warc, packed, damaged, wacz, jsonl, table, html])
def test_every_page_is_found_again_at_its_place(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    contents = [item.content for source in find_sources([made(tmp_path)]) for item in read_source(source)]
    pages = [content for content in contents if not isinstance(content, Damaged)]
    assert len(pages) in (1, 8, 9)
    for some in (pages, pages[1::3], pages[-1:]):
        if some:
            place = some[0].archived_in or ""
            assert list(read_again(place, [page.archived_at or 0 for page in some])) == some


@pytest.mark.parametrize("made", [warc, packed, wacz, jsonl, table])
def test_a_place_without_a_page_is_named_and_the_others_are_read(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    contents = [item.content for source in find_sources([made(tmp_path)]) for item in read_source(source)]
    first, *_, last = [content for content in contents if isinstance(content, Page | PlainText)]
    assert first.archived_in is not None
    assert first.archived_at is not None
    assert last.archived_at is not None
    wrong = last.archived_at + 1
    before, after = read_again(first.archived_in, [first.archived_at, wrong])
    assert before == first
    assert isinstance(after, Damaged)
    assert str(wrong) in after.url


def test_an_archive_that_is_gone_or_no_archive_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "rubbish.wacz").write_bytes(b"no package")
    with zipfile.ZipFile(tmp_path / "empty.wacz", "w"):
        pass
    for place in ("gone.warc.gz", "gone.jsonl", "rubbish.wacz!archive/a.warc.gz", "empty.wacz!archive/a.warc.gz"):
        with pytest.raises(SourceError, match=r"no such file|not a WACZ package|no archive/a"):
            list(read_again(str(tmp_path / place), [0]))
