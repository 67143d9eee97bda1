"""The overview, and the lists of headlines, agencies and outlets, in pages of bounded size."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.reports import Filters
from tracker.site.notes import days, site_note
from tracker.site.page import ROWS, page
from tracker.site.tally import House, Tally, by_size, most_republished

Record = Mapping[str, Any]
#: Stories, and agencies and outlets each, on the overview.
_TOP = 25
_TOP_HOUSES = 15


def list_pages(
    tally: Tally, *, looked_at: Mapping[str, Record], filters: Filters, shared: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """(name, content) of the overview and of every list, the largest first."""
    ordered = most_republished(tally.stories)
    agencies = [_row(house, looked_at) for house in by_size(tally.agencies)]
    outlets = [_row(house, looked_at) for house in by_size(tally.outlets)]
    yield (
        "index.html",
        page(
            "index.html.j2",
            title=shared["site_title"],
            up="",
            here="index",
            totals=tally.sums,
            coverage_note=site_note(looked_at),
            filters=_said(filters),
            stories=ordered[:_TOP],
            agencies=agencies[:_TOP_HOUSES],
            agencies_number=len(agencies),
            outlets=outlets[:_TOP_HOUSES],
            outlets_number=len(outlets),
            **shared,
        ),
    )
    yield from _list("headlines", "Headlines", ordered, shared)
    yield from _list("agencies", "Agencies", agencies, shared)
    yield from _list("outlets", "Outlets", outlets, shared)


def _list(name: str, title: str, rows: Sequence[Any], shared: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    portions = [rows[i : i + ROWS] for i in range(0, len(rows), ROWS)] or [[]]
    for number, portion in enumerate(portions, 1):
        content = page(
            "list.html.j2",
            script="filter.js",
            title=f"{title}{f', page {number} of {len(portions)}' if len(portions) > 1 else ''}",
            up="",
            here=name,
            rows=portion,
            of_all=len(rows),
            number=number,
            pages=[f"{name}-{n}.html" for n in range(1, len(portions) + 1)],
            **shared,
        )
        yield f"{name}-{number}.html", content


def _row(house: House, looked_at: Mapping[str, Record]) -> dict[str, Any]:
    return {
        "name": house.name,
        "file": house.file,
        "stories": len(house.stories),
        "republications": house.republications,
        "silent": house.silent,
        "credited_share": house.credited_share,
        "others": len(house.others),
        "median_lag": house.median_lag,
        "looked_at": days(looked_at.get(house.key)),
    }


def _said(filters: Filters) -> str:
    asked = {"agency": filters.agency, "outlet": filters.outlet, "since": filters.since, "until": filters.until}
    return ", ".join(f"{name} {value}" for name, value in asked.items() if value is not None)
