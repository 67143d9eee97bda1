"""Which of a page's dates is its day."""

from collections.abc import Callable

import pytest

from tracker.types import Article, Hints

Read = Callable[..., Article]

_TEXT = "<p>" + "The old harbour bridge was opened to cars again in the morning after two years of work. " * 3 + "</p>"


def _page(head: str = "", above: str = "", below: str = "", text: str = "") -> str:
    return (
        f"<html lang='en'><head><title>Bridge opens again</title>{head}</head><body><div class='page'>"
        f"<h1>Bridge opens again</h1>{above}<div class='story'>{text}{_TEXT}{_TEXT}{_TEXT}</div>{below}"
        "</div></body></html>"
    )


_LD = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-11-11T10:00:00Z"}</script>'
_META = "<meta property='article:published_time' content='2019-11-12T10:00:00Z'>"
_TIME = "<time datetime='2019-11-13T10:00:00Z'>Wednesday</time>"
_LINE = "<div class='info'>14 November 2019</div>"


@pytest.mark.parametrize(
    ("html", "url", "hints", "day", "source"),
    [
        (_page(_LD + _META, _TIME + _LINE), "/2019/11/15/a", None, "2019-11-11", "jsonld"),
        (_page(_META, _TIME + _LINE), "/2019/11/15/a", None, "2019-11-12", "meta"),
        (_page("", _TIME + _LINE), "/2019/11/15/a", None, "2019-11-13", "time"),
        (_page("", _LINE), "/2019/11/15/a", None, "2019-11-14", "text"),
        (_page(), "/2019/11/15/a", None, "2019-11-15", "url"),
        (_page(), "/20191115-a", None, "2019-11-15", "url"),
        (_page(), "/news/15-11-2019", None, "2019-11-15", "url"),
        (_page(), "/blog/2019/11/5/a", None, "2019-11-05", "url"),
        (_page(), "/a", Hints(found_by="feed", published="Sat, 16 Nov 2019 10:00:00 GMT"), "2019-11-16", "feed"),
        (_page(), "/a", Hints(found_by="sitemap", published="2019-11-16"), "2019-11-16", "sitemap"),
        (_page(), "/2019/11/a", None, None, None),
    ],
)
def test_the_order_of_sources(
    read: Read, html: str, url: str, hints: Hints | None, day: str | None, source: str | None
) -> None:
    found = read(html, url=f"https://x.example{url}", hints=hints).published
    assert (found.at.date().isoformat() if found else None, found.source if found else None) == (day, source)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright © Nordwire, Nordwire, 2017",
        "© 2017 Nordwire",
        "Copyright 1 January 2017 Nordwire. All rights reserved",
        "(c) 01.01.2017 Nordwire",
    ],
)
def test_a_copyright_line_gives_no_date(read: Read, line: str) -> None:
    for html in (_page(above=f"<p>{line}</p>"), _page(below=f"<footer>{line}</footer>"), _page(below=f"<p>{line}</p>")):
        assert read(html, url="https://x.example/a").published is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("<p>NORDWIRE 22 October 2017</p>", "2017-10-22"),
        (
            "<p>NORDHAVN, 22 October 2017 (NW) - The bridge was opened for all cars on Sunday, said the town.</p>",
            "2017-10-22",
        ),
        (
            "<p>On 22 October 2017 the bridge had been torn away by a storm, and the town was left without road.</p>",
            None,
        ),
        (
            "<p>22.10.2017 | The bridge was opened for all cars on Sunday, the town said in the morning.</p>",
            "2017-10-22",
        ),
    ],
)
def test_a_dateline_is_the_last_visible_source(read: Read, text: str, day: str | None) -> None:
    found = read(_page(text=text), url="https://x.example/a").published
    assert (found.at.date().isoformat() if found else None) == day


