"""From texts to parents: what speaks for a copy of a copy, and what does not."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tracker.chains import build_stories
from tracker.match import edits
from tracker.types import Credit, Edit, Republication, Story

Said = Callable[..., list[str]]
Credited = Callable[..., Credit]
WIRE = "https://wire.example/story"
HOSTS = ("lantern", "herald", "echo", "globe", "mirror", "courier")


def told(press: Any) -> tuple[Story, dict[int, Republication]]:
    """The only story, with the edits of its texts."""

    def edits_of(members: Sequence[int], origin_seen: bool) -> Sequence[Edit]:
        return edits([press.texts[member] for member in members], origin_seen=origin_seen)

    (story,) = build_stories(press.articles, press.matches(), edits_of)
    return story, {member.article_id: member for member in story.members}


def reworded(text: Sequence[str], said: Said, seed: int, places: Sequence[int] = (2, 5, 8)) -> list[str]:
    """Two words of these sentences in place of others."""
    new = iter(" ".join(said(seed, 8)).replace(".", "").lower().split())
    lines = list(text)
    for place in places:
        words = lines[place].split()
        words[4:6] = [next(new), next(new)]
        lines[place] = " ".join(words)
    return lines


def others(press: Any, text: Sequence[str], said: Said, count: int = 4) -> None:
    """Copies of the origin, each with changes of its own."""
    for number, host in enumerate(HOSTS[:count]):
        press.publish(f"https://{host}.example/own", reworded(text, said, 50 + number, (1, 4, 7 + number % 3)))


def test_the_changes_of_a_copy_are_in_its_copy(press: Any, said: Said, credited: Credited) -> None:
    text = said(1, 14)
    wire = press.publish(WIRE, text, agency="wire")
    others(press, text, said)
    first = press.publish("https://tern.example/a", reworded(text, said, 7), stated=(credited("wire"),))
    second = press.publish("https://gull.example/b", reworded(reworded(text, said, 7), said, 8, (3, 9)))
    _, members = told(press)
    assert (members[second].parent_id, members[second].direction) == (first, "inferred")
    assert members[second].parent_confidence > 0.8
    assert (members[first].parent_id, members[first].direction) == (wire, "stated")
    assert "both have" in members[second].evidence
    assert members[second].path == (WIRE, "https://tern.example/a", "https://gull.example/b")


@pytest.mark.parametrize(("places", "direction"), [((2,), "unknown"), ((2, 5, 8), "inferred")])
def test_one_sentence_is_not_enough_where_nobody_else_kept_it(
    press: Any, said: Said, places: Sequence[int], direction: str
) -> None:
    """It may have come to both from anywhere; a parent leaves more than one trace."""
    text = said(1, 14)
    press.publish(WIRE, text, agency="wire")
    first = reworded(text, said, 7, places)
    press.publish("https://tern.example/a", first)
    second = press.publish("https://gull.example/b", reworded(first, said, 8, (3, 9)))
    _, members = told(press)
    assert members[second].direction == direction


def test_a_star_where_all_changed_something_else(press: Any, said: Said) -> None:
    text = said(1, 14)
    wire = press.publish(WIRE, text, agency="wire")
    others(press, text, said, 6)
    _, members = told(press)
    assert {m.parent_id for i, m in members.items() if i != wire} == {wire}
    assert {m.direction for m in members.values()} == {"unknown"}
    assert all(m.runner_up is None for m in members.values())


@pytest.mark.parametrize("minutes", [(1, 500), (500, 1)])
def test_times_alone_decide_nothing(press: Any, said: Said, minutes: tuple[int, int]) -> None:
    """Two with the same changes, and none of its own in either: which was first is not to be had from them."""
    text = said(1, 14)
    press.publish(WIRE, text, agency="wire", minutes=0)
    others(press, text, said)
    same = reworded(text, said, 7)
    pair = [
        press.publish(f"https://{host}.example/a", same, minutes=at)
        for host, at in zip(("tern", "gull"), minutes, strict=True)
    ]
    _, members = told(press)
    assert {members[i].direction for i in pair} == {"unknown"}


def test_what_a_copy_put_back_it_did_not_take_from_there(press: Any, said: Said) -> None:
    """The middle of the text is cut in one and whole in the other."""
    text = said(1, 14)
    wire = press.publish(WIRE, text, agency="wire")
    others(press, text, said)
    one = press.publish("https://tern.example/a", [*text[:4], *text[10:]])
    other = press.publish("https://gull.example/b", text)
    _, members = told(press)
    assert (members[one].parent_id, members[other].parent_id) == (wire, wire)


def test_what_half_of_all_have_may_be_another_version(press: Any, said: Said) -> None:
    text = said(1, 14)
    press.publish(WIRE, text, agency="wire", minutes=0)
    newer = reworded(text, said, 7)
    for number, host in enumerate(HOSTS):
        base = text if number % 2 else newer
        press.publish(f"https://{host}.example/own", reworded(base, said, 60 + number, (0, 6, 11)), minutes=number)
    _, members = told(press)
    assert {m.direction for m in members.values()} == {"unknown"}


def test_an_update_of_the_origin_is_no_copy_of_it(press: Any, said: Said) -> None:
    text = said(1, 14)
    wire = press.publish(WIRE, text, agency="wire")
    update = press.publish("https://wire.example/second-lead", [*said(2, 2), *text], agency="wire")
    copy = press.publish("https://lantern.example/a", text)
    story, members = told(press)
    assert story.origin_id in (wire, update)
    lead = members[update if story.origin_id == wire else wire]
    assert (lead.direction, lead.parent_confidence) == ("unknown", 0.0)
    assert "no copy" in lead.evidence
    assert members[copy].parent_confidence > 0.0


def test_credits_that_disagree_are_kept_and_named(press: Any, said: Said, credited: Credited) -> None:
    for host in ("lantern", "herald"):
        press.publish(f"https://{host}.example/a", said(1), stated=(credited("wire"),))
    other = press.publish("https://echo.example/c", said(1), stated=(credited("cable"),))
    story, members = told(press)
    assert story.agency == "wire"
    assert members[other].agency == "cable"
    assert 'Credits disagree: other copies name wire, this page CABLE: "By CABLE".' in members[other].evidence
    assert all("disagree" not in m.evidence for i, m in members.items() if i != other)


def test_the_page_of_a_cited_source_that_shares_most(press: Any, said: Said) -> None:
    """Two pages of the source share text with the copy: it was taken from the fuller one."""
    text = said(1, 20)
    press.publish("https://lantern.example/short", text[:12])
    full = press.publish("https://lantern.example/whole", text)
    copy = press.publish("https://echo.example/a", text[:19])
    cited = Credit(
        role="citation", source="lantern", source_kind="outlet", source_name="Lantern", form="other", extent="unknown",
        quote="the Lantern reports", location="body:1", rule="test", confidence=0.8,
    )  # fmt: skip
    press.articles[copy] = replace(press.articles[copy], cited=(cited,))
    story, members = told(press)
    assert story.origin_id == full or members[copy].parent_id == full


def test_same_owner_says_by_what(press: Any, said: Said, credited: Credited) -> None:
    first = press.publish("https://tern.example/news/1009725037/harbour", said(1), stated=(credited("wire"),))
    second = press.publish(
        "https://gull.example/news/1009725037/harbour", said(1), stated=(credited("tern.example", kind="outlet"),)
    )
    _, members = told(press)
    assert members[second].parent_id == first
    assert members[second].same_owner
    assert "Same owner: both sites have it at the same path" in members[second].evidence
    assert not members[first].same_owner


@pytest.mark.parametrize("seed", range(6))
def test_any_cascade_is_a_tree_whatever_the_order(press: Any, said: Said, seed: int) -> None:
    draw = random.Random(seed)
    text = said(1, 14)
    texts = [text]
    for number in range(8):
        base = draw.choice(texts)
        kept = [line for line in base if draw.random() > 0.1] or base
        places = sorted(draw.sample(range(len(kept)), min(3, len(kept))))
        texts.append(reworded(kept, said, 100 * seed + number, places))
        press.publish(f"https://p{number}.example/a", texts[-1], minutes=draw.randint(0, 300))

    def edits_of(members: Sequence[int], origin_seen: bool) -> Sequence[Edit]:
        return edits([press.texts[member] for member in members], origin_seen=origin_seen)

    stories = build_stories(press.articles, press.matches(), edits_of)
    for story in stories:
        for member in story.members:
            assert len(set(member.path)) == len(member.path)
            assert member.path[-1] == press.articles[member.article_id].url
            assert member.parent_confidence + member.runner_up_confidence <= 1.001
    shuffled = list(press.articles.items())
    draw.shuffle(shuffled)
    matches = press.matches()
    draw.shuffle(matches)
    assert build_stories(dict(shuffled), matches, edits_of) == stories
