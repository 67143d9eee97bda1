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
_LOOSE = "<meta name='date' content='2019-11-10'>"
_TIME = "<time datetime='2019-11-13T10:00:00Z'>Wednesday</time>"
_LINE = "<div class='info'>14 November 2019</div>"


@pytest.mark.parametrize(
    ("html", "url", "hints", "day", "source"),
    [
        (_page(_LD + _META), "/2019/11/15/a", None, "2019-11-11", "jsonld"),
        (_page(_META), "/2019/11/15/a", None, "2019-11-12", "meta"),
        (_page("", _TIME), "/2019/11/15/a", None, "2019-11-13", "time"),
        (_page("", _LINE), "/2019/11/15/a", None, "2019-11-14", "text"),
        (_page(), "/2019/11/15/a", None, "2019-11-15", "url"),
        (_page(), "/20191115-a", None, "2019-11-15", "url"),
        (_page(), "/news/15-11-2019", None, "2019-11-15", "url"),
        (_page(), "/blog/2019/11/5/a", None, "2019-11-05", "url"),
        (_page(_LOOSE), "/a", Hints(found_by="feed", published="2019-11-16"), "2019-11-10", "meta"),
        (_page(_LOOSE), "/2019/11/15/a", None, "2019-11-15", "url"),
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
    ("head", "above", "url", "day", "source", "noted"),
    [
        # both say the same day: the declared time stands
        (_META, "<div class='date'>12 November 2019</div>", "/a", "2019-11-12", "meta", False),
        # the second of the declared ones is what is shown
        (_LD + _META, "<div class='date'>12 November 2019</div>", "/a", "2019-11-12", "meta", False),
        # nothing decides: what a reader is shown, and a note
        (_META, _LINE, "/a", "2019-11-14", "text", True),
        # the address seconds one of the two
        (_META, _LINE, "/2019/11/12/a", "2019-11-12", "meta", False),
        (_META, _LINE, "/2019/11/14/a", "2019-11-14", "text", True),
        # a `time` seconds one of the two
        (_LD, "<time datetime='2019-11-11'>Monday</time>" + _LINE, "/a", "2019-11-11", "jsonld", False),
        # an update is no publication
        (_META, "<div class='date'>Updated 14 November 2019</div>", "/a", "2019-11-12", "meta", False),
        (_META, "<div class='date'>Last change</div><div>14 November 2019</div>", "/a", "2019-11-12", "meta", False),
        # of two dates in a line the one that is declared
        (_META, "<div class='date'>14 November 2019 12 November 2019</div>", "/a", "2019-11-12", "meta", False),
        # several days beside the headline are those of several texts
        (_META, "<p>14 November 2019 Ada</p><p>15 November 2019 Holm</p>", "/a", "2019-11-12", "meta", False),
        # the day of reading, on top of every page
        (_META, "<p>Wednesday, 20 November 2019</p>", "/a", "2019-11-12", "meta", False),
        # a meta called "date" stands behind what is shown
        (_LOOSE, _LINE, "/a", "2019-11-14", "text", False),
        # declared in UTC, shown at home
        (
            "<meta property='article:published_time' content='2019-11-13T02:25:00Z'>",
            "<div class='date'>12 November 2019 | 9:25pm</div>",
            "/a",
            "2019-11-13",
            "meta",
            False,
        ),
        # declared to the day, shown to the minute
        (
            "<meta property='article:published_time' content='2019-11-12'>",
            "<div class='date'>12 November 2019, 9:25</div>",
            "/a",
            "2019-11-12",
            "text",
            False,
        ),
        # day and month change places where another source says which is which
        (
            "<meta property='article:published_time' content='10/11/2019 9:25'>",
            "<div class='date'>10 November 2019</div>",
            "/a",
            "2019-11-10",
            "meta",
            False,
        ),
        (
            "<meta property='article:published_time' content='2019-11-10T09:25:00Z'>",
            "<div class='date'>11/10/2019</div>",
            "/a",
            "2019-11-10",
            "meta",
            False,
        ),
    ],
)
def test_what_is_declared_against_what_is_shown(
    read: Read, head: str, above: str, url: str, day: str, source: str, noted: bool
) -> None:
    article = read(_page(head, above), url=f"https://x.example{url}")
    assert article.published is not None
    assert (article.published.at.date().isoformat(), article.published.source) == (day, source)
    assert any("what it shows is taken" in note for note in article.notes) is noted


def test_a_feed_gives_the_time_of_the_day_that_the_page_shows(read: Read) -> None:
    hints = Hints(found_by="feed", published="Thu, 14 Nov 2019 10:59:00 GMT")
    found = read(_page("", _LINE), url="https://x.example/a", hints=hints).published
    assert found is not None
    assert (found.at.isoformat(), found.source) == ("2019-11-14T10:59:00+00:00", "feed")
    other = Hints(found_by="feed", published="Fri, 15 Nov 2019 10:59:00 GMT")
    kept = read(_page("", _LINE), url="https://x.example/a", hints=other).published
    assert kept is not None
    assert (kept.at.isoformat(), kept.source) == ("2019-11-14T00:00:00+00:00", "text")


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
        # a line that only says what the next one is
        ("<p>A report</p>" * 6 + "<p>Mise en ligne</p><p>14 novembre 2019</p>", "", "2019-11-14"),
        # the headline was shown before, in a path of links
        (
            "<p>Home</p>" * 20 + "<div><h2>Bridge opens again</h2><time datetime='2019-11-14'>14 Nov</time></div>",
            "",
            "2019-11-14",
        ),
        # a list of news names this one, too
        (
            "",
            "<div class='teasers'>" + "<p>Filler of the page.</p>" * 20 + "<p>14 November 2019</p>"
            "<h3>Bridge opens again</h3><p>Filler of the page.</p><h3>Other news of the day</h3></div>",
            "2019-11-14",
        ),
        ("<p>Published 14 November 2019 10:59 / Updated 15 November 2019 9:12</p>", "", "2019-11-14"),
        ("<p>Termin: 1 November 2019</p><p>14 November 2019</p>", "", "2019-11-14"),
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


def test_the_data_of_scripts_comes_behind_what_is_shown(read: Read) -> None:
    data = r"{\"createdAt\":1,\"datePublished\":\"2019-11-10T08:00:00Z\"}"
    script = f"<script>window.data = '{data}'</script>"
    found = read(_page(below=script), url="https://x.example/a").published
    assert found is not None
    assert found.raw == "2019-11-10T08:00:00Z"
    several = script.replace("window.data", "b").replace("11-10", "11-09") + script
    assert read(_page(below=several), url="https://x.example/a").published is None
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
