"""The desk note at the end of a wire text: "(Reporting by A in X; Additional reporting by B; Editing by C)"."""

import re
from collections.abc import Sequence

from tracker.credits.context import Context
from tracker.credits.people import clean_name, is_person, split_names
from tracker.types import Credit

_NOTE = re.compile(
    r"(?:^(?:[-–—]\s)?|[(\[]|(?<=[.!?»”\"’…*_)])\s)\s?"
    r"(?:(?:Additional |Further )?(?:[Rr]eporting|Writing)(?: and [Ww]riting)?(?: by)?|Report(?:ing|ed) by"
    r"|Written by|Report(?:e|aje|es) (?:adicional )?(?:de|por)|Reportagem (?:adicional )?de|Bericht von"
    r"|Informaci[oó]n (?:adicional )?de"
    r"|Editing by|Edici[oó]n de|Redigiert von|Compiled by|Tradotto da|Editado por)\b.{3,600}$"
)
_SERVICE = re.compile(r"[(]([^()]{4,240}?),? (?:pour le service français|pour le Service français)[^()]{0,160}[)]?\.?$")
_CLAUSE = re.compile(
    r"\s*;\s*"
    r"|\.\s+(?=(?:Additional |Further )?(?:Reporting|Writing|Editing|Edited|Compiled|Edición|Editado|Redigiert)\b)"
    r"|,\s(?=(?:[Ww]riting|[Ee]diting|[Aa]dditional|[Rr]eporting|[Ee]dited|[éÉ]dité|[Ee]dit|[Tt]radu)\b)"
)
_LIST = re.compile(r"\s(?:in|from|at|en|à|in der|aus|desde|de)\s[A-ZÀ-Ý][\w.\s'’-]{1,40}?(?=,|\sand\s|\sy\s|\set\s|$)")
_WHOLE = re.compile(r".+")
_SHORT = 120  # characters of a line that is nothing but such a note
_LEAST_WORDS = 8  # characters of the words that open it; "by" alone opens an author line
_NOTE_TAIL = 700  # characters from the end of a block in which the note stands
_SIGNS = (
    "eporting", "writing by", "editing by", "compiled by", "reported by", "written by", "service français", "reporte",
    "reportaje", "reportagem", "bericht von", "redigiert", "información de", "informacion de", "edición de",
    "editado por", "tradotto da", "подготовил", "підготу", "беседовал", "записал", "розмовля", "записав",
)  # fmt: skip
_STYLE = "reuters"  # the one agency whose texts end like this; other papers use the words, so it needs a second sign


def read_reporting(context: Context, found: Sequence[Credit]) -> list[Credit]:
    """People of the desk note; the note is Reuters' own sign-off where Reuters stands elsewhere on the page.

    The French service's note ("pour le service français") is used by no one else and needs no second sign.
    """
    read: list[Credit] = []
    signed = any(credit.source == _STYLE and credit.role in ("credit", "own") for credit in found)
    for line in context.holding(context.tails, _SIGNS):
        tail = line.text[-_NOTE_TAIL:]
        french = _SERVICE.search(tail)
        note = french or _NOTE.search(tail) or _opened(context, tail)
        if note is None:
            continue
        names = note[1] if french else note.group().lstrip("-–— ")
        people = _people(context, names)
        read += [context.author(name, "signoff", note.group(), line.location, "desk-note", 0.85) for name in people]
        wire = context.organisation("Reuters")
        if wire is not None and (french or (signed and (people or "diting" in note.group()))):
            read.append(
                context.credit(wire, "signoff", note.group(), line.location, "desk-note", 0.85 if french else 0.9)
            )
    return read


def _opened(context: Context, text: str) -> re.Match[str] | None:
    """A short line that opens with the words of a desk note in any language, and names people only."""
    opened = context.words.reporting.match(text) if len(text) <= _SHORT else None
    if opened is None or len(opened.group().strip()) < _LEAST_WORDS:
        return None
    names = [clean_name(context, part) for part in split_names(context, text[opened.end() :])]
    return _WHOLE.match(text) if names and all(is_person(context, name) for name in names) else None


def _people(context: Context, note: str) -> list[str]:
    people: list[str] = []
    for clause in _CLAUSE.split(note):
        if context.words.editing.match(clause):
            continue
        opened = context.words.reporting.match(clause)
        text = context.words.and_.sub(", ", f" {_LIST.sub('', clause[opened.end() :] if opened else clause)}")
        for part in split_names(context, text):
            if context.words.editing.match(part):
                break
            name = clean_name(context, part)
            if is_person(context, name) and name not in people:
                people.append(name)
    return people
