"""Linking: texts and fingerprints out, matches and stories in."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from sqlalchemy import delete

from tracker.catalogue import Agency, Catalogue, Outlet
from tracker.db import Database, links, queries, store
from tracker.db.blocks import PER_BLOCK, ROLL, Postings, as_postings, outlet_number
from tracker.db.tables import Article
from tracker.types import Match, MatchKind, Passage, Republication, Story

RUN = Passage(start_a=0, end_a=40, start_b=7, end_b=47, words=6)


@pytest.fixture
def ids(db: Database, make: Any) -> list[int]:
    """Six articles of two outlets; each has one fingerprint of its own, one it shares with its neighbour, extremes."""
    lowest, highest = -(2**63), 2**63 - 1
    readings = [
        make.reading(
            f"https://{'gull' if i % 2 else 'tern'}.example/{i}",
            text=f"Text number {i} of the made-up web.",
            outlet="gull.example" if i % 2 else "tern.example",
            fingerprints=(lowest, 10 * i, 10 * (i // 2) + 5, highest),
            at=i,
        )
        for i in range(6)
    ]
    return [recorded.article_id or 0 for recorded in store.record(db, readings)]


def match(a: int, b: int, kind: MatchKind = "copy", passages: tuple[Passage, ...] = (RUN,)) -> Match:
    return Match(
        article_a=a,
        article_b=b,
        shared_words=6,
        share_of_a=0.9,
        share_of_b=1 / 3,
        passages=passages,
        kind=kind,
        reason="made up",
    )


# ----------------------------------------------------------------------------------------------------- fingerprints


def own(*hashes: int) -> Postings:
    """What a look-up asks for: these fingerprints, as of an article that is not there."""
    return as_postings([(10**6, 0, np.array(sorted(hashes), "<i8").tobytes())])


def pairs_of(found: Iterable[Postings]) -> list[tuple[int, int]]:
    """(fingerprint, article) in the order given; the article that asks left out."""
    return [(int(p["hash"]), int(p["article"])) for portion in found for p in portion if p["article"] != 10**6]


@pytest.mark.parametrize("entered", [False, True])
def test_postings_of_everything_and_of_some(db: Database, ids: list[int], entered: bool) -> None:
    lowest, highest = -(2**63), 2**63 - 1
    expected = {(h, i) for n, i in enumerate(ids) for h in (lowest, 10 * n, 10 * (n // 2) + 5, highest)}
    if entered:
        assert set(pairs_of(links.all_postings(db))) == expected
    found = pairs_of(links.postings(db, own(lowest, 5, 20, 999)))
    assert sorted(found) == sorted(pair for pair in expected if pair[0] in (lowest, 5, 20))
    assert [article for number, article in found if number == lowest] == ids  # in the order in which they came in
    assert pairs_of(links.postings(db, own())) == []
    mine, unknown = links.own_postings(db, ids[:2])
    assert unknown == (ids[:2] if entered else [])
    assert set(pairs_of([mine])) == {pair for pair in expected if pair[1] in ids[:2] and not entered}
    made = links.made_postings(db, {ids[1]: (lowest, 10)})
    assert pairs_of([made]) == [(lowest, ids[1]), (10, ids[1])]


def test_postings_say_of_which_outlet_and_how_long(db: Database, ids: list[int]) -> None:
    (portion,) = links.all_postings(db)
    outlets = {int(p["article"]): int(p["outlet"]) for p in portion}
    assert outlets == {i: outlet_number(f"{'gull' if n % 2 else 'tern'}.example") for n, i in enumerate(ids)}
    assert set(portion["size"].tolist()) == {4}


def test_a_changed_text_is_found_by_its_new_fingerprints(db: Database, make: Any, ids: list[int]) -> None:
    list(links.all_postings(db))  # all are in the index from here
    store.record(db, [make.reading("https://tern.example/0", text="New.", at=99, fingerprints=(5, 7))])
    for _ in range(2):
        # One that both texts have keeps its place; those of the old text stay, and cost a comparison at most.
        found = dict.fromkeys(pairs_of(links.postings(db, own(0, 5, 7))))
        assert list(found) == [(0, ids[0]), (5, ids[0]), (5, ids[1]), (7, ids[0])]
        list(links.all_postings(db))


def test_an_article_that_goes_before_it_is_in_the_index_leaves_nothing(db: Database, ids: list[int]) -> None:
    with db.write() as connection:
        connection.execute(delete(Article).where(Article.article_id == ids[0]))
    assert pairs_of(links.postings(db, own(0, 5))) == [(5, ids[1])]


def test_no_fingerprints_at_all(db: Database, make: Any) -> None:
    assert pairs_of(links.all_postings(db)) == []
    store.record(db, [make.reading(fingerprints=())])
    assert pairs_of(links.all_postings(db)) == []
    assert pairs_of(links.postings(db, own(1))) == []


def test_the_index_grows_block_by_block_and_loses_nothing(db: Database, make: Any) -> None:
    """Sets enter in portions of any size; a crowd of one fingerprint goes beyond its block."""
    sets: dict[int, tuple[int, ...]] = {}
    for start, end in ((0, 3), (3, 303), (303, 304), (304, 504)):
        some = {n: (-1, hash_of(n % 50, 99), *(hash_of(n, k) for k in range(40))) for n in range(start, end)}
        sets |= some
        readings = [
            make.reading(f"https://gull.example/{n}", fingerprints=tuple(sorted(hashes))) for n, hashes in some.items()
        ]
        store.record(db, readings)
        found = pairs_of(links.all_postings(db))
    expected = sorted((h, n + 1) for n, hashes in sets.items() for h in hashes)
    assert sorted(found) == expected
    assert [article for number, article in found if number == -1] == list(range(1, 505))
    (asked,) = links.postings(db, own(-1, hash_of(7, 99)))
    assert np.count_nonzero(asked["hash"] == -1) == ROLL + 1
    beyond = links.crowd_postings(db, [-1])["article"].tolist()
    assert beyond == list(range(ROLL + 1, 505))
    rows = queries.select(db, "SELECT blocks, postings FROM fingerprint_index").rows
    assert rows == ((504 * 42 // PER_BLOCK, 504 * 42),)


def hash_of(*numbers: int) -> int:
    """A number of 64 bits like a fingerprint's."""
    return int.from_bytes(hashlib.blake2b(repr(numbers).encode(), digest_size=8).digest(), "little", signed=True)


