"""Bylines and credit-like lines that no rule understood: what a user may want to add to the catalogue, or to report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.catalogue import Catalogue
from tracker.credits import contributed, republished
from tracker.credits.context import Context, bare
from tracker.credits.language import Pattern, Words, load_words
from tracker.credits.own import squash
from tracker.credits.people import clean_name, is_person
from tracker.text import is_unspaced
from tracker.types import Article, Block, Credit, UnreadLine

_MOST = 6  # lines of one page; a page with more is a list of something else
_LONGEST = 200  # characters of an `UnreadLine`
_SHORT = 160  # characters of a line that is a statement and no paragraph
_FIRST = 3  # lines that may hold a dateline
_HEADS, _TAILS = 6, 14  # lines of text that may be the head or the tail
_LAST = 4  # lines from the end in which brackets close a text, and a sentence speaks of its source
_SHORT_NAMED = 90  # characters of a line that only names an organisation
_SHORT_UNSPACED = 30  # the same in a script without spaces
_MOST_WORDS = 6  # of what is named behind words that open a sentence as well ("According to information from")
_FEW_WORDS = 5  # of a line that may be nothing but names
_LEAST_CODE = 3  # letters of an author's code; initials have fewer

_FIELD = re.compile(r"(?:jsonld|feed|file|element)\.(?:author|creator)|meta\.(?:\w+[.:_-])?(?:author|creator|byl)")
_TIME = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\b\d{1,2}\.?\s[^\W\d_]{3,10}\.?,?\s\d{4}|[^\W\d_]{3,10}\.?\s\d{1,2},?\s\d{4}"
    r"|\b\d{1,2}[:.h]\d{2}\b(?:\s?[ap]\.?m\.?)?"
)
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|(?<!\w)@\w+")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}[.\s/]+){0,3}[^\W\d_]{1,2}\.?|[a-zа-яё]{1,4}")
_CLOSING = re.compile(r"(?:^|[.!?…][»”\"’]?\s*)[(\[/]\s?(?P<inner>[^()\[\]/.:\d]{2,40}?)\s?[)\]/]\s?[.*–—-]{0,3}$")
_SIGNED = re.compile(r"(?:^|[.!?…][»”\"’]?\s*)[—–-]{1,2}\s?(?P<inner>[^—–().:!?\d-]{2,30})$")
_LISTED = ("-", "–", "—", "•", "*", "·")  # open the items of a list
_DATELINE = re.compile(
    r"(?P<place>[^()\[\]/:!?;\"«»“”\d]{2,50}?)(?:,\s?\d{1,2}\.?\s[^\W\d_]{3,10}\.?)?[\s,.]*"
    r"[(\[/]\s?(?P<inner>[^()\[\]/\d]{2,30}?)\s?[)\]/]\s?\.?\s?[-–—]{1,2}\s?(?=\S)"
)
_MARKED = re.compile(r"[:：|•·/()\[\]]|\s[-–—]\s|^[-–—]")
_APART = "|/•·,;()[]-–—:："
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_NAME = re.compile(r"[^\W\d_][\w.'’&-]*(?:[\s,]+[^\W\d_][\w.'’&-]*)*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page and what its first look gave: the name in it, the shape without it, and why it is shown."""

    text: str
    place: str
    reason: str
    name: str = ""
    opening: str = ""  #: the words before the name


def read_unread(article: Article, catalogue: Catalogue, stated: Sequence[Credit]) -> tuple[UnreadLine, ...]:
    """Lines of a page that look like a byline or a credit and that no credit of it quotes, in page order.

    Pure; never raises. Left out: a line that is understood to name nobody ("Staff"), what names only the outlet itself
    or an agency that the page credits elsewhere, prose, and all lines of a page that has so many that it is a list.
    """
    words = load_words()
    # Beside an author element that is understood others are furniture.
    understood = any(credit.role in ("author", "own", "credit") and credit.form == "byline" for credit in stated)
    looked_at = (*(() if understood else _authors(article, words)), *_texts(article, words))
    lines = [line for line in looked_at if not _is_quoted(line, stated)]
    if not lines:
        return ()
    context = Context.of(replace(article, blocks=()), catalogue)
    credited = {credit.source for credit in stated if credit.role in ("credit", "own")}
    found: dict[str, UnreadLine] = {}
    for line in lines:
        shape = _shape(context, line, credited)
        if shape and (key := squash(shape) or shape) not in found:
            text, shape = line.text[:_LONGEST].strip(), shape[:_LONGEST]
            found[key] = UnreadLine(text=text, place=line.place, shape=shape, reason=line.reason)
    return tuple(found.values()) if len(found) <= _MOST else ()


