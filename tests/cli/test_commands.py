"""The commands as a person uses them, on a made-up week of news read by the real rooms."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Tracker = Callable[..., Result]
WIRE = "http://nordwire.example/lighthouse"
SILENT = "http://tide.example/light-returns"
CREDITED = "http://herald.example/lighthouse"
ALONE = "http://tide.example/bakery"


def test_ingest_accounts_for_every_page_once(tracker: Tracker) -> None:
    first = tracker("ingest", "week.jsonl")
    assert first.exit_code == 0
    assert first.stdout.splitlines() == [
        "4 pages: 4 read, 0 changed, 0 already known, 0 not an article, 0 unreadable",
        "4 articles linked: 3 pairs compared, 3 matches, 1 story, 2 republications",
    ]
    again = tracker("ingest", "week.jsonl", "--json")
    assert again.exit_code == 0
    answer = json.loads(again.stdout)
    assert answer["pages"] == answer["outcomes"]["unchanged"] == 4
    assert answer["failures"] == []
    assert answer["linked"]["articles"] == 0


def test_failures_are_listed_and_make_exit_code_1(tracker: Tracker, folder: Path) -> None:
    rows = "".join(f'{{"url": "http://tide.example/{n}"\n' for n in range(25))
    (folder / "broken.jsonl").write_text(rows, encoding="utf-8")
    result = tracker("ingest", "broken.jsonl", "--no-link")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "25 pages: 0 read, 0 changed, 0 already known, 0 not an article, 25 unreadable"
    assert lines[1].startswith("  unreadable: broken.jsonl#1: ")
    assert lines[21:] == ["  and 5 more; --json lists all"]
    in_full = json.loads(tracker("ingest", "broken.jsonl", "--no-link", "--json").stdout)
    assert len(in_full["failures"]) == 25
    assert in_full["failures"][0]["reason"]


def test_link_all_links_everything_again(week: Tracker) -> None:
    assert week("link").stdout.startswith("0 articles linked")
    assert json.loads(week("link", "--all", "--json").stdout) == {
        "articles": 4,
        "pairs": 3,
        "matches": 3,
        "stories": 1,
        "republications": 2,
    }


def test_chain_draws_the_tree(week: Tracker) -> None:
    result = week("chain", SILENT)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "Gannet Rock lighthouse to be lit again",
        lines[1],
        "nordwire  2025-03-04 09:00 (file)  origin",
        f"│  {WIRE}",
    ]
    assert lines[1].startswith("agency nordwire (")
    assert lines[1].endswith("; 3 articles of 3 outlets: 1 credited, 1 silent")
    assert lines[4].startswith(
        "├─ herald  2025-03-04 10:15 (file)  +1 h 15 min  full: 100 % of the origin  100 % of it  "
    )
    assert "  credited  parent stated " in lines[4]
    assert lines[5] == r"│     Lighthouse shines again \x1b[31m[bold]soon[/bold]"
    assert lines[7].startswith("└─ tide  2025-03-04 11:30 (file)  +2 h 30 min  full: ")
    assert "  silent  parent " in lines[7]
    assert lines[7].endswith(" sure  <- this page")


def test_chain_takes_an_address_however_it_is_written(week: Tracker) -> None:
    assert WIRE in week("chain", "https://www.tide.example/light-returns/?utm_source=x").stdout


def test_chain_as_json_has_the_rows_of_the_views(week: Tracker) -> None:
    answer = json.loads(week("chain", SILENT, "--json").stdout)
    (story,) = answer["stories"]
    assert story["agency"] == "nordwire"
    assert story["origin_url"] == WIRE
    assert story["origin_seen"] is True
    by_url = {member["url"]: member for member in story["members"]}
    assert set(by_url) == {WIRE, SILENT, CREDITED}
    assert by_url[WIRE]["depth"] == 0
    assert by_url[SILENT]["credited"] is False
    assert by_url[SILENT]["published_at"] == "2025-03-04T11:30:00+00:00"
    assert by_url[SILENT]["evidence"]


def test_an_article_alone_says_so(week: Tracker) -> None:
    result = week("chain", ALONE)
    assert result.exit_code == 0
    assert result.stdout.startswith("In no story: ")
    assert json.loads(week("chain", ALONE, "--json").stdout)["stories"] == []


def test_show_quotes_the_evidence(week: Tracker) -> None:
    text = week("show", CREDITED).stdout
    assert "published     2025-03-04 10:15 (file)" in text
    assert "SKARVIK, 4 March (Nordwire) -" in text
    assert WIRE in text
    answer = json.loads(week("show", CREDITED, "--json").stdout)
    assert {credit["source"] for credit in answer["credits"]} == {"nordwire"}
    assert answer["article"]["url"] == CREDITED
    assert len(answer["matches"]) == 2
    assert len(answer["chains"]) == 1


def test_a_page_cannot_steer_the_terminal(week: Tracker) -> None:
    for arguments in (["show", CREDITED], ["chain", CREDITED], ["sql", "SELECT title FROM articles"]):
        for form in ([], ["--json"]):
            result = week(*arguments, *form)
            assert "soon" in result.stdout or "chain" in arguments
            assert "\x1b" not in result.stdout
    assert r"\x1b[31m[bold]soon[/bold]" in week("show", CREDITED).stdout


@pytest.mark.parametrize("command", ["show", "chain"])
def test_an_unknown_address_is_one_sentence_and_exit_code_2(week: Tracker, command: str) -> None:
    result = week(command, "http://tide.example/never-crawled")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("tracker: http://tide.example/never-crawled: not recorded")
    assert result.stderr.count("\n") == 1


def test_report_formats(week: Tracker) -> None:
    table = week("report", "stories").stdout
    assert table.startswith("Stories, the most republished first\n")
    answer = json.loads(week("report", "stories", "--agency", "nordwire", "--format", "json").stdout)
    assert answer["report"] == "stories"
    assert answer["filters"] == {"agency": "nordwire"}
    assert [row["origin"] for row in answer["rows"]] == [WIRE]
    assert answer == json.loads(week("report", "stories", "--agency", "nordwire", "--json").stdout)
    header, row = csv.reader(io.StringIO(week("report", "uncredited", "--format", "csv").stdout))
    assert row[header.index("url")] == SILENT


def test_report_filters(week: Tracker) -> None:
    def outlets(*filters: str) -> list[str]:
        answer = json.loads(week("report", "republishers", "--json", *filters).stdout)
        return sorted(row["outlet"] for row in answer["rows"])

    assert outlets() == ["herald", "tide"]
    assert outlets("--outlet", "tide") == ["tide"]
    assert outlets("--since", "2025-03-04", "--until", "2025-03-04", "--language", "en") == ["herald", "tide"]
    assert outlets("--since", "2025-03-05") == []
    assert outlets("--agency", "reuters") == []


def test_reports_are_listed_with_what_they_answer(week: Tracker) -> None:
    listed = week("report").stdout
    for name in ("agencies", "coverage", "lag", "relays", "republishers", "stories", "uncredited"):
        assert f"\n{name} " in listed


def test_a_long_table_is_cut_and_says_so(week: Tracker) -> None:
    cut = week("report", "republishers", "--limit", "1").stdout
    assert "1 of 2 rows; --limit 0 shows all." in cut
    assert len(json.loads(week("report", "republishers", "--json").stdout)["rows"]) == 2


def test_sql(week: Tracker) -> None:
    query = "SELECT outlet, credited FROM republications ORDER BY outlet"
    assert week("sql", query).stdout.splitlines() == [
        "outlet  credited",
        "------  --------",
        "herald  1",
        "tide    0",
    ]
    assert json.loads(week("sql", query, "--json").stdout)[0] == {"outlet": "herald", "credited": 1}
    assert week("sql", query, "--csv").stdout == "outlet,credited\nherald,1\ntide,0\n"
    assert week("sql", "-", text=query).stdout == week("sql", query).stdout
    limited = week("sql", query, "--limit", "1").stdout
    assert "tide" not in limited
    assert "There are more rows" in limited


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM article",
        "DROP VIEW articles",
        "UPDATE article SET title = 'x' RETURNING title",
        "SELECT 1; DELETE FROM article",
        "SELECT nonsense FROM nowhere",
    ],
)
def test_sql_that_writes_or_is_wrong_is_refused(week: Tracker, statement: str) -> None:
    result = week("sql", statement)
    assert result.exit_code == 2
    assert result.stderr.startswith("tracker: ")
    assert result.stderr.count("\n") == 1
    assert json.loads(week("sql", "SELECT COUNT(*) AS n FROM articles", "--json").stdout) == [{"n": 4}]


def test_outlets_and_agencies_list_the_catalogue_with_the_users_own(tracker: Tracker) -> None:
    outlets = json.loads(tracker("outlets", "--json").stdout)
    (tide,) = (outlet for outlet in outlets if outlet["key"] == "tide")
    assert tide["feeds"] == ["http://tide.example/rss.xml"]
    assert "tide.example" in tracker("outlets").stdout
    assert "Nordwire" in tracker("agencies").stdout
    agencies = json.loads(tracker("agencies", "--json").stdout)
    assert {"reuters", "tass", "nordwire"} <= {agency["key"] for agency in agencies}


def test_agencies_test_shows_what_would_be_read(tracker: Tracker) -> None:
    result = tracker("agencies", "test", "SKARVIK, March 4 (Nordwire) - The light is back.", "--json")
    answer = json.loads(result.stdout)
    assert [name["key"] for name in answer["names"]] == ["nordwire"]
    assert [(c["role"], c["source"], c["form"]) for c in answer["credits"]] == [("credit", "nordwire", "dateline")]
    assert "nordwire" in tracker("agencies", "test", "-", text="SKARVIK, March 4 (Nordwire) - Light.").stdout
    assert "(no rows)" in tracker("agencies", "test", "Nobody is named here.").stdout


def test_agencies_test_says_why(tracker: Tracker) -> None:
    def credited(*arguments: str) -> list[tuple[str, ...]]:
        answer = json.loads(tracker("agencies", "test", *arguments, "--json").stdout)
        return [(c["role"], c["source"], c["location"], c["rule"]) for c in answer["credits"]]

    byline = ("--byline", "By Ada Brook, Nordwire")
    assert credited(*byline) == [
        ("credit", "nordwire", "byline", "byline"),
        ("author", "ada brook", "byline", "byline"),
    ]
    # On the agency's own site it is its own.
    own = credited(*byline, "--url", "http://nordwire.example/7")
    assert ("own", "nordwire", "byline", "byline") in own
    line = "Kilde: Nordwire"
    assert credited("Fyret er tilbage.\n" + line, "--language", "da") != []
    both = tracker("agencies", "test", "SKARVIK, March 4 (Nordwire) - Light.", *byline).stdout
    for word in ("dateline", "body:0", "byline", "Ada Brook", "Not understood", "confidence"):
        assert word in both
    neither = tracker("agencies", "test")
    assert neither.exit_code == 2
    assert "a TEXT, or --byline LINE" in neither.stderr


def test_the_demo_does_not_mix_with_real_pages(tracker: Tracker, folder: Path) -> None:
    row = {"url": "http://herald.test/real", "text": "A real text of a real paper. " * 30, "title": "Real"}
    (folder / "real.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert tracker("ingest", "real.jsonl").exit_code == 0
    result = tracker("demo")
    assert result.exit_code == 2
    assert result.stderr == "tracker: sqlite:///tracker.db: this database holds real pages; name another with --db\n"
