"""Addresses that only lead to another one: what they carry in themselves, and which must be asked."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue import load_catalogue
from tracker.errors import CatalogueError
from tracker.forwarding import is_front, is_short, short_hosts, unwrapped

STORY = "https://paper.example/2025/03/ferry?id=7"


def news_item(target: str) -> str:
    """The token that Google News made of an address until 2024."""
    size = len(target)
    length = bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])
    message = b'\x08\x13"' + length + target.encode() + b"\xd2\x01\x00"
    return base64.urlsafe_b64encode(message).decode().rstrip("=")


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("https://www.google.com/url?q=https://paper.example/a&sa=D&ust=1", "https://paper.example/a"),
        ("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fpaper.example%2Fa", "https://paper.example/a"),
        ("https://news.google.com/news/url?sr=1&url=http://paper.example/a", "http://paper.example/a"),
        (f"https://news.google.com/articles/{news_item(STORY)}?hl=en", STORY),
        (f"https://news.google.com/__i/rss/rd/articles/{news_item(STORY + 'x' * 200)}", STORY + "x" * 200),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fpaper.example%2Fa%3Fb%3D1&h=AT0", "https://paper.example/a?b=1"),
        ("https://web.archive.org/web/2019/http://paper.example/a", "http://paper.example/a"),
        ("https://web.archive.org/web/20190101120000id_/http:/paper.example/a?b=1&c=2", "http://paper.example/a?b=1&c=2"),
        ("http://web.archive.org/web/paper.example/a", "http://paper.example/a"),
        ("https://archive.is/2019.01.01-000000/https://paper.example/a", "https://paper.example/a"),
        ("https://www.google.com/amp/s/paper.example/a/amp", "http://paper.example/a/amp"),
        ("https://paper-example.cdn.ampproject.org/c/s/paper.example/a", "http://paper.example/a"),
        ("https://href.li/?https://paper.example/a", "https://paper.example/a"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpaper.example%2Fa", "https://paper.example/a"),
        ("http://webcache.googleusercontent.com/search?q=cache:https://paper.example/a+x&cd=1", "https://paper.example/a"),
        ("https://r.search.yahoo.com/_ylt=A/RV=2/RU=https%3a%2f%2fpaper.example%2fa/RK=2/R", "https://paper.example/a"),
        ("https://vk.com/away.php?to=http%3A%2F%2Fgazeta.example%2F1&post=2", "http://gazeta.example/1"),
        ("https://www.google.com/url?q=http://газета.example/1", "http://газета.example/1"),
        # One in another.
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fweb.archive.org%2Fweb%2F2019%2Fhttps%3A%2F%2Fpaper.example%2Fa",
            "https://paper.example/a",
        ),
    ],
)  # fmt: skip
def test_what_an_address_carries_in_itself(written: str, target: str) -> None:
    assert unwrapped(written) == target
    assert unwrapped(target) == target


@pytest.mark.parametrize(
    "url",
    [
        STORY,
        "https://paper.example/url?q=https://other.example/a",
        "https://www.google.com/search?q=https://paper.example/a",
        "https://google.evil.example/url?q=https://paper.example/a",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url?q=",
        "https://www.facebook.com/sharer.php?u=https://paper.example/a",
        "https://archive.org/details/a-book",
        "https://web.archive.org/save/https://paper.example/a",
        "https://news.google.com/articles/CBMiAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "https://bit.ly/2abcdef",
        "http://[half",
        "not an address",
        "",
    ],
)
def test_what_carries_nothing_stays_as_it_is(url: str) -> None:
    assert unwrapped(url) == url


@given(st.text())
def test_no_text_is_too_much(text: str) -> None:
    for url in (text, f"https://www.google.com/url?q={text}", f"https://news.google.com/articles/CBMi{text}"):
        assert unwrapped(url) == url or unwrapped(url).startswith("http")
        is_short(url)
        is_front(url)


def test_only_known_services_shorten() -> None:
    assert is_short("https://bit.ly/2abcdef")
    assert is_short("http://www.reut.rs/2abcdef")
    assert not is_short("https://rabbit.ly/2abcdef")
    assert not is_short("https://bit.ly/")  # the service's own front page
    assert not is_short(STORY)


def test_front_pages() -> None:
    assert all(map(is_front, ("https://paper.example", "https://paper.example/", "https://paper.example/index.html")))
    assert not any(map(is_front, (STORY, "https://paper.example/?p=7")))


def test_a_user_adds_short_links_beside_agencies(tmp_path: Path) -> None:
    mine = tmp_path / "tracker.toml"
    mine.write_text('[forwarding]\nshort = ["q.paper.example"]\n\n[outlet.paper]\nname = "Paper"\n', encoding="utf-8")
    assert is_short("https://q.paper.example/7", short_hosts(mine))
    assert not is_short("https://q.paper.example/7")
    assert "paper" in load_catalogue(mine).outlets
    broken = ('[forwarding]\nshort = "q.example"', "[forwarding]\nlong = []", '[forwarding]\nshort = ["Q x"]', "x =")
    for number, wrong in enumerate(broken):
        bad = tmp_path / f"{number}.toml"
        bad.write_text(wrong, encoding="utf-8")
        with pytest.raises(CatalogueError):
            short_hosts(bad)
