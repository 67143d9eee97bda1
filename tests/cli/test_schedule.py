"""`tracker schedule`: a loop that is handed its clock and its crawls, and real processes for the rest."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tracker.cli.scheduling import Finished, Schedule, Told
from tracker.cli.units import crontab, systemd_units
from tracker.errors import DatabaseError
from tracker.pipeline import Due

Tracker = Callable[..., Result]
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden"


class World:
    """A made-up clock, crawls that take as long and end as told, and everything that was said, with its minute."""

    def __init__(self, every: dict[str, float], *, jobs: int = 1, lasting: float = 1, told_at: float = 60) -> None:
        self.now = NOON
        self.due = dict.fromkeys(every, NOON)
        self.every = every  #: minutes from one crawl of an outlet to the next
        self.lasting = lasting
        self.codes: dict[str, list[int]] = {}
        self.running: dict[str, datetime] = {}
        self.most = 0
        self.stops = 0
        self.told = [NOON + timedelta(minutes=told_at)]
        self.broken_until = NOON
        self.said: list[str] = []
        self.loop = Schedule(agenda=self.agenda, crawls=self, clock=lambda: self.now, say=self.say, jobs=jobs)

    def agenda(self, now: datetime) -> Iterable[Due]:
        if now < self.broken_until:
            raise DatabaseError("no answer", "t.db")
        return [Due(outlet=outlet, at=at, reason="feed") for outlet, at in sorted(self.due.items())]

    def start(self, outlet: str) -> None:
        assert outlet not in self.running
        self.running[outlet] = self.now + timedelta(minutes=self.lasting)
        self.due[outlet] = self.now + timedelta(minutes=self.every[outlet])
        self.most = max(self.most, len(self.running))

    def stop(self) -> None:
        self.stops += 1
        self.running = dict.fromkeys(self.running, self.now)

    def wait(self, seconds: float) -> Finished | Told | None:
        assert seconds > 0, "never round and round without a pause"
        until = self.now + timedelta(seconds=seconds)
        first = min(self.running, key=lambda outlet: self.running[outlet], default=None)
        if first is not None and self.running[first] <= min(until, *self.told, until):
            self.now = max(self.now, self.running.pop(first))
            return Finished(first, (self.codes.get(first) or [0]).pop(0), "1 read")
        if self.told and self.told[0] <= until:
            self.now = self.told.pop(0)
            return Told("SIGTERM")
        self.now = until
        return None

    def say(self, line: str) -> None:
        self.said.append(f"{(self.now - NOON).total_seconds() / 60:g} {line}")

    def starts(self, outlet: str) -> list[float]:
        return [float(line.split()[0]) for line in self.said if line.partition(" ")[2] == f"{outlet}: crawling (feed)"]


def test_an_hour_of_it() -> None:
    world = World({"gull": 15, "tern": 40})
    world.loop.run()
    assert world.said == [
        "0 gull: crawling (feed)",
        "1 gull: 1 read",
        "1 tern: crawling (feed)",
        "2 tern: 1 read",
        "2 next: gull at 2026-03-01 12:15 UTC (feed)",
        "15 gull: crawling (feed)",
        "16 gull: 1 read",
        "16 next: gull at 2026-03-01 12:30 UTC (feed)",
        "30 gull: crawling (feed)",
        "31 gull: 1 read",
        "31 next: tern at 2026-03-01 12:41 UTC (feed)",
        "41 tern: crawling (feed)",
        "42 tern: 1 read",
        "42 next: gull at 2026-03-01 12:45 UTC (feed)",
        "45 gull: crawling (feed)",
        "46 gull: 1 read",
        "46 next: gull at 2026-03-01 13:00 UTC (feed)",
        "60 SIGTERM: ending",
    ]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_so_many_at_a_time(jobs: int) -> None:
    world = World(dict.fromkeys(("a", "b", "c", "d"), 20), jobs=jobs)
    world.loop.run()
    assert world.most == jobs
    assert all(world.starts(outlet) for outlet in "abcd")


def test_what_is_always_due_is_not_crawled_without_end() -> None:
    """As where every address waits for something that the agenda does not know of."""
    world = World({"gull": 0}, lasting=0)
    world.loop.run()
    assert world.starts("gull") == [0, 10, 20, 30, 40, 50]


def test_a_crawl_that_fails_is_tried_ever_less() -> None:
    world = World({"gull": 0, "tern": 25}, told_at=200)
    world.codes = {"gull": [2, -11, 2, 1]}
    world.loop.run()
    assert world.starts("gull")[:4] == [0, 21, 62, 143]
    assert "1 gull: failed with code 2: 1 read; again in 20 minutes" in world.said
    assert any("gull: ended by signal 11: 1 read; again in 40 minutes" in line for line in world.said)
    assert len(world.starts("tern")) == 8, "the others are crawled as ever"


def test_a_database_that_does_not_answer_is_survived() -> None:
    world = World({"gull": 15})
    world.broken_until = NOON + timedelta(minutes=15)
    world.loop.run()
    assert world.said[:3] == [
        "0 cannot look at what is due: t.db: no answer",
        "10 cannot look at what is due: t.db: no answer",
        "20 gull: crawling (feed)",
    ]


def test_told_to_end_it_waits_for_what_runs() -> None:
    world = World({"gull": 15, "tern": 15}, jobs=2, lasting=50, told_at=5)
    world.told.append(NOON + timedelta(minutes=5))
    world.loop.run()
    assert world.said[2:] == ["5 SIGTERM: ending; 2 crawls to finish", "5 gull: 1 read", "5 tern: 1 read"]
    assert world.stops == 1


def test_once_is_until_nothing_is_due() -> None:
    world = World({"gull": 15, "tern": 40})
    world.loop.run(once=True)
    assert world.said == [
        "0 gull: crawling (feed)",
        "1 gull: 1 read",
        "1 tern: crawling (feed)",
        "2 tern: 1 read",
    ]


def test_with_nothing_to_crawl_it_says_so_once() -> None:
    world = World({})
    world.loop.run()
    assert world.said == [
        "0 nothing to crawl: the catalogue has no sources, and the database no addresses",
        "60 SIGTERM: ending",
    ]


@pytest.mark.parametrize("name", ["crontab", "systemd"])
@pytest.mark.parametrize("case", ["plain", "strange"])
def test_units(name: str, case: str) -> None:
    """Golden files; `UNITS_UPDATE=1` writes them."""
    plain = ["/opt/tracker/bin/tracker", "crawl", "--due", "--db", "sqlite:///tracker.db"]
    strange = ["/opt/my tools/tracker", "crawl", "--due", "--db", 'sqlite:///100% $news "of" the\\day\'s.db']
    folder = Path("/srv/news" if case == "plain" else "/srv/100% news")
    write = crontab if name == "crontab" else systemd_units
    printed = write(plain if case == "plain" else strange, folder=folder)
    golden = GOLDEN / f"{name}-{case}.txt"
    if os.environ.get("UNITS_UPDATE"):
        golden.write_text(printed)
    assert printed == golden.read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    printed = systemd_units([sys.executable, "-m", "tracker", "crawl", "a b$c%d"], folder=tmp_path)
    service, timer = printed.split("# ~/.config/systemd/user/")[1:]
    for text in (service, timer):
        name, _, unit = text.partition("\n")
        (tmp_path / name).write_text(unit)
    units = [str(tmp_path / f"tracker-crawl.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_cron_runs_the_line(tmp_path: Path) -> None:
    """As cron does: % escaped, given to a shell."""
    folder = tmp_path / "100% of it"
    folder.mkdir()
    line = crontab([sys.executable, "-c", "print('50%')"], folder=folder).splitlines()[1]
    subprocess.run(["sh", "-c", line.removeprefix("*/10 * * * * ").replace(r"\%", "%")], check=True)
    assert (folder / "crawl.log").read_text() == "50%\n"


def test_print_gives_what_it_was_told(tracker: Tracker, folder: Path) -> None:
    printed = tracker("schedule", "--print", "cron", "--db", "mine.db", "tide").stdout
    assert f"cd {folder} && " in printed
    assert f"crawl --due --db mine.db --config {folder}/tracker.toml -- tide >> crawl.log" in printed
    assert "[Timer]" in tracker("schedule", "--print", "systemd").stdout


def test_real_crawls_and_a_real_signal(folder: Path) -> None:
    """An outlet whose feed nobody answers: crawled once, failed, said; then SIGTERM ends it cleanly."""
    mine = folder / "mine.toml"
    mine.write_text('[outlet.shut]\nname = "Shut"\ndomains = ["shut.test"]\nfeeds = ["http://127.0.0.1:9/feed"]\n')
    command = [sys.executable, "-m", "tracker", "schedule", "--config", str(mine), "--db", "s.db", "--json", "shut"]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment()
    )
    assert process.stderr is not None
    assert process.stdout is not None
    said = []
    for line in process.stderr:
        said.append(line.rstrip()[20:])
        if said[-1].startswith("next: "):
            process.send_signal(signal.SIGTERM)
            break
    said += [line.rstrip()[20:] for line in process.stderr]
    assert process.wait(240) == 0
    assert said[0] == "shut: crawling (never asked: http://127.0.0.1:9/feed)"
    assert said[1].startswith("shut: nothing new")
    assert said[2].startswith("next: shut at ")
    assert said[3:] == ["SIGTERM: ending"]
    (summary,) = [json.loads(line) for line in process.stdout]
    assert (summary["outlet"], summary["summary"]["outlets"]["shut"]["sources"]) == (
        "shut",
        {"failed": 2},
    )  # its feed, and its front page


def _environment() -> dict[str, Any]:
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
