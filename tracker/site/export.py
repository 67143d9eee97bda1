"""The whole site, page by page, from the stable views: overview, headlines, agencies, outlets, stories, texts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker import __version__
from tracker.db import Database
from tracker.pipeline.pool import Pool
from tracker.reports import Filters, shown
from tracker.site.comparison import comparison_pages
from tracker.site.contents import StoryContents, coverage, outlets, stories
from tracker.site.folder import SiteFolder, file_name
from tracker.site.page import page
from tracker.site.story import Pair, pairs, story_pages
from tracker.site.tally import House, Tally, by_size

Record = Mapping[str, Any]
_TOP = 100  #: stories on the overview
_HOUSES = 500  #: agencies, and outlets, on the overview
_OTHERS = 300  #: houses on the other side, on an agency's or outlet's page
_HEADLINES = 1_500  #: stories on a page of headlines: below a megabyte with the longest titles
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

    Without `texts` no page shows a text beside another: they are others' property, and a site may be public.
    Raises TrackerError for a folder that holds anything else.
    """
    site = SiteFolder(folder)
    shared = {"made_at": made_at, "version": __version__}
    looked_at, known = coverage(db), outlets(db)
    tally = Tally()
    waiting = Pool(comparison_pages, workers=workers, chunk=_CHUNK, lost=_not_compared)
    wanted = _story_pages(db, site, filters, tally, looked_at, shared, texts=texts, progress=progress)
    for name, content in waiting.map((pair, shared) for pair in wanted):
        site.write(name, content)
    _houses(site, tally, looked_at, known, shared)
    _lists(site, tally, looked_at, shared, title=title, filters=filters)
    site.finish()
    return SiteSummary(tally.sums["stories"], site.pages, site.largest)


def _story_pages(
    db: Database,
    site: SiteFolder,
    filters: Filters,
    tally: Tally,
    looked_at: Mapping[str, Record],
    shared: Mapping[str, Any],
    *,
    texts: bool,
    progress: Callable[[int], None],
) -> Iterator[Pair]:
    """Writes every story's pages and gives the pairs of texts that are still to be laid side by side."""
    for contents in stories(db, filters, texts=texts):
        compared = pairs(contents)
        tally.add(contents.story, contents.members)
        note = _story_note(contents, looked_at)
        for name, content in story_pages(contents, compared, coverage_note=note, shared=shared):
            site.write(name, content)
        yield from compared
        progress(tally.sums["stories"])


def _not_compared(question: tuple[Pair, Mapping[str, Any]], reason: str) -> tuple[str, str]:
    """A pair on which a process died or that took too long: the page says so, for a link leads to it."""
    pair, shared = question
    said = f"These two texts could not be laid side by side: {reason}"
    values: dict[str, Any] = {"older": pair.older, "newer": pair.newer, "rows": (), "said": said}
    values["beside"] = pair.beside
    return pair.name, page("texts.html.j2", title=said, up="../", story_page=pair.story_page, **values, **shared)


def _houses(
    site: SiteFolder,
    tally: Tally,
    looked_at: Mapping[str, Record],
    known: Mapping[str, Record],
    shared: Mapping[str, Any],
) -> None:
    for house in tally.agencies.values():
        site.write(
            f"agencies/{house.file}.html",
            _house(house, "Agency.", "", others_title="Outlets that carried it", other="outlets", shared=shared),
        )
    for house in tally.outlets.values():
        row = known.get(house.name)
        owner = f", owned by {row['owner']}" if row and row["owner"] else ""
        about = (
            f"Outlet of kind {row['outlet_kind']}{owner}; {row['articles']} articles recorded." if row else "Outlet."
        )
        said = _outlet_note(looked_at.get(house.name))
        site.write(
            f"outlets/{house.file}.html",
            _house(
                house, about, said, others_title="Agencies whose stories it carried", other="agencies", shared=shared
            ),
        )


def _house(house: House, about: str, said: str, *, others_title: str, other: str, shared: Mapping[str, Any]) -> str:
    listed = house.listed
    return page(
        "house.html.j2",
        script="filter.js",
        title=house.name,
        up="../",
        house=house,
        about=about,
        coverage=said,
        others_title=others_title,
        other_name="Agency" if other == "agencies" else "Outlet",
        folder=other,
        others=[
            {"name": name, "file": file_name(name), "number": number}
            for name, number in sorted(house.others.items(), key=lambda item: (-item[1], item[0]))[:_OTHERS]
        ],
        stories=listed,
        stories_left=house.stories - len(listed),
        **shared,
    )


