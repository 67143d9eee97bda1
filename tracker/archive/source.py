"""Which files a path means, and how each is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.archive.html import read_html
from tracker.archive.item import Damaged, Item
from tracker.archive.texts import read_csv, read_jsonl, read_parquet
from tracker.archive.wacz import read_member, read_wacz
from tracker.archive.warc import read_records, read_warc
from tracker.errors import SourceError
from tracker.types import Page, PlainText

__all__ = ["Damaged", "Item", "Source", "find_sources", "read_again", "read_source"]

_READERS = {
    ".warc": read_warc,
    ".wacz": read_wacz,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
}
_COMPRESSED = {".gz", ".zst"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `size` is in bytes; positions of its items are in the same unit."""

    path: Path
    size: int


def find_sources(paths: Iterable[Path]) -> list[Source]:
    """The files that `paths` mean, in order: a file itself, a folder all readable files below it, sorted by name.

    Raises `SourceError` for a path that does not exist, is of an unknown kind, or is a folder without readable files:
    a typing error shall not look like an empty result.
    """
    found: list[Source] = []
    for path in paths:
        if path.is_dir():
            below = [p for p in sorted(path.rglob("*")) if p.is_file() and _kind(p) in _READERS]
            if not below:
                raise SourceError(f"no file here that can be read ({', '.join(sorted(_READERS))})", str(path))
            found += [Source(p, p.stat().st_size) for p in below]
        elif not path.exists():
            raise SourceError("no such file", str(path))
        elif _kind(path) not in _READERS:
            raise SourceError(f"not a kind of file that can be read ({', '.join(sorted(_READERS))})", str(path))
        else:
            found.append(Source(path, path.stat().st_size))
    return found


def read_source(source: Source) -> Iterator[Item]:
    """Everything in one file, in its order. Bad records are items; only a file that cannot be opened raises."""
    try:
        yield from _READERS[_kind(source.path)](source.path)
    except OSError as error:
        raise SourceError(error.strerror or str(error), str(source.path)) from error


def read_again(archived_in: str, positions: Iterable[int]) -> Iterator[Page | PlainText | Damaged]:
    """What stands at places of an archive (`archived_in` and `archived_at` of pages), one for each, in their order.

    `positions` ascend, and are asked for one by one. A record of a WARC is sought; a file of rows is read once up to
    the last of them. Raises SourceError where the file itself cannot be had.
    """
    package, mark, member = archived_in.partition(".wacz!")
    path = Path(f"{package}.wacz" if mark else archived_in)
    source = find_sources([path])[0]
    try:
        if mark:
            yield from read_member(path, member, positions)
        elif _kind(path) == ".warc":
            yield from read_records(path, positions)
        else:
            yield from _rows(source, positions)
    except OSError as error:
        raise SourceError(error.strerror or str(error), archived_in) from error


def _rows(source: Source, positions: Iterable[int]) -> Iterator[Page | PlainText | Damaged]:
    rows = (item.content for item in read_source(source) if not isinstance(item.content, Damaged))
    row = next(rows, None)
    for position in positions:
        while row is not None and (row.archived_at or 0) < position:
            row = next(rows, None)
        if row is not None and row.archived_at == position:
            yield row
        else:
            yield Damaged(url=f"{source.path}#{position}", reason="no such row in the file")


def _kind(path: Path) -> str:
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in _COMPRESSED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""
