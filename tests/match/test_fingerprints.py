"""Few numbers of a text, and the promise they carry."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.match import ALGORITHM, GUARANTEE, fingerprint
from tracker.match.fingerprints import GUARANTEE_UNSPACED, RUN, WINDOW, fingerprints
from tracker.match.grams import gram_hashes, word_hashes, word_weights
from tracker.text import count_words, folded_words, is_unspaced

# Few different words, so that runs repeat inside a text too.
WORD = st.sampled_from(["the", "port", "closed", "on", "Monday", "naïve", "άνεμος", "ветер", "हवा", "it's", "7"])
TEXT = st.lists(WORD, max_size=60)
SPELLINGS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "dashes": lambda text: text.replace(" ", " \u2013 "),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "quoted": lambda text: f"«{text}»".replace(" port", " “port”"),
    "apostrophes": lambda text: text.replace("'", "\u2019"),
    "soft hyphens": lambda text: text.replace("on", "o\u00adn"),
    "zero width": lambda text: text.replace("e", "e\u200b"),
    "full width": lambda text: text.replace("7", "７").replace("M", "Ｍ"),
    "lines": lambda text: text.replace(" ", "\n"),
}


@settings(max_examples=150)
@given(run=st.lists(WORD, min_size=GUARANTEE, max_size=GUARANTEE + 20), around=st.tuples(TEXT, TEXT, TEXT, TEXT))
def test_every_shared_run_of_the_guaranteed_length_is_found(
    run: list[str], around: tuple[list[str], list[str], list[str], list[str]]
) -> None:
    one = " ".join([*around[0], *run, *around[1]])
    other = "\n".join([*around[2], *run, *around[3]]).upper()
    assert set(fingerprint(one)) & set(fingerprint(other))


@settings(max_examples=100)
@given(
    run=st.sampled_from(
        [
            "漢字仮名交文新聞記者東京",
            "カナとかなを書くー",
            "ข่าวภาษาไทยกรุงเทพมหานครนี้",
            "ព័ត៌មានខ្មែរភ្នំពេញ",
            "中文ABC1新闻",
            "ລາວ",
        ]
    ).flatmap(lambda letters: st.text(letters, min_size=GUARANTEE_UNSPACED, max_size=GUARANTEE_UNSPACED * 3)),
    around=st.tuples(TEXT, TEXT, st.text("山川海空"), st.text("山川海空")),
)
def test_and_in_scripts_without_spaces(run: str, around: tuple[list[str], list[str], str, str]) -> None:
    assume(count_words(run) >= GUARANTEE_UNSPACED)
    one = f"{' '.join(around[0])} {run} {' '.join(around[1])}"
    other = f"{around[2]}{run}{around[3]}"
    assert set(fingerprint(one)) & set(fingerprint(other))


@settings(max_examples=100)
@given(
    run=st.lists(WORD, min_size=GUARANTEE, max_size=GUARANTEE + 20),
    spelt=st.lists(st.sampled_from(sorted(SPELLINGS)), max_size=5),
)
def test_spelling_marks_and_breaks_do_not_count(run: list[str], spelt: list[str]) -> None:
    """A shared run is found however typesetters, keyboards and systems write its letters."""
    written = " ".join(run)
    for name in spelt:
        written = SPELLINGS[name](written)
    assert fingerprint(written) == fingerprint(" ".join(run))


def test_the_guarantee_is_what_is_stated() -> None:
    assert GUARANTEE == WINDOW + RUN - 1 == 12


@given(st.text(max_size=300))
def test_any_text_gives_sorted_distinct_signed_numbers(text: str) -> None:
    found = fingerprint(text)
    assert list(found) == sorted(set(found))
    assert all(-(2**63) <= number < 2**63 for number in found)


def winnowed(text: str) -> list[int]:
    """As the paper says it: of every window of runs the smallest number."""
    words = folded_words(text)
    runs, _ = gram_hashes(word_hashes(words), word_weights(words, unspaced=is_unspaced(text)), RUN)
    numbers = [int(run) for run in runs]
    windows = [numbers[i : i + WINDOW] for i in range(max(1, len(numbers) - WINDOW + 1))]
    return sorted({(min(window) ^ 1 << 63) - (1 << 63) for window in windows if window})


@given(st.lists(TEXT.map(" ".join) | st.text("漢字仮a ", max_size=40) | st.text(max_size=30), max_size=8))
def test_many_texts_together_give_what_winnowing_gives_of_each(texts: list[str]) -> None:
    expected = [winnowed(text) for text in texts]
    assert [own.tolist() for own in fingerprints(texts)] == expected
    assert [list(fingerprint(text)) for text in texts] == expected


@pytest.mark.parametrize("text", ["", "word", "only four words here", "\n\n", "漢字", "!!! ..."])
def test_too_short_for_a_run(text: str) -> None:
    assert fingerprint(text) == ()


def test_a_short_notice_keeps_one_number() -> None:
    assert len(fingerprint("Road closed near the harbour today")) == 1


def test_case_accents_and_line_ends_do_not_count() -> None:
    plain = "le ministre a annonce une reunion a paris des lundi matin avec ses voisins"
    written = "Le ministre a annoncé\nune réunion à PARIS, dès lundi matin, avec ses voisins."
    assert fingerprint(plain) == fingerprint(written)


def test_density(prose: Callable[..., str]) -> None:
    words = 100 * 20
    kept = len(fingerprint(prose(1, sentences=100, size=20)))
    assert kept == pytest.approx(words * 2 / (WINDOW + 1), rel=0.1)


def test_monotonous_and_huge_texts_are_quick(prose: Callable[..., str]) -> None:
    assert len(fingerprint("The bridge stays closed until spring for repairs. " * 10_000)) < 10
    assert len(fingerprint(prose(2, sentences=100, size=20) * 100)) > 100


def test_numbers_stay_what_they_were() -> None:
    """Fingerprints are kept in databases: whoever changes these must raise ALGORITHM."""
    text = "The harbour of the old town stays closed until the storm is over, says its master."
    assert ALGORITHM == 2
    assert fingerprint(text) == (1708000475316352398, 1828344725640405888, 3535087411423499731)
