"""What `tracker doctor` says of the archive: files that are gone, cut off, or end in half a record."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tracker.db import Database

#: Where the last record of each file ends that the database knows; only files that a crawl wrote have lengths.
_FILES = """
SELECT archive, MAX(archive_offset + archive_length) AS ends, COUNT(*) AS pages
FROM pages WHERE archive_length IS NOT NULL GROUP BY archive ORDER BY archive
"""


class Finding(NamedTuple):
    """One thing to say of a file, or of all."""

    state: Literal["ok", "note", "FAIL"]
    found: str
    do: str = ""


def look_at_archive(database: "Database", folder: Path | None) -> Iterator[Finding]:
    """Every file that the database knows or that lies in the crawl's folder, against what should be in it."""
    from tracker.db.queries import select

    known = {Path(str(row[0])): (int(row[1] or 0), int(row[2] or 0)) for row in select(database, _FILES).rows}
    files = dict(known)
    for file in sorted(folder.glob("*.warc.gz")) if folder and folder.is_dir() else ():
        files.setdefault(file.absolute(), (0, 0))
    findings = [finding for file, (ends, pages) in files.items() for finding in _look(file, ends, pages)]
    yield from findings
    if files and not findings:
        pages = sum(pages for _, pages in known.values())
        yield Finding("ok", f"{len(files)} files with {pages} pages, each whole to its last record")


def _look(file: Path, ends: int, pages: int) -> Iterator[Finding]:
    from tracker.archive import half_written

    try:
        size = file.stat().st_size
        if size < ends:
            lost = f"{file} has {size} bytes of {ends} that the database knows"
            yield Finding("FAIL", lost, "restore it from a copy; pages beyond its end cannot be read again")
        elif (begins := half_written(file, start=ends)) is not None:
            found = f"{file}: the record at {begins} is half-written; all before it are whole"
            yield Finding("note", found, "nothing, where a crawl is at work or was killed: its page is fetched again")
    except FileNotFoundError:
        do = "move it back, or give its folder to `tracker reprocess --archive`"
        yield Finding("FAIL", f"{file} is gone, with {_counted(pages)}", do)
    except OSError as error:
        yield Finding("FAIL", f"{file} cannot be read: {error.strerror or error}", "look at its rights and its disk")


def _counted(pages: int) -> str:
    return f"{pages} page{'' if pages == 1 else 's'}"
