"""The words of `languages.toml`, of all languages together, compiled."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from tracker.catalogue import ANYWHERE, CAPITAL, FIRST_FREE, Cues
from tracker.credits.cues import required_words
from tracker.credits.gate import Gate, Gated

Pattern = re.Pattern[str] | Gated

#: What may stand around a word that opens a line: bullets, brackets, quotes.
_HEAD = r"[\s\[(（【*_«\"“”'‘’•·▪■●►▶>|/—–-]{0,6}"
_COLON = r"\s{0,2}(?:[:：;=]|\s[-—–]\s|[—–])\s{0,2}"


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns. Where a pattern opens a line, its end is where the name begins."""

    by: Pattern  #: opens a line, no colon
    author: Pattern  #: opens a line, with colon
    author_bare: Pattern  #: the same without colon, for author elements only
    bio: Pattern  #: opens a line about the author
    and_: Pattern  #: between two names
    place: Pattern  #: the place behind a name, to the end
    staff: Pattern  #: a whole author line that names nobody
    desk: Pattern  #: a word for staff at the head or the tail of a name
    title: Pattern  #: a whole part of an author line that is a title
    title_edge: Pattern  #: a title at the head of a name
    organisation: Pattern  #: anywhere in a name
    source: Pattern  #: opens a line, with colon
    source_bare: Pattern  #: is the whole line
    from_: Pattern  #: opens a line, no colon needed
    with_: Pattern  #: opens a part of an author line
    statements: tuple[Pattern, ...]  #: open a line that is no author line
    contributed: Pattern  #: anywhere; the name follows
    contributed_after: Pattern  #: anywhere; the name precedes
    republished: Pattern  #: anywhere; the name follows
    syndicated: Pattern  #: anywhere
    office: Pattern  #: opens a name
    translated: Pattern  #: opens a line, no colon needed
    photo: Pattern  #: opens a line, with colon
    platform: Pattern  #: anywhere in a name
    pictures: Pattern  #: anywhere in a name
    on_platform: Pattern  #: the platform behind a name, to the end: "X via YouTube"
    sentence: Pattern  #: a word that makes a name a sentence
    reporting: Pattern
    editing: Pattern
    month: Pattern  #: a whole word
    particle: frozenset[str]  #: small words inside a person's name
    dateline: frozenset[str]  #: small words inside a dateline
    cues: Cues  #: the words by which a line shows its signs


class Sign:
    """What a line may hold, told by its words: for which readers it is worth a look. Bits, joined by `|`."""

    NAMED: Final = ANYWHERE | CAPITAL  #: a word or two of a catalogued name, in whatever case
    REPUBLISHED: Final = FIRST_FREE
    CONTRIBUTED: Final = FIRST_FREE << 1
    WITH: Final = FIRST_FREE << 2
    SOURCE: Final = FIRST_FREE << 3
    BY: Final = FIRST_FREE << 4
    PHOTO: Final = FIRST_FREE << 5
    COPYRIGHT: Final = FIRST_FREE << 6
    DESK: Final = FIRST_FREE << 7


#: The lists of the table behind each sign, and words of patterns that are not in the table.
_SIGNS: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Sign.REPUBLISHED: (("republished", "syndicated", "translated"), ("published", "content")),
    Sign.CONTRIBUTED: (("contributed", "contributed_after"), ()),
    Sign.WITH: (("with",), ()),
    Sign.SOURCE: (("source", "original", "from", "office"), ()),
    Sign.BY: (("by", "author"), ()),
    Sign.PHOTO: (("photo", "pictures"), ()),
    Sign.COPYRIGHT: ((), ("copyright", "copr", "c", "版", "حقوق")),
    Sign.DESK: (
        ("reporting", "editing"),
        (
            *("reporting", "writing", "reported", "written", "reporte", "reportaje", "reportajes", "reportagem"),
            *(
                "bericht",
                "informacion",
                "editing",
                "edicion",
                "redigiert",
                "compiled",
                "tradotto",
                "editado",
                "service",
            ),
        ),
    ),
}
_OPEN_END = frozenset(["syndicated", "contributed_after"])  # patterns behind which a word may go on


