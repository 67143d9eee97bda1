"""The tree of a story: who hangs on whom, and what a line says."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from tracker.cli.tree import StoryRows, drawn, print_tree, story_heading, story_tree

NINE = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)


def story(**values: Any) -> dict[str, Any]:
    return {
        "story_id": "s",
        "title": "Ferries stop",
        "agency": "nordwire",
        "agency_confidence": 0.98,
        "origin_url": "http://nordwire.example/ferries",
        "articles": 3,
        "outlets": 1,
        "credited": 1,
        "uncredited": 1,
    } | values


def member(number: int, outlet: str, parent_url: str | None = None, **values: Any) -> dict[str, Any]:
    return {
        "article_id": number,
        "depth": 1,
        "url": f"http://{outlet}.example/{number}",
        "outlet": outlet,
        "published_at": NINE.replace(minute=number),
        "parent_url": parent_url,
        "parent_confidence": 0.9,
        "direction": "stated",
        "credited": True,
        "share_of_article": 1.0,
        "lag_seconds": number * 60,
        "same_owner": False,
        "verdict_id": None,
    } | values


def lines(rows: StoryRows, asked: int | None = None) -> list[str]:
    return list(drawn(story_tree(rows, asked=asked)))


def test_a_chain_hangs_on_its_parents_and_siblings_stand_in_order_of_time() -> None:
    origin = member(0, "nordwire", depth=0)
    herald = member(5, "herald", origin["url"])
    relay = member(7, "relay", herald["url"], depth=2, credited=False, direction="inferred", same_owner=True)
    tide = member(2, "tide", origin["url"], share_of_article=0.41)
    assert lines(StoryRows(story(), [origin, herald, relay, tide]), asked=7) == [
        "nordwire  2025-03-01 09:00  origin",
        "│  http://nordwire.example/0",
        "├─ tide  2025-03-01 09:02  +2 min  41 % of it  credited  parent stated 90 %",
        "│     http://tide.example/2",
        "└─ herald  2025-03-01 09:05  +5 min  100 % of it  credited  parent stated 90 %",
        "   │  http://herald.example/5",
        "   └─ relay  2025-03-01 09:07  +7 min  100 % of it  silent  parent inferred 90 %  same owner   <- this page",
        "         http://relay.example/7",
    ]


def test_an_unseen_origin_is_shown_as_such() -> None:
    first = member(0, "herald", "http://nordwire.example/ferries")
    later = member(9, "tide", None, published_at=None, lag_seconds=None)
    assert lines(StoryRows(story(), [later, first])) == [
        "origin not crawled",
        "│  http://nordwire.example/ferries",
        "├─ herald  2025-03-01 09:00  earliest  100 % of it  credited  parent stated 90 %",
        "│     http://herald.example/0",
        "└─ tide  no time  lag unknown  100 % of it  credited  parent stated 90 %",
        "      http://tide.example/9",
    ]
    assert lines(StoryRows(story(origin_url=None), [first]))[:2] == [
        "origin not crawled, its address is unknown",
        "└─ herald  2025-03-01 09:00  earliest  100 % of it  credited  parent stated 90 %",
    ]


def test_what_came_before_the_origin_has_a_minus() -> None:
    early = member(3, "tide", lag_seconds=-7200)
    assert "  -2 h 00 min  " in lines(StoryRows(story(), [member(0, "nordwire", depth=0), early]))[2]


def test_an_address_cannot_steer_the_terminal() -> None:
    evil = member(1, "ti\x1bde", url="http://tide.example/\x1b[2J")
    text = "\n".join(lines(StoryRows(story(), [evil])))
    assert "\x1b" not in text
    assert r"\x1b[2J" in text


@pytest.mark.parametrize(
    ("values", "heading"),
    [
        ({}, ("Ferries stop", "agency nordwire (98 %); 3 articles of 1 outlet: 1 credited, 1 silent")),
        ({"agency": None, "title": ""}, ("(no title)", "agency unknown; 3 articles of 1 outlet: 1 credited, 1 silent")),
    ],
)
def test_heading(values: dict[str, Any], heading: tuple[str, str]) -> None:
    assert story_heading(story(**values)) == heading


def test_on_a_terminal_the_same_is_said() -> None:
    rows = StoryRows(story(), [member(0, "nordwire", depth=0), member(2, "ti[de]")])
    screen = io.StringIO()
    print_tree(story_tree(rows), Console(file=screen, force_terminal=True, width=100, markup=False, no_color=True))
    assert "nordwire  2025-03-01 09:00  origin" in screen.getvalue()
    assert "http://ti[de].example/2" in screen.getvalue()
