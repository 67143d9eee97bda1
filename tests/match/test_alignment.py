"""Two texts side by side: what is found, where, and what it is called."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from tracker.match import GUARANTEE, align, align_all, alignment
from tracker.match.alignment import SHORTEST
from tracker.match.reads import Reads
from tracker.text import count_words, words
from tracker.types import Match, Text

Prose = Callable[..., str]
Article = Callable[..., Text]


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def matched(a: Text, b: Text) -> Match:
    match = align(a, b)
    assert match is not None
    return match


def check(match: Match, a: Text, b: Text) -> None:
    """What holds for every match: offsets inside the texts, no overlap, (nearly) the same words on both sides."""
    for side, text in (("a", a.text), ("b", b.text)):
        spans = sorted((getattr(p, f"start_{side}"), getattr(p, f"end_{side}")) for p in match.passages)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert [p.start_a for p in match.passages] == sorted(p.start_a for p in match.passages)
    for p in match.passages:
        in_a, in_b = folded(a.text[p.start_a : p.end_a]), folded(b.text[p.start_b : p.end_b])
        assert in_a[0] == in_b[0]
        assert in_a[-1] == in_b[-1]
        assert p.words <= LCSseq.similarity(in_a, in_b)  # as many words stand on both sides, in this order
        assert p.words * 3 >= max(len(in_a), len(in_b))  # a gap is at most twice as long as the shortest tile
    assert match.shared_words == sum(p.words for p in match.passages)
    assert match.share_of_a == pytest.approx(match.shared_words / count_words(a.text))
    assert match.share_of_b == pytest.approx(match.shared_words / count_words(b.text))


def test_a_whole_copy(prose: Prose, article: Article) -> None:
    a, b = article(1, prose(1)), article(2, prose(1))
    match = matched(a, b)
    check(match, a, b)
    assert (match.article_a, match.article_b, match.kind) == (1, 2, "copy")
    assert (match.share_of_a, match.share_of_b, len(match.passages)) == (1.0, 1.0, 1)


def test_the_lower_id_is_a_whichever_comes_first(prose: Prose, article: Article) -> None:
    a, b = article(7, prose(1)), article(3, prose(1) + "\n" + prose(2, sentences=3))
    assert align(a, b) == align(b, a)
    assert matched(a, b).article_a == 3


def test_a_copy_cut_from_the_end(prose: Prose, article: Article) -> None:
    whole = prose(1, sentences=30)
    a, b = article(1, whole), article(2, "\n".join(whole.split("\n")[:3]))
    match = matched(a, b)
    check(match, a, b)
    assert match.kind == "copy"
    assert match.share_of_b == 1.0
    assert match.share_of_a == pytest.approx(0.3)


def test_paragraphs_that_changed_places(prose: Prose, article: Article) -> None:
    paragraphs = prose(1, sentences=12).split("\n")
    a, b = article(1, "\n".join(paragraphs)), article(2, "\n".join(reversed(paragraphs)))
    match = matched(a, b)
    check(match, a, b)
    assert match.kind == "copy"
    assert match.share_of_a == 1.0
    assert len(match.passages) == 4


def test_small_edits_stay_inside_one_passage(prose: Prose, article: Article) -> None:
    text = prose(1)
    edited = re.sub(r"(?m)^(\w+ \w+ \w+ \w+ \w+ \w+) \w+", r"\1 instead", text)
    a, b = article(1, text), article(2, edited)
    match = matched(a, b)
    check(match, a, b)
    assert match.kind == "copy"
    assert len(match.passages) == 1
    assert match.shared_words == count_words(text) - text.count("\n") - 1


def test_a_background_paragraph_is_a_part(prose: Prose, article: Article) -> None:
    shared = prose(5, sentences=5)
    a = article(1, prose(1, sentences=15) + "\n" + shared)
    b = article(2, prose(2, sentences=20) + "\n" + shared)
    match = matched(a, b)
    check(match, a, b)
    assert match.kind == "partial"


def test_one_speaker_in_two_reports(prose: Prose, article: Article) -> None:
    said = f"“{prose(5, sentences=4).replace(chr(10), ' ')}” the minister said."
    a = article(1, prose(1, sentences=4) + "\n" + said + "\n" + prose(3, sentences=2))
    b = article(2, prose(2, sentences=5) + "\n" + said)
    match = matched(a, b)
    check(match, a, b)
    assert match.kind == "quotes"
    assert max(match.share_of_a, match.share_of_b) > 0.4


def test_quoted_on_one_side_and_told_on_the_other(prose: Prose, article: Article) -> None:
    told = prose(5, sentences=5).replace("\n", " ")
    a = article(1, prose(1, sentences=4) + "\n" + told)
    b = article(2, prose(2, sentences=4) + f"\n«{told}»")
    assert matched(a, b).kind == "quotes"


def test_one_announcement_below_two_reports(prose: Prose, article: Article) -> None:
    official = prose(5, sentences=9)
    a = article(1, prose(1, sentences=4) + "\nThe statement of the harbour board\n" + official)
    b = article(2, prose(2, sentences=5) + "\n" + official)
    match = matched(a, b)
    assert max(match.share_of_a, match.share_of_b) > 0.6
    assert match.kind == "quotes"
    # The text carried whole is a copy all the same, whoever wrote it.
    assert matched(article(1, a.text), article(2, official)).kind == "copy"


@pytest.mark.parametrize(("says", "kind"), [("the mayor said", "partial"), ("in the town", "copy")])
def test_less_than_half_shared_and_all_of_it_attributed(says: str, kind: str, prose: Prose, article: Article) -> None:
    shared = prose(5, sentences=9, size=10).replace(".", f" {says}.")
    a = article(1, prose(1, sentences=9, size=14) + "\n" + shared)
    b = article(2, prose(2, sentences=12, size=14) + "\n" + shared)
    match = matched(a, b)
    assert 0.45 <= match.share_of_a < 0.5
    assert match.kind == kind


def test_a_list_in_two_reports(prose: Prose, article: Article) -> None:
    items = "\n".join(" ".join(s.split()[:4]) for s in prose(5, sentences=30).split("."))
    a, b = article(1, prose(1, sentences=8) + "\n" + items), article(2, prose(2, sentences=9) + "\n" + items)
    assert matched(a, b).kind == "quotes"


def test_a_copyright_line_on_two_pages(prose: Prose, article: Article) -> None:
    line = "\nCopyright 2031 The Lantern. All rights reserved. This text may not be printed, aired or sold on."
    match = matched(article(1, prose(1) + line), article(2, prose(2) + line))
    assert match.kind == "boilerplate"


def test_a_template_with_other_figures(article: Article) -> None:
    form = (
        "Harbour report for the week. The water stood at {} metres at the north gate and at {} metres at the south. "
        "In all {} ships came in and {} ships left, with {} tonnes of grain and {} tonnes of timber for the islands. "
        "The master of the harbour asks all crews to keep to the marked channel and to the hours of the bridge. "
    )
    a, b = article(1, form.format(3, 5, 71, 68, 900, 41)), article(2, form.format(4, 6, 55, 52, 870, 39))
    match = matched(a, b)
    assert max(match.share_of_a, match.share_of_b) > 0.8
    assert match.kind == "boilerplate"


def test_pages_of_one_outlet_with_its_own_standing_text(prose: Prose, article: Article) -> None:
    standing = prose(9, sentences=6)
    a = article(1, prose(1, sentences=4) + "\n" + standing, outlet="lantern")
    b = article(2, prose(2, sentences=4) + "\n" + standing, outlet="lantern")
    assert matched(a, b).kind == "boilerplate"
    assert matched(article(1, a.text), article(2, b.text)).kind == "copy"


def test_a_later_report_of_one_outlet_that_ends_with_the_earlier_one(prose: Prose, article: Article) -> None:
    before = prose(1, sentences=8)
    a = article(1, before, outlet="lantern")
    later = article(2, prose(2, sentences=5) + "\n" + before, outlet="lantern")
    longer = article(3, before + "\n" + prose(2, sentences=5), outlet="lantern")
    assert matched(a, later).kind == "boilerplate"
    assert matched(a, longer).kind == "copy"
    assert matched(a, article(2, later.text)).kind == "copy"  # another outlet's report is another matter


def test_a_script_without_spaces(article: Article) -> None:
    shared = "市政府周一表示这座横跨北河的老桥将在暴风雨过后重新开放给行人和自行车通行工程师们没有发现新的裂缝"
    a = article(1, f"本报讯。{shared}。记者现场报道")
    b = article(2, f"另据了解，{shared}。")
    match = matched(a, b)
    check(match, a, b)
    assert match.kind == "copy"
    assert shared in a.text[match.passages[0].start_a : match.passages[0].end_a]


def test_nothing_shared(prose: Prose, article: Article) -> None:
    assert align(article(1, prose(1)), article(2, prose(2))) is None


@pytest.mark.parametrize("short", ["", "word", "漢", "a few words of no length at all"])
def test_texts_too_short_to_share_anything(short: str, prose: Prose, article: Article) -> None:
    assert align(article(1, short), article(2, prose(1))) is None
    assert align(article(1, short), article(2, short)) is None


def test_one_sentence_ten_thousand_times(article: Article) -> None:
    flood = "The bridge over the river stays closed for repairs until spring. " * 10_000
    a, b = article(1, flood), article(2, flood[: len(flood) // 2])
    match = matched(a, b)
    assert match.share_of_b > 0.99
    assert len(match.passages) < 10


def test_two_large_texts(prose: Prose, article: Article) -> None:
    half, other = prose(1, sentences=400, size=20), prose(2, sentences=400, size=20)
    match = matched(article(1, half + "\n" + other), article(2, other + "\n" + half))
    assert match.share_of_a == 1.0
    assert len(match.passages) == 2


WORD = st.sampled_from(["port", "closed", "until", "noon", "Mayor", "said", "«ветер»", "άνεμος", "it's", "7", "."])
TEXT = st.lists(WORD, max_size=50).map(" ".join)


# In a run that repeats itself ("no no no ...") there are many ways to lay tiles, and no promise which is taken.
RUN = st.lists(st.integers(0, 99).map("word{}".format), unique=True, min_size=GUARANTEE, max_size=40)


@settings(max_examples=100)
@given(run=RUN, around=st.tuples(TEXT, TEXT, TEXT, TEXT))
def test_whatever_is_found_is_there(run: list[str], around: tuple[str, str, str, str]) -> None:
    a = Text(article_id=1, outlet="one", text=f"{around[0]} {' '.join(run)}\n{around[1]}")
    b = Text(article_id=2, outlet="two", text=f"{around[2]} {' '.join(run)}\n{around[3]}")
    match = matched(a, b)  # the guarantee holds for alignment too
    check(match, a, b)
    assert all(p.words >= SHORTEST for p in match.passages)
    assert max(p.words for p in match.passages) >= GUARANTEE


@given(text=st.text(max_size=200))
def test_any_text_against_itself(text: str) -> None:
    match = align(Text(article_id=1, outlet="one", text=text), Text(article_id=2, outlet="two", text=text))
    if match is not None:
        assert match.share_of_a == pytest.approx(1.0, abs=0.35)


SENTENCE = st.lists(st.integers(0, 40).map("word{}".format), min_size=3, max_size=9).map(" ".join)
#: Texts that share sentences in any order, some many times, with quotes, accents and an unspaced script among them.
SHARING = st.lists(
    st.one_of(SENTENCE, st.sampled_from(["«ветер и дождь»", "Ännchen ﬁel", "漢字仮名交じり文"])), max_size=12
)


@settings(max_examples=150, deadline=None)
@given(parts=SHARING, data=st.data())
def test_passages_of_any_two_texts(parts: list[str], data: st.DataObject) -> None:
    pieces = st.lists(st.sampled_from(parts) if parts else SENTENCE, max_size=20).map(". ".join)
    a = Text(article_id=1, outlet="one", text=data.draw(pieces))
    b = Text(article_id=2, outlet="two", text=data.draw(pieces).upper())
    match = align(a, b)
    assert align(b, a) == match  # the same, whichever is given first
    for one, other in ((a, b), (replace(b, article_id=1), replace(a, article_id=2))):
        match = align(one, other)
        if match is not None:
            check(match, one, other)
            assert 0 < match.share_of_a <= 1
            assert 0 < match.share_of_b <= 1
            assert match.reason


def test_a_passage_found_elsewhere_keeps_two_others_apart(article: Article) -> None:
    one, other, third = (" ".join(f"{name}{n}" for n in range(14)) for name in ("oak", "elm", "ash"))
    a = article(1, f"{one} x y {other}. Then {third[:30]}")
    b = article(2, f"{one} {third[:30]} {other}.")
    check(matched(a, b), a, b)


@given(text=st.text(max_size=60), times=st.integers(1, 60))
def test_a_text_repeated(text: str, times: int) -> None:
    a, b = Text(article_id=1, outlet="one", text=text * times), Text(article_id=2, outlet="two", text=text)
    match = align(a, b)
    if match is not None:
        check(match, a, b)


@pytest.mark.parametrize("kept", [0, 900, 1_000_000])
@pytest.mark.parametrize("at_once", [1, 2_000, 1_000_000])
def test_many_pairs_give_what_each_gives(
    prose: Prose, article: Article, monkeypatch: pytest.MonkeyPatch, kept: int, at_once: int
) -> None:
    """In whatever portions the pairs are read, and whatever is kept of them."""
    shared, own = prose(1), [prose(seed, sentences=3) for seed in range(2, 8)]
    texts = [article(number, f"{part}\n{shared[number * 20 :]} 漢字" * (number % 3)) for number, part in enumerate(own)]
    pairs = [(a, b) for a in texts for b in texts if a.article_id != b.article_id]
    expected = [align(a, b) for a, b in pairs]
    monkeypatch.setattr(alignment, "_READS", Reads(kept))
    monkeypatch.setattr(alignment, "_AT_ONCE", at_once)
    assert list(align_all(pairs)) == expected
    assert any(expected)
    assert list(align_all([])) == []
