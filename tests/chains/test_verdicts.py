"""What people say decides: it brings together, keeps apart, names parents and agencies, and never leads in a circle."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.chains import build_stories
from tracker.types import Credit, Relation, Republication, Story, Verdict

Said = Callable[..., list[str]]
Credited = Callable[..., Credit]
WIRE, LANTERN, ECHO, GLOBE = (f"https://{name}.example/a" for name in ("wire", "lantern", "echo", "globe"))
ELSEWHERE = "https://elsewhere.example/never-crawled"
_NOON = datetime(2031, 5, 7, 12, tzinfo=UTC)


def word(url: str, relation: Relation, other: str, *, number: int = 1, **more: Any) -> Verdict:
    """A verdict; a higher number was given later."""
    given_at = _NOON + timedelta(minutes=number)
    return Verdict(
        url=url, relation=relation, other=other, person="Ada Brook", given_at=given_at, verdict_id=number, **more
    )


def told(press: Any, *verdicts: Verdict) -> list[Story]:
    return build_stories(press.articles, press.matches(), None, verdicts)


def places(stories: Sequence[Story], article: int) -> list[Republication]:
    return [member for story in stories for member in story.members if member.article_id == article]


@pytest.fixture
def cascade(press: Any, said: Said, credited: Credited) -> Any:
    """The wire's own page (1), a credited copy (2), a silent copy (3), and a page of another text (4)."""
    press.publish(WIRE, said(1), agency="wire")
    press.publish(LANTERN, said(1), stated=(credited("wire"),))
    press.publish(ECHO, said(1, 11))
    press.publish(GLOBE, said(2))
    return press


# ------------------------------------------------------------------------------------------------------ republishes


def test_a_confirmed_parent_comes_before_all_that_pages_say(cascade: Any) -> None:
    (story,) = told(cascade, word(LANTERN, "republishes", ECHO, because="the editor said so."))
    (place,) = places([story], 2)
    assert (place.parent_id, place.parent_url, place.direction) == (3, ECHO, "stated")
    assert (place.parent_confidence, place.confidence, place.verdict_id) == (1.0, 1.0, 1)
    assert place.path == (WIRE, ECHO, LANTERN)
    assert "confirmed by Ada Brook on 2031-05-07: the editor said so." in place.evidence
    assert place.credited  # as the page says
    assert places([story], 3)[0].verdict_id is None


def test_what_pages_say_is_never_as_sure(cascade: Any) -> None:
    assert all(member.parent_confidence < 1.0 for story in told(cascade) for member in story.members)


def test_a_confirmed_copy_that_shares_no_words_is_a_member(cascade: Any) -> None:
    (story,) = told(cascade, word(GLOBE, "republishes", LANTERN))
    (place,) = places([story], 4)
    assert (place.parent_id, place.depth, place.confidence) == (2, 2, 1.0)
    assert not place.credited


def test_two_that_are_in_no_story_make_one(press: Any, said: Said) -> None:
    press.publish(LANTERN, said(1))
    press.publish(ECHO, said(2))
    assert told(press) == []
    (story,) = told(press, word(ECHO, "republishes", LANTERN))
    assert story.origin_id == 1
    assert [member.article_id for member in story.members] == [1, 2]


def test_all_that_carry_the_text_of_a_confirmed_copy_come_with_it(press: Any, said: Said) -> None:
    for url, text in ((LANTERN, 1), ("https://one.example/a", 1), (ECHO, 2), ("https://two.example/a", 2)):
        press.publish(url, said(text))
    (story,) = told(press, word(ECHO, "republishes", LANTERN))
    assert {member.article_id for member in story.members} == {1, 2, 3, 4}


def test_a_parent_that_was_never_crawled_is_the_unseen_origin(press: Any, said: Said) -> None:
    press.publish(LANTERN, said(1))
    press.publish(ECHO, said(2))
    both = [word(url, "republishes", ELSEWHERE, number=n, outlet="elsewhere") for n, url in ((1, LANTERN), (2, ECHO))]
    (story,) = told(press, *both)
    assert (story.origin_id, story.origin_url) == (None, ELSEWHERE)
    assert [m.direction for m in story.members] == ["stated", "stated"]
    came = press.publish(ELSEWHERE, said(3))
    (later,) = told(press, *both)
    assert (later.story_id, later.origin_id) == (story.story_id, came)


