"""Small cascades with known trees, from texts to stories."""

from collections.abc import Callable
from typing import Any

import pytest

from tracker.types import Credit

Said = Callable[..., list[str]]
Credited = Callable[..., Credit]
WIRE = "https://wire.example/story"


def test_an_agency_its_copies_and_a_silent_one(press: Any, said: Said, credited: Credited) -> None:
    text = said(1)
    wire = press.publish(WIRE, text, agency="wire")
    full = press.publish("https://lantern.example/a", text, stated=(credited("wire"),))
    cut = press.publish("https://herald.example/b", text[:3], stated=(credited("wire", form="dateline"),))
    silent = press.publish("https://echo.example/c", [*text[:9], *said(2, 2)])
    story, members = press.story()
    assert (story.origin_id, story.origin_url, story.agency, story.title) == (wire, WIRE, "wire", "Title 1")
    assert story.agency_confidence > 0.95
    assert [m.depth for m in story.members] == [0, 1, 1, 1]
    assert {i: m.extent for i, m in members.items()} == {wire: "full", full: "full", cut: "excerpt", silent: "full"}
    assert {i: m.credited for i, m in members.items()} == {wire: False, full: True, cut: True, silent: False}
    assert {i: m.direction for i, m in members.items() if i != wire} == {
        full: "stated",
        cut: "stated",
        silent: "unknown",
    }
    assert all(members[i].parent_id == wire and members[i].parent_url == WIRE for i in (full, cut, silent))
    assert all(m.agency == "wire" for m in story.members)
    assert members[cut].share_of_article == 1.0
    assert members[cut].share_of_origin == pytest.approx(0.25)
    assert members[silent].parent_confidence < 0.5 < members[full].parent_confidence
    assert members[full].lag_seconds == 60
    assert members[full].path == (WIRE, "https://lantern.example/a")
    assert "WIRE" in members[full].evidence
    assert "names no source" in members[silent].evidence


