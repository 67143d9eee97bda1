"""Sets of words and phrases as `words.toml` writes them: "сообщ*", "*zeitung", "according to"."""

from collections.abc import Iterable, Set

_KEY = 3  # letters by which beginnings are looked up
#: Points and lengthenings of Arabic, which texts write or leave out.
_POINTS = dict.fromkeys([0x640, *range(0x64B, 0x653)])


def plain(text: str) -> str:
    """A text without what its writer might have left out: points of Arabic, the curl of an apostrophe."""
    return text if text.isascii() else text.translate(_POINTS).replace("’", "'")


class Stems:
    """A set of words, some of them given by their beginning ("сообщ*") or their end ("*zeitung")."""

    def __init__(self, words: Iterable[str]) -> None:
        words = [plain(word) for word in words]
        heads = sorted({word[:-1] for word in words if word.endswith("*")})
        self.whole = frozenset(word for word in words if "*" not in word)
        self._ends = tuple(sorted({word[1:] for word in words if word.startswith("*")}))
        # Most words begin like none of them: one look at their first letters answers most questions.
        self._begun = {head[:_KEY]: tuple(h for h in heads if h[:_KEY] == head[:_KEY]) for head in heads}
        self._short = tuple(head for head in heads if len(head) < _KEY)

    def __contains__(self, word: str) -> bool:
        if word in self.whole:
            return True
        begun = self._begun.get(word[:_KEY])
        if begun is not None and word.startswith(begun):
            return True
        return word.startswith(self._short) or word.endswith(self._ends)

    def among(self, words: Set[str]) -> set[str]:
        """Those of `words` that are in the set, in less time than asking for each."""
        begun = self._begun.get
        found = {word for word in words if (heads := begun(word[:_KEY])) is not None and word.startswith(heads)}
        found |= self.whole & words
        if self._short or self._ends:
            found |= {word for word in words if word.startswith(self._short) or word.endswith(self._ends)}
        return found


class Phrases:
    """Words, given as in `Stems`, and runs of up to four words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = [plain(phrase) for phrase in phrases]
        self.single = Stems(phrase for phrase in phrases if " " not in phrase)
        self._runs = {
            length: frozenset(phrase for phrase in phrases if phrase.count(" ") == length - 1) for length in (2, 3, 4)
        }

    def end(self, words: list[str]) -> bool:
        """Whether one of them ends `words`."""
        if not words:
            return False
        if words[-1] in self.single:
            return True
        return any(" ".join(words[-length:]) in runs for length, runs in self._runs.items())
