"""Each rule by a table of cases: what it must say, and where it must be silent."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.signals import (
    Alike,
    Asked,
    Credited,
    Lengths,
    Polled,
    Shrunk,
    judge_alike,
    judge_blocked,
    judge_credits,
    judge_items,
    judge_lengths,
    judge_shrunk,
)

OF: dict[str, Any] = {"outlet": "gull", "day": date(2026, 3, 1)}
LONG = " ".join(f"word{n}" for n in range(400))


@pytest.mark.parametrize(
    ("pages", "blocked", "sources", "wanted"),
    [
        (100, 100, 0, True),
        (100, 20, 0, True),
        (100, 19, 0, False),  # paid articles among many that came
        (3, 3, 0, True),
        (2, 2, 0, False),
        (40, 0, 1, True),  # what was new is not known at all
        (40, 0, 0, False),
        (0, 0, 0, False),
    ],
)
def test_blocked(pages: int, blocked: int, sources: int, wanted: bool) -> None:
    asked = Asked(**OF, pages=pages, pages_blocked=blocked, sources_blocked=sources, reasons=(("403 Forbidden", 7),))
    found = judge_blocked(asked)
    assert bool(found) is wanted
    if found:
        assert found.pages == blocked + sources
        assert "403 Forbidden (7)" in found.evidence


@pytest.mark.parametrize(("pages", "alike", "wanted"), [(5, 5, True), (4, 4, False), (10, 5, True), (11, 5, False)])
def test_same_page(pages: int, alike: int, wanted: bool) -> None:
    found = judge_alike(Alike(**OF, pages=pages, alike=alike, what="bytes", url="http://gull.example/1"))
    assert bool(found) is wanted


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, True),
        ({"last_items": 1}, False),
        ({"last_items": None}, False),  # unchanged, or it failed, which is another signal
        ({"past_polls": 2, "past_reads": 2}, False),
        ({"past_reads": 1, "past_items": 20}, True),  # the others were unchanged: they gave the same
        ({"past_empty": 1}, False),  # it was empty before
        ({"past_items": 15}, False),  # two items a reading: a small outlet
        ({"past_reads": 0, "past_items": 0}, False),
    ],
)
def test_no_items(changes: dict[str, Any], wanted: bool) -> None:
    before: dict[str, Any] = {"past_polls": 6, "past_reads": 6, "past_items": 120, "past_empty": 0}
    polled: dict[str, Any] = {"url": "http://gull.example/feed", "last_items": 0, "empty": 1} | before | changes
    found = judge_items(Polled(**OF, **polled))
    assert bool(found) is wanted
    if found:
        assert found.subject == found.url == "http://gull.example/feed"


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (" ".join(LONG.split()[:60]), True),
        (" ".join(LONG.split()[:60]) + "\nSubscribe now to read on.", True),
        (" ".join(LONG.split()[:59]) + " word59…", True),
        (" ".join(LONG.split()[:300]), False),  # an editor cut it
        (" ".join(LONG.split()[100:160]), False),  # another text
        ("Something else altogether.\nAnd more of it.", False),
        ("", False),
    ],
)
def test_known_articles_that_shrank(now: str, wanted: bool) -> None:
    found = judge_shrunk(
        Shrunk(**OF, texts=(("http://gull.example/1", LONG, now), ("http://gull.example/2", LONG, now)))
    )
    assert bool(found) is wanted
    assert judge_shrunk(Shrunk(**OF, texts=(("http://gull.example/1", LONG, now),))) is None


@pytest.mark.parametrize(
    ("words", "past", "wanted"),
    [
        ((60,) * 8, (400,) * 30, True),
        ((60,) * 7, (400,) * 30, False),
        ((60,) * 8, (400,) * 29, False),
        ((170,) * 8, (600,) * 30, False),  # short, and no teaser
        ((60,) * 8, (140,) * 30, False),  # a paper of short items
        ((60,) * 6 + (400,) * 3, (400,) * 30, False),  # a day with many short items
        ((60,) * 8, (50,) * 10 + (400,) * 20, False),  # as short as a third of them always were
    ],
)
def test_new_articles_that_are_shorter_than_all_before(
    words: tuple[int, ...], past: tuple[int, ...], wanted: bool
) -> None:
    assert bool(judge_lengths(Lengths(**OF, words=words, past=past))) is wanted


@pytest.mark.parametrize(
    ("recent", "past", "wanted"),
    [
        ((0, 20), (95, 100), True),
        ((0, 10), (95, 100), True),
        ((0, 9), (95, 100), False),  # too few
        ((0, 20), (28, 29), False),
        ((4, 20), (95, 100), False),  # fewer, not gone
        ((1, 40), (95, 100), True),
        ((0, 20), (25, 100), False),  # it may be chance
        ((0, 100), (25, 100), True),
        ((0, 1000), (15, 100), False),  # never usual
    ],
)
def test_credits_that_are_gone(recent: tuple[int, int], past: tuple[int, int], wanted: bool) -> None:
    of_form: dict[str, Any] = {"recent_with": recent[0], "recent": recent[1], "past_with": past[0], "past": past[1]}
    found = judge_credits(Credited(**OF, form="author byline", **of_form))
    assert bool(found) is wanted
    if found:
        assert "author byline" in found.evidence


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 5000), st.integers(1, 5000))
def test_any_counts_are_judged(recent_with: int, recent: int, past_with: int, past: int) -> None:
    """No count overflows, and what is as usual as before is never said to be gone."""
    of_form: dict[str, Any] = {
        "recent_with": min(recent_with, recent),
        "recent": recent,
        "past_with": min(past_with, past),
    }
    found = judge_credits(Credited(**OF, form="author byline", past=past, **of_form))
    if of_form["recent_with"] * past >= of_form["past_with"] * recent:
        assert found is None
