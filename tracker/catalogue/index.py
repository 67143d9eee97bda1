"""All names of a catalogue in one tree of words, and the search in it.

A text is first asked, with one set operation, whether it holds the rarest word of any name; most texts do not, and
cost nothing more. Only then the tree is walked, the longest name first at every place.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal

from tracker.catalogue.folding import case_forms, fold_text, is_unspaced, spans_of, words_of
from tracker.catalogue.wording import wording

#: What may stand between two words of one name: "Интерфакс — Украина", "РИА «Новости»", "U.S. News". A full stop with
#: a space ends a sentence, except after an initial.
_GAP = re.compile(r"[ \u00a0\u2009\u202f\-‐-―«»\"“”„'’`&+|/]{0,4}|\.")
_INITIALS_GAP = re.compile(r"\. ?")
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}
_DOTTED = re.compile(r"\w\.\w")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SEVERAL = re.compile(r"[^\w'’]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ARTICLES = ("the", "der", "die", "das", "la", "le", "les", "el", "los", "il", "o", "a", "os", "as")
_BREAK = "\n\x00\n"  # between texts that are folded together
_COMMON = 12  # names that share a word, from which on it no longer tells texts with names from others
_SHORT = 4  # letters below which a word is too common for that
_LONG = 5  # letters from which a single word is a name and no acronym: "Kyodo" may be "KYODO", "Efe" is not "EFE"


@dataclass(frozen=True, slots=True)
class Name:
    """One written form of one entry."""

    written: str
    key: str  #: empty: a phrase that means none of the catalogue
    kind: Literal["agency", "outlet"]
    sort: Literal["name", "code", "minor", "domain", "never"] = "name"

    @property
    def is_code(self) -> bool:
        """Whether it needs context."""
        return self.sort in ("code", "minor")

    @property
    def is_dotted(self) -> bool:
        """Whether it is written like a domain: "Lenta.ru"."""
        return self.sort == "domain" or (" " not in self.written and _DOTTED.search(self.written) is not None)


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Names that stand at `text[start:end]`: of several keys only where they share a code."""

    names: tuple[Name, ...]
    start: int
    end: int
    is_code: bool  #: a code, and no word beside it says that an agency is meant


