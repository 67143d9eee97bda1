"""One spelling of a person's name, to stand beside the name as written. Own grammar: no library reads bylines."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from anyascii import anyascii

_APOSTROPHES = "’‘ʼʻʹ`´′‛‵՚＇ʾʿ"
_HYPHENS = "‐‑‒–—―−﹣－־⁃"
_SAME = str.maketrans({**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_HYPHENS, "-"), "ـ": ""})
_PERSIAN = str.maketrans("يك", "یک")  # the Arabic forms of two letters, which many keyboards give
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")
_JOINERS = re.compile(r"[\u200c\u200d]")  # they belong to the spelling of Persian and Malayalam, not to that of Latin
#: Full and half width, ligatures, presentation forms of Arabic: other shapes of the same letters.
_SHAPES = re.compile(r"[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff60\uff61-\uffdc]+")
_HYPHENED = re.compile(r"(?<=\w)\s*-\s*(?=\w)")
_ELIDED_APART = re.compile(r"(?<!\w)([OD]')\s+(?=[^\W\d_])")
_COMMA = re.compile(r"\s*[,،，;]+\s*")
_EDGES = " \t-|/*•·\"“”«»„()[]_~+:.'"
_DOTTED = re.compile(r"[^.]+\.?")
_INITIALS_JOINED = re.compile(r"([^\W\d_])\.?-([^\W\d_])\.?")
_VOWELS = frozenset("aeiouyäöüøæå")
_UNLIKE_WORD = frozenset("bcfgjkpqvwxz")  # behind a vowel they make no word of two letters: "AJ", but "Ed", "Al"
_WHOLE_WORDS = frozenset("UÓÒ")  # names and parts of names of one letter: "U Thant", "Ó Briain"
_LONGEST_INITIALS = 3  # letters written together: "JRR"
_LONGEST_CODE = 3  # letters; a name of one such word in capitals is left alone: it may be a code
_LONGEST_SHORT = 3  # letters of a word that keeps its stop: "Chr.", "St."
_MOST_STEPS = 8
_LEAST_FAMILY = 3  # letters of a family name in capitals; "LI Wei", "XI Jin" are Chinese and in their own order
_LEAST_LAST = 3  # letters from which the stop behind the last word is only the end of a line
_SYLLABLES = 4  # of a Korean or Chinese name that is written together
_NOT_SCOTTISH = ("dze", "shvili", "uri", "iani", "ia")  # "Mchedlidze" is no "McHedlidze"

#: Letters that look alike. Beside unmistakable letters of the other script they are slips of the keyboard.
_TWINS = {
    ("LATIN", "CYRILLIC"): ("AaBCcEeHIiJjKMOoPpSsTXxYyÏï", "АаВСсЕеНІіЈјКМОоРрЅѕТХхУуЇї"),
    ("LATIN", "GREEK"): ("ABEZHIKMNOoTXYPv", "ΑΒΕΖΗΙΚΜΝΟοΤΧΥΡν"),
}


@lru_cache(maxsize=8192)  # the same few authors write on every page of an outlet
def normalise_person(name: str, language: str | None = None) -> str:
    """The name in one spelling: "ROE, Jane B, PhD" -> "Jane B. Roe". Never raises; empty only for an empty name.

    Capitals become small by the case rules of `language` (ISO 639-1); the given name comes first, except in languages
    that put it last; initials, spaces, apostrophes and hyphens are written one way; titles behind the name are dropped;
    letters of a wrong script that only look right are replaced. The case of a word in mixed case stays: "Eddie Van
    Halen" knows best. Idempotent. It is not transliterated: that is `transliterate_person`.
    """
    rules = _rules(language)
    for _ in range(_MOST_STEPS):  # what one step leaves may show more to the next: "JK Roe Jr."
        before, name = name, _step(name, rules)
        if name == before:
            break
    return name


def transliterate_person(name: str) -> str:
    """The name in Latin letters, for look-up only: a reading of letters, not of a language ("Wang Xiao Ming").

    Japanese names in Chinese characters come out as Chinese ones. Empty where no letter can be transliterated.
    """
    latin = anyascii(name)
    if not _is_cased(name):  # every character of Chinese gives a syllable with a capital of its own
        latin = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", latin)
    return " ".join(latin.split())


@dataclass(frozen=True, slots=True)
class _Rules:
    language: str
    particle: frozenset[str]
    linked: frozenset[str]
    elided: frozenset[str]
    small_elided: frozenset[str]
    suffix: frozenset[str]
    suffix_capital: frozenset[str]
    suffix_apart: frozenset[str]
    family_first: bool


@cache
def _rules(language: str | None) -> _Rules:
    table = _table()
    shared, own = table["any"], table.get(language or "", {})

    def both(key: str) -> frozenset[str]:
        return frozenset(shared[key]) | frozenset(own.get(key, ()))

    return _Rules(
        language=language or "",
        particle=both("particle") - frozenset(own.get("large", ())),
        linked=both("linked"),
        elided=both("elided"),
        small_elided=both("small_elided"),
        suffix=both("suffix"),
        suffix_capital=both("suffix_capital"),
        suffix_apart=both("suffix_apart"),
        family_first=bool(own.get("family_first", False)),
    )


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("tracker.credits").joinpath("persons.toml").read_text(encoding="utf-8"))


def _step(name: str, rules: _Rules) -> str:
    written = _characters(name, rules)
    words = [word for part in _ordered(written, rules) for word in part.split()]
    pieces = [piece for word in words for piece in _pieces(word)]
    if not pieces:
        return written or name
    if len(pieces[-1].rstrip(".")) >= _LEAST_LAST:
        pieces[-1] = pieces[-1].rstrip(".")
    parts = [part for at, piece in enumerate(pieces) for part in _initials(piece, at, len(pieces), rules)]
    if not rules.family_first:
        parts = _given_first(parts)
    return " ".join(_closed_up(_recased(parts, rules)))


def _characters(name: str, rules: _Rules) -> str:
    """The same letters in one shape: composed, of one script a word, with one apostrophe, hyphen and space."""
    name = _SHAPES.sub(lambda shapes: unicodedata.normalize("NFKC", shapes.group()), name)
    name = _INVISIBLE.sub("", unicodedata.normalize("NFC", name)).translate(_SAME)
    if _is_cased(name):
        name = _JOINERS.sub("", name)
    if rules.language == "fa":
        name = name.translate(_PERSIAN)
    name = _ELIDED_APART.sub(r"\1", _HYPHENED.sub("-", name))
    return unicodedata.normalize("NFC", " ".join(_one_script(word) for word in name.split()))


def _one_script(word: str) -> str:
    """A word of letters of two scripts, those of one of which only look like the other's, in that other."""
    if word.isascii() or not any(c.isascii() and c.isalpha() for c in word):
        return word
    for scripts, alphabets in _TWINS.items():
        for own, other in ((0, 1), (1, 0)):
            twins = dict(zip(alphabets[other], alphabets[own], strict=True))
            foreign = [c for c in word if unicodedata.name(c, "").startswith(scripts[other] + " ")]
            certain = any(
                unicodedata.name(c, "").startswith(scripts[own] + " ") and c not in alphabets[own] for c in word
            )
            if foreign and certain and all(c in twins for c in foreign):
                return "".join(twins.get(c, c) for c in word)
    return word


