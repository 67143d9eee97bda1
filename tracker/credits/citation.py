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
_SUFFIX = re.compile(r"\.(?:com|net|org|ru|ua|info|tv|io|de|fr|it|es|uk|pl|gr|by|kz|news|media)(?![\w/])")
_LABELS = re.compile(r"(?<![\w@./-])(?:[\w-]{2,30}\.)?[\w-]{2,30}\Z")
_LONGEST_LABELS = 62
_BESIDE_BEFORE = re.compile(r"([^\W\d_]+)[ \"«“„']{1,3}$")
_BESIDE_BEHIND = re.compile(r"[»”\"’]{0,2}[ -]([^\W\d_]+)")
_SPOKEN = re.compile(r"[^\W\d_]{4}|\bvia\b|\bper\b|\bcit[ée]\b")
_LEAST_NAME = 2  # characters of an unknown name
_LEAST_CODE = 3  # of one that is a single word of Latin text
#: Words for what media do and make: beside a name they say that somebody speaks, not that it is a medium.
_REPORTS = frozenset(["report", "reports", "reporter", "poll", "polls", "survey", "monitoring", "center", "today"])
_LONGER = re.compile(r"[ -][A-Z]\w")  # behind a code: it is a part of a longer name ("PC Gamer")
_FAR_LETTERS = re.compile(r"[^\W\u0000-\u024f]+")
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
        if not _may_cite(context, line):
            continue
        for named, start, end in _candidates(context, line, _LATIN if latin else _FOREIGN):
            if not _is_cited(context, line.text, start, end, known=not isinstance(named, str)):
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
            start, end = named.span(1)
            if _may_cite(context, line, start, end) and not any(stem in line.lowered for stem in context.words.invites):
                name = _PLATFORMS.get(named[1][:4], line.text[start:end])
                yield context.unknown(name), line, _sentence(line.text, start, end)


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
    for named, start, end in _domains(text):
        if not any(start < after and before < end for before, after in taken):
            taken.append((start, end))
            yield named, start, end
    media = script is _FOREIGN or not context.words.media.isdisjoint(_WORDS.findall(line.lowered))
    for pattern in (_QUOTED, script) if media else (_QUOTED,):
        for quoted in pattern.finditer(text):
            start, end = quoted.span("name")
            if not text[start].isupper() or any(start < after and before < end for before, after in taken):
                continue
            if _may_cite(context, line, start, end) and _is_medium(context, text, start, end, pattern):
                taken.append((start, end))
                yield quoted["name"], start, end


def _domains(text: str) -> Iterator[tuple[str, int, int]]:
    """Domains written out: found by their ends, since nearly every word may begin one."""
    for suffix in _SUFFIX.finditer(text):
        labels = _LABELS.search(text, max(0, suffix.start() - _LONGEST_LABELS), suffix.start())
        if labels is not None:
            yield text[labels.start() : suffix.end()], labels.start(), suffix.end()


def _is_medium(context: Context, text: str, start: int, end: int, pattern: re.Pattern[str]) -> bool:
    """Whether an unknown name can be a medium's: by a word for a medium in it or beside it.

    A name that is quoted, or in Latin letters inside another script, is a medium's often enough behind the words of a
    citation, unless a word before it says what else it is ("компания X"); in Latin text most names behind "told" and
    "according to" are people's, companies' and ministries'.
    """
    name = text[start:end]
    words = name.split()
    before, behind = _BESIDE_BEFORE.search(text, max(0, start - 24), start), _BESIDE_BEHIND.match(text, end)
    nouns = {beside[1].lower() for beside in (before, behind) if beside is not None}
    if len(name) < _LEAST_NAME or context.words.sentence.search(name) or not context.words.no_medium.isdisjoint(nouns):
        return False
    if pattern is _QUOTED:  # a title has few words and no end of a sentence; speech has
        small = sum(word[:1].islower() and len(word) > 3 for word in words)
        return len(words) <= 5 and small <= 1 and name[-1] not in ",.!?;:…"
    if pattern is _FOREIGN:
        return True
    media = context.words.media - _REPORTS
    if len(words) == 1:  # "the broadcaster RTS", "WBUR radio"; not "the German daily", "TV news"
        named = before if before is not None and before[1].lower() in media else behind if name.isupper() else None
        return (
            len(name) >= _LEAST_CODE and name.lower() not in media and named is not None and named[1].lower() in media
        )
    return not media.isdisjoint(nouns.union(word.lower() for word in words))


def _organisation(context: Context, named: Mention | Link | str) -> Organisation:
    if isinstance(named, str):
        return context.organisation(named) or context.unknown(named)
    return context.of_site(named.url) if isinstance(named, Link) else context.mentioned(named)


def _is_latin(text: str) -> bool:
    return len(_FAR_LETTERS.sub("", text)) * 2 > len(text)


def _may_cite(context: Context, line: Line, start: int = 0, end: int | None = None) -> bool:
    """Whether a line, or what stands around a part of it, holds a word that may be one of a citation.

    A look at three letters of every word, before the patterns; where words have no spaces between them, only those say.
    """
    around = line.lowered if end is None else line.lowered[max(0, start - _BEFORE) : end + _AFTER]
    if not context.words.cites_signs.isdisjoint({word[:3] for word in _WORDS.findall(around)}):
        return True
    return not around.isascii() and _UNSPACED.search(around) is not None


def _is_cited(context: Context, text: str, start: int, end: int, *, known: bool) -> bool:
    """Whether the words before or behind a name are those of a citation.

    An unknown name needs a verb or a noun for it: behind "from", "sur", "за", "от" stands anything.
    """
    if _cited_before(context, text, start, known=known):
        return True
    if not known and text[end : end + 2].strip('»”"’ ')[:1] in (",", ".", ")", "/"):
        return False
    return _cited_after(context, text, end)


def _cited_before(context: Context, text: str, start: int, *, known: bool) -> bool:
    """Whether the words up to the name are those of a citation: read from each of the last seven words on."""
    window = text[max(0, start - _BEFORE) : start].lower()
    starts = [found.start() for found in _WORD_STARTS.finditer(window)][-8:]
    return any(
        context.words.cites.fullmatch(window, at) and (known or _SPOKEN.search(window, at) is not None) for at in starts
    )


def _cited_after(context: Context, text: str, end: int) -> bool:
    return context.words.cites_after.match(text[end : end + _AFTER].lower()) is not None


def _sentence(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(". ", 0, start) + 1, start - 140, 0)
    close = text.find(". ", end)
    return text[begin : min(close + 1 if close >= 0 else len(text), end + 140)].strip()
