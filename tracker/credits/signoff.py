"""The tail of a text: "(AFP)", "— Bernama", "/БТА/", "ag/ae (dpa, KNA)", "(By Jane Roe, dpa)"."""

import re
from urllib.parse import urlsplit

from tracker.credits.context import Context, Line, Organisation, is_domain
from tracker.credits.naming import is_article_address, origin_of, read_organisations
from tracker.credits.people import clean_name, is_person, split_names
from tracker.types import Credit
from tracker.urls import host, registrable_domain

_LONGEST = 70  # characters of a line that is only a sign-off
_BRACKETED = re.compile(
    r"[(\[（/]\s?(?P<inner>[^()\[\]（）/]{2,60}(?:/[^()\[\]（）/]{2,40}){0,3})\s?[)\]）/][\s.*–—-]{0,4}$"
)
_DASHED = re.compile(r"(?:^|[.!?»”\"’…)]\s?|\s)[-–—]{1,2}\s?(?P<inner>[^-–—.!?()](?:[^-–—.!?()]|-(?=\w)){1,50})\.?$")
_STOPPED = re.compile(r"[.!?…][»”\"’)]{0,2}\s{1,2}(?P<inner>[^\s.!?()](?:[^.!?()]|\.(?=\w)){1,28})$")
_LONGEST_INITIALS = 40  # characters of the initials of editors with their agencies: "ag/ae (dpa, KNA)"
_LEAST_CODE = 3  # characters of an agency among initials, and of a bare code that need not be the last line: "NA", "PA"
_BESIDE = re.compile(r"(?P<who>[^|]{4,40}?)\s?\|\s?(?P<agency>[^|]{2,30})")  # "Jane Roe | Velox"
_LONGEST_SIGNED = 120  # characters of "(By Jane Roe, John Doe and Velox)"
_LEAST = 25  # characters of a sentence that a sign-off may close
_ITEM = re.compile(r"[.!?”\"]?\s\([A-ZА-Я][^()]{1,40}\)\.?$")  # an item of a digest with its source
_LAST = 5  # lines from the end in which a bare name is a sign-off and no heading
_MOST = 2  # closing brackets of different agencies on one page; more make it a digest that names a source an item
_FILES = (".pdf", ".jpg", ".png", ".mp4", ".doc", ".docx")  # what a bare address leads to that is no page
_SLUG = re.compile(r"/[^/]{3,}-[^/]{2,}/?$")
_MARKS = " .,*()[]/–—-"


def read_signoffs(context: Context) -> list[Credit]:
    """Agencies named alone at the end of a text, on a line of their own or closing the last one."""
    found: list[Credit] = []
    closing: list[Credit] = []
    first = context.heads[0].number if context.heads else -1
    for line in context.tails:
        if line.block.place == "footer" or "©" in line.text or "(c)" in line.lowered or len(line.text) < 2:
            continue
        text = line.text
        found += _signed_by(context, line, text)
        above = line.number == first and line.from_end > 0  # the dateline's to read
        if len(text) <= _LONGEST and not above:
            if _is_statement(context, text):
                continue
            if whole := _whole(context, line, text) or _outlet(context, line, text):
                found += whole
                continue
        if len(text) > _LEAST:
            closing += _closing(context, line, text)
    digest = sum(_ITEM.search(line.text) is not None for line in context.tails) > _MOST + 1
    if not digest and len({(credit.source, credit.location) for credit in closing}) <= _MOST:
        found += closing
    return found


def _is_statement(context: Context, text: str) -> bool:
    """Whether words for a source or a picture open a line, with or without a colon: "Source Velox" is no sign-off."""
    words = context.words
    if any(opening.match(text) for opening in (words.photo, words.source, words.from_, words.translated)):
        return True
    return words.source_bare.fullmatch(text.strip(_MARKS).partition(" ")[0]) is not None


def _signed_by(context: Context, line: Line, text: str) -> list[Credit]:
    """ "(Von Jane Roe, dpa)", "--- By Jane Roe, X ---", "Jane Roe | X": the author and the agency behind the text.

    In brackets people count by themselves, otherwise only beside an agency.
    """
    text = text[text.rindex("(") :] if text.rstrip(" .").endswith(")") and "(" in text else text
    if len(text) <= _LONGEST and (beside := _BESIDE.fullmatch(text)) is not None:
        agency = context.organisation(beside["agency"])
        who = clean_name(context, beside["who"])
        if agency is not None and agency.kind == "agency" and not agency.own and is_person(context, who):
            author = context.author(who, "signoff", text, line.location, "signoff-by", 0.75)
            return [_credit(context, agency, line, text, 0.85, 1), author]
    bracketed = text.startswith("(")
    if len(text) > _LONGEST_SIGNED or not (bracketed or text.startswith("-")):
        return []
    opened = context.words.by.match(text)
    if opened is None:
        return []
    parts = split_names(context, text[opened.end() :].strip(_MARKS))
    names = [context.organisation(part) for part in parts]
    agencies = [name for name in names if name is not None and name.kind == "agency"]
    people = [clean_name(context, part) for name, part in zip(names, parts, strict=True) if name is None]
    if not all(is_person(context, person) for person in people) or not (agencies or (bracketed and line.from_end < 4)):
        return []
    return [
        *(_credit(context, agency, line, text, 0.85, len(agencies)) for agency in agencies),
        *(context.author(person, "signoff", text, line.location, "signoff-by", 0.75) for person in people),
    ]


