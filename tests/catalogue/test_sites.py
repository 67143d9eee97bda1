"""Whose site an address is."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue import load_catalogue

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.seattletimes.com/business/bridge/", "seattletimes"),
        ("https://tass.com/world/1", "tass"),
        ("https://sport.tass.ru/1", "tass"),
        ("https://apnews.com/abc", "ap"),
        ("https://www.nytimes.com/2020/03/03/bridge.html", "nytimes"),
        ("https://www.washingtonpost.com/bridge", "washington-post"),
        ("https://timesofindia.indiatimes.com/bridge", "timesofindia"),
        ("https://economictimes.indiatimes.com/bridge", "economictimes"),
        ("https://news.made-up.co.uk/bridge", "made-up.co.uk"),
        ("https://one.blogspot.com/bridge", "one.blogspot.com"),
        ("lenta.ru", "lenta"),
        ("not an address", "not an address"),
    ],
)
def test_outlet_key(url: str, key: str) -> None:
    assert CATALOGUE.outlet_key(url) == key


def test_an_agency_site_is_an_outlet_of_kind_agency() -> None:
    outlet = CATALOGUE.outlet("https://apnews.com/abc")
    assert outlet is not None
    assert (outlet.key, outlet.kind, outlet.name) == ("ap", "agency", "The Associated Press")
    assert CATALOGUE.outlet("ap") == outlet


def test_an_outlet_by_key_by_address_and_none() -> None:
    assert CATALOGUE.outlet("theguardian") == CATALOGUE.outlet("https://www.theguardian.com/world/1")
    assert CATALOGUE.outlet("https://made-up.example/1") is None
    assert CATALOGUE.outlet("no-such-key") is None


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://tass.com/1", "tass"),
        ("https://edition.cnn.com/1", "cnn"),
        ("https://www.cnn.gr/1", None),
        ("https://www.seattletimes.com/1", None),
        ("https://made-up.example/1", None),
        ("", None),
    ],
)
def test_agency_of_site(url: str, key: str | None) -> None:
    agency = CATALOGUE.agency_of_site(url)
    assert (agency.key if agency else None) == key


@given(st.text(max_size=40))
def test_any_address_has_a_key(url: str) -> None:
    assert CATALOGUE.outlet_key(url) == CATALOGUE.outlet_key(url)
    CATALOGUE.outlet(url)
    CATALOGUE.agency_of_site(url)


def test_a_catalogue_can_be_sent_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(CATALOGUE))
    assert again.agencies == CATALOGUE.agencies
    assert again.find("by Reuters") == CATALOGUE.find("by Reuters")


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.seattletimes.com/bridge", "US"),
        ("https://ria.ru/1", "RU"),
        ("https://news.made-up.co.za/bridge", "ZA"),
        ("https://made-up.az/bridge", "AZ"),
        ("https://made-up.co.uk/bridge", "GB"),
        ("https://made-up.com/bridge", ""),
        ("https://made-up.tv/bridge", ""),
        ("not an address", ""),
        ("", ""),
    ],
)
def test_the_country_is_catalogued_or_that_of_the_domain(url: str, country: str) -> None:
    assert CATALOGUE.country(url) == country
