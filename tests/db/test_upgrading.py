"""A database that version 0.1 made, with rows in it, becomes one of today and keeps them."""

from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from tracker.db import Database, frontier, links, open_database, queries, rereading, store
from tracker.db.location import parse_location
from tracker.db.migrations import VERSION_TABLE
from tracker.db.upgrading import migration_config
from tracker.db.verdicts import verdicts_on
from tracker.types import Hints

NOON = "2026-03-01T12:00:00+00:00"
#: What version 0.1 wrote, by table; of the columns left out here, text is empty, numbers are 1, times are null.
ROWS: dict[str, list[dict[str, Any]]] = {
    "outlet": [
        {"outlet": "gull.example", "name": "gull.example", "kind": "news", "catalogued": False},
        {"outlet": "tern", "name": "The Tern", "kind": "news", "catalogued": True},
    ],
    "site": [{"domain": "tern.example", "outlet": "tern"}],
    "article": [
        {"article_id": 1, "url": "https://gull.example/1", "url_key": "gull.example/1", "outlet": "gull.example",
         "final_url": "https://gull.example/news/1", "final_key": "gull.example/news/1", "body_sha256": "aa",
         "title": "Harbour reopens", "first_seen_at": NOON, "last_seen_at": NOON, "linked": True},
        {"article_id": 2, "url": "https://tern.example/2", "url_key": "tern.example/2", "outlet": "tern",
         "final_url": "https://tern.example/", "final_key": "tern.example", "body_sha256": "bb",
         "title": "Ferries sail", "first_seen_at": NOON, "last_seen_at": NOON, "linked": True},
    ],
    "page": [
        {"page_id": 1, "url": "https://gull.example/1", "url_key": "gull.example/1", "sha256": "aa",
         "final_url": "https://gull.example/news/1", "outlet": "gull.example", "fetched_at": NOON, "article_id": 1,
         "last_fetched_at": NOON, "outcome": "read", "archived_in": "/old/crawl.warc.gz", "archived_at": 77},
        {"page_id": 2, "url": "https://tern.example/2", "url_key": "tern.example/2", "sha256": "bb",
         "final_url": "https://tern.example/", "outlet": "tern", "fetched_at": NOON, "article_id": 2,
         "last_fetched_at": NOON, "outcome": "read", "archived_in": "/old/texts.jsonl", "archived_at": 1},
    ],
    "revision": [
        {"article_id": n, "title": title, "seen_at": NOON, "text": f"{title}.", "sha256": "cc", "page_sha256": page}
        for n, title, page in ((1, "Harbour reopens", "aa"), (2, "Ferries sail", "bb"))
    ],
    "credit": [
        {"article_id": 1, "position": 0, "role": "credit", "source": "nordwire", "source_kind": "agency",
         "source_name": "Nordwire", "form": "byline", "extent": "whole", "quote": "By Nordwire",
         "location": "byline", "rule": "byline", "confidence": 0.5},
        {"article_id": 1, "position": 1, "role": "author", "source": "ada brook", "source_kind": "person",
         "source_name": "Ada Brook", "form": "byline", "extent": "unknown", "quote": "By Ada Brook",
         "location": "byline", "rule": "byline", "confidence": 0.5},
    ],
    "address": [
        {"url_key": "gull.example/1", "url": "https://gull.example/1", "outlet": "gull.example",
         "hints": '{"creators": ["Ada Brook"], "found_by": "feed", "source_name": "Nordwire"}',
         "discovered_at": NOON, "attempts": 1},
        {"url_key": "gull.example/3", "url": "https://gull.example/3", "outlet": "gull.example", "hints": "{}",
         "discovered_at": NOON, "attempts": 3, "outcome": "failed", "next_attempt_at": NOON},
    ],
    "match": [{"article_a": 1, "article_b": 2, "kind": "quotes", "share_of_a": 0.5, "share_of_b": 0.5}],
    "story": [{"story_id": "s1", "origin_id": 1, "agency_confidence": 0.5}],
    "republication": [
        {"story_id": "s1", "article_id": 2, "parent_confidence": 0.5, "credited": True, "confidence": 0.5,
         "same_owner": False},
    ],
    "verdict": [
        {"verdict_id": 1, "subject": "republication", "url_key": "tern.example/2", "verdict": "confirmed",
         "other": "https://gull.example/1", "note": "seen on paper", "person": "A reader", "given_at": NOON},
    ],
    "coverage_day": [
        {"outlet": "tern", "day": "2026-03-01", "articles": 3},
        {"outlet": "tern", "day": "2026-03-02", "articles": 2},
    ],
}  # fmt: skip
#: A view of that version, as it stood.
CREDITS = """
CREATE VIEW credits AS SELECT c.article_id, a.url, a.outlet, c.role, c.source, c.source_kind, c.source_name, c.form,
c.extent, c.quote, c.location, c.rule, c.confidence FROM credit AS c JOIN article AS a ON a.article_id = c.article_id
"""


