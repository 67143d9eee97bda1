"""`tracker schedule`: due crawls for ever, in the foreground; or the units for cron and systemd that do the same."""

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.cli.completing import outlet_keys
from tracker.cli.options import DEFAULT_DB, Config, Db
from tracker.cli.scheduling import Finished, Schedule, Told
from tracker.cli.spawning import crawl_command
from tracker.cli.units import crontab, systemd_units


class Printed(StrEnum):
    """What `--print` prints."""

    CRON = "cron"
    SYSTEMD = "systemd"


def schedule(
    outlets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OUTLET]...", autocompletion=outlet_keys, help="Only these outlets, by key; none: all."
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, metavar="N", help="Crawl N outlets at a time.")] = 1,
    once: Annotated[bool, typer.Option("--once", help="End when nothing more is due by now.")] = False,
    archive: Annotated[
        Path | None, typer.Option("--archive", metavar="DIR", help="Keep every page as WARC in this folder.")
    ] = None,
    printed: Annotated[
        Printed | None, typer.Option("--print", help="Print a crontab line or systemd units, and do nothing else.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Each crawl's summary as a line of JSON, on stdout.")] = False,
    config: Config = None,
    db: Db = DEFAULT_DB,
) -> None:
    """Crawl what is due, for ever.

    Each crawl is a process of its own; an outlet comes due by what its sources do, or by its `cron`. Says in a line
    each what it does, on stderr. Ctrl-C or SIGTERM ends it when the pages on the line are recorded; twice, at once.
    """
    if printed is not None:
        command = [
            *_ourselves(),
            "crawl",
            "--due",
            "--db",
            db,
            *(["--config", str(config.absolute())] if config else []),
        ]
        command += ["--archive", str(archive.absolute())] if archive else []
        command += ["--", *(outlets or ())] if outlets else []
        write = crontab if printed is Printed.CRON else systemd_units
        sys.stdout.write(write(command, folder=Path.cwd()))
        return
    crawls = Processes(
        lambda outlet: crawl_command([outlet], db=db, config=config, due=True, archive=archive, json=True),
        tell=_write_json if as_json else lambda _: None,
    )
    with crawls.told_by_signals():
        loop = Schedule(
            agenda=lambda now: _agenda(db, config, outlets or (), now),
            crawls=crawls,
            clock=lambda: datetime.now(UTC),
            say=_say,
            jobs=jobs,
        )
        loop.run(once=once)


class Processes:
    """Crawls as processes, each in a session of its own, so that a Ctrl-C of the terminal comes through us alone."""

    def __init__(self, command: Callable[[str], list[str]], *, tell: Callable[[dict[str, Any]], None]) -> None:
        self._command = command
        self._tell = tell  #: is given each crawl's summary
        self._running: dict[str, subprocess.Popen[str]] = {}
        # A signal's handler may interrupt a `put` of this very queue: only this kind can bear that.
        self._happened: queue.SimpleQueue[Finished | Told] = queue.SimpleQueue()

    def start(self, outlet: str) -> None:
        """Begin to crawl an outlet."""
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; no shell
            self._command(outlet),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._running[outlet] = process
        threading.Thread(target=self._wait_for, args=(outlet, process), daemon=True).start()

    def stop(self) -> None:
        """SIGTERM to every crawl."""
        for process in list(self._running.values()):
            process.terminate()

    def wait(self, seconds: float) -> Finished | Told | None:
        """The next end of a crawl, or signal."""
        try:
            happened = self._happened.get(timeout=max(seconds, 0))
        except queue.Empty:
            return None
        if isinstance(happened, Finished):
            self._running.pop(happened.outlet, None)
        return happened

    @contextmanager
    def told_by_signals(self) -> Iterator[None]:
        """SIGINT and SIGTERM are things that happen."""
        before = {
            number: signal.signal(number, lambda number, _: self._happened.put(Told(signal.Signals(number).name)))
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _wait_for(self, outlet: str, process: subprocess.Popen[str]) -> None:
        said, complained = process.communicate()
        summary: dict[str, Any] | None = None
        with suppress(ValueError):  # it was killed, or could not begin
            summary = json.loads(said)
        self._tell({"outlet": outlet, "code": process.returncode, "summary": summary})
        self._happened.put(Finished(outlet, process.returncode, _in_one_line(summary, complained)))


def _in_one_line(summary: dict[str, Any] | None, complained: str) -> str:
    """What a crawl did, by its summary; where it gave none, the last thing that it said."""
    if summary is None:
        return (complained.strip().splitlines() or ["it said nothing"])[-1]
    outcomes = [f"{count} {name.replace('_', ' ')}" for name, count in summary["outcomes"].items() if count]
    waiting = sum(left["addresses"] for left in summary["postponed"])
    parts = [", ".join(outcomes) or "nothing new", f"{waiting} wait" if waiting else "", summary["stopped"] or ""]
    return "; ".join(part for part in parts if part)


def _agenda(db: str, config: Path | None, outlets: list[str] | tuple[str, ...], now: datetime) -> list[Any]:
    """What is due; catalogue and database anew each time, since a person may have changed them."""
    from tracker.catalogue import load_catalogue
    from tracker.db import open_database
    from tracker.pipeline import agenda

    catalogue = load_catalogue(*filter(None, [config]))
    with open_database(db) as database:
        return [due for due in agenda(database, catalogue, at=now) if not outlets or due.outlet in outlets]


def _write_json(summary: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(summary, ensure_ascii=False)}\n")
    sys.stdout.flush()


def _say(line: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {line}\n")
    sys.stderr.flush()


def _ourselves() -> list[str]:
    """The program as an unattended shell finds it: by its whole path."""
    started = Path(sys.argv[0])
    return [str(started.absolute())] if started.name == "tracker" else [sys.executable, "-m", "tracker"]
