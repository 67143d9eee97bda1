"""Words of many texts at once: the same as those of `tracker.text`, one text after the other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.match.grams import word_hashes, word_weights
from tracker.match.words import batches, hashed
from tracker.text import folded_words, is_unspaced

#: Characters that folding treats each in its own way, mixed with any other, surrogates too.
TEXT = st.text(
    st.sampled_from("ab '`É\u0301ßæﬁ½ﷺ-–’\u00ad\u200b漢ガｶﾞไำ่ขໜ✓㈠ខ្មែ हिं م\u0640ıŁ_.\n\ud83d\U0001f600")
    | st.characters(codec=None, exclude_categories=()),
    max_size=60,
)


@given(st.lists(TEXT, max_size=6))
def test_the_same_words_as_one_by_one(texts: list[str]) -> None:
    found = hashed(texts)
    assert len(found.bounds) == len(texts) + 1
    assert found.bounds[-1] == len(found.hashes)
    for text, (begin, end) in zip(texts, pairwise(found.bounds), strict=True):
        words = folded_words(text)
        assert found.hashes[begin:end].tolist() == word_hashes(words).tolist()
        weights = [2] * len(words) if found.weights is None else found.weights[begin:end].tolist()
        assert weights == word_weights(words, unspaced=is_unspaced(text)).tolist()


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["\n"], ["", "é", ""], ["'", "’"]])
def test_texts_without_words(texts: list[str]) -> None:
    found = hashed(texts)
    assert len(found.bounds) == len(texts) + 1
    assert len(found.hashes) == sum(map(len, map(folded_words, texts)))


@given(st.lists(st.integers(0, 30_000), max_size=8))
def test_batches_hold_every_text_in_order(sizes: list[int]) -> None:
    texts = [chr(97 + number) * size for number, size in enumerate(sizes)]
    found = list(batches(texts))
    assert [text for batch in found for text in batch] == texts
    assert all(len(batch) == 1 or sum(map(len, batch)) <= 1 << 15 for batch in found)