def _lists(
    site: SiteFolder,
    tally: Tally,
    looked_at: Mapping[str, Record],
    shared: Mapping[str, Any],
    *,
    title: str,
    filters: Filters,
) -> None:
    """The overview and the headlines, the most republished first."""
    ordered = sorted(tally.stories, key=lambda story: (-story["articles"], -story["outlets"], story["story_id"]))
    portions = [ordered[i : i + _HEADLINES] for i in range(0, len(ordered), _HEADLINES)] or [[]]
    for number, portion in enumerate(portions, 1):
        content = page(
            "headlines.html.j2",
            script="filter.js",
            title=f"Headlines{f' {number} of {len(portions)}' if len(portions) > 1 else ''}",
            up="",
            stories=portion,
            number=number,
            pages=len(portions),
            **shared,
        )
        site.write(f"headlines-{number}.html", content)
    houses = by_size(tally.outlets)
    outlets_shown = [
        {
            "name": house.name,
            "file": house.file,
            "republications": house.republications,
            "agencies": house.others,
            "credited_share": house.credited_share,
            "median_lag": house.median_lag,
            "looked_at": _days(looked_at.get(house.name)),
        }
        for house in houses[:_HOUSES]
    ]
    agencies_shown = [
        {
            "name": house.name,
            "file": house.file,
            "stories": house.stories,
            "republications": house.republications,
            "outlets": house.others,
            "credited_share": house.credited_share,
            "median_lag": house.median_lag,
        }
        for house in by_size(tally.agencies)[:_HOUSES]
    ]
    sums = tally.sums
    totals = {**sums, "silent": sums["republications"] - sums["credited"], "outlets": len(tally.outlets)}
    content = page(
        "index.html.j2",
        title=title,
        up="",
        totals={"stories": 0, "republications": 0, "credited": 0, "seen": 0, **totals},
        coverage_note=_site_note(looked_at),
        filters=_said(filters),
        top=ordered[:_TOP],
        headline_pages=len(portions),
        agencies=agencies_shown,
        outlets=outlets_shown,
        outlets_left=max(0, len(houses) - _HOUSES),
        **shared,
    )
    site.write("index.html", content)


def _said(filters: Filters) -> str:
    asked = {"agency": filters.agency, "outlet": filters.outlet, "since": filters.since, "until": filters.until}
    return ", ".join(f"{name} {value}" for name, value in asked.items() if value is not None)


def _days(row: Record | None) -> str:
    if row is None:
        return "never crawled"
    first, last = shown(row["first_day"]), shown(row["last_day"])
    return first if first == last else f"{first} to {last}, {row['days']} days"


def _outlet_note(row: Record | None) -> str:
    if row is None:
        return "This outlet was never crawled: its articles came from files, and what they lack was not looked for."
    trouble = ", ".join(f"{row[name]} {name}" for name in ("refused", "blocked", "failed") if row[name])
    last = f"; last success {shown(row['last_success_at'])}" if row["last_success_at"] else "; never with success"
    return f"Looked at: {_days(row)}; {row['fetched']} pages fetched, {row['articles']} articles{last}" + (
        f"; {trouble}." if trouble else "."
    )


def _site_note(looked_at: Mapping[str, Record]) -> str:
    if not looked_at:
        return "No outlet was crawled: all articles came from files. What is missing here was not looked for."
    first = min(row["first_day"] for row in looked_at.values())
    last = max(row["last_day"] for row in looked_at.values())
    span = shown(first) if first == last else f"{shown(first)} to {shown(last)}"
    return f"{len(looked_at)} outlets were looked at ({span}), not each of them on every day: their pages say when."


def _story_note(contents: StoryContents, looked_at: Mapping[str, Record]) -> str:
    """Over which coverage the story stands, and which of its outlets were never crawled."""
    never = sorted({m["outlet"] for m in contents.members} - looked_at.keys())
    note = _site_note(looked_at)
    if never and looked_at:
        note += f" Never crawled, known from files: {', '.join(never[:12])}{' ...' if len(never) > 12 else ''}."
    return note
