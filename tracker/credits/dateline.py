"""The head of a text: "BERLIN (AP) —", "MOSCOW, October 22. /TASS/.", "(ANSA) - MILANO, 18 NOV -", "TASS, Oct 22."."""

import re

from tracker.catalogue import Mention
from tracker.credits.citing.words import guess_language, load_cues
from tracker.credits.context import LONGEST_BLOCK, Context, Line, Organisation
from tracker.credits.own import squash
from tracker.credits.people import clean_name, is_person
from tracker.text import fold
from tracker.types import Credit

_HEAD = 200  # characters of a block in which a dateline stands
_BEFORE = 110  # characters before the agency: person, place, date
_LEAST_TEXT = 15  # characters behind a name alone; with less it is a sign-off or a heading
_LEAST_UNSPACED = 5  # the same in a script without spaces
_OPEN, _CLOSE = "([{（【［/", ")]}）】］/"
#: What ends a dateline: the mark between it and the first sentence.
_END = re.compile(r"\s*(?:[-–—―−]{1,3}|[.:।:：]|_|=|>>|\|)+\s*")
_NAMES_END = re.compile(r"\s{0,2}(?:[-–—―−]{1,3}|[.:,：]|/)(?:\s|$)")
_DIGITS = re.compile(r"\d{1,4}(?:st|nd|rd|th|º|er|-го|[年月日])*[.,]?")
_WORD = re.compile(r"[^\W_][^\W_.'’-]*(?:[.'’-]+[^\W_]*)*")
_SENTENCE = re.compile(r"[a-zа-яё]{4,}[.!?]\s|[;?!:\"“”«»]")
_CODE_LINE = re.compile(
    r"^([A-Z][^\W\d_]{1,12}[A-Za-zÀ-ÿ.&'’\s]{0,24}?(?:,\s?[A-Z][\w. ]{1,24})?)?,?\s?[(]([A-Z]{2,8})[)]"
    r"\s?(?:\.?\s?[-–—]+|\.|:)\s"
)
_DATED_NAME = re.compile(
    r"^(.{2,50}?)[\s,–—-]+"
    r"(\d{1,2}(?:st|nd|rd|th)?\.?\s[^\W\d_]{3,12}\.?,?\s\d{4}|[^\W\d_]{3,12}\.?\s\d{1,2},?\s\d{4})\.?$"
)
_CHINESE = re.compile(r"[^\s。，]{0,24}?(?:电|電|讯|訊|报道|報導)(?:[\s)）】\]]|$)")  # behind an agency: "X北港18日电"
_CHINESE_BEFORE = re.compile(r"[\s(（【\[]{0,2}[^\s。，]{0,12}")
_BRACKETED = re.compile(r"([^()（）]{2,40}?)\s?[(（]([^()（）]{2,30})[)）]$")
_PLATE = re.compile(r"[【\[［(（]([^】\]］)）]{1,40})[】\]］)）]")
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}")  # of a station in America; what it says in a dateline is its own
_DATE = re.compile(r"\b\d{1,2}[./]\d{1,2}\b")
_JOINT = re.compile(r"\s*[|:–—]\s*|\s+-\s+")
_LONGEST_ALONE = 60  # characters of a line that holds nothing but names
_MOST_PARTS = 3  # of such a line
_MOST_OF_PLACE = 3  # words of a place in it
_LEAST_BELOW = 2  # lines of text below it
_KOREAN = re.compile(r"^[\[(]([^=\])]{1,16})=([^\])]{2,16})[\])]\s*(.{0,40}?기자)?")


def read_datelines(context: Context) -> list[Credit]:
    """The agencies of the first dateline found at the head of a text; an own one gives `own`."""
    for line in context.heads:
        found = _read(context, line)
        if found:
            return found
    return []


def _read(context: Context, line: Line) -> list[Credit]:
    head = line.text[:_HEAD]
    korean = _KOREAN.match(head)
    if korean is not None:
        return _korean(context, line, korean)
    dated = _DATED_NAME.match(line.text) if len(line.text) <= 90 else None
    if dated is not None and (organisation := context.organisation(dated[1])) is not None:
        return [_credit(context, organisation, line, len(line.text), 0.9)]
    if chinese := _chinese(context, line, head):
        return chinese
    plate = _PLATE.match(head)
    if plate is not None and not plate[1].isascii() and len(line.text) - plate.end() >= _LEAST_UNSPACED:
        names = [mention for mention in context.find(plate[1], codes=True) if mention.kind == "agency"]
        return [_credit(context, context.mentioned(name), line, plate.end(), 0.85) for name in names[:2]]
    for mention in context.find(line.text if len(line.text) <= LONGEST_BLOCK else head, codes=True):
        if mention.start > _BEFORE:
            break
        if mention.kind == "outlet" and mention.ambiguous:  # "2 PM ET", "ST. LOUIS"
            continue
        end = _end_of_dateline(context, head, mention)
        bare = squash(head[:end]) == squash(head[mention.start : mention.end])
        if end and not (bare and len(line.text) - end < _LEAST_TEXT) and not _is_statement(context, line, end):
            return _all_named(context, line, head, mention, end)
    return _own_name(context, line, head) or _unknown_code(context, line, head) or _alone(context, line)


