"""A report as a page of its own."""

from markupsafe import Markup

from tracker.site.page import page


def report_page(title: str, table: str) -> str:
    """The page of a report that `tracker.reports.render` gave as HTML, where everything is escaped already."""
    return page("report.html.j2", title=title or "Report", table=Markup(table))  # noqa: S704 - escaped by render
