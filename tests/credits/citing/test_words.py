"""The table of the words of citations keeps its own rules, and every language of it can be read."""

import tomllib
from importlib import resources

import pytest

from tracker.credits.citing.stems import Phrases, Stems
from tracker.credits.citing.words import guess_language, load_cues, load_platforms

_TABLE = tomllib.loads(resources.files("tracker.credits.citing").joinpath("words.toml").read_text(encoding="utf-8"))
_LISTS = frozenset(
    [
        *("near", "cites", "according", "heads", "voices", "starts", "says", "talks", "to", "toward", "reports"),
        *("helps", "skips", "media", "offices", "shows", "titles", "others", "on", "pages", "of", "ands", "invites"),
        *("before", "behind"),
    ]
)
_FLAGS = frozenset(["dative", "large", "peoples", "late", "postfix"])
_STEMMED = frozenset(["voices", "says", "talks", "reports", "skips", "media", "offices", "shows", "others", "pages"])
LANGUAGES = sorted(set(_TABLE) - {"any", "platforms"})
#: Those that a reader of the world's wires cannot do without.
ASKED = "en ru uk es fr de pt it el tr ar fa zh ja pl cs ro bg hu nl id vi".split()  # noqa: SIM905


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_keeps_its_rules(language: str) -> None:
    for key, words in _TABLE[language].items():
        if key in _FLAGS:
            assert words is True
            continue
        assert key in _LISTS, key
        assert len(words) == len(set(words)), (key, [w for w in words if words.count(w) > 1])
        for word in words:
            assert word == word.lower() == word.strip()
            stem = word.strip("*")
            assert "*" not in stem
            assert word.count("*") <= (key in _STEMMED or (key == "cites" and " " not in word))
            assert stem.count(" ") <= 3
            assert " " not in stem or key in ("cites", "according", "invites", "before", "behind")


@pytest.mark.parametrize("language", LANGUAGES)
def test_near_languages_have_tables(language: str) -> None:
    assert set(_TABLE[language].get("near", ())) <= set(LANGUAGES)


@pytest.mark.parametrize("language", ASKED)
def test_every_language_asked_for_has_words_on_both_sides_of_a_name(language: str) -> None:
    cues = load_cues(language)
    own = _TABLE[language]
    assert own.get("cites") or own.get("before") or language in ("ja",)
    assert own.get("reports") or own.get("behind")
    assert own["media"]
    assert cues is load_cues(language)


@pytest.mark.parametrize("language", ["any", "platforms", "xx", "", None, "EN", "en-GB"])
def test_an_unknown_language_is_read_as_english(language: str | None) -> None:
    assert "told" in load_cues(language).citing


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("паром сел на мель об этом сообщает со ссылкой на капитана", "ru"),
        ("the ferry ran aground according to the captain of the boat", "en"),
        ("die fähre lief laut dem kapitän auf grund wie die zeitung berichtet", "de"),
        ("q 7 x", None),
    ],
)
def test_the_language_of_a_few_words(text: str, language: str | None) -> None:
    assert guess_language(frozenset(text.split())) == language


def test_stems() -> None:
    words = Stems(["сообщ*", "*zeitung", "told", "a*"])
    found = {"сообщает", "tageszeitung", "zeitung", "told", "avis", "a"}
    assert words.among(found | {"tell", "сооб", "zeitungen", "ta"}) == found
    assert all(word in words for word in found)
    assert not any(word in words for word in ("tell", "сооб", "zeitungen", "ta", ""))


def test_phrases() -> None:
    phrases = Phrases(["according to", "laut", "mit bezug auf die", "сообщ*"])
    assert phrases.end(["it", "sank", "according", "to"])
    assert phrases.end(["laut"])
    assert phrases.end(["как", "сообщает"])
    assert phrases.end(["und", "mit", "bezug", "auf", "die"])
    assert not phrases.end(["bezug", "auf", "die"])
    assert not phrases.end(["according"])
    assert not phrases.end([])


def test_a_platform_is_told_by_its_spellings() -> None:
    every, named = load_platforms()
    assert {name for name, stems in named if "фейсбуке" in stems} == {"Facebook"}
    assert "фейсбуке" in every
    assert "facebook" in every
    assert "face" not in every
