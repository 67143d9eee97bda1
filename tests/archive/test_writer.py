"""The crawl's own WARC files: read by other programs, cut at any byte, never over their bounds."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastWarc
from warcio.archiveiterator import ArchiveIterator as WarcIo

from tracker.archive import Damaged, EvidenceFile, WarcWriter, find_sources, half_written, read_again, read_source
from tracker.archive.evidence import MANIFEST
from tracker.errors import ArchiveError
from tracker.types import Page, PlainText

FETCHED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def page(number: int, body: bytes = b"<p>The ferry left Port Amber at dawn.</p>") -> Page:
    url = f"http://gull.example/{number}"
    headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"7"'), ("Content-Encoding", "br"))
    return Page(
        url=url, final_url=url, fetched_at=FETCHED, status=200, headers=headers, body=body + b"<i>%d</i>" % number
    )


def read(path: Path) -> list[Any]:
    return [item.content for source in find_sources([path]) for item in read_source(source)]


def test_other_programs_read_every_record_and_find_the_digests_right(tmp_path: Path) -> None:
    made = [page(n) for n in range(3)]
    with WarcWriter(tmp_path) as writer:
        kept = [writer.write(one) for one in made]
        writer.write_again(replace(kept[0], fetched_at=FETCHED.replace(hour=13)))
    data = writer.path.read_bytes()
    assert len(data) > sum(one.archived_length or 0 for one in kept)

    fast = [
        (r.headers["WARC-Type"], r.headers.get("WARC-Target-URI"), r.verify_block_digest())
        for r in FastWarc(io.BytesIO(data), parse_http=False)
    ]
    urls = [one.url for one in made]
    assert [kind for kind, _, _ in fast] == ["warcinfo", *["response"] * 3, "revisit"]
    assert [url for _, url, _ in fast] == [None, *urls, urls[0]]
    assert all(right for _, _, right in fast)

    wario = []
    for record in WarcIo(io.BytesIO(data), check_digests="raise"):
        body = record.content_stream().read()
        wario.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body))
        if record.rec_type == "response":
            assert record.rec_headers.get_header("WARC-Payload-Digest") == f"sha256:{hashlib.sha256(body).hexdigest()}"
            assert record.http_headers.get_header("ETag") == '"7"'
            assert record.http_headers.get_header("Content-Encoding") is None  # the body is kept decoded
    assert [body for kind, _, body in wario if kind == "response"] == [one.body for one in made]
    assert (wario[-1][0], wario[-1][1], wario[-1][2]) == ("revisit", urls[0], b"")


def test_a_record_is_found_by_its_place_and_length_alone(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        kept = [writer.write(page(n)) for n in range(4)]
    data = writer.path.read_bytes()
    for one in kept:
        at, length = one.archived_at or 0, one.archived_length or 0
        (record,) = list(FastWarc(io.BytesIO(data[at : at + length]), parse_http=True))
        assert record.headers["WARC-Target-URI"] == one.url
        (again,) = read_again(str(writer.path), [at])
        assert isinstance(again, Page)
        assert again.body == one.body


def test_cut_at_any_byte_the_whole_records_are_read_and_the_rest_is_said(tmp_path: Path) -> None:
    """What a kill, or a disk that is full, can leave."""
    with WarcWriter(tmp_path) as writer:
        first, last = writer.write(page(0)), writer.write(page(1))
    data, begins = writer.path.read_bytes(), last.archived_at or 0
    assert half_written(writer.path) is None
    assert half_written(writer.path, start=begins) is None
    cut = tmp_path / "cut.warc.gz"
    for length in range(begins, len(data)):
        cut.write_bytes(data[:length])
        pages = [content for content in read(cut) if isinstance(content, Page)]
        assert pages[0].url == first.url
        assert [content.body for content in pages[1:]] in ([], [last.body])  # the checksum alone may be cut off
        assert half_written(cut) == half_written(cut, start=begins) == (None if length == begins else begins)
    cut.write_bytes(data[: begins + 20] + b"\xff" * 9 + data[begins + 29 :])
    assert half_written(cut) == begins


def test_a_file_that_is_full_is_followed_by_the_next(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, file_size=2000) as writer:
        kept = [writer.write(page(n, bytes(range(256)) * 2)) for n in range(9)]
    files = sorted(tmp_path.iterdir())
    assert len(files) > 2
    assert all(file.stat().st_size <= 2000 for file in files)
    assert [Path(one.archived_in or "") for one in kept] == sorted(Path(one.archived_in or "") for one in kept)
    assert {one.url for file in files for one in read(file)} == {one.url for one in kept}


def test_the_budget_ends_the_keeping_and_deletes_nothing(tmp_path: Path) -> None:
    (tmp_path / "older.warc.gz").write_bytes(b"x" * 3000)
    with WarcWriter(tmp_path, budget=5000) as writer:
        kept: list[Page] = []
        with pytest.raises(ArchiveError, match=r"budget of 5,000 bytes .*is spent.*not deleted"):
            kept.extend(writer.write(page(number)) for number in range(99))
    assert kept
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 5000
    assert [one.url for one in read(writer.path)] == [one.url for one in kept]
    with WarcWriter(tmp_path, budget=3000) as writer, pytest.raises(ArchiveError):
        writer.write(page(0))
    assert not writer.path.exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file")
    with WarcWriter(tmp_path / "pages") as writer, pytest.raises(ArchiveError, match="could not be kept"):
        writer.write(page(0))


def test_a_disk_that_is_full_leaves_no_half_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with WarcWriter(tmp_path) as writer:
        writer.write(page(0))
        before, first = writer.path.read_bytes(), writer.path

        class Full(io.BytesIO):
            """Takes half of what it is given."""

            def tell(self) -> int:
                return len(before)

            def write(self, data: Any) -> int:
                with first.open("ab") as file:
                    file.write(bytes(data)[: len(data) // 2])
                raise OSError(28, "No space left on device")

            def detach(self) -> Any: ...

        assert writer._file is not None
        writer._file.close()
        monkeypatch.setattr(writer, "_file", Full())
        with pytest.raises(ArchiveError, match="No space left"):
            writer.write(page(1))
        assert first.read_bytes() == before
        assert writer.write(page(2)).archived_in != str(first)  # there is room again


def test_evidence_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "story.warc.gz"
    text = PlainText(url="http://tern.example/1", text="Ships came in.", fetched_at=FETCHED)
    with EvidenceFile(path) as file:
        file.add(page(0), {"sha256": "aa"})
        file.add(text, {"sha256": "bb"})
        assert not path.exists()
        file.close_with({"pages": 2}, FETCHED)
    records = [
        (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
        for r in WarcIo(path.open("rb"), check_digests="raise")
    ]
    assert [kind for kind, _, _ in records] == [
        "warcinfo", "response", "metadata", "resource", "metadata", "resource"
    ]  # fmt: skip
    assert records[1][2] == page(0).body
    assert records[3][2] == b"Ships came in."
    assert records[5][1] == MANIFEST
    with pytest.raises(ArchiveError, match="is there already"):
        EvidenceFile(path)
    other = tmp_path / "other.warc.gz"
    with pytest.raises(TypeError), EvidenceFile(other) as file:
        file.add(page(0), {"not": object()})
    assert sorted(tmp_path.iterdir()) == [path]
    assert not [found for found in read(path) if isinstance(found, Damaged)]
