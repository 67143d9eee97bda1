"""Contributions: "The Associated Press contributed to this report", "With inputs from PTI", "mit Material der dpa"."""

import re

from tracker.credits.context import Context, Line
from tracker.credits.naming import read_organisations
from tracker.credits.people import clean_name, is_person, read_people, split_names
from tracker.types import Credit

_SHORT = 70  # characters of a line or brackets that only name who helped
_MARKS = 3  # characters before the words for it, that are brackets or a dash
_LAST = 2  # lines from the end in which "With Jane Roe" names who helped
_MOST_BEFORE = 3  # words of an outlet's name before the word for "with"
_MOST_WORDS = 40  # of a list of names
_SHORT_SUBJECT = 8  # words of the names alone: "Jane Roe and John Doe contributed."
_WINDOW = 400  # characters at either end of a long block
_ROLE = re.compile(
    r"^(?:[\s(*_–—-]*)(?:the )?.{2,60}?(?:'s?|’s)? (?:[\w&-]+ ){0,3}?"
    r"(?:writers?|reporters?|journalists?|correspondents?|staff|producers?|researchers?|editors?)\b:?\s+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=\w\w[.!?)”\"])\s+")
#: Stems of which every statement holds one.
SIGNS = (
    "contrib", "colabor", "input", "reporting", "include", "compiled", "files", "material", "information", "mit ",
    "avec", "con ", "com ", "cu ", "met ", "z wyk", "współprac", "využit", "přispěn", "použit", "использ", "використ",
    "използв", "материал", "ساهم", "υλικό", "συμβολή", "katk", "használ", "alapján", "laporan", "mitarbeit",
)  # fmt: skip
_ENDS = re.compile(r"[.;)\]]|\s(?:for|to) this\b")


def read_contributed(context: Context) -> list[Credit]:
    """Organisations and people that contributed to the text."""
    found: list[Credit] = []
    for line in context.edges:
        found += _beside(context, line)
    for line in context.holding(context.edges, SIGNS):
        text = line.text if len(line.text) <= _WINDOW else line.text[-_WINDOW:]
        for sentence in _SENTENCE.split(text):
            found += _after(context, line, sentence)
            found += _before(context, line, sentence)
    return found


def _beside(context: Context, line: Line) -> list[Credit]:
    """ "avec AFP", "(mit dpa)": a word for "with" and names of agencies only, as a line or closing one in brackets."""
    texts = [line.text] if len(line.text) <= _SHORT else []
    if line.text.endswith((")", ").")) and "(" in line.text[-_SHORT:]:
        texts.append(line.text[line.text.rindex("(") :])
    for text in texts:
        bare = _behind_outlet(context, text.strip(" ()[].*_—–-"))
        opened = context.words.with_.match(bare)
        if opened is None or context.words.from_.match(bare) or opened.end() == len(bare):
            continue
        agencies = [
            context.credit(name, "contributed", text, line.location, "contributed-with", 0.85, extent="part")
            for name in read_organisations(context, bare[opened.end() :], unknown=False)
            if name.kind == "agency"
        ]
        name = clean_name(context, bare[opened.end() :])
        if not agencies and bare == line.text.strip() and line.from_end < _LAST and is_person(context, name):
            return [context.author(name, "contributed", text, line.location, "contributed-with", 0.65)]
        return agencies
    return []


def _behind_outlet(context: Context, text: str) -> str:
    """ "Oak Post mit Velox" -> "mit Velox": the outlet's name or its staff, before the word for "with", is left out."""
    words = text.split()
    for at in range(1, min(len(words), _MOST_BEFORE + 1)):
        rest = " ".join(words[at:])
        if context.words.with_.match(rest) is not None:
            before = " ".join(words[:at]).strip(" ,")
            return rest if context.own.is_name(before) or context.words.staff.fullmatch(before) else text
    return text


def _before(context: Context, line: Line, sentence: str) -> list[Credit]:
    """ "With inputs from X": short lines, or closing brackets."""
    opened = context.words.contributed.search(sentence)
    if opened is None or len(sentence) > 240 or opened.start() > 60 or context.words.from_.match(sentence):
        return []
    rest = sentence[opened.end() :]
    if opened.start() > _MARKS and not _is_names(context, rest):  # "The group, with material from X, found ..."
        return []
    ended = _ENDS.search(rest)
    rest = rest[: ended.start()] if ended and ended.start() > 1 else rest
    names = read_organisations(context, rest, unknown=False)
    if not names:
        names = [context.mentioned(mention) for mention in context.find(rest[:120], codes=True)]
    parts = [part for part in split_names(context, rest) if part.strip()]
    people = read_people(context, rest) if not names else []
    if len(people) < len(parts):  # sponsors, papers, clubs: names that only look like people's
        people = []
    return [
        context.credit(name, "contributed", sentence, line.location, "contributed", 0.9, extent="part")
        for name in names
    ] + [context.author(name, "contributed", sentence, line.location, "contributed", 0.8) for name in people]


def _is_names(context: Context, text: str) -> bool:
    """Whether a text is a list of names only: nothing in small letters but what joins them."""
    words = [word.strip(".,;:()[]\"'") for word in context.words.and_.sub(" ", text).split()]
    small = context.words.particle | context.words.dateline
    if text.lower() == text.upper():  # no script with capitals, which would tell
        return False
    return all(not word[:1].islower() or word.lower() in small for word in words) and len(words) <= _MOST_WORDS


def _after(context: Context, line: Line, sentence: str) -> list[Credit]:
    """ "X contributed to this report", "AP writers A in B and C contributed"."""
    closed = context.words.contributed_after.search(sentence)
    if closed is None or closed.start() > 300:
        return []
    subject = sentence[: closed.start()].strip(" (*_—–-")
    role = _ROLE.match(subject)
    people_text = subject[role.end() :] if role is not None else subject
    mentions = context.find(role.group() if role is not None else subject, codes=True)
    found = [
        context.credit(
            context.mentioned(mention), "contributed", sentence, line.location, "contributed", 0.9, extent="part"
        )
        for mention in mentions
    ]
    people = [] if role is None and mentions else read_people(context, people_text)
    told = len(subject.split()) > _SHORT_SUBJECT or subject[:1].islower()
    if (
        told and role is None and not mentions and closed.group().strip(" .") == "contributed"
    ):  # "all of them contributed"
        return []
    people += read_people(context, sentence[closed.end() :])
    return found + [context.author(name, "contributed", sentence, line.location, "contributed", 0.8) for name in people]
