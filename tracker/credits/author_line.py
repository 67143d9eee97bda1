"""One author line's parts, each read as an organisation, a person, or nothing: "Jane Roe, Associated Press"."""

import re

from tracker.credits.context import Context, Organisation, is_domain
from tracker.credits.naming import read_organisations
from tracker.credits.people import clean_name, is_given, is_person, read_people, split_names
from tracker.types import Credit, Extent

_MAIL = re.compile(r"\S+@\S+\.\S+|https?://\S+|(?<!\w)@\w+")
_BRACKETED = re.compile(r"^(.{2,60}?)\s*[(\[（]([^()\[\]]{2,40})[)\]）][.\s]*$")
_FOR = re.compile(r"^(.{4,60}?)\s+(?:for|For|per|para|für|pour|voor|для|dla|von|of|from|de la|della|di)\s+(.{2,60})$")
_MOST_NAMES = 4  # words of a person's name beside an agency's in one part
_MONONYMS = frozenset({"id", "ms", "jv", "su"})  # languages of people who often have one name only
_INITIALS = 3  # letters of initials; beside another name they are no author's
_LONGEST = 160  # characters of a line in which an organisation that nobody knows is believed


def read_author_line(
    context: Context,
    text: str,
    location: str,
    rule: str,
    confidence: float,
    *,
    lone: bool = True,
    stated: bool = False,
    quote: str = "",
) -> list[Credit]:
    """Every part of an author line, read as organisation or person.

    `lone` marks an author element, in which a name of one word is a person's ("Ariandono") and an organisation that
    nobody knows may stand. `stated` says that the page names an author by a standard: pen names count, and a name that
    the outlet shares with a person is the person's.
    """
    quote = (quote or text)[:300].strip()
    text = _without_pictures(context, _MAIL.sub(" ", text)).strip(" ,|")
    opened = context.words.author_bare.match(text)
    text = text[opened.end() :] if opened else text
    if (cut := context.words.contributed.search(text)) is not None:
        before = text[: cut.start()].strip(" ,(")
        authors = (
            read_author_line(context, before, location, rule, confidence, lone=lone, stated=stated, quote=quote)
            if before
            else []
        )
        return authors + _contributors(context, text[cut.end() :], location, rule, quote)
    whole = context.organisation(text)
    if whole is not None and not _is_writers_own(context, text, whole, lone=lone, stated=stated):
        return [context.credit(whole, "byline", quote, location, rule, confidence if whole.known else confidence - 0.1)]
    if context.words.staff.fullmatch(text.strip()) and not any(
        m.kind == "agency" for m in context.find(text, codes=True)
    ):
        return []
    organisations: list[Organisation] = []
    people: list[str] = []
    behind = False  # an organisation or staff stood before: a name of an uncased script is then a place
    short = len(text) <= _LONGEST
    parts = author_parts(context, text)
    for part in parts:
        if context.words.source.match(part):  # the source line's to read
            continue
        name = clean_name(context, part)
        organisation = context.organisation(part)
        if organisation is None and name and name != part:
            organisation = context.organisation(name)
        if organisation is not None and _is_writers_own(context, name, organisation, lone=lone, stated=stated):
            if not context.own.is_name(name):  # "The Oak Post Jane Roe": the outlet and its writer
                organisations.append(organisation)
            organisation = None
        if organisation is None and (inside := _inside(context, part)) is not None:
            organisation, rest = inside
            if len(rest.split()) <= _MOST_NAMES and is_person(context, beside := clean_name(context, rest)):
                people.append(beside)
        uncased = part.lower() == part.upper() and not part[:1] > "\u2e80"
        if organisation is not None:
            organisations.append(organisation)
        elif behind and uncased and not people:
            continue
        elif is_person(context, name, lone=lone, stated=stated):
            people.append(name)
        elif (named := _unknown(context, part, beside_person=bool(people), element=lone and short)) is not None:
            organisations.append(named)
        behind = behind or organisation is not None or not people
    if len(parts) > 1:  # "dd, Velox", "ab/cd": the desk's initials
        people = [name for name in people if len(name) > _INITIALS or name.istitle() or name.lower() == name.upper()]
    if any(" " in name for name in people) and context.article.language not in _MONONYMS:
        # "Jane Roe, Northport, John Doe"
        people = [name for name in people if not (name.istitle() and name.isalpha()) or is_given(name)]
    shared = len({organisation.key for organisation in organisations}) > 1
    joined = bool(people) and context.words.and_.search(text) is not None
    extent: Extent = "part" if shared or joined or (people and any(o.own for o in organisations)) else "whole"
    return [
        *(
            context.credit(named, "byline", quote, location, rule, confidence if named.known else 0.65, extent=extent)
            for named in dict.fromkeys(organisations)
        ),
        *(context.author(name, "byline", quote, location, rule, confidence) for name in dict.fromkeys(people)),
    ]


def _without_pictures(context: Context, text: str) -> str:
    """A line up to where it goes on with its pictures: "Jane Roe Photos: John Doe", "Jane Roe Illustration by X"."""
    words = text.split()
    for at in range(2, len(words) - 1):
        if context.words.photo.match(f"{words[at].rstrip(':')}:") and (
            words[at].endswith(":") or context.words.by.match(" ".join(words[at + 1 :]))
        ):
            return " ".join(words[:at])
    return text


