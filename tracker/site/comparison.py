"""Two texts of a story side by side as a page of the site: the work of one process among several."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.match import difference
from tracker.reports import sides, summed_up
from tracker.site.page import page
from tracker.site.story import Pair


def comparison_pages(wanted: Sequence[tuple[Pair, Mapping[str, Any]]]) -> list[tuple[str, str]]:
    """(name, content) of every pair, in order; each comes with what all pages of the site share."""
    return [(pair.name, _page(pair, shared)) for pair, shared in wanted]


def _page(pair: Pair, shared: Mapping[str, Any]) -> str:
    older, newer = pair.older.text, pair.newer.text
    segments = difference(older, newer)
    return page(
        "texts.html.j2",
        title=f"{pair.older.name} / {pair.newer.name}",
        up="../",
        story_page=pair.story_page,
        beside=pair.beside,
        older=pair.older,
        newer=pair.newer,
        rows=sides(older, newer, segments),
        said=summed_up(older, newer, segments),
        **shared,
    )
