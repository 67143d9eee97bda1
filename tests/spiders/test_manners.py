"""Manners, each rule on real sockets: what a host is asked, when, and what it is not asked."""

import time
from collections.abc import Callable
from threading import Event, Lock
from typing import Any

import pytest

Fixture = Any  # the classes of conftest.py, which test modules cannot import
Pages = Callable[..., bytes]
NAMES = [f"/2025/{name}" for name in ("anna", "berta", "clara", "doris", "emma")]


class Clock:
    """When each page was asked for, and how many at once at most."""

    def __init__(self, answer: Callable[[], Any], lasting: float = 0.0) -> None:
        self.began: list[float] = []
        self.most = 0
        self._now = 0
        self._lock = Lock()
        self._answer = answer
        self._lasting = lasting

    def __call__(self) -> Any:
        with self._lock:
            self.began.append(time.monotonic())
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self._lasting)
        with self._lock:
            self._now -= 1
        return self._answer()

    @property
    def least_pause(self) -> float:
        return min(b - a for a, b in zip(self.began, self.began[1:], strict=False))


def listing(names: list[str]) -> str:
    return "".join(f'<h2><a href="{name}">All about somebody</a></h2>' for name in names)


def test_one_request_at_a_time_with_pauses(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    clock = Clock(lambda: answer(article_page("Anna")), lasting=0.1)
    site.answers = {"/": answer(listing(NAMES))} | dict.fromkeys(NAMES, clock)
    done = crawl("-sDOWNLOAD_DELAY=0.3", site.url, code=None)
    assert (done["pages"], clock.most) == (5, 1)
    assert clock.least_pause >= 0.15, "the pause varies by half, so that no pattern is seen"


def test_the_pause_is_a_setting(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    mine = crawl.db.parent / "mine.toml"
    mine.write_text("[crawl]\ndelay = 0.4\n")
    clock = Clock(lambda: answer(article_page("Anna")))
    site.answers = {"/": answer(listing(NAMES[:3]))} | dict.fromkeys(NAMES[:3], clock)
    crawl.quick = ("AUTOTHROTTLE_ENABLED=False",)
    crawl("--config", str(mine), site.url)
    assert clock.least_pause >= 0.2


def test_a_crawl_delay_is_kept_to_the_second(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages
) -> None:
    clock = Clock(lambda: answer(article_page("Anna")))
    robots = answer("User-agent: republication-tracker\nCrawl-delay: 0.4\n", kind="text/plain")
    site.answers = {"/": answer(listing(NAMES[:3])), "/robots.txt": robots} | dict.fromkeys(NAMES[:3], clock)
    crawl(site.url)
    assert clock.least_pause >= 0.39


def test_a_slow_host_is_asked_more_slowly(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    """AutoThrottle: the pause goes towards the time that an answer takes."""
    clock = Clock(lambda: answer(article_page("Anna")), lasting=0.4)
    site.answers = {"/": answer(listing(NAMES[:4]))} | dict.fromkeys(NAMES[:4], clock)
    crawl.quick = ("DOWNLOAD_DELAY=0.01", "AUTOTHROTTLE_START_DELAY=0.01", "DOWNLOAD_DELAY_JITTER=0")
    crawl(site.url)
    assert min(b - a for a, b in zip(clock.began[1:], clock.began[2:], strict=False)) >= 0.39


def test_hosts_are_asked_side_by_side(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    """Each of two waits for the other to be asked."""
    here, there = Event(), Event()

    def meet(mine: Event, other: Event) -> Callable[[], Any]:
        def serve() -> Any:
            mine.set()
            return answer(article_page("Anna"), status=200 if other.wait(240) else 500)

        return serve

    other = "http://other.example/2025/03/11/anna"
    site.answers = {"/2025/03/11/berta": meet(here, there), other: meet(there, here)}
    assert crawl(site.url + "/2025/03/11/berta", other)["outcomes"]["read"] == 2


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_plea_for_a_pause_is_waited_for(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages, status: int
) -> None:
    asked: list[float] = []

    def busy() -> Any:
        asked.append(time.monotonic())
        return answer("later", status=status, headers={"Retry-After": "1"})

    after = Clock(lambda: answer(article_page("Anna")))
    site.answers = {"/": answer(listing(NAMES[:3])), NAMES[0]: busy, NAMES[1]: after, NAMES[2]: after}
    done = crawl(site.url, code=None)
    assert (done["outcomes"]["blocked"], done["outcomes"]["read"], done["postponed"]) == (1, 2, [])
    assert after.began[0] - asked[0] >= 1, "the pause is the host's, not only the page's"
    assert len(asked) == 1
    assert crawl.sql("SELECT * FROM host") == [], "it answers again"


def test_a_host_that_asks_for_long_is_left_alone(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages
) -> None:
    """By this run, and by the next, which asks it nothing at all."""
    other = "http://other.example/2025/03/11/anna"
    busy = answer("later", status=503, headers={"Retry-After": "3600"})
    site.answers = {"/": answer(listing(NAMES)), NAMES[1]: busy, NAMES[0]: answer(article_page("Anna"))}
    site.answers[other] = answer(article_page("Berta"))
    first = crawl(site.url, code=None)
    assert [path for path in site.paths if path in NAMES] == NAMES[:2]
    ((left),) = first["postponed"]
    assert (left["outlet"], left["addresses"]) == ("paper.example", 3)
    assert left["reason"].startswith("paper.example is left alone until ")
    waiting = "SELECT count(*) FROM address WHERE outcome IS NULL AND next_attempt_at IS NOT NULL"
    assert crawl.sql(waiting) == [(3,)]

    site.asked.clear()
    second = crawl(site.url, other)
    asked = [path for path in site.paths if not path.endswith("/robots.txt")]
    assert asked == [other], "another host is asked as ever"
    assert sum(left["addresses"] for left in second["postponed"]) == 4  # with the front page


def test_a_host_that_keeps_silent_is_left_alone(site: Fixture, crawl: Fixture, answer: Fixture) -> None:
    site.answers = {"/": answer(listing(NAMES))} | dict.fromkeys(NAMES, answer(reset=True))
    done = crawl(site.url, code=None)
    assert done["outcomes"]["failed"] == 3
    # Once more each, where the connection had served before (RFC 9110, 9.2.2).
    assert list(dict.fromkeys(path for path in site.paths if path in NAMES)) == NAMES[:3]
    assert done["postponed"][0]["addresses"] == 2
    ((failures, reason, rests),) = crawl.sql("SELECT failures, reason, rests_until > changed_at FROM host")
    assert (failures, reason, rests) == (3, "the connection broke", 1)


@pytest.mark.parametrize(("trouble", "said"), [({"status": 500}, "500"), ({"reset": True}, "the connection broke")])
def test_without_its_robots_txt_a_site_is_closed(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages, trouble: Any, said: str
) -> None:
    """RFC 9309, 2.3.1.4. It failed, it did not refuse: it is asked again soon, and then it is open."""
    page = "/2025/03/11/anna"
    site.answers = {page: answer(article_page("Anna")), "/robots.txt": answer("", **trouble)}
    crawl(site.url + page, code=None)
    assert site.paths == []
    ((outcome, reason),) = crawl.sql("SELECT outcome, reason FROM address")
    assert (outcome, reason) == ("failed", f"robots.txt cannot be had ({said}), so the site counts as closed")
    del site.answers["/robots.txt"]
    with crawl.writing() as connection:
        connection.execute("DELETE FROM host")
    assert crawl(site.url + page)["outcomes"]["read"] == 1


def test_a_robots_txt_that_is_not_there_closes_nothing(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages
) -> None:
    """RFC 9309, 2.3.1.3, whatever the error's page says."""
    page = "/2025/03/11/anna"
    rules = answer("User-agent: *\nDisallow: /\n", status=403)
    site.answers = {page: answer(article_page("Anna")), "/robots.txt": rules}
    assert crawl(site.url + page)["outcomes"]["read"] == 1


def test_a_stranger_s_site_is_to_see_who_asks(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages
) -> None:
    """Said once, before the first crawl of a site that is nobody's example."""
    page = "http://faraway.news/2025/03/11/anna"
    site.answers = {page: answer(article_page("Anna"))}
    for address, contact, told in (
        (page, "", 1),
        (page, "desk@research.example", 0),
        (site.url + "/2025/03/11/anna", "", 0),
    ):
        process = crawl.start(address, TRACKER_CONTACT=contact)
        _, said = process.communicate(timeout=240)
        assert said.decode().count("outlets cannot see who asks") == told
        _, headers = site.asked[-1]
        assert headers["user-agent"].endswith(f" (+{contact})") is bool(contact)


def test_bytes_have_a_budget(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    mine = crawl.db.parent / "mine.toml"
    mine.write_text("[crawl]\nmegabytes_per_run = 1\npages_per_run = 4\n")
    heavy = article_page("Anna") + b"<!--" + b"x" * 600_000 + b"-->"
    site.answers = {"/": answer(listing(NAMES))} | dict.fromkeys(NAMES, answer(heavy))
    done = crawl("--config", str(mine), site.url, code=None)
    assert done["pages"] == 2
    reason = "the run's budget of 1 MB is spent"
    assert done["postponed"] == [{"outlet": "paper.example", "reason": reason, "addresses": 2}]
    mine.write_text("[crawl]\nmegabytes_per_run = 0\npages_per_run = 2\n")
    assert crawl("--config", str(mine), site.url, code=None)["pages"] == 2
    mine.write_text("[crawl]\npages_per_run = 0\n")
    assert crawl("--config", str(mine), site.url, code=None)["pages"] == 1, "the fifth; what was left is not lost"


def test_a_feed_whose_etag_lies(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    """It says "unchanged" when it has changed. Once a day it is read whole, and is not trusted any more."""
    config = crawl.db.parent / "mine.toml"
    config.write_text(f'[outlet.paper]\nname = "Paper"\ndomains = ["paper.example"]\nfeeds = ["{site.url}/rss"]\n')
    items = [NAMES[0]]

    def feed() -> Any:
        _, headers = site.asked[-1]
        if headers.get("if-none-match") == '"stale"':
            return answer(status=304)
        return answer(site.feed(*items), kind="text/xml", headers={"ETag": '"stale"'})

    site.answers = {"/rss": feed} | {name: answer(article_page(name[6:])) for name in NAMES}
    found = [crawl("--config", str(config), "paper")["outlets"]["paper"]["discovered"]]
    items.append(NAMES[1])
    found.append(crawl("--config", str(config), "paper")["outlets"]["paper"]["discovered"])
    with crawl.writing() as connection:
        connection.execute("UPDATE source SET whole_at = '2025-01-01T00:00:00+00:00'")
    found.append(crawl("--config", str(config), "paper")["outlets"]["paper"]["discovered"])
    items.append(NAMES[2])
    found.append(crawl("--config", str(config), "paper")["outlets"]["paper"]["discovered"])
    assert found == [1, 0, 1, 1]
    conditions = [headers.get("if-none-match") for path, headers in site.asked if path == "/rss"]
    assert conditions == [None, '"stale"', None, None]
