"""What pages say of their source, and which page of the group that is."""

from dataclasses import replace
from typing import Any

import pytest

from tests.chains.test_stories import candidate, match
from tracker.chains.claims import claims, is_of, statements
from tracker.chains.graph import graph
from tracker.types import Credit


def said(source: str, role: str = "credit", **more: Any) -> Credit:
    values: dict[str, Any] = {
        "role": role, "source": source, "source_kind": "outlet", "source_name": source.title(), "form": "source_line",
        "extent": "whole", "quote": f"Source: {source}", "location": "tail", "rule": "test", "confidence": 0.9,
    }  # fmt: skip
    return Credit(**values | more)


@pytest.mark.parametrize("name", ["globe", "globe.example"])
def test_a_source_is_its_site_by_key_or_domain(name: str) -> None:
    assert is_of(candidate(1, "globe"), name)
    assert not is_of(candidate(1, "globe"), "echo")
    assert is_of(candidate(1, "wire"), "wire")


def test_a_page_that_names_itself_or_a_person_states_nothing() -> None:
    page = candidate(1, "globe", (said("globe"), said("ada brook", source_kind="person"), said("x", role="own")))
    assert statements(page) == []


CASES = [
    # what page 1 says, and the pages that its claims lead to
    ("an outlet of the group", (said("globe"),), [2]),
    ("a link before a name", (said("globe"), said("herald", origin_url="https://herald.example/3")), [3, 2]),
    ("a member before one outside", (said("cable", source_kind="agency"), said("globe")), [2, None]),
    ("a paper before the agency's own page", (said("wire", source_kind="agency"), said("globe")), [2, 4]),
    ("a part for less", (said("globe", extent="part"), said("herald")), [3, 2]),
    ("too weak", (said("globe", confidence=0.1),), []),
]


@pytest.mark.parametrize(("name", "stated", "targets"), CASES, ids=[case[0] for case in CASES])
def test_where_claims_lead(name: str, stated: tuple[Credit, ...], targets: list[int | None]) -> None:
    articles = {1: candidate(1, "echo", stated)} | {
        n: candidate(n, h) for n, h in ((2, "globe"), (3, "herald"), (4, "wire"))
    }
    seen = graph(articles, [match(1, n, 0.9, 0.9) for n in (2, 3, 4)])
    assert [claim.article for claim in claims(seen, articles).get(1, [])] == targets, name


def test_a_citation_leads_to_a_page_that_shares_text_the_fuller_one_first() -> None:
    page = replace(candidate(1, "echo"), cited=(said("globe", role="citation"),))
    articles = {1: page, 2: candidate(2, "globe"), 3: candidate(3, "globe"), 5: candidate(5, "globe")}
    seen = graph(articles, [match(1, 2, 0.5, 0.5), replace(match(1, 3, 0.9, 0.9), shared_words=200)])
    found = claims(seen, articles)[1]
    assert [claim.article for claim in found] == [3, 2]  # page 5 shares nothing
    assert not any(claim.stated for claim in found)


def test_statements_come_before_citations() -> None:
    page = replace(candidate(1, "echo", (said("cable"),)), cited=(said("globe", role="citation"),))
    articles = {1: page, 2: candidate(2, "globe")}
    seen = graph(articles, [match(1, 2, 0.9, 0.9)])
    assert [claim.stated for claim in claims(seen, articles)[1]] == [True, False]
