"""Coverage over a crawl: sums that balance, what a source gave, and who needs a person."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from spiders.attention import needing_a_person
from spiders.summary import CrawlSummary
from tracker.types import Outcome

Fixture = Any  # the classes of conftest.py, which test modules cannot import
ENDINGS = "articles + unchanged + not_article + refused + blocked + gone + failed"


def test_sums_balance_over_every_kind_of_ending_and_over_runs(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """Addresses found = addresses that ended, once each; in the run, in coverage, in the database."""
    pages = {
        "/2025/good": answer(article_page("Anna")),
        "/2025/other": answer(article_page("Berta")),
        "/2025/list": answer("".join(f'<p><a href="/{n}">Link {n}</a></p>' for n in range(30))),
        "/2025/forbidden": answer("no", status=403),
        "/2025/challenge": answer("<title>Just a moment...</title>"),
        "/2025/accepted": answer("", status=202),
        "/2025/gone": answer("gone", status=410),
        "/2025/error": answer("oops", status=500),
        "/2025/reset": answer(reset=True),
        "/2025/short": answer("half of it", declared=5000),
        "/2025/bytes": answer(bytes(range(256)) * 20, kind="application/octet-stream"),
        "/2025/moved": answer(status=301, headers={"Location": "/2025/target"}),
        "/2025/target": answer(article_page("Clara")),
    }
    listed = [*pages, "/private/x"]
    site.answers = pages | {
        "/robots.txt": answer("User-agent: *\nDisallow: /private/\n", kind="text/plain"),
        "/": answer(
            '<link rel="alternate" type="application/rss+xml" href="/feed">'
            '<link rel="alternate" type="application/rss+xml" href="/broken">'
        ),
        "/feed": answer(site.feed(*listed), kind="text/xml"),
        "/broken": answer("oops", status=500),
    }
    done = crawl("--limit", "4", site.url)
    assert sum(done["outcomes"].values()) == 4
    _balances(crawl, found=len(listed), ended=4)
    done = crawl(site.url, code=1)
    assert sum(done["outcomes"].values()) == len(listed) - 4
    _balances(crawl, found=len(listed), ended=len(listed))
    # The one that is broken is counted, and beside the pages.
    assert crawl.sql("SELECT sum(sources_read), sum(sources_failed) FROM coverage") == [(2, 2)]
    # What a page ended with stands in the run's own words too.
    ((summary,),) = crawl.sql("SELECT json_extract(summary, '$.scrapy.finish_reason') FROM runs WHERE run_id = 2")
    assert summary == "finished"
    assert set(done["needing_a_person"]) == {"paper.example"}
    assert [signal["kind"] for signal in done["signals"]] == ["blocked"]


def _balances(crawl: Fixture, *, found: int, ended: int) -> None:
    query = f"SELECT sum(discovered), sum({ENDINGS}), sum(new_articles + changed_articles), sum(articles) FROM coverage"
    ((discovered, endings, new_and_changed, articles),) = crawl.sql(query)
    assert (discovered, endings) == (found, ended)
    assert new_and_changed == articles
    came = crawl.sql("SELECT sum(fetched - articles - unchanged - not_article - unreadable) FROM coverage")
    assert came == [(0,)]
    assert crawl.sql("SELECT count(*) FROM address WHERE outcome IS NOT NULL") == [(ended,)]


def test_a_feed_that_falls_silent_is_said(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    names = [f"/2025/{n}" for n in range(6)]
    site.answers = {name: answer(article_page(f"Anna{name[-1]}")) for name in names}
    site.answers["/"] = answer('<link rel="alternate" type="application/rss+xml" href="/feed">')
    site.answers["/feed"] = answer(site.feed(*names), kind="text/xml")
    assert crawl(site.url)["needing_a_person"] == {}
    # As if it had been asked on the day before.
    days = "day = date(day, '-1 day'), read = 4, items = 24"
    _write(crawl, f"UPDATE poll_day SET {days}")
    site.answers["/feed"] = answer(site.feed(), kind="text/xml")
    done = crawl(site.url, code=1)
    (why,) = done["needing_a_person"].values()
    assert "no items: gave no address; 4 readings before gave 6 on the average and never none" in why
    assert crawl.sql("SELECT kind, subject FROM signals") == [("no_items", f"{site.url}/feed")]


def _write(crawl: Fixture, statement: str) -> None:
    with closing(sqlite3.connect(crawl.db)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("pages", "sources", "wanted"),
    [
        ({Outcome.READ: 9, Outcome.FAILED: 2}, {Outcome.READ: 1}, None),
        ({Outcome.READ: 3, Outcome.FAILED: 3}, {Outcome.READ: 1}, "3 of 6 pages could not be had: no answer in time"),
        ({Outcome.FAILED: 1}, {}, "1 of 1 pages could not be had: no answer in time"),
        ({Outcome.REFUSED: 4}, {Outcome.READ: 1}, "robots.txt refuses all 4 pages that were asked for"),
        ({Outcome.READ: 4, Outcome.REFUSED: 4}, {Outcome.READ: 1}, None),
        ({}, {Outcome.UNCHANGED: 1}, None),
        ({}, {Outcome.FAILED: 2}, "no source could be read: no answer in time"),
        ({Outcome.READ: 1, Outcome.GONE: 3}, {Outcome.READ: 1}, "3 of 4 pages could not be had: no answer in time"),
        ({Outcome.READ: 4}, {Outcome.FAILED: 1, Outcome.READ: 1}, None),
    ],
)
def test_who_needs_a_person(pages: dict[Outcome, int], sources: dict[Outcome, int], wanted: str | None) -> None:
    summary = CrawlSummary()
    for outcome, count in pages.items():
        for n in range(count):
            summary.page("paper", f"http://paper.example/{outcome}{n}", outcome, "no answer in time")
    for outcome, count in sources.items():
        for n in range(count):
            summary.source("paper", f"http://paper.example/feed{outcome}{n}", outcome, "no answer in time")
    assert needing_a_person(summary) == ({"paper": wanted} if wanted else {})
