"""Author lines: "By TASS", "Jane Roe, Associated Press", "La Gazette avec AFP", "Articles by: X"."""

import re

from tracker.credits.author_line import author_parts, read_author_line
from tracker.credits.context import Context, Line, is_domain
from tracker.credits.own import squash
from tracker.credits.people import clean_name, is_person
from tracker.text import fold
from tracker.types import Credit

_TIME = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\.?\s+[^\W\d_]{3,10}\.?,?\s+\d{4}"
    r"|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
    r"(?:,?\s*(?:at\s+|um\s+|-\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+(?:[A-Z]{2,4}|Uhr)\b)?)?"
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s+(?:[A-Z]{3,4}|Uhr)\b)?", re.IGNORECASE)
_SEGMENT = re.compile(r"\s*(?:[|·•»—–]|\s-\s|\s/\s)\s*")
_FOR = re.compile(r"^.{4,60}?\s+(?:for|per|para|für|pour|voor|для|dla|von|of|from|de la|della|di)\s+.{2,60}$")
_DANGLING = re.compile(r"\s(?:on|at|am|le|el|il|em|den|от)[\s,]*$")  # what stood before a time
#: Rule of an author line away from the head ("Articles by: X"): a statement of its own beside the author element.
AWAY = "byline-away"
#: Declarations that name authors.
AUTHOR_FIELDS = frozenset(
    {
        *(
            "jsonld.author",
            "jsonld.creator",
            "jsonld.contributor",
            "meta.author",
            "meta.article:author",
            "meta.dc.creator",
        ),
        *("meta.dcterms.creator", "meta.byl", "meta.sailthru.author", "meta.parsely-author", "meta.cxenseparse:author"),
        *("meta.article:author_name", "feed.creator", "file.author"),
    }
)
_MOST_BARE = 2  # lines "Jane Roe (EFE)" of one page; more are a list of names with parties, platforms, clubs
_LEAST_OF_TEXT = 60  # characters of a line that is text and no heading
_SIGNATURE = 8  # lines from the end in which "Имя ФАМИЛИЯ" signs a text without an author element
_LONGEST = 160  # characters of an author line outside an author element


def read_bylines(context: Context) -> list[Credit]:
    """Organisations and people of the author elements, and of lines that open with a word for "by"."""
    found = _read_elements(context)
    seen = {credit.source_name for credit in found if credit.role == "author"}
    heads = {line.number for line in context.heads}
    tails = {line.number for line in context.tails}
    named_bare: list[list[Credit]] = []
    before = ""  # the line before, where that is an author's name
    begun = False  # the text has begun: an author line is none of its head any more
    for line in context.texts:
        if len(line.text) > _LONGEST:
            begun = True
            continue
        elsewhere = line.block.place in ("footer", "aside")
        begun = begun or elsewhere or line.block.place == "tail" or len(line.text) > _LEAST_OF_TEXT
        opened = context.words.author.match(line.text)
        if opened is None and (line.number in heads or elsewhere):
            opened = context.words.by.match(line.text)
        if opened is not None and opened.end() < len(line.text):
            rest = " | ".join(_DANGLING.sub("", part) for part in _segments(line.text[opened.end() :]))
            rule = AWAY if begun else "byline-line"
            named = read_author_line(context, rest, line.location, rule, 0.85, lone=False, quote=line.text)
            # Beside the article stand teasers of others with their authors.
            found += [credit for credit in named if credit.role != "author" or not (elsewhere or (begun and seen))]
        elif line.number in heads or line.number in tails:
            bare = _read_bare(context, line, seen, signed_before=before in seen)
            before = bare[-1].source_name if bare else ""
            if len(bare) > 1:
                named_bare.append(bare)
            else:
                found += bare
    if len(named_bare) <= _MOST_BARE:
        found += [credit for bare in named_bare for credit in bare]
    return found


