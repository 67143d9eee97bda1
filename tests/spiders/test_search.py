"""Where an outlet's pages are found when the catalogue does not know, or what it knows no longer answers."""

from collections.abc import Callable
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import

FRONT = '<link rel="alternate" type="application/rss+xml" href="/new">'


def test_what_is_found_is_kept(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """A site of no catalogue: found out once, and again only when what was found has failed three times."""
    site.answers = {
        "/": answer(FRONT),
        "/new": answer(site.feed("/2025/one"), kind="text/xml"),
        "/2025/one": answer(article_page("Anna")),
    }
    crawl(site.url)
    assert site.paths == ["/", "/new", "/2025/one"]
    crawl(site.url)
    assert site.paths[3:] == ["/new"], "the front page is not asked any more"

    site.answers |= {
        "/": answer(FRONT.replace("/new", "/newer")),
        "/new": answer("gone", status=410),
        "/newer": answer(site.feed("/2025/two"), kind="text/xml"),
        "/2025/two": answer(article_page("Berta")),
    }
    before = len(site.paths)
    done = crawl(site.url, code=None)
    assert site.paths[before:] == ["/new", "/", "/newer", "/2025/two"]
    assert [failure["reason"] for failure in done["failures"]] == ["410 Gone"]
    assert crawl.sql("SELECT outlet, url, kind FROM found_source ORDER BY url") == [
        ("paper.example", f"{site.url}/new", "feed"),
        ("paper.example", f"{site.url}/newer", "feed"),
    ]
    for _ in range(2):
        crawl(site.url, code=None)
    before = len(site.paths)
    crawl(site.url)
    assert site.paths[before:] == ["/newer"]


def test_a_catalogue_out_of_date(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """One of two feeds answers: the other is a failure and no reason to search. None does: the site is searched."""
    mine = crawl.db.parent / "mine.toml"
    mine.write_text(
        f'[outlet.paper]\nname = "Paper"\ndomains = ["paper.example"]\nfeeds = ["{site.url}/a", "{site.url}/b"]\n',
        encoding="utf-8",
    )
    site.answers = {
        "/a": answer(site.feed(), kind="text/xml"),
        "/": answer(FRONT),
        "/new": answer(site.feed("/2025/one"), kind="text/xml"),
        "/2025/one": answer(article_page("Anna")),
    }
    crawl("--config", str(mine), "paper", code=None)
    assert sorted(site.paths) == ["/a", "/b"]

    site.answers["/a"] = answer("<h1>Moved</h1>")
    before = len(site.paths)
    done = crawl("--config", str(mine), "paper", code=None)
    assert site.paths[before + 2 :] == ["/", "/new", "/2025/one"]
    assert done["outlets"]["paper"]["outcomes"] == {"read": 1}
    before = len(site.paths)
    crawl("--config", str(mine), "paper", code=None)
    assert sorted(site.paths[before:]) == ["/a", "/b", "/new"]
