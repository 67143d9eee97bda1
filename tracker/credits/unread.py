"""Lines that look like a credit and that no rule understood."""

import re
from collections.abc import Sequence

from tracker.catalogue import Catalogue
from tracker.types import Article, Credit, UnreadLine

_LONGEST = 200
_DATELINE = re.compile(r"[A-Z][\w ]{1,40} \(([A-Z]{2,12})\) - ")
_CLOSING = re.compile(r"\(([A-Z]{2,12})\)")


def read_unread(article: Article, catalogue: Catalogue, stated: Sequence[Credit]) -> tuple[UnreadLine, ...]:
    """Capitals in brackets where a dateline or a sign-off names its agency, of agencies that nobody knows."""
    body = [block.text for block in article.blocks if block.place == "body"]
    found = []
    for at, text in enumerate(body):
        opened = _DATELINE.match(text) if at == 0 else None
        closed = _CLOSING.fullmatch(text) if at == len(body) - 1 else None
        name = (opened or closed or ("", ""))[1]
        if not name or catalogue.find(name, codes=True) or any(credit.quote in text for credit in stated):
            continue
        shape, reason = f"({name})", "brackets or a dash at the end of the text that hold an unknown name"
        if opened:
            shape, reason = f"({name}) —", "a dateline whose agency is unknown"
        found.append(UnreadLine(text=text[:_LONGEST].strip(), place=f"body:{at}", shape=shape, reason=reason))
    return tuple(found)
