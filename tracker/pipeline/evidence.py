"""What was kept of pages, handed on: the bytes of one, or all pages of a story as a WARC with hashes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tracker.archive import EvidenceFile
from tracker.catalogue import Catalogue
from tracker.db import Database, queries
from tracker.db.rereading import StoredPage, kept_of, unknown
from tracker.errors import ArchiveError, UnknownAddressError
from tracker.pipeline.archives import stored_contents
from tracker.types import Page, PlainText

_NOT_KEPT = "no bytes of this page were kept: it was crawled without an archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What stands in a WARC of evidence: `missing` are pages of the stories of which no bytes could be had, and why."""

    path: str
    sha256: str  #: of the file
    stories: tuple[str, ...]
    pages: int
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What `write_pages` found: what is recorded of each page in the file, and what could not be had, and why."""

    pages: tuple[dict[str, Any], ...]
    missing: tuple[tuple[str, str], ...]  #: address and reason


def kept_page(db: Database, url: str, *, catalogue: Catalogue, folders: Sequence[Path] = ()) -> Page | PlainText:
    """The page of an address as it was kept: the one that its article stands on, else the latest.

    Its bytes are those recorded, by their SHA-256. `folders` are looked in for archives that are not where they were.
    Raises UnknownAddressError, or ArchiveError where no bytes were kept or can be had.
    """
    if unknown(db, [url]):
        raise UnknownAddressError("no page of this address is on record", url)
    kept = kept_of(db, url)[:1]
    for _, found in _contents(kept, catalogue, folders):
        if isinstance(found, str):
            raise ArchiveError(found, url)
        return found
    raise ArchiveError(_NOT_KEPT, url)


def export_evidence(
    db: Database, url: str, path: Path, *, catalogue: Catalogue, folders: Sequence[Path] = ()
) -> Exported:
    """Every page that was kept of the stories of an address (of itself, where it is in none), as a WARC at `path`.

    A response each, with what is recorded of it as metadata, and at the end one resource with the stories' chains
    and all hashes. Raises UnknownAddressError, and ArchiveError where nothing of it was kept or `path` is there.
    """
    if unknown(db, [url]):
        raise UnknownAddressError("no page of this address is on record", url)
    stories = queries.story_ids_of(db, url)
    chains = {story: queries.chain(db, story) for story in stories}
    urls = list(dict.fromkeys([str(member["url"]) for chain in chains.values() for member in chain] or [url]))
    asked = {"asked_for": url, "chains": chains}
    written = write_pages(db, urls, path, asked, at=datetime.now(UTC), catalogue=catalogue, folders=folders, least=1)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    pages, missing = len(written.pages), written.missing
    return Exported(path=str(path), sha256=digest, stories=tuple(stories), pages=pages, missing=missing)


def write_pages(
    db: Database,
    urls: Iterable[str],
    path: Path,
    said: Mapping[str, object],
    *,
    at: datetime,
    catalogue: Catalogue,
    folders: Sequence[Path] = (),
    least: int = 0,
) -> Written:
    """Every page that was kept of the addresses as a WARC at `path`, which ends with `said`, their hashes, and what
    is missing. Raises ArchiveError where `path` is there already or there are fewer pages than `least`; then no file
    is left.
    """
    missing: list[tuple[str, str]] = []
    listed: list[dict[str, Any]] = []
    with EvidenceFile(path) as file:
        for address in urls:
            kept = sorted(kept_of(db, address), key=lambda page: (page.archived_in, page.archived_at, page.page_id))
            missing += [] if kept else [(address, _NOT_KEPT)]
            for page, found in _contents(kept, catalogue, folders):
                if isinstance(found, str):
                    missing.append((address, found))
                else:
                    listed.append(_said(page))
                    file.add(found, listed[-1])
        if len(listed) < least:
            raise ArchiveError(f"nothing to hand on: {missing[0][1]}", missing[0][0])
        lacking = [{"url": address, "reason": why} for address, why in missing]
        file.close_with({**said, "exported_at": at.isoformat(), "pages": listed, "missing": lacking}, at)
    return Written(pages=tuple(listed), missing=tuple(missing))


def _contents(
    pages: Sequence[StoredPage], catalogue: Catalogue, folders: Sequence[Path]
) -> Iterator[tuple[StoredPage, Page | PlainText | str]]:
    """Each page with its content, or why it cannot be had."""
    for page, found in stored_contents(pages, catalogue, folders):
        if found is not None:  # else it comes again, looked for in the rest of its archive
            yield page, found


def _said(page: StoredPage) -> dict[str, Any]:
    """What is recorded of a page; of its archive the name, not where on a disk it lies."""
    return {
        "url": page.url,
        "final_url": page.final_url,
        "outlet": page.outlet,
        "fetched_at": page.fetched_at.isoformat(),
        "status": page.status,
        "sha256": page.sha256,
        "archive": Path(page.archived_in).name,
        "archive_offset": page.archived_at,
    }
