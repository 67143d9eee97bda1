"""A list of names of organisations, as it stands behind "Source:" or in the brackets of a sign-off."""

import re
from collections.abc import Sequence

from tracker.credits.context import Context, Organisation, is_domain
from tracker.credits.people import clean_name, is_person
from tracker.forwarding import is_short, unwrapped
from tracker.types import Link
from tracker.urls import host, registrable_domain

#: Where an item was taken from (`<source url>` of RSS) is a feed, and no page of it the original.
_FEED = re.compile(
    r"/(?:feeds?|rss\d?|atom|rdf)(?:\.\w+)?/?(?:\?|$)|(?:rss|feed|atom|sitemap)[^?]*\.xml(?:\?|$)|\.(?:rss|rdf|atom)(?:\?|$)",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*[,;|•·+]\s*")
_DASH = re.compile(r"\s+[-–—]\s+")
_SLASH = re.compile(r"\s*/\s*")
_ADDRESS = re.compile(r"https?://[^\s<>\"«»()]{4,300}")
_LONGEST = 70  # characters of a name; a longer one is a sentence
_SHORTEST = 3  # characters of a linked name of one word, which may be written small
_MOST_WORDS = 9
_ASIDE = re.compile(r"(.{2,40}?)\s*[(\[]")  # "example.com (Jane Roe)"
_NUMBER = re.compile(r"\s*\(\d{1,2}\)$")  # "Forum (1), (2)": links without names of their own
_NOISE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t\.me|instagram\.com|vk\.com|bit\.ly|twitter\.com|x\.com|facebook\.com|youtu\.be|youtube\.com)\S*",
    re.IGNORECASE,
)
_DATE = re.compile(r"[\s(,]*\d{1,2}[./ ][\w.]{1,10}[./ ]\d{2,4}.*$|[\s(,]+\d{4}\)?$")


def read_organisations(context: Context, text: str, *, unknown: bool, links: Sequence[Link] = ()) -> list[Organisation]:
    """Organisations named by `text`, in order, each once.

    With `unknown`, a part that no catalogue knows keeps its own name; otherwise it is passed over. `links` are those of
    the block: a linked name that stands in `text` is taken as written.
    """
    text = text.strip().rstrip(".").strip()
    whole = context.organisation(text)
    if whole is not None:
        return [whole]
    found: list[Organisation] = []
    for part, beside_known in _parts(context, text):
        if found and part[:1].isdigit():  # a date behind the name: a place may follow it, no further name
            break
        organisation = context.organisation(part)
        if organisation is None and unknown and (not beside_known or is_domain(part)):
            organisation = _unknown(context, part, links)
        if organisation is not None and organisation.key not in {other.key for other in found}:
            found.append(organisation)
    return found


def origin_of(context: Context, links: Sequence[Link], text: str = "") -> str | None:
    """Address of an article that the statement links or prints; None for a home page or an own address."""
    for url in [*(link.url for link in links), *_ADDRESS.findall(text)]:
        url = url.rstrip(".,;)")
        if is_article_address(url) and registrable_domain(unwrapped(url)) != context.own.domain:
            return str(url)
    return None


def is_article_address(url: str) -> bool:
    """Whether an address can be that of one article: not a front page, not a section of one short word, not a feed.

    Of one that carries another in itself, that one counts.
    """
    url = unwrapped(url)
    if is_short(url):
        return True
    path = re.sub(r"^https?://[^/]*", "", url).split("#")[0]
    steps = [step for step in path.partition("?")[0].split("/") if step]
    if _FEED.search(path):
        return False
    if not url.startswith("http") or not steps:
        return "?" in path and any(c.isdigit() for c in path) and url.startswith("http")
    return len(steps) >= 3 or any(c.isdigit() for c in path) or len(steps[-1]) >= 15 or url.find("youtu.be/") > 0


