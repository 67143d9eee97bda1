"""Known articles again, on real sockets and with a clock of the test's: what changed, what is gone."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import

ROOT = Path(__file__).parents[2]
CREDIT = b"<p>The original source of this article is TASS.</p></article>"
HOUR, DAY = 60, 24 * 60


def visits(crawl: Fixture, *, minutes: float, code: int | None = 0) -> Any:
    """A crawl of the front page, later; its sources list nothing new."""
    crawl.ahead = minutes
    return crawl("http://paper.example/", code=code)


def test_the_schedule(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]) -> None:
    """After 1 h, 6 h, 1 d, 3 d, 7 d, 30 d: by conditional requests; visits missed are made up for by one."""
    site.answers = {
        "/": answer('<h2><a href="/2025/a">All about somebody</a></h2>'),
        "/2025/a": answer(article_page("Anna"), headers={"ETag": '"1"'}),
    }
    visits(crawl, minutes=0)
    asked = []
    for minutes in (30, 61, 62, 8 * DAY, 31 * DAY, 99 * DAY):
        before = site.paths.count("/2025/a")
        visits(crawl, minutes=minutes)
        asked.append(site.paths.count("/2025/a") - before)
        site.answers["/2025/a"] = answer(status=304)
    assert asked == [0, 1, 0, 1, 1, 0]
    conditions = [headers.get("if-none-match") for path, headers in site.asked if path == "/2025/a"]
    assert conditions == [None, *['"1"'] * 3]
    assert crawl.sql("SELECT visits, next_visit_at FROM revisit") == [(3, None)]
    ((status, revisions, seen, first),) = crawl.sql(
        "SELECT status, revisions, last_seen_at, first_seen_at FROM articles"
    )
    assert (status, revisions) == ("200", 1)
    assert seen[:10] > first[:10]
    assert crawl.sql("SELECT SUM(unchanged), SUM(articles), SUM(failed) FROM coverage") == [(3, 1, 0)]


def test_what_changed_and_what_is_gone(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    page = {name: f"/2025/{name}" for name in ("busy", "closed", "text", "credit", "gone", "front", "same")}
    link = "".join(f'<h2><a href="{path}">All about somebody</a></h2>' for path in page.values())
    site.answers = {"/": answer(link)} | {path: answer(article_page(path[6:].title())) for path in page.values()}
    site.answers[page["credit"]] = answer(article_page("Credit").replace(b"</article>", CREDIT))
    visits(crawl, minutes=0)
    assert crawl.sql("SELECT COUNT(*) FROM credit_changes") == [(0,)]

    changed = article_page("Text").replace(b"the crane of", b"the old crane of")
    site.answers |= {
        page["text"]: answer(changed.replace(b"and the sea</h1>", b"and the sea, corrected</h1>")),
        page["credit"]: answer(article_page("Credit")),
        page["gone"]: answer("gone", status=410),
        page["front"]: answer(status=302, headers={"Location": "/"}),
        page["busy"]: answer("slow down", status=429, headers={"Retry-After": "1800"}),
        page["closed"]: answer(status=500),
    }
    done = visits(crawl, minutes=61, code=None)
    assert {f["url"].rpartition("/")[2] for f in done["failures"]} == {"busy", "closed"}
    assert done["gone"] == 2
    states = {url.rpartition("/")[2]: state for url, *state in crawl.sql("SELECT url, status, revisions FROM articles")}
    assert states == {
        "text": ["200", 2],
        "credit": ["200", 2],
        "gone": ["gone", 1],
        "front": ["gone", 1],
        "same": ["200", 1],
        "busy": ["200", 1],
        "closed": ["200", 1],
    }
    dropped = crawl.sql("SELECT url, change, role, source, quote FROM credit_changes")
    assert dropped == [
        (site.url + page["credit"], "dropped", "credit", "tass", "The original source of this article is TASS.")
    ]
    assert crawl.sql("SELECT COUNT(*) FROM credits WHERE role = 'credit'") == [(0,)]
    shown = subprocess.run(
        [sys.executable, "-m", "tracker", "show", site.url + page["credit"], "--db", crawl.url],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert "Credits that changed" in shown
    assert "dropped" in shown

    # What asked for patience and what broke is visited again with the others.
    before = len(site.paths)
    # What comes back is there again.
    site.answers[page["gone"]] = answer(article_page("Gone"))
    visits(crawl, minutes=6 * HOUR + 1, code=None)
    assert {page["busy"], page["closed"], page["gone"]} <= set(site.paths[before:])
    assert crawl.sql("SELECT COUNT(*) FROM articles WHERE status = 'gone'") == [(1,)]


def test_the_spider_of_its_own_and_what_it_leaves_alone(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """Nothing new is looked for; with nothing due nothing is asked; who asks for one page gets that one."""
    site.answers = {
        "/": answer('<h2><a href="/2025/a">All about somebody</a></h2>'),
        "/2025/a": answer(article_page("Anna")),
        "/2025/03/11/b": answer(article_page("Berta")),
    }
    crawl(site.url)
    crawl.scrapy("crawl", "revisits")
    before = len(site.paths)
    crawl.ahead = 61
    crawl(f"{site.url}/2025/03/11/b")
    assert site.paths[before:] == ["/2025/03/11/b"]
    crawl("-sTRACKER_REVISITS=0", site.url)
    assert [path for path in site.paths[before:] if "/2025/" in path] == ["/2025/03/11/b"]
