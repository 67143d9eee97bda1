"""Article -> credits: every form is read by its own file, then the findings are reconciled."""

from tracker.catalogue import Catalogue
from tracker.credits.authors import settle_authors
from tracker.credits.byline import read_bylines
from tracker.credits.citation import read_citations
from tracker.credits.context import Context
from tracker.credits.contributed import read_contributed
from tracker.credits.copyright import read_copyright
from tracker.credits.dateline import read_datelines
from tracker.credits.declared import read_declared
from tracker.credits.footer import read_footers
from tracker.credits.holder import read_holder
from tracker.credits.language import Sign
from tracker.credits.photo import read_photos
from tracker.credits.reconcile import reconcile
from tracker.credits.reporting import read_reporting
from tracker.credits.republished import read_republished
from tracker.credits.signoff import read_signoffs
from tracker.credits.source_line import read_source_lines
from tracker.types import Article, Credit


def read_credits(article: Article, catalogue: Catalogue) -> tuple[Credit, ...]:
    """All statements of the page about its sources and authors, each with its exact words. Never raises.

    Strong statements ("The original source of this article is X") are read first: an organisation that no catalogue
    knows and that they name is then believed where it only stands as byline, dateline or copyright too.
    """
    return read_page(Context.of(article, catalogue))


def read_page(context: Context) -> tuple[Credit, ...]:
    """`read_credits` of a page on the desk. A reader sees the lines that show a sign of its form, and no others."""
    found: list[Credit] = []
    if (shown := context.showing(Sign.REPUBLISHED, "edges")) is not None:
        found += read_republished(shown)
    if (shown := context.showing(Sign.SOURCE, "bylines", "texts")) is not None:
        found += read_source_lines(shown)
    found += read_footers(context)
    if (shown := context.showing(Sign.CONTRIBUTED | Sign.WITH, "edges")) is not None:
        found += read_contributed(shown)
    context = context.trusting(found)
    found += read_declared(context)
    found += read_bylines(context)
    context = context.trusting(found)
    found += read_holder(context)
    found += read_datelines(context)
    found += read_signoffs(context)
    if (shown := context.showing(Sign.DESK, "tails")) is not None:
        found += read_reporting(shown, found)
    if (shown := context.showing(Sign.COPYRIGHT, "texts")) is not None:
        found += read_copyright(shown)
    if (shown := context.showing(Sign.NAMED | Sign.PHOTO, "captions", "texts")) is not None:
        found += read_photos(shown)
    found += read_citations(context)
    return reconcile(settle_authors(found))
