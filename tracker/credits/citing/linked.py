"""Names that lead to another site, and those written as its domain."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from tracker.catalogue import unknown_key
from tracker.credits.citing.cited import Cited
from tracker.credits.citing.titled import is_medium_name
from tracker.credits.citing.words import Cues
from tracker.credits.context import Context, Line
from tracker.credits.own import squash
from tracker.types import Link
from tracker.urls import registrable_domain

_LONGEST_NAME, _LONGEST_TEXT = 40, 300  # characters of a linked name, of a linked text
_MOST_WORDS = 5
_LEAST_ALIKE = 4  # letters of a name and of the domain it is linked to
_ALIKE = 78  # of 100, how near they must be
_AROUND = " «»\"“”„‘’'[](),.;:،…"
_PLATFORMS = frozenset(
    [
        *("twitter", "x", "facebook", "fb", "instagram", "t", "telegram", "vk", "ok", "reddit"),
        *("youtube", "youtu", "tiktok", "linkedin", "weibo"),
    ]
)
#: Labels of sites that are linked for what they sell, hold or shorten.
_NO_SOURCES = frozenset(
    [*("google", "apple", "amazon", "amzn", "ebay", "wikipedia", "pinterest", "whatsapp"), *("bit", "goo")]
)
_DOMAINS = (
    "com|net|org|info|tv|io|news|media|online|today|press|live|city|cat|eu|su|co|me"
    "|ru|ua|by|kz|kg|uz|az|ge|am|md|de|at|ch|fr|be|nl|lu|it|es|pt|uk|ie|is|gr|pl|cz|sk|hu|ro|bg|rs|hr|si|mk|ba|al"
    "|lt|lv|ee|se|no|dk|fi|tr|ir|il|ae|ma|dz|tn|in|pk|bd|lk|my|sg|ph|th|id|vn|jp|cn|kr|tw|hk|au|ca|br|ar|mx|cl|pe|uy"
    "|ec|ve|cr|ng|ke|gh|za"
)
_SUFFIX = re.compile(rf"\.(?:{_DOMAINS})(?![\w/@-])")
_LABELS = re.compile(r"(?<![\w@./-])(?:[\w-]{2,30}\.)?[\w-]{2,30}\Z")
_LONGEST_LABELS = 62


def find_linked(context: Context, line: Line, cues: Cues) -> list[Cited]:
    """Linked names that lead to another site: they resemble its domain, or stand as a medium's name or an account's."""
    found = []
    for link in line.block.links:
        domain = registrable_domain(link.url) if link.url.startswith("http") else ""
        label = domain.partition(".")[0]
        if not domain or domain == context.own.domain or label in _NO_SOURCES:
            continue
        if label in _PLATFORMS:
            text = link.text.strip(_AROUND)
            text = "" if squash(text) == label else text.removeprefix("@")
        else:
            text = _core(cues, link.text) if len(link.text) <= _LONGEST_NAME else _named_in(link)
        at = line.text.find(text) if 2 <= len(text) <= _LONGEST_NAME and len(text.split()) <= _MOST_WORDS else -1
        if at < 0:
            continue
        end = at + len(text)
        if label in _PLATFORMS:
            found.append(Cited("account", text, at, end, link=link))
        elif _resembles(text, label):
            found.append(Cited("site", text, at, end, link=link))
        elif _stands_as_name(cues, text):
            found.append(Cited("linked", text, at, end, link=link))
    return found


def find_domains(text: str) -> Iterator[Cited]:
    """Domains written out: found by their ends, since nearly every word may begin one."""
    for suffix in _SUFFIX.finditer(text):
        labels = _LABELS.search(text, max(0, suffix.start() - _LONGEST_LABELS), suffix.start())
        if labels is not None and labels.group().rpartition(".")[2] not in _PLATFORMS:
            yield Cited("site", text[labels.start() : suffix.end()], labels.start(), suffix.end())


def _core(cues: Cues, text: str) -> str:
    """A linked text without the small words around a name: "in the journal X", "recent X articles", "[h/t X]"."""
    words = [word for word in (part.strip(_AROUND) for part in text.split()) if word]
    while words and (words[0].islower() or (words[1:] and words[1].islower() and words[0].lower() in cues.opens)):
        del words[0]
    while words and words[-1].islower():
        del words[-1]
    return " ".join(words)


def _named_in(link: Link) -> str:
    """The word or two of a long linked text that are the name of the site it leads to."""
    label = registrable_domain(link.url).partition(".")[0].replace("-", "")
    words = [word.strip(_AROUND) for word in link.text[:_LONGEST_TEXT].split()] if len(label) >= _LEAST_ALIKE else []
    for at, word in enumerate(words):
        for name in (word, " ".join(words[at : at + 2])):
            if name[:1].isupper() and squash(name) == label:
                return name
    return ""


def _resembles(text: str, label: str) -> bool:
    """Whether a name may be that of a domain: its letters, its first letters, or nearly so in another script."""
    plain, squashed = label.replace("-", ""), squash(text)
    if len(squashed) < 2 or len(plain) < 2:
        return False
    if squashed in plain or (len(plain) >= _LEAST_ALIKE and plain in squashed):
        return True
    if "".join(word[0] for word in text.lower().split()) == plain:
        return True
    key = unknown_key(text).replace("-", "")
    return min(len(key), len(plain)) >= _LEAST_ALIKE and fuzz.partial_ratio(key, plain) >= _ALIKE


def _stands_as_name(cues: Cues, text: str) -> bool:
    """Whether a linked text that does not resemble its domain may be a medium's name: one word, or one with a title."""
    words = text.lower().split()
    if text[0].islower() or any(w in cues.says or w in cues.reports or w in cues.helps for w in words):
        return False
    if not text[0].isupper() and not text[0].isdigit():  # a script without capitals
        return len(words) <= 3
    return (len(words) == 1 and words[0] not in cues.media) or is_medium_name(cues, text)
