"""Made-up prose: sentences of invented words, the same for the same seed, with none shared between two seeds."""

import random
from collections.abc import Callable

import pytest

from tracker.types import Text

_SYLLABLES = ("ba", "ko", "ri", "mu", "ten", "sol", "vi", "dar", "le", "po", "shu", "ga", "fen", "ol", "zi", "tra")


@pytest.fixture(scope="session")
def prose() -> Callable[..., str]:
    """`prose(seed, sentences=10, size=14)`: that many sentences of that many words, three to a paragraph."""

    def make(seed: int, sentences: int = 10, size: int = 14) -> str:
        draw = random.Random(seed)
        made = []
        for _ in range(sentences):
            words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))) for _ in range(size)]
            made.append(" ".join(words).capitalize() + ".")
        return "\n".join(" ".join(made[i : i + 3]) for i in range(0, len(made), 3))

    return make


@pytest.fixture(scope="session")
def article() -> Callable[..., Text]:
    """`article(id, text, outlet=...)`."""

    def make(article_id: int, text: str, outlet: str | None = None) -> Text:
        return Text(article_id=article_id, outlet=outlet or f"outlet-{article_id}", text=text)

    return make
