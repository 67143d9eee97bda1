"""Texts with their addresses, one a row: JSON Lines, CSV, Parquet.

Columns: `url` and one of `text` or `html` are needed; `title`, `published_at`, `fetched_at`, `authors`, `outlet`,
`language` are used where they are there, and any others are left alone. A row without `fetched_at` counts as fetched
when its file was last written, so that reading a file twice gives the same database.
"""

import csv
import gzip
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from tracker.archive.item import MAX_BODY, Damaged, Item
from tracker.errors import SourceError
from tracker.types import Hints, Page, PlainText

_AUTHORS_APART = re.compile(r"\s*;\s*")
_PARQUET_ROWS = 500


def read_jsonl(path: Path) -> Iterator[Item]:
    """One JSON object a line, UTF-8."""
    written = _written(path)
    with path.open("rb") as raw, _unpacked(raw, path) as file:
        for number, line in enumerate(_lines(file), 1):
            if not line.strip():
                continue
            content: Page | PlainText | Damaged
            if len(line) > MAX_BODY:
                content = Damaged(url=f"{path}#{number}", reason=f"a line larger than {MAX_BODY // 2**20} MiB")
            else:
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    content = Damaged(url=f"{path}#{number}", reason=f"not JSON: {error}")
                else:
                    content = _content(row, path, number, written)
            yield Item(content=content, position=raw.tell())


def read_csv(path: Path) -> Iterator[Item]:
    """Comma-separated (or semicolon, or tab) with a header line, UTF-8 with or without BOM."""
    written = _written(path)
    csv.field_size_limit(min(sys.maxsize, MAX_BODY))
    with path.open("rb") as raw, _unpacked(raw, path) as binary:
        file = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="replace", newline="")
        header = file.readline()
        delimiter = max(",;\t", key=header.count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        if "url" not in names or not {"text", "html"} & set(names):
            raise SourceError("the first line must name the columns `url` and `text` or `html`", str(path))
        rows = csv.reader(file, delimiter=delimiter)
        number = 0
        while True:
            number += 1
            try:
                values = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Item(content=Damaged(url=f"{path}#{number}", reason=f"not CSV: {error}"), position=raw.tell())
                continue
            content: Page | PlainText | Damaged
            if len(values) > len(names):
                content = Damaged(url=f"{path}#{number}", reason=f"{len(values)} cells under {len(names)} columns")
            else:
                content = _content(dict(zip(names, values, strict=False)), path, number, written)
            yield Item(content=content, position=raw.tell())


def read_parquet(path: Path) -> Iterator[Item]:
    """Parquet, read by DuckDB (extra `parquet`)."""
    try:
        import duckdb
    except ImportError as error:
        message = "reading Parquet needs one more package: pip install 'republication-tracker[parquet]'"
        raise SourceError(message, str(path)) from error
    written = _written(path)
    size = path.stat().st_size
    with duckdb.connect() as connection:
        try:
            total = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()[0][0]
            result = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        except duckdb.Error as error:
            raise SourceError(f"not readable as Parquet: {error}", str(path)) from error
        names = [column[0] for column in result.description]
        if "url" not in names or not {"text", "html"} & set(names):
            raise SourceError("needs the columns `url` and `text` or `html`", str(path))
        number = 0
        while rows := result.fetchmany(_PARQUET_ROWS):
            for values in rows:
                number += 1
                content = _content(dict(zip(names, values, strict=True)), path, number, written)
                yield Item(content=content, position=size * number // total)


def _content(row: object, path: Path, number: int, written: datetime) -> Page | PlainText | Damaged:
    place = f"{path}#{number}"
    if not isinstance(row, Mapping):
        return Damaged(url=place, reason="the row is not an object with columns")
    url = _string(row.get("url"))
    if not url:
        return Damaged(url=place, reason="the row has no url")
    text, html = _string(row.get("text")), _string(row.get("html"))
    if not text and not html:
        return Damaged(url=url, reason=f"neither text nor html in {place}")
    fetched_at = _moment(row.get("fetched_at"))
    if fetched_at is None and _string(row.get("fetched_at")):
        return Damaged(url=url, reason=f"fetched_at is not a time in ISO 8601: {row.get('fetched_at')!r} in {place}")
    hints = Hints(
        found_by="file",
        found_at=str(path),
        title=_string(row.get("title")),
        published=_string(row.get("published_at")),
        creators=_authors(row.get("authors")),
        language=_string(row.get("language")),
    )
    if html:
        return Page(
            url=url,
            final_url=url,
            fetched_at=fetched_at or written,
            status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            body=html.encode("utf-8", "replace"),
            outlet=_string(row.get("outlet")),
            hints=hints,
            archived_in=str(path),
            archived_at=number,
        )
    return PlainText(
        url=url,
        text=text or "",
        fetched_at=fetched_at or written,
        title=hints.title,
        outlet=_string(row.get("outlet")),
        hints=hints,
        archived_in=str(path),
        archived_at=number,
    )


def _string(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.strip() or None if isinstance(value, str) else None


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(a for a in _AUTHORS_APART.split(value.strip()) if a)
    if isinstance(value, list):
        return tuple(a.strip() for a in value if isinstance(a, str) and a.strip())
    return ()


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _unpacked(raw: BinaryIO, path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if path.suffix.lower() == ".gz" else raw


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, each cut off soon after `MAX_BODY`: a file without line ends must not fill the memory."""
    while line := file.readline(MAX_BODY + 1):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(MAX_BODY + 1)
