"""Names of people in author lines: split, cleaned, told apart from everything else that stands there."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

from tracker.credits.context import Context, is_domain
from tracker.text import fold

_SEPARATOR = re.compile(r"\s*(?:[,;|•·/]|\s[-–—]\s|\n)\s*")
_MAIL = re.compile(r"\S+@\S+\.\S+|https?://\S+|(?<!\w)@\w+")
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{0,80}[)\]）]?")
_SHARING = re.compile(
    r"\s+(?:FACEBOOK|TWITTER|EMAIL|INSTAGRAM|LINKEDIN|Follow|Share|Shares|Posted|Updated|Published)\b.*$"
)
_KOREAN_TITLE = re.compile(
    r"(?<=[\uac00-\ud7a3])\s*(?:기자|특파원)(?=\s|$)|(?:(?<=\s)[\uac00-\ud7a3]{2,4})?=(?=[\uac00-\ud7a3])"
)
_NICK = re.compile(r"[^\W_][\w-]{3,20}")
#: A pen name, where nothing but a name can stand: "mh", "c1ph4", "jane.roe", "der Michel", "Frau Holle".
_PEN_WORD = re.compile(r"[^\W_][\w.'’-]{0,24}")
_PEN_WORDS = 3
_LAST_LATIN = "\u024f"
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
_SENTENCE = re.compile(r"(?<=[^\W\d_]{5})\.\s")
_DEGREE = 3  # letters of a degree written without stops: "MD", "PhD"
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_QUOTED = "«»\"“”„'"  # around a nick inside a name: Jane "Lamp" Roe
_NAME_OF_SITE = re.compile(r"(?:^|[|–—-]\s)([^\W\d_a-z]\w+ [^\W\d_a-z]\w+)(?=$|\s[|–—-]|['’]s\b)")
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
        for part in _split_and(context, f" {piece}"):
            part = part.strip(_SPLIT_EDGES)
            if part and not _JUNIOR.match(part):
                parts.append(part)
            elif part and parts:
                parts[-1] = f"{parts[-1]}, {part}" if "," in text else f"{parts[-1]} {part}"
    return parts


def _split_and(context: Context, piece: str) -> list[str]:
    """The names that a word for "and" joins; a capital letter is an initial: "Jane E Roe"."""
    parts, start = [], 0
    for joined in context.words.and_.finditer(piece):
        if not (len(joined.group().strip()) == 1 and joined.group().strip().isupper()):
            parts.append(piece[start : joined.start()])
            start = joined.end()
    return [*parts, piece[start:]]


def clean_name(context: Context, part: str) -> str:
    """A name without what stands around it: brackets, "by", titles, a place, Korean forms of address."""
    part = unicodedata.normalize("NFC", _INVISIBLE.sub("", part))
    part = _BRACKETS.sub(" ", part).strip(_EDGES.replace(".", ""))
    for _ in range(2):
        opened = context.words.author_bare.match(part)
        if opened is None or opened.end() == len(part):
            break
        part = part[opened.end() :]
    part = context.words.place.sub("", part)
    while (title := context.words.title_edge.match(part)) is not None:
        part = part[title.end() :]
    words = _SENTENCE.split(part, maxsplit=1)[0].split()  # "Jane Holme. Columnist. ..."
    half = len(words) // 2
    if half > 1 and words[:half] == words[half:]:  # a name and the link with it
        words = words[:half]
    named = words
    while len(named) > 1 and context.words.title.fullmatch(named[-1]):
        named = named[:-1]
    degrees = all("." in word or len(word) <= _DEGREE for word in words[len(named) :])
    if degrees or is_given(named[0]) or not part.isascii():
        words = named  # "Jane Roe Reporter", not "Harbour Star Reporter", "Roving Reporter"
    if len(words) > 1 and _KOREAN.match(words[-1]):
        words = words[-1:]
    name = " ".join(words).strip(_EDGES.replace(".", ""))
    if name.endswith(".") and not re.search(r"(?:^|[\s.])[^\W\d_]\.$|\b[JS]r\.$", name):
        name = name[:-1]
    return name


def is_person(context: Context, name: str, *, lone: bool = False, stated: bool = False) -> bool:
    """Whether a cleaned name is a person's.

    `lone` accepts a name of one word or a pen name, which an author element may hold and running text may not.
    `stated` accepts pen names of any form: the page says by a standard (`rel=author`, JSON-LD, an address of authors)
    that this is an author's name, so it only must not be the outlet's, an organisation's, a desk's.
    """
    if not name or len(name) > _LONGEST or is_domain(name) or is_outlets(context, name, lone=lone, stated=stated):
        return False
    if stated and _is_pen_name(name):
        return _is_free(context, name)
    if lone and _NICK.fullmatch(name) and not name.isdigit() and name.isascii() and not name.isupper():
        return _is_free(context, name)
    words = name.split()
    words[1:-1] = [word.strip(_QUOTED) for word in words[1:-1]]
    if any(c.isdigit() for c in name) or len(words) > _MOST_WORDS or not all(_TOKEN.fullmatch(word) for word in words):
        return False
    if not _is_free(context, name) or (_holds_agency(context, name) and not _is_surname(context, name)):
        return False
    if _is_cased(name):
        return _is_cased_person(context, words, lone=lone or (stated and name[0] <= _LAST_LATIN))
    if _HAN.match(name) or _KOREAN.match(name):
        return True
    if _KANA.search(name) or (
        not name.isascii() and any("\u4e00" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in name)
    ):
        return 2 <= len(words) <= 3 and all(len(word) <= 6 for word in words)
    return 2 <= len(words) <= 4 and all(len(word) >= 2 for word in words)


def is_outlets(context: Context, name: str, *, lone: bool, stated: bool) -> bool:
    """Whether a name is that of the page's own outlet, and not of the person whose site it is.

    A blog often bears its writer's name. In an author element (`lone`) it is a person's if the site is one person's or
    if it opens with a given name; where the page says by a standard that somebody is the author (`stated`), also if it
    only prolongs the site's ("Harbourblogger") or shortens it ("jane" of "Jane Roe").
    """
    own = context.own
    if not own.is_name(name):
        return False
    if context.catalogue.resolve(name, country=context.country) is not None:
        return True
    words = name.split()
    if len(words) > 1 and is_given(words[0]):
        return False
    if own.personal and (lone or stated):
        return False
    if own.is_exactly(name) or not (lone or stated):
        return True
    one = stated and len(words) == 1 and (own.is_prolonged(name) or _is_of_bearer(context, name))
    return not (one or is_given(words[0]))


def _is_of_bearer(context: Context, name: str) -> bool:
    """Whether a site bears the full name of which `name` is the first: "jane" of "Jane Roe - Harbour life"."""
    for part in _NAME_OF_SITE.findall(" | ".join(context.article.site_names)):
        words = part.split()
        if fold(words[0]) == fold(name) and not context.words.organisation.search(part):
            return True
    return False


def is_given(word: str) -> bool:
    """Whether a word is a common given name: the evidence that a name of unknown kind is a person's."""
    names = _given_names()
    folded = fold(word)
    return folded in names or folded.partition("-")[0] in names


