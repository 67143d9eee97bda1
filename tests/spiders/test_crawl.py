"""The crawl on real sockets, as a process of its own, with a real database."""

import signal
import time
from collections.abc import Callable
from threading import Event
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import


def test_every_address_ends_in_one_counted_outcome(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """One feed with every way in which a page can go wrong."""
    good = {"/2025/good": answer(article_page("Anna")), "/2025/target": answer(article_page("Berta"))}
    bad = {
        "/2025/forbidden": answer("no", status=403),
        "/2025/too-many": answer("slow down", status=429, headers={"Retry-After": "120"}),
        "/2025/accepted": answer("<html></html>", status=202),
        "/2025/challenge": answer("<html><title>Just a moment...</title></html>"),
        "/2025/gone": answer("gone", status=410),
        "/2025/error": answer("oops", status=500),
        "/2025/reset": answer(reset=True),
        "/2025/short": answer("half of it", declared=5000),
        "/2025/loop": answer(status=302, headers={"Location": "/2025/loop"}),
        "/2025/large": answer(b"x" * 300_000),
    }
    other = {
        "/2025/moved": answer(status=301, headers={"Location": "/2025/target-of-move"}),
        "/2025/target-of-move": answer(article_page("Clara")),
        "/2025/to-inside": answer(status=302, headers={"Location": "http://127.0.0.1:9/x"}),
        "/2025/to-private": answer(status=302, headers={"Location": "/private/x"}),
        "/2025/empty": answer(""),
        "/2025/bytes": answer(bytes(range(256)) * 20, kind="application/octet-stream"),
        # The header says UTF-8, the page says what it is.
        "/2025/charset": answer(article_page("Übermut", "windows-1252"), kind="text/html"),
    }
    listed = [*good, *bad, *other, "/private/x", "/2025/sp ace"]
    listed.append(listed.pop(listed.index("/2025/too-many")))  # nothing is asked for while the pause is on
    site.answers = (
        good
        | bad
        | other
        | {
            "/robots.txt": answer("User-agent: *\nDisallow: /private/\n", kind="text/plain"),
            "/": answer('<link rel="alternate" type="application/rss+xml" href="/feed">'),
            "/feed": answer(site.feed(*listed), kind="text/xml"),
            "/2025/sp%20ace": answer(article_page("Doris")),
        }
    )

    by_address = "/2025/03/11/by-its-address"
    site.answers[by_address] = answer(article_page("Emma"))
    every = [*listed, by_address]
    folder = crawl.db.parent / "pages"
    done = crawl("--archive", str(folder), "-sDOWNLOAD_MAXSIZE=200000", site.url, site.url + by_address, code=1)

    ends = {
        url.removeprefix(site.url): (outcome, reason)
        for url, outcome, reason in crawl.sql("SELECT url, outcome, reason FROM address WHERE url NOT LIKE '%/feed'")
    }
    assert set(ends) == set(every)
    assert done["pages"] == len(every)
    assert sum(done["outcomes"].values()) == len(every)
    outcomes = {path: outcome for path, (outcome, _) in ends.items()}
    assert outcomes == {
        **dict.fromkeys([*good, by_address], "read"),
        "/2025/forbidden": "blocked",
        "/2025/too-many": "blocked",
        "/2025/accepted": "blocked",
        "/2025/challenge": "blocked",
        "/2025/gone": "gone",
        "/2025/error": "failed",
        "/2025/reset": "failed",
        "/2025/short": "failed",
        "/2025/loop": "failed",
        "/2025/large": "failed",
        "/2025/moved": "read",
        "/2025/target-of-move": "read",
        "/2025/to-inside": "failed",
        "/2025/to-private": "refused",
        "/2025/empty": outcomes["/2025/empty"],
        "/2025/bytes": outcomes["/2025/bytes"],
        "/2025/charset": "read",
        "/2025/sp ace": "read",
        "/private/x": "refused",
    }
    assert outcomes["/2025/empty"] in ("not_article", "unreadable")
    assert outcomes["/2025/bytes"] in ("not_article", "unreadable")
    assert all(reason for outcome, reason in ends.values() if outcome != "read")
    assert "/private/x" not in site.paths
    assert ends["/2025/to-inside"][1] == "an address inside a private network"
    assert "larger than" in ends["/2025/large"][1]
    listed_failures = {failure["url"].removeprefix(site.url) for failure in done["failures"]}
    assert listed_failures >= set(bad)
    # The page keeps the address it was found at, and where it came from.
    assert crawl.sql("SELECT final_url FROM articles WHERE url = ?", site.url + "/2025/moved") == [
        (site.url + "/2025/target-of-move",)
    ]
    assert crawl.sql("SELECT title FROM articles WHERE url LIKE '%charset'") == [("Übermut and the sea",)]
    ((archived,),) = crawl.sql("SELECT DISTINCT archived_in FROM page")
    assert [archived] == [str(kept) for kept in folder.iterdir()]
    # Coverage says the same in the outlet's day.
    ((discovered, fetched, refused, blocked, gone, failed),) = crawl.sql(
        "SELECT discovered, fetched, refused, blocked, gone, failed FROM coverage"
    )
    assert discovered == len(every)
    assert (refused, blocked, gone) == (2, 4, 1)
    assert failed == 6 + done["outcomes"]["unreadable"]
    assert fetched == len(every) - 2 - 4 - 7
    # Who is refused is asked again later, and never in the same run.
    assert crawl.sql("SELECT count(*) FROM address WHERE next_attempt_at IS NULL AND outcome = 'blocked'") == [(0,)]
    assert site.paths.count("/2025/too-many") == 1
    assert site.asked[0][1]["user-agent"].startswith("republication-tracker/")


def test_run_again_fetches_only_what_is_new(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """A catalogued feed answers 304, then comes with a new item for `scrapy crawl`. A limit leaves the rest."""
    catalogue = crawl.db.parent / "mine.toml"
    catalogue.write_text(f'[outlet.paper]\nname = "Paper"\ndomains = ["paper.example"]\nfeeds = ["{site.url}/rss"]\n')
    site.answers = {
        "/2025/one": answer(article_page("Anna")),
        "/2025/two": answer(article_page("Berta")),
        "/2025/three": answer(article_page("Clara")),
        "/rss": answer(site.feed("/2025/one", "/2025/two"), kind="text/xml", headers={"ETag": '"1"'}),
    }
    first = crawl("--config", str(catalogue), "--limit", "1", "paper", TRACKER_CONTACT="mailto:desk@research.example")
    assert first["outlets"]["paper"] == {"discovered": 2, "sources": {"read": 1}, "outcomes": {"read": 1}}
    assert "(+mailto:desk@research.example)" in site.asked[0][1]["user-agent"]
    before = crawl.sql("SELECT url, title, revisions FROM articles")

    site.answers["/rss"] = answer(status=304)
    second = crawl("--config", str(catalogue), "paper")
    assert second["outlets"]["paper"] == {"discovered": 0, "sources": {"unchanged": 1}, "outcomes": {"read": 1}}
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/rss"] == [None, '"1"']
    assert set(crawl.sql("SELECT url, title, revisions FROM articles")) > set(before)

    site.answers["/rss"] = answer(site.feed("/2025/three", "/2025/two", "/2025/one"), kind="text/xml")
    crawl.scrapy("crawl", "feeds", "-a", "outlets=paper", TRACKER_CONFIG=str(catalogue))
    assert sorted(path for path in site.paths if path != "/rss") == ["/2025/one", "/2025/three", "/2025/two"]
    assert crawl.sql("SELECT count(*), max(revisions) FROM articles") == [(3, 1)]


def test_killed_at_any_time_nothing_is_lost_or_doubled(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """SIGKILL between two pages, then a run to the end."""
    names = [f"/2025/{name}" for name in ("anna", "berta", "clara", "doris", "emma", "frieda", "gerda", "hanna")]

    killed = Event()

    def later(name: str) -> Callable[[], Any]:
        def serve() -> Any:
            killed.wait(240)
            return answer(article_page(name[6:].title()))

        return serve

    site.answers = {name: answer(article_page(name[6:].title())) for name in names[:4]}
    site.answers |= {name: later(name) for name in names[4:]}
    site.answers["/"] = answer("".join(f'<h2><a href="{n}">All about somebody</a></h2>' for n in names))

    process = crawl.start(site.url)
    deadline = time.monotonic() + 240
    while names[4] not in site.paths or not crawl.sql("SELECT url FROM articles"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    killed.set()
    recorded = crawl.sql("SELECT url FROM articles")
    assert 0 < len(recorded) < len(names)

    done = crawl(site.url)

    assert done["stopped"] is None
    rows = crawl.sql("SELECT url, revisions FROM articles ORDER BY url")
    assert rows == [(site.url + name, 1) for name in sorted(names)]
    assert crawl.sql("SELECT sum(discovered), sum(articles) FROM coverage") == [(8, 8)]
    assert crawl.sql("SELECT count(*) FROM address WHERE outcome IS NULL AND next_attempt_at IS NOT NULL") == [(0,)]
    # Killed between recording a page and settling its address, it is asked for once more, and is as it was.
    assert sum(site.paths.count(url.removeprefix(site.url)) - 1 for (url,) in recorded) <= 1


def test_only_what_is_due(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]) -> None:
    """A site that no catalogue has is known by its key once it was crawled: its feed, and an address that failed."""
    site.answers = {
        "/": answer('<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/feed": answer(site.feed("/2025/one", "/2025/two"), kind="text/xml"),
        "/2025/one": answer(article_page("Anna")),
        "/2025/two": answer("oops", status=500),
    }
    crawl(site.url, code=None)
    site.asked.clear()
    assert crawl("--due", "paper.example")["pages"] == 0
    assert site.paths == [], "nothing is due"

    site.answers["/2025/two"] = answer(article_page("Berta"))
    with crawl.writing() as connection:
        connection.execute("UPDATE address SET next_attempt_at = '2025-01-01T00:00:00+00:00' WHERE url LIKE '%/two'")
    assert crawl("--due", "paper.example")["outcomes"]["read"] == 1
    with crawl.writing() as connection:
        connection.execute("UPDATE source SET next_fetch_at = '2025-01-01T00:00:00+00:00'")
    crawl("--due", "paper.example")
    assert site.paths == ["/2025/two", "/feed"], "neither the front page nor what is known"
