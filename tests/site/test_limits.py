"""No page reaches a megabyte, whatever was crawled; and every page that a list is divided into is linked."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.site import fill
from tests.site.conftest import MADE_AT
from tracker.db import open_database
from tracker.reports import Filters, Side
from tracker.site import export_site
from tracker.site.comparison import comparison_pages
from tracker.site.contents import StoryContents
from tracker.site.houses import house_pages
from tracker.site.lists import list_pages
from tracker.site.page import LARGEST
from tracker.site.story import Names, Pair, story_pages
from tracker.site.tally import Tally

AT = datetime(2025, 3, 4, 9, tzinfo=UTC)
NAMES = Names({}, {})
SHARED = {"made_at": MADE_AT, "version": "0", "site_title": "Limits", "named": NAMES}
#: What takes the most bytes once it is escaped, or written out.
WIDE = ['"' * 300, "<&>" * 100, "\U000e0001" * 300, "한" * 300, "word " * 60]


def story(number: int) -> dict[str, Any]:
    return {
        "story_id": f"s{number:012}",
        "agency": "nordwire",
        "agency_confidence": 0.9,
        "title": WIDE[number % len(WIDE)],
        "origin_url": None,
        "origin_seen": False,
        "first_published_at": AT,
        "articles": 2 + number % 50,
        "outlets": 2,
        "credited": 1,
        "uncredited": 1,
    }


def member(number: int, *, title: str, url: str, outlet: str) -> dict[str, Any]:
    return {
        "article_id": number,
        "url": f"{url}{number}",
        "parent_url": None,
        "parent_outlet": None,
        "depth": 1,
        "outlet": outlet,
        "title": title,
        "published_at": AT.replace(minute=number % 60),
        "published_source": "meta",
        "agency": "nordwire",
        "direction": "unknown",
        "parent_confidence": 0.0,
        "credited": True,
        "extent": "full",
        "share_of_origin": 0.5,
        "share_of_article": 0.5,
        "lag_seconds": 60,
        "same_owner": False,
        "evidence": title,
    }


def below_the_limit(pages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The pages by name, each of them looked at."""
    made = dict(pages)
    for name, content in made.items():
        assert len(content.encode("utf-8", "backslashreplace")) < LARGEST, name
    return made


def test_an_agency_of_three_thousand_stories() -> None:
    tally = Tally(agencies={}, outlets={})
    for number in range(3_000):
        copies = [member(n, title="", url="http://a.example/", outlet=f"outlet-{(number + n) % 900}") for n in (1, 2)]
        tally.add(story(number), copies)
    houses = below_the_limit(house_pages(tally, looked_at={}, agencies={}, outlets={}, shared=SHARED))
    agency = [content for name, content in houses.items() if name.startswith("agencies/")]
    assert len(agency) == 5
    listed = [re.findall(r'href="\.\./stories/(\w+)\.html"', content) for content in agency]
    assert sorted(s for page in listed for s in page) == [f"s{n:012}" for n in range(3_000)]
    for content in agency:
        pager = set(re.findall(r'href="(nordwire[^"]*)"', content))
        assert pager == {name.partition("/")[2] for name in houses if name.startswith("agencies/")}
    lists = below_the_limit(list_pages(tally, looked_at={}, filters=Filters(), shared=SHARED))
    assert [name for name in lists if name.startswith("headlines")] == [f"headlines-{n}.html" for n in range(1, 6)]
    assert [name for name in lists if name.startswith("outlets")] == ["outlets-1.html", "outlets-2.html"]


@pytest.mark.parametrize("title", WIDE)
def test_a_story_of_two_thousand_articles(title: str) -> None:
    members = [
        member(n, title=title, url=f"http://a.example/?{'&' * 1_900}", outlet=f"outlet-{n}") for n in range(1, 2_001)
    ]
    quoted = {"role": "credit", "source": "x", "form": "byline", "location": "byline", "rule": "r", "confidence": 0.9}
    stated = {1: [{**quoted, "quote": '"' * 5_000}] * 400}
    contents = StoryContents(story(0), members, stated)
    pages = below_the_limit(story_pages(contents, (), NAMES, coverage_note="", shared=SHARED_OF_STORIES))
    articles = [int(n) for content in pages.values() for n in re.findall(r'<li id="a(\d+)"', content)]
    assert articles == list(range(1, 2_001))


def test_texts_that_are_too_long_for_a_page_are_not_shown() -> None:
    long, short = ("word " + '"' * number + " end" for number in (140_000, 140))
    sides = [Side("a", "A", "http://a.example/", "", text) for text in (long, short)]
    for older, newer, shown in ((sides[0], sides[0], False), (sides[1], sides[1], True)):
        pair = Pair(1, "texts/a.html", "a.html", "A", "", older, newer)
        (content,) = below_the_limit(comparison_pages([(pair, SHARED_OF_STORIES)])).values()
        assert ("could not be laid side by side" in content) != shown


def test_made_up_stories_of_several_scripts(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path / 't.db'}") as db:
        assert fill(db, 12) >= 24
        done = export_site(db, tmp_path / "site", made_at=MADE_AT)
    assert done.stories == 12
    assert done.largest_page < LARGEST
    for page in (tmp_path / "site").rglob("*.html"):
        for link in re.findall(r'href="(?!https?:|#)([^"#]+)', page.read_text(encoding="utf-8")):
            assert (page.parent / link).resolve().is_file(), f"{page}: {link}"


SHARED_OF_STORIES = {name: value for name, value in SHARED.items() if name != "named"}
