"""What was kept, on the command line: `show --raw`, `export warc`, and what doctor says of archives."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import Result
from warcio.archiveiterator import ArchiveIterator

from tracker.archive import WarcWriter
from tracker.pipeline import open_tracker
from tracker.types import Page

Tracker = Callable[..., Result]
URL = "http://tide.example/harbour"
#: Not valid UTF-8: bytes are bytes.
BODY = (
    b"<title>Harbour</title><article><h1>Harbour</h1><p>" + b"The harbour opens at nine. " * 20 + b"\xff</p></article>"
)


@pytest.fixture
def kept(folder: Path) -> Iterator[Path]:
    """The file of an archive, with one page that is on record."""
    headers = (("Content-Type", "text/html; charset=windows-1252"),)
    at = datetime(2025, 3, 4, 8, tzinfo=UTC)
    page = Page(url=URL, final_url=URL, fetched_at=at, status=200, headers=headers, body=BODY)
    with open_tracker("sqlite:///tracker.db") as opened, WarcWriter(folder / "archive") as writer:
        opened.ingest(writer.write(page))
        yield writer.path


def test_the_bytes_and_nothing_else(tracker: Tracker, kept: Path) -> None:
    result = tracker("show", f"{URL}#top", "--raw")
    assert result.exit_code == 0
    assert result.stdout_bytes == BODY


def test_bytes_that_are_not_there(tracker: Tracker, week: Tracker, kept: Path, folder: Path) -> None:
    assert tracker("show", "http://nobody.example/", "--raw").exit_code == 2
    kept.rename(folder / kept.name)
    result = tracker("show", URL, "--raw")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no such file" in result.stderr
    assert tracker("show", URL, "--raw", "--archive", str(folder)).stdout_bytes == BODY


def test_a_text_is_printed_as_it_was_given(week: Tracker) -> None:
    result = week("show", "http://tide.example/bakery", "--raw")
    assert result.exit_code == 0
    assert result.stdout in (Path("week.jsonl").read_text(encoding="utf-8").replace("\\n", "\n"))


def test_a_story_as_a_warc(tracker: Tracker, kept: Path, folder: Path) -> None:
    result = tracker("export", "warc", URL, "story.warc.gz")
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert first == "1 page of 0 stories in story.warc.gz"
    assert second.startswith("SHA-256 ")
    with (folder / "story.warc.gz").open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    assert kinds == ["warcinfo", "response", "metadata", "resource"]
    again = tracker("export", "warc", URL, "story.warc.gz")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "is there already" in again.stderr
    assert json.loads(tracker("export", "warc", URL, "other.warc.gz", "--json").stdout)["missing"] == []


def test_a_story_as_a_bundle(tracker: Tracker, kept: Path, folder: Path) -> None:
    assert tracker("link").exit_code == 0
    result = tracker("export", "bundle", URL, "story.zip")
    assert result.exit_code == 0, result.output
    first, second = result.stdout.splitlines()
    assert first == "1 article of 0 stories, 1 text, 1 page in story.zip"
    assert second == f"SHA-256 {hashlib.sha256((folder / 'story.zip').read_bytes()).hexdigest()}"
    again = tracker("export", "bundle", URL, "story.zip")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "is there already" in again.stderr
    kept.unlink()
    result = tracker("export", "bundle", URL, "other.zip")
    assert result.exit_code == 1
    assert f"missing: {URL}: " in result.stdout
    assert (folder / "other.zip").exists()
    told = json.loads(tracker("export", "bundle", URL, "third.zip", "--json").stdout)
    assert (told["pages"], [address for address, _ in told["missing"]]) == (0, [URL])


@pytest.mark.parametrize(
    ("state", "said"),
    [("whole", "1 files with 1 pages, each whole"), ("half", "is half-written; all before it are whole"),
     ("short", "bytes of"), ("gone", "is gone, with 1 page")],
)  # fmt: skip
def test_doctor_looks_at_the_archive(tracker: Tracker, kept: Path, state: str, said: str) -> None:
    data = kept.read_bytes()
    if state == "half":
        kept.write_bytes(data + gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:-9])
    elif state == "short":
        kept.write_bytes(data[:-9])
    elif state == "gone":
        kept.unlink()
    result = tracker("doctor", "--json")
    (check,) = [check for check in json.loads(result.stdout) if check["what"] == "archive"]
    assert said in check["found"]
    assert check["state"] == {"whole": "ok", "half": "note"}.get(state, "FAIL")
    assert result.exit_code == (1 if check["state"] == "FAIL" else 0)


def test_doctor_finds_a_file_with_nothing_but_half_a_record(tracker: Tracker, kept: Path) -> None:
    other = kept.with_name("crawl-20250304080000-aaaaaa-00000.warc.gz")
    other.write_bytes(kept.read_bytes()[:30])
    found = [check["found"] for check in json.loads(tracker("doctor", "--json").stdout) if check["what"] == "archive"]
    assert found == [f"{other.absolute()}: the record at 0 is half-written; all before it are whole"]