def test_also_one_on_the_same_site(press: Any, said: Said) -> None:
    press.publish(LANTERN, said(1))
    (story,) = told(press, word(LANTERN, "republishes", "https://lantern.example/first"))
    assert story.origin_url == "https://lantern.example/first"


def test_an_unseen_parent_does_not_take_a_roundup_for_itself(press: Any, said: Said) -> None:
    press.publish(WIRE, said(1))
    press.publish(ECHO, said(2))
    roundup = press.publish(GLOBE, [*said(1), *said(2), *said(3)])
    stories = told(press, word(GLOBE, "republishes", ELSEWHERE))
    assert len(places(stories, roundup)) == 2
    assert all(story.origin_url != ELSEWHERE for story in stories)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_confirmed_parents_in_a_circle_the_last_ones_count(press: Any, said: Said, order: tuple[int, ...]) -> None:
    for url in (LANTERN, ECHO, GLOBE):
        press.publish(url, said(1))
    circle = [(LANTERN, ECHO), (ECHO, GLOBE), (GLOBE, LANTERN)]
    words = [word(circle[i][0], "republishes", circle[i][1], number=n) for n, i in enumerate(order, 1)]
    (story,) = told(press, *words)
    assert {m.verdict_id for m in story.members} == {2, 3, None}
    assert story.origin_id == next(i for i, a in press.articles.items() if a.url == circle[order[0]][0])


# ---------------------------------------------------------------------------------------------------- not a copy of


def test_two_that_are_no_copies_are_in_no_story(press: Any, said: Said) -> None:
    press.publish(LANTERN, said(1))
    press.publish(ECHO, said(1))
    assert len(told(press)) == 1
    assert told(press, word(ECHO, "not-a-copy-of", LANTERN)) == []
    assert told(press, word(LANTERN, "not-a-copy-of", ECHO)) == []


def test_a_third_text_does_not_bring_them_together(cascade: Any) -> None:
    (story,) = told(cascade, word(ECHO, "not-a-copy-of", WIRE))
    assert {member.article_id for member in story.members} == {1, 2}


def test_the_copies_of_a_copy_stay_together(press: Any, said: Said, credited: Credited) -> None:
    """Only what holds to the rejected text through its copies goes; one's own copies are a story of their own."""
    press.publish(WIRE, said(1), agency="wire")
    press.publish(LANTERN, said(2))
    press.publish(ECHO, said(2))
    press.publish(GLOBE, [*said(1), *said(2)])
    stories = told(press, word(LANTERN, "not-a-copy-of", WIRE))
    assert any({2, 3} <= {m.article_id for m in story.members} for story in stories)
    assert not any({1, 2} <= {m.article_id for m in story.members} for story in stories)


def test_of_two_copies_the_one_judged_goes(press: Any, said: Said) -> None:
    for url in (WIRE, LANTERN, ECHO):
        press.publish(url, said(1), agency="wire" if url == WIRE else None)
    for url, other, stays in ((LANTERN, ECHO, {1, 3}), (ECHO, LANTERN, {1, 2})):
        (story,) = told(press, word(url, "not-a-copy-of", other))
        assert {member.article_id for member in story.members} == stays


def test_two_copies_of_one_text_stay_where_a_person_says_of_one_whose_it_is(press: Any, said: Said) -> None:
    for url in (WIRE, LANTERN, ECHO):
        press.publish(url, said(1), agency="wire" if url == WIRE else None)
    words = [word(LANTERN, "not-a-copy-of", ECHO), word(LANTERN, "republishes", WIRE, number=2)]
    (story,) = told(press, *words)
    assert {member.article_id for member in story.members} == {1, 2, 3}
    assert {member.parent_id for member in story.members} == {None, 1}


def test_a_link_to_what_it_is_no_copy_of_is_not_followed(press: Any, said: Said, credited: Credited) -> None:
    press.publish(WIRE, said(1), agency="wire")
    other = press.publish(LANTERN, said(2), stated=(credited("wire", origin_url=WIRE),))
    assert len(places(told(press), other)) == 1
    assert places(told(press, word(LANTERN, "not-a-copy-of", WIRE)), other) == []