def _whole(context: Context, line: Line, text: str) -> list[Credit]:
    """A line that is only names of agencies, or initials with an agency."""
    if line.block.links and not text.startswith(("(", "—", "–", "-")) and len(line.block.links) > 1:
        return []
    bare = text.strip(_MARKS)
    every = all(context.organisation(part) is not None for part in re.split(r"\s*[/,;]\s*|\s+[-–—]\s+", bare))
    names = read_organisations(context, bare, unknown=False) if every else []
    last = _LAST if len(bare) >= _LEAST_CODE else 1
    marked = bare != text or (not line.block.links and line.from_end <= last)
    if names and marked and all(name.kind == "agency" for name in names):
        confidence = 0.9 if bare != text else 0.8
        return [_credit(context, name, line, text, confidence, len(names)) for name in names]
    initials = [part.strip(" .") for part in re.split(r"[/,()]", text) if part.strip(" .")]
    if len(text) <= _LONGEST_INITIALS and 2 <= len(initials) <= 7 and not any(" " in part for part in initials):
        named = [context.organisation(part) for part in initials if len(part) >= _LEAST_CODE]
        names = [name for name in dict.fromkeys(named) if name is not None and name.kind == "agency"]
        return [_credit(context, name, line, text, 0.85, len(names)) for name in names]
    return []


def _outlet(context: Context, line: Line, text: str) -> list[Credit]:
    """The last line is an outlet's name or domain and nothing else: unlinked, or linked to the article it stands for.

    A link to a home page is the contact of a hotel or a shop.
    """
    bare = text.strip(_MARKS)
    links = [link for link in line.block.links if host(link.url)]
    leading = any(not _is_deep(link.url) or registrable_domain(link.url) == context.own.domain for link in links)
    above = next((other.text for other in reversed(context.texts) if other.number < line.number), "")
    if line.from_end or leading or bare.lower().endswith(_FILES) or context.words.source_bare.fullmatch(above):
        return []
    name = context.unknown(bare) if is_domain(bare) else context.organisation(bare)
    if name is None or name.own or name.ambiguous or context.words.platform.fullmatch(name.key):
        return []
    if name.kind != "outlet" or (not name.known and registrable_domain(name.name) == context.own.domain):
        return []
    origin = origin_of(context, links)
    credit = context.credit(name, "signoff", text, line.location, "signoff-outlet", 0.65, origin_url=origin)
    return [credit] if credit.role == "credit" else []


def _is_deep(url: str) -> bool:
    """Whether an address can be an article's: as elsewhere, or its last step is of several words."""
    return is_article_address(url) or _SLUG.search(urlsplit(url).path) is not None


def _closing(context: Context, line: Line, text: str) -> list[Credit]:
    """Brackets or a dash with an agency at the end of a paragraph."""
    tail = text[-80:]
    endings = [(_BRACKETED, "([（/", 0.85), (_DASHED, "-–—", 0.8)]
    if line.from_end < _LAST:
        endings.append((_STOPPED, ".!?…", 0.75))
    for pattern, marks, confidence in endings:
        closed = pattern.search(tail) if any(mark in tail for mark in marks) else None
        if closed is None:
            continue
        before = tail[: closed.start()].rstrip()
        if before and pattern is _BRACKETED and before[-1] not in ".!?»”\"’…)。,:'" and not line.from_end < 4:
            continue
        inner = closed["inner"].strip()
        if context.words.from_.match(inner):
            continue
        parts = [part for part in re.split(r"\s*[/,;]\s*", inner) if part]
        names = [context.organisation(part) for part in parts]
        agencies = [name for name in names if name is not None and name.kind == "agency"]
        if agencies and all(
            name is not None or (part.islower() and len(part) <= 4) for name, part in zip(names, parts, strict=True)
        ):
            quote = closed.group().strip(" .")
            return [_credit(context, name, line, quote, confidence, len(agencies)) for name in agencies]
    return []


def _credit(
    context: Context, organisation: Organisation, line: Line, quote: str, confidence: float, shared: int
) -> Credit:
    return context.credit(
        organisation, "signoff", quote, line.location, "signoff", confidence, extent="part" if shared > 1 else "whole"
    )