def _parts(context: Context, text: str) -> list[tuple[str, bool]]:
    """Names of a list, each with whether it is no name of its own, but stands beside one that is known.

    "velox.example – Ferry runs aground", "Jane Roe / Velox": beside a known name stands a place or a headline behind a
    dash, a person behind a slash; "University of Northport - Harbour" is one name.
    """
    parts: list[tuple[str, bool]] = []
    for piece in _LIST.split(text):
        for name in context.words.and_.split(piece):
            joined = [name]
            for mark in (_DASH, _SLASH):
                split = [part for part in mark.split(name) if part.strip()] if "//" not in name else [name]
                if len(split) > 1 and context.organisation(name) is None and not is_domain(name):
                    known = any(context.organisation(part) is not None or is_domain(part) for part in split)
                    joined = split if known or mark is _SLASH else joined
                    parts += [
                        (part, known and (mark is _DASH or _is_writer(context, part)))
                        for part in joined[: len(joined) if len(joined) > 1 else 0]
                    ]
                    break
            parts += [(part, False) for part in joined if len(joined) == 1]
    return [(part.strip(), known) for part, known in parts if part.strip()][:8]


def _is_writer(context: Context, name: str) -> bool:
    return is_person(context, clean_name(context, name))


def _linked_site(context: Context, link: Link, name: str) -> Organisation | None:
    """An outlet's key is the label of its domain: that of the link, where it leads to a site of its own."""
    if not host(link.url) or _NOISE.match(link.url) or registrable_domain(link.url) == context.own.domain:
        return None
    site = context.of_site(link.url)
    name = name.strip(' «»"“”')
    named = is_named(context, name) or (" " not in name and not context.words.staff.fullmatch(name))
    return site if site.known or not named else Organisation(site.key, "outlet", name, own=site.own, known=False)


def _unknown(context: Context, part: str, links: Sequence[Link]) -> Organisation | None:
    part = _DATE.sub("", _NUMBER.sub("", part)).strip(" .:–—-©")
    mentions = [mention for mention in context.find(part, codes=True) if mention.kind == "agency"]
    if len(mentions) == 1 and not part[:1].islower() and mentions[0].end - mentions[0].start >= len(part) * 0.4:
        return context.mentioned(mentions[0])
    address = _ADDRESS.search(part)
    if address is not None:
        return None if _NOISE.match(address.group()) else context.of_site(address.group())
    linked = next((link for link in links if link.text and link.text in part), None)
    if linked is not None and len(part) > _LONGEST:
        part = linked.text
    if (said := _ASIDE.match(part)) is not None and (is_domain(said[1]) or context.organisation(said[1]) is not None):
        return context.organisation(said[1]) or context.unknown(said[1])
    if linked is not None and (site := _linked_site(context, linked, part)) is not None:
        return site
    account = context.words.on_platform.sub("", part)
    if account != part and _is_writer(context, account):  # a person's account is no publisher
        return None
    part = account
    if context.words.staff.fullmatch(part) or context.words.photo.match(part + ":"):
        return None
    linked_word = linked is not None and " " not in part and len(part) >= _SHORTEST
    return context.unknown(part) if linked_word or is_domain(part) or is_named(context, part) else None


def is_named(context: Context, name: str) -> bool:
    """Whether a name that nobody knows looks like that of an organisation.

    It opens with a capital or a digit, is short, is no account on a platform and no picture agency, and is no
    sentence: none of its words is such a word, and half of them are written large where the script knows capitals.
    """
    words = name.split()
    if not 2 <= len(name) <= _LONGEST or len(words) > _MOST_WORDS or not any(c.isalpha() for c in name):
        return False
    if ":" in name or context.words.sentence.search(name):
        return False
    if context.words.pictures.search(name) or (
        context.words.platform.search(name) and not context.words.platform.fullmatch(name)
    ):
        return False
    if name.lower() == name.upper():
        return True
    if not (name[0].isupper() or name[0].isdigit()):
        return False
    small = [word for word in words if word.islower() and len(word) > 3]
    return len(small) <= len(words) / 2
