"""Archived pages read again: what is recorded becomes what today's rules read, and nothing is lost on the way."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tracker.archive import WarcWriter, find_sources, read_source
from tracker.archive.record import packed, response_record
from tracker.catalogue import Catalogue
from tracker.db import queries
from tracker.db.rereading import Selection
from tracker.db.rows import Value
from tracker.errors import TrackerError, UnknownAddressError
from tracker.extract import extract as extract_page
from tracker.pipeline import Reread, Step, Tracker, open_tracker, reading, reprocessing, tasks
from tracker.types import Article, Credit, Hints, Outcome, Page, Unread, UnreadLine

Contents = Callable[[Tracker], dict[str, list[tuple[Value, ...]]]]


@pytest.fixture
def bare(database_url: str) -> Iterator[Tracker]:
    """A tracker whose catalogue does not know the made-up agency and outlets."""
    with open_tracker(database_url) as opened:
        yield opened


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Article], Article | Unread]], None]:
    """Other rules: what is read from every page goes through a function."""
    real = extract_page

    def patch(change: Callable[[Article], Article | Unread]) -> None:
        def extract(page: Page, **more: Any) -> Article | Unread:
            found = real(page, **more)
            return found if isinstance(found, Unread) else change(found)

        monkeypatch.setattr(reading, "extract", extract)

    return patch


def test_by_the_same_rules_nothing_changes(tracker: Tracker, web: Any, contents: Contents) -> None:
    tracker.ingest_paths([web.warc], workers=1)
    tracker.link()
    before = contents(tracker)
    steps: list[Step] = []
    summary = tracker.reprocess(workers=1, progress=steps.append)
    assert (summary.pages, summary.unchanged, summary.changed, summary.not_archived) == (123, 123, 0, 0)
    assert not summary.failures
    assert (steps[-1].done, steps[-1].total, steps[-1].count) == (123, 123, 123)
    assert tracker.link().articles == 0
    assert contents(tracker) == before


def test_by_better_rules_the_database_is_as_if_they_had_always_been_there(
    bare: Tracker, database_url: str, web: Any, tmp_path: Path, contents: Contents
) -> None:
    bare.ingest_paths([web.warc], workers=1)
    bare.link()
    told: list[Reread] = []
    with open_tracker(database_url, config=web.config) as tracker:
        summary = tracker.reprocess(workers=1, tell=told.append)
        tracker.link()
        found = contents(tracker)
        assert tracker.reprocess(workers=1).changed == 0
        tracker.link()
        assert contents(tracker) == found
    with open_tracker(f"sqlite:///{tmp_path}/fresh.db", config=web.config) as fresh:
        fresh.ingest_paths([web.warc], workers=1)
        fresh.link()
        wanted = contents(fresh)
    for view in set(found) - {"coverage"}:  # what was fetched for whom is history
        assert found[view] == wanted[view], view
    assert (summary.pages, summary.changed) == (123, 60)
    assert summary.what["outlet"] == 60
    assert summary.added["credit", "nordwire"] > 0
    assert len(told) == 60
    credited = next(reread for reread in told if reread.url == "http://tide.example/0?utm_source=rss")
    assert {d.what for d in credited.differences} >= {"outlet", "credit"}


def test_a_text_that_only_the_rules_changed_is_no_new_revision(
    tracker: Tracker, web: Any, contents: Contents, read_as: Any
) -> None:
    tracker.ingest_paths([web.warc], workers=1)
    tracker.link()
    before = contents(tracker)

    read_as(lambda article: replace(article, text=article.text.rpartition("\n")[0]))
    summary = tracker.reprocess(workers=1)
    assert (summary.changed, summary.what) == (120, {"text": 120})
    assert tracker.link().articles == 120
    now = contents(tracker)
    assert {row[16] for row in now["articles"]} == {1}  # revisions
    assert now["articles"] != before["articles"]
    assert [row[3] for row in now["revisions"]] == [row[3] for row in before["revisions"]]  # seen_at
    assert now["coverage"] == before["coverage"]

    read_as(lambda article: article)
    assert tracker.reprocess(workers=1).changed == 120
    tracker.link()
    assert contents(tracker) == before


def test_pages_may_stop_being_articles_and_be_articles_again(
    tracker: Tracker, web: Any, contents: Contents, read_as: Any
) -> None:
    tracker.ingest_paths([web.warc], workers=1)
    tracker.link()
    before = contents(tracker)

    def refused(article: Article) -> Article | Unread:
        return Unread(outcome=Outcome.NOT_ARTICLE, reason="made up") if "tide" in article.url else article

    read_as(refused)
    summary = tracker.reprocess(workers=1)
    assert summary.what["article_dropped"] == 30
    tracker.link()
    assert _rows(tracker, "SELECT outlet, count(*) FROM republications GROUP BY outlet") == [("lantern.example", 30)]
    assert tracker.reprocess(workers=1).changed == 0

    read_as(lambda article: article)
    assert tracker.reprocess(workers=1).what == {"article_added": 30, "credit": 30}
    tracker.link()
    after = contents(tracker)
    for view in ("articles", "credits", "revisions", "republications", "coverage"):
        assert _without_ids(after[view]) == _without_ids(before[view]), view


def test_unread_lines_are_kept_and_replaced(tracker: Tracker, web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def understands(*words: str) -> Callable[..., tuple[UnreadLine, ...]]:
        def read_unread(article: Article, catalogue: Catalogue, stated: Sequence[Credit]) -> tuple[UnreadLine, ...]:
            assert "nordwire" in catalogue.agencies
            lines = ("Wire / 7", "Desk / 8")
            return tuple(
                UnreadLine(text=line, place="byline", shape="W / 0", reason=f"{len(stated)} credits")
                for line in lines
                if line.split()[0] not in words
            )

        return read_unread

    monkeypatch.setattr(reading, "read_unread", understands())
    tracker.ingest(web.pages[0])
    tracker.ingest(replace(_archived(web)[3], url="http://plain.example/again"))
    query = "SELECT url, outlet, language, text, place, shape, reason FROM unread_lines ORDER BY url, text"
    assert [row[:4] for row in _rows(tracker, query)] == [
        (url, outlet, "en", text)
        for url, outlet in (("http://nordwire.example/0", "nordwire"), ("http://plain.example/again", "plain.example"))
        for text in ("Desk / 8", "Wire / 7")
    ]
    monkeypatch.setattr(reading, "read_unread", understands("Wire"))
    summary = tracker.reprocess(workers=1)
    assert (summary.what, summary.not_archived) == ({"unread": 1}, 1)
    assert [row[3] for row in _rows(tracker, query)] == ["Desk / 8", "Wire / 7", "Desk / 8"]


def test_what_a_feed_said_of_a_page_is_read_with_it_again(tracker: Tracker, web: Any) -> None:
    """The page itself names neither its author nor its source."""
    found = Hints(found_by="feed", found_at="http://relay.example/rss", creators=("Ada Brook",), source_name="Nordwire")
    page = replace(_archived(web)[2], url="http://relay.example/7", outlet="relay", hints=found)
    page = replace(page, final_url="http://relay.example/moved/7", fetched_at=datetime(2024, 5, 3, 6, tzinfo=UTC))
    tracker.ingest(page)
    credits_before = _rows(tracker, "SELECT outlet, role, source, location FROM credits ORDER BY 1, 2, 3")
    assert ("relay", "credit", "nordwire", "http://relay.example/rss") in credits_before
    assert ("relay", "author", "ada brook", "http://relay.example/rss") in credits_before
    assert tracker.reprocess(workers=1).what == {}
    assert _rows(tracker, "SELECT outlet, role, source, location FROM credits ORDER BY 1, 2, 3") == credits_before
    assert _rows(tracker, "SELECT final_url FROM articles") == [("http://relay.example/moved/7",)]

    # As version 0.1 recorded it: the outlet that the crawl named is the page's, and no feed is known.
    with tracker.db.write() as connection:
        connection.exec_driver_sql("UPDATE page SET hints = NULL, given_outlet = NULL")
    assert tracker.reprocess(workers=1).what == {"credit": 1, "person": 1}
    assert _rows(tracker, "SELECT outlet FROM articles") == [("relay",)]


def test_an_archive_that_is_gone_or_damaged_costs_only_its_own_pages(
    tracker: Tracker, web: Any, tmp_path: Path, contents: Contents
) -> None:
    with WarcWriter(tmp_path, prefix="second") as second:
        places = [second.write(replace(page, url=f"{page.url}&again")).archived_at for page in web.pages[:8]]
    first = Path(shutil.copy(web.warc, tmp_path / "first.warc.gz"))
    tracker.ingest_paths([first, second.path], workers=1)
    tracker.link()
    before = contents(tracker)

    whole = second.path.read_bytes()
    begins = places[0] or 0
    second.path.write_bytes(whole[: begins + 40] + b"\xff" * 40 + whole[begins + 80 :])
    told: list[Reread] = []
    summary = tracker.reprocess(workers=1, tell=told.append)
    assert (summary.pages, summary.unchanged, len(summary.failures)) == (131, 130, 1)
    assert told == summary.failures
    assert told[0].url == f"{web.pages[0].url}&again"
    assert told[0].archive == str(second.path)
    assert "damaged" in str(told[0].failure)

    second.path.unlink()
    summary = tracker.reprocess(workers=1)
    assert len(summary.failures) == 8
    assert all("no such file" in str(failure.failure) for failure in summary.failures)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / second.path.name).write_bytes(whole)
    assert not tracker.reprocess(workers=1, folders=[elsewhere]).failures
    assert tracker.link().articles == 0
    assert contents(tracker) == before


def test_bytes_that_are_others_than_those_recorded_are_never_read_for_them(
    tracker: Tracker, web: Any, tmp_path: Path, contents: Contents
) -> None:
    with WarcWriter(tmp_path) as archive:
        begins = archive.write(web.pages[0]).archived_at
    tracker.ingest_paths([archive.path], workers=1)
    before = contents(tracker)
    other = response_record(replace(web.pages[0], body=web.pages[4].body))
    archive.path.write_bytes(archive.path.read_bytes()[:begins] + packed(other))
    (failure,) = tracker.reprocess(workers=1).failures
    assert failure.failure == "the archive holds something else at this place"
    assert contents(tracker) == before


def test_rows_that_moved_in_their_file_are_found(tracker: Tracker, tmp_path: Path, contents: Contents) -> None:
    rows = [
        {"url": f"http://rows.example/{n}", "text": f"PORT AMBER (Nordwire) - Ferry {n} sailed. It came back late.",
         "fetched_at": "2024-05-02T12:00Z", "outlet": "rows", "language": "en"}
        for n in range(5)
    ]  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    tracker.ingest_paths([path], workers=1)
    before = contents(tracker)
    new = {"url": "http://rows.example/new", "text": "A row that was set before them all."}
    path.write_text("\n".join(map(json.dumps, [new, *rows[:4]])), encoding="utf-8")
    summary = tracker.reprocess(workers=1)
    assert (summary.unchanged, [failure.url for failure in summary.failures]) == (4, ["http://rows.example/4"])
    assert contents(tracker) == before


def test_an_archive_named_from_another_folder_is_found(
    tracker: Tracker, web: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(web.warc.parent)
    tracker.ingest_paths([Path(web.warc.name)], workers=1)
    monkeypatch.chdir(tmp_path)
    assert not tracker.reprocess(Selection(urls=(web.pages[0].url,)), workers=1).failures


def test_a_page_that_ends_its_process_stays_as_it_was(
    tracker: Tracker, web: Any, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker.ingest_paths([web.warc], workers=1)
    before = contents(tracker)
    real = tasks.reread_pages

    def deadly(pages: Sequence[Page], **more: Any) -> list[Any]:
        found = real(pages, **more)
        return ["lost" if page.url == web.pages[5].url else one for page, one in zip(pages, found, strict=True)]

    monkeypatch.setattr(reprocessing, "reread_pages", deadly)
    (failure,) = tracker.reprocess(workers=1).failures
    assert (failure.url, failure.failure) == (web.pages[5].url, "lost")
    assert contents(tracker) == before


def test_a_trial_says_the_same_and_writes_nothing(
    bare: Tracker, database_url: str, web: Any, contents: Contents
) -> None:
    bare.ingest_paths([web.warc], workers=1)
    with open_tracker(database_url, config=web.config) as tracker:
        before = contents(tracker)
        tried = tracker.reprocess(workers=1, trial=True)
        assert contents(tracker) == before
        assert tried.changed == 60
        assert tracker.reprocess(workers=1).as_json() == tried.as_json()


def test_only_what_is_asked_for(bare: Tracker, database_url: str, web: Any) -> None:
    bare.ingest_paths([web.warc], workers=1)
    with open_tracker(database_url, config=web.config) as tracker:
        url = "http://tide.example/3?utm_source=rss"
        assert tracker.reprocess(Selection(urls=(url, "tide.example/4")), workers=1).changed == 2
        # The pages were recorded under the domain, before the catalogue knew whose it is.
        outlet = tracker.reprocess(Selection(outlets=("tide",)), workers=1)
        assert (outlet.pages, outlet.changed) == (30, 28)
        late = Selection(since=datetime(2024, 5, 2, 6, 40, tzinfo=UTC))
        assert 0 < tracker.reprocess(late, workers=1).pages < 123
        with pytest.raises(UnknownAddressError, match="no page of this address"):
            tracker.reprocess(Selection(urls=("http://tide.example/nothing",)))
        with pytest.raises(TrackerError, match="no page of this outlet"):
            tracker.reprocess(Selection(outlets=("tidal",)))


def _archived(web: Any) -> list[Page]:
    """The made-up pages as they come from their archive, with their places in it."""
    contents = [item.content for source in find_sources([web.warc]) for item in read_source(source)]
    return [content for content in contents if isinstance(content, Page)]


def _without_ids(rows: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """The rows without the numbers and names that only hold them together."""
    return sorted((row[2:] if isinstance(row[1], int) else row[1:] for row in rows), key=repr)


def _rows(tracker: Tracker, sql: str) -> list[tuple[Value, ...]]:
    return list(queries.select(tracker.db, sql).rows)
