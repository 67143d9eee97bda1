"""The front command's own words; what it does on the network is in test_crawl.py."""

from pathlib import Path

import pytest

from spiders.__main__ import main
from spiders.summary import CrawlSummary, as_text
from tracker.pipeline import LinkSummary, Tracker
from tracker.types import Outcome


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody-has-this-key"], "no outlet of the catalogue"),
        (["paper.example"], "give its address: https://paper.example/"),
        (["--config", "no-such-file.toml"], "no-such-file.toml"),
    ],
)
def test_wrong_words(words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", f"sqlite:///{tmp_path}/t.db", *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--limit", "0"], ["--limit", "x"], ["-s", "NAME"], ["--unknown"]])
def test_wrong_options(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_the_summary_for_a_person() -> None:
    summary = CrawlSummary()
    summary.page("paper", "http://paper.example/1", Outcome.READ, "")
    summary.page("paper", "http://paper.example/2", Outcome.REFUSED, "robots.txt says no")
    summary.page("paper", "http://paper.example/3", Outcome.NOT_ARTICLE, "a list")
    summary.source("paper", "http://paper.example/feed", Outcome.FAILED, "no answer in time")
    summary.source("other", "http://other.example/feed", Outcome.UNCHANGED, "")
    assert as_text(summary, LinkSummary(articles=1, pairs=0, matches=0, stories=0, republications=0)) == (
        "other: no new pages (sources: 1 unchanged)\n"
        "paper: 1 read, 1 not article, 1 refused (sources: 1 failed)\n"
        "failed: http://paper.example/feed: no answer in time\n"
        "3 pages: 1 read, 1 not article, 1 refused, 0 failed\n"
        "1 articles linked: 0 stories, 0 republications\n"
    )
    summary.stopped = "shutdown"
    assert as_text(summary, None).endswith("stopped early (shutdown); the same command goes on from there\n")
    assert summary.as_json()["outcomes"]["read"] == 1


def test_linking_may_be_broken_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(_: Tracker) -> LinkSummary:
        raise KeyboardInterrupt

    monkeypatch.setattr("spiders.__main__._crawl", lambda *_: None)
    monkeypatch.setattr(Tracker, "link", interrupted)
    assert main(["--db", f"sqlite:///{tmp_path}/t.db", "http://paper.example/"]) == 130


def test_what_waits_is_said() -> None:
    summary = CrawlSummary()
    for _ in range(3):
        summary.postpone("paper", "paper.example is left alone until 12:00 UTC (429)")
    summary.postpone("tern", "crawled by another crawl", addresses=0)
    assert as_text(summary, None).splitlines()[:2] == [
        "paper: 3 wait: paper.example is left alone until 12:00 UTC (429)",
        "tern: left alone: crawled by another crawl",
    ]
    assert [left["addresses"] for left in summary.as_json()["postponed"]] == [3, 0]