def _is_quoted(line: _Line, stated: Sequence[Credit]) -> bool:
    head = line.text[:_LONGEST]
    return any(credit.quote in line.text or head in credit.quote for credit in stated)


# -------------------------------------------------------------------------------------------------------- first look

_AUTHOR = "an author element that names neither a person nor a known organisation"
_OPENED = "a line that opens like {} but names nothing known"
_SPOKEN = "a sentence that speaks of another source but names nothing known"
_UNKNOWN_DATELINE = "a dateline whose agency is unknown"
_BRACKETS = "brackets or a dash at the end of the text that hold an unknown name"
_KNOWN = "a short line that names a known agency, and no rule says why"


def _authors(article: Article, words: Words) -> Iterator[_Line]:
    """Author elements and declared authors that are more than a time, an address, or initials.

    Without a word for "by" before it, what stands in an author element is mostly furniture: sections, tags, buttons.
    """
    stated = [("byline", block.text) for block in article.blocks if block.place == "byline"]
    stated += [(said.path or said.field, said.value) for said in article.declarations if _FIELD.fullmatch(said.field)]
    for place, text in stated:
        name = _TIME.sub(" ", text[:_LONGEST]) if any(c.isdigit() for c in text) else text[:_LONGEST]
        name = _trimmed(_ADDRESS.sub(" ", name) if "@" in name or "//" in name else name)
        opened = words.author_bare.match(name)
        name = _trimmed(name[opened.end() :] if opened else name)
        if sum(c.isalpha() for c in name) < _LEAST_CODE or _INITIALS.fullmatch(name) or ":" in name:
            continue
        if place != "byline" or opened is not None or _is_organisations(words, name):
            yield _Line(text, place, _AUTHOR, name)


def _is_organisations(words: Words, name: str) -> bool:
    """Whether a name without a word for "by" is short, holds a word for an organisation, and is written large."""
    parts = name.split()
    large = all(not part[:1].islower() for part in parts if len(part) > _LEAST_CODE)
    return 1 < len(parts) <= _MOST_WORDS and large and words.organisation.search(name) is not None


def _trimmed(name: str) -> str:
    return _SPACE.sub(" ", name).strip(" ,.;|•·:-–—/")


def _texts(article: Article, words: Words) -> Iterator[_Line]:
    """Lines at either end of the text, and around it, that open, close or are marked like a credit."""
    texts: list[tuple[Block, str]] = []
    body = 0
    for block in article.blocks:
        if block.place in ("head", "body", "tail"):
            texts.append((block, f"body:{body}" if block.place == "body" else block.place))
        elif block.place == "footer" and (line := _opened(block.text, block.place, words)):
            yield line
        body += block.place == "body"
    for at, (block, place) in enumerate(texts):
        from_end = len(texts) - at - 1
        if at >= _HEADS and from_end >= _TAILS:
            continue
        line = _opened(block.text, place, words)
        if line is None and from_end < _LAST:
            above = texts[at - 1][0].text if at else ""
            line = _spoken(block.text, place, words) or _closed(block.text, place, above)
        if line is None and at < _FIRST:
            line = _dateline(block.text, place)
        if line is None and len(block.text) <= _SHORT_NAMED and _may_name(block.text):
            line = _Line(block.text, place, _KNOWN)
        if line is not None:
            yield line


def _opened(text: str, place: str, words: Words) -> _Line | None:
    """ "Source: lamp post", "Theo Hải Đăng": words for a source or an author, and something behind them."""
    if len(text) > _SHORT:
        return None
    for pattern, what in ((words.source, "a source line"), (words.author, "an author line")):
        if (opened := pattern.match(text)) is not None and opened.end() < len(text):
            return _Line(text, place, _OPENED.format(what), text[opened.end() :], text[: opened.end()])
    opened = words.from_.match(text)
    if opened is None or opened.end() == len(text):
        return None
    name = text[opened.end() :]
    if len(name.split()) > _MOST_WORDS or "," in name or name.rstrip(" .)]")[-1:] in "?!:":
        return None
    return _Line(text, place, _OPENED.format("a source line"), name, text[: opened.end()])


def _spoken(text: str, place: str, words: Words) -> _Line | None:
    """A short sentence with the words of a republication or a contribution."""
    lowered = text.lower() if len(text) <= _SHORT else ""
    patterns: list[Pattern] = []
    if any(sign in lowered for sign in republished.SIGNS):
        patterns += (words.republished, words.syndicated)
    if any(sign in lowered for sign in contributed.SIGNS):
        patterns += (words.contributed, words.contributed_after)
    return _Line(text, place, _SPOKEN) if any(pattern.search(text) for pattern in patterns) else None


