"""Keys for organisations that the catalogue does not know."""

import re

from anyascii import anyascii

from tracker.urls import host, registrable_domain

_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#:]\S*)?", re.IGNORECASE)
_APART = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"['’`ʼ]")
_LEGAL = frozenset(
    [
        *("inc", "incorporated", "llc", "ltd", "limited", "plc", "lp", "llp", "corp", "corporation", "co"),
        *("gmbh", "mbh", "ag", "kg", "kgaa", "sa", "sas", "sarl", "spa", "srl", "bv", "nv", "ab", "asa", "oy", "oyj"),
        *("kft", "zrt", "doo", "dd", "sro", "pty", "pte", "ooo", "ao", "zao", "oao", "pao", "too", "tov"),
    ]
)
#: English words that names in other scripts borrow, as they come back from there.
_LOANS = {"onlayn": "online", "nyus": "news", "nius": "news", "taym": "time", "tayms": "times", "tsentr": "center"}
_LEGAL_FIRST = frozenset(["ooo", "ao", "zao", "oao", "pao", "too", "tov"])  # Russian and Ukrainian forms lead
_LONGEST = 80  # characters of a key; a longer "name" is a sentence


def unknown_key(name: str) -> str:
    """Key of an organisation that is not in the catalogue, by the convention of the annotation guide.

    Lower-case Latin words joined by `-`, no legal form, no article; a domain or address gives the first label of its
    registrable domain. Never raises; a name without letters or digits gives `unknown`.
    """
    stripped = name.strip().strip("«»\"“”„'‘’()[]<>.,;:").strip()
    if _DOMAIN.fullmatch(stripped):
        place = host(stripped) if "//" in stripped else re.split(r"[/?#:]", stripped)[0]
        label = registrable_domain(place).split(".")[0]
        if key := _joined(label.split()):
            return key
    words = _APART.sub(" ", anyascii(_APOSTROPHES.sub("", stripped)).lower()).split()
    words = [_LOANS.get(word, word) for word in words]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and words[-1] in _LEGAL:
        del words[-1]
    while len(words) > 1 and words[0] in _LEGAL_FIRST:
        del words[0]
    return _joined(words) or "unknown"


def _joined(words: list[str]) -> str:
    return _APART.sub("-", anyascii("-".join(words)).lower()).strip("-")[:_LONGEST].rstrip("-")