def _read_elements(context: Context) -> list[Credit]:
    """Author elements. What stands in them is often the time, sections, tags, and buttons too.

    A segment that opens with a word for "by" holds the names; without such a segment every segment may, and where the
    page declares its authors by machine, people are only taken as declared.
    """
    declared = {
        squash(name)
        for declaration in context.article.declarations
        if declaration.field in AUTHOR_FIELDS and len(declaration.value) <= _LONGEST
        for part in author_parts(context, declaration.value)
        if is_person(context, name := clean_name(context, part), lone=True)
    }
    segments = [(line, part) for line in context.bylines for part in _segments(line.text)]
    opened = [
        (line, part[match.end() :])
        for line, part in segments
        if (match := context.words.author_bare.match(part)) is not None and match.end() < len(part)
    ]
    found: list[Credit] = []
    for line, part in opened or segments:
        certain = bool(opened) or squash(part) in declared
        named = read_author_line(context, part, line.location, _rule(context, line), 0.9, lone=certain, quote=line.text)
        found += [
            credit
            for credit in named
            if credit.role != "author" or opened or not declared or squash(credit.source_name) in declared
        ]
    if opened:  # an agency may stand beside: "by Jane Roe | Reuters"
        chosen = {id(line) for line, _ in opened}
        for line in context.bylines:
            text = _without_time(line.text)
            whole = read_author_line(
                context, text, line.location, _rule(context, line), 0.9, lone=False, quote=line.text
            )
            found += [
                credit for credit in whole if credit.role != "author" or (id(line) in chosen and not _has_labels(text))
            ]
    else:
        for line in context.bylines:
            named = read_author_line(
                context,
                _without_time(line.text),
                line.location,
                _rule(context, line),
                0.85,
                lone=False,
                quote=line.text,
            )
            found += [credit for credit in named if credit.role != "author"]
    return found


def _rule(context: Context, line: Line) -> str:
    """An author element behind the text, beside one before it, is a statement of its own."""
    before = [other.number for other in context.bylines if other.number < line.number]
    begun = any(text.block.place == "body" and text.number < line.number for text in context.texts)
    return AWAY if begun and before else "byline"


def _has_labels(text: str) -> bool:
    """Whether an author element holds more than names: times, "Kategorien: ..."."""
    return ":" in text or " | |" in text or any(c.isdigit() for c in text)


def _segments(text: str) -> list[str]:
    return [part for part in _SEGMENT.split(_without_time(text)) if part.strip(" ,.:")]


def _without_time(text: str) -> str:
    return _CLOCK.sub("", _TIME.sub(" | ", text)).strip(" ,|•·-–—")


def _read_bare(context: Context, line: Line, authors: set[str], *, signed_before: bool) -> list[Credit]:
    """A line that is only a name: of an author already known or the next one, in the Russian style "Имя ФАМИЛИЯ" at the
    end, or with an organisation: "Jane Roe (EFE)", "Jane Roe for X".
    """
    text = line.text.strip()
    if len(text) > 80 or not text[:1].isupper() or text.endswith(("?", "!", ":")) or text.lower() == text.upper():
        return []
    if any(opening.match(text) for opening in context.words.statements):  # "Mit Material von X": another form's
        return []
    pieces = author_parts(context, text)
    organisation = context.organisation(pieces[1]) if len(pieces) == 2 else None
    if organisation is None and len(pieces) == 2 and is_domain(pieces[1]):
        organisation = context.unknown(pieces[1])
    if organisation is not None:
        name = clean_name(context, pieces[0])
        bracketed = "(" in text or _FOR.match(text) is not None or "," in text
        whose = organisation.doubtful or squash(name) == organisation.key  # a party, a platform; the person's own site
        if bracketed and not organisation.own and not whose and is_person(context, name):
            return [
                context.credit(organisation, "byline", text, line.location, "byline-bare", 0.8),
                context.author(name, "byline", text, line.location, "byline-bare", 0.75),
            ]
    if line.block.links and not _all_self(line):
        return []
    name = clean_name(context, text)
    words = name.split()
    capitals = any(word.isupper() and len(word) > 3 for word in words) and not name.isupper()
    if any(len(word) > 3 and context.own.is_exactly(word) for word in words):  # "Превод БЛИЦ"
        return []
    alone = capitals and not authors and line.from_end < _SIGNATURE
    signed = len(words) in (2, 3) and (alone or (signed_before and name.isupper()))
    if (fold(name) in {fold(other) for other in authors} or signed) and is_person(context, name):
        return [context.author(name, "byline", text, line.location, "byline-bare", 0.6)]
    return []


def _all_self(line: Line) -> bool:
    return all("/author" in link.url or "/autor" in link.url for link in line.block.links)
