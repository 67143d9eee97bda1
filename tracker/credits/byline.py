"""Author lines: "By TASS", "Jane Roe, Associated Press", "La Gazette avec AFP", "Articles by: X"."""

import re

from tracker.credits.author_element import is_author_address, is_label, read_author_elements
from tracker.credits.author_line import author_parts, read_author_line
from tracker.credits.authors import AWAY, BARE, PLAIN, SAID_LINE
from tracker.credits.context import Context, Line, is_domain
from tracker.credits.own import squash
from tracker.credits.people import clean_name, is_given, is_person
from tracker.credits.segments import has_time, is_time, segments
from tracker.text import fold
from tracker.types import Credit

#: Words before whom somebody writes for.
_FOR = frozenset(
    {"for", "For", "per", "para", "für", "pour", "voor", "для", "dla", "von", "of", "from", "de", "della", "di"}
)
_WITH = re.compile(r"\s(?:with|mit|avec|con|com|met|med)\s")
_MOST_BARE = 2  # lines "Jane Roe (EFE)" of one page; more are a list of names with parties, platforms, clubs
_LEAST_OF_TEXT = 60  # characters of a line that is text and no heading
_COLON = re.compile("[:：;=—–]| - ")  # what every line holds that opens with "Author:"
_LONGEST_OPENING = 60  # characters of "Author:" and what may stand before it
_LONGEST_LABEL = 30  # characters of a line that only announces an author
_LEAD = 2  # lines of text that may stand before the author line: the lead, a note
_LONGEST_BARE = 80  # characters of a line that is only a name, with or without an organisation
_MOST_WORDS = 8  # of a name, its titles and its place
_SIGNATURE = 8  # lines from the end in which "Имя ФАМИЛИЯ" signs a text without an author element
_CODE = 3  # letters of a word in capitals that may be a code
_END = 2  # lines from the end in which a name signs it
_LONGEST = 160  # characters of an author line outside an author element
_LONGEST_TIME = 40  # characters of a line that is a day
_LONGEST_DATED = 100  # characters of a line with a date and a name
_LONGEST_NAME = 60  # characters of a line behind "Author:"


def read_bylines(context: Context) -> list[Credit]:
    """Organisations and people of the author elements, and of lines that open with a word for "by"."""
    found = read_author_elements(context)
    seen = {fold(credit.source_name) for credit in found if credit.role == "author"}
    heads = {line.number for line in context.heads}
    tails = {line.number for line in context.tails}
    named_bare: list[list[Credit]] = []
    before = ""  # the line before, where that is an author's name
    signed = False  # a line before is a signature
    label = False  # the line before only announces an author
    passed = 0  # lines of text before: behind the first ones an author line is none of the head any more
    for line in context.texts:
        passed += len(line.text) > _LEAST_OF_TEXT
        if len(line.text) > _LONGEST:
            label = False
            continue
        elsewhere = line.block.place in ("footer", "aside")
        begun = passed > _LEAD or elsewhere or line.block.place == "tail"
        edge = line.number in heads or line.number in tails
        announced, label = label, edge and len(line.text) <= _LONGEST_LABEL and is_label(context, line.text)
        if label:
            continue
        opened = context.words.author.match(line.text) if _COLON.search(line.text, 0, _LONGEST_OPENING) else None
        if opened is None and (edge or elsewhere):
            opened = context.words.by.match(line.text)
            if opened is not None and not (line.number in heads or elsewhere or " " in opened.group().strip()):
                opened = None  # behind the text only "Written by Jane Roe", not "Von Northport"
        rule = AWAY if begun else SAID_LINE
        if announced and not elsewhere and len(line.text) <= _LONGEST_NAME:
            found += _read_announced(context, line, rule)
        elif opened is not None and opened.end() < len(line.text):
            rest = " | ".join(segments(line.text[opened.end() :]))
            if " " in opened.group().strip():  # "An interview by Jane Roe with John Doe"
                rest = _WITH.split(rest, maxsplit=1)[0]
            lone = line.number in heads and (" " not in rest and is_given(rest))
            named = read_author_line(context, rest, line.location, rule, 0.85, lone=lone, quote=line.text)
            # Beside the article stand teasers of others with their authors.
            found += [credit for credit in named if credit.role != "author" or not (elsewhere or (begun and seen))]
        elif line.number in heads and not begun and (dated := _read_dated(context, line)):
            found += dated
        elif edge:
            bare = _read_bare(context, line, seen, signed_before=before in seen, signed=signed)
            before = fold(bare[-1].source_name) if bare else ""
            signed = signed or bool(bare)
            if len(bare) > 1:
                named_bare.append(bare)
            else:
                found += bare
    if len(named_bare) <= _MOST_BARE:
        found += [credit for bare in named_bare for credit in bare]
    return found if any(credit.role == "author" for credit in found) else [*found, *_read_signature(context)]


def _read_announced(context: Context, line: Line, rule: str) -> list[Credit]:
    """The line behind "Author:"."""
    linked = any(is_author_address(link.url) for link in line.block.links)
    rest = " | ".join(segments(line.text))
    return read_author_line(context, rest, line.location, rule, 0.8, lone=linked, stated=linked, quote=line.text)