@cache
def load_words() -> Words:
    """Read and compile the shipped table; done once."""
    table = tomllib.loads(resources.files("tracker.credits").joinpath("languages.toml").read_text(encoding="utf-8"))
    lists = {name: _fragments(table, name) for name in dict.fromkeys(name for of in table.values() for name in of)}
    gate = Gate()

    def join(name: str) -> str:
        return "|".join(lists[name])

    def guarded(pattern: str, *names: str, flags: int = re.IGNORECASE, marks: Sequence[str] = ()) -> Gated:
        return gate.guard(re.compile(pattern, flags), [*marks, *(word for name in names for word in lists[name])])

    flags = re.IGNORECASE
    return Words(
        by=guarded(rf"{_HEAD}(?:{join('by')})\b[:：]?\s{{1,3}}", "by"),
        author=guarded(rf"{_HEAD}(?:{join('author')}){_COLON}", "author"),
        author_bare=guarded(
            rf"{_HEAD}(?:{join('author')}|{join('by')})(?:\s{{0,2}}[:：/]|\b)\s{{0,3}}", "author", "by"
        ),
        bio=guarded(rf"{_HEAD}(?:{join('bio')})\b", "bio"),
        and_=guarded(rf"\s(?:{join('and')})\s|(?:\s)?[&、]\s?", "and", marks=("&", "、")),
        place=guarded(rf"\s(?:{join('place')})\s[^\s].{{0,60}}$", "place", flags=re.NOFLAG),
        staff=guarded(rf"(?:the )?(?:{join('staff')})[.,:]?", "staff"),
        desk=guarded(rf"(?:{join('desk')})(?:\W|$)|.{{1,60}}\s(?:{join('desk')})\W?$", "desk"),
        title=guarded(rf"(?:{join('title')})[.,]?", "title"),
        title_edge=guarded(rf"(?:{join('title')})\s+(?=\S)", "title"),
        organisation=guarded(rf"(?<!\w)(?:{join('organisation')})(?!\w)", "organisation"),
        source=guarded(rf"{_HEAD}(?:{join('source')}){_COLON}", "source"),
        source_bare=guarded(rf"{_HEAD}(?:{join('source')}|{join('original')})\s?[:.)\]]?", "source", "original"),
        from_=guarded(rf"{_HEAD}(?:{join('from')})\s{{0,2}}(?:[:：]|\b)\s{{0,3}}", "from"),
        with_=guarded(rf"(?:{join('with')})\b\s{{0,2}}", "with"),
        statements=tuple(
            guarded(rf"{_HEAD}(?:{join(name)})(?!\w)", name) for name in ("contributed", "from", "with", "republished")
        ),
        contributed=guarded(rf"(?<!\w)(?:{join('contributed')})\b\s{{0,2}}[:]?\s{{0,2}}", "contributed"),
        contributed_after=re.compile(rf"\s(?:{join('contributed_after')})", flags),
        republished=re.compile(
            rf"(?<!\w)(?:{join('republished')})(?:\s{{0,2}}[:：—–-]|\b|(?<=\W)|(?=[\u3040-\u9fff]))\s{{0,3}}", flags
        ),
        syndicated=re.compile(rf"(?<!\w)(?:{join('syndicated')})", flags),
        office=guarded(rf"(?:{join('office')})\b", "office"),
        translated=guarded(
            rf"{_HEAD}(?:{join('translated')})(?:{_COLON}|\s|(?=[\u3040-\u9fff]))\s{{0,3}}", "translated"
        ),
        photo=guarded(rf"{_HEAD}(?:{join('photo')})(?:{_COLON}|\s?[/©]\s?)", "photo"),
        platform=guarded(rf"(?<!\w)(?:{join('social')})(?!\w)", "social"),
        pictures=guarded(rf"(?<!\w)(?:{join('pictures')})(?!\w)", "pictures"),
        on_platform=guarded(rf"\s(?:{join('on')})\s{{1,3}}[«\"“]?(?:{join('social')})[»\"”]?$", "social"),
        sentence=guarded(rf"(?<!\w)(?:{join('sentence')})(?!\w)", "sentence"),
        reporting=guarded(rf"[\s(*]*(?:{join('reporting')})\b\s?:?\s*", "reporting"),
        editing=guarded(rf"[\s(*]*(?:{join('editing')})\b", "editing"),
        particle=_plain(table, "particle"),
        dateline=_plain(table, "dateline"),
        month=re.compile(rf"(?:{join('month')})\.?", flags),
        cues=_cues(lists),
    )


def _plain(table: Mapping[str, Mapping[str, Sequence[str]]], name: str) -> frozenset[str]:
    return frozenset(word for language in table.values() for word in language.get(name, ()))


def _cues(lists: Mapping[str, Sequence[str]]) -> Cues:
    """The words by which a line shows its signs. Raises ValueError for a pattern that some text matches without any."""
    words: dict[str, int] = {}
    heads: dict[str, int] = {}
    for sign, (names, others) in _SIGNS.items():
        patterns = [(other, True) for other in others]
        patterns += [(fragment, name not in _OPEN_END) for name in names for fragment in lists[name]]
        for pattern, whole in patterns:
            required = required_words(pattern, whole=whole)
            if required is None:
                raise ValueError(f"no word stands in every text that {pattern!r} matches")
            for word in required:
                table = heads if word.is_head else words
                table[word.letters] = table.get(word.letters, 0) | sign
    return Cues(words, heads)


def _fragments(table: Mapping[str, Mapping[str, Sequence[str]]], name: str) -> list[str]:
    """Fragments of all languages, the longest first; a space stands for any run of spaces."""
    fragments = [fragment for language in table.values() for fragment in language.get(name, ())]
    fragments += [bare for fragment in fragments if (bare := _unaccented_greek(fragment)) != fragment]
    ordered = sorted(dict.fromkeys(fragments), key=lambda fragment: (-len(fragment), fragment))
    return [fragment.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}") for fragment in ordered]


def _unaccented_greek(fragment: str) -> str:
    """Greek in capitals is written without accents: "ΠΗΓΗ" for "πηγή"."""
    if not any("\u0370" <= c <= "\u03ff" for c in fragment):
        return fragment
    return "".join(c for c in unicodedata.normalize("NFD", fragment) if not unicodedata.combining(c))