def test_times_of_other_articles_and_comments_do_not_count(read: Read) -> None:
    other = (
        "<aside class='related'><h3>Other story</h3><p>Words of another story that is told elsewhere.</p>"
        "<p>And more of them.</p><p>Still more.</p><time datetime='2019-11-01T10:00:00Z'>1 Nov</time></aside>"
        "<div class='comments'><time datetime='2019-11-19T10:00:00Z'>19 Nov</time></div>"
    )
    assert read(_page(below=other), url="https://x.example/a").published is None


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        # beside the headline, without any mark, against marked lines of teasers
        ("<div>14.11.2019 11:38<br>Category: Bridges</div>", "<p class='date'>1.11.2019</p>" * 3, "2019-11-14"),
        ("<p class='rte-caption'>14. November 2019 | Nature</p>", "", "2019-11-14"),
        ("<span>ada</span><span>14.11.19</span><span>12:44</span>", "", "2019-11-14"),
        ("<div class='box teaser-box'><p class='time'>14 November 2019</p></div>", "", "2019-11-14"),
        ("", "<p>Filler of the page.</p>" * 20 + "<p>This page was last edited on 14 November 2019.</p>", "2019-11-14"),
        ("<span class='updated' title='2019-11-14T08:00:00+00:00'></span>", "", "2019-11-14"),
    ],
)
def test_where_a_date_stands(read: Read, above: str, below: str, day: str) -> None:
    found = read(_page(above=above, below=below), url="https://x.example/a").published
    assert found is not None
    assert found.at.date().isoformat() == day


def test_the_headlines_day_is_that_of_the_event(read: Read) -> None:
    html = _page(above="<p>3 November 2019 | 2 comments</p>").replace("Bridge opens again", "Results of 1.11.2019")
    found = read(html, url="https://x.example/a").published
    assert found is not None
    assert found.raw == "3 November 2019"
    alone = read(_page().replace("Bridge opens again", "Results of 1.11.2019"), url="https://x.example/a").published
    assert alone is not None
    assert alone.raw == "1.11.2019"


def test_the_data_of_scripts_is_the_last_of_the_page_itself(read: Read) -> None:
    data = r"{\"createdAt\":1,\"datePublished\":\"2019-11-10T08:00:00Z\"}"
    script = f"<script>window.data = '{data}'</script>"
    found = read(_page(below=script), url="https://x.example/2019/11/12/a").published
    assert found is not None
    assert found.raw == "2019-11-10T08:00:00Z"
    dated = read(_page(above=_LINE, below=script)).published
    assert dated is not None
    assert dated.raw == "14 November 2019"


def test_what_was_refused_is_noted_and_the_next_source_taken(read: Read) -> None:
    head = "<meta property='article:published_time' content='9999-12-31T23:59:59Z'>"
    article = read(_page(head, _LINE), url="https://x.example/a")
    assert article.published is not None
    assert article.published.raw == "14 November 2019"
    assert any("9999-12-31" in note for note in article.notes)


def test_changes_are_kept_apart(read: Read) -> None:
    head = _META + "<meta property='article:modified_time' content='2019-11-13T08:00:00Z'>"
    article = read(_page(head), url="https://x.example/a")
    assert article.modified is not None
    assert (article.modified.at.day, article.modified.source) == (13, "meta")
    line = "<div class='info'>Updated 15 November 2019</div><div class='info'>Published 14 November 2019</div>"
    published = read(_page(above=line), url="https://x.example/a").published
    assert published is not None
    assert published.at.day == 14


@pytest.mark.parametrize(
    ("host", "lang", "month"), [("x.example", "en", 11), ("x.co.uk", "en", 10), ("x.example", "en-GB", 10)]
)
def test_the_land_says_which_number_is_the_month(read: Read, host: str, lang: str, month: int) -> None:
    html = _page(above="<div class='date'>11/10/2019</div>").replace("lang='en'", f"lang='{lang}'")
    found = read(html, url=f"https://{host}/a").published
    assert found is not None
    assert found.at.month == month


def test_the_timezone_of_the_outlet(read: Read) -> None:
    html = _page("<meta property='article:published_time' content='2019-11-12T01:30:00'>")
    found = read(html, timezone="Asia/Tokyo").published
    assert found is not None
    assert found.at.isoformat() == "2019-11-11T16:30:00+00:00"
