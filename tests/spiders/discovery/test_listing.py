"""Which links of a page are articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.discovery import looks_like_article, read_listing

LIST = "http://www.paper.example/news/"


def found(html: str) -> list[str]:
    return [url for url, _ in read_listing(html.encode(), LIST).pages]


@pytest.mark.parametrize(
    "path",
    [
        "/2025/03/11/ferries",
        "/2025/03/ferries",
        "/news/2025-03-11/ferries",
        "/economia/20250313/flota.html",
        "/storm-keeps-skarvik-ferries-in-port",
        "/storm_keeps_ferries_in_port.html",
        "/lokales/kaesewagen-4410112",
        "/economy/971602",
        "/art-30412.html",
        "/a/5614233",
        "/blog/2025/03/ferries-again",
        "/%D0%BF%D0%BE%D1%80%D1%82-a-b-c",
    ],
)
def test_addresses_of_articles(path: str) -> None:
    assert looks_like_article(f"http://paper.example{path}")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/news/",
        "/sport",
        "/2025/03/",
        "/2025/03/11",
        "/2025/page/2",
        "/tag/storm-at-sea-in-march",
        "/en/tag/storm-at-sea-in-march",
        "/author/jane-maria-van-roe",
        "/category/sea-and-land-and-air",
        "/about",
        "/kontakt",
        "/uploads/2025/03/11/picture-of-the-ferry.jpg",
        "/2025/03/11/report.pdf",
        "/wp-json/wp/v2/posts/12345",
    ],
)
def test_addresses_of_other_things(path: str) -> None:
    assert not looks_like_article(f"http://paper.example{path}")


def test_an_address_that_is_none() -> None:
    assert not looks_like_article("http://[broken/2025/03/11/x")


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        ('<a href="/2025/03/11/ferries">Ferries</a>', ["http://www.paper.example/2025/03/11/ferries"]),
        ('<h3><a href="/x/ferries">Ferries in port</a></h3>', ["http://www.paper.example/x/ferries"]),
        ('<a href="x"><h3>Ferries stay in port</h3></a>', ["http://www.paper.example/news/x"]),
        ('<a href="/x/ferries">Storm keeps the ferries in port</a>', ["http://www.paper.example/x/ferries"]),
        ('<a href="http://paper.example/x/f">Storm keeps the ferries in port</a>', ["http://paper.example/x/f"]),
        ('<base href="http://paper.example/b/"><h2><a href="a">One two three</a></h2>', ["http://paper.example/b/a"]),
        # Not articles of this site.
        ('<a href="http://other.example/2025/03/11/ferries">Ferries</a>', []),
        ('<a href="/x/ferries">Ferries</a>', []),
        ('<a href="/tag/sea">All we have on the sea and its ships</a>', []),
        ('<a href="/">Back to the front page of the paper</a>', []),
        ('<a href="/news/">The list that we are just reading</a>', []),
        ('<nav><a href="/2025/03/11/ferries">Ferries</a></nav>', []),
        ('<footer><a href="/x/y">How we work and who pays for it</a></footer>', []),
        ('<div role="navigation"><a href="/x/y">How we work and who pays for it</a></div>', []),
        ('<a href="javascript:show()">Show all of today\'s many stories</a>', []),
        ('<a href="http://[broken/">Storm keeps the ferries in port</a>', []),
        ("<a>Storm keeps the ferries in port</a>", []),
    ],
)
def test_links_of_a_listing(html: str, urls: list[str]) -> None:
    assert found(f"<html><body>{html}</body></html>") == urls


def test_the_longest_text_is_the_headline() -> None:
    html = (
        '<a href="/2025/03/11/f"><img alt="x"></a><h2><a href="/2025/03/11/f">Storm keeps the ferries in port</a></h2>'
        '<a href="/2025/03/11/f#more">Read more</a><a href="/2025/03/12/g">More</a>'
    )
    pages = read_listing(html.encode(), LIST).pages
    assert [(url[-2:], hints.title) for url, hints in pages] == [
        ("/f", "Storm keeps the ferries in port"),
        ("/g", None),
    ]
    assert pages[0][1].found_by == "listing"
    assert pages[0][1].found_at == LIST


@pytest.mark.parametrize(
    ("html", "following"),
    [
        ('<a rel="next" href="?page=2">2</a>', ("http://www.paper.example/news/?page=2",)),
        ('<link rel="next" href="/news/2">', ("http://www.paper.example/news/2",)),
        ('<a href="/news/2">Older posts »</a>', ("http://www.paper.example/news/2",)),
        ('<a href="/news/2">Далее</a>', ("http://www.paper.example/news/2",)),
        ('<a href="/news/2">Next of kin informed after accident</a>', ()),
        ('<a rel="next" href="http://other.example/2">2</a>', ()),
        ('<a rel="next" href="/news/">again</a>', ()),
    ],
)
def test_the_next_page(html: str, following: tuple[str, ...]) -> None:
    assert read_listing(html.encode(), LIST).sources == following


def test_a_page_without_articles_says_so() -> None:
    assert read_listing(b"<p>Please enable scripts</p>", LIST).problem == "no links to articles in it"


def test_link_texts_in_the_page_s_own_encoding() -> None:
    html = '<meta charset="windows-1251"><h2><a href="/n/1">Порт снова принимает суда</a></h2>'.encode("cp1251")
    assert read_listing(html, LIST).pages[0][1].title == "Порт снова принимает суда"


@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer(body: bytes) -> None:
    assert isinstance(read_listing(b"<a href='" + body + b"'>" + body, LIST).problem, str)
