"""Which two addresses are one, and whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.urls import host, registrable_domain, same_site, url_key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://www.a.example/x", "http://a.example/x/"),
        ("https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?b=2&a=1#top", "https://a.example/x?a=1&b=2"),
        ("HTTPS://A.example:443/x", "https://a.example/x"),
        ("https://a.example/новости", "https://a.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        (" https://a.example/two words ", "https://a.example/two%20words"),
        ("https://a.example/x?fbclid=abc", "https://a.example/x"),
        ("https://a.example/x?PHPSESSID=0a1b", "https://a.example/x"),
        ("https://a.example/x;jsessionid=0A1B.node1?id=4", "https://a.example/x?id=4"),
        ("https://a.example/x;jsessionid=0A1B?y=1", "https://a.example/x?y=1"),
        ("https://a.example/x?PHPSESSID=0a1b&y=1", "https://a.example/x?y=1"),
        ("https://a.example/(S(lit3py55t21z5v55vlm25s55))/x", "https://a.example/x"),
    ],
)
def test_one_address(a: str, b: str) -> None:
    assert url_key(a) == url_key(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/x?sid=1", "https://a.example/x?sid=2"),  # a story's number as often as a session's
        ("https://a.example/x(1)", "https://a.example/x(2)"),
        ("https://a.example/X", "https://a.example/x"),  # paths are told apart by case on most servers
        ("https://m.a.example/x", "https://a.example/x"),
        ("http://a.example:8080/x", "http://a.example/x"),
    ],
)
def test_two_addresses(a: str, b: str) -> None:
    assert url_key(a) != url_key(b)


@given(st.text(max_size=60))
def test_any_text_has_a_key_and_a_host(text: str) -> None:
    assert isinstance(url_key(text), str)
    assert isinstance(host(text), str)
    assert isinstance(registrable_domain(text), str)


@given(st.from_regex(r"https?://[a-z]{1,8}\.example(/[a-z0-9]{0,5}){0,3}(\?[a-z]=[0-9])?", fullmatch=True))
def test_a_key_is_its_own_key(url: str) -> None:
    assert url_key("http://" + url_key(url)) == url_key(url)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.bbc.co.uk/1", "bbc.co.uk"),
        ("www.nytimes.com", "nytimes.com"),
        ("https://diary.blogspot.com/1", "diary.blogspot.com"),  # two blogs of one platform are two outlets
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("file:///tmp/x.html", ""),
        ("http://[broken/", ""),
    ],
)
def test_registrable_domain(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


def test_same_site() -> None:
    assert same_site("https://edition.cnn.com/a", "http://cnn.com/b")
    assert not same_site("https://a.co.uk/", "https://b.co.uk/")
