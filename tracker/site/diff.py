"""Two texts side by side as a page of its own."""

from collections.abc import Sequence

from tracker.reports import Row, Side
from tracker.site.page import page


def diff_page(older: Side, newer: Side, rows: Sequence[Row], said: str) -> str:
    """The page: both headings, `said` (one sentence that sums up), the rows with their pieces marked."""
    return page("diff.html.j2", title=f"{older.name} / {newer.name}", older=older, newer=newer, rows=rows, said=said)