class NameIndex:
    """The tree. Built once for a catalogue, immutable afterwards."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._root = _Node()
        self._lemmas: dict[str, tuple[str, ...]] = {}
        self._signs: dict[str, frozenset[str]] = {}
        self._first: frozenset[str] = frozenset()
        self._small: frozenset[str] = frozenset()  # signs that a name holds in small letters, or that have no case
        self._build(list(names))

    def search(self, text: str, *, codes: bool) -> list[Hit]:
        """Every name in running text, left to right, none overlapping another.

        Codes are marked; without `codes` they are left out, but for those beside a word that means agency.
        """
        return self._search(text, fold_text(text), codes=codes)

    def search_all(self, texts: Sequence[str], *, codes: bool) -> list[list[Hit]]:
        """`search` of every text of one page: folded together, since folding costs more than the rest."""
        folded = fold_text(_BREAK.join(texts)).split(_BREAK)
        if len(folded) != len(texts):  # a text that holds the break
            return [self.search(text, codes=codes) for text in texts]
        return [self._search(text, line, codes=codes) for text, line in zip(texts, folded, strict=True)]

    def _search(self, text: str, folded: str, *, codes: bool) -> list[Hit]:
        plain = words_of(folded)
        if not self._may_hold(text, folded, plain, codes=codes):
            return []
        words = spans_of(folded, plain)
        hits = []
        at = 0
        while at < len(words):
            if words[at][0] not in self._first:
                at += 1
                continue
            names, after = self._longest(text, folded, words, at)
            if any(self._longest(text, folded, words, inner)[1] > after for inner in range(at + 1, after)):
                at += 1  # "the Independent Media Institute" is not The Independent
                continue
            if names and names[0].key:
                is_code = all(name.is_code for name in names) and not _says_agency(words, at, after)
                start, end = words[at][1], words[after - 1][2]
                if codes or not is_code:
                    hits.append(Hit(names, start, _closed(text, start, end), is_code))
            at = after if names else at + 1
        return hits

    def names_at(self, words: Sequence[str], at: int) -> Iterator[tuple[tuple[Name, ...], int]]:
        """Names that begin with folded word `at`, whatever their case, the longest first: (names, word after)."""
        found = []
        node = self._root
        while at < len(words) and (child := self._step(node, words[at])) is not None:
            node, at = child, at + 1
            if node.names:
                found.append((node.names, at))
        yield from reversed(found)

    def _may_hold(self, text: str, folded: str, words: Sequence[str], *, codes: bool) -> bool:
        """Whether a search can find anything: a few set operations, which most texts do not survive."""
        if self._written(text, folded, self._signs["name"].intersection(words)):
            return True
        signs = self._signs["code"].intersection(words)
        if signs and (
            codes or not wording("agency_before").isdisjoint(words) or not wording("agency_second").isdisjoint(words)
        ):
            return self._written(text, folded, signs)
        return "." in text and _DOTTED.search(text) is not None and not self._signs["domain"].isdisjoint(words)

    def _written(self, text: str, folded: str, signs: Set[str]) -> bool:
        """Whether one of some words stands in a text as in a name: not in small letters only, unless a name is so.

        Where a word is as frequent in the text as in its folded form, it has no capital anywhere.
        """
        return any(sign in self._small or folded.count(sign) != text.count(sign) for sign in signs)

    def _build(self, names: Sequence[Name]) -> None:
        split = [(name, tuple(words_of(fold_text(name.written)))) for name in names]
        frequency = Counter(word for _, words in split for word in set(words))
        lemmas: dict[str, set[str]] = {}
        signs: dict[str, set[str]] = {"name": set(), "code": set(), "domain": set()}
        small: set[str] = set()
        for name, words in split:
            node = self._root
            for word in words:
                node = node.children.setdefault(word, _Node())
                if word not in lemmas:
                    lemmas[word] = set()
            node.names += (name,)
            if name.sort != "never":
                sign = min(words, key=lambda word: _commonness(word, frequency[word]))
                signs["domain" if name.is_dotted else "code" if name.is_code else name.sort].add(sign)
                if sign in name.written or sign.upper() == sign:
                    small.add(sign)
            for word in words if name.sort in ("name", "code") else ():
                acronym = name.written.isupper() and len(words) == 1
                lemmas[word].update(case_forms(word, acronym=acronym, endings=len(words) == 1 and not name.is_code))
        surfaces: dict[str, set[str]] = {}
        for lemma, forms in lemmas.items():
            for form in forms:
                surfaces.setdefault(form, set()).add(lemma)
        self._lemmas = {form: tuple(sorted(of)) for form, of in surfaces.items()}
        self._signs = {sort: _with_forms(words, surfaces) for sort, words in signs.items()}
        self._small = _with_forms(small, surfaces)
        self._first = _with_forms(self._root.children.keys(), surfaces)

    def _step(self, node: _Node, word: str) -> _Node | None:
        child = node.children.get(word)
        if child is None:
            for lemma in self._lemmas.get(word, ()):
                child = node.children.get(lemma)
                if child is not None:
                    break
        return child

    def _longest(
        self, text: str, folded: str, words: Sequence[tuple[str, int, int]], at: int
    ) -> tuple[tuple[Name, ...], int]:
        """The names at word `at` that reach furthest, and the number of the word after them."""
        best: tuple[tuple[Name, ...], int] = ((), at)
        node = self._step(self._root, words[at][0])
        start, after = words[at][1], at + 1
        while node is not None:
            if node.names:
                end = words[after - 1][2]
                fitting = _fitting(node.names, text, start, end)
                if fitting:
                    best = (fitting, after)
            if after == len(words) or not node.children or not _joined(folded, words[after - 1], words[after]):
                break
            node = self._step(node, words[after][0])
            after += 1
        return best


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name with the quotation mark that was opened inside it: РИА «Новости»."""
    opened = next((mark for mark in text[start:end] if mark in _QUOTES), None)
    closes = opened is not None and text[end : end + 1] == _QUOTES[opened] and text.count(opened, start, end) == 1
    return end + 1 if closes else end


