"""Citations: "сообщает ТАСС", "told Reuters", "laut dpa", "TASS reports": information, never the text."""

import re
from collections.abc import Iterator

from tracker.catalogue import Mention
from tracker.credits.context import LONGEST_BLOCK, Context, Line, Organisation
from tracker.types import Credit, Link
from tracker.urls import host, registrable_domain

_BEFORE, _AFTER = 70, 45  # characters around a name that are looked at
_QUOTED = re.compile(r"[«“„\"](?P<name>[^«»“”„\"]{2,40})[»”“\"]")
_FOREIGN = re.compile(r"(?<![\w.@/])(?P<name>[A-Z][\w&'’-]*(?:\.[a-z]{2,4})?(?:\s[A-Z][\w&'’-]*){0,3})")
_CAPITAL = r"[A-ZÀ-ÝŠŽČŐŰĞİŞ][\w&.]*(?<![.])"
_LATIN = re.compile(
    rf"(?<![\w.@/'’-])(?P<name>{_CAPITAL}(?:(?:\s(?:of|de|del|della|di|du|and|für|et))?[ -]{_CAPITAL}){{0,4}})"
)
_SHAPED = re.compile(r"(?<![\w.@/'’-])(?P<name>[A-Z]{3,8}|[A-Z][a-z]+[A-Z]\w+)(?![\w'’])")  # CNBC, TechCrunch
_DOMAIN = re.compile(
    r"(?<![\w@./-])(?P<name>(?:[\w-]{2,30}\.){1,2}"
    r"(?:com|net|org|ru|ua|info|tv|io|de|fr|it|es|uk|pl|gr|by|kz|news|media))(?![\w/])"
)
_LONGER = re.compile(r"[ -][A-Z]\w")  # behind a code: it is a part of a longer name ("PC Gamer")
_WORDS = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_WORD_STARTS = re.compile(r"(?<![\w'’])\S")
_LEAST_SENTENCE = 60  # characters; a shorter line with a platform's name is a button
#: Spellings of a platform in other scripts, by their first letters.
_PLATFORMS = {
    **dict.fromkeys(("твит", "твіт", "تويت"), "Twitter"),
    **dict.fromkeys(("фейс", "فيسب"), "Facebook"),
    **dict.fromkeys(("инст", "інст"), "Instagram"),
    "теле": "Telegram",
    "ютуб": "YouTube",
    "вкон": "VK",
}
_PLATFORM_STEMS = ("twitter", "facebook", "instagram", "telegram", "youtube", "tiktok", "reddit", " vk", *_PLATFORMS)
_MOST = 12  # citations of one page


def read_citations(context: Context) -> list[Credit]:
    """Organisations named as source of information in running text, at most a dozen."""
    found: dict[str, Credit] = {}
    latin = _is_latin(context.article.text[:400])
    for line in context.lines:
        if line.block.place not in ("head", "body", "tail") or not 25 <= len(line.text) <= LONGEST_BLOCK * 2:
            continue
        words = set(_WORDS.findall(line.lowered))
        if context.words.cites_signs.isdisjoint({word[:3] for word in words}) and not _UNSPACED.search(line.text):
            continue
        script = _FOREIGN if not latin else _SHAPED if context.words.media.isdisjoint(words) else _LATIN
        for named, start, end in _candidates(context, line, script):
            if not (_cited_before(context, line.text, start) or _cited_after(context, line.text, end)):
                continue
            organisation = _organisation(context, named)
            if organisation.own or organisation.key in found:
                continue
            quote = _sentence(line.text, start, end)
            found[organisation.key] = context.credit(
                organisation,
                "other",
                quote,
                line.location,
                "citation",
                0.7 if organisation.known else 0.5,
                role="citation",
            )
            if len(found) >= _MOST:
                return list(found.values())
    for organisation, line, quote in _accounts(context):
        if len(found) < _MOST and not organisation.own:
            found.setdefault(
                organisation.key,
                context.credit(organisation, "other", quote, line.location, "citation-account", 0.5, role="citation"),
            )
    return list(found.values())


