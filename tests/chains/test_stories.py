"""What holds for the stories of any articles, matches and credits, in whatever order they come."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.chains import build_stories
from tracker.types import Candidate, Credit, Match, MatchKind

START = datetime(2031, 5, 6, tzinfo=UTC)
HOSTS = ("lantern", "herald", "echo", "globe", "wire")


def match(a: int, b: int, share_of_a: float, share_of_b: float, kind: MatchKind = "copy") -> Match:
    return Match(
        article_a=min(a, b),
        article_b=max(a, b),
        shared_words=100,
        share_of_a=share_of_a,
        share_of_b=share_of_b,
        passages=(),
        kind=kind,
        reason="",
    )


def candidate(number: int, host: str, stated: tuple[Credit, ...] = (), hours: int | None = None) -> Candidate:
    return Candidate(
        article_id=number,
        url=f"https://{host}.example/{number}",
        outlet=f"{host}.example",
        owner=None,
        title=str(number),
        words=100,
        published=None if hours is None else START + timedelta(hours=hours),
        first_seen=START + timedelta(hours=number % 7),
        credits=stated,
        agency_of_site="wire" if host == "wire" else None,
    )


IDS = st.integers(1, 12)
SHARES = st.sampled_from([0.1, 0.3, 0.5, 0.8, 1.0])


@st.composite
def presses(draw: st.DrawFn) -> tuple[dict[int, Candidate], list[Match]]:
    def statement() -> Credit:
        source = draw(st.sampled_from((*HOSTS, "cable")))
        target = draw(st.one_of(st.none(), st.builds("https://{}.example/{}".format, st.sampled_from(HOSTS), IDS)))
        return Credit(
            role="credit",
            source=source,
            source_kind="agency" if source in ("wire", "cable") else "outlet",
            source_name=source,
            form="byline",
            extent=draw(st.sampled_from(("whole", "part"))),
            quote=f"By {source}",
            location="byline",
            rule="test",
            confidence=draw(st.sampled_from((0.1, 0.5, 0.9))),
            origin_url=target,
        )

    articles = {}
    for number in draw(st.sets(IDS, max_size=12)):
        stated = tuple(statement() for _ in range(draw(st.integers(0, 2))))
        hours = draw(st.one_of(st.none(), st.integers(0, 30)))
        articles[number] = candidate(number, draw(st.sampled_from(HOSTS)), stated, hours)
    kinds: st.SearchStrategy[MatchKind] = st.sampled_from(("copy", "copy", "partial", "quotes", "boilerplate"))
    pairs = draw(st.sets(st.tuples(IDS, IDS).filter(lambda pair: pair[0] < pair[1]), max_size=20))
    return articles, [match(a, b, draw(SHARES), draw(SHARES), draw(kinds)) for a, b in sorted(pairs)]


@settings(max_examples=100, deadline=None)
@given(press=presses(), shuffled=st.randoms(use_true_random=False))
def test_any_press(press: tuple[dict[int, Candidate], list[Match]], shuffled: object) -> None:
    articles, matches = press
    stories = build_stories(articles, matches)

    # The same for any order of the input.
    order, other = list(articles.items()), list(matches)
    shuffled.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    shuffled.shuffle(other)  # type: ignore[attr-defined]
    assert build_stories(dict(order), other) == stories

    # Every copy shares a story; nothing is a member without a match of kind copy or partial, or a link.
    homes = {i: {s.story_id for s in stories for m in s.members if m.article_id == i} for i in articles}
    joined = [m for m in matches if m.article_a in articles and m.article_b in articles]
    assert all(homes[m.article_a] & homes[m.article_b] for m in joined if m.kind == "copy")
    connected = {i for m in joined if m.kind in ("copy", "partial") for i in (m.article_a, m.article_b)}
    linked = {c.origin_url for a in articles.values() for c in a.credits}
    for i, found in homes.items():
        assert (
            not found or i in connected or any(c.origin_url for c in articles[i].credits) or articles[i].url in linked
        )

    assert len({s.story_id for s in stories}) == len(stories)
    assert [s.story_id for s in stories] == sorted(s.story_id for s in stories)
    for story in stories:
        members = {m.article_id: m for m in story.members}
        assert len(members) == len(story.members)
        assert story.origin_id is None or members[story.origin_id].depth == 0
        assert sum(m.depth == 0 for m in story.members) == (story.origin_id is not None)
        for m in story.members:
            assert m.article_id != m.parent_id
            assert m.parent_id is None or m.parent_id in members
            # No circles: a path names nobody twice, starts at the origin and ends at the article.
            assert len(set(m.path)) == len(m.path) == m.depth + 1 or story.origin_id is None
            assert m.path[-1] == articles[m.article_id].url
            assert m.direction in ("stated", "unknown")
            assert 0 <= m.confidence <= 1
            assert 0 <= m.parent_confidence <= 1


def test_nothing() -> None:
    assert build_stories({}, []) == []
    assert build_stories({1: candidate(1, "echo")}, []) == []


def test_ids_stay_when_others_come_in() -> None:
    """The member that was seen first gives the id while the origin is not known."""
    articles = {i: candidate(i, host, hours=i) for i, host in enumerate(("echo", "globe", "herald"), 1)}
    everyone = [match(1, 2, 1.0, 1.0), match(1, 3, 1.0, 1.0), match(2, 3, 1.0, 1.0)]
    (before,) = build_stories({i: articles[i] for i in (1, 2)}, everyone)
    earlier = replace(articles[3], published=START - timedelta(days=1))
    (after,) = build_stories({**articles, 3: earlier}, everyone)
    assert after.first_published == earlier.published
    assert after.story_id == before.story_id
    assert before.story_id[0] == "s"
    assert len(before.story_id) == 11


def test_a_big_story_and_many_small_ones_are_quick() -> None:
    articles = {i: candidate(i, HOSTS[i % 4], hours=i % 100) for i in range(20_000)}
    big = [match(a, b, 0.9, 0.9) for a in range(16) for b in range(a + 1, 5_000)]
    small = [match(i, i + 1, 0.9, 0.9) for i in range(5_000, 19_999, 2)]
    start = time.process_time()
    stories = build_stories(articles, big + small)
    assert time.process_time() - start < 20
    assert len(stories) == 1 + len(small)
    assert max(len(story.members) for story in stories) == 5_000