def _joined(folded: str, left: tuple[str, int, int], right: tuple[str, int, int]) -> bool:
    """Whether what stands between two words can stand inside a name."""
    gap = folded[left[2] : right[1]]
    if not gap or is_unspaced(left[0]):
        return not gap
    return gap == " " or bool(_GAP.fullmatch(gap)) or (len(left[0]) <= 2 and bool(_INITIALS_GAP.fullmatch(gap)))


def _commonness(word: str, names: int) -> tuple[bool, bool, bool, int, int]:
    """How little a word tells texts with names from others; `names` is the number of names that hold it."""
    return (word.isdigit(), len(word) < _SHORT, names > _COMMON, -len(word), names)


def _with_forms(words: Set[str], surfaces: Mapping[str, Set[str]]) -> frozenset[str]:
    return frozenset(words) | {form for form, of in surfaces.items() if not words.isdisjoint(of)}


def _fitting(names: tuple[Name, ...], text: str, start: int, end: int) -> tuple[Name, ...]:
    """Those of `names` that `text[start:end]` is: written exactly so before written alike, a name before a phrase."""
    fitting = [name for name in names if _fits(name, text, start, end)]
    exact = [name for name in fitting if name.written == text[start:end]] or fitting
    return tuple([name for name in exact if name.key] or exact)


def _fits(name: Name, text: str, start: int, end: int) -> bool:
    """Whether the case and the neighbourhood of `text[start:end]` are those of this name."""
    surface = text[start:end]
    if not surface.isascii():
        surface = unicodedata.normalize("NFC", _INVISIBLE.sub("", surface))
    before = text[start - 1 : start]
    if before == "@":  # an account or an address of mail
        return False
    if name.sort == "domain":
        return " " not in surface and not (text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum())
    if name.sort == "never":
        return True
    if " " in surface and name.is_dotted:  # "información es" is no domain
        return False
    if text[end : end + 1] == "." and "a" <= text[end + 1 : end + 2] <= "z":  # a longer domain
        return False
    return _case_fits(name.written, surface)


def _case_fits(written: str, surface: str) -> bool:
    """Whether a name as the catalogue writes it may stand so in a text.

    A single word of small letters is no name. An acronym keeps its capitals, a longer word its first; of several words
    one must have a capital, the article aside: "The guardian of the bridge" is not a paper.
    """
    if surface == written or written.lower() == written.upper():  # the latter: a script without case
        return True
    if not _SEVERAL.search(written):
        if written.islower() or (_LATIN.match(written) and not _same_letters(written, surface)):
            return False
        if len(written) >= _LONG and not written.isupper():
            return not surface[:1].islower()
        if sum(c.isupper() for c in written) < 2:
            return False
        stem, ending = surface[: len(written)], surface[len(written) :]
        return stem == stem.upper() and (ending == ending.lower() or ending == ending.upper())
    first, _, rest = surface.partition(" ")
    bare = rest if rest and first.lower() in _ARTICLES else surface
    return bare != bare.lower() or written == written.lower()


def _same_letters(written: str, surface: str) -> bool:
    """Whether accents agree, which small letters show: "Político" is not "Politico". Capitals often go without."""
    return surface.isupper() or surface[: len(written)].lower() == written.lower()


def _says_agency(words: Sequence[tuple[str, int, int]], at: int, after: int) -> bool:
    """Whether a word beside the name says that an agency is meant: "agencija Beta", "Fars news agency"."""
    before = [word for word, _, _ in words[max(0, at - 2) : at]]
    behind = [word for word, _, _ in words[after : after + 2]]
    return bool(before and before[-1] in wording("agency_before")) or any(
        len(pair) == 2 and pair[0] in wording("agency_first") and pair[1] in wording("agency_second")
        for pair in (before, behind)
    )