def _ordered(written: str, rules: _Rules) -> list[str]:
    """The parts between commas without what stands behind names, the given name first: "Roe, Jane" -> Jane, Roe."""
    parts: list[str] = []
    for part in _COMMA.split(written):
        words = part.strip(_EDGES if part.count(".") == 0 else _EDGES.replace(".", "")).split()
        while words and (parts or len(words) > 2) and _is_suffix(words[-1], rules, apart=len(words) == 1):
            words.pop()
        if words:
            parts.append(" ".join(words))
    if len(parts) == 2 and not rules.family_first:
        parts.reverse()
    return parts


def _is_suffix(word: str, rules: _Rules, *, apart: bool) -> bool:
    plain = word.replace(".", "").lower()
    capital = word.replace(".", "").isupper()
    return plain in rules.suffix or (
        capital and (plain in rules.suffix_capital or (apart and plain in rules.suffix_apart))
    )


def _pieces(word: str) -> list[str]:
    """A word with stops inside it in its parts: "J.K.Roe" -> J. K. Roe; a nickname in small letters is left alone."""
    if "." not in word or (word.islower() and len(word) > _LONGEST_SHORT) or _INITIALS_JOINED.fullmatch(word):
        return [word] if word.strip(_EDGES) else []
    pieces = [piece if len(piece) <= _LONGEST_SHORT + 1 else piece.rstrip(".") for piece in _DOTTED.findall(word)]
    return [piece for piece in pieces if piece.strip(_EDGES)]


def _initials(word: str, at: int, count: int, rules: _Rules) -> list[str]:
    """Initials apart and with stops: "J" -> J., "JK" -> J. K., "J-P" -> J.-P.; any other word as it is."""
    joined = _INITIALS_JOINED.fullmatch(word)
    if joined is not None and joined[1].isupper() and joined[2].isupper():
        return [f"{joined[1]}.-{joined[2]}."]
    if count == 1 or not word.isupper() or not word.isalpha():
        return [word]
    if len(word) == 1:
        joins = 0 < at < count - 1 and word.lower() in rules.particle  # "Ortega Y Gasset"
        return [word if joins or word in _WHOLE_WORDS else f"{word}."]
    if len(word) <= _LONGEST_INITIALS and _is_unspeakable(word.lower()):
        return [f"{letter}." for letter in word]
    return [word]


