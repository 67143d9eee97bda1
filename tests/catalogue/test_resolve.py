"""Whole strings that are a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue import load_catalogue

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Associated Press", "ap"),
        ("ASSOCIATED PRESS", "ap"),
        ("The Associated Press, Staff", "ap"),
        ("Agencia AP", "ap"),
        ("AP", "ap"),
        ("A.P.", "ap"),
        ("Agencia EFE", "efe"),
        ("EFE", "efe"),
        ("efe", "efe"),
        ("- EFE", "efe"),
        ("Агентство «Интерфакс-Украина»", "interfax-ukraine"),
        ("ООО «Интерфакс»", "interfax"),
        ("ТАСС.", "tass"),
        ("«ТАСС»", "tass"),
        ("Agence France-Presse (AFP)", "afp"),
        ("FRENCH PRESS AGENCY - AFP", "afp"),
        ("AFP News", "afp"),
        ("(NTB) NTB", "ntb"),
        ("Press Trust of India", "pti"),
        ("reuters.com", "reuters"),
        ("www.afp.com", "afp"),
        ("https://www.afp.com/en/bridge", "afp"),
        ("uk.reuters.com", "reuters"),
        ("Reuters Staff", "reuters"),
        ("Reuters (London)", "reuters"),
        ("Thomson Reuters Corp.", "reuters"),
        ("Thomson Reuters Foundation", "thomson-reuters-foundation"),
        ("ANSA S.p.A.", "ansa"),
        ("Bloomberg L.P.", "bloomberg"),
        ("新华社", "xinhua"),
        ("AP通信", "ap"),
        ("وكالة رويترز", "reuters"),
        ("Agência Lusa", "lusa"),
        ("The Guardian", "theguardian"),
        ("Guardian", "theguardian"),
        ("The New York Times", "nytimes"),
        ("New York Times News Service", "nyt"),
        ("Lenta.ru", "lenta"),
        ("Редакция tvzvezda.ru", "tvzvezda"),
        ("RT", "rt"),
        ("TIMESOFINDIA.COM", "timesofindia"),
    ],
)
def test_resolve(name: str, key: str) -> None:
    mention = CATALOGUE.resolve(name)
    assert mention is not None
    assert mention.key == key
    assert (mention.start, mention.end) == (0, len(name))


@pytest.mark.parametrize(
    "name",
    [
        "",
        " . ",
        "Jane Lorem",
        "Jane Lorem, Associated Press",
        "AFP/PTI",
        "AFP | PTI",
        "La Provence (avec AFP)",
        "Jane Lorem (AFP)",
        "iefimera.example",
        "made-up-paper.example",
        "Ana",
        "Mia",
        "Staff",
        "Reuters Institute",
        "jane@reuters.com",
        "agency",
        "The",
    ],
)
def test_what_is_no_name(name: str) -> None:
    assert CATALOGUE.resolve(name) is None


@pytest.mark.parametrize(
    ("name", "ambiguous"),
    [("AP", True), ("Agencia AP", False), ("Beta", True), ("agencija Beta", False), ("AFP", False)],
)
def test_a_code_alone_is_ambiguous(name: str, ambiguous: bool) -> None:
    mention = CATALOGUE.resolve(name)
    assert mention is not None
    assert mention.ambiguous is ambiguous


def test_the_country_decides_between_agencies_of_one_code() -> None:
    at_home = CATALOGUE.resolve("APA", country="AZ")
    assert at_home is not None
    assert at_home.key == "apa-az"
    assert set(at_home.others) == {"apa", "apanews"}


@given(st.text(max_size=40))
def test_resolve_never_raises(name: str) -> None:
    mention = CATALOGUE.resolve(name)
    assert mention is None or mention.key in {*CATALOGUE.agencies, *CATALOGUE.outlets}
