"""Bytes to a page: the grammar of what can go wrong in one."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from html import escape
from importlib import resources

from tracker.catalogue import load_catalogue
from tracker.types import Page

_WHEN = datetime(2019, 11, 18, 12, tzinfo=UTC)
_MARKS = (
    *" \t\n.,:;|/()[]{}<>«»“”\"'’—–-_*•·©&@#!?=+~\\",
    *("\u00a0", "\u200b", "\u200d", "\u00ad", "\u202e", "\ufeff", "\ufffd", "\x00", "\ud7a3", "\U0001f4f0", "\u0301"),
)
_WORDS = (
    *("Jane Roe", "Иван Печкин", "王小明", "سعيد مراد", "김하늘", "J. K. Roe-Smith, Jr.", "JANE ROE", "admin", "Staff"),
    *("Northport", "2019", "18 November 2019", "18.11.2019 07:05", "99999999999999999999", "0000-00-00", "11/10/2019"),
    *("https://velox.example/2019/11/ferry", "http://[", "//", "javascript:alert(1)", "mailto:a@b.example", "a.a.a.a"),
    *("The ferry ran aground.", "a" * 60, "By " * 20, "(" * 40, "1" * 40, " " * 60, "ß", "İ", "ſ", "ﬁ", "ΟΔΟΣ", "ς"),
)
_PLACES = (
    *("<p>%</p>", "<address>%</address>", "<h1>%</h1>", "<footer>%</footer>", "<figcaption>%</figcaption>"),
    *("<p><i>%</i></p>", '<span class="author">%</span>', '<a rel="author" href="/authors/x">%</a>', "<li>%</li>"),
    *('<p><a href="https://velox.example/2019/11/18/ferry-runs-aground">%</a></p>', "<time datetime='%'>%</time>"),
    *("<div itemprop='author'><span itemprop='name'>%</span></div>", "<blockquote>%", "<title>%</title>", "%<br>"),
    *("<meta name='author' content='%'>", "<meta property='article:published_time' content='%'>"),
    *("<meta name='syndication-source' content='%'>", "<link rel='canonical' href='%'>", "<p class='copyright'>%</p>"),
    *("<meta property='og:site_name' content='%'>", "<html lang='%'>", "<base href='%'>", "<table><tr><td>%", "</div>"),
)
_KEYS = ("author", "publisher", "datePublished", "dateModified", "isBasedOn", "sourceOrganization", "copyrightHolder")


def page_of(data: bytes) -> Page:
    """A page of at most some hundred elements; every run of bytes gives one, and the same bytes the same."""
    taken = iter(data)

    def take(choices: Sequence[str]) -> str:
        high, low = next(taken, 0), next(taken, 0)
        return choices[(high << 8 | low) % len(choices)]

    def text() -> str:
        words = [take((_MARKS, _WORDS, cues(), names())[next(taken, 0) % 4]) for _ in range(next(taken, 0) % 12)]
        return "".join(words) if next(taken, 0) % 2 else " ".join(words)

    parts = []
    for _ in range(1 + next(taken, 0) % 40):
        kind = next(taken, 0)
        if kind % 8 == 0:
            said = {take(_KEYS): {"@type": "Person", "name": text()} if kind % 16 else text(), "headline": text()}
            parts.append(f'<script type="application/ld+json">{json.dumps(said)[: 400 if kind % 3 else 60]}</script>')
        elif kind % 8 == 1:
            parts.append(text())  # what was meant as text and holds tags
        else:
            parts.append(take(_PLACES).replace("%", escape(text()) * (1 + (kind == 255) * 20)))
    return Page(
        url="https://www.brick.example/2019/11/18/page",
        final_url="https://www.brick.example/2019/11/18/page",
        fetched_at=_WHEN,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body="\n".join(parts).encode("utf-8", "surrogatepass") + bytes(taken),
    )


@cache
def cues() -> tuple[str, ...]:
    """The words of every table of languages, patterns as they stand."""
    texts = [
        resources.files("tracker.credits").joinpath(name).read_text(encoding="utf-8")
        for name in ("languages.toml", "citing/words.toml")
    ]
    return tuple(dict.fromkeys(word for text in texts for word in text.split('"')[1::2]))


@cache
def names() -> tuple[str, ...]:
    """The names and codes of the agencies, in every script."""
    agencies = load_catalogue().agencies.values()
    return tuple(name for agency in agencies for name in (agency.name, *agency.names, *agency.codes))
