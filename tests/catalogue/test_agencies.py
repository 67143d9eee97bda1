"""The shipped agencies prove themselves: every example is found, every near miss is not."""

import tomllib
from dataclasses import fields
from importlib.resources import files

import pytest

from tracker.catalogue import Agency, Outlet, load_catalogue

CATALOGUE = load_catalogue()
AGENCIES = CATALOGUE.agencies.values()

#: Keys by which credits are annotated; each must be known.
ANNOTATED = """
    aap aa afp aki ana-mpa ani anp ansa antara ap apa apa-az app aps adnkronos agerpres armenpress azertac belga belta
    bernama beta bloomberg bns bss bta business-wire cp ctk cna cnn colpisa conversation dha dow-jones dpa dpa-afx efe
    elta epd europa-press fars fena fonet globenewswire gna hina ians iha interfax interfax-ukraine irna isna jiji
    kazinform kcna keystone-sda kna kuna kyodo leta lusa map mediafax mehr mena mia mti na nan ntb nyt pa pap pna
    pr-newswire prensa-latina pti qna reuters ria ritzau rossiya-segodnya rnz sana sid sita spa spp sputnik sta stt
    tanjug tap tasr tass tasnim telam tns tt ukrinform unian upi vna wafa wam washington-post xinhua yonhap
""".split()  # noqa: SIM905 - a list of keys reads better as text


def cases(field: str) -> list[object]:
    return [
        pytest.param(agency, text, id=f"{agency.key}: {text[:40]}")
        for agency in AGENCIES
        for text in getattr(agency, field)
    ]


@pytest.mark.parametrize(("agency", "text"), cases("examples"))
def test_an_example_is_found(agency: Agency, text: str) -> None:
    assert agency.key in {mention.key for mention in CATALOGUE.find(text, codes=True)}


@pytest.mark.parametrize(("agency", "text"), cases("near_misses"))
def test_a_near_miss_is_not_found(agency: Agency, text: str) -> None:
    assert agency.key not in {mention.key for mention in CATALOGUE.find(text)}


def test_one_example_needs_no_context() -> None:
    assert [
        agency.key
        for agency in AGENCIES
        if agency.names and not any(agency.key in {m.key for m in CATALOGUE.find(text)} for text in agency.examples)
    ] == []


def test_every_name_and_code_resolves_to_its_agency() -> None:
    wrong = []
    for agency in AGENCIES:
        for written in (*agency.names, *agency.codes):
            mention = CATALOGUE.resolve(written)
            if mention is None or agency.key not in (mention.key, *mention.others):
                wrong.append((agency.key, written, mention))
    assert wrong == []


def test_two_examples_and_a_near_miss() -> None:
    assert [agency.key for agency in AGENCIES if len(agency.examples) < 2 or not agency.near_misses] == []


def test_every_key_of_the_annotation_guide_is_known() -> None:
    assert set(ANNOTATED) <= CATALOGUE.agencies.keys()


@pytest.mark.parametrize(("file", "table"), [("agencies.toml", "agency"), ("outlets.toml", "outlet")])
def test_the_files_are_in_canonical_order(file: str, table: str) -> None:
    parsed = tomllib.loads((files("tracker.catalogue") / file).read_text(encoding="utf-8"))[table]
    assert list(parsed) == sorted(parsed)
    order = [field.name for field in fields(Agency if table == "agency" else Outlet)]
    for key, values in parsed.items():
        assert list(values) == sorted(values, key=order.index), key


def test_there_are_agencies_of_every_continent() -> None:
    countries = {agency.country for agency in AGENCIES}
    assert countries >= {"AR", "AU", "BR", "CN", "DE", "EG", "FR", "GH", "IN", "JP", "KE", "NG", "RU", "US", "ZA"}
    assert len(CATALOGUE.agencies) >= 120
