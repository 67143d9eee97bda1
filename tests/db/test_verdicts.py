"""A person's word on record: by addresses, never deleted, the last one on a question in force."""

from datetime import timedelta
from typing import Any

import pytest

from tracker.db import Database, links, queries, store
from tracker.db.verdicts import all_verdicts, give, verdicts_on, withdraw
from tracker.errors import VerdictError
from tracker.types import Relation, Verdict

GULL, TERN, CROW = (f"https://{name}.example/1" for name in ("gull", "tern", "crow"))


@pytest.fixture
def press(db: Database, make: Any) -> Database:
    """Two articles, linked."""
    store.record(db, [make.reading(url, text=f"Text of {url}.") for url in (GULL, TERN)])
    links.save_stories(db, [], of=[1, 2], linked=[1, 2])
    return db


def word(make: Any, url: str, relation: Relation, other: str, *, at: float = 0, **more: Any) -> Verdict:
    return Verdict(url=url, relation=relation, other=other, **{"person": "A", "given_at": make.time(at)} | more)


def states(db: Database) -> list[Any]:
    return [row[0] for row in queries.select(db, "SELECT state FROM verdicts ORDER BY verdict_id").rows]


def test_a_verdict_is_recorded_with_the_texts_it_was_given_on(press: Database, make: Any) -> None:
    (given,) = give(press, [word(make, "http://www.gull.example/1?utm_source=x", "republishes", TERN, because="why")])
    rows: Any = queries.select(press, "SELECT url, sha256 FROM revisions").rows
    hashes = dict(rows)
    assert (given.verdict.sha256, given.verdict.other_sha256) == (hashes[GULL], hashes[TERN])
    assert (given.new, given.unknown, given.against, given.articles) == (True, (), (), frozenset({1, 2}))
    query = "SELECT verdict_id, url, relation, other_url, agency, because, person, given_at, state FROM verdicts"
    assert queries.select(press, query).rows == (
        (1, "http://www.gull.example/1?utm_source=x", "republishes", TERN, None, "why", "A",
         "2026-03-01T12:00:00+00:00", "in force"),
    )  # fmt: skip


def test_its_articles_are_to_be_linked_anew(press: Database, make: Any) -> None:
    before = links.all_articles(press)
    assert links.unlinked(press) == {}
    give(press, [word(make, GULL, "agency", "nordwire")])
    assert links.unlinked(press) == {1: before[1] + 1}
    links.save_stories(press, [], of=[1], linked=before)  # by one who had not heard of it
    assert set(links.unlinked(press)) == {1}


def test_one_on_an_address_that_was_not_crawled_waits_for_it(press: Database, make: Any) -> None:
    (given,) = give(press, [word(make, CROW, "republishes", GULL)])
    assert (given.unknown, given.verdict.sha256, given.articles) == ((CROW,), None, frozenset({1}))
    store.record(press, [make.reading(CROW, text="Text of the crow.")])
    assert links.component(press, [3]) == {1, 3}
    assert [said.other for said in verdicts_on(press, [3])] == [GULL]


def test_two_that_republish_a_third_that_was_not_crawled_hang_together(press: Database, make: Any) -> None:
    give(press, [word(make, url, "republishes", CROW) for url in (GULL, TERN)])
    assert links.component(press, [1]) == {1, 2}


def test_an_article_is_found_by_where_its_address_led(press: Database, make: Any) -> None:
    store.record(press, [make.reading("https://crow.example/r/9", text="Crow.", final_url=CROW)])
    (given,) = give(press, [word(make, CROW, "not-a-copy-of", GULL)])
    assert (given.unknown, given.articles) == ((), frozenset({1, 3}))
    assert len(verdicts_on(press, [3])) == 1
    shown = queries.show(press, "https://crow.example/r/9")
    assert shown is not None
    assert [row["other_url"] for row in shown.verdicts] == [GULL]


