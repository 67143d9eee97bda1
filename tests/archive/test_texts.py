"""Texts in rows: JSON Lines, CSV, Parquet, saved HTML; every row is one item, good or bad."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tracker.archive import Damaged, find_sources, read_source
from tracker.errors import SourceError
from tracker.types import Page, PlainText

ROW = {
    "url": "https://a.example/1",
    "text": "The ferry left.\nIt was dawn.",
    "title": "Ferry leaves",
    "published_at": "2024-05-02T09:00:00+02:00",
    "fetched_at": "2024-05-02T10:30:00Z",
    "authors": "Ada Brook; Nordwire",
    "outlet": "amber-post",
}


def read(path: Path) -> list[Page | PlainText | Damaged]:
    return [item.content for source in find_sources([path]) for item in read_source(source)]


def check(content: Page | PlainText | Damaged) -> None:
    assert isinstance(content, PlainText)
    assert (content.url, content.text, content.title) == (ROW["url"], ROW["text"], "Ferry leaves")
    assert content.fetched_at == datetime(2024, 5, 2, 10, 30, tzinfo=UTC)
    assert content.hints.creators == ("Ada Brook", "Nordwire")
    assert content.hints.published == "2024-05-02T09:00:00+02:00"
    assert content.outlet == "amber-post"


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps(ROW) + "\n\n", encoding="utf-8")
    check(*read(path))
    packed = tmp_path / "texts.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    check(*read(packed))


def test_html_in_a_row_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"url": "https://a.example/2", "html": "<p>Grüße</p>", "authors": ["B"]}))
    (page,) = read(path)
    assert isinstance(page, Page)
    assert page.body == "<p>Grüße</p>".encode()
    assert page.fetched_at == datetime.fromtimestamp(path.stat().st_mtime, UTC)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json", "not JSON"),
        ("[1, 2]", "not an object"),
        ('{"text": "x"}', "no url"),
        ('{"url": "https://a.example/3"}', "neither text nor html"),
        ('{"url": "https://a.example/3", "text": 7}', "neither text nor html"),
        ('{"url": "https://a.example/3", "text": "x", "fetched_at": "yesterday"}', "not a time"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(f"{line}\n{json.dumps(ROW)}\n")
    bad, good = read(path)
    assert isinstance(bad, Damaged)
    assert reason in bad.reason
    assert "#1" in bad.url + bad.reason
    check(good)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "texts.csv"
    quoted = delimiter.join('"' + value.replace('"', '""') + '"' for value in ROW.values())
    path.write_text("\ufeff" + delimiter.join(ROW) + "\n" + quoted + "\nhttps://a.example/9" + delimiter * 9 + "\n")
    good, bad = read(path)
    check(good)
    assert isinstance(bad, Damaged)


def test_csv_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match="columns"):
        read(path)


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "texts.parquet"
    source = tmp_path / "source.jsonl"
    source.write_text(json.dumps(ROW))
    columns = dict.fromkeys(ROW, "VARCHAR")
    timed = "SELECT * REPLACE (CAST(fetched_at AS TIMESTAMPTZ) AS fetched_at)"
    duckdb.execute(f"COPY ({timed} FROM read_json('{source}', columns={columns})) TO '{path}' (FORMAT parquet)")
    check(*read(path))
    path.write_bytes(b"PAR1 rubbish")
    with pytest.raises(SourceError, match="Parquet"):
        read(path)


def test_a_saved_page_keeps_the_address_that_the_browser_noted(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    path.write_text("<!DOCTYPE html>\n<!-- saved from url=(0021)https://a.example/s -->\n<p>x</p>")
    (page,) = read(path)
    assert isinstance(page, Page)
    assert page.url == "https://a.example/s"
    path.write_text("<p>x</p>")
    (page,) = read(path)
    assert isinstance(page, Page)
    assert page.url == path.as_uri()
