"""Originals on real sockets: a copy credits a page by a link, the crawl fetches it, and the chain has its root."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import

ROOT = Path(__file__).parents[2]
CREDIT = '<p>The original source of this article is <a href="{}">The Harbour Herald</a>.</p></article>'
ORIGINAL = "http://herald.example/2025/03/11/story"
RELAY = "http://relay.example/2025/03/11/copy"


def crediting(page: bytes, url: str) -> bytes:
    return page.replace(b"</article>", CREDIT.format(url).encode())


def test_the_chain_gets_its_root(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """The copy credits a relay, and the relay the original: both are fetched for the outlet that was crawled."""
    text = article_page("Anna")
    site.answers = {
        "/2025/03/11/copy": answer(crediting(text, RELAY)),
        RELAY: answer(crediting(text, ORIGINAL)),
        ORIGINAL: answer(text),
    }
    done = crawl(f"{site.url}/2025/03/11/copy")
    assert done["outcomes"]["read"] == 3
    assert crawl.sql("SELECT outlet, origin_seen, origin_url FROM stories s JOIN articles a ON a.url = origin_url") == [
        ("herald.example", 1, ORIGINAL)
    ]
    hints = dict(crawl.sql("SELECT url, json_extract(hints, '$.found_at') FROM address WHERE hints LIKE '%original%'"))
    assert hints == {RELAY: f"{site.url}/2025/03/11/copy", ORIGINAL: RELAY}
    tree = subprocess.run(
        [sys.executable, "-m", "tracker", "chain", f"{site.url}/2025/03/11/copy", "--db", crawl.url],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert "herald.example  2025-03-11 07:00 (meta)  origin\n" in tree
    assert "not crawled" not in tree

    before = list(site.paths)
    crawl(f"{site.url}/2025/03/11/copy")
    assert site.paths == [*before, "/2025/03/11/copy"], "an original on record is not fetched again"


def test_the_spider_of_its_own(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    text = article_page("Anna")
    site.answers = {"/2025/03/11/copy": answer(crediting(text, ORIGINAL)), ORIGINAL: answer(text)}
    crawl("-sTRACKER_ORIGINALS=0", f"{site.url}/2025/03/11/copy")
    assert ORIGINAL not in site.paths
    crawl.scrapy("crawl", "originals", "-a", f"outlets={site.url}/")
    assert [path for path in site.paths if "robots" not in path] == ["/2025/03/11/copy", ORIGINAL]
    assert crawl.sql("SELECT url, outlet FROM articles ORDER BY url") == [
        (ORIGINAL, "herald.example"),
        (f"{site.url}/2025/03/11/copy", "paper.example"),
    ]


def test_one_that_is_still_unseen_is_fetched_by_a_crawl_that_finds_nothing_new(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """As where more were credited than one run fetches."""
    text = article_page("Anna")
    site.answers = {
        "/": answer('<h2><a href="/2025/03/11/copy">All about somebody</a></h2>'),
        "/2025/03/11/copy": answer(crediting(text, ORIGINAL)),
        ORIGINAL: answer(text),
    }
    crawl("-sTRACKER_ORIGINALS=0", site.url)
    before = list(site.paths)
    assert ORIGINAL not in before
    crawl(site.url)
    found = [path for path in site.paths[len(before) :] if "robots" not in path]
    assert found == ["/", ORIGINAL]


def test_what_is_not_fetched(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """Addresses inside, front pages, what robots.txt closes; a failure waits for its next attempt; a limit holds."""
    credited = {
        "/2025/03/11/a": "http://169.254.169.254/latest/meta-data/iam",
        "/2025/03/11/b": "http://127.0.0.1:9/2025/admin",
        "/2025/03/11/c": "http://2130706433/2025/story",
        "/2025/03/11/d": "http://herald.example/",
        "/2025/03/11/e": "http://closed.example/2025/story",
        "/2025/03/11/f": "http://broken.example/2025/story",
        "/2025/03/11/g": "http://sly.example/2025/story",
    }
    site.answers = {
        "/": answer("".join(f'<h2><a href="{path}">All about somebody</a></h2>' for path in credited)),
        **{path: answer(crediting(article_page(f"Anna{path[-1]}"), url)) for path, url in credited.items()},
        "http://closed.example/robots.txt": answer("User-agent: *\nDisallow: /\n", kind="text/plain"),
        "http://broken.example/2025/story": answer(status=500),
        "http://sly.example/2025/story": answer(status=302, headers={"Location": "http://169.254.169.254/latest"}),
    }
    crawl(site.url, code=1)
    ends = {
        url: (outcome, reason)
        for url, outcome, reason in crawl.sql("SELECT url, outcome, reason FROM address WHERE hints LIKE '%original%'")
    }
    assert ends == {
        credited["/2025/03/11/a"]: ("failed", "an address inside a private network"),
        credited["/2025/03/11/b"]: ("failed", "an address inside a private network"),
        credited["/2025/03/11/c"]: ("failed", "an address inside a private network"),
        credited["/2025/03/11/e"]: ("refused", "robots.txt says no"),
        credited["/2025/03/11/f"]: ("failed", "500 Internal Server Error"),
        credited["/2025/03/11/g"]: ("failed", "an address inside a private network"),
    }
    assert not any("169.254" in path or "127.0.0.1" in path for path in site.paths)
    before = len(site.paths)
    crawl(site.url, code=0)
    assert not any("example/2025/story" in path for path in site.paths[before:]), "their next attempt has not come"
