"""Words, folded, with offsets that point into the text as stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text import count_words, fold, fold_word, folded_words, is_unspaced, word_spans, words

#: Characters that folding treats each in its own way, mixed with any other.
TEXT = st.text(
    st.sampled_from("ab É\u0301ßﬁ½ﷺ-–'’\u00ad\u200b漢ガｶﾞไำ่ខ្មែ हिं م\u0640ıŁ_.\n") | st.characters(), max_size=60
)


@given(TEXT)
def test_the_quick_ways_give_the_same_words(text: str) -> None:
    found = words(text)
    assert folded_words(text) == [word.folded for word in found]
    assert word_spans(text) == [(word.start, word.end) for word in found]
    assert count_words(text) == len(found)


@given(TEXT)
def test_what_stands_at_a_words_place_folds_to_the_word(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end
        assert word.folded == fold_word(text[word.start : word.end]) == fold_word(word.folded)


@given(TEXT, TEXT)
def test_words_do_not_depend_on_the_lines_around_them(before: str, after: str) -> None:
    assert folded_words(f"{before}\n{after}") == folded_words(before) + folded_words(after)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ÉLAN", "elan"),
        ("e\u0301lan", "elan"),  # accents of their own
        ("Łódź Ærø Đakovo", "lodz aero dakovo"),
        ("STRASSE Straße", "strasse strasse"),
        ("KIZ kız İzmir", "kiz kiz izmir"),
        ("ﬁnal o\ufb00er", "final offer"),  # ligatures
        ("ＡＢＣ １２", "abc 12"),  # full width
        ("𝐁𝐨𝐥𝐝 𝔉", "bold f"),
        ("infor\u00admation zero\u200bwidth \ufeffmark \u200eright\u200f", "information zerowidth mark right"),
        ("don't don’t donʼt don`t", "dont dont dont dont"),
        ("‘quoted’ “quoted” «quoted» „quoted“", "quoted quoted quoted quoted"),
        ("twenty-one twenty‑one twenty–one", "twenty one twenty one twenty one"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("Ёлка ёлка", "елка елка"),
        ("كتـــاب كِتَاب", "كتاب كتاب"),  # stretched; with points
        ("٢٠١٩ ۲۰۱۹", "2019 2019"),
        ("snake_case", "snake case"),
        ("한국", unicodedata.normalize("NFKD", "한국")),
        ("漢字。仮名", "漢 字 仮 名"),
        ("ｶﾞｲﾄﾞ ガイド", "カ イ ト カ イ ト"),
        ("新iPhone发布", "新 iphone 发 布"),
        ("...", ""),
    ],
)
def test_folding(written: str, plain: str) -> None:
    assert folded_words(written) == plain.split()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("“Don’t!” e\u0301t\u00ade\u0301.", ["Don’t", "e\u0301t\u00ade\u0301"]),
        ("\u200bhid\u200bden\u200b", ["hid\u200bden"]),
        ("हवा, हिंदी", ["हवा", "हिंदी"]),
        ("น้ำ", ["น้", "ำ"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == places


@pytest.mark.parametrize(
    ("text", "count"),
    [("नमस्ते दुनिया", 2), ("السَّلامُ عليكم", 2), ("שָׁלוֹם", 1), ("ไทย", 3), ("ខ្មែរ", 4), ("e\u0301lan", 1)],
)
def test_marks_stand_inside_words(text: str, count: int) -> None:
    assert count_words(text) == count


def test_scripts_without_spaces() -> None:
    assert is_unspaced("abc 漢")
    assert is_unspaced("abc \U00020000")
    assert not is_unspaced("abc déf αβγ हिन्दी 。・")


def test_names_keep_what_stands_between_their_words() -> None:
    assert fold("Anne-Marie O’Neill") == "anne-marie oneill"
    assert fold("José Łoś, Jr.") == "jose łos, jr."