@pytest.fixture
def old(empty_url: str) -> str:
    """Address of a database of version 0.1 with rows in it."""
    with Database(parse_location(empty_url)) as database, database.write(check_references=False) as connection:
        script = ScriptDirectory.from_config(migration_config()).get_revision("0001")
        assert script is not None
        with Operations.context(MigrationContext.configure(connection)):
            script.module.upgrade()
        connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('0001')"))
        connection.execute(text(CREDITS))
        for table, rows in ROWS.items():
            for row in rows:
                _insert(connection, table, row)
    return empty_url


def test_every_row_is_still_there(old: str) -> None:
    with open_database(old) as db:
        for table, rows in ROWS.items():
            if table == "verdict":
                continue
            names = sorted({name for row in rows for name in row})
            found = queries.select(db, f'SELECT {", ".join(names)} FROM "{table}"').dicts()
            wanted = [{name: int(v) if isinstance(v := row.get(name), bool) else v for name in names} for row in rows]
            assert sorted(map(repr, found)) == sorted(map(repr, wanted)), table
        shown = queries.show(db, "https://gull.example/1")
        assert shown is not None
        assert [credit["source"] for credit in shown.credits] == ["nordwire", "ada brook"]
        assert queries.select(db, "SELECT normalised_name FROM credits").rows == ((None,), (None,))
        assert queries.select(db, "SELECT * FROM unread_lines").rows == ()
        assert queries.select(db, "SELECT runner_up, runner_up_confidence FROM republication").rows == ((None, None),)


def test_a_verdict_that_somebody_put_there_by_hand_keeps_its_meaning(old: str) -> None:
    with open_database(old) as db:
        query = "SELECT verdict_id, url, relation, other_url, because, person, given_at, state FROM verdicts"
        assert queries.select(db, query).rows == (
            (1, "http://tern.example/2", "republishes", "https://gull.example/1", "seen on paper", "A reader", NOON,
             "in force"),
        )  # fmt: skip
        (on_it,) = verdicts_on(db, [1])
        assert on_it.outlet == "gull.example"


def test_what_a_feed_had_said_of_a_page_is_found_with_its_address(old: str) -> None:
    with open_database(old) as db:
        pages = {page.url: page for page in rereading.pages(db, rereading.order(db, rereading.Selection()))}
    crawled, ingested = pages["https://gull.example/1"], pages["https://tern.example/2"]
    assert crawled.hints == Hints(found_by="feed", creators=("Ada Brook",), source_name="Nordwire")
    assert crawled.given_outlet == "gull.example"
    assert (crawled.archived_in, crawled.archived_at) == ("/old/crawl.warc.gz", 77)
    assert (ingested.hints, ingested.given_outlet) == (None, None)  # the file says it again


