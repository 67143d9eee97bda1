"""The whole site, page by page, from the stable views: overview, headlines, agencies, outlets, stories, texts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker import __version__
from tracker.db import Database
from tracker.pipeline.pool import Pool
from tracker.reports import Filters
from tracker.site.comparison import comparison_pages, not_compared
from tracker.site.contents import agencies, coverage, outlets, stories
from tracker.site.folder import SiteFolder
from tracker.site.houses import house_pages
from tracker.site.lists import list_pages
from tracker.site.notes import site_note, story_note
from tracker.site.story import Names, Pair, pairs, story_pages
from tracker.site.tally import Tally

Record = Mapping[str, Any]
_CHUNK = 32  #: comparisons that a process is given at once


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was written."""

    stories: int
    pages: int
    largest_page: int  #: bytes


def export_site(
    db: Database,
    folder: Path,
    *,
    made_at: datetime,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    texts: bool = True,
    title: str = "Republications",
    workers: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> SiteSummary:
    """Write the site into `folder`, new or of an earlier export; `progress` is told how many stories are done.

    Without `texts` no page shows a text beside another: they are others' property, and a site may be public. No page
    reaches a megabyte, whatever was crawled.
    Raises TrackerError for a folder that holds anything else.
    """
    site = SiteFolder(folder)
    shared = {"made_at": made_at, "version": __version__, "site_title": title}
    looked_at, known_agencies, known_outlets = coverage(db), agencies(db), outlets(db)
    names = Names(
        {key: row["name"] for key, row in known_agencies.items()},
        {key: row["name"] for key, row in known_outlets.items()},
    )
    tally = Tally(agencies=names.agencies, outlets=names.outlets)
    whole = site_note(looked_at)

    def written_stories() -> Iterator[Pair]:
        """Writes every story's pages and gives the pairs of texts that are still to be laid side by side."""
        for contents in stories(db, filters, texts=texts):
            compared = pairs(contents, names)
            tally.add(contents.story, contents.members)
            note = story_note([member["outlet"] for member in contents.members], looked_at, whole)
            for name, content in story_pages(contents, compared, names, coverage_note=note, shared=shared):
                site.write(name, content)
            yield from compared
            progress(tally.sums["stories"])

    comparing = Pool(comparison_pages, workers=workers, chunk=_CHUNK, lost=not_compared)
    for name, content in comparing.map((pair, shared) for pair in written_stories()):
        site.write(name, content)
    shared = {**shared, "named": names}
    for name, content in house_pages(
        tally, looked_at=looked_at, agencies=known_agencies, outlets=known_outlets, shared=shared
    ):
        site.write(name, content)
    for name, content in list_pages(tally, looked_at=looked_at, filters=filters, shared=shared):
        site.write(name, content)
    site.finish()
    return SiteSummary(tally.sums["stories"], site.pages, site.largest)
