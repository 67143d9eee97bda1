"""Headlines as edits: one that differs from the origin's is an outlet's own, and whoever shares it shares an edit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tracker.text import words
from tracker.types import Candidate, Edit

_STRENGTH = 1.8  #: the wire's newer version has another headline too
_WORDS = 4  #: of a headline that says anything
_SEVERAL = 3  #: houses that have a headline which no one of them made
_QUOTE = 90


def headlines(
    articles: Mapping[int, Candidate], members: Sequence[int], houses: Mapping[int, str], origin: int | None
) -> list[Edit]:
    """Headlines other than the origin's, or, where that was not seen, than the one of most houses, three at least."""
    titles: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for member in members:
        titles[tuple(word.folded for word in words(articles[member].title))].append(member)
    if origin is not None:
        base = {title for title, held in titles.items() if origin in held}
    else:
        votes = {title: len({houses[m] for m in held}) for title, held in titles.items()}
        most = [title for title, count in votes.items() if count == max(votes.values())]
        base = {most[0]} if len(most) == 1 and votes[most[0]] >= _SEVERAL else set()
    kept = frozenset(member for title in base for member in titles[title])
    if not kept:
        return []
    return [
        Edit(
            kind="headline",
            holders=frozenset(held),
            kept=kept,
            strength=_STRENGTH,
            quote=articles[held[0]].title[:_QUOTE],
        )
        for title, held in titles.items()
        if title not in base and len(title) >= _WORDS
    ]
