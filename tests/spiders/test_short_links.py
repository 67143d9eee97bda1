"""Short links on real sockets: asked where they lead, not what is there; kept as written, linked by their target."""

from collections.abc import Callable
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import

CREDIT = '<p>The original source of this article is <a href="{}">The Harbour Herald</a>.</p></article>'


def crediting(page: bytes, url: str) -> bytes:
    return page.replace(b"</article>", CREDIT.format(url).encode())


def test_short_links_are_asked_once_where_they_lead(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """One page for every way in which a short link can go."""
    to = "http://herald.example/2025/story"

    def leads(url: str, status: int = 301) -> Any:
        return answer("moved", status=status, headers={"Location": url})

    large = answer("x", status=302, headers={"Location": f"{to}-g"}, declared=5000)
    links: dict[str, Any] = {
        "http://bit.ly/plain": leads(f"{to}-a"),
        "http://t.co/hops": leads("http://bit.ly/hop"),
        "http://bit.ly/hop": leads("http://www.google.com/url?q=http%3A%2F%2Fherald.example%2F2025%2Fstory-b"),
        "http://goo.gl/circle": leads("http://is.gd/circle"),
        "http://is.gd/circle": leads("http://goo.gl/circle"),
        "http://ow.ly/gone": answer("gone", status=404),
        "http://ow.ly/front": leads("http://herald.example/"),
        "http://ow.ly/script": leads("javascript:alert(1)"),
        "http://ow.ly/page": answer(article_page("Nobody")),
        "http://buff.ly/busy": answer("slow down", status=429),
        "http://tinyurl.com/broken": answer(reset=True),
        "http://tinyurl.com/inside": leads("http://127.0.0.1:9/x"),
        # A service that takes HEAD for an error and whose GET never ends: its body is not read.
        "http://dlvr.it/get": lambda: large if "http://dlvr.it/get" in site.paths else answer(status=405),
        "http://ift.tt/robots.txt": answer("User-agent: *\nDisallow: /\n", kind="text/plain"),
    }
    wanted = [url for url in links if "robots" not in url and url not in ("http://bit.ly/hop", "http://is.gd/circle")]
    wanted += ["http://ift.tt/closed", "http://www.google.com/url?q=http%3A%2F%2Fbit.ly%2Fplain", f"{to}-h"]
    pages = {f"/2025/page-{n}": url for n, url in enumerate(wanted)}
    site.answers = {
        "/": answer("".join(f'<h2><a href="{path}">All about somebody</a></h2>' for path in pages)),
        **{path: answer(crediting(article_page(f"Anna{n}"), url)) for n, (path, url) in enumerate(pages.items())},
        **links,
    }

    done = crawl("-sTRACKER_ORIGINALS=0", site.url)

    led = dict(crawl.sql("SELECT url, target FROM redirect WHERE target IS NOT NULL"))
    assert led == {
        "http://bit.ly/plain": f"{to}-a",
        "http://t.co/hops": f"{to}-b",
        "http://bit.ly/hop": f"{to}-b",
        "http://dlvr.it/get": f"{to}-g",
    }
    reasons = dict(crawl.sql("SELECT url, reason FROM redirect WHERE target IS NULL"))
    assert reasons.pop("http://tinyurl.com/broken")
    assert reasons == {
        "http://goo.gl/circle": "leads in a circle",
        "http://ow.ly/gone": "404 Not Found",
        "http://ow.ly/front": "leads to a front page: http://herald.example/",
        "http://ow.ly/script": "leads to no address of the web",
        "http://ow.ly/page": "leads nowhere",
        "http://buff.ly/busy": "429 Too Many Requests",
        "http://tinyurl.com/inside": "leads to no address of the web",
        "http://ift.tt/closed": "robots.txt says no",
    }
    assert done["short_links"] == {"resolved": 3, "unresolved": 9}
    assert done["failures"] == []
    # Nobody was asked but the services, and by HEAD where that does.
    assert not any("herald.example" in path or "google" in path for path in site.paths + site.heads)
    assert [path for path in site.paths if path.startswith("http://bit.ly/")] == ["http://bit.ly/robots.txt"]
    assert "http://ift.tt/closed" not in site.paths + site.heads
    # The credit says what the page says; the story has the original's own address.
    credited = crawl.sql("SELECT origin_url FROM credit WHERE origin_url LIKE '%bit.ly%' ORDER BY 1")
    assert credited == [("http://bit.ly/plain",), ("http://www.google.com/url?q=http%3A%2F%2Fbit.ly%2Fplain",)]
    stories = crawl.sql("SELECT origin_url, COUNT(*) FROM republications GROUP BY 1 HAVING COUNT(*) > 1")
    assert stories == [(f"{to}-a", 2)]

    # Asked again are those that asked for patience, when their time has come, and never the others.
    assert crawl.sql("SELECT COUNT(*) FROM redirect WHERE next_attempt_at IS NOT NULL AND target IS NULL") == [(3,)]
    before = len(site.heads)
    assert crawl("-sTRACKER_ORIGINALS=0", site.url)["short_links"] == {"resolved": 0, "unresolved": 0}
    assert len(site.heads) == before


def test_a_fetch_tells_where_an_address_leads(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """The page that credits the old address of an article is in one story with it."""
    moved = answer(status=301, headers={"Location": "/2025/03/new-place"})
    elsewhere = crediting(article_page("Berta"), f"{site.url}/2025/03/old-place")
    site.answers = {
        "/2025/03/old-place": moved,
        "/2025/03/new-place": answer(article_page("Anna")),
        "http://relay.example/2025/03/11/copy": answer(elsewhere),
    }
    crawl("http://relay.example/2025/03/11/copy")
    crawl(f"{site.url}/2025/03/old-place")
    assert crawl.sql("SELECT url, target FROM redirect") == [
        (f"{site.url}/2025/03/old-place", f"{site.url}/2025/03/new-place")
    ]
    crawl(f"{site.url}/2025/03/new-place")
    assert crawl.sql("SELECT origin_url, origin_seen, articles FROM stories") != []


def test_a_user_may_name_short_links_of_his_own(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    mine = crawl.db.parent / "mine.toml"
    mine.write_text('[forwarding]\nshort = ["q.herald.example"]\n', encoding="utf-8")
    site.answers = {
        "/2025/03/11/copy": answer(crediting(article_page("Anna"), "http://q.herald.example/7")),
        "http://q.herald.example/7": answer(status=302, headers={"Location": "http://herald.example/2025/story"}),
    }
    page = f"{site.url}/2025/03/11/copy"
    assert crawl("-sTRACKER_ORIGINALS=0", page)["short_links"] == {"resolved": 0, "unresolved": 0}
    assert crawl("-sTRACKER_ORIGINALS=0", "--config", str(mine), page)["short_links"] == {
        "resolved": 1,
        "unresolved": 0,
    }
    assert crawl.sql("SELECT origin_url FROM republications") == [("http://herald.example/2025/story",)]
