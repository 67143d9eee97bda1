"""`tracker verdict`: said, shown, withdrawn, and carried from one database to another."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Tracker = Callable[..., Result]
WIRE = "http://nordwire.example/lighthouse"
SILENT = "http://tide.example/light-returns"
CREDITED = "http://herald.example/lighthouse"
ALONE = "http://tide.example/bakery"
BY = ("--by", "Ada Brook")


def test_a_confirmed_parent_takes_its_place_at_once(week: Tracker) -> None:
    said = week("verdict", SILENT, "--republishes", CREDITED, "--because", "the editor told me", *BY)
    assert said.exit_code == 0, said.output
    assert said.stdout.splitlines() == [
        f"Verdict 1: {SILENT} republishes {CREDITED}",
        "2 articles linked: 3 pairs compared, 3 matches, 1 story, 2 republications",
    ]
    assert "parent stated 100 %  100 % sure  verdict 1" in week("chain", SILENT).stdout
    shown = week("show", SILENT).stdout
    assert "the editor told me" in shown.partition("Verdicts\n")[2].partition("Stories\n")[0]
    assert "confirmed by Ada Brook on 2" in shown.partition("Stories\n")[2]
    assert json.loads(week("show", SILENT, "--json").stdout)["verdicts"][0]["state"] == "in force"


def test_it_survives_linking_everything_rereading_and_a_new_revision(week: Tracker, folder: Path) -> None:
    week("verdict", SILENT, "--republishes", CREDITED, *BY)
    before = week("sql", "SELECT * FROM republications ORDER BY 1, 2", "--csv").stdout
    assert week("link", "--all").exit_code == 0
    assert week("reprocess").exit_code == 0
    assert week("sql", "SELECT * FROM republications ORDER BY 1, 2", "--csv").stdout == before
    row = {
        "url": SILENT,
        "title": "Gone",
        "text": "Another text altogether. " * 20,
        "fetched_at": "2025-03-09T00:00:00Z",
    }
    (folder / "later.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert week("ingest", "later.jsonl").exit_code == 0
    query = f"SELECT parent_url, share_of_article FROM republications WHERE url = '{SILENT}'"
    assert week("sql", query, "--csv").stdout.splitlines()[1:] == [f"{CREDITED},0.0"]


def test_a_rejected_match_and_its_withdrawal(week: Tracker) -> None:
    assert week("verdict", SILENT, "--not-a-copy-of", WIRE, *BY).exit_code == 0
    assert week("chain", SILENT).stdout == "In no story; `tracker show` has verdict 1 on it.\n"
    assert "2 articles of 2 outlets" in week("chain", CREDITED).stdout
    taken_back = week("verdict", "remove", "1", "--by", "Eve")
    assert taken_back.stdout.startswith(f"Verdict 1 is withdrawn: {SILENT} is not a copy of {WIRE}\n")
    assert "3 articles of 3 outlets" in week("chain", SILENT).stdout
    (row,) = json.loads(week("verdict", "list", "--json").stdout)
    assert (row["state"], row["withdrawn_by"]) == ("withdrawn", "Eve")


def test_a_named_agency(week: Tracker) -> None:
    assert week("verdict", ALONE, "--agency", "nordwire", *BY).exit_code == 0
    assert "agency nordwire (100 %); 1 article of 1 outlet" in week("chain", ALONE).stdout


def test_who_contradicts_is_told_and_overruled(week: Tracker) -> None:
    week("verdict", SILENT, "--republishes", CREDITED, *BY)
    second = week("verdict", CREDITED, "--republishes", SILENT, "--by", "Eve")
    assert "verdict 1 said something else, and the last one counts" in second.stderr
    listed = week("verdict", "list").stdout.splitlines()
    assert [line.split("  ")[1].strip() or line for line in listed[2:]] == ["overruled", "in force"]


def test_an_address_that_is_not_recorded_is_allowed_and_said(week: Tracker, folder: Path) -> None:
    unknown = "http://lantern.example/later"
    said = week("verdict", unknown, "--republishes", WIRE, "--json", *BY)
    assert said.exit_code == 0
    answer = json.loads(said.stdout)
    assert (answer["not_recorded"], answer["against"], answer["verdict"]["verdict_id"]) == ([unknown], [], 1)
    assert f"{unknown} is not recorded; the verdict waits" in week("verdict", unknown, "--agency", "nordwire").stderr
    row = {"url": unknown, "title": "Later", "text": "A translation of it, say. " * 20}
    (folder / "later.jsonl").write_text(json.dumps(row), encoding="utf-8")
    week("ingest", "later.jsonl")
    assert f"<- this page\n      Later\n      {unknown}" in week("chain", unknown).stdout


def test_verdicts_move_to_another_database(week: Tracker, folder: Path) -> None:
    week("verdict", SILENT, "--republishes", CREDITED, "--because", "Küste  –\n«x»", *BY)
    week("verdict", ALONE, "--agency", "nordwire", *BY)
    week("verdict", ALONE, "--not-a-copy-of", WIRE, *BY)
    week("verdict", "remove", "3", *BY)
    assert week("verdict", "export", "now.jsonl").stdout == "2 verdicts written\n"
    assert json.loads(week("verdict", "export", "all.jsonl", "--all", "--json").stdout) == {"verdicts": 3}
    first = json.loads((folder / "now.jsonl").read_text("utf-8").splitlines()[0])
    texts = dict(sqlite3.connect(folder / "tracker.db").execute("SELECT url, sha256 FROM revisions").fetchall())
    assert {name: first[name] for name in ("a", "b", "relation", "direction", "why", "verdict", "by")} == {
        "a": SILENT, "b": CREDITED, "relation": "copy", "direction": "b->a", "why": "Küste – «x»",
        "verdict": "republishes", "by": "Ada Brook",
    }  # fmt: skip
    assert (first["sha256_a"], first["sha256_b"]) == (texts[SILENT], texts[CREDITED])
    taken = week("verdict", "import", "all.jsonl", "--db", "new.db")
    assert taken.stdout.startswith("3 new verdicts, 0 known already\n")
    assert week("verdict", "import", "all.jsonl", "--db", "new.db").stdout.startswith("0 new verdicts, 3 known already")
    assert week("verdict", "export", "-", "--all", "--db", "new.db").stdout == (folder / "all.jsonl").read_text("utf-8")
    week("ingest", "week.jsonl", "--db", "new.db")
    query = "SELECT url, parent_url, agency FROM republications ORDER BY url"
    assert week("sql", query, "--db", "new.db").stdout == week("sql", query).stdout


def test_a_file_of_verdicts_is_read_from_stdin(week: Tracker) -> None:
    week("verdict", ALONE, "--agency", "nordwire", *BY)
    exported = week("verdict", "export", "-").stdout
    taken = week("verdict", "import", "-", "--json", "--db", "new.db", text=exported)
    assert json.loads(taken.stdout)["new"] == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "Expecting value"),
        ('{"a": "http://a.example/1", "b": "http://b.example/1", "relation": "copy"}', "no 'verdict'"),
        ('{"a": "http://a.example/1", "verdict": "denies"}', "'denies' is no verdict"),
        ('{"a": "http://a.example/1", "verdict": "agency", "agency": null, "by": "x", "at": "2026-01-01"}', "missing"),
        ('{"a": "http://a.example/1", "verdict": "agency", "agency": "ap", "by": "x", "at": "2026-01-01"}', "zone"),
        ("[]", "indices"),
    ],
)
def test_a_line_that_is_no_verdict_is_named_and_nothing_is_recorded(
    week: Tracker, folder: Path, line: str, reason: str
) -> None:
    week("verdict", ALONE, "--agency", "nordwire", *BY)
    week("verdict", "export", "v.jsonl")
    with (folder / "v.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    result = week("verdict", "import", "v.jsonl", "--db", "new.db")
    assert result.exit_code == 2
    assert "v.jsonl:3: " in result.stderr
    assert reason in result.stderr
    assert not (folder / "new.db").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["http://a.example/1"], "one of --republishes"),
        (["http://a.example/1", "--republishes", WIRE, "--agency", "nordwire"], "one of --republishes"),
        (["nonsense", "--republishes", WIRE], "nonsense: not an address"),
        ([WIRE, "--republishes", "x"], "x: not an address"),
        ([WIRE, "--not-a-copy-of", "https://www.nordwire.example/lighthouse/#top"], "one article's"),
        ([ALONE, "--agency", "nordwir"], "nordwir: no agency has this key; near it: nordwire"),
        ([ALONE, "--agency", "Nordwire!"], "near it: nordwire"),
        ([ALONE, "--agency", "q"], "`tracker agencies` lists them"),
        ([ALONE, "--agency", "nordwire", "--by", " "], "--by needs a name"),
        (["--agency", "nordwire"], "missing argument"),
        (["remove", "7"], "7: no such verdict"),
        (["remove", "x"], "valid integer"),
        (["list", "--db", "none.db"], "no such database"),
        (["remove", "7", "--db", "none.db"], "no such database"),
        (["import", "none.jsonl"], "none.jsonl: cannot be read"),
        (["export", "no/such/folder.jsonl"], "cannot be written"),
    ],
)
def test_wrong_use_is_one_sentence_and_records_nothing(week: Tracker, arguments: list[str], said: str) -> None:
    result = week("verdict", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert json.loads(week("verdict", "list", "--json").stdout) == []
