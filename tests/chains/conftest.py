"""A made-up press: articles with texts of invented words, their credits, and the matches between them."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from tracker.chains import build_stories
from tracker.match import align
from tracker.text import count_words
from tracker.types import Candidate, Credit, Match, Republication, Story, Text

_SYLLABLES = ("ba", "ko", "ri", "mu", "ten", "sol", "vi", "dar", "le", "po", "shu", "ga", "fen", "ol", "zi", "tra")
_NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)


def sentences(seed: int, count: int = 12) -> list[str]:
    """Sentences of fourteen invented words, the same for the same seed."""
    draw = random.Random(seed)
    words = [["".join(draw.choices(_SYLLABLES, k=3)) for _ in range(14)] for _ in range(count)]
    return [" ".join(sentence).capitalize() + "." for sentence in words]


@dataclass
class Press:
    """Articles by their addresses; `stories()` matches every two of them and builds the stories."""

    texts: dict[int, Text] = field(default_factory=dict)
    articles: dict[int, Candidate] = field(default_factory=dict)

    def publish(
        self,
        url: str,
        text: list[str],
        *,
        stated: tuple[Credit, ...] = (),
        minutes: int | None = None,
        outlet: str | None = None,
        agency: str | None = None,
        owner: str | None = None,
    ) -> int:
        """Adds an article of the outlet that its host names; the id is the number of articles so far."""
        article = len(self.articles) + 1
        host = url.removeprefix("https://").partition("/")[0]
        outlet = outlet or agency or host
        body = "\n".join(text)
        self.texts[article] = Text(article_id=article, outlet=outlet, text=body)
        self.articles[article] = Candidate(
            article_id=article,
            url=url,
            outlet=outlet,
            owner=owner,
            title=f"Title {article}",
            words=count_words(body),
            published=_NOON + timedelta(minutes=article if minutes is None else minutes),
            first_seen=_NOON + timedelta(days=1, minutes=article),
            credits=stated,
            agency_of_site=agency,
        )
        return article

    def matches(self) -> list[Match]:
        """Of every two articles."""
        found = (align(self.texts[a], self.texts[b]) for a, b in combinations(sorted(self.texts), 2))
        return [match for match in found if match is not None]

    def stories(self) -> list[Story]:
        """As the pipeline builds them."""
        return build_stories(self.articles, self.matches())

    def story(self) -> tuple[Story, dict[int, Republication]]:
        """The only story, and its members by article."""
        (story,) = self.stories()
        return story, {member.article_id: member for member in story.members}


@pytest.fixture
def press() -> Press:
    return Press()


def credit(
    source: str,
    *,
    kind: str = "agency",
    form: str = "byline",
    extent: str = "whole",
    confidence: float = 0.9,
    origin_url: str | None = None,
) -> Credit:
    """A page's statement that its text is `source`'s."""
    return Credit(
        role="credit",
        source=source,
        source_kind=kind,  # type: ignore[arg-type]  # a test may name any kind
        source_name=source.upper(),
        form=form,  # type: ignore[arg-type]
        extent=extent,  # type: ignore[arg-type]
        quote=f"By {source.upper()}",
        location="byline",
        rule="test",
        confidence=confidence,
        origin_url=origin_url,
    )


@pytest.fixture(scope="session")
def credited() -> Callable[..., Credit]:
    return credit


@pytest.fixture(scope="session")
def said() -> Callable[..., list[str]]:
    return sentences


@pytest.fixture(scope="session")
def new_press() -> Callable[[], Press]:
    """For tests that need many."""
    return Press
