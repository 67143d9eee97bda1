"""Two texts of a story side by side as a page of the site: the work of one process among several."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.match import difference
from tracker.reports import Row, sides, summed_up
from tracker.site.page import LARGEST, page
from tracker.site.story import Pair

Question = tuple[Pair, Mapping[str, Any]]


def comparison_pages(wanted: Sequence[Question]) -> list[tuple[str, str]]:
    """(name, content) of every pair, in order; each comes with what all pages of the site share."""
    return [_compared(question) for question in wanted]


def not_compared(question: Question, reason: str) -> tuple[str, str]:
    """The page of a pair on which a process died or that took too long; it says so, for a link leads to it."""
    return _page(question, (), f"These two texts could not be laid side by side: {reason}")


def _compared(question: Question) -> tuple[str, str]:
    older, newer = question[0].older.text, question[0].newer.text
    segments = difference(older, newer)
    name, content = _page(question, sides(older, newer, segments), summed_up(older, newer, segments))
    if len(content) * 4 >= LARGEST and len(content.encode("utf-8", "backslashreplace")) >= LARGEST:
        return not_compared(question, "they are too long for one page")
    return name, content


def _page(question: Question, rows: Sequence[Row], said: str) -> tuple[str, str]:
    pair, shared = question
    content = page(
        "texts.html.j2",
        title=f"{pair.older.name} / {pair.newer.name}",
        up="../",
        here="texts",
        story_page=pair.story_page,
        story_title=pair.story_title,
        beside=pair.beside,
        older=pair.older,
        newer=pair.newer,
        rows=rows,
        said=said,
        **shared,
    )
    return pair.name, content
