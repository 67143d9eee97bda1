"""Stories from what is recorded: in portions or in one go, cut off or not, they come out the same."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tracker.db import blocks, fingerprints, links, postings, queries
from tracker.db.rows import Value
from tracker.match import ALGORITHM, candidates
from tracker.pipeline import Tracker, open_tracker
from tracker.types import Outcome, Page

Contents = Callable[[Tracker], dict[str, list[tuple[Value, ...]]]]


def test_copies_are_found_and_own_reports_left_alone(tracker: Tracker, web: Any) -> None:
    tracker.ingest_paths([web.warc], workers=1)
    summary = tracker.link()
    assert (summary.articles, summary.stories) == (120, 30)
    republished = _rows(tracker, "SELECT outlet, count(*) FROM republications GROUP BY outlet ORDER BY outlet")
    assert republished == [("lantern.example", 30), ("tide", 30)]
    credited = _rows(tracker, "SELECT DISTINCT outlet, agency, credited, origin_url IS NULL FROM republications")
    assert sorted(credited, key=repr) == [("lantern.example", "nordwire", 0, 0), ("tide", "nordwire", 1, 0)]


@pytest.mark.parametrize("portion", [1, 7, 50])
def test_linking_in_portions_gives_what_linking_at_once_gives(
    web: Any, tmp_path: Path, contents: Contents, portion: int
) -> None:
    with open_tracker(f"sqlite:///{tmp_path}/once.db", config=web.config) as tracker:
        for page in web.pages[:50]:
            tracker.ingest(page)
        tracker.link()
        at_once = contents(tracker)
    with open_tracker(f"sqlite:///{tmp_path}/portions.db", config=web.config) as tracker:
        for number, page in enumerate(web.pages[:50], 1):
            tracker.ingest(page)
            if number % portion == 0:
                tracker.link()
        in_portions = contents(tracker)
        assert in_portions == at_once
        tracker.link(everything=True)
        assert contents(tracker) == at_once


@pytest.mark.parametrize("portion", [1, 5])
def test_frequencies_are_those_of_when_an_article_came_in(
    tracker: Tracker, web: Any, tmp_path: Path, contents: Contents, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages with the furniture of their outlet, in an index that is small enough to be full at once: the same pairs."""
    for room, values in (
        (candidates, {"CROWD": 6, "HUBS": 2, "RARE": 4, "RARE_IN_OUTLET": 2}),
        (blocks, {"ROLL": 6, "PER_BLOCK": 8}),
        (postings, {"ROLL": 6}),
        (fingerprints, {"WAITING": 4, "_AT_ONCE": 3, "_BLOCKS": 4}),
    ):
        for name, value in values.items():
            monkeypatch.setattr(room, name, value)
    pages = [_furnished(page) for page in web.pages[:36]]
    with open_tracker(f"sqlite:///{tmp_path}/once.db", config=web.config) as once:
        for page in pages:
            once.ingest(page)
        once.link(everything=True)
        at_once = contents(once)
    for number, page in enumerate(pages, 1):
        tracker.ingest(page)
        if number % portion == 0:
            tracker.link()
    tracker.link()
    assert contents(tracker)["stories"] == at_once["stories"]
    assert contents(tracker)["republications"] == at_once["republications"]
    pairs = "SELECT article_a, article_b, shared_words, passages FROM matches ORDER BY 1, 2"
    in_portions = _rows(tracker, pairs)
    tracker.link(everything=True)
    assert _rows(tracker, pairs) == in_portions
    assert len(in_portions) == len(at_once["matches"])


def _furnished(page: Page) -> Page:
    """With sixty words that every page of its outlet carries."""
    seed = sum(page.url.split("/")[2].encode())
    standing = " ".join(
        random.Random(seed).choices(
            ["isle", "quay", "mast", "sail", "rope", "hull", "keel", "oars", "reef", "buoy"], k=60
        )
    )
    return replace(page, body=page.body.replace(b"</article>", f"<p>{standing}.</p></article>".encode()))


def test_cut_off_between_matches_and_stories(
    tracker: Tracker, web: Any, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker.ingest_paths([web.warc], workers=1)

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(links, "save_stories", cut)
        with pytest.raises(KeyboardInterrupt):
            tracker.link()
    assert tracker.link().stories == 30
    before = contents(tracker)
    tracker.link(everything=True)
    assert contents(tracker) == before


def test_a_text_that_changes_leaves_its_story_and_the_others_stay_in_it(tracker: Tracker, web: Any) -> None:
    first = web.pages[:5]
    for page in first:
        tracker.ingest(page)
    tracker.link()
    assert _rows(tracker, "SELECT articles FROM stories") == [(3,)]
    rewritten = replace(first[1], fetched_at=first[1].fetched_at.replace(hour=20), body=web.pages[8].body)
    assert tracker.ingest(rewritten).outcome is Outcome.CHANGED
    tracker.link()
    assert _rows(tracker, "SELECT articles FROM stories") == [(2,)]
    assert _rows(tracker, "SELECT outlet FROM republications") == [("lantern.example",)]


def test_an_original_that_comes_in_later_takes_its_place(tracker: Tracker, web: Any) -> None:
    copy = web.pages[1]
    link = b'<p>The original source of this article is <a href="http://nordwire.example/0">Nordwire</a></p></article>'
    reposts = [
        replace(copy, url=url, final_url=url, body=body.replace(b"</article>", link))
        for url, body in (("http://relay.example/a", copy.body), ("http://other.example/b", web.pages[8].body))
    ]
    for page in reposts:
        tracker.ingest(page)
    tracker.link()
    unseen = _rows(tracker, "SELECT origin_url, origin_seen, articles FROM stories")
    assert unseen == [("http://nordwire.example/0", 0, 2)]
    tracker.ingest(web.pages[0])
    tracker.link()
    assert _rows(tracker, "SELECT origin_url, origin_seen, articles FROM stories") == [
        ("http://nordwire.example/0", 1, 3)
    ]


def test_fingerprints_of_an_older_algorithm_are_made_again(tracker: Tracker, web: Any, contents: Contents) -> None:
    tracker.ingest_paths([web.warc], workers=1)
    tracker.link()
    before = contents(tracker)
    ids = links.all_articles(tracker.db)
    links.save_fingerprints(tracker.db, dict.fromkeys(ids, (1, 2, 3)), algorithm=ALGORITHM - 1)
    assert tracker.link().articles == len(ids)
    assert contents(tracker) == before


def _rows(tracker: Tracker, sql: str) -> list[tuple[Value, ...]]:
    return list(queries.select(tracker.db, sql).rows)
