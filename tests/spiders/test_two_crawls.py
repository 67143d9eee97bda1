"""Two crawls of one database, real processes: an outlet is crawled by one of them. And crawls that are ended."""

import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Timer
from typing import Any

import pytest

from tracker.db import Database, open_database, queries

Fixture = Any  # the classes of conftest.py, which test modules cannot import
Pages = Callable[..., bytes]
NAMES = [f"/2025/{name}" for name in ("anna", "berta", "clara", "doris", "emma", "frieda", "gerda", "hanna")]
OTHER = "http://other.example"


def listing(names: list[str]) -> str:
    return "".join(f'<h2><a href="{name}">All about somebody</a></h2>' for name in names)


def test_two_crawls_at_once_share_no_outlet(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages, database_url: str
) -> None:
    """The first holds still on its first page until the second, asked for the same and one outlet more, has ended."""
    ended = Event()

    def still() -> Any:
        ended.wait(240)
        return answer(article_page("Anna"))

    crawl.address = database_url
    site.answers = {name: answer(article_page(name[6:].title())) for name in NAMES}
    site.answers |= {"/": answer(listing(NAMES)), NAMES[0]: still, OTHER + "/": answer(listing(["/2025/zoe"]))}
    site.answers[OTHER + "/2025/zoe"] = answer(article_page("Zoe"))
    first = crawl.start(site.url)
    site.wait_for(NAMES[0])

    second = crawl(site.url, OTHER)
    ended.set()
    assert first.wait(240) == 0

    asked = Counter(path for path in site.paths if path in NAMES or path.endswith("/zoe"))
    assert asked == dict.fromkeys([*NAMES, OTHER + "/2025/zoe"], 1)
    assert {key: sum(o["outcomes"].values()) for key, o in second["outlets"].items()} == {"other.example": 1}
    ((left),) = second["postponed"]
    assert left["outlet"] == "paper.example"
    assert f"process {first.pid} on " in left["reason"]
    with open_database(database_url) as db:
        assert queries.select(db, "SELECT count(*) FROM articles").rows == ((9,),)
        assert queries.select(db, "SELECT count(*) FROM lease WHERE holder IS NOT NULL").rows == ((0,),)


def test_a_killed_crawl_s_outlets_are_free(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages, database_url: str
) -> None:
    """At once on its own machine, where it is known to be dead; elsewhere when the lease ends."""
    go = Event()

    def still() -> Any:
        go.wait(240)
        return answer(article_page("Anna"))

    crawl.address = database_url
    page = site.url + "/2025/03/11/anna"
    site.answers = {"/2025/03/11/anna": still}
    process = crawl.start(page)
    site.wait_for("/2025/03/11/anna")
    process.send_signal(signal.SIGKILL)
    process.wait()
    go.set()
    assert crawl(page)["outcomes"]["read"] == 1
    with open_database(database_url) as db, db.write() as connection:
        # As if a machine far away had been switched off.
        connection.exec_driver_sql(
            "UPDATE lease SET holder = 'elsewhere 1 1 x', expires_at = '2999-01-01T00:00:00+00:00'"
        )
    assert crawl(page)["postponed"][0]["reason"].startswith("crawled by process 1 on elsewhere")
    with open_database(database_url) as db, db.write() as connection:
        connection.exec_driver_sql("UPDATE lease SET expires_at = '2025-01-01T00:00:00+00:00'")
    assert crawl(page)["outcomes"]["unchanged"] == 1


def test_an_outlet_is_free_as_soon_as_its_own_work_is_done(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages, database_url: str
) -> None:
    """The crawl is still at work on another; a second one has the first outlet to itself, and then not the other."""
    ended = Event()

    def still() -> Any:
        ended.wait(240)
        return answer(article_page("Zoe"))

    crawl.address = database_url
    site.answers = {name: answer(article_page(name[6:].title())) for name in NAMES[:2]}
    site.answers |= {"/": answer(listing(NAMES[:2])), OTHER + "/": answer(listing(["/2025/zoe"]))}
    site.answers[OTHER + "/2025/zoe"] = still
    first = crawl.start(site.url, OTHER)
    site.wait_for(OTHER + "/2025/zoe")
    deadline = time.monotonic() + 240
    with open_database(database_url) as db:
        while (held := _held(db)) != ["other.example"] and time.monotonic() < deadline:
            time.sleep(0.05)
    assert held == ["other.example"]

    second = crawl(site.url, OTHER)
    assert first.poll() is None
    assert second["outlets"]["paper.example"]["sources"] == {"unchanged": 1}
    assert [left["outlet"] for left in second["postponed"]] == ["other.example"]
    ended.set()
    assert first.wait(240) == 0
    asked = Counter(path for path in site.paths if "/2025/" in path)
    assert asked == dict.fromkeys([*NAMES[:2], OTHER + "/2025/zoe"], 1)
    with open_database(database_url) as db:
        assert _held(db) == []


