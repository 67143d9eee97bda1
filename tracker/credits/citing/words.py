"""The words of `words.toml`: by which a text of one language names its sources of information."""

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tracker.credits.citing.stems import Phrases, Stems

_TABLES = frozenset(["any", "platforms"])  # that are of no single language


@cache
def load_cues(language: str | None) -> "Cues":
    """The words of a language (ISO 639-1) and of those near to it; of English where it is unknown or has no table."""
    table = _table()
    code = (language or "").lower().partition("-")[0]
    first = code if code in table and code not in _TABLES else "en"
    tables = [table[name] for name in dict.fromkeys(["any", first, *table[first].get("near", ())])]

    def words(*keys: str) -> list[str]:
        return [word for key in keys for words in tables for word in words.get(key, ())]

    return Cues(
        cites=Phrases(words("cites")),
        according=Phrases(words("according")),
        heads=frozenset(words("heads")),
        voices=Stems(words("voices")),
        says=Stems(words("says")),
        talks=Stems(words("talks")),
        to=frozenset(words("to")),
        toward=frozenset(words("toward")),
        reports=Stems(words("reports")),
        helps=frozenset(words("helps")),
        skips=Stems(words("skips")),
        media=Stems(words("media")),
        offices=Stems(words("offices")),
        shows=Stems(words("shows")),
        titles=frozenset(words("titles")),
        others=Stems(words("others")),
        on=frozenset(words("on")),
        pages=Stems(words("pages")),
        of=frozenset(words("of")),
        ands=frozenset(words("ands")),
        before=tuple(words("before")),
        behind=tuple(words("behind")),
        dative=bool(table[first].get("dative")),
        large=bool(table[first].get("large")),
        peoples=bool(table[first].get("peoples")),
        late=bool(table[first].get("late")),
        postfix=bool(table[first].get("postfix")),
        citing=Stems(
            [*words("says", "reports", "heads"), *(phrase.rpartition(" ")[2] for phrase in words("cites"))],
        ),
        kinds=Stems(words("media", "titles", "shows", "talks")),
        opens=Stems(phrase for phrase in words("starts", "cites", "says", "reports", "helps", "to", "skips")),
        invites=tuple(words("invites")),
    )


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language and of those near to it. What each is, `words.toml` says at its head."""

    cites: Phrases
    according: Phrases
    heads: frozenset[str]
    voices: Stems
    says: Stems
    talks: Stems
    to: frozenset[str]
    toward: frozenset[str]
    reports: Stems
    helps: frozenset[str]
    skips: Stems
    media: Stems
    offices: Stems
    shows: Stems
    titles: frozenset[str]
    others: Stems
    on: frozenset[str]
    pages: Stems
    of: frozenset[str]
    ands: frozenset[str]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    dative: bool
    large: bool
    peoples: bool
    late: bool
    postfix: bool
    citing: Stems  #: every word that may cite, and the last of every phrase
    kinds: Stems  #: every word of a medium or a talk
    opens: Stems  #: words that open a sentence and are no name
    invites: tuple[str, ...]


def guess_language(words: Set[str]) -> str | None:
    """The language of which a text holds most of the words by which texts cite; None where it holds none."""
    held = {name: len(words & _small(name)) for name in _table() if name not in _TABLES}
    best = max(held, key=lambda name: held[name])
    return best if held[best] else None


@cache
def _small(language: str) -> frozenset[str]:
    table = _table()[language]
    return frozenset(word for key in ("skips", "helps", "to", "cites", "on") for word in table.get(key, ()))


@cache
def load_platforms() -> tuple[Stems, tuple[tuple[str, Stems], ...]]:
    """Spellings of all platforms whose accounts are quoted, and those of each beside its name."""
    table = _table()["platforms"]
    return Stems(word for words in table.values() for word in words), tuple(
        (name, Stems(words)) for name, words in table.items()
    )


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    path = resources.files("tracker.credits.citing").joinpath("words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
