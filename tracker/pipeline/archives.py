"""Pages on record with the bytes that their archives hold, as they were when they were read first."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path

from tracker.archive import Damaged, find_sources, read_again, read_source
from tracker.catalogue import Catalogue
from tracker.db.keys import stored_key
from tracker.db.rereading import StoredPage
from tracker.errors import SourceError
from tracker.pipeline.reading import NO_OUTLET, digest
from tracker.types import Page, PlainText
from tracker.urls import registrable_domain

#: A page or text as it was; or why it cannot be had; None: it is looked for at the end of its archive, and comes then.
Found = Page | PlainText | str | None


def stored_contents(
    pages: Iterable[StoredPage], catalogue: Catalogue, folders: Sequence[Path]
) -> Iterator[tuple[StoredPage, Found]]:
    """Each page with its content; pages of one archive come together.

    What the archive holds at a page's place counts only where it is the page by its SHA-256; else the page is looked
    for in the rest of that archive. Archives that are not where they were are looked for in `folders`, by their names.
    """
    for archived_in, group in groupby(pages, key=lambda page: page.archived_in):
        missed: list[tuple[StoredPage, str]] = []
        archive = _located(archived_in, folders)
        for page, found in _at_their_places(archive, group):
            if not isinstance(found, Damaged) and digest(found) == page.sha256:
                yield page, as_it_was(found, page, catalogue)
            else:
                other = "the archive holds something else at this place"
                missed.append((page, found.reason if isinstance(found, Damaged) else other))
                yield page, None
        yield from _elsewhere(archive, missed, catalogue)


def as_it_was(content: Page | PlainText, page: StoredPage, catalogue: Catalogue) -> Page | PlainText:
    """The content with all that came with it when it was read first, and that no archive keeps."""
    given = page.given_outlet
    if page.hints is None:  # by version 0.1: a file says its outlet itself, and a crawl's stands in the page's row
        derived = page.outlet in (NO_OUTLET, registrable_domain(page.url), catalogue.outlet_key(page.url))
        given = content.outlet or (None if derived else page.outlet)
    content = replace(
        content,
        url=page.url,
        fetched_at=page.fetched_at,
        outlet=given,
        hints=page.hints or content.hints,
        archived_in=page.archived_in,
        archived_at=page.archived_at,
    )
    if isinstance(content, Page):
        return replace(content, final_url=page.final_url, status=page.status)
    return content


def _at_their_places(
    archive: str, group: Iterator[StoredPage]
) -> Iterator[tuple[StoredPage, Page | PlainText | Damaged]]:
    waiting: deque[StoredPage] = deque()

    def places() -> Iterator[int]:
        for page in group:
            waiting.append(page)
            yield page.archived_at

    try:
        for content in read_again(archive, places()):
            yield waiting.popleft(), content
    except SourceError as error:
        for page in chain(waiting, group):
            yield page, Damaged(url=page.url, reason=str(error))


def _elsewhere(
    archive: str, missed: Sequence[tuple[StoredPage, str]], catalogue: Catalogue
) -> Iterator[tuple[StoredPage, Found]]:
    """Rows move in a file that is edited, records in one that is packed anew: one reading of the whole finds them."""
    wanted = {(page.key, page.sha256): (page, reason) for page, reason in missed}
    for content in _whole(archive) if wanted else ():
        found = wanted.pop((stored_key(content.url), digest(content)), None)
        if found is not None:
            yield found[0], as_it_was(content, found[0], catalogue)
        if not wanted:
            break
    yield from wanted.values()


def _whole(archive: str) -> Iterator[Page | PlainText]:
    """All that an archive holds; nothing where it cannot be had, which was said of each page already."""
    with suppress(SourceError):
        for source in find_sources([_file_of(archive)]):
            yield from (item.content for item in read_source(source) if not isinstance(item.content, Damaged))


def _located(archived_in: str, folders: Sequence[Path]) -> str:
    """Where an archive is now: where it was, else by its name in one of `folders`."""
    file = _file_of(archived_in)
    if not file.exists():
        for there in (folder / name for folder in folders for name in (file, file.name)):
            if there.exists():
                return f"{there}{archived_in.removeprefix(str(file))}"
    return archived_in


def _file_of(archived_in: str) -> Path:
    """The file of a place like `package.wacz!archive/data.warc.gz`."""
    package, mark, _ = archived_in.partition(".wacz!")
    return Path(f"{package}.wacz" if mark else archived_in)