def test_which_articles_of_a_day_were_new_is_known_from_their_pages(old: str) -> None:
    with open_database(old) as db:
        query = "SELECT day, articles, new_articles, changed_articles, sources_read FROM coverage ORDER BY day"
        assert queries.select(db, query).rows == (("2026-03-01", 3, 1, 2, 0), ("2026-03-02", 2, 0, 2, 0))


def test_where_pages_led_is_known_but_not_that_one_is_gone(old: str) -> None:
    with open_database(old) as db:
        led = queries.select(db, "SELECT url, target FROM redirect").rows
    assert led == (("https://gull.example/1", "https://gull.example/news/1"),)


def test_what_failed_goes_on_failing_where_it_was(old: str) -> None:
    with open_database(old) as db:
        assert frontier.failures(db, "https://gull.example/3") == 3
        assert frontier.failures(db, "https://gull.example/1") == 0


def test_what_was_gone_has_a_count_of_its_own(old: str) -> None:
    """Of a day's failures those that addresses still tell; the sum stays."""
    reasons = ("410 Gone", "gone: leads to the front page", "500 Internal Server Error")
    with Database(parse_location(old)) as database, database.write(check_references=False) as connection:
        for number, reason in enumerate(reasons, 4):
            row = {"url_key": f"tern.example/{number}", "url": f"https://tern.example/{number}", "outlet": "tern"}
            row |= {"outcome": "failed", "reason": reason, "last_attempt_at": NOON, "hints": "{}"}
            _insert(connection, "address", row)
        connection.execute(text("UPDATE coverage_day SET failed = 5 WHERE day = '2026-03-01'"))
    with open_database(old) as db:
        rows = queries.select(db, "SELECT day, gone, failed FROM coverage ORDER BY day").rows
        assert rows == (("2026-03-01", 2, 3), ("2026-03-02", 0, 1))
        outcomes = queries.select(db, "SELECT outcome FROM address WHERE url LIKE '%tern%' ORDER BY url").rows
        assert outcomes == (("gone",), ("gone",), ("failed",))


def test_the_next_page_is_recorded_as_ever(old: str, make: Any) -> None:
    with open_database(old) as db:
        again = make.reading("https://gull.example/1", title="Harbour closes", at=60, credits=(make.credit(),))
        assert store.record(db, [again])[0].article_id == 1
        assert queries.select(db, "SELECT revisions FROM articles WHERE article_id = 1").rows == ((2,),)


def test_fingerprints_of_before_are_to_be_made_anew(old: str) -> None:
    with open_database(old) as db:
        assert links.other_algorithm(db, 1) == [1, 2]
        assert list(links.all_postings(db)) == []
        links.save_fingerprints(db, {1: (4, 5), 2: (5,)}, algorithm=2)
        assert links.other_algorithm(db, 2) == []
        assert sum(len(portion) for portion in links.all_postings(db)) == 3


def _insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    """A row, with a plain value in every column that must have one and is left out."""
    kinds: dict[str, Any] = {
        "bigint": 1,
        "integer": 1,
        "double precision": 0.5,
        "real": 0.5,
        "boolean": False,
        "text": "",
    }
    kinds |= {"timestamp with time zone": NOON, "date": NOON[:10]}
    values = dict(row)
    for name, kind in _needed(connection, table):
        values.setdefault(name, kinds[kind.lower()])
    if connection.dialect.name == "sqlite":
        values = {name: int(value) if isinstance(value, bool) else value for name, value in values.items()}
    columns, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'), values)


def _needed(connection: Connection, table: str) -> list[tuple[str, str]]:
    if connection.dialect.name == "sqlite":
        query = f"SELECT name, type FROM pragma_table_info('{table}') WHERE \"notnull\" = 1"
    else:
        query = (
            f"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{table}' "
            "AND table_schema = current_schema() AND is_nullable = 'NO'"
        )
    return [(row[0], row[1]) for row in connection.execute(text(query))]
