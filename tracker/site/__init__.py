"""Pages of HTML that need no server and no outside address: one difference, or a whole site from a database."""

from tracker.site.answer import report_page
from tracker.site.diff import diff_page
from tracker.site.export import SiteSummary, export_site

__all__ = ["SiteSummary", "diff_page", "export_site", "report_page"]