def _closed(text: str, place: str, above: str) -> _Line | None:
    """Brackets behind the last sentence, or a dash with a name below it: "(XYZ)", "— Jane Roe"."""
    tail = text[-60:]
    closed = _CLOSING.search(tail)
    if closed is None and not above.startswith(_LISTED):
        closed = _SIGNED.search(tail)
    if closed is None or not all(word[:1].isupper() for word in closed["inner"].split() if len(word) > 3):
        return None
    return _Line(text, place, _BRACKETS, closed["inner"].strip()) if closed["inner"][:1].isupper() else None


def _dateline(text: str, place: str) -> _Line | None:
    opened = _DATELINE.match(text)
    if opened is None or not opened["inner"].isupper() or not opened["place"][:1].isupper():
        return None
    small = [word for word in opened["place"].split() if word[:1].islower()]
    return None if len(small) > 1 else _Line(text, place, _UNKNOWN_DATELINE, opened["inner"])


def _may_name(text: str) -> bool:
    """Whether a short line is built like a statement: with marks, or of names only. What ends in "?" is a heading."""
    if text.endswith(("?", "!", "。")) or "©" in text or (len(text) > _SHORT_UNSPACED and is_unspaced(text)):
        return False
    words = text.split()
    names_only = len(words) <= _FEW_WORDS and not any(word[:1].islower() for word in words)
    return names_only or _MARKED.search(text) is not None


# ------------------------------------------------------------------------------------------------------- second look


def _shape(context: Context, line: _Line, credited: set[str]) -> str:
    """By what lines of many pages are counted; empty for a line that is understood after all."""
    if line.reason == _KNOWN:
        return _named(context, line.text, credited)
    if not line.name:
        return "" if context.words.photo.match(line.text) else _folded(line.text)
    name = line.name if line.reason == _AUTHOR else bare(line.name)
    if (
        sum(c.isalpha() for c in name) < 2
        or _names_nobody(context, name)
        or (line.opening and _is_prose(context, name))
    ):
        return ""
    if line.reason == _UNKNOWN_DATELINE or line.reason == _BRACKETS:
        mentions = context.find(name, codes=True)
        if any(context.mentioned(mention).own or mention.key in credited for mention in mentions):
            return ""
        return f"({_NUMBER.sub('0', name)})" + (" —" if line.reason == _UNKNOWN_DATELINE else "")
    if line.opening and is_person(context, clean_name(context, name)):
        name = "N"
    if len(name.split()) > _MOST_WORDS:
        name = f"{' '.join(name.split()[:_MOST_WORDS])} …"
    return _NUMBER.sub("0", line.opening.lower() + name)


def _names_nobody(context: Context, name: str) -> bool:
    words = context.words
    patterns = (
        words.staff.fullmatch,
        words.desk.match,
        words.title.fullmatch,
        words.photo.match,
        words.pictures.search,
    )
    return any(pattern(name) is not None for pattern in patterns) or context.own.is_name(name)


def _is_prose(context: Context, text: str) -> bool:
    """Whether what stands behind words for a source tells something: "the speech of the mayor", "she was here"."""
    long = len(text.split()) >= _FEW_WORDS - 1
    return context.words.platform.search(text) is not None or (
        long and (text[:1].islower() or context.words.sentence.search(text) is not None)
    )


def _named(context: Context, text: str, credited: set[str]) -> str:
    """The shape of a line that names an agency which nothing on the page credits; empty where there is none.

    A code counts between marks: "Xyz | Oak Post", not "Out now for PC".
    """
    for mention in context.find(text, codes=True):
        organisation = context.mentioned(mention)
        if mention.kind != "agency" or organisation.own or organisation.doubtful or mention.key in credited:
            continue
        name = text[mention.start : mention.end]
        before, behind = text[: mention.start].rstrip(), text[mention.end :].lstrip()
        apart = (not before or before[-1] in _APART) and (not behind or behind[0] in _APART)
        if mention.ambiguous and not (apart and len(name) >= _LEAST_CODE and name == name.upper()):
            continue
        if context.words.photo.search(text):
            return ""
        return f"{_folded(text[: mention.start])}{name}{_folded(text[mention.end :])}"
    return ""


def _folded(text: str) -> str:
    """A text without its names and numbers: "N writer N contributed from N"."""
    return _NAME.sub(_without_names, _NUMBER.sub("0", text))


def _without_names(run: re.Match[str]) -> str:
    words: list[str] = []
    for word in run.group().split():
        word = "N" if word[:1].isupper() else word
        if word != "N" or words[-1:] != ["N"]:
            words.append(word)
    return " ".join(words)
