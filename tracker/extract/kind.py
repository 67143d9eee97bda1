"""Whether an answer of a server is an article at all."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from tracker.extract.declared import Declared
from tracker.extract.outline import Piece
from tracker.text import count_words
from tracker.types import Outcome, Page, Unread

_BLOCKING = frozenset({202, 401, 402, 403, 407, 429, 451})
_GONE = frozenset({404, 410})
#: Titles of pages that stand in the way of a page.
_CHALLENGE = re.compile(
    r"^(?:just a moment|attention required|access denied|access to this page has been denied|are you a robot|"
    r"are you human|pardon our interruption|please wait|checking your browser|ddos-guard|security check|"
    r"verify you are human|you have been blocked|robot check|captcha)\b",
    re.IGNORECASE,
)
_CHALLENGE_TEXT = re.compile(
    r"captcha|cloudflare|enable javascript|unusual traffic|ddos|human|robot|denied|blocked", re.IGNORECASE
)
_FRONTS = frozenset({"", "/", "/index.html", "/index.php"})
_ERROR = re.compile(
    r"^(?:error\s*)?(?:404|410|500|502|503)\b|^(?:page |article |seite |document )?not found\b|^page introuvable|"
    r"^página no encontrada|^seite nicht gefunden|^страница не найдена|^pagina non trovata|^service unavailable|"
    r"^internal server error|^bad gateway|^domain (?:is )?for sale",
    re.IGNORECASE,
)
_FEW_WORDS = 12
_SHORT = 120


def refusal(page: Page) -> Unread | None:
    """Why the status of an answer makes it no page; None for a page."""
    if 200 <= page.status < 300 and page.status != 202:
        return None
    if page.status in _BLOCKING:
        return Unread(outcome=Outcome.BLOCKED, reason=f"The server answered {page.status}.")
    outcome = Outcome.GONE if page.status in _GONE else Outcome.FAILED
    return Unread(outcome=outcome, reason=f"The server answered {page.status}.")


def no_article(url: str, title: str, text: str, declared: Declared, body: Sequence[Piece]) -> Unread | None:
    """Why a readable page is no article; None for an article. A news item of two sentences is one.

    `title` and `text` are what was read, `body` the lines of the text.
    """
    words = count_words(text)
    heading = title or declared.page_title or ""
    if words < 150 and _CHALLENGE.search(declared.page_title or title) and _CHALLENGE_TEXT.search(f"{heading} {text}"):
        return Unread(outcome=Outcome.BLOCKED, reason=f"The page is a challenge: {heading[:80]!r}.")
    if words < _SHORT and (_ERROR.search(heading) or _ERROR.search(declared.page_title or "")):
        return _none(f"The page is an error page: {heading[:80]!r}.")
    if not words:
        return _none("The page has no text.")
    if words < _FEW_WORDS and not declared.is_article and not declared.published:
        return _none(f"The page has only {words} words of text.")
    if _is_front(url) and not declared.is_article:
        return _none("The address is that of a front page.")
    if not declared.is_article and not declared.published and _is_list(body):
        return _none("The page is a list of links.")
    return None


def _none(reason: str) -> Unread:
    return Unread(outcome=Outcome.NOT_ARTICLE, reason=reason)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.path in _FRONTS and not parts.query


def _is_list(body: Sequence[Piece]) -> bool:
    """What would be the text is nearly all inside links."""
    return sum(p.linked for p in body) * 10 > sum(len(p.text) for p in body) * 7
