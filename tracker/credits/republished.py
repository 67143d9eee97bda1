"""Republication statements: "The original source of this article is X", "Originally published by X"."""

import re
from dataclasses import replace

from tracker.credits.context import Context, Line, Organisation, is_domain
from tracker.credits.naming import origin_of, read_organisations
from tracker.credits.people import is_person
from tracker.types import Credit, Form, Link
from tracker.urls import host, registrable_domain

_WINDOW = 400  # characters at either end of a long block
_SENTENCE = re.compile(r"(?<=[a-zа-яё0-9)»”\"][.!?])\s+(?=[A-ZА-ЯÀ-Ý©(\[«“\"])")
_ENDS = re.compile(
    r"\s(?:(?:e|y|et) re\w|(?:by|por|par|von|unter dem Titel) (?=[A-Z\"“„«])"
    r"|and (?:is|was|has|appears?|reproduced|republished)|under (?:a|the)|with (?:permission|kind)|by permission"
    r"|as part of|on (?:[A-Z][a-z]{2,9}\.? \d|\d)|in (?:[A-Z][a-z]{2,9} )?\d{4}|here\b|where\b|which\b|who\b|as\b|at\b"
    r"|via\b|through\b|del?\b \d|le \d|am \d|il \d)|[;|\]\n，。]|授[权權]|から|より"
    r"|\.(?:\s|$)|,\s(?!Inc|LLC|Ltd)|:\s|\s[-–—]\s|\((?!\w+\.)"
)
_QUOTES = "《》「」『』"
_ARTICLES = re.compile(r"^(?:the|our|an?|la|le|el|les|los|il|l['’]|die|der|das|dem|den|o|a)\s+(?=\S)", re.IGNORECASE)
_LICENCE = re.compile(
    r"[Cc]ontent (?:created|provided|produced) by (?P<name>(?:the )?[A-Z][^.,;]{2,60}?) "
    r"is (?:available|provided|licensed)"
)
_FIRST = re.compile(
    r"[Tt]his (?:report|story|article|piece|content) (?:by|from) (?P<name>[^.,;]{2,60}?) "
    r"was (?:first|originally) published"
)
_LONGEST_TRANSLATED = 90  # characters of a line that says whose translation it is
_MOST_UNCASED = 4  # words of a name in a script without capitals
_NEAR = 60  # characters behind a statement in which its name stands
_AT_START = 3  # marks before a statement in a script without capitals, which elsewhere cannot be told from prose
_MOST_WORDS = 8
_PERMITTED = re.compile(
    r"\b(?:and|with|under|unter|by permission|as part|here|via|through|e|y|et|und|con|sous|bajo)\s.{0,14}?"
    r"(?:permission|reproduc|republished|replica|licen[cs]|authori[sz]ation|autori[sz]|titel|titre|t[ií]tulo).*$"
    r"|^\s?[:(\[–—-].*$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:on|in|del?|le|am|il|vom|em)\s[^,;]{0,14}?\d{1,4}(?:[., ]{1,2}(?:\w{3,10} )?\d{1,4})?", re.IGNORECASE
)
_LEAST_STORY = 12  # characters behind a name and its date from which on a sentence tells a story
#: Stems of which every statement holds one; a line without any is not looked at, here and in `unread`.
SIGNS = (
    "publish", "publié", "publicad", "publicó", "pubblicat", "publicat ", "publikov", "original", "appeared",
    "printed", "courtesy of", "view source", "syndic", "distributed by", "content created", "content provided",
    "comes from", "aparec", "apareció", " paru", "erschien", "zuerst", "übernommen", "reproduc", "reproduz",
    "apparso", "primero", "primeiro", "proviene", "оригинал", "опубликован", "перепеч", "перевод", "оригінал",
    "опубліковано", "δημοσ", "原文", "本文", "元記事", "この記事", "ukaza", "opublikowa", "przedruk", "vyšel",
    "převzat", "prevzat", "preluat", "apare ", "публикуван", "preuzet", "objavljen", "megjelen", "jelent meg",
    "verscheen", "verschenen", "tayang", "terbit", "dimuat", "đăng", "modif", "been edited", "feed", "this report",
    "this story", "this article", "yayınlan", "نشر", "نُشر", "excerpted", "adapted from", "reposted", "cross-post",
    "crosspost", "read the full", "story from", "ran on", "ran in",
    "repris", "apparu", "nachdruck", "genehmigung", "permis", "autoriza", "autoris", "sembra essere", "uscito",
    "alınmıştır", "yayımlan", "منتشر", "بازنشر", "转载", "轉載", "摘自", "转自", "轉自", "転載", "初出", "pochodzi",
    " z serwisu", "vyš", "převz", "prebrat", "препеч", "препубл", "átvéve", "átvett", "overgenomen", "передрук",
    "automat", "kanal", "bài ",
    "our partner", "our media partner", "our content partner", "our news partner",
)  # fmt: skip


def read_republished(context: Context) -> list[Credit]:
    """Organisations from which the page says that it took the text, with the linked original."""
    found: list[Credit] = []
    for line in context.edges:
        found += _translated(context, line)
    for line in context.holding(context.edges, SIGNS):
        for sentence in _sentences(line.text):
            found += _read(context, line, sentence)
    return found


def _translated(context: Context, line: Line) -> list[Credit]:
    """ "Translated from X", "Перевод: X": only where X is known; other names are those of translators."""
    opened = context.words.translated.match(line.text) if len(line.text) <= _LONGEST_TRANSLATED else None
    name = _ENDS.split(line.text[opened.end() :], maxsplit=1)[0].strip() if opened else ""
    organisation = context.organisation(_ARTICLES.sub("", name)) if name else None
    if organisation is None:
        return []
    origin = None if organisation.own else origin_of(context, line.block.links, line.text)
    return [context.credit(organisation, "other", line.text, line.location, "translated", 0.8, origin_url=origin)]