def _read_dated(context: Context, line: Line) -> list[Credit]:
    """A line of the head with the day and a name: "3 May 2019 - Jane Roe", "Posted on 3 May 2019 by Jane Roe".

    A name before a line with the day counts, too.
    """
    if len(line.text) > _LONGEST_DATED or not (has_time(line.text) or _stands_before_time(context, line)):
        return []
    parts = segments(line.text)
    opened = [part for part in parts if context.words.by.match(part) or context.words.author.match(part)]
    rule = SAID_LINE if opened else PLAIN
    named = [
        credit
        for part in opened or parts
        for credit in read_author_line(context, part, line.location, rule, 0.75, lone=False, quote=line.text)
    ]
    if any(credit.role != "author" for credit in named):  # "18.11.2019, author: ABC/Jane Roe" stands under a picture
        return []
    return [credit for credit in named if opened or is_given(credit.source_name.split()[0])]


def _stands_before_time(context: Context, line: Line) -> bool:
    """Whether a line of two or three words, the first a given name, is followed by a day, or by the "on" before it."""
    words = line.text.split()
    if len(words) not in (2, 3) or not is_given(words[0]):
        return False
    after = _next(context, line)
    return len(after) <= _LONGEST_TIME and is_time(after)


def _read_bare(context: Context, line: Line, authors: set[str], *, signed_before: bool, signed: bool) -> list[Credit]:
    """A line that is only a name: of an author already known or the next one, in the Russian style "Имя ФАМИЛИЯ" at the
    end, or with an organisation: "Jane Roe (EFE)", "Jane Roe for X".
    """
    text = line.text.strip()
    if not text[:1].isupper() or len(text) > _LONGEST_BARE or text.endswith(("?", "!", ":")) or text.islower():
        return []
    words = text.strip(" .").split()
    if "(" in text or "," in text or not _FOR.isdisjoint(words):
        if any(opening.match(text) for opening in context.words.statements):  # "Mit Material von X": another form's
            return []
        organised = _read_organised(context, line, text)
        if organised:
            return organised
    if len(words) > _MOST_WORDS or (line.block.links and not _all_authors(line)):
        return []
    folded = fold(text)
    signs = _signs(words, authors, line, signed_before=signed_before, signed=signed)
    signs = signs or (len(words) in (2, 3, 4) and _stands_before_bio(context, line))
    if not signs and not any(author in folded for author in authors):
        return []
    name = clean_name(context, text)
    alone = name.split() == words or _is_surname(words[-1])  # "Written down by Jane ROE"
    if not (fold(name) in authors or (signs and alone)) or not is_person(context, name):
        return []
    if any(len(word) > 3 and context.own.is_exactly(word) for word in words):  # "Превод БЛИЦ"
        return []
    return [context.author(name, "byline", text, line.location, BARE, 0.6)]


def _stands_before_bio(context: Context, line: Line) -> bool:
    """Whether the next line says who the author is: "The writer is a columnist"."""
    return context.words.bio.match(_next(context, line)) is not None


def _next(context: Context, line: Line) -> str:
    return next((other.text for other in context.lines if other.number > line.number), "")


def _all_authors(line: Line) -> bool:
    return all(is_author_address(link.url) for link in line.block.links)


def _read_organised(context: Context, line: Line, text: str) -> list[Credit]:
    """A name with an organisation: "Jane Roe (EFE)", "Jane Roe for X"."""
    pieces = author_parts(context, text)
    if len(pieces) != 2:
        return []
    organisation = context.organisation(pieces[1])
    if organisation is None and is_domain(pieces[1]):
        organisation = context.unknown(pieces[1])
    if organisation is None or organisation.own or organisation.doubtful:  # doubtful: a party, a platform
        return []
    name = clean_name(context, pieces[0])
    if squash(name) == organisation.key or not is_person(context, name):  # the person's own site
        return []
    return [
        context.credit(organisation, "byline", text, line.location, BARE, 0.8),
        context.author(name, "byline", text, line.location, BARE, 0.75),
    ]


def _is_surname(word: str) -> bool:
    """Whether a word is set in capitals, as surnames are: "Jane ROE-HOLM"."""
    return word.isupper() and len(word) > _CODE and word.replace("-", "").isalpha()


def _read_signature(context: Context) -> list[Credit]:
    """The one line of a text without an author that is nothing but a name, set in italics or bold: a signature.

    Several such lines are a list of names, a cast, those who speak in an interview.
    """
    names = [
        (line, name)
        for line in context.texts
        if line.block.place in ("body", "tail")
        and len(words := (name := line.text.strip(" .")).split()) in (2, 3)
        and is_given(words[0])
        and is_person(context, name)
    ]
    if len(names) != 1 or not names[0][0].block.emphasis:
        return []
    line, name = names[0]
    return [context.author(name, "byline", line.text, line.location, BARE, 0.5)]


def _signs(words: list[str], authors: set[str], line: Line, *, signed_before: bool, signed: bool) -> bool:
    """Whether a line of a name alone signs the text: as the next of several authors, or where no other is named."""
    if len(words) not in (2, 3):
        return False
    if authors:
        return signed_before and all(word.isupper() for word in words)
    surname = _is_surname(words[-1]) or (_is_surname(words[0]) and is_given(words[1]))
    surname = surname and not all(word.isupper() for word in words)
    return (surname and line.from_end < _SIGNATURE) or (not signed and line.from_end < _END and is_given(words[0]))
