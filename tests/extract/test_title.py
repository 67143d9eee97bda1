"""The headline and what stands behind it."""

from collections.abc import Callable

import pytest

from tracker.extract.title import without_site
from tracker.types import Article

Read = Callable[..., Article]

_TEXT = "<p>" + "The old harbour bridge was opened to cars again on Sunday morning after two years. " * 4 + "</p>"


def _page(head: str, body: str) -> str:
    return f"<html><head>{head}</head><body><div id='main'>{body}{_TEXT}{_TEXT}</div></body></html>"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Bridge opens again - The Gazette</title>", "<h1>Bridge opens again</h1>", "Bridge opens again"),
        ("<title>Bridge opens again | The Gazette</title>", "<h1>The Gazette</h1>", "Bridge opens again"),
        ("<title>The Gazette: Bridge</title>", "<h1>Bridge opens again</h1>", "Bridge opens again"),
        (
            "<meta property='og:title' content='Bridge opens'>",
            "<h1>The bridge opens again</h1>",
            "The bridge opens again",
        ),
        ("<meta property='og:title' content='Bridge opens'>", "", "Bridge opens"),
        ("<title>Bridge opens again</title>", "<h1>Welcome</h1><h2>Bridge opens again</h2>", "Bridge opens again"),
        ("", "<h1>Bridge<br>opens again</h1>", "Bridge opens again"),
        ("", "<div class='headline' itemprop='headline'>Bridge opens again</div>", "Bridge opens again"),
        ("", "<nav><h1>The Gazette</h1></nav><h1>Bridge opens again</h1>", "Bridge opens again"),
    ],
)
def test_which_heading_is_the_headline(read: Read, head: str, body: str, title: str) -> None:
    site = "<meta property='og:site_name' content='The Gazette'>"
    assert read(_page(head + site, body)).title == title


@pytest.mark.parametrize(
    ("title", "names", "left", "cut"),
    [
        ("Bridge opens - The Gazette", ["The Gazette"], "Bridge opens", ("The Gazette",)),
        ("Bridge opens — The Gazette | News", ["The Gazette", "News"], "Bridge opens", ("News", "The Gazette")),
        ("gazette.example: Bridge opens", ["gazette.example"], "gazette.example: Bridge opens", ()),
        ("The Gazette | Bridge opens", ["The Gazette"], "Bridge opens", ("The Gazette",)),
        ("Bridge opens - two years late", ["The Gazette"], "Bridge opens - two years late", ()),
        ("Bridge opens | Gazette", ["gazette.example"], "Bridge opens", ("Gazette",)),
        ("Мост открыт - Вестник", ["Вестник"], "Мост открыт", ("Вестник",)),
        ("The Gazette", ["The Gazette"], "The Gazette", ()),
        ("", ["The Gazette"], "", ()),
    ],
)
def test_only_a_name_of_the_site_is_cut_off(title: str, names: list[str], left: str, cut: tuple[str, ...]) -> None:
    assert without_site(title, names) == (left, cut)


def test_the_name_cut_off_is_a_name_of_the_site(read: Read) -> None:
    html = _page("<title>Bridge opens again - News</title>", "<h1>Bridge opens again</h1>")
    assert read(html, url="https://news.example/a").site_names == ("News",)


def test_the_headline_is_no_part_of_the_text(read: Read) -> None:
    article = read(_page("<title>Bridge opens again</title>", "<h1>Bridge opens again</h1>"))
    assert "Bridge opens again" not in article.text
    assert [b.place for b in article.blocks if b.text == "Bridge opens again"] == ["headline"]
