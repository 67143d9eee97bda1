"""Source lines: "Source: X", "Источник: X", "Con información de X", "(Fonte ANSA)", alone or closing the text."""

import re
from dataclasses import replace

from tracker.credits.context import Context, Line, Organisation, is_domain
from tracker.credits.naming import is_article_address, is_named, origin_of, read_organisations
from tracker.credits.own import squash
from tracker.credits.people import clean_name, is_person
from tracker.types import Credit, Extent
from tracker.urls import host, registrable_domain

_LEAST_PHRASE = 10  # characters of words that by themselves open a source line ("Provided by"), unlike "via"
_LAST_LINES = 4  # from the end, in which fewer will do, where the line is short
_SHORT_PHRASE = 45  # characters of such a line
_LONGEST_NAME = 50  # characters of an unknown name behind them
_LONGEST = 260  # characters of a source line with its list of names
_CLOSING = re.compile(r"[\s.!?»”\"](?P<open>[(\[（])(?P<inner>[^()\[\]（）]{3,120})[)\]）]\s*\.?$")
_BEHIND = re.compile(r".{2,40}?\s[/|•—–]\s")  # another statement before it on the line: "Author: X / Source: Y"
_LAST_SENTENCE = re.compile(r"(?<=[.!?»”\"…)])\s{1,3}(?=[^\s.!?][^.!?]{2,120}\.?$)")
_SIGNED = re.compile(r"^(?P<who>[^()]{3,40}?)\s*\((?P<inner>[^()]{3,60})\)\.?$")
_ADDRESSED = re.compile(
    r"(?P<name>[^,:/]{3,60}?),?\s\(?(?P<address>https?://[^\s,;()]{4,200}|www\.[^\s,;()/]{4,60})\)?\.?$"
)
_FOR = re.compile(r"(?P<who>.{4,40}?)\s(?:for|pour|für|para|per|для|voor|dla)\s(?P<outlet>.{2,40})$")
_SMALL = re.compile(r"[a-z][a-z0-9-]{3,30}")  # "Source: lanternreview": an outlet in small letters
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){1,3}[^\W\d_]?")
_NO_OUTLET = frozenset(
    ["author", "here", "internet", "link", "open", "other", "private", "self", "social", "various", "wiki"]
)
_LONGEST_PHRASE = 4  # words, from which on a word like "was" makes a sentence of what stands behind "Source:"
_LEAST_HEADLINE = 5  # words from which on what is linked behind "Source:" is a headline and no name
_LONGEST_HEADLINE = 160  # characters of a linked headline below a bare "Source"
_RULES = "─━―═"  # drawn before a line
_SENTENCE = re.compile(r"[a-zа-яё]{3,}[.!?]\s+[A-ZА-Я]")


def read_source_lines(context: Context) -> list[Credit]:
    """Organisations of every source line; a line of a picture's source is left to the photo reader."""
    found: list[Credit] = []
    inside: list[Credit] = []
    for line in context.bylines:
        for part in re.split(r"\s*[|•·]\s*", line.text):
            if context.words.source.match(part):
                found += _read(context, line, part)
    lines = context.texts
    for at, line in enumerate(lines):
        text = line.text
        if len(text) <= _LONGEST_NAME and at + 1 < len(lines) and context.words.source_bare.fullmatch(text):
            found += _heading(context, line, lines[at + 1])
        if (
            len(text) <= _LONGEST_NAME
            and line.from_end < _LAST_LINES
            and (office := _office(context, text)) is not None
        ):
            found.append(context.credit(office, "signoff", text, line.location, "press-office", 0.7))
            continue
        if len(text) <= _LONGEST:
            edge = line.block.place != "aside" and (line.from_end < 14 or line.number < 6)
            (found if edge else inside).extend(_read(context, line, text))
        if line.from_end < 16 or line.number < 4:
            closing = _CLOSING.search(text[-160:])
            if closing is not None and len(closing["inner"]) < len(text) - 4:
                found += _read(context, line, closing["inner"], bracketed=True)
            elif len(text) > 60 and (last := _LAST_SENTENCE.search(text[-150:])) is not None:
                found += _read(context, line, text[-150:][last.end() :], closing=True)
    if len({credit.source for credit in inside}) > 1:  # several, all through the text: sources of its pictures
        return [credit for credit in found if not credit.quote.startswith("(")]
    return _under_one_key(found + inside)


def _under_one_key(found: list[Credit]) -> list[Credit]:
    """One name, linked in one line and not in another, has the key of its site in both."""
    sites = {squash(credit.source_name): credit for credit in found if credit.source_kind == "outlet"}
    return [
        replace(credit, source=site.source, source_kind="outlet")
        if credit.source_kind == "other" and (site := sites.get(squash(credit.source_name)))
        else credit
        for credit in found
    ]


