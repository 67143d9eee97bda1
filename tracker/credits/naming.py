"""A list of names of organisations, as it stands behind "Source:" or in the brackets of a sign-off."""

import re
from collections.abc import Sequence

from tracker.credits.context import Context, Organisation, is_domain
from tracker.types import Link
from tracker.urls import host, registrable_domain

_LIST = re.compile(r"\s*(?:[,;|•·+]|\s/\s|\s[-–—]\s)\s*")
_SLASH = re.compile(r"\s*/\s*")
_ADDRESS = re.compile(r"https?://[^\s<>\"«»()]{4,300}")
_LONGEST = 70  # characters of a name; a longer one is a sentence
_MOST_WORDS = 9
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
    for part in _parts(context, text):
        if found and part[:1].isdigit():  # a date behind the name: a place may follow it, no further name
            break
        organisation = context.organisation(part)
        if organisation is None and unknown:
            organisation = _unknown(context, part, links)
        if organisation is not None and organisation.key not in {other.key for other in found}:
            found.append(organisation)
    return found


def origin_of(context: Context, links: Sequence[Link], text: str = "") -> str | None:
    """Address of an article that the statement links or prints; None for a home page or an own address."""
    for url in [*(link.url for link in links), *_ADDRESS.findall(text)]:
        url = url.rstrip(".,;)")
        if is_article_address(url) and registrable_domain(url) != context.own.domain:
            return str(url)
    return None


def is_article_address(url: str) -> bool:
    """Whether an address can be that of one article: not a front page, not a section of one short word."""
    path = re.sub(r"^https?://[^/]*", "", url).split("#")[0]
    steps = [step for step in path.partition("?")[0].split("/") if step]
    if not url.startswith("http") or not steps:
        return "?" in path and any(c.isdigit() for c in path) and url.startswith("http")
    return len(steps) >= 3 or any(c.isdigit() for c in path) or len(steps[-1]) >= 15 or url.find("youtu.be/") > 0


def _parts(context: Context, text: str) -> list[str]:
    parts: list[str] = []
    for piece in _LIST.split(text):
        for name in context.words.and_.split(piece):
            if context.organisation(name) is not None or is_domain(name):
                parts.append(name)
            else:
                parts += _SLASH.split(name) if "//" not in name else [name]
    return [part.strip() for part in parts if part.strip()][:8]


def _linked_site(context: Context, link: Link, name: str) -> Organisation | None:
    """An outlet's key is the label of its domain: that of the link, where it leads to a site of its own."""
    if not host(link.url) or _NOISE.match(link.url) or registrable_domain(link.url) == context.own.domain:
        return None
    site = context.of_site(link.url)
    return site if site.known else Organisation(site.key, "outlet", name.strip(' «»"“”'), own=site.own, known=False)


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
    if not 2 <= len(part) <= _LONGEST or len(part.split()) > _MOST_WORDS or not any(c.isalpha() for c in part):
        return None
    if part[0].islower() and not is_domain(part) and linked is None:
        return None
    if linked is not None and (site := _linked_site(context, linked, part)) is not None:
        return site
    if context.words.staff.fullmatch(part) or context.words.photo.match(part + ":"):
        return None
    return context.unknown(part)
