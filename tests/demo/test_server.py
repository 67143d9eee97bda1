"""The demo's server answers as a proxy, for its own hosts only."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tracker.demo import serve


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    with serve() as address:
        yield address


def ask(proxy: str, url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(proxy).netloc, timeout=5)
    connection.request(method, url, headers=headers)
    response = connection.getresponse()
    answer = response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    connection.close()
    return answer


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://nordwire.example/", 200),
        ("http://nordwire.example", 200),
        ("http://nordwire.example/economy/971602", 200),
        ("http://dailytide.example/news/?page=2", 200),
        ("http://nordwire.example/no-such-page", 404),
        ("http://elsewhere.example/", 502),
        ("https://nordwire.example/", 502),
        ("/", 502),
    ],
)
def test_answers(proxy: str, url: str, status: int) -> None:
    assert ask(proxy, url)[0] == status


def test_loopback_only(proxy: str) -> None:
    assert urlsplit(proxy).hostname == "127.0.0.1"


def test_the_head_of_a_page(proxy: str) -> None:
    status, headers, body = ask(proxy, "http://nordwire.example/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 0


def test_unchanged(proxy: str) -> None:
    _, headers, _ = ask(proxy, "http://nordwire.example/rss.xml")
    status, _, body = ask(proxy, "http://nordwire.example/rss.xml", **{"If-None-Match": headers["etag"]})
    assert (status, body) == (304, b"")


def test_no_tunnels(proxy: str) -> None:
    assert ask(proxy, "nordwire.example:443", "CONNECT")[0] == 502
