"""`tracker reprocess` as a person uses it, and what a user's own catalogue changes by it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tracker.catalogue import Catalogue
from tracker.pipeline import reading
from tracker.types import Article, Credit, UnreadLine

Tracker = Callable[..., Result]
SILENT = "http://tide.example/light-returns"
WESTWIRE = """
[agency.westwire]
name = "Westwire"
names = ["Westwire"]
"""


@pytest.fixture
def mill(tracker: Tracker, folder: Path) -> Tracker:
    """A text of an agency that the catalogue does not have, read by rules that note it as not understood."""
    row = {
        "url": "http://quaypost.example/mill",
        "title": "Mill turns again",
        "text": "SKARVIK, May 2 (Westwire) - The old tide mill below the bridge has turned for the first time since "
        "1931, and flour from the first sack was given to the bakers of the town.",
        "fetched_at": "2025-05-03T00:00:00Z",
    }
    (folder / "mill.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert tracker("ingest", "mill.jsonl").exit_code == 0
    return tracker


def test_by_the_same_rules_it_says_so(week: Tracker, folder: Path, ingested: Path) -> None:
    result = week("reprocess")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "4 pages read again: 0 changed, 4 as recorded",
        "0 articles linked: 0 pairs compared, 0 matches, 0 stories, 0 republications",
    ]


def test_an_agency_of_ones_own_is_read_from_what_is_recorded(
    mill: Tracker, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "tracker.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(WESTWIRE)
    tried = mill("reprocess", "--dry-run")
    assert tried.stdout.splitlines()[0] == "1 page read again: 1 would change, 0 as recorded"
    assert "westwire" not in mill("sql", "SELECT source FROM credits").stdout

    done = mill("reprocess", "--verbose")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "http://quaypost.example/mill",
        "  + credits: credit westwire, dateline: SKARVIK, May 2 (Westwire) -",
        "1 page read again: 1 changed, 0 as recorded",
        "",
        "changed  pages",
        "-------  -----",
        "credits      1",
        "",
        "role    source    added  dropped",
        "------  --------  -----  -------",
        "credit  westwire      1        0",
        "",
        "1 article linked: 0 pairs compared, 0 matches, 0 stories, 0 republications",
    ]
    assert "westwire" in mill("sql", "SELECT source FROM credits").stdout
    assert mill("reprocess").stdout.startswith("1 page read again: 0 changed, 1 as recorded")


def test_as_json_every_change_is_there(mill: Tracker, folder: Path) -> None:
    with (folder / "tracker.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(WESTWIRE)
    answer = json.loads(mill("reprocess", "--json", "--since", "2025-05-03", "--no-link").stdout)
    (change,) = answer.pop("changes")
    assert answer == {
        "pages": 1, "unchanged": 0, "changed": 1, "not_archived": 0, "resumed": 0, "dry_run": False, "failures": [],
        "what": {"credit": 1},
        "statements": [{"role": "credit", "source": "westwire", "added": 1, "dropped": 0}],
    }  # fmt: skip
    assert change == {
        "url": "http://quaypost.example/mill",
        "differences": [
            {"what": "credit", "before": None, "after": "credit westwire, dateline: SKARVIK, May 2 (Westwire) -",
             "role": "credit", "source": "westwire"}
        ],
    }  # fmt: skip
    assert json.loads(mill("link", "--json").stdout)["articles"] == 1


def test_what_was_not_understood_is_understood_when_a_user_adds_it(
    tracker: Tracker, folder: Path, mill: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`report unread` says what to add; `agencies test` shows that it helps; `reprocess` reads it everywhere."""

    def read_unread(article: Article, catalogue: Catalogue, stated: Sequence[Credit]) -> tuple[UnreadLine, ...]:
        if not article.text.startswith("SKARVIK") or any(credit.source == "westwire" for credit in stated):
            return ()
        line = UnreadLine(text=article.text[:25], place="body:0", shape="(Westwire)", reason="an unknown dateline")
        return (line,)

    for module in (reading, __import__("tracker.pipeline.trial", fromlist=["trial"])):
        monkeypatch.setattr(module, "read_unread", read_unread)
    tracker("reprocess")
    unread = json.loads(tracker("report", "unread", "--json").stdout)["rows"]
    assert [(row["lines"], row["example"], row["url"]) for row in unread] == [
        (1, "SKARVIK, May 2 (Westwire)", "http://quaypost.example/mill")
    ]
    assert unread[0]["add"] == '[agency.westwire] name = "Westwire" names = ["Westwire"]'
    line = "SKARVIK, May 2 (Westwire) - The old tide mill has turned."
    assert "an unknown dateline" in tracker("agencies", "test", line).stdout

    with (folder / "tracker.toml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(WESTWIRE)
    assert "an unknown dateline" not in tracker("agencies", "test", line).stdout
    done = json.loads(tracker("reprocess", "--json").stdout)
    assert done["what"] == {"credit": 1, "unread": 1}
    assert json.loads(tracker("report", "unread", "--json").stdout)["rows"] == []


def test_an_archive_that_is_gone_is_one_line_and_exit_code_1(week: Tracker, ingested: Path, folder: Path) -> None:
    archived = ingested.parent / "week.jsonl"
    text = archived.read_text(encoding="utf-8")
    archived.unlink()
    beside = folder / "week.jsonl"
    beside.rename(folder / "kept.jsonl")
    try:
        gone = week("reprocess", "--verbose")
        assert gone.exit_code == 1
        lines = gone.stdout.splitlines()
        assert lines[0] == "4 pages read again: 0 changed, 0 as recorded, 4 failed"
        assert lines[1].endswith(f" and 3 more pages: {archived}: no such file")
        assert len(lines) == 3
        answer = json.loads(week("reprocess", "--json").stdout)
        assert {failure["archive"] for failure in answer["failures"]} == {str(archived)}
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "week.jsonl").write_text(text, encoding="utf-8")
        assert week("reprocess", "--archive", str(elsewhere)).exit_code == 0
        (folder / "kept.jsonl").rename(beside)  # beside the database it needs no naming
        assert week("reprocess").exit_code == 0
    finally:
        archived.write_text(text, encoding="utf-8")
    assert week("chain", SILENT).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--url", "http://tide.example/never"), "http://tide.example/never: no page of this address is on record"),
        (("--outlet", "gull"), "no page of this outlet is on record"),
        (("--db", "nothing.db"), "no such database"),
    ],
)
def test_wrong_wishes_are_one_sentence_and_exit_code_2(week: Tracker, arguments: Sequence[str], said: str) -> None:
    result = week("reprocess", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_one_outlet_and_one_page(week: Tracker) -> None:
    assert week("reprocess", "--outlet", "tide").stdout.startswith("2 pages read again")
    assert week("reprocess", "--url", SILENT, "--url", "http://herald.example/lighthouse").stdout.startswith("2 pages")
    assert week("reprocess", "--since", "2025-03-07").stdout.startswith("0 pages")


def test_show_says_where_a_stated_original_leads(tracker: Tracker, folder: Path) -> None:
    row: dict[str, Any] = {
        "url": "http://quaypost.example/mill",
        "html": "<html><head><title>Mill turns again</title></head><body><article><h1>Mill turns again</h1>"
        + "<p>The old tide mill below the bridge has turned for the first time since 1931, said the board.</p>" * 3
        + "<p>The original source of this article is "
        '<a href="https://www.google.com/url?q=http%3A%2F%2Fnordwire.example%2F2025%2Fmill-77">Nordwire</a>.</p>'
        "</article></body></html>",
    }
    (folder / "mill.jsonl").write_text(json.dumps(row), encoding="utf-8")
    tracker("ingest", "mill.jsonl")
    text = tracker("show", "http://quaypost.example/mill").stdout
    assert "Stated originals" in text
    assert (
        "nordwire  https://www.google.com/url?q=http%3A%2F%2Fnordwire.example%2F2025%2Fmill-77  "
        "http://nordwire.example/2025/mill-77" in text
    )
    origin = tracker("sql", "SELECT origin_url FROM republications", "--csv").stdout
    assert origin.splitlines()[1:] == ["http://nordwire.example/2025/mill-77"]