@cache
def _given_names() -> frozenset[str]:
    table = tomllib.loads(resources.files("tracker.credits").joinpath("given_names.toml").read_text(encoding="utf-8"))
    written = [name for language in table.values() for name in language["names"].split()]
    spelled = [name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue") for name in written]
    return frozenset(fold(name) for name in (*written, *spelled))


def _is_pen_name(name: str) -> bool:
    words = name.split()
    most = _MOST_WORDS if is_given(words[0]) else _PEN_WORDS
    if not 0 < len(words) <= most or not all(_PEN_WORD.fullmatch(word) for word in words):
        return False
    if any(c > _LAST_LATIN for c in name):  # of other scripts a lone word is as often a place, a paper
        return False
    letters = sum(c.isalpha() for c in name)
    if len(words) == 1:
        return letters >= 2 and letters * 2 > len(name) and (not name.isupper() or len(name) == 2)
    return letters >= 4 and not any(c.isdigit() for c in name) and (name.islower() or len(words) <= _PEN_WORDS)


def _holds_agency(context: Context, name: str) -> bool:
    return any(mention.kind == "agency" for mention in context.find(name))


def _is_surname(context: Context, name: str) -> bool:
    """Whether an agency's name stands in a name as the surname: "Jane Reuters"."""
    given, _, surname = name.partition(" ")
    return (
        " " not in surname
        and is_given(given)
        and any(mention.kind == "agency" and mention.start == len(given) + 1 for mention in context.find(name))
    )


def _is_free(context: Context, name: str) -> bool:
    """Whether a name is free to be a person's: no desk's, no title, no word for an organisation, no known one."""
    words = context.words
    if words.staff.fullmatch(name) or words.title.fullmatch(name) or words.desk.match(name):
        return False
    if words.organisation.search(name) and not _is_surname(context, name):
        return False
    organisation = context.organisation(name)
    return organisation is None or (organisation.own and context.own.is_name(name))


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
    if len(words) > 2 and words[0].lower() in context.words.particle and not any(map(is_given, words[:2])):
        return False  # "El Sol de Puertonorte"
    longest = max(len(word.strip(".")) for word in words)
    if len(words) == 1:
        initials = "." in words[0].strip(".")
        camel = any(c.isupper() for c in words[0][1:]) and not words[0].startswith(
            ("Mc", "Mac", "O'", "De", "Di", "La", "Le")
        )
        return lone and longest >= 3 and not initials and not camel
    return whole >= 2 and longest >= 3