def test_what_is_due_waits_for_no_lease_of_the_dead(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages, database_url: str
) -> None:
    """`--due` without words: while a crawl lives there is nothing to do; once it was killed, at once."""
    go = Event()

    def still() -> Any:
        go.wait(240)
        return answer(article_page("Anna"))

    crawl.address = database_url
    site.answers = {"/": answer(listing([])), "/feed": answer(site.feed(), kind="text/xml")}
    crawl(site.url + "/feed")
    crawl.leave_the_world_alone()
    site.answers["/feed"] = answer(site.feed("/2025/anna"), kind="text/xml")
    site.answers["/2025/anna"] = still
    with open_database(database_url) as db, db.write() as connection:
        long_ago = "2025-01-01T00:00:00+00:00"
        connection.exec_driver_sql(f"UPDATE source SET next_fetch_at = '{long_ago}' WHERE outlet = 'paper.example'")
    first = crawl.start("--due")
    site.wait_for("/2025/anna")

    beside = crawl("--due")
    assert (beside["pages"], beside["outlets"], beside["postponed"]) == (0, {}, [])
    first.send_signal(signal.SIGKILL)
    first.wait()
    go.set()
    assert crawl("--due")["outcomes"]["read"] == 1
    with open_database(database_url) as db:
        assert queries.select(db, "SELECT url, revisions FROM articles").rows == ((f"{site.url}/2025/anna", 1),)


def _held(db: Database) -> list[str]:
    rows = queries.select(db, "SELECT outlet FROM lease WHERE holder IS NOT NULL ORDER BY outlet").rows
    return [str(outlet) for (outlet,) in rows]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_again_and_again_no_page_is_lost_or_recorded_twice(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages, seed: int
) -> None:
    """SIGKILL at a moment that the seed decides: while a page is asked for, or some instants after its answer."""
    chance = random.Random(seed)
    running: list[subprocess.Popen[bytes]] = []
    kills = sorted(chance.sample(range(1, 9), 3))  # by which page asked for, over all runs
    asked = 0

    def page(name: str) -> Callable[[], Any]:
        def serve() -> Any:
            nonlocal asked
            asked += 1
            if kills and asked >= kills[0]:
                kills.pop(0)
                kill = running[-1].kill
                # The later ones: while the page is read, recorded or settled, or the next one asked for.
                instants = chance.choice([0, 0.005, 0.02, 0.05])
                Timer(instants, kill).start() if instants else kill()
            return answer(article_page(name[6:].title()))

        return serve

    site.answers = {"/": answer(listing(NAMES))} | {name: page(name) for name in NAMES}
    codes: list[int] = []
    while kills or codes[-1] == -signal.SIGKILL:
        running.append(crawl.start(site.url))
        codes.append(running[-1].wait(240))
    assert codes.count(-signal.SIGKILL) >= 1
    assert codes[-1] == 0
    assert crawl.sql("SELECT url, revisions FROM articles ORDER BY url") == [(site.url + n, 1) for n in sorted(NAMES)]
    assert crawl.sql("SELECT sum(discovered), sum(articles) FROM coverage") == [(8, 8)]
    assert crawl.sql("SELECT count(*) FROM address WHERE url LIKE '%/2025/%' AND outcome IS NULL") == [(0,)]
    # What was on the line, or waited to be read, is fetched again: no page more often than there were kills, and one.
    assert max(site.paths.count(name) for name in NAMES) <= 1 + codes.count(-signal.SIGKILL)


def test_the_first_ctrl_c_ends_soon_and_loses_nothing(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages
) -> None:
    """The page on the line is recorded; the next, which waits for its pause of a minute, is not waited for."""
    interrupted = Event()

    def still() -> Any:
        interrupted.wait(240)
        return answer(article_page("Anna"))

    site.answers = {name: answer(article_page(name[6:].title())) for name in NAMES}
    site.answers |= {"/feed": answer(site.feed(*NAMES), kind="text/xml"), NAMES[0]: still}
    crawl.quick = ("DOWNLOAD_DELAY=0.01", "AUTOTHROTTLE_ENABLED=False")
    process = crawl.start(site.url + "/feed")
    site.wait_for(NAMES[0])
    process.send_signal(signal.SIGINT)
    crawl.wait_for_line(process, "once more")
    interrupted.set()
    assert process.wait(240) == 1
    assert crawl.sql("SELECT url FROM articles") == [(site.url + NAMES[0],)]
    assert [path for path in site.paths if path in NAMES] == NAMES[:1]
    assert crawl.sql("SELECT count(*) FROM lease WHERE holder IS NOT NULL") == [(0,)]
    assert crawl(site.url + "/feed")["outcomes"]["read"] == 7


def test_ctrl_c_does_not_wait_for_a_pause(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    """The site asks for two minutes between two pages; the test's own limit is one."""
    site.answers = {name: answer(article_page(name[6:].title())) for name in NAMES}
    asked = Event()

    def robots() -> Any:
        asked.set()
        return answer("User-agent: *\nCrawl-delay: 120\n", kind="text/plain")

    site.answers["/robots.txt"] = robots
    process = crawl.start(site.url + "/2025/03/11/anna", site.url + "/2025/03/11/berta")
    assert asked.wait(240)
    process.send_signal(signal.SIGTERM)
    assert process.wait(240) == 1


def test_the_second_ctrl_c_ends_at_once(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    """The page that never comes is given up, and is not lost."""
    never = Event()
    page = "/2025/03/11/anna"

    def still() -> Any:
        never.wait(240)
        return answer(article_page("Anna"))

    site.answers = {page: still}
    process = crawl.start(site.url + page)
    site.wait_for(page)
    process.send_signal(signal.SIGINT)
    crawl.wait_for_line(process, "once more")
    # Two at one moment are one.
    deadline = time.monotonic() + 240
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
    assert process.returncode == 130
    never.set()
    assert crawl.sql("SELECT count(*) FROM lease WHERE holder IS NOT NULL") == [(0,)]
    assert crawl(site.url + page)["outcomes"]["read"] == 1