def _is_statement(context: Context, line: Line, end: int) -> bool:
    """Whether a line is another form's: "(Con información de X)"; or the last line, that is nothing else."""
    words = context.words
    if any(opening.match(line.text) for opening in (words.source, words.from_, words.photo, *words.statements)):
        return True
    return end >= len(line.text) and line.from_end == 0


def _alone(context: Context, line: Line) -> list[Credit]:
    """ "Riyadh : X", "X | The Oak Post | Northport": a line above the text that holds nothing but names.

    Beside an agency stand the outlet, staff or a person, which makes it an author line, or the place. A place with its
    agency in brackets is a picture's, unless the agency is of the outlet's country.
    """
    text = line.text
    above = line.number <= context.heads[:2][-1].number and line.from_end >= _LEAST_BELOW
    if not above or len(text) > _LONGEST_ALONE or text.endswith(("?", "!", "。", ":")) or line.block.links:
        return []
    if _is_statement(context, line, 0):
        return []
    parts = [part.strip() for part in _JOINT.split(text) if part.strip()]
    if len(parts) == 1 and (bracketed := _BRACKETED.match(text)) is not None:
        parts = [bracketed[1], bracketed[2]]
    named = [context.organisation(part) for part in parts]
    agencies = [name for name in named if name is not None and name.kind == "agency" and not name.doubtful]
    others = [part for part, name in zip(parts, named, strict=True) if name is None]
    if len(agencies) != 1 or not 2 <= len(parts) <= _MOST_PARTS or agencies[0].own:
        return []
    at_home = context.country and context.catalogue.country_of(agencies[0].key) == context.country
    if "(" in text and not at_home:
        return []
    outlets = [name for name in named if name is not None and name is not agencies[0]]
    staff = any(context.words.staff.fullmatch(other) or context.words.desk.match(other) for other in others)
    people = [name for other in others if is_person(context, name := clean_name(context, other))]
    if not all(_is_short_place(other) for other in others) or any(not name.own for name in outlets):
        return []
    by = outlets or staff or (people and "|" in text)
    written = context.credit(agencies[0], "byline" if by else "dateline", text, line.location, "dateline-alone", 0.8)
    authors = [context.author(name, "byline", text, line.location, "dateline-alone", 0.7) for name in people if by]
    return [written, *(authors if not outlets else [])]


def _is_short_place(text: str) -> bool:
    words = text.split()
    return len(words) <= _MOST_OF_PLACE and all(not word[:1].islower() and not word[:1].isdigit() for word in words)


def _chinese(context: Context, line: Line, head: str) -> list[Credit]:
    """ "（X北港18日电）": the agency, place and day, and a word for a dispatch."""
    if not any(sign in head for sign in "电電讯訊道導"):
        return []
    for mention in context.find(line.text if len(line.text) <= LONGEST_BLOCK else head, codes=True):
        behind = _CHINESE.match(head, mention.end)
        if mention.kind == "agency" and behind is not None and _CHINESE_BEFORE.fullmatch(head[: mention.start]):
            return [_credit(context, context.mentioned(mention), line, behind.end(), 0.9)]
    return []


