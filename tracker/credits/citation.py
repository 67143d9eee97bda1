"""Citations: "сообщает ТАСС", "told Reuters", "laut dpa", "TASS reports": information, never the text."""

import re
from collections.abc import Set
from dataclasses import dataclass, field

from tracker.credits.citing.accounts import read_accounts
from tracker.credits.citing.cited import Cited
from tracker.credits.citing.judge import is_cited
from tracker.credits.citing.listed import is_joined
from tracker.credits.citing.names import find_names, organisation_of
from tracker.credits.citing.words import Cues, guess_language, load_cues, load_platforms
from tracker.credits.context import LONGEST_BLOCK, Context, Line, Organisation
from tracker.credits.own import squash
from tracker.types import Credit

_PLACES = ("head", "body", "tail")
_LEAST_LINE = 20  # characters
_WORD = re.compile(r"\w+")
_FAR_LETTERS = re.compile(r"[^\W\u0000-\u024f]+")
#: Scripts whose words have no spaces between them, or vowels that count as no letters.
_UNSPACED = re.compile(r"[\u0900-\u0dff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_LEAST_SHORT = 4  # letters of a short form
_SAMPLE = 2000  # characters by which the language of a text is guessed that nobody has named
_MOST = 12  # citations of one page
_MOST_NAMES = 500  # names that are looked at; a page with more is a list


def read_citations(context: Context) -> list[Credit]:
    """Organisations named as source of information in running text, at most a dozen, in the order of the page.

    A name is found first (catalogued, linked, a domain, in quotes, with a word for a medium), then judged by the words
    around it, in the page's language; platforms on which somebody is said to write come last.
    """
    article = context.article
    cues = load_cues(article.language or guess_language(frozenset(_WORD.findall(article.text[:_SAMPLE].lower()))))
    latin = _is_latin(article.text[:400])
    held = _held(context, cues)
    found: dict[str, Credit] = {}
    full: list[str] = []  # names as cited, so that "The Times" behind "The New York Times" is not another
    looked = 0
    for line, kinds in held.lines:
        kept: Cited | None = None
        for cited in find_names(context, line, cues, latin=latin, kinds=kinds):
            looked += 1
            joined = kept is not None and is_joined(cues, line.text, kept, cited)
            if not (joined or is_cited(cues, line.text, cited, latin=latin)):
                continue
            kept = cited
            organisation = organisation_of(context, cited)
            if organisation.own or _is_short_for(context, cited.name, full):
                continue
            full.append(cited.name)
            found.setdefault(organisation.key, _credit(context, organisation, line, cited))
            if len(found) >= _MOST:
                return list(found.values())
        if looked > _MOST_NAMES:
            break
    for credit in read_accounts(context, cues, held.platforms):
        if len(found) < _MOST:
            found.setdefault(credit.source, credit)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Held:
    """Lines of running text by what they hold."""

    lines: list[tuple[Line, Set[str]]] = field(default_factory=list)  #: a word of citing; with words for media, talks
    platforms: list[Line] = field(default_factory=list)  #: the name of a platform


def _held(context: Context, cues: Cues) -> _Held:
    """Every word of a page is looked at once: most lines hold none that matters.

    Some scripts have no words that could be looked at so: all their lines are kept.
    """
    lines = [
        line
        for line in context.lines
        if line.block.place in _PLACES and _LEAST_LINE <= len(line.text) <= LONGEST_BLOCK * 2
    ]
    words = [_WORD.findall(line.lowered) for line in lines]
    every = set[str]().union(*words)
    citing, kinds, platforms = cues.citing.among(every), cues.kinds.among(every), load_platforms()[0].among(every)
    held = _Held()
    for line, own in zip(lines, words, strict=True):
        if not line.text.isascii() and _UNSPACED.search(line.text) is not None:
            held.lines.append((line, frozenset()))
        elif not citing.isdisjoint(own):
            held.lines.append((line, kinds.intersection(own)))
        if platforms and not platforms.isdisjoint(own):
            held.platforms.append(line)
    return held


def _credit(context: Context, organisation: Organisation, line: Line, cited: Cited) -> Credit:
    quote = _sentence(line.text, cited.start, cited.end)
    confidence = 0.7 if organisation.known else 0.5
    return context.credit(organisation, "other", quote, line.location, "citation", confidence, role="citation")


def _is_short_for(context: Context, name: str, full: list[str]) -> bool:
    """Whether a name is the end of a longer one, of the outlet's own or of one cited before: "The Times"."""
    short = name.lower().removeprefix("the ")
    if any(other.lower().endswith(f" {short}") and other.lower().removeprefix("the ") != short for other in full):
        return True
    squashed = squash(short)
    return len(squashed) >= _LEAST_SHORT and any(
        own.endswith(squashed) and own.removeprefix("the") != squashed for own in context.own.names
    )


def _is_latin(text: str) -> bool:
    return len(_FAR_LETTERS.sub("", text)) * 2 > len(text)


def _sentence(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(". ", 0, start) + 1, start - 140, 0)
    close = text.find(". ", end)
    return text[begin : min(close + 1 if close >= 0 else len(text), end + 140)].strip()
