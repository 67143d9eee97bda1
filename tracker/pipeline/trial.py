"""A text that a person tries: what would be read from it, without a database."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tracker.catalogue import Catalogue, Mention
from tracker.credits import read_credits
from tracker.credits.unread import read_unread
from tracker.extract import extract_text
from tracker.types import Article, Block, Credit, Hints, PlainText, Unread, UnreadLine

_NOWHERE = "https://example.com/text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is found in a text: names of the catalogue anywhere, and what it says of its sources."""

    language: str | None
    outlet: str
    mentions: tuple[Mention, ...]  #: in `text` as given
    credits: tuple[Credit, ...]
    unread: tuple[UnreadLine, ...]


def try_text(
    text: str, catalogue: Catalogue, *, byline: str = "", url: str | None = None, language: str | None = None
) -> Trial:
    """Reads `text` as the whole text of a page, each line a paragraph, with `byline` in an author element above it.

    `url` is the page's: whose it is decides what is the outlet's own, and between agencies that share a code.
    """
    plain = PlainText(
        url=url or _NOWHERE, text=text or byline, fetched_at=datetime.now(UTC), hints=Hints(language=language)
    )
    found = extract_text(plain)
    outlet = catalogue.outlet_key(plain.url)
    mentions = catalogue.find("\n".join(filter(None, (byline, text))), codes=True, country=catalogue.country(plain.url))
    if isinstance(found, Unread):
        return Trial(language=language, outlet=outlet, mentions=mentions, credits=(), unread=())
    article = _with_byline(found, byline, alone=not text.strip())
    stated = read_credits(article, catalogue)
    return Trial(
        language=article.language,
        outlet=outlet,
        mentions=mentions,
        credits=stated,
        unread=read_unread(article, catalogue, stated),
    )


def _with_byline(article: Article, byline: str, *, alone: bool) -> Article:
    if not byline.strip():
        return article
    element = Block(text=" ".join(byline.split()), place="byline", element="byline")
    return replace(article, blocks=(element, *(() if alone else article.blocks)))
