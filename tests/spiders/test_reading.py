"""Pages are read in the background: the spider goes on, within bounds, and a page can hurt nothing but itself."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import

_MADE_UP = '-sITEM_PIPELINES={"tests.spiders.readers.MadeUp": 300}'


def test_a_page_that_ends_or_stops_its_reader_is_one_failed_page(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    good = [f"/2025/good-{n}" for n in range(12)]
    bad = {
        "/2025/crash-1": "the page could not be read: it ended the process (SIGSEGV)",
        "/2025/killed-1": "the page could not be read: it ended the process (SIGKILL)",
        "/2025/hang-1": "the page could not be read: it took longer than 10 seconds",
        "/2025/raise-1": "an error of the program's own (RuntimeError: an error of the reader's own)",
    }
    listed = [*good[:3], *bad, *good[3:]]
    site.answers = {path: answer(article_page(f"Anna {path[-1]}")) for path in listed}
    site.answers["/feed"] = answer(site.feed(*listed), kind="text/xml")

    done = crawl(_MADE_UP, "-sTRACKER_READING_LIMIT=10", site.url + "/feed", code=None)

    assert done["stopped"] is None
    assert done["outcomes"]["read"] == len(good)
    assert {f["url"].removeprefix(site.url): f["reason"] for f in done["failures"]} == bad
    assert {f["outcome"] for f in done["failures"]} == {"unreadable"}
    assert crawl.sql("SELECT count(*) FROM address WHERE next_attempt_at IS NOT NULL") == [(0,)]
    assert crawl.sql("SELECT articles, failed FROM coverage") == [(len(good), len(bad))]


def test_fetching_goes_on_while_pages_are_read_and_no_further_than_the_bound(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes], tmp_path: Path
) -> None:
    """Readers that wait for a sign: what is fetched until then waits in memory."""
    paths = [f"/2025/wait-{n}" for n in range(60)]
    body = article_page("Anna").ljust(10_000)
    site.answers = {path: answer(body) for path in paths}
    site.answers["/feed"] = answer(site.feed(*paths), kind="text/xml")
    sign = tmp_path / "sign"
    bound = f"-sSCRAPER_SLOT_MAX_ACTIVE_SIZE={15 * len(body)}"

    process = crawl.start(_MADE_UP, bound, "-sTRACKER_READERS=2", site.url + "/feed", TRACKER_TEST_SIGN=str(sign))
    _until(lambda: _fetched(site, paths) >= 15 and len(list(tmp_path.glob("sign.*"))) == 2)
    _until_still(lambda: _fetched(site, paths))
    in_memory = _fetched(site, paths)
    assert crawl.sql("SELECT count(*) FROM articles") == [(0,)]
    sign.touch()
    assert process.wait(240) in (0, 1)  # sixty pages of the same bytes may want a person

    assert 15 <= in_memory <= 15 + 16, "the bound, and what was being downloaded when it was reached"
    assert crawl.sql("SELECT count(*) FROM page") == [(len(paths),)]


def test_killed_while_pages_are_read_nothing_is_lost_and_no_reader_is_left(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes], tmp_path: Path
) -> None:
    paths = [f"/2025/{what}-{n}" for n in range(8) for what in ("good", "wait")]
    site.answers = {path: answer(article_page(f"Anna {path}")) for path in paths}
    site.answers["/feed"] = answer(site.feed(*paths), kind="text/xml")
    sign = tmp_path / "sign"

    process = crawl.start(_MADE_UP, "-sTRACKER_READERS=2", site.url + "/feed", TRACKER_TEST_SIGN=str(sign))
    _until(lambda: _fetched(site, paths) == len(paths) and len(list(tmp_path.glob("sign.*"))) == 2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    readers = [int(mark.suffix[1:]) for mark in tmp_path.glob("sign.*")]
    _until(lambda: not any(map(_lives, readers)))

    sign.touch()
    done = crawl(_MADE_UP, site.url + "/feed", TRACKER_TEST_SIGN=str(sign))
    assert done["outcomes"]["unreadable"] == 0
    assert crawl.sql("SELECT count(*), max(revisions) FROM articles") == [(len(paths), 1)]
    assert crawl.sql("SELECT sum(articles) FROM coverage") == [(len(paths),)]


def test_stopped_by_the_keyboard_what_is_being_read_is_recorded(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes], tmp_path: Path
) -> None:
    """Ctrl-C goes to the readers as well; it is no fault of the pages they have."""
    paths = [f"/2025/wait-{n}" for n in range(4)]
    site.answers = {path: answer(article_page(f"Anna {path}")) for path in paths}
    site.answers["/feed"] = answer(site.feed(*paths), kind="text/xml")
    sign = tmp_path / "sign"
    process = crawl.start(
        _MADE_UP, "-sTRACKER_READERS=2", site.url + "/feed", session=True, TRACKER_TEST_SIGN=str(sign)
    )
    _until(lambda: _fetched(site, paths) == len(paths) and len(list(tmp_path.glob("sign.*"))) == 2)
    os.killpg(process.pid, signal.SIGINT)
    sign.touch()
    assert process.wait(240) == 1
    assert crawl.sql("SELECT outcome, count(*) FROM address WHERE url LIKE '%wait%' GROUP BY 1") == [("read", 4)]


def _fetched(site: Fixture, paths: list[str]) -> int:
    return len(set(site.paths) & set(paths))


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 240
    while not done():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


def _until_still(count: Callable[[], int]) -> None:
    """Until nothing was added in half a second."""
    before = -1
    while before != (before := count()):
        time.sleep(0.5)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