def test_the_last_word_on_a_question_counts_whichever_way_round(press: Database, make: Any) -> None:
    give(press, [word(make, GULL, "republishes", TERN, at=2)])
    (given,) = give(press, [word(make, TERN, "not-a-copy-of", GULL, at=3)])
    assert [other.verdict_id for other in given.against] == [1]
    give(press, [word(make, TERN, "republishes", GULL, at=1)])  # given earlier, brought in later
    give(press, [word(make, GULL, "republishes", CROW, at=0), word(make, GULL, "agency", "nordwire", at=0)])
    assert states(press) == ["overruled", "in force", "overruled", "in force", "in force"]
    assert [said.verdict_id for said in verdicts_on(press, [1])] == [4, 5, 2]
    assert [said.verdict_id for said in all_verdicts(press, history=False)] == [2, 4, 5]
    assert len(all_verdicts(press, history=True)) == 5


def test_of_two_given_at_one_time_the_one_recorded_last_counts(press: Database, make: Any) -> None:
    give(press, [word(make, GULL, "agency", "nordwire"), word(make, GULL, "agency", "southwire")])
    assert states(press) == ["overruled", "in force"]


def test_a_withdrawn_verdict_stays_on_record_and_the_one_before_counts_again(press: Database, make: Any) -> None:
    give(press, [word(make, GULL, "agency", "nordwire"), word(make, GULL, "agency", "southwire", at=1)])
    links.save_stories(press, [], of=[1], linked=[1])
    withdrawn = withdraw(press, 2, at=make.time(5), by="B")
    assert withdrawn.articles == frozenset({1})
    assert states(press) == ["in force", "withdrawn"]
    assert [said.other for said in verdicts_on(press, [1])] == ["nordwire"]
    assert set(links.unlinked(press)) == {1}
    query = "SELECT withdrawn_at, withdrawn_by FROM verdicts WHERE verdict_id = 2"
    assert queries.select(press, query).rows == (("2026-03-01T12:05:00+00:00", "B"),)
    with pytest.raises(VerdictError, match="2: withdrawn already, by B"):
        withdraw(press, 2, at=make.time(6), by="C")
    with pytest.raises(VerdictError, match="7: no such verdict"):
        withdraw(press, 7, at=make.time(6), by="C")


def test_what_comes_twice_is_recorded_once_and_takes_over_a_withdrawal(press: Database, make: Any) -> None:
    said = word(make, GULL, "republishes", TERN, sha256="aa")
    assert [given.new for given in give(press, [said, said])] == [True, False]
    withdrawn = {"withdrawn_at": make.time(9), "withdrawn_by": "B"}
    (again,) = give(press, [word(make, GULL, "republishes", TERN, **withdrawn)])
    assert (again.new, again.articles) == (False, frozenset({1, 2}))
    assert states(press) == ["withdrawn"]
    assert all_verdicts(press, history=True)[0].sha256 == "aa"  # as it was judged there


def test_whose_the_other_address_is_is_said(press: Database, make: Any) -> None:
    give(press, [word(make, GULL, "republishes", "https://crow.example/2")])
    (said,) = verdicts_on(press, [1])
    assert (said.outlet, said.agency) == ("crow.example", None)


def test_a_verdict_outlives_a_change_of_text(press: Database, make: Any) -> None:
    give(press, [word(make, GULL, "republishes", TERN, at=10)])
    store.record(press, [make.reading(GULL, text="Another text.", at=60)])
    assert len(verdicts_on(press, [1])) == 1


def test_a_rejected_pair_does_not_hang_together_by_the_word_alone(press: Database, make: Any) -> None:
    give(press, [word(make, GULL, "not-a-copy-of", TERN)])
    assert links.component(press, [1]) == {1}
    give(press, [word(make, GULL, "republishes", TERN, at=1)])
    assert links.component(press, [1]) == {1, 2}
    withdraw(press, 2, at=make.time(2), by="B")
    assert links.component(press, [1]) == {1}


def test_an_agency_is_not_an_address(press: Database, make: Any) -> None:
    (given,) = give(press, [word(make, GULL, "agency", "nordwire")])
    assert given.verdict.other_sha256 is None
    assert queries.select(press, "SELECT other_url, agency FROM verdicts").rows == ((None, "nordwire"),)
    later = give(press, [word(make, GULL, "republishes", TERN, at=timedelta(hours=1) / timedelta(minutes=1))])
    assert later[0].against == ()