def test_nor_the_link_of_one_that_shares_its_text(press: Any, said: Said, credited: Credited) -> None:
    """Chained back through a third: the echo carries the lantern's text and links the wire's page."""
    press.publish(WIRE, said(2), agency="wire")
    press.publish(LANTERN, said(1))
    press.publish(ECHO, said(1, 10), stated=(credited("wire", origin_url=WIRE),))
    for verdict in (word(LANTERN, "not-a-copy-of", WIRE), word(WIRE, "not-a-copy-of", LANTERN)):
        for story in told(press, verdict):
            assert not {1, 2} <= {member.article_id for member in story.members}


# ----------------------------------------------------------------------------------------------------------- agency


def test_a_named_agency_is_that_of_story_and_article(press: Any, said: Said, credited: Credited) -> None:
    press.publish(LANTERN, said(1), stated=(credited("mirage"),))
    press.publish(ECHO, said(1))
    (story,) = told(press, word(ECHO, "agency", "wire", because="it is on the wire"))
    assert (story.agency, story.agency_confidence) == ("wire", 1.0)
    (place,) = places([story], 2)
    assert (place.agency, place.verdict_id) == ("wire", 1)
    assert place.evidence.endswith("Its agency: confirmed by Ada Brook on 2031-05-07: it is on the wire.")


def test_a_roundup_is_no_reason_to_rename_its_stories(press: Any, said: Said) -> None:
    press.publish(LANTERN, said(1))
    press.publish(ECHO, said(2))
    press.publish(GLOBE, [*said(1), *said(2), *said(3)])
    stories = told(press, word(GLOBE, "agency", "wire"))
    assert [story.agency for story in stories] == [None, None]
    assert [place.agency for place in places(stories, 3)] == ["wire", "wire"]


def test_an_article_alone_becomes_a_republication(press: Any, said: Said) -> None:
    press.publish(LANTERN, said(1))
    (story,) = told(press, word(LANTERN, "agency", "wire"))
    assert (story.agency, story.origin_id, len(story.members)) == ("wire", None, 1)
    assert told(press, word(ELSEWHERE, "agency", "wire")) == []


def test_of_two_the_last_counts(press: Any, said: Said) -> None:
    press.publish(LANTERN, said(1))
    press.publish(ECHO, said(1))
    (story,) = told(press, word(LANTERN, "agency", "wire"), word(ECHO, "agency", "mirage", number=2))
    assert story.agency == "mirage"
    assert {member.agency for member in story.members} == {"wire", "mirage"}


# ------------------------------------------------------------------------------------------------------- properties

_PAGES = [f"https://outlet{n}.example/a" for n in range(5)]
_WORDS = st.lists(
    st.tuples(
        st.sampled_from(_PAGES),
        st.sampled_from(["republishes", "not-a-copy-of"]),
        st.sampled_from([*_PAGES, ELSEWHERE]),
    ).filter(lambda said: said[0] != said[2]),
    max_size=6,
    unique_by=lambda said: frozenset((said[0], said[2])),  # as the database gives them: one in force a question
)


@given(words=_WORDS, texts=st.lists(st.integers(1, 3), min_size=5, max_size=5), order=st.permutations(range(5)))
def test_whatever_is_said_every_story_is_a_tree_and_no_rejected_parent_is_given(
    words: Any, texts: list[int], order: list[int], said: Said, new_press: Callable[[], Any]
) -> None:
    press = new_press()
    for url, text in zip(_PAGES, texts, strict=True):
        press.publish(url, said(text))
    verdicts = [word(*one, number=n) for n, one in enumerate(words, 1)]
    stories = told(press, *verdicts)
    shuffled = build_stories(
        {i + 1: press.articles[i + 1] for i in order}, list(reversed(press.matches())), None, verdicts
    )
    assert shuffled == stories
    apart = {frozenset(one[::2]) for one in words if one[1] == "not-a-copy-of"}
    for story in stories:
        members = {member.article_id: member for member in story.members}
        for member in story.members:
            walked = set[int]()
            here: int | None = member.article_id
            while here is not None:
                assert here not in walked
                walked.add(here)
                here = members[here].parent_id
            assert frozenset((press.articles[member.article_id].url, member.parent_url)) not in apart