def _end_of_dateline(context: Context, head: str, mention: Mention) -> int:
    """Where the dateline around a mention ends; 0 where the mention stands in a sentence."""
    before, after = head[: mention.start], head[mention.end :]
    opened = _open_at(before)
    if opened is not None:
        closed = _closing(before[opened], after)
        if closed is None or not _is_names(context, before[opened + 1 :]) or not _is_names(context, after[:closed]):
            return 0
        end = mention.end + closed + 1
        marked = _END.match(head, end)
        place = before[:opened]
        if (
            marked is None
            and before[opened] != "/"
            and not (_needs_no_mark(place.strip()) and head[end : end + 2].strip()[:1].isupper())
        ):
            return 0
        if not _is_place(context, place, loose=marked is not None):
            return 0
        return _with_place_behind(head, marked.end() if marked else end)
    if not _is_place(context, before, loose=False) or (
        before.strip() and not before.rstrip().endswith(tuple(",.-–—―/:;|"))
    ):
        return 0
    if before.strip() and mention.kind != "agency":
        return 0
    ended = _NAMES_END.match(after)
    mark = ended.group().strip()[:1] if ended is not None else ""
    undated = before.strip() and mark and not any(c.isdigit() for c in before)
    dashed = (
        before.rstrip()[-1:] in "-–—" and before.lower() == before.upper() and len(before.split()) <= _MOST_OF_PLACE + 1
    )
    if undated and (mark not in "-–—―−/" or len(before.split()) > 4) and not (mark == ":" and dashed):
        return 0
    listed = before.strip() and mark in ",，"
    if ended is None or listed or (before.strip() == "" and not _behind_bare_name(context, mention, after, ended)):
        behind = re.match(r"[\s,]{1,2}(.{3,40}?)\s?(?:[-–—]{1,2}|[.:])\s", after)
        if behind is not None and _is_place(context, behind[1], loose=False) and _is_dated(context, behind[1]):
            return mention.end + behind.end()
        return 0
    return mention.end + ended.end()


def _needs_no_mark(place: str) -> bool:
    """ "(X) The ferry", "Hafenstadt. (X) Die Fähre", "VALÈNCIA (X) La naviera": no dash stands before the text."""
    return not place or place.endswith(".") or (place.isupper() and place.replace(" ", "").isalpha())


def _is_dated(context: Context, text: str) -> bool:
    words = _WORD.findall(text)
    return _DATE.search(text) is not None or (
        any(word.isdigit() for word in words) and any(context.words.month.fullmatch(word) for word in words)
    )


def _behind_bare_name(context: Context, mention: Mention, after: str, ended: re.Match[str]) -> bool:
    """ "REUTERS: ..." and "TASS, October 22." are datelines; "Reuters, which ..." and "TASS. Photo" are not."""
    mark = ended.group().strip()
    if mark in (",", "."):
        behind = re.match(r"[\s,.]{1,3}(.{2,40}?)\s?(?:[-–—]{1,2}|[.:/])\s", after)
        return behind is not None and _is_place(context, behind[1], loose=False)
    return mention.kind == "agency" and len(after) > 25


def _open_at(before: str) -> int | None:
    for at in range(len(before) - 1, max(-1, len(before) - 60), -1):
        if before[at] in _OPEN and (before[at] != "/" or at == 0 or before[at - 1] in " .,"):
            return at
        if before[at] in ")]）":
            return None
    return None


def _closing(opening: str, after: str) -> int | None:
    closed = after.find(_CLOSE[_OPEN.index(opening)], 0, 60)
    return closed if closed >= 0 else None


def _is_names(context: Context, text: str) -> bool:
    """Whether what stands beside an agency in its brackets is names, codes and dates only."""
    text = text.strip(" ,.;/")
    return (
        len(text) <= 45
        and not re.search(r"[:«»\"“”]", text)
        and (
            not text
            or all(
                word[:1].isupper() or not word[:1].isalpha() or word.lower() in context.words.dateline
                for word in text.split()
            )
        )
    )


def _language(context: Context, words: list[str]) -> str | None:
    return context.article.language or guess_language(frozenset(words))


def _is_place(context: Context, text: str, *, loose: bool) -> bool:
    """Whether a text can be what stands in a dateline: person, places, dates, and marks between them."""
    if len(text) > _BEFORE or any(not _is_short_form(context, text, ended) for ended in _SENTENCE.finditer(text)):
        return False
    words = _WORD.findall(text)
    if words and text.lower() == text.upper() and words[0] in load_cues(_language(context, words)).citing:
        return False  # "وقالت وكالة X:" speaks of what X says
    if len(words) > 14:
        return False
    small = 0
    for word in words:
        if (
            word[:1].isupper()
            or word[:1].isdigit()
            or _DIGITS.fullmatch(word)
            or word.lower() in context.words.dateline
        ):
            continue
        if context.words.month.fullmatch(word):
            continue
        if word.lower() == word.upper():
            small += 0 if len(words) <= 6 else 1
            continue
        small += 1
    return small <= (1 if loose and len(words) > 3 else 0)