def _heading(context: Context, line: Line, below: Line) -> list[Credit]:
    """A bare "Source:" whose name, or the linked headline of the original, stands on the line below it."""
    if line.block.links:
        return []
    away = [link for link in below.block.links if registrable_domain(link.url) != context.own.domain]
    if len(away) == 1 and below.from_end < _LAST_LINES and len(below.text) <= _LONGEST_HEADLINE:
        site = context.of_site(away[0].url)
        if (
            away[0].text == below.text
            and " " in below.text.strip()
            and is_article_address(away[0].url)
            and not site.own
        ):
            return [
                context.credit(
                    site, "source_line", below.text, below.location, "source-below", 0.7, origin_url=away[0].url
                )
            ]
    if len(below.text) > _LONGEST_NAME:
        return []
    if not line.text.rstrip().endswith((":", "：")) and not is_domain(below.text):
        return []
    if context.words.source.match(below.text) or context.words.from_.match(below.text):  # a source line by itself
        return []
    names = read_organisations(context, below.text, unknown=True, links=below.block.links)
    origin = origin_of(context, below.block.links) if len(names) == 1 else None
    return [
        context.credit(name, "source_line", below.text, below.location, "source-below", 0.7, origin_url=origin)
        for name in names
    ]


def _read(context: Context, line: Line, text: str, *, bracketed: bool = False, closing: bool = False) -> list[Credit]:
    words = context.words
    text = text.lstrip(_RULES)
    if len(text) <= _LONGEST_NAME and (whole := words.source_bare.fullmatch(text)) is not None:
        return [] if bracketed or closing else _linked(context, line, whole.group())
    opened = words.source.match(text)
    strong = opened is not None
    if opened is None:
        opened = words.from_.match(text)
    if opened is None and (bracketed or len(text) < 80):
        opened = _bare(context, text)
    if opened is None:
        behind = _BEHIND.match(text)
        if behind is not None and words.source.match(text, behind.end()):
            return _read(context, line, text[behind.end() :], bracketed=bracketed, closing=closing)
        return _signed(context, line, text)
    rest = text[opened.end() :].strip()
    if (
        not rest
        or _SENTENCE.search(rest)
        or words.photo.match(text)
        or words.photo.match(rest)
        or words.photo.fullmatch(rest + ": ")
        or (len(rest.split()) > _LONGEST_PHRASE and words.sentence.search(rest) and not context.find(rest))
    ):
        return []
    if words.pictures.search(rest):  # "[via X, cover image via Jane Roe / Picture Agency]"
        rest = ", ".join(part for part in rest.split(",") if not words.pictures.search(part))
        if not rest:
            return []
    spoken = opened.end() - opened.start() >= _LEAST_PHRASE and len(rest) <= _LONGEST_NAME
    marked = opened.group().rstrip().endswith((":", "：")) or (
        line.block.place in ("body", "tail")
        and line.from_end < _LAST_LINES
        and len(text) <= _SHORT_PHRASE
        and not text.rstrip().endswith((".", "?", "!", ":"))
    )  # "Via: X"; "Theo X" below the text
    unknown = strong or spoken or marked or bool(line.block.links) or is_domain(rest.strip(" .)]"))
    names = _names(context, line, _unclosed(rest), unknown=unknown, strong=strong or marked or spoken)
    if not strong and len(rest) > 70:
        return []
    if not (strong or spoken or line.block.links) and context.article.language != "vi":  # where titles look like names
        names = [name for name in names if not _is_writer(context, name)]
    several = len(names) > 1 or (spoken and not line.block.links)
    if not strong and names and several and all(_is_writer(context, name) for name in names):
        return [  # "With information from Jane Roe and John Doe"
            context.author(name.name, "contributed", text, line.location, "source-line", 0.7) for name in names
        ]
    if len(names) > 1 and all(_is_writer(context, name) for name in names):  # "Source: Jane Roe, John Doe"
        return []
    given = _FOR.match(rest)
    if given is not None and context.own.is_name(given["outlet"]):  # "Source: Jane Roe for The Oak Post"
        who = clean_name(context, given["who"])
        return [context.author(who, "source_line", text, line.location, "source-line", 0.7)] * is_person(context, who)
    origin = origin_of(context, line.block.links, rest) if len(names) == 1 else None
    extent: Extent = "part" if len(names) > 1 or not strong else "whole"
    confidence = 0.9 if strong and not closing else 0.75
    quote = text if len(text) <= 300 else text[:300]
    return [
        context.credit(
            name, "source_line", quote, line.location, "source-line", confidence if name.known else confidence - 0.1,
            extent=extent, origin_url=origin,
        )
        for name in names
    ]  # fmt: skip


