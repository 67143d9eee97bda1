"""What is recorded, made anew from pages read again: in place, without a fetch, and the same however often."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.db import Database, links, open_database, queries, rereading, store
from tracker.db.rereading import Difference, Selection
from tracker.types import Hints, Match, Outcome, Passage, Reading, Republication, Story, Unread, UnreadLine

A, B = "https://gull.example/1", "https://gull.example/2"
Rules = Mapping[str, str | None]  #: what is read from a body: a text, or None for no article


def kept(reading: Reading, place: int = 0, archive: str = "/a.warc.gz") -> Reading:
    """The same, with its bytes in an archive."""
    return replace(reading, receipt=replace(reading.receipt, archived_in=archive, archived_at=place))


def again(db: Database, *readings: Reading, trial: bool = False) -> list[tuple[Difference, ...] | None]:
    """Renewed by `readings`, as the pipeline does it: by address and body."""
    by_page = {(r.receipt.url, r.receipt.sha256): r for r in readings}
    pages = list(rereading.pages(db, rereading.order(db, Selection())))
    read = [(page, by_page[page.url, page.sha256]) for page in pages if (page.url, page.sha256) in by_page]
    return rereading.renew(db, read, algorithm=1, trial=trial)


def test_a_text_read_otherwise_takes_the_place_of_the_old_one(db: Database, make: Any, marks: Any) -> None:
    store.record(db, [kept(make.reading(A, body="x"))])
    store.record(db, [kept(make.reading(A, body="x", at=60))])
    links.save_stories(db, [], of=[1], linked=links.unlinked(db))
    coverage = queries.select(db, "SELECT * FROM coverage").rows

    better = make.reading(A, body="x", title="Harbour reopened", text="The harbour reopened.", fingerprints=(4, 9))
    (found,) = again(db, kept(better))

    title = Difference(what="title", before="Harbour reopens", after="Harbour reopened")
    assert (found or ())[:1] == (title,)
    assert [d.what for d in found or ()] == ["title", "text"]
    shown = queries.show(db, A)
    assert shown is not None
    assert (shown.article.title, shown.article.text, shown.article.words) == (
        "Harbour reopened", "The harbour reopened.", 3,
    )  # fmt: skip
    assert [(r["revision"], r["seen_at"], r["title"]) for r in shown.revisions] == [
        (1, "2026-03-01T12:00:00+00:00", "Harbour reopened")
    ]
    assert shown.article.first_seen_at == make.noon
    assert shown.article.last_seen_at == make.time(60)
    assert marks(db, 1) == (4, 9)
    assert 1 in links.unlinked(db)
    assert queries.select(db, "SELECT * FROM coverage").rows == coverage


def test_what_reads_the_same_is_left_as_it_is(db: Database, make: Any, stored: Any) -> None:
    line = UnreadLine(text="Wire / zx", place="byline", shape="W / a", reason="made up")
    one = replace(kept(make.reading(A, credits=(make.credit(),), notes=("a note",))), unread=(line,))
    none = kept(make.unread(B), 7)
    store.record(db, [one, none])
    links.save_stories(db, [], of=[1], linked=links.unlinked(db))
    before = stored(db)
    assert again(db, one, none) == [(), ()]
    assert stored(db) == before


def test_credits_people_and_unread_lines_are_named_as_they_come_and_go(db: Database, make: Any) -> None:
    person = make.credit("ada brook", role="author", source_kind="person", source_name="Ada Brook", form="byline")
    wire, other = make.credit("nordwire"), make.credit("southwire", form="dateline", quote="(Southwire)")
    line = UnreadLine(text="Wire / zx", place="byline", shape="W / a", reason="made up")
    store.record(db, [replace(kept(make.reading(A, body="x", credits=(person, wire))), unread=(line,))])
    links.save_stories(db, [], of=[1], linked=links.unlinked(db))
    better = kept(make.reading(A, body="x", credits=(replace(wire, confidence=0.5, quote="Nordwire"), other)))
    (found,) = again(db, better)
    assert found == (
        Difference(what="person", before="Ada Brook", after=None, role="author", source="ada brook"),
        Difference(
            what="detail", before="Nordwire: quote By Nordwire, confidence 0.95",
            after="Nordwire: quote Nordwire, confidence 0.5", role="credit", source="nordwire",
        ),
        Difference(
            what="credit", before=None, after="credit southwire, dateline: (Southwire)",
            role="credit", source="southwire",
        ),
        Difference(what="unread", before="Wire / zx", after=None),
    )  # fmt: skip
    assert 1 in links.unlinked(db)
    assert queries.select(db, "SELECT source, confidence FROM credits ORDER BY 1").rows == (
        ("nordwire", 0.5), ("southwire", 0.95),
    )  # fmt: skip
    assert queries.select(db, "SELECT * FROM unread_lines").rows == ()
    assert again(db, better) == [()]


def test_an_outlet_that_the_catalogue_learnt_is_the_pages_outlet_now(db: Database, make: Any) -> None:
    store.record(db, [kept(make.reading(A)), kept(make.unread(B), 5)])
    named = [replace(r, receipt=replace(r.receipt, outlet="gull")) for r in (make.reading(A), make.unread(B))]
    found = again(db, *map(kept, named))
    assert [[(d.what, d.after) for d in differences or ()] for differences in found] == [[("outlet", "gull")], []]
    assert queries.select(db, "SELECT outlet FROM articles").rows == (("gull",),)


def test_an_earlier_text_is_read_again_too(db: Database, make: Any) -> None:
    first, second = kept(make.reading(A, body="1"), 1), kept(make.reading(A, body="2", text="Closed.", at=60), 2)
    store.record(db, [first, second])
    found = again(db, kept(make.reading(A, body="1", text="The harbour."), 1), second)
    assert [[d.what for d in differences or ()] for differences in found] == [["revision"], []]
    assert queries.select(db, "SELECT revision, text FROM revisions ORDER BY 1").rows == (
        (1, "The harbour."), (2, "Closed."),
    )  # fmt: skip
    assert links.texts(db, [1])[1].text == "Closed."


def test_a_page_that_is_no_article_any_more_takes_it_with_it_and_brings_it_back(
    db: Database, make: Any, stored: Any
) -> None:
    readings = [kept(make.reading(url, body="x", credits=(make.credit(),)), n) for n, url in enumerate((A, B))]
    store.record(db, readings)
    passage = Passage(start_a=0, end_a=4, start_b=0, end_b=4, words=1)
    links.save_matches(
        db,
        [Match(article_a=1, article_b=2, kind="copy", shared_words=1, share_of_a=1, share_of_b=1,
               passages=(passage,), reason="made up")],
        of=[1, 2],
    )  # fmt: skip
    links.save_stories(db, [_story(1, 2)], of=[1, 2], linked=links.unlinked(db))

    (found, nothing) = again(db, kept(make.unread(A, body="x", reason="a list")), readings[1])
    assert nothing == ()
    assert [(d.what, d.before, d.after) for d in found or ()] == [
        ("article", "Harbour reopens", "not_article: a list"),
        ("credit", "credit nordwire, byline: By Nordwire", None),
    ]
    assert queries.select(db, "SELECT url FROM articles").rows == ((B,),)
    assert links.own_postings(db, [1, 2])[1] == [1]
    assert list(links.unlinked(db)) == [2]  # its story is to be built anew
    assert again(db, kept(make.unread(A, body="x", reason="a list")), readings[1]) == [(), ()]

    (back, _) = again(db, *readings)
    assert [d.what for d in back or ()] == ["article", "credit"]
    rows = queries.select(db, "SELECT url, first_seen_at, last_seen_at, revisions FROM articles ORDER BY url").rows
    assert rows == tuple((url, "2026-03-01T12:00:00+00:00", "2026-03-01T12:00:00+00:00", 1) for url in (A, B))
    assert again(db, *readings) == [(), ()]


def test_a_story_without_anybody_left_is_gone(db: Database, make: Any) -> None:
    store.record(db, [kept(make.reading(A, body="x"))])
    links.save_stories(db, [_story(1)], of=[1], linked=links.unlinked(db))
    again(db, kept(make.unread(A, body="x")))
    assert queries.select(db, "SELECT * FROM stories").rows == ()


def test_an_article_goes_back_to_the_newest_of_its_pages_that_is_one(db: Database, make: Any) -> None:
    first = kept(make.reading(A, body="1", text="One.", credits=(make.credit(),)), 1)
    second = kept(make.reading(A, body="2", text="Two.", at=1), 2)
    third = kept(make.reading(A, body="3", text="Three.", at=2), 3)
    store.record(db, [first, second, third])
    wall = {n: kept(make.unread(A, body=str(n), at=n), n) for n in (2, 3)}
    assert again(db, first, second, wall[3]) == [(), (), None]
    assert queries.select(db, "SELECT text FROM revisions ORDER BY revision").rows == (
        ("One.",),
        ("Two.",),
        ("Three.",),
    )

    by_body = {r.receipt.sha256: r for r in (wall[2], wall[3])}
    key = rereading.pages_of(db, "gull.example/1")[0].key
    assert rereading.fall_back(db, key, by_body, algorithm=1) is None  # the first cannot be had: nothing is lost
    assert queries.select(db, "SELECT revisions FROM articles").rows == ((3,),)

    found = rereading.fall_back(db, key, by_body | {first.receipt.sha256: first}, algorithm=1)
    assert [d.what for d in found or ()] == ["article", "text", "credit"]
    shown = queries.show(db, A)
    assert shown is not None
    assert (shown.article.text, shown.article.revision, shown.article.revisions) == ("One.", 1, 1)
    assert [c["source"] for c in shown.credits] == ["nordwire"]
    assert again(db, first, wall[2], wall[3]) == [(), (), ()]


def test_a_trial_writes_nothing(db: Database, make: Any, stored: Any) -> None:
    store.record(db, [kept(make.reading(A, body="x")), kept(make.unread(B, body="y"), 1)])
    before = stored(db)
    changed = [kept(make.unread(A, body="x")), kept(make.reading(B, body="y", credits=(make.credit(),)), 1)]
    found = again(db, *changed, trial=True)
    assert [[d.what for d in differences or ()] for differences in found] == [["article"], ["article", "credit"]]
    assert stored(db) == before


def test_which_pages_are_read_again_and_in_which_order(db: Database, make: Any) -> None:
    store.record(
        db,
        [
            kept(make.reading(A, body="1"), 90, "/b.warc.gz"),
            kept(make.reading(A, body="other advertisement", at=1), 30, "/b.warc.gz"),
            kept(make.reading(A, body="and another", at=2), 60, "/b.warc.gz"),
            kept(make.unread(B, at=90), 7, "/a.warc.gz"),
            make.reading("https://tern.example/3", outlet="tern.example"),
        ],
    )
    wanted = {
        "all": (Selection(), [7, 60, 90]),  # the body in between decides nothing
        "of an address": (Selection(urls=("http://www.gull.example/2#top",)), [7]),
        "since": (Selection(since=make.time(60)), [7]),
        "of an outlet": (Selection(outlets=("tern.example",)), []),
    }
    for selection, places in wanted.values():
        pages = list(rereading.pages(db, rereading.order(db, selection)))
        assert [page.archived_at for page in pages] == places
    first, second, _ = rereading.pages(db, rereading.order(db, Selection()))
    assert len(rereading.order(db, Selection(), after=first.place)) == 2
    assert len(rereading.order(db, Selection(), after=second.place)) == 1
    assert [rereading.not_archived(db, s) for s, _ in wanted.values()] == [1, 0, 0, 1]
    assert rereading.unknown(db, [A, "https://gull.example/9"]) == ["https://gull.example/9"]
    assert rereading.has_pages(db, ["tern.example"])
    assert not rereading.has_pages(db, ["crow"])


def test_what_came_with_a_page_is_kept_with_it(db: Database, make: Any) -> None:
    hints = Hints(found_by="feed", creators=("Ada Brook", "Nordwire"), source_name="Nordwire", published="yesterday")
    with_hints = kept(make.reading(A))
    with_hints = replace(with_hints, receipt=replace(with_hints.receipt, hints=hints, given_outlet="gull"))
    store.record(db, [with_hints, kept(make.reading(B))])
    first, second = rereading.pages(db, rereading.order(db, Selection()))
    assert (first.hints, first.given_outlet) == (hints, "gull")
    assert (second.hints, second.given_outlet) == (Hints(), None)


TEXTS = st.sampled_from([None, "Boats came.", "Ships came.", "Nobody came."])
BODIES = ("1", "2", "3")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fetches=st.lists(st.sampled_from(BODIES), min_size=1, max_size=6),
    rules=st.lists(st.fixed_dictionaries(dict.fromkeys(BODIES, TEXTS)), min_size=2, max_size=3),
)
def test_whatever_was_fetched_and_however_rules_change(
    sqlite_template: Path, make_reading: Any, fetches: list[str], rules: list[Rules]
) -> None:
    """The present text is that of the newest page that is an article; revisions have numbers without gaps; the same
    rules again change nothing; and nothing of the history of fetches moves."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.db"
        path.write_bytes(sqlite_template.read_bytes())
        with open_database(str(path)) as db:
            for minute, body in enumerate(fetches):
                store.record(db, [make_reading(rules[0], body, minute)])
            present = "SELECT text, revision, revisions FROM revision JOIN article USING (article_id, revision)"
            history = "SELECT sha256, fetched_at, last_fetched_at FROM page ORDER BY sha256"
            fetched = queries.select(db, history).rows
            for now in rules[1:]:
                _reprocess(db, now, make_reading)
                newest = [body for body in reversed(fetches) if now[body] is not None]
                texts = queries.select(db, present)
                assert [row[0] for row in texts.rows] == ([now[newest[0]]] if newest else [])
                numbers = queries.select(db, "SELECT revision FROM revision ORDER BY revision").rows
                assert [n for (n,) in numbers] == list(range(1, len(numbers) + 1))
                assert all(row[2] == len(numbers) for row in texts.rows)
                assert queries.select(db, history).rows == fetched
                assert _reprocess(db, now, make_reading) == 0


