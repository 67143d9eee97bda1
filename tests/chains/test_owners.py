"""Sister sites: what their addresses have in common, and what two strangers come to by themselves."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from tracker.chains.owners import houses, why
from tracker.types import Candidate

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
HASH = "9f04c7b4d44563bdfc042450131dc65a"


def page(number: int, address: str, owner: str | None = None) -> Candidate:
    return Candidate(
        article_id=number,
        url=f"https://{address}",
        outlet=address.partition("/")[0],
        owner=owner,
        title="Harbour reopens",
        words=100,
        published=None,
        first_seen=NOON,
        credits=(),
    )


SISTERS = [
    ("tern.example/news/harbour-reopens-after-storm", "gull.example/news/harbour-reopens-after-storm", "same path"),
    ("tern.example/harbour-reopens-33484764", "gull.example/harbour-reopens-33484764", "same path"),
    ("ternpost-a.example/harbour-reopens", "ternpost-b.example/harbour-reopens", "same path"),
    (f"tern.example/a/harbour-one-{HASH}", f"gull.example/b/world/harbour-two-{HASH}", HASH),
    ("tern.example/discover/harbour-reopens-965009.html", "gull.example/x/y/harbour-reopens-965009.html", "965009"),
    ("tern.example/n/harbour-reopens-today/1009725037", "gull.example/n/harbour-reopens-today/1009725009", "one row"),
]
STRANGERS = [
    ("tern.example/harbour-reopens-after-storm", "gull.example/harbour-reopens-after-storm"),
    ("tern.example/2031/05/06/harbour-reopens-after-storm", "gull.example/2031/05/06/harbour-reopens-after-storm"),
    ("tern.example/20310506/harbour-reopens-after", "gull.example/20310506/harbour-reopens-after"),
    ("tern.example/a/harbour-reopens-20310506.html", "gull.example/b/harbour-reopens-20310506.html"),
    ("tern.example/a/1", "gull.example/a/1"),
    ("tern.example/n/harbour-reopens-today/1009725037", "gull.example/n/harbour-reopens-today/1009825009"),
    ("tern.example/n/1009725037", "gull.example/n/1009725009"),
    ("tern.example/n/harbour-reopens-today/12345/99999", "gull.example/n/harbour-reopens-today/12346/99998"),
    ("tern.example/a/id?story=harbour-965009", "gull.example/b/id?story=harbour-965009"),
    ("tern.example/world/harbour-reopens-today", "gull.example/us-world/harbour-reopens-today"),
]


@pytest.mark.parametrize(("one", "other", "said"), SISTERS)
def test_sisters_are_one_house_and_it_is_said_why(one: str, other: str, said: str) -> None:
    articles = {1: page(1, one), 2: page(2, other)}
    found = houses(articles, articles)
    assert found[1] == found[2]
    assert said in why(articles[1], articles[2])
    assert why(articles[1], articles[2]) == why(articles[2], articles[1]) or said == "one row"


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_strangers_are_two(one: str, other: str) -> None:
    articles = {1: page(1, one), 2: page(2, other)}
    found = houses(articles, articles)
    assert found[1] != found[2]


def test_an_owner_of_the_catalogue() -> None:
    articles = {1: page(1, "tern.example/a", "Seabirds"), 2: page(2, "gull.example/b", "Seabirds")}
    assert houses(articles, articles) == {1: "Seabirds", 2: "Seabirds"}
    assert why(articles[1], articles[2]) == "both outlets belong to Seabirds, by the catalogue"


def test_one_site() -> None:
    assert why(page(1, "tern.example/a"), page(2, "tern.example/b")) == "both stand on the site of tern.example"


def test_a_sister_of_a_sister_is_one_in_any_order() -> None:
    addresses = (
        "tern.example/news/harbour-reopens-after-storm",
        "gull.example/news/harbour-reopens-after-storm",
        f"gull.example/b/harbour-{HASH}",
        f"crow.example/c/harbour-{HASH}",
    )
    for order in permutations(range(4)):
        articles = {number: page(number, addresses[place]) for number, place in enumerate(order, 1)}
        assert len(set(houses(articles, articles).values())) == 1
    assert "other pages" in why(page(1, addresses[0]), page(2, addresses[3]))