def _accounts(context: Context) -> Iterator[tuple[Organisation, Line, str]]:
    """Platforms on which an account is quoted: "wrote on X"; not calls to follow one."""
    for line in context.holding(context.lines, _PLATFORM_STEMS):
        if line.block.place not in ("body", "head") or not _LEAST_SENTENCE <= len(line.text) <= LONGEST_BLOCK:
            continue
        for named in context.words.social.finditer(line.lowered):
            if not any(stem in line.lowered for stem in context.words.invites):
                start, end = named.span(1)
                yield context.unknown(_PLATFORMS.get(named[1][:4], named[1])), line, _sentence(line.text, start, end)


def _candidates(
    context: Context, line: Line, script: re.Pattern[str]
) -> Iterator[tuple[Mention | Link | str, int, int]]:
    """Catalogued names, linked names of other sites, quoted names, names in capitals."""
    text = line.text
    taken: list[tuple[int, int]] = []
    for mention in context.find(text, codes=True):
        if mention.ambiguous and _LONGER.match(text, mention.end):
            continue
        taken.append((mention.start, mention.end))
        yield mention, mention.start, mention.end
    for link in line.block.links:
        at = text.find(link.text) if 2 <= len(link.text) <= 40 and len(link.text.split()) <= 4 else -1
        if at >= 0 and host(link.url) and registrable_domain(link.url) != context.own.domain:
            yield link, at, at + len(link.text)
    for pattern in (_DOMAIN, _QUOTED, script):
        for named in pattern.finditer(text):
            start, end = named.span("name")
            if any(start < after and before < end for before, after in taken):
                continue
            if pattern is _DOMAIN or (named["name"][:1].isupper() and _is_medium(context, text, start, end, pattern)):
                taken.append((start, end))
                yield named["name"], start, end


def _is_medium(context: Context, text: str, start: int, end: int, pattern: re.Pattern[str]) -> bool:
    """Whether an unknown name can be a medium's: by a word in it or beside it, or by its spelling (CNBC, TechCrunch).

    A name that is quoted, or in Latin letters inside another script, is a medium's often enough behind the words of a
    citation; in Latin text most names behind "told" and "according to" are people's and ministries'.
    """
    name = text[start:end]
    words = name.split()
    if pattern is _QUOTED:  # a title has few words and no end of a sentence; speech has
        small = sum(word[:1].islower() and len(word) > 3 for word in words)
        return len(words) <= 5 and small <= 1 and name[-1] not in ",.!?;:…"
    if pattern is not _LATIN:
        return pattern is not _SHAPED or not text.isupper()
    if len(words) == 1:
        return (name.isupper() and len(name) >= 3) or any(c.isupper() for c in name[2:])
    around = text[max(0, start - 24) : end + 14].lower()
    return not context.words.media.isdisjoint(_WORDS.findall(around))


def _organisation(context: Context, named: Mention | Link | str) -> Organisation:
    if isinstance(named, str):
        return context.organisation(named) or context.unknown(named)
    return context.of_site(named.url) if isinstance(named, Link) else context.mentioned(named)


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c < "ɐ" for c in letters) > len(letters) / 2


def _cited_before(context: Context, text: str, start: int) -> bool:
    """Whether the words up to the name are those of a citation: read from each of the last seven words on."""
    window = text[max(0, start - _BEFORE) : start].lower()
    starts = [found.start() for found in _WORD_STARTS.finditer(window)][-8:]
    return any(context.words.cites.fullmatch(window, at) for at in starts)


def _cited_after(context: Context, text: str, end: int) -> bool:
    return context.words.cites_after.match(text[end : end + _AFTER].lower()) is not None


def _sentence(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(". ", 0, start) + 1, start - 140, 0)
    close = text.find(". ", end)
    return text[begin : min(close + 1 if close >= 0 else len(text), end + 140)].strip()
