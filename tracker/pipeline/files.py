"""Files to readings: what is already recorded is passed over, the rest is read in several processes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tracker.archive import Damaged, Item, Source, find_sources, read_source
from tracker.catalogue import Catalogue
from tracker.pipeline.pool import Pool
from tracker.pipeline.progress import Progress, Step
from tracker.pipeline.reading import digest, kept_absolute, lost
from tracker.pipeline.tasks import read_pages
from tracker.types import Outcome, Page, PlainText, Reading, Recorded
from tracker.urls import url_key

#: Below this size (bytes of files) starting processes costs more than it brings.
_WORTH_PROCESSES = 2_000_000
#: Pages a worker is given at once: several, since sending one costs more than reading a small page.
_CHUNK = 32
_NEVER = datetime.min.replace(tzinfo=UTC)


def read_files(
    paths: Iterable[Path],
    catalogue: Catalogue,
    known: Mapping[tuple[str, str], datetime],
    *,
    config: Path | None,
    workers: int,
    progress: Progress,
) -> Iterator[Reading | Recorded]:
    """Everything in the files in order: readings of new pages, outcomes of known and damaged ones.

    `known` holds (url key, SHA-256) of every body on record, with the time of its last fetch: the same bytes fetched no
    later need no reading. Fetched later they are read, since that they still stood then is news.
    """
    sources = find_sources(paths)
    total = sum(source.size for source in sources)
    pool: Pool[Page | PlainText, Reading] = Pool(
        partial(read_pages, config=config),
        workers=workers if total > _WORTH_PROCESSES else 1,
        chunk=_CHUNK,
        lost=partial(lost, catalogue=catalogue),
    )
    passed: list[Recorded] = []

    def new_pages() -> Iterator[Page | PlainText]:
        for position, count, item in _items(sources):
            content = item.content
            if isinstance(content, Damaged):
                passed.append(Recorded(url=content.url, outcome=Outcome.UNREADABLE, reason=content.reason))
            elif content.fetched_at <= known.get((url_key(content.url), digest(content)), _NEVER):
                passed.append(Recorded(url=content.url, outcome=Outcome.UNCHANGED))
            else:
                yield kept_absolute(content)
            progress(Step("read", position, total, count))

    for reading in pool.map(new_pages()):
        yield from passed
        passed.clear()
        yield reading
    yield from passed


def _items(sources: list[Source]) -> Iterator[tuple[int, int, Item]]:
    before = count = 0
    for source in sources:
        for item in read_source(source):
            count += 1
            yield before + min(item.position, source.size), count, item
        before += source.size
