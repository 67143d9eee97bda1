"""The tree of a story: who hangs on whom, what is said of each, and how it fits into a terminal."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from typer.testing import Result

from tracker.cli.cells import chopped, facts_folded, folded, isolated
from tracker.cli.tree import Node, StoryRows, drawn, laid_out, story_heading, story_tree

Tracker = Callable[..., Result]
NINE = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden"
WIDTHS = (40, 60, 80, 200, None)


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
        "title": "Ferries stop",
        "published_at": NINE.replace(minute=number),
        "published_source": "meta",
        "first_seen_at": NINE.replace(day=2),
        "parent_url": parent_url,
        "parent_confidence": 0.9,
        "direction": "stated",
        "credited": True,
        "extent": "full",
        "share_of_origin": 0.95,
        "share_of_article": 1.0,
        "confidence": 0.97,
        "lag_seconds": number * 60,
        "same_owner": False,
        "verdict_id": None,
    } | values


def lines(rows: StoryRows, asked: int | None = None) -> list[str]:
    return list(drawn(story_tree(rows, asked=asked)))


def test_a_chain_hangs_on_its_parents_and_siblings_stand_in_order_of_time() -> None:
    origin = member(0, "nordwire", depth=0)
    herald = member(5, "herald", origin["url"], title="No ferries")
    relay = member(7, "relay", herald["url"], depth=2, credited=False, direction="inferred", same_owner=True)
    tide = member(2, "tide", origin["url"], extent="partial", share_of_origin=0.41, verdict_id=3)
    assert lines(StoryRows(story(), [origin, herald, relay, tide]), asked=7) == [
        "nordwire  2025-03-01 09:00 (meta)  origin",
        "│  http://nordwire.example/0",
        (
            "├─ tide  2025-03-01 09:02 (meta)  +2 min  partial: 41 % of the origin  100 % of it  credited  "
            "parent stated 90 %  97 % sure  verdict 3"
        ),
        "│     http://tide.example/2",
        (
            "└─ herald  2025-03-01 09:05 (meta)  +5 min  full: 95 % of the origin  100 % of it  credited  "
            "parent stated 90 %  97 % sure"
        ),
        "   │  No ferries",
        "   │  http://herald.example/5",
        (
            "   └─ relay  2025-03-01 09:07 (meta)  +7 min  full: 95 % of the origin  100 % of it  silent  "
            "parent inferred 90 %  97 % sure  same owner  <- this page"
        ),
        "         http://relay.example/7",
    ]


def test_an_unseen_origin_is_shown_as_such() -> None:
    first = member(0, "herald", "http://nordwire.example/ferries", share_of_origin=None)
    later = member(9, "tide", None, published_at=None, published_source=None, lag_seconds=None, extent="link")
    assert lines(StoryRows(story(), [later, first])) == [
        "nordwire  origin not crawled",
        "│  http://nordwire.example/ferries",
        "├─ herald  2025-03-01 09:00 (meta)  earliest  full: 100 % of it  credited  parent stated 90 %  97 % sure",
        "│     http://herald.example/0",
        "└─ tide  no time, seen 2025-03-02 09:00  lag unknown  link, no text  credited  parent stated 90 %  97 % sure",
        "      http://tide.example/9",
    ]
    assert lines(StoryRows(story(origin_url=None), [first]))[0] == (
        "nordwire  origin not crawled  its address is unknown"
    )
    assert lines(StoryRows(story(origin_url=None, agency=None), [first]))[0] == "origin unknown"
    nothing_known = member(1, "tide", share_of_origin=None, share_of_article=None)
    assert "  full: share unknown  " in lines(StoryRows(story(), [nothing_known]))[2]


def test_what_came_before_the_origin_has_a_minus() -> None:
    early = member(3, "tide", lag_seconds=-7200)
    assert "  -2 h 00 min  " in lines(StoryRows(story(), [member(0, "nordwire", depth=0), early]))[2]


@pytest.mark.parametrize(
    ("values", "heading"),
    [
        ({}, ("Ferries stop", "agency nordwire (98 %); 3 articles of 1 outlet: 1 credited, 1 silent")),
        ({"agency": None, "title": ""}, ("(no title)", "agency unknown; 3 articles of 1 outlet: 1 credited, 1 silent")),
    ],
)
def test_heading(values: dict[str, Any], heading: tuple[str, str]) -> None:
    assert story_heading(story(**values)) == heading


def tree_of_scripts() -> Node:
    """A chain with every kind of character that a terminal gives another width or place."""
    origin = member(0, "nordwire", depth=0)
    titles = {
        "tide": "Fähren stehen still: warum der Hafen seit drei Tagen geschlossen bleibt und wer dafür bezahlt",
        "xinbao": "渡轮停航三天，港口关闭，居民只能乘坐救护直升机离开岛屿前往大陆就医",
        "alsahifa": "توقفت العبارات ثلاثة أيام 2025 وأغلق الميناء",
        "haiton": "המעבורות נעצרו (Nordwire) לשלושה ימים",
        "mila": "Trajekty stojí 🚢🏝️ a 👩‍👩‍👧 čekají 🇳🇴 na břehu",
        "decomposed": "Les ferrys a\u0300 l'arre\u0302t jusqu'a\u0300 vendredi",
        "lamp": "नौकाएँ बंद, बंदरगाह सूना",
    }
    members = [origin]
    for number, (outlet, title) in enumerate(titles.items(), 1):
        deeper = outlet in ("xinbao", "alsahifa")
        parent = members[-1]["url"] if deeper else origin["url"]
        members.append(member(number, outlet, parent, title=title, credited=number % 2 == 0))
    return story_tree(StoryRows(story(), members), asked=3)


@pytest.mark.parametrize("width", WIDTHS)
def test_golden(width: int | None) -> None:
    text = "".join(f"{line}\n" for line in drawn(tree_of_scripts(), width))
    golden = GOLDEN / f"tree-{width or 'plain'}.txt"
    if os.environ.get("GOLDEN_UPDATE"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_lost(width: int) -> None:
    tree = tree_of_scripts()
    narrow = list(drawn(tree, width))
    assert max(map(cell_len, narrow)) <= width
    seen = "".join(narrow)
    for mark in "│├└─… \u2068\u2069":
        seen = seen.replace(mark, "")
    wide = "".join(drawn(tree))
    for mark in "│├└─… \u2068\u2069":
        wide = wide.replace(mark, "")
    assert seen == wide


def test_a_deep_chain_stays_readable_on_a_narrow_terminal() -> None:
    members = [member(0, "nordwire", depth=0)]
    for number in range(1, 30):
        members.append(member(number, f"o{number}", members[-1]["url"], depth=number))
    narrow = list(drawn(story_tree(StoryRows(story(), members)), 40))
    assert max(map(cell_len, narrow)) <= 40
    assert any(line.startswith("…") and "└─ o29" in line for line in narrow)


def test_a_turned_headline_turns_nothing_else() -> None:
    (line,) = (line for line in drawn(tree_of_scripts()) if "العبارات" in line)
    assert line.count("\u2068") == line.count("\u2069") == 1
    assert line.index("│") < line.index("\u2068")
    assert isolated("Ferries (Nordwire) 2025 渡轮") == "Ferries (Nordwire) 2025 渡轮"
    for line in drawn(tree_of_scripts(), 40):
        assert line.count("\u2068") == line.count("\u2069")  # each line by itself, where one is folded


def test_styles_say_nothing_that_words_do_not() -> None:
    styles = {text: style for line in laid_out(tree_of_scripts(), 80) for text, style in line if style}
    assert styles["silent"] != styles["credited"]
    assert styles["<- this page"] == "reverse"


TEXTS = st.text(st.sampled_from("ab 渡é́👩\u200d\U0001f1f3\U0001f1f4שנ-/"), max_size=60)


@given(TEXTS, st.integers(2, 30))
def test_folding_loses_no_character(text: str, width: int) -> None:
    def packed(pieces: list[str]) -> str:
        return "".join(pieces).replace(" ", "")

    pieces = list(folded(text, width))
    assert packed(pieces) == packed([text])
    assert all(cell_len(piece) <= width for piece in pieces)
    assert "".join(chopped(text, width)) == text
    facts = text.split("/")
    assert packed([fact for line in facts_folded(facts, width) for fact in line]) == packed(facts)
    assert list(folded(text, None)) == [text]


def test_json_and_dot_have_the_same_members(week: Tracker) -> None:
    asked = "http://tide.example/light-returns"
    assert '"published_source": "file"' in week("chain", asked, "--json").stdout
    assert "\u2068" not in week("chain", asked, "--json").stdout
    assert week("chain", asked, "--dot").stdout.startswith("digraph")