def _sentences(text: str) -> list[str]:
    if len(text) <= _WINDOW:
        return _SENTENCE.split(text)
    return [*_SENTENCE.split(text[:_WINDOW])[:-1], *_SENTENCE.split(text[-_WINDOW:])[1:]]


def _read(context: Context, line: Line, sentence: str) -> list[Credit]:
    lowered = sentence.lower()
    if len(sentence) > _WINDOW or not any(sign in lowered for sign in SIGNS):
        return []
    for pattern, form in ((_FIRST, "other"), (_LICENCE, "other")):
        stated = pattern.search(sentence)
        if stated is not None:
            return _named(context, line, sentence, stated["name"], "other" if form == "other" else "republished")
    if context.words.syndicated.search(sentence):
        return _syndicated(context, line, sentence)
    opened = context.words.republished.search(sentence)
    if opened is None or context.words.photo.match(f"{sentence.split()[0]}: "):  # "Photos by courtesy of X"
        return []
    rest = sentence[opened.end() :].strip()
    inside = context.find(opened.group())
    if inside and not context.find(rest[:_NEAR]):  # "İlk olarak X'da yayınlandı"
        name = context.mentioned(inside[0])
        return [context.credit(name, "republished", sentence, line.location, "republished", 0.85)]
    if not rest:
        return _by_link(context, line, sentence)
    if "report" in opened.group().lower() and "," in rest and not _closes(rest[rest.index(",") :]):
        return []  # "Originally reported by X last week, it is now certain that ..."
    told = opened.start() > _AT_START and rest.lower() == rest.upper()
    return _named(context, line, sentence, rest, "republished") if not told else []


def _named(context: Context, line: Line, sentence: str, rest: str, form: Form) -> list[Credit]:
    name = _ENDS.split(rest, maxsplit=1)[0] if not is_domain(rest.split()[0]) else rest.split()[0].rstrip(".,:;")
    name = name.strip(f" {_QUOTES}")
    if context.words.platform.fullmatch(name):  # somebody's account
        return []
    origin = origin_of(context, line.block.links, sentence)
    organisations: list[Organisation] = read_organisations(context, name, unknown=False)
    if not organisations:
        linked = next((link for link in line.block.links if link.text and link.text in rest[: len(name) + 60]), None)
        bare = _ARTICLES.sub("", name).strip()
        if is_domain(bare):
            organisations = [context.unknown(bare)]
        elif mentions := context.find(name):
            organisations = [context.mentioned(mentions[0])]
        elif linked is not None and (site := _site_of(context, linked, bare)) is not None:
            organisations = [site]
        elif (
            _closes(rest[len(name) :])
            and _is_title(context, bare)
            and (linked is None or registrable_domain(linked.url) != context.own.domain)
        ):
            organisations = [context.unknown(bare)]
        elif linked is not None and registrable_domain(linked.url) != context.own.domain:
            organisations = [context.of_site(linked.url)]
    return [
        context.credit(
            organisation, form, sentence, line.location, "republished", 0.9 if organisation.known else 0.8,
            origin_url=None if organisation.own else origin,
        )
        for organisation in organisations
    ]  # fmt: skip


def _site_of(context: Context, link: Link, name: str) -> Organisation | None:
    """The outlet under a linked name: the key is its site's. A platform's account has none."""
    if not host(link.url) or registrable_domain(link.url) == context.own.domain or name not in link.text:
        return None
    site = context.of_site(link.url)
    if context.words.platform.fullmatch(site.key):
        return None
    return site if site.known or is_person(context, name) else replace(site, name=name)  # a book of Jane Roe's


def _closes(behind: str) -> bool:
    """Whether a statement ends behind its name, or goes on with what statements go on with: a date, a permission.

    "The play first appeared on Harbour Stage in 1963, moving on to tour" tells a story.
    """
    return len(_DATED.sub("", _PERMITTED.sub("", behind)).strip(' .,;:)]|»”"*_')) <= _LEAST_STORY


def _is_title(context: Context, name: str) -> bool:
    """Whether a name nobody knows can be that of an organisation: capitals, no sentence, no date."""
    words = name.split()
    if not 1 <= len(words) <= _MOST_WORDS or len(name) > 60 or context.words.month.fullmatch(words[0]):
        return False
    if name.lower() == name.upper():
        return len(words) <= _MOST_UNCASED and not any(c.isdigit() for c in name)
    return name[0].isupper() and not name[0].isdigit() and not any(c.isdigit() and len(words) < 3 for c in name)


def _by_link(context: Context, line: Line, sentence: str) -> list[Credit]:
    for link in line.block.links:
        if host(link.url) and registrable_domain(link.url) != context.own.domain:
            return [
                context.credit(
                    context.of_site(link.url), "republished", sentence, line.location, "republished-link", 0.7,
                    origin_url=origin_of(context, [link]),
                )
            ]  # fmt: skip
    return []


def _syndicated(context: Context, line: Line, sentence: str) -> list[Credit]:
    mentions = [mention for mention in context.find(line.text, codes=True) if mention.kind == "agency"]
    return [
        context.credit(context.mentioned(mention), "syndicated", sentence, line.location, "syndicated", 0.85)
        for mention in mentions[:3]
        if not context.mentioned(mention).own
    ]
