"""Words of names and of texts, folded one character to one character, so that offsets stay true; and their case forms.

`tracker.text.fold` compares words of articles and may change their length. Here the folded text is as long as the
text, because a name may be cut out of it at any place.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_JOINER = "\u00ad"  # stands for everything that is inside a word and is not heard: marks, zero-width characters
#: Scripts without spaces: Thai and Lao, Myanmar, Khmer, Hiragana, Han; and Hangul, whose particles stick to the name.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
#: A run of Katakana is one word: "タス" must not be found inside a longer foreign word.
_KATAKANA = "\u30a0-\u30ff"
#: Vowel signs of the scripts of India are marks to Unicode, and parts of words to a reader. The danda is neither.
_SIGNS = "\u0900-\u0963\u0966-\u0dff"
_LETTER = rf"[^\W_{_UNSPACED}{_KATAKANA}]"
_WORD = re.compile(rf"[{_UNSPACED}]|[{_KATAKANA}]+|{_LETTER}+(?:[{_SIGNS}{_JOINER}]+{_LETTER}*)*")
#: Scripts whose marks are letters: they come apart under NFKD and must not.
_KEPT = re.compile(rf"[{_UNSPACED}{_KATAKANA}]")
#: Text that holds none of these needs no care; the plain pattern is twice as fast.
_CARE = re.compile(rf"[{_UNSPACED}{_KATAKANA}{_SIGNS}{_JOINER}]")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_SAME = str.maketrans("یکةىًـ", "يكهي\u00ad\u00ad")  # Persian and Arabic letters that look and sound alike


#: Everything but the letters that lower case alone folds; most texts hold few others, and `translate` is slow.
_UNPLAIN = re.compile("[^\x00-\x7f\u03b1-\u03c1\u03c3-\u03c9\u0430-\u0438\u043a-\u044f\u4e00-\u9fff\uac00-\ud7af]+")


class _Folding(dict[int, str]):
    """Character -> its folded character, worked out once for each."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if _KEPT.match(character):
        return character
    if unicodedata.combining(character) or character in "\u200b\u200c\u200d\u2060\ufeff\u00ad":
        return _JOINER
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)).lower()
    if len(base) != 1:  # a ligature, a fraction, an ellipsis
        base = character.lower() if len(character.lower()) == 1 else character
    return base.translate(_SAME)


_FOLDING = _Folding()


#: Letters that a pattern which ignores case takes for one.
ALIKE = str.maketrans("ςı", "σi")


def fold_text(text: str) -> str:
    """`text` without case, accents and width, as long as `text`."""
    lowered = text.lower()
    if text.isascii() or len(lowered) != len(text):
        return lowered if text.isascii() else text.translate(_FOLDING)
    return _UNPLAIN.sub(_folded, lowered)


def _folded(found: re.Match[str]) -> str:
    return found[0].translate(_FOLDING)


def is_unspaced(word: str) -> bool:
    """Whether this word is a character of a script that puts no spaces between words."""
    return not word.isascii() and _KEPT.match(word) is not None


def unspaced_codes() -> Iterator[int]:
    """The letters of those scripts in the basic plane, Katakana among them."""
    plane = "".join(map(chr, range(0xD800)))
    yield from (found.start() for found in _KEPT.finditer(plane))
    yield from (code for code in range(0xE000, 0x10000) if _KEPT.match(chr(code)))


def words_of(folded: str) -> list[str]:
    """The words of a folded text."""
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    if _CARE.search(folded) is None:
        return _PLAIN_WORD.findall(folded)
    found: list[str] = _WORD.findall(folded)
    return [w.replace(_JOINER, "") for w in found] if _JOINER in folded else found


def words_of_text(text: str) -> list[str]:
    """The folded words of a text, with one letter for those that a pattern which ignores case takes for one."""
    return _ASCII_WORD.findall(text.lower()) if text.isascii() else words_of(fold_text(text).translate(ALIKE))


