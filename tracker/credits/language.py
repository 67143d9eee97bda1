"""The words of `languages.toml`, of all languages together, compiled."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

#: What may stand around a word that opens a line: bullets, brackets, quotes.
_HEAD = r"[\s\[(（【*_«\"“”'‘’•·▪■●►▶>|/—–-]{0,6}"
_COLON = r"\s{0,2}(?:[:：;=]|\s[-—–]\s|[—–])\s{0,2}"


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns. Where a pattern opens a line, its end is where the name begins."""

    by: re.Pattern[str]  #: opens a line, no colon
    author: re.Pattern[str]  #: opens a line, with colon
    author_bare: re.Pattern[str]  #: the same without colon, for author elements only
    and_: re.Pattern[str]  #: between two names
    place: re.Pattern[str]  #: the place behind a name, to the end
    staff: re.Pattern[str]  #: a whole author line that names nobody
    desk: re.Pattern[str]  #: a word for staff at the head or the tail of a name
    title: re.Pattern[str]  #: a whole part of an author line that is a title
    title_edge: re.Pattern[str]  #: a title at the head of a name
    organisation: re.Pattern[str]  #: anywhere in a name
    source: re.Pattern[str]  #: opens a line, with colon
    source_bare: re.Pattern[str]  #: is the whole line
    from_: re.Pattern[str]  #: opens a line, no colon needed
    with_: re.Pattern[str]  #: opens a part of an author line
    statements: tuple[re.Pattern[str], ...]  #: open a line that is no author line
    contributed: re.Pattern[str]  #: anywhere; the name follows
    contributed_after: re.Pattern[str]  #: anywhere; the name precedes
    republished: re.Pattern[str]  #: anywhere; the name follows
    syndicated: re.Pattern[str]  #: anywhere
    office: re.Pattern[str]  #: opens a name
    translated: re.Pattern[str]  #: opens a line, no colon needed
    photo: re.Pattern[str]  #: opens a line, with colon
    cites_signs: frozenset[str]  #: heads of words, three lower-case letters, of which every citation holds one
    cites: re.Pattern[str]  #: lower case, whole: the words between a verb and a name
    cites_after: re.Pattern[str]  #: lower case, at the head of what follows a name
    media: frozenset[str]  #: lower case, words in the name of a medium
    platform: re.Pattern[str]  #: anywhere in a name
    pictures: re.Pattern[str]  #: anywhere in a name
    on_platform: re.Pattern[str]  #: the platform behind a name, to the end: "X via YouTube"
    sentence: re.Pattern[str]  #: a word that makes a name a sentence
    no_medium: frozenset[str]  #: lower case, words beside a name that is no medium's
    social: re.Pattern[str]  #: lower case, behind a word for "on"; the name is group 1
    invites: tuple[str, ...]  #: lower case stems
    reporting: re.Pattern[str]
    editing: re.Pattern[str]
    month: re.Pattern[str]  #: a whole word
    particle: frozenset[str]  #: small words inside a person's name
    dateline: frozenset[str]  #: small words inside a dateline


