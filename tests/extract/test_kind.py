"""What is no article, and the short pages that are."""

from collections.abc import Callable

import pytest

from tracker.extract import extract
from tracker.types import Article, Outcome, Page, Unread

MakePage = Callable[..., Page]

_ERROR = (
    "<html><head><title>404 Not Found</title></head><body><h1>Not found</h1><p>We could not find the page that you "
    "were looking for, but here is our search instead.</p></body></html>"
)
_CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body><p>Verify that you are human. Cloudflare.</p></body>"
)
_FRONT = (
    "<html><body><h1>The Gazette</h1><p>Today: the bridge is open again, and the mayor is glad about it.</p>"
    "<p>Also: the weather stays fine until the end of the week, says the weather office.</p></body></html>"
)
_MENU = "".join(f"<li><a href='/{i}'>A headline of another story, number {i}</a></li>" for i in range(60))


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (202, Outcome.BLOCKED),
        (401, Outcome.BLOCKED),
        (403, Outcome.BLOCKED),
        (429, Outcome.BLOCKED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
        (301, Outcome.FAILED),
    ],
)
def test_an_answer_that_is_no_page(page: MakePage, status: int, outcome: Outcome) -> None:
    found = extract(page("<html><body><p>Some text stands here.</p></body></html>", status=status))
    assert found == Unread(outcome=outcome, reason=f"The server answered {status}.")


@pytest.mark.parametrize(
    ("html", "url", "outcome", "word"),
    [
        ("<html><body></body></html>", "https://x.example/a", Outcome.NOT_ARTICLE, "no text"),
        (f"<html><body><ul>{_MENU}</ul></body></html>", "https://x.example/news", Outcome.NOT_ARTICLE, "list of links"),
        (_CHALLENGE, "https://x.example/a", Outcome.BLOCKED, "challenge"),
        (_ERROR, "https://x.example/a", Outcome.NOT_ARTICLE, "error page"),
        (_FRONT, "https://x.example/", Outcome.NOT_ARTICLE, "front page"),
        ("%PDF-1.4", "https://x.example/a.pdf", Outcome.UNREADABLE, "PDF"),
    ],
)
def test_what_is_no_article(page: MakePage, html: str, url: str, outcome: Outcome, word: str) -> None:
    found = extract(page(html, url=url))
    assert isinstance(found, Unread)
    assert found.outcome is outcome
    assert word in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "A goods train left the rails near the harbour on Sunday. Nobody was hurt, the railway said.",
        "Грузовой поезд сошёл с рельсов у порта в воскресенье утром. Никто не пострадал, сообщила дорога.",
        "周日早上一列货车在港口附近出轨。铁路公司称，没有人受伤。",
    ],
)
def test_a_news_item_of_two_sentences_is_an_article(page: MakePage, text: str) -> None:
    html = f"<html><head><title>Train off</title></head><body><div><h1>Train</h1><p>{text}</p></div></body></html>"
    assert isinstance(extract(page(html)), Article)
