"""What the words of a crawl mean."""

import pytest

from spiders.targets import Source, Target, find_targets
from tracker.catalogue import Agency, Catalogue, Outlet
from tracker.errors import CrawlError

PAPER = Outlet(
    key="paper",
    name="The Paper",
    domains=("paper.example",),
    feeds=("http://paper.example/feed",),
    sitemaps=("http://paper.example/news.xml",),
    listings=("http://paper.example/news/",),
)
CATALOGUE = Catalogue(
    {
        "wire": Agency(key="wire", name="Wire", domains=("wire.example",)),
        "nosite": Agency(key="nosite", name="No Site"),
    },
    {"paper": PAPER, "bare": Outlet(key="bare", name="Bare", domains=("bare.example",))},
)
OF_PAPER = Target(
    outlet="paper",
    sources=(
        Source(url="http://paper.example/feed", kind="feed", outlet="paper"),
        Source(url="http://paper.example/news.xml", kind="sitemap", outlet="paper"),
        Source(url="http://paper.example/news/", kind="listing", outlet="paper"),
    ),
)


@pytest.mark.parametrize(
    ("word", "target"),
    [
        ("paper", OF_PAPER),
        ("paper.example", OF_PAPER),
        ("bare", Target(outlet="bare", site="https://bare.example/")),
        ("wire", Target(outlet="wire", site="https://wire.example/")),
        ("http://paper.example/", Target(outlet="paper", site="http://paper.example/")),
        ("https://other.example", Target(outlet="other.example", site="https://other.example/")),
        ("http://paper.example/sport/", Target(outlet="paper", site="http://paper.example/sport/")),
        (
            "http://paper.example/2025/03/11/ferries",
            Target(outlet="paper", pages=("http://paper.example/2025/03/11/ferries",)),
        ),
    ],
)
def test_words(word: str, target: Target) -> None:
    assert find_targets([word, word], CATALOGUE) == [target]


def test_no_words_mean_every_outlet_with_a_source() -> None:
    assert find_targets([], CATALOGUE) == [OF_PAPER]


@pytest.mark.parametrize("word", ["nobody", "nosite", "http://", "http://[broken/", "other.example"])
def test_words_that_mean_nothing(word: str) -> None:
    with pytest.raises(CrawlError, match=r"."):
        find_targets([word], CATALOGUE)