@cache
def load_words() -> Words:
    """Read and compile the shipped table; done once."""
    table = tomllib.loads(resources.files("tracker.credits").joinpath("languages.toml").read_text(encoding="utf-8"))

    def join(name: str) -> str:
        return _alternatives([fragment for language in table.values() for fragment in language.get(name, ())])

    flags = re.IGNORECASE
    return Words(
        by=re.compile(rf"{_HEAD}(?:{join('by')})\b[:：]?\s{{1,3}}", flags),
        author=re.compile(rf"{_HEAD}(?:{join('author')}){_COLON}", flags),
        author_bare=re.compile(rf"{_HEAD}(?:{join('author')}|{join('by')})(?:\s{{0,2}}[:：/]|\b)\s{{0,3}}", flags),
        and_=re.compile(rf"\s(?:{join('and')})\s|(?:\s)?[&、]\s?", flags),
        place=re.compile(rf"\s(?:{join('place')})\s[^\s].{{0,60}}$"),
        staff=re.compile(rf"(?:the )?(?:{join('staff')})[.,:]?", flags),
        desk=re.compile(rf"(?:{join('desk')})(?:\W|$)|.{{1,60}}\s(?:{join('desk')})\W?$", flags),
        title=re.compile(rf"(?:{join('title')})[.,]?", flags),
        title_edge=re.compile(rf"(?:{join('title')})\s+(?=\S)", flags),
        organisation=re.compile(rf"(?<!\w)(?:{join('organisation')})(?!\w)", flags),
        source=re.compile(rf"{_HEAD}(?:{join('source')}){_COLON}", flags),
        source_bare=re.compile(rf"{_HEAD}(?:{join('source')}|{join('original')})\s?[:.)\]]?", flags),
        from_=re.compile(rf"{_HEAD}(?:{join('from')})\s{{0,2}}(?:[:：]|\b)\s{{0,3}}", flags),
        with_=re.compile(rf"(?:{join('with')})\b\s{{0,2}}", flags),
        statements=tuple(
            re.compile(rf"{_HEAD}(?:{join(name)})(?!\w)", flags)
            for name in ("contributed", "from", "with", "republished")
        ),
        contributed=re.compile(rf"(?<!\w)(?:{join('contributed')})\b\s{{0,2}}[:]?\s{{0,2}}", flags),
        contributed_after=re.compile(rf"\s(?:{join('contributed_after')})", flags),
        republished=re.compile(
            rf"(?<!\w)(?:{join('republished')})(?:\s{{0,2}}[:：—–-]|\b|(?<=\W)|(?=[\u3040-\u9fff]))\s{{0,3}}", flags
        ),
        syndicated=re.compile(rf"(?<!\w)(?:{join('syndicated')})", flags),
        office=re.compile(rf"(?:{join('office')})\b", flags),
        translated=re.compile(rf"{_HEAD}(?:{join('translated')})(?:{_COLON}|\s|(?=[\u3040-\u9fff]))\s{{0,3}}", flags),
        photo=re.compile(rf"{_HEAD}(?:{join('photo')})(?:{_COLON}|\s?[/©]\s?)", flags),
        cites_signs=frozenset(
            stem.replace("'", " ").split()[0][:3]
            for language in table.values()
            for stem in language.get("cites_signs", ())
        ),
        cites=re.compile(rf"(?:{join('cites')})(?:[\s,:—–-]{{1,3}}(?:{join('medium')})){{0,2}}[\s\"'«„“”‘’(/:]*"),
        cites_after=re.compile(rf"[\s\"'»“”’).,/]{{0,4}}(?:{join('cites_after')})(?!\w)"),
        media=frozenset(word for language in table.values() for word in language.get("media", ())),
        platform=re.compile(rf"(?<!\w)(?:{join('social')})(?!\w)", flags),
        pictures=re.compile(rf"(?<!\w)(?:{join('pictures')})(?!\w)", flags),
        on_platform=re.compile(rf"\s(?:{join('on')})\s{{1,3}}[«\"“]?(?:{join('social')})[»\"”]?$", flags),
        sentence=re.compile(rf"(?<!\w)(?:{join('sentence')})(?!\w)", flags),
        no_medium=frozenset(word for language in table.values() for word in language.get("no_medium", ())),
        social=re.compile(rf"(?<!\w)(?:{join('on')})[\s\"«“(]{{1,3}}(?:\w{{1,8}}\s)?[«\"“]?({join('social')})(?!\w)"),
        invites=tuple(stem for language in table.values() for stem in language.get("invites", ())),
        reporting=re.compile(rf"[\s(*]*(?:{join('reporting')})\b\s?:?\s*", flags),
        editing=re.compile(rf"[\s(*]*(?:{join('editing')})\b", flags),
        particle=frozenset(word for language in table.values() for word in language.get("particle", ())),
        dateline=frozenset(word for language in table.values() for word in language.get("dateline", ())),
        month=re.compile(rf"(?:{join('month')})\.?", flags),
    )


def _unaccented_greek(fragment: str) -> str:
    """Greek in capitals is written without accents: "ΠΗΓΗ" for "πηγή"."""
    if not any("\u0370" <= c <= "\u03ff" for c in fragment):
        return fragment
    return "".join(c for c in unicodedata.normalize("NFD", fragment) if not unicodedata.combining(c))


def _alternatives(fragments: list[str]) -> str:
    """One alternation, longest fragment first; a space stands for any run of spaces."""
    fragments = fragments + [bare for fragment in fragments if (bare := _unaccented_greek(fragment)) != fragment]
    ordered = sorted(dict.fromkeys(fragments), key=lambda fragment: (-len(fragment), fragment))
    return "|".join(fragment.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}") for fragment in ordered)
