"""One spelling of a person's name: made-up people in every way of writing them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.credits.person import normalise_person, transliterate_person

SPELLINGS = [
    # (language, the one spelling, ways to write it)
    (
        "en",
        "Jane Roe",
        [
            "JANE ROE", "Jane ROE", "ROE Jane", "ROE, JANE", "Roe, Jane", "jane roe", " Jane\u00a0 Roe ", "Jane Roe.",
            "Jane Roe, Jr.", "Jane Roe Jr", "Jane Roe III", "Jane Roe, PhD", "Jane Roe, Ph.D., M.B.A.",
            "Roe, Jane, PhD",
            "Jane R\u043ee", "J\u0430ne Roe", "Ja\u200bne R\u00adoe", "Ｊａｎｅ Roe", "Jane Roe, M.A.",
        ],
    ),
    ("en", "J. K. Roe", ["J.K. Roe", "J K Roe", "JK Roe", "J.K.Roe", "JK ROE", "Roe, J.K.", "Roe, J K"]),
    ("en", "Jane B. Roe", ["Jane B Roe", "JANE B. ROE", "Roe, Jane B."]),
    ("en", "A. J. Roe", ["AJ Roe", "A.J. Roe"]),
    ("en", "J. R. R. Roe", ["JRR Roe", "J.R.R. Roe"]),
    ("fr", "J.-P. Roe", ["J.-P. ROE", "J-P Roe", "J.‑P. Roe"]),
    ("en", "Joe McDray", ["Joe McDRAY", "JOE McDRAY", "JOE MCDRAY", "McDray, Joe"]),
    ("en", "Sean O'Dray", ["Sean O’DRAY", "SEAN O´DRAY", "Sean O' Dray", "SEAN O`DRAY"]),
    ("en", "Ann Roe-Poe", ["ANN ROE-POE", "Ann Roe–Poe", "Ann Roe\u2010Poe", "ROE-POE Ann", "Ann Roe - Poe"]),
    ("nl", "Jan van der Holm", ["JAN VAN DER HOLM", "Jan van der HOLM", "VAN DER HOLM Jan", "van der Holm, Jan"]),
    ("nl", "Klaas van 't Hout", ["KLAAS VAN 'T HOUT", "Klaas van ’t Hout"]),
    ("nl", "Piet IJzer", ["PIET IJZER"]),
    ("de", "Eva von und zu Herd", ["EVA VON UND ZU HERD", "Herd, Eva von und zu"]),
    ("es", "Ana de la Vega", ["ANA DE LA VEGA", "DE LA VEGA Ana", "de la Vega, Ana"]),
    ("es", "Luis Paz y Sol", ["LUIS PAZ Y SOL"]),
    ("pt", "João da Pedra e Lima", ["JOÃO DA PEDRA E LIMA"]),
    ("it", "Luigi De Lampo", ["LUIGI DE LAMPO", "DE LAMPO Luigi"]),
    ("fr", "Marine Le Phare", ["MARINE LE PHARE", "LE PHARE Marine", "Marine LE PHARE"]),
    ("fr", "Jean d'Ondes Roe", ["JEAN D'ONDES ROE"]),
    ("en", "Salim bin Rashed", ["SALIM BIN RASHED"]),
    ("en", "Ben Storm", ["BEN STORM"]),
    ("en", "Van Storm", ["VAN STORM"]),
    ("tr", "Işıl Kılıçlı", ["IŞIL KILIÇLI", "Işıl KILIÇLI"]),
    ("tr", "İnci Demirli", ["İNCİ DEMİRLİ"]),
    ("el", "Νίκος Φάρος", ["Νίκος ΦΆΡΟΣ"]),
    ("ru", "Иван Печкин", ["ИВАН ПЕЧКИН", "Иван ПЕЧКИН", "ПЕЧКИН Иван", "Печкин, Иван", "Иван Пeчкин"]),
    ("ru", "И. А. Печкин", ["И.А. Печкин", "И.А.Печкин", "Печкин И.А.", "ПЕЧКИН И. А.", "И А Печкин"]),
    ("uk", "Марʼяна Соловʼй".replace("ʼ", "'"), ["МАР'ЯНА СОЛОВ’Й", "Мар`яна Соловʼй"]),
    ("hu", "Kádár Éva", ["KÁDÁR ÉVA", "KÁDÁR Éva", "Kádár, Éva"]),
    ("en", "Li Wei", ["LI Wei", "LI WEI"]),
    ("vi", "Mai Văn Anh", ["MAI VĂN ANH", "MAI Văn Anh"]),
    ("zh", "王小明", ["王 小明"]),
    ("ja", "山田太郎", ["山田 太郎", "山田\u3000太郎"]),
    ("ko", "김하늘", ["김 하늘"]),
    ("ka", "ნინო ჭავჭა", ["ნინო  ჭავჭა"]),
    ("fa", "علی رضایی", ["علي رضايي"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "one", "written"),
    [(language, one, written) for language, one, ways in SPELLINGS for written in [one, *ways]],
)
def test_every_way_of_writing_is_one_spelling(language: str, one: str, written: str) -> None:
    assert normalise_person(written, language) == one


AS_WRITTEN = [
    # names whose writing is their own
    "Eddie Van Holm",
    "LaTonya DeRoe",
    "Yo-Yo Ma",
    "U Thein",
    "Ed Roe",
    "Chr. Roe",
    "kmroe",
    "will.o.roe",
    "MCL",
    "Jane Roe Ng",
    "سعيد مراد",
    "മാധവന്\u200d നായര്\u200d",
    "نرگس ملک\u200cزاده",
    "นภา ใจดี",
    "王·小明",
]


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_a_spelling_of_its_own_is_kept(name: str) -> None:
    assert normalise_person(name, "en") == name


def test_only_a_suffix_is_kept_rather_than_nothing() -> None:
    assert normalise_person("Jr.") == "Jr."


LANGUAGES = st.sampled_from([None, "en", "fr", "tr", "hu", "ru", "el", "nl", "vi", "it", "xx"])
NAMELIKE = st.lists(
    st.sampled_from(
        [
            "Jane", "ROE", "Roe", "McROE", "O'ROE", "d'Orm", "J.", "JK", "J.K.", "J-P", "van", "VAN", "der", "DE", "LA",
            "Jr.", "III", "PhD", ",", ", ", "İnci", "IŞIK", "Печкин", "И.А.", "Пeчкин", "ΦΑΡΟΣ", "王", "小明", "김",
            "하늘",
            "-", "'", "’t", "Y", "U", "ß", "ǆ", "ﬁ", "ნინო", "roe", ".", "Mc", "IJ", "MA", "Ph.", "D.",
        ]
    ),
    max_size=6,
)  # fmt: skip


@given(NAMELIKE.map(" ".join) | NAMELIKE.map("".join) | st.text(max_size=40), LANGUAGES)
def test_normalising_again_changes_nothing_and_leaves_a_name(name: str, language: str | None) -> None:
    once = normalise_person(name, language)
    assert normalise_person(once, language) == once
    assert bool(once) == bool(name)


@given(NAMELIKE.map(" ".join), LANGUAGES)
def test_no_letter_is_lost_but_behind_the_name(name: str, language: str | None) -> None:
    if "," not in name and not any(suffix in name for suffix in ("Jr", "III", "PhD", "Ph.", "MA")):
        letters = sorted(c for c in normalise_person(name, language).casefold() if c.isalpha())
        assert len(letters) >= sum(c.isalpha() for c in name) - name.count("ﬁ")


TRANSLITERATED = [
    ("Иван Печкин", "Ivan Pechkin"),
    ("Νίκος Φάρος", "Nikos Faros"),
    ("王小明", "Wang Xiao Ming"),
    ("Jane Roe", "Jane Roe"),
    ("Łucja Żar", "Lucja Zar"),
]


@pytest.mark.parametrize(("name", "latin"), TRANSLITERATED)
def test_transliteration_is_another_thing(name: str, latin: str) -> None:
    assert transliterate_person(name) == latin


@given(st.text(max_size=40))
def test_transliteration_gives_plain_letters_and_never_raises(name: str) -> None:
    assert transliterate_person(name).isascii()