def _is_unspeakable(word: str) -> bool:
    """Whether letters are initials and no word: "JK", "AJ", "JRR"; not "Ng", "Li", "Ed", nor letters but Latin."""
    bare = [unicodedata.normalize("NFD", c)[0] for c in word]
    if not all("a" <= c <= "z" for c in bare) or word in ("ng", "st"):
        return False
    return _VOWELS.isdisjoint(bare) or (len(bare) == 2 and bare[0] in _VOWELS and bare[1] in _UNLIKE_WORD)


def _given_first(words: list[str]) -> list[str]:
    """ "ROE Jane" and "Иванов И. А." name the family first; capitals, or initials in a Slavic name, show it."""
    family = 0
    while family < len(words) and (_is_capitals(words[family]) or words[family].islower()):
        family += 1
    given = words[family:]
    shown = any(_is_capitals(word) and len(word) >= _LEAST_FAMILY for word in words[:family]) and any(
        not _is_initial(word) for word in given
    )
    if given and shown and not any(_is_capitals(word) for word in given):
        return given + words[:family]
    first = next((at for at, word in enumerate(words) if _is_initial(word)), 0)
    if first == 1 and all(_is_initial(word) for word in words[1:]) and "\u0400" <= words[0][:1] <= "\u052f":
        return words[1:] + words[:1]
    return words


def _is_initial(word: str) -> bool:
    return word.endswith(".") and len(word.replace(".", "").replace("-", "")) <= _LONGEST_SHORT - 1


def _is_capitals(word: str) -> bool:
    """Whether a word is written in capitals throughout: "ROE", "McROE", "O'ROE"; initials are not."""
    bare = word[2:] if word[:2] == "Mc" else word
    return bare.isupper() and not word.endswith(".") and sum(c.isalpha() for c in bare) > 1


def _recased(words: Sequence[str], rules: _Rules) -> list[str]:
    """Words in capitals, and the words of a name all in small letters, as names are written."""
    if len(words) == 1 and (words[0].islower() or len(words[0]) <= _LONGEST_CODE):
        return list(words)
    small = all(word.islower() or not _is_cased(word) for word in words)
    turkish = rules.language in ("tr", "az") or any(c in "İığĞ" for word in words for c in word)
    written: list[str] = []
    for at, word in enumerate(words):
        inside = 0 < at < len(words) - 1
        lowered = _lowered(word, turkish=turkish)
        behind = bool(written) and written[-1] in rules.particle | rules.linked
        particle = lowered in rules.particle or (behind and lowered in rules.linked)
        if particle and inside and (small or word.isupper()):
            written.append(lowered)
        elif _is_capitals(word) or (small and word.islower()):
            written.append("-".join(_capitalised(part, rules, turkish, inside) for part in lowered.split("-")))
        else:
            written.append(word)
    return written


def _lowered(word: str, *, turkish: bool) -> str:
    if turkish:
        word = word.replace("I", "ı").replace("İ", "i")
    return unicodedata.normalize("NFC", word.lower())


def _capitalised(word: str, rules: _Rules, turkish: bool, inside: bool) -> str:
    """A word in small letters with its capitals: "McRoe", "O'Neill", "d'Ormes", "IJssel"."""
    prefix, apostrophe, rest = word.partition("'")
    if apostrophe and rest and prefix in rules.elided:
        opened = prefix if prefix in rules.small_elided and inside else _title(prefix, turkish)
        return f"{opened}'{_title(rest, turkish)}"
    if word.startswith("mc") and len(word) > _LONGEST_CODE + 1 and not word.endswith(_NOT_SCOTTISH):
        return f"Mc{_title(word[2:], turkish)}"
    if word.startswith("ij") and rules.language == "nl":
        return f"IJ{word[2:]}"
    return _title(word, turkish)


def _title(word: str, turkish: bool) -> str:
    at = next((at for at, c in enumerate(word) if c.isalpha()), 0)
    first = "İ" if turkish and word[at : at + 1] == "i" else word[at : at + 1].title()
    return word[:at] + first + word[at + 1 :]


def _closed_up(words: list[str]) -> list[str]:
    """A Chinese, Japanese or Korean name without the space that some put between family and given name."""
    letters = "".join(words)
    han = all("\u3400" <= c <= "\u9fff" for c in letters)
    korean = all("\uac00" <= c <= "\ud7a3" for c in letters)
    return [letters] if letters and (han or korean) and len(letters) <= _SYLLABLES + han else words


def _is_cased(text: str) -> bool:
    return text.lower() != text.upper()
