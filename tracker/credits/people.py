"""Names of people in author lines: split, cleaned, told apart from everything else that stands there."""

import re
import unicodedata

from tracker.credits.context import Context, is_domain

_SEPARATOR = re.compile(r"\s*(?:[,;|•·/]|\s[-–—]\s|\n)\s*")
_MAIL = re.compile(r"\S+@\S+\.\S+|https?://\S+|(?<!\w)@\w+")
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{0,80}[)\]）]?")
_SHARING = re.compile(
    r"\s+(?:FACEBOOK|TWITTER|EMAIL|INSTAGRAM|LINKEDIN|Follow|Share|Shares|Posted|Updated|Published)\b.*$"
)
_KOREAN_TITLE = re.compile(r"(?<=[\uac00-\ud7a3])\s*(?:기자|특파원)(?=\s|$)|=(?=[\uac00-\ud7a3])")
_NICK = re.compile(r"[^\W_][\w-]{3,20}")
_EDGES = " \t.,;:-–—|/*•·\"“”«»„()[]_~+'"
_SPLIT_EDGES = _EDGES.replace("(", "").replace(")", "").replace(".", "")
_ARABIC_ARTICLE = re.compile(r"^(?:al|el|ad|as|ash|an|ar|at|az|ul|bin|d|l|o|de|von|van)[-'’](?=\w)", re.IGNORECASE)
_MARKS = r"\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e"  # vowel signs and accents, which are no letters to `\w`
_TOKEN = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])(?:[^\W\d_]|[-.'’ʼ`´‘\u00ad\u200b-\u200d{_MARKS}])*")
_JUNIOR = re.compile(r"^(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_KOREAN = re.compile(r"^[\uac00-\ud7a3]{2,4}$")
_HAN = re.compile(r"^[\u4e00-\u9fff·・]{2,4}$")
_KANA = re.compile(r"[\u3040-\u30ff]")
_MOST_WORDS = 6
_LONGEST = 60


def read_people(context: Context, text: str) -> list[str]:
    """Names of the people in a list, as written, each once: "A in Paris, B and C" -> A, B, C."""
    people: list[str] = []
    for part in split_names(context, text):
        name = clean_name(context, part)
        if name and is_person(context, name) and name not in people:
            people.append(name)
    return people


def split_names(context: Context, text: str) -> list[str]:
    """The parts of an author line, in order; titles, addresses and empty parts left out."""
    text = _KOREAN_TITLE.sub(", ", _SHARING.sub("", _MAIL.sub(" ", text)))
    parts = []
    for piece in _SEPARATOR.split(text):
        for part in context.words.and_.split(f" {piece}"):
            part = part.strip(_SPLIT_EDGES)
            if part and not _JUNIOR.match(part):
                parts.append(part)
            elif part and parts:
                parts[-1] = f"{parts[-1]}, {part}" if "," in text else f"{parts[-1]} {part}"
    return parts


def clean_name(context: Context, part: str) -> str:
    """A name without what stands around it: brackets, "by", titles, a place, Korean forms of address."""
    part = unicodedata.normalize("NFC", part)
    part = _BRACKETS.sub(" ", part).strip(_EDGES.replace(".", ""))
    for pattern in (context.words.author_bare, context.words.author_bare):
        opened = pattern.match(part)
        if opened is not None and opened.end() < len(part):
            part = part[opened.end() :]
    part = context.words.place.sub("", part)
    while (title := context.words.title_edge.match(part)) is not None:
        part = part[title.end() :]
    words = part.split()
    while len(words) > 1 and context.words.title.fullmatch(words[-1]):
        words.pop()
    if len(words) > 1 and _KOREAN.match(words[-1]):
        words = words[-1:]
    name = " ".join(words).strip(_EDGES.replace(".", ""))
    if name.endswith(".") and not re.search(r"(?:^|[\s.])[^\W\d_]\.$|\b[JS]r\.$", name):
        name = name[:-1]
    return name


def is_person(context: Context, name: str, *, lone: bool = False) -> bool:
    """Whether a cleaned name is a person's.

    `lone` accepts a name of one word or a pen name, which an author element may hold and running text may not.
    """
    if lone and _NICK.fullmatch(name) and not name.isdigit() and name.isascii() and not name.isupper():
        return not (
            context.words.staff.fullmatch(name) or context.words.organisation.search(name)
            or context.own.is_name(name) or context.organisation(name) is not None
        )  # fmt: skip
    if not name or len(name) > _LONGEST or any(c.isdigit() for c in name) or is_domain(name):
        return False
    words = name.split()
    if len(words) > _MOST_WORDS or context.words.staff.fullmatch(name) or context.words.title.fullmatch(name):
        return False
    if context.words.organisation.search(name) or context.own.is_name(name):
        return False
    if not all(_TOKEN.fullmatch(word) for word in words):
        return False
    if context.organisation(name) is not None or any(m.kind == "agency" for m in context.find(name)):
        return False
    if _is_cased(name):
        return _is_cased_person(context, words, lone=lone)
    if _HAN.match(name) or _KOREAN.match(name):
        return True
    if _KANA.search(name) or (
        not name.isascii() and any("\u4e00" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in name)
    ):
        return 2 <= len(words) <= 3 and all(len(word) <= 6 for word in words)
    return 2 <= len(words) <= 4 and all(len(word) >= 2 for word in words)


def _is_cased(name: str) -> bool:
    return name.lower() != name.upper()


def _is_cased_person(context: Context, words: list[str], *, lone: bool) -> bool:
    whole = 0
    for at, word in enumerate(words):
        bare = _ARABIC_ARTICLE.sub("", word)
        if word.lower().rstrip(".") in context.words.particle and (at or (lone and len(words) > 2)):
            continue
        if not (bare[:1].isupper() or word[:1].isupper()):
            return False
        whole += 1
    longest = max(len(word.strip(".")) for word in words)
    if len(words) == 1:
        initials = "." in words[0].strip(".")
        camel = any(c.isupper() for c in words[0][1:]) and not words[0].startswith(
            ("Mc", "Mac", "O'", "De", "Di", "La", "Le")
        )
        return lone and longest >= 3 and not initials and not camel
    return whole >= 2 and longest >= 3
