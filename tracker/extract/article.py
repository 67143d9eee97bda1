"""From a page to an article: one parse, one walk, every reader on the same tree."""

from tracker.extract.body import select_body, with_lead
from tracker.extract.dated import Dated
from tracker.extract.dates import find_dates
from tracker.extract.declared import of_names, read_declared
from tracker.extract.decode import decode
from tracker.extract.kind import no_article, refusal
from tracker.extract.language import declared_code, find_language
from tracker.extract.named import article_authors
from tracker.extract.outline import read_outline
from tracker.extract.places import lay_out
from tracker.extract.reader import reader_of
from tracker.extract.title import find_title
from tracker.extract.tree import parse
from tracker.types import Article, Outcome, Page, Unread


def extract(page: Page, *, timezone: str | None = None) -> Article | Unread:
    """What `page` says, or why it says nothing. Never raises, whatever the bytes are.

    `timezone` is the outlet's (`Europe/Athens`); times that name no zone are read in it, else in UTC.
    """
    if (refused := refusal(page)) is not None:
        return refused
    decoded = decode(page)
    if isinstance(decoded, str):
        return Unread(outcome=Outcome.UNREADABLE, reason=decoded)
    tree = parse(decoded.text, page.final_url or page.url)
    declared = read_declared(tree, page.hints)
    outline = read_outline(tree)
    body = select_body(tree, outline)
    title = find_title(outline, declared, body, page.final_url or page.url)
    body = with_lead(outline, body, title.pieces)
    layout = lay_out(outline, body, title.pieces, tree.base)
    headline = title.text or page.hints.title or ""
    lines = [outline.pieces[i] for i in body]
    if (unread := no_article(page.final_url or page.url, headline, layout.text, declared, lines)) is not None:
        return unread
    said = declared.language or page.hints.language
    language = find_language(headline, layout.text, said)
    languages = tuple(c for c in dict.fromkeys((language, declared_code(said))) if c)
    reader = reader_of(page, timezone, languages, said)
    dates = find_dates(declared, Dated(outline, body, title.pieces), page.hints, page.url, reader)
    notes = (*decoded.notes, *dates.notes)
    if not outline.complete:
        notes = (*notes, "The page is too large to be read to its end.")
    return Article(
        url=page.url,
        final_url=page.final_url,
        title=headline,
        text=layout.text,
        language=language,
        published=dates.published,
        modified=dates.modified,
        canonical_url=declared.canonical_url,
        site_names=tuple(dict.fromkeys((*declared.site_names, *title.site_names))),
        outlet=page.outlet,
        blocks=layout.blocks,
        declarations=(*declared.declarations, *of_names(article_authors(outline, layout), tree.base)),
        notes=notes,
    )
