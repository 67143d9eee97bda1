"""Whose text a silent page carries: what the other pages of its story say, and where they disagree."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tracker.types import Credit

Said = Callable[..., list[str]]
Credited = Callable[..., Credit]


def test_all_agree(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://lantern.example/a", said(1), stated=(credited("wire"),))
    press.publish("https://herald.example/b", said(1), stated=(credited("wire"),))
    silent = press.publish("https://echo.example/c", said(1))
    _, members = press.story()
    assert (members[silent].agency, members[silent].agency_confidence) == ("wire", 0.99)
    assert "Its agency is wire (99%, as https://herald.example/b says)." in members[silent].evidence


def test_the_nearest_decides_where_they_disagree(press: Any, said: Said, credited: Credited) -> None:
    """Three houses name one agency for a longer text, one names another for the very text."""
    for host in ("lantern", "herald", "globe"):
        press.publish(f"https://{host}.example/a", said(1, 20), stated=(credited("wire"),))
    press.publish("https://crow.example/b", said(1, 12), stated=(credited("cable"),))
    silent = press.publish("https://echo.example/c", said(1, 12))
    _, members = press.story()
    assert members[silent].agency == "cable"
    assert 0.66 < members[silent].agency_confidence < 0.9
    assert "others name wire" in members[silent].evidence


def test_what_two_say_of_one_text_is_left_open_and_shown(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://lantern.example/a", said(1), stated=(credited("wire"),))
    press.publish("https://herald.example/b", said(1), stated=(credited("cable"),))
    silent = press.publish("https://echo.example/c", said(1))
    story, members = press.story()
    assert story.agency in ("wire", "cable")
    assert (members[silent].agency, members[silent].agency_confidence) == ("", 0.0)
    assert (
        "Its agency is not sure: cable (45%, as https://herald.example/b says), "
        "wire (45%, as https://lantern.example/a says)." in members[silent].evidence
    )


def test_of_whom_a_copy_says_it_was_taken_decides(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://lantern.example/a", said(1), stated=(credited("wire"),))
    press.publish("https://herald.example/b", said(1), stated=(credited("cable"),))
    silent = press.publish("https://echo.example/c", said(1), stated=(credited("herald", kind="outlet"),))
    _, members = press.story()
    assert members[silent].direction == "stated"
    assert members[silent].agency == "cable"


@pytest.mark.parametrize(
    ("there", "at_home", "here", "given"),
    [
        ("CH", True, "DE", ""),  # a Swiss paper and the Swiss agency say nothing of a German one
        ("CH", True, "CH", "wire"),
        ("CH", True, "", "wire"),  # where it stands is not known
        ("CH", False, "DE", "wire"),  # an agency from abroad
    ],
)
def test_an_agency_at_home_says_little_abroad(
    press: Any, said: Said, credited: Credited, there: str, at_home: bool, here: str, given: str
) -> None:
    witness = press.publish("https://lantern.example/a", said(1), stated=(credited("wire"),))
    silent = press.publish("https://echo.example/c", said(1))
    home = frozenset({"wire"}) if at_home else frozenset()
    press.articles[witness] = replace(press.articles[witness], country=there, at_home=home)
    press.articles[silent] = replace(press.articles[silent], country=here)
    _, members = press.story()
    assert members[silent].agency == given


def test_an_agencys_own_page_says_the_same_everywhere(press: Any, said: Said) -> None:
    wire = press.publish("https://wire.example/a", said(1), agency="wire")
    silent = press.publish("https://echo.example/c", said(1))
    press.articles[wire] = replace(press.articles[wire], country="CH", at_home=frozenset({"wire"}))
    press.articles[silent] = replace(press.articles[silent], country="DE")
    _, members = press.story()
    assert (members[silent].agency, members[silent].agency_confidence) == ("wire", 0.95)


def test_a_credit_for_a_part_is_no_name_for_the_whole(press: Any, said: Said, credited: Credited) -> None:
    press.publish("https://lantern.example/a", said(1), stated=(credited("wire", extent="part"),))
    silent = press.publish("https://echo.example/c", said(1))
    _, members = press.story()
    assert members[silent].agency == ""
    assert "Its agency is not sure: wire (36%" in members[silent].evidence


def test_sister_sites_say_it_once(press: Any, said: Said, credited: Credited) -> None:
    """Known as sisters by the number that their addresses share, not by the catalogue."""
    for host in ("lantern-north", "lantern-south", "lantern-west"):
        press.publish(f"https://{host}.example/news/a-harbour-84165207", said(1), stated=(credited("wire"),))
    silent = press.publish("https://echo.example/c", said(1))
    story, members = press.story()
    assert members[silent].agency_confidence == story.agency_confidence == 0.9
