"""`tracker outlets add` and `check`: what they make of a survey; the survey itself is tested with the spiders."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tracker.catalogue import load_catalogue
from tracker.cli import survey as surveying

Tracker = Callable[..., Result]
Surveys = Callable[..., None]
SITE = "https://www.gullpost.example/"


def source(path: str, kind: str = "feed", **more: Any) -> dict[str, Any]:
    url = f"{SITE}{path}"
    usual = {"how": "announced", "state": "works", "reason": "", "items": 2, "newest": None, "moved_from": None}
    return {"url": url, "kind": kind, **usual, **more}


def found(*sources: dict[str, Any], **more: Any) -> dict[str, Any]:
    usual = {"outlet": "gullpost.example", "site": SITE, "state": "works", "reason": "", "name": "The Gull Post"}
    return {**usual, "language": "en", "country": "NO", "sources": sources, "twins": {}, **more}


@pytest.fixture
def surveys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Surveys:
    """Puts a program in the place of the survey's that answers what the test says; keeps its arguments in `asked`."""

    def answer(*given: dict[str, Any], code: int = 0, error: str = "") -> None:
        lines = "\n".join(json.dumps(one) for one in given)
        program = tmp_path / "survey.py"
        program.write_text(
            f"import sys\nopen({str(tmp_path / 'asked')!r}, 'w').write(' '.join(sys.argv[1:]))\n"
            f"print({lines!r})\nsys.stderr.write({error!r})\nsys.exit({code})\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(surveying, "COMMAND", [sys.executable, str(program)])

    return answer


def test_add_writes_what_works(tracker: Tracker, surveys: Surveys, folder: Path) -> None:
    before = (folder / "tracker.toml").read_text(encoding="utf-8")
    surveys(
        found(
            source("feed"),
            source("dead", state="failed", reason="404 Not Found", items=0),
            source("old", newest="2019-05-02T08:00:00+00:00"),
            source("news.xml", "sitemap"),
            source("sitemap.xml", "sitemap"),
            twins={"amp": "https://amp.example.net/1", "mobile": "https://m.gullpost.example/1"},
        )
    )
    tried = tracker("outlets", "add", SITE, "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert (folder / "tracker.toml").read_text(encoding="utf-8") == before
    done = tracker("outlets", "add", SITE)
    assert done.exit_code == 0, done.output
    assert (folder / "asked").read_text() == f"--config {folder}/tracker.toml -- {SITE}"
    assert "404 Not Found" in done.stdout
    assert "stale" in done.stdout
    assert "[outlet.gullpost]" in done.stdout
    after = (folder / "tracker.toml").read_text(encoding="utf-8")
    assert after.startswith(before)
    outlet = load_catalogue(folder / "tracker.toml").outlets["gullpost"]
    assert (outlet.name, outlet.names, outlet.country, outlet.language) == (
        "The Gull Post",
        ("The Gull Post",),
        "NO",
        "en",
    )
    assert outlet.domains == ("gullpost.example", "example.net")
    assert outlet.feeds == (f"{SITE}feed",)
    assert outlet.sitemaps == (f"{SITE}news.xml",)

    again = tracker("outlets", "add", SITE)
    assert again.exit_code == 2
    assert "stands there already" in again.stderr
    assert (folder / "tracker.toml").read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    ("sources", "ways"),
    [
        ([source("sitemap.xml", "sitemap"), source("", "listing")], {"sitemaps": [f"{SITE}sitemap.xml"]}),
        ([source("s/", "listing"), source("", "listing", state="empty")], {"listings": [f"{SITE}s/"]}),
        ([source(str(n)) for n in range(9)], {"feeds": [f"{SITE}{n}" for n in range(3)]}),
    ],
)
def test_which_ways_are_written(
    tracker: Tracker, surveys: Surveys, sources: list[dict[str, Any]], ways: dict[str, list[str]]
) -> None:
    surveys(found(*sources))
    done = tracker("outlets", "add", SITE, "--dry-run", "--json", "--key", "mine")
    table = json.loads(done.stdout)["table"]
    assert {way: table[way] for way in ("feeds", "sitemaps", "listings") if way in table} == ways
    assert json.loads(done.stdout)["key"] == "mine"
    assert json.loads(done.stdout)["written"] is None


def test_of_what_the_catalogue_has_only_what_it_lacks(tracker: Tracker, surveys: Surveys, folder: Path) -> None:
    surveys(found(source("feed"), site="https://www.theguardian.com/"))
    assert tracker("outlets", "add", "https://www.theguardian.com/").exit_code == 0
    outlet = load_catalogue(folder / "tracker.toml").outlets["theguardian"]
    assert outlet.name == load_catalogue().outlets["theguardian"].name
    assert outlet.feeds == (f"{SITE}feed",)
    # The site of an agency is an outlet of its key; its names stay with the agency.
    surveys(found(source("rss"), site="http://nordwire.example/"))
    assert tracker("outlets", "add", "http://nordwire.example/").exit_code == 0
    outlet = load_catalogue(folder / "tracker.toml").outlets["nordwire"]
    assert (outlet.kind, outlet.names, outlet.domains) == ("agency", (), ("nordwire.example",))


def test_a_name_of_one_word_counts_in_context_only(tracker: Tracker, surveys: Surveys) -> None:
    surveys(found(source("feed"), name="Anchor"))
    table = json.loads(tracker("outlets", "add", SITE, "--dry-run", "--json").stdout)["table"]
    assert (table["codes"], table.get("names")) == (["Anchor"], None)
    surveys(found(source("feed"), name="Reuters"))
    table = json.loads(tracker("outlets", "add", SITE, "--dry-run", "--json").stdout)["table"]
    assert not {"codes", "names"} & table.keys()


def test_what_cannot_be_added(tracker: Tracker, surveys: Surveys, folder: Path) -> None:
    before = (folder / "tracker.toml").read_text(encoding="utf-8")
    surveys(found(state="blocked", reason="403 Forbidden"))
    refused = tracker("outlets", "add", SITE)
    assert (refused.exit_code, refused.stderr) == (1, f"{SITE}: blocked: 403 Forbidden; nothing is written\n")
    surveys(code=2, error="survey: oh: no\n")
    assert tracker("outlets", "add", SITE).stderr == "tracker: oh: no\n"
    assert tracker("outlets", "add", "gullpost.example").exit_code == 2
    assert (folder / "tracker.toml").read_text(encoding="utf-8") == before
    surveys(found())
    assert tracker("outlets", "add", SITE).exit_code == 1, "a table without ways to find pages"


def test_check_says_what_changed(tracker: Tracker, surveys: Surveys) -> None:
    mine = {"how": "catalogue"}
    surveys(
        found(source("feed", **mine), outlet="fine"),
        found(
            source("feed", **mine, moved_from=f"{SITE}before"),
            source("gone", **mine, state="failed", reason="404 Not Found"),
            source("old", **mine, newest="2019-05-02T08:00:00+00:00"),
            source("news.xml", "sitemap"),
            source("map.xml", "sitemap"),
            source("dead", state="failed", reason="404 Not Found"),
            outlet="changed",
        ),
        found(source("feed", **mine, state="blocked"), outlet="walled", state="blocked", reason="a challenge"),
        found(outlet="empty"),
    )
    done = tracker("outlets", "check", "--json")
    assert done.exit_code == 1
    checked = {one["outlet"]: one for one in json.loads(done.stdout)}
    assert {outlet: one["verdict"] for outlet, one in checked.items()} == {
        "fine": "ok",
        "changed": "changed",
        "walled": "blocked",
        "empty": "nothing found",
    }
    assert [change[:3] for change in checked["changed"]["changes"]] == [
        ["moved", "feed", f"{SITE}before"],
        ["failed", "feed", f"{SITE}gone"],
        ["stale", "feed", f"{SITE}old"],
        ["new", "sitemap", f"{SITE}news.xml"],
    ]
    assert checked["walled"]["changes"][0] == ["blocked", "front page", SITE, "a challenge"]
    table = tracker("outlets", "check", "changed").stdout
    assert "What a person may want to see" in table

    surveys(found(source("feed", **mine)))
    fine = tracker("outlets", "check")
    assert fine.exit_code == 0
    assert "What a person" not in fine.stdout
