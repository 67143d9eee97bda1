"""Mentions in running text: boundaries, case, inflection, the longest name."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.catalogue import load_catalogue

CATALOGUE = load_catalogue()


def found(text: str, *, codes: bool = False) -> list[tuple[str, str]]:
    return [(mention.key, text[mention.start : mention.end]) for mention in CATALOGUE.find(text, codes=codes)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # several, in order
        ("with AFP, Reuters and dpa", [("afp", "AFP"), ("reuters", "Reuters"), ("dpa", "dpa")]),
        ("AFP/PTI", [("afp", "AFP"), ("pti", "PTI")]),
        # endings after an apostrophe, a colon, a hyphen, or none
        ("AFP'ye konuştu", [("afp", "AFP")]),
        ("AFP’s correspondent", [("afp", "AFP")]),
        ("mondta az MTI-nek", [("mti", "MTI")]),
        ("Reutersin mukaan", [("reuters", "Reutersin")]),
        ("rekao je Tanjugu", [("tanjug", "Tanjugu")]),
        ("рассказал Интерфаксу мэр", [("interfax", "Интерфаксу")]),
        ("повідомили в Укрінформі", [("ukrinform", "Укрінформі")]),
        ("сообщил ТАССу", [("tass", "ТАССу")]),
        ("в интервью «Новой газете»", [("novayagazeta", "Новой газете")]),
        ("вважають в Українській правді", [("pravda", "Українській правді")]),
        ("وقال لرويترز", [("reuters", "لرويترز")]),
        ("نقلا عن وكالة رويترز", [("reuters", "رويترز")]),
        # scripts without spaces, and names in Latin letters inside them
        ("据新华社报道，大桥重新开放", [("xinhua", "新华社")]),
        ("ロイター通信によると", [("reuters", "ロイター通信")]),
        ("연합뉴스가 보도했다", [("yonhap", "연합뉴스")]),
        ("AP通信が伝えた", [("ap", "AP通信")]),
        ("ผู้สื่อข่าวรอยเตอร์รายงาน", [("reuters", "รอยเตอร์")]),
        ("रॉयटर्स के अनुसार", [("reuters", "रॉयटर्स")]),
        ("वहीं समाचार एजेंसी एएनआई ने", [("ani", "एएनआई")]),
        # the longest name
        ("Интерфакс-Украина сообщила", [("interfax-ukraine", "Интерфакс-Украина")]),
        ("«Интерфакс — Украина»", [("interfax-ukraine", "Интерфакс — Украина")]),
        ("сообщает Интерфакс. Украина ответила", [("interfax", "Интерфакс")]),
        ("the Associated Press of Pakistan", [("app", "the Associated Press of Pakistan")]),
        ("the Australian Associated Press", [("aap", "Australian Associated Press")]),
        ("Korean Central News Agency", [("kcna", "Korean Central News Agency")]),
        ("CNN Türk ekranında", [("cnnturk", "CNN Türk")]),
        ("dpa-AFX meldet", [("dpa-afx", "dpa-AFX")]),
        ("сообщает РИА «Новости», что", [("ria", "РИА «Новости»")]),
        ("the Independent Media Institute", [("independent-media-institute", "Independent Media Institute")]),
        # phrases that mean something else
        ("a poll by the Reuters Institute", []),
        ("Mike Bloomberg ran for president", []),
        # case
        ("THE ASSOCIATED PRESS", [("ap", "THE ASSOCIATED PRESS")]),
        ("the Guardian reported", [("theguardian", "the Guardian")]),
        ("The guardian of the bridge", []),
        ("efe and tass in small letters", []),
        ("según Efe y EFE", [("efe", "Efe"), ("efe", "EFE")]),
        ("el movimiento Político", []),
        # parts of longer words, of addresses, of accounts
        ("Anafpress, TASSO, Interfaxed", []),
        ("write to jane@reuters.com or @AFP", []),
        ("see notreuters.com", []),
        ("AFP.example.org", []),
        # domains
        ("Источник: lenta.ru", [("lenta", "lenta.ru")]),
        ("https://www.reuters.com/bridge", [("reuters", "reuters.com")]),
        ("la información es escasa", []),
        ("La bridge. Com", []),
        # invisible characters inside a word
        ("Re\u00aduters meldet", [("reuters", "Re\u00aduters")]),
        ("Украи\u0306ни: Укрінформ", [("ukrinform", "Укрінформ")]),
        ("", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("BERLIN (AP) —", "ap"),
        ("ANKARA (AA) -", "aa"),
        ("he said (PA)", "pa"),
        ("BEOGRAD (Beta)", "beta"),
        ("MOSCOW (Sputnik)", "sputnik"),
        ("(The Conversation)", "conversation"),
    ],
)
def test_a_code_is_found_only_when_asked_for(text: str, key: str) -> None:
    assert CATALOGUE.find(text) == ()
    (mention,) = CATALOGUE.find(text, codes=True)
    assert (mention.key, mention.ambiguous) == (key, True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("rekao je agenciji Beta", "beta"),
        ("передаёт агентство «Спутник»", "sputnik"),
        ("a déclaré à l'agence MAP", "map"),
        ("the ANA news agency", "ana-mpa"),
        ("nyhetsbyrån TT", "tt"),
    ],
)
def test_a_word_for_agency_makes_a_code_certain(text: str, key: str) -> None:
    (mention,) = CATALOGUE.find(text)
    assert (mention.key, mention.ambiguous) == (key, False)


def test_agencies_that_share_a_code_are_told_apart_by_the_country() -> None:
    (mention,) = CATALOGUE.find("(APA)", codes=True)
    assert mention.key == "apa"
    assert set(mention.others) == {"apa-az", "apanews"}
    assert [m.key for m in CATALOGUE.find("(APA)", codes=True, country="AZ")] == ["apa-az"]
    assert [m.key for m in CATALOGUE.find("(APA)", codes=True, country="SN")] == ["apanews"]
    assert [m.key for m in CATALOGUE.find("(CNA)", codes=True, country="SG")] == ["channelnewsasia"]
    assert [m.key for m in CATALOGUE.find("(CNA)", codes=True)] == ["cna"]


def test_a_mention_says_what_it_is() -> None:
    outlet, agency = CATALOGUE.find("The Guardian, citing Reuters")
    assert (outlet.kind, outlet.name) == ("outlet", "The Guardian")
    assert (agency.kind, agency.name) == ("agency", "Reuters")


NAMES = [written for agency in CATALOGUE.agencies.values() for written in (*agency.names, *agency.codes)]


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(NAMES)), max_size=8).map(" ".join), st.booleans())
@example("İstanbul İHA ﬁn № ½ AFP", True)
def test_mentions_stand_in_the_text_and_apart(text: str, codes: bool) -> None:
    mentions = CATALOGUE.find(text, codes=codes)
    after = 0
    for mention in mentions:
        assert after <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert mention.key in (CATALOGUE.agencies if mention.kind == "agency" else CATALOGUE.outlets)
        after = mention.end


@given(st.text(max_size=60))
def test_what_is_certain_is_found_with_codes_too(text: str) -> None:
    plain = {(mention.start, mention.end) for mention in CATALOGUE.find(text)}
    assert plain <= {(mention.start, mention.end) for mention in CATALOGUE.find(text, codes=True)}


@given(
    st.lists(
        st.sampled_from(["AFP", "the Press", "Reuters", "(APA) -", "agencija\n", "Beta", "ΤΑΣΣ", "a\n\x00\nb"]),
        max_size=8,
    )
)
def test_a_page_of_texts_gives_what_each_gives_alone(texts: list[str]) -> None:
    together = CATALOGUE.find_all(texts, codes=True, country="AZ")
    assert together == [CATALOGUE.find(text, codes=True, country="AZ") for text in texts]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("people wait for the press in time", []),
        ("PEOPLE WAIT FOR REUTERS IN TOWN", ["reuters"]),
        ("laut dpa und Reuters", ["dpa", "reuters"]),
        ("как сообщило реутерс", []),
    ],
)
def test_a_text_without_capitals_holds_only_names_that_are_written_small(text: str, keys: list[str]) -> None:
    assert [mention.key for mention in CATALOGUE.find(text, codes=True)] == keys
