"""Author elements: the byline under the headline, an author's box, with the time, sections and buttons around names."""

import re

from tracker.credits.author_line import author_parts, read_author_line
from tracker.credits.authors import AWAY, LINKED, PLAIN, SAID
from tracker.credits.context import Context, Line
from tracker.credits.declared import is_author_field
from tracker.credits.own import squash
from tracker.credits.people import clean_name, is_given, is_person, split_names
from tracker.credits.segments import segments, without_time
from tracker.types import Credit

_LONGEST = 160  # characters of a declaration that names authors
_LONGEST_PLAIN = 100  # characters of a line in which a name may stand that nothing marks
_FIRST = 3  # words among which the given name stands: "Prof. Dr. Jane Roe"
_TOGETHER = 3  # lines in which the authors of one article stand
_NEXT = 2  # lines from an author to the next
_HEAD = 2  # lines of text behind which an author element is none of the head any more
#: Addresses of authors.
_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|i|in)?|auteurs?|autore|verfasser|users?|usuarios?|members?|mitglied(?:er)?|profiles?|"
    r"profil|journalistes?|journalist(?:en|s)?|contributors?|columnists?|reporters?|redakteure?|redaktion|periodista|"
    r"staff)/[^/?#]+|[?&](?:author(?:_name)?|u|uid|user|user_?id)=",
    re.IGNORECASE,
)
#: Addresses of sections, tags, comments and archives of days.
_SECTION = re.compile(
    r"/(?:categor(?:y|ies|ia|ie)|kategorien?|rubri(?:k|ken|c|cs|que|ques)|tags?|schlagw(?:o|oe)rt(?:er|e)?|thema|themen|"
    r"topics?|sections?|label|ressort|channel)/|#(?:comments?|respond|kommentare?|disqus_thread)|[?&](?:cat|tag|category)="
    r"|/\d{4}/\d{1,2}/(?:\d{1,2}/)?$",
    re.IGNORECASE,
)
#: Elements that hold authors by their name or class.
_OF_AUTHORS = re.compile(
    r"^address|author|autor|auteur|byline|writer|verfass|journalist|reporter|contributor|vcard|signature", re.IGNORECASE
)


def read_author_elements(context: Context) -> list[Credit]:
    """Organisations and people of the author elements."""
    return [*_organisations(context), *_people(context)]


def is_label(context: Context, text: str) -> bool:
    """Whether a line only announces an author: "By", "Autor:", "Text & Fotos:"."""
    opened = context.words.author_bare.match(text)
    return opened is not None and opened.end() == len(text)


def is_author_address(url: str) -> bool:
    """Whether an address is that of an author on their site."""
    return _AUTHOR.search(url) is not None


def _organisations(context: Context) -> list[Credit]:
    """A segment that opens with a word for "by" holds the names; without such a segment every segment may. An agency
    may stand beside, too: "by Jane Roe | Reuters".
    """
    parts = [(line, part) for line in context.bylines for part in segments(line.text)]
    opened = [
        (line, part[match.end() :])
        for line, part in parts
        if (match := context.words.author_bare.match(part)) is not None and match.end() < len(part)
    ]
    naming = {line.number for line, part in parts if _may_name_organisation(context, line, part)}
    read = [(line, part, 0.9, True) for line, part in opened]
    read += [(line, part, 0.9, False) for line, part in parts if not opened and line.number in naming]
    alone = {part for _, part in parts} if not opened else set()
    wholes = [(line, without_time(line.text)) for line in context.bylines if line.number in naming]
    read += [(line, text, 0.9 if opened else 0.85, False) for line, text in wholes if text not in alone]
    rules = {line.number: _rule(context, line) for line, _, _, _ in read}
    return [
        credit
        for line, part, confidence, lone in read
        for credit in read_author_line(
            context, part, line.location, rules[line.number], confidence, lone=lone, quote=line.text
        )
        if credit.role != "author"
    ]


def _may_name_organisation(context: Context, line: Line, part: str) -> bool:
    """Whether a part that nothing opens may name one: a catalogued name, an address, the outlet, a trusted name."""
    return (
        bool(context.trusted)
        or "." in part
        or bool(context.find(line.text, codes=True))
        or context.own.is_name(part)
        or any(context.own.is_name(name) for name in split_names(context, part))
    )


def _rule(context: Context, line: Line) -> str:
    """An author element behind the text, beside one before it, is a statement of its own."""
    before = any(other.number < line.number for other in context.bylines)
    begun = any(text.block.place == "body" and text.number < line.number for text in context.texts)
    return AWAY if begun and before else SAID