def _is_writers_own(context: Context, name: str, named: Organisation, *, lone: bool, stated: bool) -> bool:
    """Whether the outlet's name is that of the person who writes it: the author "Jane Roe" on janeroe.example."""
    return named.own and is_person(context, clean_name(context, name), lone=lone, stated=stated)


def _contributors(context: Context, text: str, location: str, rule: str, quote: str) -> list[Credit]:
    """Those named behind "with reports from": agencies, else people."""
    names = read_organisations(context, text, unknown=False)
    people = read_people(context, text) if not names else []
    return [
        *(context.credit(name, "contributed", quote, location, rule, 0.85, extent="part") for name in names),
        *(context.author(name, "contributed", quote, location, rule, 0.8) for name in people),
    ]


def author_parts(context: Context, text: str) -> list[str]:
    """Parts of an author line; "Jane Roe (EFE)" and "Jane Roe for X" are two each."""
    parts: list[str] = []
    for part in split_names(context, text):
        pieces = [part]
        if (bracketed := _BRACKETED.match(part)) is not None:
            joined = context.words.with_.match(bracketed[2])
            pieces = [bracketed[2][joined.end() :]] if joined else _bracketed(context, bracketed[1], bracketed[2])
            if joined and context.organisation(bracketed[1]) is not None:
                pieces.insert(0, bracketed[1])
        elif context.organisation(part) is None and (given := _FOR.match(part)) is not None:
            if is_person(context, clean_name(context, given[1])) and (
                context.organisation(given[2]) is not None or is_domain(given[2])
            ):
                pieces = [given[1], given[2]]
        elif context.organisation(part) is None:
            pieces = _joined_with(context, part)
        parts += pieces
    return [part for part in parts if part.strip()][:24]


def _bracketed(context: Context, before: str, inside: str) -> list[str]:
    """ "Jane Roe (EFE)" are two names; "Jane Roe (janeroe24)" is one, and what she is called elsewhere."""
    alias = " " not in inside.strip() and " " in before.strip() and context.organisation(inside) is None
    return (
        [before]
        if alias and not is_domain(inside) and is_person(context, clean_name(context, before))
        else [before, inside]
    )


def _joined_with(context: Context, part: str) -> list[str]:
    """ "La Gazette avec AFP" -> both."""
    for at, c in enumerate(part):
        joined = context.words.with_.match(part, at + 1) if c == " " else None
        if joined is not None and context.organisation(part[joined.end() :]) is not None:
            outlet = [part[:at]] if context.organisation(part[:at]) is not None else []
            return [*outlet, part[joined.end() :]]
    opened = context.words.with_.match(part)
    if opened is not None and context.organisation(part[opened.end() :]) is not None:
        return [part[opened.end() :]]
    return [part]


def _inside(context: Context, part: str) -> tuple[Organisation, str] | None:
    """An agency that a part names among words for staff or place, and these: "AP Medical Writer", "PARIS. EFE"."""
    if len(part) > 80:
        return None
    mentions = context.find(part, codes=True)
    if len(mentions) != 1 or (mentions[0].kind == "outlet" and mentions[0].end - mentions[0].start < 0.8 * len(part)):
        return None
    mention = mentions[0]
    words = part.split()
    surname = len(words) == 2 and mention.start > 0 and mention.end == len(part)
    if surname and is_given(words[0]) and context.words.from_.match(part) is None:  # "Theo" is Vietnamese for "from"
        return None  # a person whose surname is an agency's name
    rest = f"{part[: mention.start]} {part[mention.end :]}".strip(" .,:-–—/()'’s")
    if context.words.title.fullmatch(rest) or context.words.staff.fullmatch(rest) or rest.isupper():
        return context.mentioned(mention), ""
    if (
        mention.start == 0
        and len(rest.split()) <= 3
        and context.words.title.fullmatch(rest.split()[-1] if rest else "")
    ):
        return context.mentioned(mention), ""
    if mention.kind == "agency" and not mention.ambiguous and len(rest) < 25:
        return context.mentioned(mention), rest
    return None


def _unknown(context: Context, part: str, *, beside_person: bool, element: bool) -> Organisation | None:
    """An organisation that no catalogue knows: an address, or a name with a word for an organisation in it."""
    if is_domain(part):
        return context.unknown(part)
    if element and (own := _own_inside(context, part)) is not None:
        return own
    if not element or ":" in part or context.words.staff.fullmatch(part) or context.words.desk.match(part):
        return None
    if context.words.title.fullmatch(part):
        return None
    marks = context.words.organisation.findall(part)
    rest = context.words.organisation.sub("", part).strip(" .,-–—&|'\"«»")
    if not marks or not rest or not rest[:1].isupper() or len(part) > 60 or len(part.split()) > 6:
        return None
    return context.unknown(part) if beside_person or len(part.split()) >= 2 else None


def _own_inside(context: Context, part: str) -> Organisation | None:
    """The outlet's own name among words for an organisation: "Телеканал X", "Служба новостей X.RU"."""
    rest = context.words.organisation.sub(" ", part).strip(" .,-–—&|'\"«»")
    named = [name for name in (rest, *part.split()) if len(name) > 3 and context.own.is_name(name.strip('"«»“”'))]
    return Organisation(sorted(context.own.keys)[0], "outlet", part, own=True) if named else None