def _is_short_form(context: Context, text: str, ended: re.Match[str]) -> bool:
    """Whether a stop ends no sentence: "Nov. ", "Calif. (X)", "Северный порт. 18 ноября. X"."""
    if context.words.month.fullmatch(ended.group().strip(" .!?")) is not None:
        return True
    behind = text[ended.end() :].lstrip()
    return ended.group().strip()[-1:] == "." and (not behind or behind[0].isdigit())


def _with_place_behind(head: str, end: int) -> int:
    """ "(ANSA) - MILANO, 18 NOV -": the place and the date behind the agency belong to the dateline."""
    behind = re.match(r"[A-ZÀ-Ý][A-ZÀ-Ý' ,.()-]{2,40}\d{0,2}[A-Z ,.]{0,8}\s?[-–—]\s", head[end:])
    return end + behind.end() if behind is not None else end


def _all_named(context: Context, line: Line, head: str, mention: Mention, end: int) -> list[Credit]:
    names = [other for other in context.find(head[:end], codes=True) if other.kind == mention.kind or other == mention]
    near = [other for other in names if abs(other.start - mention.start) <= 25] or [mention]
    found = []
    for other in near:
        organisation = context.mentioned(other)
        part = "part" if len({n.key for n in near}) > 1 else "whole"
        credit = context.credit(
            organisation,
            "dateline",
            head[:end],
            line.location,
            "dateline",
            0.95,
            extent="part" if part == "part" else "whole",
        )
        found.append(credit)
    return found + _reporter(context, line, head[: near[0].start], end)


def _reporter(context: Context, line: Line, before: str, end: int) -> list[Credit]:
    """ "Ali KAYA/ANKARA, (DHA)": the reporter before the place; "NEW YORK/LONDON (Reuters)" are two places."""
    name, slash, place = before.partition("/")
    if not slash or not place.strip(" ,(/"):
        return []
    names = [clean_name(context, part) for part in re.split(r"\s?[-,–]\s?", name)]
    return [
        context.author(person, "dateline", line.text[:end], line.location, "dateline-reporter", 0.7)
        for person in names
        if is_person(context, person) and len(person.split()) >= 2 and not person.isupper()
    ]


def _own_name(context: Context, line: Line, head: str) -> list[Credit]:
    """ "РИАМО – 18 ноя." on riamo.ru, "TEMPO.CO, Jakarta -": the outlet's own name opens the text."""
    opened = re.match(
        r"([^\s,(/–—-][^,(/–—]{1,40}?)\s?(?:\([^)]{2,30}\)\s?)?(?:[,/–—]|\s-)\s?(.{0,30}?)(?:[-–—.:/])\s", head
    )
    if opened is None or not context.own.is_name(opened[1]) or not _is_place(context, opened[2], loose=False):
        return []
    organisation = Organisation(sorted(context.own.keys)[0], "outlet", opened[1].strip(), own=True)
    return [_credit(context, organisation, line, opened.end(), 0.8)]


def _unknown_code(context: Context, line: Line, head: str) -> list[Credit]:
    """ "ACCRA (XYZ) - ": a code that no catalogue knows, in the shape of a dateline; own call letters are own."""
    coded = _CODE_LINE.match(head)
    if coded is None or not _is_place(context, coded[1] or "", loose=False):
        return []
    short = squash(coded[2])
    own = short in context.own.domain.replace("-", "") or context.own.is_name(coded[2]) or _is_initials(context, short)
    if own or (_CALL_SIGN.fullmatch(coded[2]) and short not in context.trusted):
        organisation = Organisation(sorted(context.own.keys)[0], "outlet", coded[2], own=True)
        return [_credit(context, organisation, line, coded.end(), 0.7)]
    if squash(coded[2]) not in context.trusted:
        return []
    return [_credit(context, context.unknown(coded[2]), line, coded.end(), 0.6)]


def _is_initials(context: Context, code: str) -> bool:
    """ "(OP)" in the Oak Post, on oak-post.example."""
    names = [*context.article.site_names, context.own.domain.split(".")[0].replace("-", " ")]
    return any("".join(word[0] for word in _WORD.findall(fold(name))).startswith(code) for name in names)


def _korean(context: Context, line: Line, match: re.Match[str]) -> list[Credit]:
    organisation = context.organisation(match[2])
    return [] if organisation is None else [_credit(context, organisation, line, match.end(), 0.9)]


def _credit(context: Context, organisation: Organisation, line: Line, end: int, confidence: float) -> Credit:
    return context.credit(organisation, "dateline", line.text[:end], line.location, "dateline", confidence)