def spans_of(folded: str, words: Sequence[str] | None = None) -> list[tuple[str, int, int]]:
    """The words of a folded text with their places: (word, start, end). `words` saves finding them again."""
    if _JOINER in folded:
        return [(m.group().replace(_JOINER, ""), *m.span()) for m in _WORD.finditer(folded)]
    spans = []
    end = 0
    for word in words_of(folded) if words is None else words:
        # Between two words stands nothing of a word, so the next occurrence is the word itself; this is twice as
        # fast as asking the pattern for matches instead of strings.
        start = folded.index(word, end)
        end = start + len(word)
        spans.append((word, start, end))
    return spans


def case_forms(word: str, *, acronym: bool, endings: bool) -> Iterator[str]:
    """Forms in which a folded word of a name stands in a sentence, without the word itself.

    Cyrillic words take the case endings of Russian, Ukrainian, Bulgarian, Serbian; Arabic and Hebrew words take
    one-letter prefixes; a Latin word takes Slavic, Finnic and Hungarian endings only where `endings` allows it.
    """
    first = word[:1]
    if "а" <= first <= "џ" or first == "ґ":
        yield from _cyrillic_forms(word, acronym=acronym)
    elif "\u0620" <= first <= "\u06ff":
        if len(word) < 4:  # "كافي" (enough) is not "like إفي"
            return
        yield from (prefix + word for prefix in ("و", "ل", "ب", "ف", "ك"))
        if word.startswith("ال"):
            yield "لل" + word[2:]
    elif "א" <= first <= "ת":
        yield from (prefix + word for prefix in "בלמושהכ")
    elif endings and len(word) >= 5 and "a" <= first <= "z":
        yield from (word + ending for ending in (_AFTER_VOWEL if word[-1] in "aeiouy" else _AFTER_CONSONANT))


_AFTER_CONSONANT = (
    *("a", "u", "om", "em", "ovi", "ui"),  # Croatian, Serbian, Polish, Czech, Lithuanian
    *("in", "ia", "ille", "ilta", "ista", "issa", "ile", "ilt", "iin"),  # Finnish, Estonian
    *("nek", "nak", "tol", "ban", "ben", "nel", "nal"),  # Hungarian
)
_AFTER_VOWEL = ("n", "lle", "lta", "sta", "ssa", "nak", "nek", "tol")
#: Endings of folded words (й is и, ї is і) and what stands in their place in the other cases; first fit counts.
_CYRILLIC = (
    ("ая", ("ои", "ую", "ою")),
    ("яя", ("еи", "юю")),
    ("ое", ("ого", "ому", "ым", "им", "ом")),
    ("ыи", ("ого", "ому", "ым", "ом")),
    ("ии", ("ого", "ому", "им", "ом")),
    ("ые", ("ых", "ым", "ыми")),
    ("ие", ("их", "им", "ими")),
    ("ия", ("ии", "ию", "иеи", "иям", "иями", "иях")),
    ("а", ("ы", "и", "е", "у", "ои", "ою", "і", "оі", "іи", "о")),
    ("я", ("и", "ю", "еи", "ею", "е", "і")),
    ("и", ("еи", "ям", "ями", "ях", "ів", "ам", "ами", "ах")),
    ("ы", ("ов", "ам", "ами", "ах")),
    ("о", ("а", "у", "ом", "і", "е")),
    ("ь", ("я", "ю", "ем", "е", "и", "і")),
    ("ъ", ("", "а", "у", "ом", "е")),
)
_CONSONANT_ENDINGS = ("а", "у", "ом", "ем", "е", "і", "ові")


def _cyrillic_forms(word: str, *, acronym: bool) -> Iterator[str]:
    if acronym:
        if len(word) >= 4 and word[-1] not in "аеёиоуыэюяіїє":
            yield from (word + ending for ending in ("а", "у", "ом", "е", "ові", "і"))
        return
    if len(word) < 4:
        return
    for ending, others in _CYRILLIC:
        if word.endswith(ending):
            yield from (word.removesuffix(ending) + other for other in others)
            return
    if word[-1] not in "еєэую":
        yield from (word + ending for ending in _CONSONANT_ENDINGS)
