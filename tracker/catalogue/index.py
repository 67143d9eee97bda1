"""All names of a catalogue in one tree of words, and the search in it.

One look at a page (`glance`) says where the first word or the first two words of a name stand; most lines hold none,
and cost nothing more. Only there the tree is walked, the longest name first.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from tracker.catalogue.folding import case_forms, fold_text, is_unspaced, spans_of, words_of
from tracker.catalogue.glance import ANYWHERE, CAPITAL, Cues, Glance, Seen
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
_NO_CUES = Cues()
_SHORT_TEXT = 200  # characters, below which a look at the whole text costs more than it saves
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
        self._first: frozenset[str] = frozenset()
        self._vocabulary: frozenset[str] = frozenset()  # every word of every name
        self._words: dict[str, int] = {}  # names of one word, with the bits of `Glance`
        self._pairs: dict[tuple[str, str], int] = {}  # the first two words of the others
        self._glances: dict[Cues, Glance] = {}
        self._reach = 0  # words behind the first of a name that may matter to it
        self._build(list(names))

    def search(self, text: str, *, codes: bool) -> list[Hit]:
        """Every name in running text, left to right, none overlapping another.

        Codes are marked; without `codes` they are left out, but for those beside a word that means agency.
        """
        if len(text) > _SHORT_TEXT:
            return self.search_all([text], codes=codes)[0]
        folded = fold_text(text)
        words = words_of(folded)
        if self._first.isdisjoint(words):
            return []
        starts = [at for at, word in enumerate(words) if word in self._first]
        return self._search(text, spans_of(folded, words), starts, codes=codes)

    def search_all(self, texts: Sequence[str], *, codes: bool) -> list[list[Hit]]:
        """`search` of every text of one page at once."""
        found: list[list[Hit]] = [[] for _ in texts]
        for line, hits in self.hits(texts, self.look(texts, _NO_CUES), codes=codes).items():
            found[line] = hits
        return found

    def look(self, texts: Sequence[str], cues: Cues) -> Seen:
        """One look at the lines of a page, for names and for `cues` alike."""
        glance = self._glances.get(cues)
        if glance is None:
            glance = self._glances[cues] = self._glance(cues)
        return glance.look(texts)

    def hits(self, texts: Sequence[str], seen: Seen, *, codes: bool) -> dict[int, list[Hit]]:
        """The names in `texts` by number of the text, after a look at them."""
        found = {}
        for line, asked in seen.asked.items():
            text = texts[line]
            spans = seen.spans(line, self._reach)
            if spans is None:
                words = spans_of(fold_text(text))
                hits = self._search(text, words, range(len(words)), codes=codes)
            else:
                places, before = spans
                words = [(_word(text, start, end), start, end) for start, end in places]
                hits = self._search(text, words, [number - before for number in asked], codes=codes)
            if hits:
                found[line] = hits
        return found

    def _search(
        self, text: str, words: Sequence[tuple[str, int, int]], starts: Sequence[int], *, codes: bool
    ) -> list[Hit]:
        """Hits among `words`, whose first words are among those with the numbers `starts`."""
        hits = []
        free = 0
        for at in starts:
            if at < free:
                continue
            names, after = self._longest(text, words, at)
            if not names or any(self._longest(text, words, inner)[1] > after for inner in range(at + 1, after)):
                continue  # "the Independent Media Institute" is not The Independent
            free = after
            if names[0].key:
                is_code = all(name.is_code for name in names) and not _says_agency(words, at, after)
                start, end = words[at][1], words[after - 1][2]
                if codes or not is_code:
                    hits.append(Hit(names, start, _closed(text, start, end), is_code))
        return hits

    def knows(self, word: str) -> bool:
        """Whether some name holds a folded word, in any of its forms."""
        return word in self._vocabulary

    def names_at(self, words: Sequence[str], at: int) -> Iterator[tuple[tuple[Name, ...], int]]:
        """Names that begin with folded word `at`, whatever their case, the longest first: (names, word after)."""
        found = []
        node = self._root
        while at < len(words) and (child := self._step(node, words[at])) is not None:
            node, at = child, at + 1
            if node.names:
                found.append((node.names, at))
        yield from reversed(found)

    def _build(self, names: Sequence[Name]) -> None:
        split = [(name, tuple(words_of(fold_text(name.written)))) for name in names]
        lemmas: dict[str, set[str]] = {}
        for name, words in split:
            node = self._root
            for word in words:
                node = node.children.setdefault(word, _Node())
                if word not in lemmas:
                    lemmas[word] = set()
            node.names += (name,)
            for word in words if name.sort in ("name", "code") else ():
                acronym = name.written.isupper() and len(words) == 1
                lemmas[word].update(case_forms(word, acronym=acronym, endings=len(words) == 1 and not name.is_code))
        surfaces: dict[str, set[str]] = {}
        for lemma, forms in lemmas.items():
            for form in forms:
                surfaces.setdefault(form, set()).add(lemma)
        self._reach = 2 * max((len(words) for _, words in split), default=0) + 2
        self._lemmas = {form: tuple(sorted(of)) for form, of in surfaces.items()}
        self._vocabulary = frozenset(lemmas) | self._lemmas.keys()
        self._first = frozenset(self._root.children) | {
            form for form, of in surfaces.items() if not self._root.children.keys().isdisjoint(of)
        }
        for name, words in split:
            ways = [(word, *lemmas[word]) for word in words[:2]]
            if len(ways) == 1:
                bit = CAPITAL if _shows_capital(name) else ANYWHERE
                self._words.update((way, self._words.get(way, 0) | bit) for way in ways[0])
            else:
                self._pairs.update(((one, two), ANYWHERE) for one, two in product(*ways))

    def _glance(self, cues: Cues) -> Glance:
        words = dict(cues.words)
        for word, bit in self._words.items():
            words[word] = words.get(word, 0) | bit
        return Glance(words, cues.heads, self._pairs)

    def _step(self, node: _Node, word: str) -> _Node | None:
        child = node.children.get(word)
        if child is None:
            for lemma in self._lemmas.get(word, ()):
                child = node.children.get(lemma)
                if child is not None:
                    break
        return child

    def _longest(self, text: str, words: Sequence[tuple[str, int, int]], at: int) -> tuple[tuple[Name, ...], int]:
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
            if after == len(words) or not node.children or not _joined(text, words[after - 1], words[after]):
                break
            node = self._step(node, words[after][0])
            after += 1
        return best


def _closed(text: str, start: int, end: int) -> int:
    """The end of a name with the quotation mark that was opened inside it: РИА «Новости»."""
    opened = next((mark for mark in text[start:end] if mark in _QUOTES), None)
    closes = opened is not None and text[end : end + 1] == _QUOTES[opened] and text.count(opened, start, end) == 1
    return end + 1 if closes else end


def _word(text: str, start: int, end: int) -> str:
    word = text[start:end]
    return word.lower() if word.isascii() else fold_text(word)


def _shows_capital(name: Name) -> bool:
    """Whether a name of one word never stands in a text without its capital, or whatever else folding takes off."""
    first = name.written[0]
    return name.sort != "never" and not _SEVERAL.search(name.written) and fold_text(first) != first


def _joined(text: str, left: tuple[str, int, int], right: tuple[str, int, int]) -> bool:
    """Whether what stands between two words can stand inside a name."""
    gap = text[left[2] : right[1]]
    if gap == " ":
        return not is_unspaced(left[0])
    gap = fold_text(gap)
    if not gap or is_unspaced(left[0]):
        return not gap
    return gap == " " or bool(_GAP.fullmatch(gap)) or (len(left[0]) <= 2 and bool(_INITIALS_GAP.fullmatch(gap)))


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
