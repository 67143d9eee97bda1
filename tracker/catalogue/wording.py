"""Words that stand around a name and are no part of it; the words themselves are in `words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from tracker.catalogue.folding import fold_text, words_of


@cache
def wording(kind: str) -> frozenset[str]:
    """The folded words of one list of `words.toml`; of an entry of several words, each.

    `agency_before`, `agency_first`, `agency_second`, `leading`, `trailing`.
    """
    lists = tomllib.loads((files("tracker.catalogue") / "words.toml").read_text(encoding="utf-8"))
    return frozenset(word for entry in lists[kind] for word in words_of(fold_text(entry)))