def _people(context: Context) -> list[Credit]:
    """People of author elements. A name counts that opens with a word for "by", stands behind such a label, is linked
    as an author's, or is declared; any other segment may be a section or a button, so it must look more like a name.
    """
    declared = _declared(context)
    texts = [text.number for text in context.texts if text.block.place == "body"]
    found: list[tuple[int, Credit]] = []
    awaited: bool | None = None  # what the line before announced: an author, something else, nothing
    said = -_NEXT - 1  # the last line that says in words who wrote it
    for at, line in enumerate(context.bylines):
        announced, awaited = awaited, None
        if context.words.and_.fullmatch(f" {line.text} ") is not None:  # "Jane Roe" | "and" | "John Doe"
            awaited = at - said <= 1 or announced
            continue
        begun = sum(number < line.number for number in texts)
        away = at > 0 and (begun > _HEAD or 0 < begun == len(texts))
        text, linked = _linked_authors(context, line)
        named = [(part, LINKED) for part in linked]
        for part in segments(text):
            if is_label(context, part):
                announced = True
            elif context.words.author_bare.match(part) is not None or (announced and not linked):
                named.append((part, SAID))
            elif part.endswith(":") or context.words.photo.fullmatch(f"{part}:"):
                announced = False
            elif squash(part) in declared:
                named.append((part, LINKED))
            elif announced is None and len(line.text) <= _LONGEST_PLAIN and _may_name(line, part):
                named.append((part, PLAIN))
        if _is_list(text) and any(rule == SAID for _, rule in named):  # "by Jane Roe / John Doe"
            named = [(part, SAID if rule == LINKED or is_given(part.split()[0]) else rule) for part, rule in named]
        if (announced and linked) or at - said <= _NEXT:  # "By" | "Jane Roe" | "and" | "John Doe"
            named = [(part, SAID if rule == LINKED else rule) for part, rule in named]
        said = at if any(rule == SAID for _, rule in named) else said
        if not named:
            awaited = announced
        for part, rule in named:
            found += [(line.number, credit) for credit in _read(context, line, part, rule, declared, away=away)]
    return _together(found)


def _is_list(text: str) -> bool:
    """Whether a line holds nothing but names: no time, no "Categories: ..."."""
    return ":" not in text and " | |" not in text and not any(c.isdigit() for c in text)


def _may_name(line: Line, part: str) -> bool:
    """Whether a part that nothing marks may be a name: in an author's own element, or with a given name at its head."""
    return _OF_AUTHORS.search(line.block.element) is not None or any(is_given(word) for word in part.split()[:_FIRST])


def _declared(context: Context) -> set[str]:
    """The names that the page declares to be authors', squashed."""
    return {
        squash(name)
        for declaration in context.article.declarations
        if is_author_field(declaration.field) and len(declaration.value) <= _LONGEST
        for part in author_parts(context, declaration.value)
        if is_person(context, name := clean_name(context, part), lone=True, stated=declaration.kind == "Person")
    }


def _linked_authors(context: Context, line: Line) -> tuple[str, list[str]]:
    """The text of a line without the links to sections, tags and comments, and the names it links as authors'."""
    text = line.text
    names: list[str] = []
    for link in line.block.links:
        if not link.text or link.text not in text:
            continue
        role = text[: text.index(link.text)].split("|")[-1]
        if context.words.editing.match(role) or context.words.photo.match(f"{role.strip()}:"):
            text = text.replace(link.text, " ", 1)
            continue
        if _SECTION.search(link.url):
            text = text.replace(link.text, " | ", 1)
        elif is_author_address(link.url) and is_person(context, clean_name(context, link.text), stated=True):
            text = text.replace(link.text, " | ", 1)
            names.append(link.text)
    return text, names


def _read(context: Context, line: Line, part: str, rule: str, declared: set[str], *, away: bool) -> list[Credit]:
    stated = rule == LINKED or squash(part) in declared
    people = read_author_line(
        context,
        part,
        line.location,
        AWAY if away else rule,
        0.7 if rule == PLAIN else 0.9,
        lone=rule != PLAIN,
        stated=stated,
        quote=line.text,
    )
    return [
        credit
        for credit in people
        if credit.role == "author"
        and (rule != PLAIN or is_given(credit.source_name.split()[0]) or _OF_AUTHORS.search(line.block.element))
    ]


def _together(found: list[tuple[int, Credit]]) -> list[Credit]:
    """The authors of the first lines that name any; teasers of others follow, with theirs."""
    kept: list[Credit] = []
    last: dict[bool, int] = {}
    for number, credit in found:
        away = credit.rule == AWAY
        if number <= last.get(away, number) + _TOGETHER:
            kept.append(credit)
            last[away] = number
    return kept
