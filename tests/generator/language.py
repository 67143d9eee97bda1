"""A made-up language: words by their frequency, spellings of two countries, words that mean the same, sentences."""

import random
from dataclasses import dataclass
from functools import cache

_FIRST = ("ba", "ko", "ri", "mu", "te", "so", "vi", "da", "le", "po", "shu", "ga", "fe", "o", "zi", "tra", "ne", "hal")
_LATER = (
    "ben",
    "kor",
    "rim",
    "mut",
    "ten",
    "sol",
    "vir",
    "dar",
    "lem",
    "pos",
    "gan",
    "fel",
    "nor",
    "zit",
    "tral",
    "wen",
)
_SMALL = (
    "a",
    "te",
    "ro",
    "um",
    "li",
    "na",
    "so",
    "er",
    "de",
    "ip",
    "al",
    "vo",
    "ke",
    "ma",
    "ul",
    "ti",
    "ne",
    "or",
    "su",
)
_VARIANT = 0.07  #: words that two countries spell in two ways


@dataclass(frozen=True, slots=True)
class Language:
    """Content words come in groups that mean the same; the first of a group is what most people write."""

    small: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    group_of: dict[str, tuple[str, ...]]
    spellings: dict[str, str]  #: of one country, by the other's

    def word(self, draw: random.Random) -> str:
        """By its frequency: about half of all words are small ones."""
        if draw.random() < 0.45:
            return self.small[min(int(draw.expovariate(0.18)), len(self.small) - 1)]
        if draw.random() < 0.03:
            return str(draw.randint(2, 9_999))
        group = self.groups[min(int(draw.paretovariate(0.6) * 4) - 4, len(self.groups) - 1)]
        return group[0]

    def sentence(self, draw: random.Random, least: int = 9, most: int = 24) -> tuple[str, ...]:
        """Words of one sentence, without its full stop."""
        return tuple(self.word(draw) for _ in range(draw.randint(least, most)))

    def synonym(self, draw: random.Random, word: str) -> str | None:
        """Another word for the same; None for small words and figures."""
        others = [other for other in self.group_of.get(word, ()) if other != word]
        return draw.choice(others) if others else None


@cache
def language() -> Language:
    """Always the same language: stories differ by what is said in it."""
    draw = random.Random(20_261)
    made: set[str] = set()

    def new() -> str:
        while True:
            word = draw.choice(_FIRST) + "".join(draw.choices(_LATER, k=draw.choice((1, 1, 2, 2, 3))))
            if word not in made:
                made.add(word)
                return word

    groups = tuple(tuple(new() for _ in range(4)) for _ in range(2_500))
    spellings = {word: _respelt(word) for group in groups for word in group[:1] if draw.random() < _VARIANT}
    return Language(_SMALL, groups, {word: group for group in groups for word in group}, spellings)


def misspelt(draw: random.Random, word: str) -> str:
    """Two letters within the word change places."""
    place = draw.randint(1, len(word) - 3)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _respelt(word: str) -> str:
    for old, new in (("or", "our"), ("er", "re"), ("s", "z"), ("l", "ll"), ("t", "tt")):
        place = word.find(old, 2)
        if place > 0:
            return word[:place] + new + word[place + len(old) :]
    return word + "e"