def test_the_index_of_another_algorithm_is_forgotten(db: Database, ids: list[int]) -> None:
    list(links.all_postings(db))
    links.save_fingerprints(db, {ids[0]: (5, 77)}, algorithm=2)
    assert pairs_of(links.postings(db, own(5, 77))) == [(5, ids[0]), (77, ids[0])]
    links.save_fingerprints(db, {ids[1]: (5,)}, algorithm=2)
    assert pairs_of(links.all_postings(db)) == [(5, ids[0]), (5, ids[1]), (77, ids[0])]


def test_another_algorithm_is_known_and_replaced(db: Database, ids: list[int]) -> None:
    assert links.other_algorithm(db, 1) == []
    assert links.other_algorithm(db, 2) == ids
    links.save_stories(db, [], of=ids, linked=ids)
    links.save_fingerprints(db, {ids[2]: (1, 2)}, algorithm=2)
    assert links.other_algorithm(db, 2) == [i for i in ids if i != ids[2]]
    assert list(links.unlinked(db)) == [ids[2]]


def test_more_articles_than_a_statement_takes(db: Database, make: Any) -> None:
    store.record(db, [make.reading(f"https://gull.example/{i}", fingerprints=(i, i + 1)) for i in range(1050)])
    every = links.all_articles(db)
    assert len(links.texts(db, every)) == 1050
    assert len(links.own_postings(db, every)[0]) == 2100
    assert len(pairs_of(links.postings(db, own(*range(3000))))) == 2100
    links.save_matches(db, [match(i // 2, i) for i in range(2, 1051)], of=every)
    members = links.component(db, [500])
    assert (len(members), len(links.matches_among(db, members))) == (1050, 1049)
    links.save_stories(db, [], of=every, linked=every)
    assert not links.unlinked(db)


# ---------------------------------------------------------------------------------------------------------- matches


def test_matches_come_back_as_they_went_in(db: Database, ids: list[int]) -> None:
    a, b, c, *_ = ids
    second = Passage(start_a=50, end_a=60, start_b=50, end_b=60, words=2)
    saved = [match(a, b, passages=(RUN, second)), match(a, c, "quotes", passages=()), match(b, c, "partial")]
    links.save_matches(db, reversed(saved), of=ids)
    assert links.component(db, [a]) == {a, b, c}
    assert links.matches_among(db, {a, b, c}) == saved


def test_only_copies_and_parts_join_a_component(db: Database, ids: list[int]) -> None:
    a, b, c, d, e, f = ids
    links.save_matches(
        db,
        [match(a, b), match(b, c, "partial"), match(c, d, "quotes"), match(d, e, "boilerplate"), match(e, f)],
        of=ids,
    )
    assert links.component(db, [c]) == {a, b, c}
    assert links.component(db, [d]) == {d}
    assert links.component(db, [a, f]) == {a, b, c, e, f}
    assert links.component(db, []) == set()


def test_matches_are_replaced_for_the_articles_linked_and_only_for_them(db: Database, ids: list[int]) -> None:
    a, b, c, d, *_ = ids
    links.save_matches(db, [match(a, b), match(b, c), match(c, d)], of=ids)
    links.save_matches(db, [match(a, c)], of=[a, b])
    assert _pairs(db) == [(a, c), (c, d)]


def test_an_article_that_changed_while_it_was_linked_stays_unlinked(db: Database, make: Any, ids: list[int]) -> None:
    a, b, c, *_ = ids
    new = links.unlinked(db)
    store.record(db, [make.reading("https://tern.example/0", text="Corrected meanwhile.", at=99)])
    links.save_matches(db, [match(a, b), match(b, c)], of=new)
    links.save_stories(db, [], of=new, linked=new)
    assert _pairs(db) == [(b, c)]
    assert list(links.unlinked(db)) == [a]


def test_matches_alone_do_not_make_an_article_linked(db: Database, ids: list[int]) -> None:
    links.save_matches(db, [], of=ids)
    assert list(links.unlinked(db)) == ids


# ---------------------------------------------------------------------------------------------------------- stories


CATALOGUE = Catalogue(
    {
        "nordwire": Agency(key="nordwire", name="Nordwire", domains=("nordwire.example",)),
        "terns": Agency(key="terns", name="Terns", domains=("tern.example",)),
    },
    {
        "tern-daily": Outlet(key="tern-daily", name="Tern Daily", domains=("tern.example",), owner="Quay"),
        "gull.example": Outlet(key="gull.example", name="Gull", owner="Quay"),
    },
)


def test_candidates_know_owner_and_agency_and_the_credits_that_count(db: Database, make: Any) -> None:
    store.sync_catalogue(db, CATALOGUE)
    own, credit = make.credit("gull", role="own"), make.credit(origin_url="https://nordwire.example/9")
    citation, photo = make.credit("ap", role="citation"), make.credit("ap", role="photo")
    store.record(
        db,
        [
            make.reading("https://gull.example/1", credits=(citation, credit, photo, own)),
            make.reading("https://sport.nordwire.example/2", outlet="nordwire"),
            make.reading("https://tern.example/3", outlet="tern-daily", published=None),
            make.reading("https://crow.example/4", outlet="crow.example"),
        ],
    )
    found = links.candidates(db, [1, 2, 3, 4, 99])
    assert sorted(found) == [1, 2, 3, 4]
    assert found[1].credits == (credit, own)
    assert [found[i].owner for i in sorted(found)] == ["Quay", None, "Quay", None]
    assert [found[i].agency_of_site for i in sorted(found)] == [None, "nordwire", "terns", None]
    assert (found[1].published, found[3].published) == (make.noon, None)
    assert (found[1].first_seen, found[1].words) == (make.noon, 6)


def member(article_id: int, parent_id: int | None = None, **more: Any) -> Republication:
    values: dict[str, Any] = {
        "parent_url": None,
        "parent_confidence": 0.5,
        "direction": "inferred",
        "agency": None,
        "credited": False,
        "extent": "full",
        "share_of_origin": 0.5,
        "share_of_article": 0.25,
        "lag_seconds": 60,
        "same_owner": False,
        "confidence": 0.75,
        "evidence": "made up",
        "depth": 1,
        "path": ("nordwire", f"article {article_id}"),
    }
    return Republication(article_id=article_id, parent_id=parent_id, **values | more)


def story(story_id: str, members: Iterable[Republication], **more: Any) -> Story:
    values: dict[str, Any] = {
        "agency": "nordwire",
        "agency_confidence": 0.9,
        "title": "Harbour reopens",
        "origin_id": None,
        "origin_url": None,
        "first_published": None,
    }
    return Story(story_id=story_id, members=tuple(members), **values | more)


def test_stories_are_replaced_by_their_members_and_their_names(db: Database, ids: list[int]) -> None:
    a, b, c, d, e, f = ids
    links.save_stories(db, [story("s1", [member(a), member(b)]), story("s2", [member(c)])], of=ids)
    links.save_stories(db, [story("s3", [member(a), member(d)])], of=[a])
    assert _stories(db) == {"s2": [c], "s3": [a, d]}
    links.save_stories(db, [story("s2", [member(e), member(f)])], of=[e])
    assert _stories(db) == {"s2": [e, f], "s3": [a, d]}
    links.save_stories(db, [], of=[d])
    assert _stories(db) == {"s2": [e, f]}


def test_an_article_can_be_in_two_stories(db: Database, ids: list[int]) -> None:
    links.save_stories(db, [story("s1", [member(ids[0])]), story("s2", [member(ids[0])])], of=ids)
    assert queries.story_ids_of(db, "https://tern.example/0") == ["s1", "s2"]


def test_the_outlet_of_a_parent_that_was_never_crawled(db: Database, ids: list[int]) -> None:
    store.sync_catalogue(db, CATALOGUE)
    a, b, c, d, e, _ = ids
    members = [
        member(a, parent_url="https://www.tern.example/unseen"),
        member(b, parent_url="https://news.crow.co.uk/unseen"),
        member(c),
        member(d, parent_id=a, parent_url="https://tern.example/0"),
        member(e, agency="southwire"),
    ]
    links.save_stories(db, [story("s1", members)], of=ids)
    rows = queries.select(db, "SELECT parent_outlet FROM republications ORDER BY article_id").rows
    assert [row[0] for row in rows] == ["tern-daily", "crow.co.uk", "nordwire", "tern.example", "southwire"]


def _pairs(db: Database) -> list[tuple[Any, ...]]:
    return list(queries.select(db, "SELECT article_a, article_b FROM matches ORDER BY 1, 2").rows)


def _stories(db: Database) -> dict[Any, list[Any]]:
    stories: dict[Any, list[Any]] = {}
    for story_id, article_id in queries.select(db, "SELECT story_id, article_id FROM chains ORDER BY 1, 2").rows:
        stories.setdefault(story_id, []).append(article_id)
    return stories