def _names(context: Context, line: Line, text: str, *, unknown: bool, strong: bool) -> list[Organisation]:
    """The organisations behind the words for a source; a name with its address is one, platforms are none."""
    text = text.strip("/")
    if (headed := _headline(context, line, text)) is not None:
        return [headed]
    addressed = _ADDRESSED.match(text)
    if addressed is not None and not _ADDRESSED.match(addressed["name"]):
        site = context.of_site(addressed["address"].removeprefix("www."))
        return [site if site.known else replace(site, name=addressed["name"].strip())]
    if unknown and " & " in text and "," not in text and is_named(context, text) and not context.find(text, codes=True):
        return [context.unknown(text)]  # one name: "Pulp & Paper"
    names = read_organisations(context, text, unknown=unknown, links=line.block.links)
    names = [name for name in names if name.known or not _INITIALS.fullmatch(name.name)]
    if not names and strong:
        names = [name for name in [_office(context, text) or _small(context, text)] if name is not None]
    return [name for name in names if context.words.platform.fullmatch(name.key) is None]


def _headline(context: Context, line: Line, text: str) -> Organisation | None:
    """ "Source: Ferry runs aground and sinks", linked: the source is the link's site, no name in the headline."""
    for link in line.block.links:
        if squash(link.text) != squash(text) or len(text.split()) < _LEAST_HEADLINE or not is_article_address(link.url):
            continue
        site = context.of_site(link.url)
        if not site.own and context.organisation(text) is None:
            return site
    return None


def _is_writer(context: Context, name: Organisation) -> bool:
    """Whether what was taken for an organisation is a person; "El Faro" opens with an article."""
    article = name.name.partition(" ")[0].lower() in context.words.particle
    return (
        name.kind == "other" and not name.known and not article and is_person(context, clean_name(context, name.name))
    )


def _office(context: Context, text: str) -> Organisation | None:
    """ "Пресс-служба полиции Северного порта": a press office with the body it speaks for is a source of its own."""
    bare = text.strip(" .")
    bare = bare[:1].upper() + bare[1:]
    opened = context.words.office.match(bare)
    body = bare[opened.end() :].split() if opened is not None else []
    if not any(word[:1].isupper() for word in body) or not is_named(context, bare) or context.own.is_name(bare):
        return None
    return context.unknown(bare)


def _small(context: Context, text: str) -> Organisation | None:
    bare = text.strip(" .)]")
    if not _SMALL.fullmatch(bare) or bare in _NO_OUTLET or context.words.staff.fullmatch(bare):
        return None
    return context.unknown(bare)


def _unclosed(text: str) -> str:
    """Without the bracket that closes the whole line: "(Fonte Velox)" is read from behind the opening one."""
    text = text.strip()
    pairs = text.count("(") == text.count(")") and text.count("[") == text.count("]")
    return text if pairs else text.rstrip(" .)]")


def _bare(context: Context, text: str) -> re.Match[str] | None:
    """ "Fonte ANSA": the word without a colon, before a name that the catalogue knows."""
    opened = re.match(r"[(\[]?([^\W\d_]{3,12})\s{1,2}(?=\S)", text)
    if opened is None or context.words.source_bare.fullmatch(opened[1]) is None:
        return None
    name = context.organisation(text[opened.end() :].strip(" .)]"))
    return opened if name is not None and not name.own else None


def _linked(context: Context, line: Line, quote: str) -> list[Credit]:
    """A bare "Source" whose link names it."""
    for link in line.block.links:
        if host(link.url) and registrable_domain(link.url) != context.own.domain:
            organisation = context.of_site(link.url)
            origin = link.url if is_article_address(link.url) else None
            return [
                context.credit(
                    organisation, "source_line", quote, line.location, "source-link", 0.75, origin_url=origin
                )
            ]
    return []


def _signed(context: Context, line: Line, text: str) -> list[Credit]:
    """ "Vũ Anh (Theo AFP)": a writer's name with the source behind it, at the tail."""
    signed = _SIGNED.match(text) if len(text) <= 90 and line.from_end < 8 else None
    if signed is None:
        return []
    opened = context.words.from_.match(signed["inner"]) or context.words.source.match(signed["inner"])
    name = clean_name(context, signed["who"])
    if opened is None or not is_person(context, name, lone=True):
        return []
    names = read_organisations(context, signed["inner"][opened.end() :], unknown=True)
    found = [
        context.credit(organisation, "source_line", text, line.location, "source-signed", 0.85)
        for organisation in names
    ]
    author = context.author(name, "source_line", text, line.location, "source-signed", 0.8)
    return [*found, author] if found else []
