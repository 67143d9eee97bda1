"""The shipped outlets: facts that can be checked without asking anybody."""

from collections import defaultdict

from tracker.catalogue import load_catalogue
from tracker.urls import registrable_domain

CATALOGUE = load_catalogue()
OUTLETS = CATALOGUE.outlets.values()


def test_there_are_enough() -> None:
    assert len(OUTLETS) >= 150


def test_an_outlet_is_found_by_its_domains() -> None:
    wrong = []
    for outlet in OUTLETS:
        assert outlet.domains
        for domain in outlet.domains:
            mention = CATALOGUE.resolve(domain)
            if (
                CATALOGUE.outlet_key(f"https://www.{domain}/2020/03/03/bridge.html") != outlet.key
                or CATALOGUE.outlet(f"http://{domain}/") != outlet
                or mention is None
                or mention.key != outlet.key
            ):
                wrong.append((outlet.key, domain))
    assert wrong == []


def test_every_name_and_code_resolves_to_its_outlet() -> None:
    wrong = []
    for outlet in OUTLETS:
        for written in (*outlet.names, *outlet.codes):
            mention = CATALOGUE.resolve(written)
            if mention is None or outlet.key not in (mention.key, *mention.others):
                wrong.append((outlet.key, written, mention))
    assert wrong == []


def test_addresses_of_feeds_are_on_a_web_site() -> None:
    for outlet in OUTLETS:
        for url in (*outlet.feeds, *outlet.sitemaps, *outlet.listings):
            assert url.startswith("https://")
            assert "." in registrable_domain(url)


def test_an_owner_is_written_in_one_way() -> None:
    spellings = defaultdict(set)
    for outlet in OUTLETS:
        if outlet.owner:
            spellings[outlet.owner.casefold()].add(outlet.owner)
    assert [written for written in spellings.values() if len(written) > 1] == []


def test_an_outlet_of_both_tables_is_one_house() -> None:
    for key in CATALOGUE.outlets.keys() & CATALOGUE.agencies.keys():
        assert set(CATALOGUE.outlets[key].domains) <= set(CATALOGUE.agencies[key].domains), key
