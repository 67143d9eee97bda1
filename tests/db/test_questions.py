"""The worked questions run on both databases and give what they ask for."""

from datetime import timedelta
from typing import Any

import pytest

from tracker.db import Database, links, queries, store
from tracker.db.questions import questions
from tracker.db.rows import Rows
from tracker.db.sql import named
from tracker.types import Match, Republication, Story

COLUMNS = {
    "credited-share": "outlet copies credited_share",
    "relays": "parent_outlet outlet copies at_least_this_sure",
    "nobody-credited": "url_a url_b shared_words share_of_a share_of_b",
    "reach": "agency stories outlets countries languages",
    "conflicts": "agency_of_story credited outlet url quote",
    "claimed-as-own": "agency outlet url share_of_article quote",
    "never-credits": "outlet copies agencies mean_share",
    "unseen-originals": "agency origin_url articles outlets title",
    "citations": "outlet source articles",
    "close-calls": "url parent_url parent_outlet parent_confidence runner_up runner_up_confidence direction",
}


@pytest.fixture
def told(db: Database, make: Any) -> Database:
    """Two copies of an original that was not crawled, the second taken from the first and credited to another; an
    article that cites, another that shares its text and says nothing."""
    first, second, third, fourth = (
        f"https://{a}" for a in ("gull.example/1", "tern.example/2", "tern.example/3", "gull.example/4")
    )
    store.record(
        db,
        [
            make.reading(first, credits=(make.credit("nordwire", role="own"),)),
            make.reading(second, text="Another text.", outlet="tern.example", credits=(make.credit("southwire"),)),
            make.reading(
                third, text="A third.", outlet="tern.example", credits=(make.credit("nordwire", role="citation"),)
            ),
            make.reading(fourth, text="A fourth.", outlet="gull.example"),
        ],
    )
    same: dict[str, Any] = {
        "direction": "inferred", "agency": "nordwire", "credited": False, "extent": "full", "share_of_origin": None,
        "share_of_article": 0.9, "lag_seconds": 60, "same_owner": False, "confidence": 0.9, "evidence": "told",
        "path": ("o", "a"),
    }  # fmt: skip
    origin = "https://nordwire.example/9"
    members = (
        Republication(article_id=1, parent_id=None, parent_url=origin, parent_confidence=0.8, depth=1, **same),
        Republication(
            article_id=2, parent_id=1, parent_url=first, parent_confidence=0.6, depth=2, runner_up=origin,
            runner_up_confidence=0.5, **same,
        ),
    )  # fmt: skip
    story = Story(
        story_id="s", agency="nordwire", agency_confidence=0.9, title="Harbour", origin_id=None, origin_url=origin,
        first_published=make.noon, members=members,
    )  # fmt: skip
    found = [
        Match(
            article_a=a,
            article_b=b,
            shared_words=5,
            share_of_a=0.5,
            share_of_b=0.5,
            passages=(),
            kind="copy",
            reason="",
        )
        for a, b in ((1, 2), (3, 4))
    ]
    links.save_matches(db, found, of=[1, 2, 3, 4])
    links.save_stories(db, [story], of=[1, 2])
    return db


def _asked(db: Database, name: str, make: Any, *, days: int = 0) -> Rows:
    """The question about the day of the made-up readings, or as many days later."""
    since = make.noon + timedelta(days=days, hours=-12)
    return queries.select(db, questions()[name].sql, {"since": since, "until": since + timedelta(days=1)})


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(db: Database, make: Any, name: str) -> None:
    assert set(COLUMNS) == set(questions())
    answer = _asked(db, name, make)
    assert answer.columns == tuple(COLUMNS[name].split())
    assert answer.rows == ()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("credited-share", ("gull.example", 1)),
        ("nobody-credited", ("https://tern.example/3", "https://gull.example/4", 5)),
        ("citations", ("tern.example", "nordwire", 1)),
        ("relays", ("gull.example", "tern.example", 1)),
        ("reach", ("nordwire", 1, 2)),
        ("conflicts", ("nordwire", "southwire", "tern.example")),
        ("claimed-as-own", ("nordwire", "gull.example")),
        ("unseen-originals", ("nordwire", "https://nordwire.example/9", 2)),
        ("close-calls", ("https://tern.example/2", "https://gull.example/1")),
    ],
)
def test_answers(told: Database, make: Any, name: str, first: tuple[Any, ...]) -> None:
    rows = _asked(told, name, make).rows
    assert rows
    assert rows[0][: len(first)] == first


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.parametrize("name", COLUMNS)
def test_another_day_has_another_answer(told: Database, make: Any, name: str, days: int) -> None:
    assert _asked(told, name, make, days=days).rows == ()


@pytest.mark.parametrize("name", COLUMNS)
def test_each_asks_for_a_span_of_time(name: str) -> None:
    assert named(questions()[name].sql) == {"since", "until"}
