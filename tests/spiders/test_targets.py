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


FOUND = Source(url="http://other.example/rss", kind="feed", outlet="other.example")
MORE = Source(url="http://paper.example/more.xml", kind="sitemap", outlet="paper")
KNOWN = {"other.example": [FOUND], "paper": [MORE, OF_PAPER.sources[0]], "waits.example": []}


@pytest.mark.parametrize(
    ("word", "target"),
    [
        ("other.example", Target(outlet="other.example", sources=(FOUND,))),
        ("http://other.example/", Target(outlet="other.example", sources=(FOUND,))),
        ("http://other.example/sport/", Target(outlet="other.example", site="http://other.example/sport/")),
        ("waits.example", Target(outlet="waits.example")),
        ("http://waits.example/", Target(outlet="waits.example", site="http://waits.example/")),
        ("paper", Target(outlet="paper", sources=(*OF_PAPER.sources, MORE))),
        ("bare", Target(outlet="bare", site="https://bare.example/")),
    ],
)
def test_what_earlier_crawls_know(word: str, target: Target) -> None:
    (found,) = find_targets([word], CATALOGUE, KNOWN)
    assert {source.url for source in found.sources} == {source.url for source in target.sources}
    assert (found.outlet, found.site, found.pages) == (target.outlet, target.site, target.pages)
