"""What worker processes do does not depend on the order in which pages were recorded."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.pipeline.tasks import align_pairs
from tracker.types import Match, Text

#: Sentences of which texts are made: with repetitions, so that a passage of one text has several places in another.
_SENTENCES = tuple(
    f"The {thing} of the {place} was {verb} on the night before the council of the {place} met to hear of the {thing}. "
    for thing in ("crane", "ferry")
    for place in ("harbour", "island")
    for verb in ("painted", "sold")
)
_texts = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=8).map("".join)


@settings(max_examples=150)
@given(_texts, _texts)
def test_a_match_is_the_same_whichever_article_came_first(one: str, other: str) -> None:
    early, late = Text(article_id=1, text=one, outlet="a"), Text(article_id=2, text=other, outlet="b")
    (match,) = align_pairs([(early, late)])
    (turned,) = align_pairs([(replace(late, article_id=1), replace(early, article_id=2))])
    assert _of_both(match) == _of_both(turned, turned=True)


def _of_both(match: Match | None, *, turned: bool = False) -> object:
    if match is None:
        return None
    shares = (match.share_of_a, match.share_of_b)
    passages = [((p.start_a, p.end_a), (p.start_b, p.end_b), p.words) for p in match.passages]
    if turned:
        shares = (match.share_of_b, match.share_of_a)
        passages = [(b, a, words) for a, b, words in passages]
    return match.shared_words, shares, match.kind, sorted(passages)