def test_the_agencys_own_page_is_the_origin_however_late(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://lantern.example/a", said(1), stated=(credited("wire"),), minutes=0)
    wire = press.publish(WIRE, said(1), agency="wire", minutes=90)
    story, members = press.story()
    assert story.origin_id == wire
    assert members[1].lag_seconds == -90 * 60
    assert story.first_published == press.articles[1].published


def test_an_unseen_agency(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://lantern.example/a", said(1), stated=(credited("wire"),))
    press.publish("https://herald.example/b", said(1), stated=(credited("wire"),))
    press.publish("https://echo.example/c", said(1))
    story, members = press.story()
    assert (story.origin_id, story.origin_url, story.agency) == (None, None, "wire")
    assert all(m.parent_id is None and m.depth == 1 and m.share_of_origin is None for m in story.members)
    assert members[3].agency == "wire"  # a silent member inherits
    assert members[3].path == ("wire", "https://echo.example/c")


def test_an_unseen_original_that_a_page_links(press: Any, said: Said, credited: Credited) -> None:
    """The page that started the project: no other page shares its text."""
    page = press.publish("https://globe.example/a", said(1), stated=(credited("wire", origin_url=WIRE),))
    story, members = press.story()
    assert (story.origin_id, story.origin_url, story.agency) == (None, WIRE, "wire")
    assert members[page].parent_url == WIRE
    assert (members[page].direction, members[page].credited, members[page].extent) == ("stated", True, "full")
    assert members[page].path == (WIRE, "https://globe.example/a")


def test_and_once_it_is_crawled(press: Any, said: Said, credited: Credited) -> None:
    page = press.publish("https://globe.example/a", said(1), stated=(credited("wire", origin_url=WIRE),))
    (before,) = press.stories()
    wire = press.publish("http://www.wire.example/story?utm_source=x#top", said(1), agency="wire")
    story, members = press.story()
    assert story.story_id == before.story_id
    assert story.origin_id == wire
    assert members[page].parent_id == wire
    assert members[page].share_of_origin == 1.0


def test_a_translation_joins_the_story_it_links(press: Any, said: Said, credited: Credited) -> None:
    wire = press.publish(WIRE, said(1), agency="wire")
    press.publish("https://lantern.example/a", said(1))
    other = press.publish("https://autre.example/b", said(2), stated=(credited("wire", origin_url=WIRE),))
    _, members = press.story()
    assert (members[other].parent_id, members[other].extent) == (wire, "link")
    assert members[other].share_of_article == 0.0
    assert members[other].confidence <= 0.5


@pytest.mark.parametrize("named", ["lantern", "lantern.example"])
def test_a_hop_is_stated(named: str, press: Any, said: Said, credited: Credited) -> None:
    wire = press.publish(WIRE, said(1), agency="wire")
    first = press.publish("https://lantern.example/a", [*said(1), *said(2, 1)], stated=(credited("wire"),))
    hop = press.publish("https://echo.example/b", said(1), stated=(credited(named, kind="outlet"), credited("wire")))
    last = press.publish(
        "https://globe.example/c", said(1), stated=(credited("x", kind="other", origin_url="https://echo.example/b"),)
    )
    story, members = press.story()
    assert story.origin_id == wire
    assert members[hop].parent_id == first
    assert members[last].parent_id == hop
    assert [members[i].depth for i in (wire, first, hop, last)] == [0, 1, 2, 3]
    assert [members[i].direction for i in (first, hop, last)] == ["stated"] * 3
    assert members[last].path == tuple(press.articles[i].url for i in (wire, first, hop, last))


def test_an_outlet_that_others_name_is_the_origin(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://echo.example/a", said(1), minutes=0, stated=(credited("lantern", kind="outlet"),))
    lantern = press.publish("https://lantern.example/b", said(1), minutes=5)
    story, members = press.story()
    assert (story.origin_id, story.agency, story.agency_confidence) == (lantern, None, 0.0)
    assert members[1].direction == "stated"


def test_two_pages_that_name_each_other(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://echo.example/a", said(1), stated=(credited("lantern", kind="outlet", confidence=0.6),))
    press.publish("https://lantern.example/b", said(1), stated=(credited("echo", kind="outlet", confidence=0.9),))
    story, members = press.story()
    assert story.origin_id == 1
    assert (members[1].parent_id, members[2].parent_id) == (None, 1)


def test_nobody_says_anything(press: Any, said: Said) -> None:
    """Times single nothing out: the origin stays unknown, and no page is called another's parent."""
    press.publish("https://echo.example/a", said(1), minutes=30, owner="house")
    press.publish("https://lantern.example/b", said(1), minutes=10, owner="house")
    story, members = press.story()
    assert (story.origin_id, story.origin_url, story.agency) == (None, None, None)
    assert all(
        (m.direction, m.parent_id, m.parent_url, m.parent_confidence) == ("unknown", None, None, 0.0)
        for m in members.values()
    )
    assert all(m.same_owner for m in members.values())  # a text that one house alone carries
    assert members[1].lag_seconds == 20 * 60


def test_a_roundup_is_in_both_of_its_stories_and_joins_neither(press: Any, said: Said, credited: Credited) -> None:
    one, two = said(1, 6), said(2, 6)
    for host in ("lantern", "herald", "echo"):
        press.publish(f"https://{host}.example/one", one, stated=(credited("wire"),))
        press.publish(f"https://{host}.example/two", two, stated=(credited("wire"),))
    roundup = press.publish("https://globe.example/day", [*one, *two, *said(3, 6)])
    stories = press.stories()
    assert len(stories) == 2
    first, second = ({m.article_id for m in story.members} for story in stories)
    assert first & second == {roundup}


def test_even_where_each_item_has_one_copy_only(press: Any, said: Said) -> None:
    """The roundup was seen first, so both stories would take their id from it."""
    roundup = press.publish("https://globe.example/day", [*said(1, 6), *said(2, 6), *said(3, 6)])
    one = press.publish("https://lantern.example/one", said(1, 6))
    two = press.publish("https://herald.example/two", said(2, 6))
    stories = press.stories()
    assert len({story.story_id for story in stories}) == 2
    members = [{m.article_id for m in story.members} for story in stories]
    assert sorted(members, key=sorted) == [{roundup, one}, {roundup, two}]


def test_two_excerpts_of_one_text_are_one_story(press: Any, said: Said) -> None:
    text = said(1, 20)
    for host in ("lantern", "herald", "echo"):
        press.publish(f"https://{host}.example/whole", text)
    press.publish("https://globe.example/start", text[:5])
    press.publish("https://mirror.example/end", text[-5:])
    _, members = press.story()
    assert len(members) == 5


def test_a_part_of_the_text(press: Any, said: Said, credited: Credited) -> None:
    text = said(1, 12)
    press.publish(WIRE, text, agency="wire")
    press.publish("https://lantern.example/a", text, stated=(credited("wire"),))
    part = press.publish("https://echo.example/b", [*said(2, 14), *text[:5]])
    _, members = press.story()
    assert members[part].extent == "partial"
    assert members[part].confidence < 0.5


def test_one_speaker_and_one_copyright_line_make_no_story(press: Any, said: Said) -> None:
    quote = f"“{' '.join(said(9, 4))}” the minister said."
    line = "Copyright 2031 The Lantern. All rights reserved. This text may not be printed, aired or sold on by anybody."
    press.publish("https://lantern.example/a", [*said(1, 5), quote])
    press.publish("https://herald.example/b", [*said(2, 5), quote])
    press.publish("https://echo.example/c", [*said(3), line])
    press.publish("https://globe.example/d", [*said(4), line])
    assert len(press.matches()) == 2
    assert press.stories() == []


def test_copies_of_copies_do_not_chain_unlike_texts(press: Any, said: Said) -> None:
    """Each text shares half with the next: neighbours belong together, the first and the last have nothing to do with
    each other."""
    text = said(1, 60)
    for start in range(0, 50, 5):
        press.publish(f"https://p{start}.example/a", text[start : start + 10])
    for story in press.stories():
        starts = sorted(5 * (m.article_id - 1) for m in story.members)
        assert starts[-1] - starts[0] <= 10


def test_the_agency_most_outlets_name(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://lantern.example/a", said(1), stated=(credited("wire"),))
    press.publish("https://herald.example/b", said(1), stated=(credited("wire"),))
    other = press.publish("https://echo.example/c", said(1), stated=(credited("cable"),))
    story, members = press.story()
    assert story.agency == "wire"
    assert 0.5 < story.agency_confidence < 0.9
    assert (members[other].agency, members[other].credited, members[other].direction) == ("cable", False, "unknown")
    assert members[other].parent_confidence < 0.2


def test_papers_of_one_owner_say_it_once(press: Any, said: Said, credited: Credited) -> None:
    for number in range(4):
        press.publish(f"https://p{number}.example/a", said(1), stated=(credited("cable"),), owner="house")
    for host in ("lantern", "herald"):
        press.publish(f"https://{host}.example/a", said(1), stated=(credited("wire"),))
    story, _ = press.story()
    assert story.agency == "wire"


def test_a_page_that_speaks_of_its_own_outlet_states_nothing(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://lantern.example/a", said(1), stated=(credited("lantern", kind="outlet"),), minutes=9)
    press.publish("https://echo.example/b", said(1), minutes=4)
    story, members = press.story()
    assert story.origin_id is None
    assert members[1].direction == "unknown"


def test_a_day_is_no_time(press: Any, said: Said) -> None:
    """Midnight is how a day alone is kept: it is not before the morning of that day, and gives no lag."""
    day = press.publish("https://echo.example/a", said(1), minutes=-12 * 60)
    press.publish("https://lantern.example/b", said(1), minutes=-3 * 60)
    story, members = press.story()
    assert story.first_published == press.articles[2].published
    assert members[day].lag_seconds is None