def _reprocess(db: Database, rules: Rules, make_reading: Any) -> int:
    """All pages read again by `rules`; how many changed."""
    readings = {r.receipt.sha256: r for r in (make_reading(rules, body, 0) for body in BODIES)}
    pages = list(rereading.pages(db, rereading.order(db, Selection())))
    found = rereading.renew(db, [(page, _as_recorded(readings[page.sha256], page)) for page in pages], algorithm=1)
    changed = sum(bool(differences) for differences in found)
    for page, differences in zip(pages, found, strict=True):
        if differences is None:
            others = rereading.pages_of(db, page.key)
            by_body = {other.sha256: _as_recorded(readings[other.sha256], other) for other in others}
            changed += bool(rereading.fall_back(db, page.key, by_body, algorithm=1))
    return changed


def _as_recorded(reading: Reading, page: rereading.StoredPage) -> Reading:
    return replace(reading, receipt=replace(reading.receipt, fetched_at=page.fetched_at))


@pytest.fixture
def make_reading(make: Any) -> Any:
    """The reading of a body by rules, fetched at a minute."""

    def read(rules: Rules, body: str, minute: int) -> Reading:
        text = rules[body]
        found: Reading = make.reading(A, body=body, text=text or "none", at=minute)
        if text is None:
            found = replace(found, article=Unread(outcome=Outcome.NOT_ARTICLE, reason="a list"), fingerprints=())
        return kept(found, int(body))

    return read


def _story(*ids: int) -> Story:
    def member(number: int) -> Republication:
        return Republication(
            article_id=number, parent_id=None, parent_url=None, parent_confidence=0.5, direction="unknown",
            agency=None, credited=False, extent="full", share_of_origin=None, share_of_article=0.5, lag_seconds=None,
            same_owner=False, confidence=0.5, evidence="made up", depth=1, path=("a",),
        )  # fmt: skip

    return Story(
        story_id="s", agency=None, agency_confidence=0, title="t", origin_id=None, origin_url=None,
        first_published=None, members=tuple(map(member, ids)),
    )  # fmt: skip
