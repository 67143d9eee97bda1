"""What stands in the way, said in one sentence with what to do next; no traceback but with -vv."""

import errno
import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tracker import errors
from tracker.errors import TrackerError, did_you_mean

Tracker = Callable[..., Result]
URL = "http://tide.example/bakery"


def one_sentence(result: Result, *, code: int = 2) -> str:
    """What it says, on the one line that it says it on."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.startswith("tracker: ")
    assert "Traceback" not in result.stderr
    return result.stderr


def damaged(kind: str, folder: Path) -> str:
    """A database's address, after what was done to it."""
    path = folder / "tracker.db"
    match kind:
        case "newer":
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE tracker_version SET version_num = 'from the future'")
        case "another program's":
            path = folder / "notes.db"
            with sqlite3.connect(path) as connection:
                connection.execute("CREATE TABLE note (text)")
        case "damaged":
            content = bytearray(path.read_bytes())
            content[4096:] = b"\xff" * (len(content) - 4096)
            path.write_bytes(content)
        case "cut off":
            path.write_bytes(path.read_bytes()[:5000])
        case "no database":
            path.write_bytes(os.urandom(4096))
        case "a folder":
            path = folder / "below"
            path.mkdir()
        case "nowhere":
            path = folder / "nowhere" / "x.db"
        case "missing":
            path = folder / "missing.db"
    return str(path)


@pytest.mark.parametrize("command", [["chain", URL], ["report", "stories"], ["diff", URL, URL], ["verdict", "list"]])
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("newer", "newer"),
        ("another program's", "name another"),
        ("damaged", "put the last good copy in its place"),
        ("cut off", "put the last good copy in its place"),
        ("no database", "name another"),
        ("a folder", "name a file in it"),
        ("nowhere", "create it first"),
        ("missing", "`tracker ingest` or `tracker crawl` makes one"),
    ],
)
def test_a_database_that_cannot_be_used(week: Tracker, folder: Path, kind: str, said: str, command: list[str]) -> None:
    assert said in one_sentence(week(*command, "--db", damaged(kind, folder)))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://127.0.0.1:1/x", "the server does not answer; look whether it runs"),
        ("postgresql://nobody@nowhere.invalid/x", "the server does not answer"),
        ("postgresql://user:secret@127.0.0.1:1/x", "user:***@127.0.0.1"),
        ("mysql://host/name", "use sqlite:///PATH or postgresql://"),
        ("sqlite://a/b", "three slashes"),
        ("", "no database is named; give sqlite:///tracker.db"),
    ],
)
def test_an_address_of_no_database(tracker: Tracker, address: str, said: str) -> None:
    sentence = one_sentence(tracker("chain", URL, "--db", address))
    assert said in sentence
    assert "secret" not in sentence


def test_a_database_that_another_process_writes(week: Tracker, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.db.database.WAIT_SECONDS", 0.05)
    other = sqlite3.connect(folder / "tracker.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "try again when it is done" in one_sentence(week("link", "--all"))
    finally:
        other.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[crawl", "is not TOML"),
        (b"\xff\xfe", "is not TOML"),
        (b"[crawl]\ncontct = 'a'\n", "did you mean 'contact'?"),
        (b"[crawl]\ndelay = 'soon'\n", "[crawl] delay"),
        (b"crawl = 1\n", "is not a table"),
    ],
)
def test_settings_that_cannot_be_read(tracker: Tracker, folder: Path, content: bytes, said: str) -> None:
    (folder / "mine.toml").write_bytes(content)
    sentence = one_sentence(tracker("config", "--config", "mine.toml"))
    assert said in sentence
    assert "mine.toml" in sentence


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "no such command 'nonsense'; `tracker --help` says"),
        (["chan", URL], "did you mean 'chain'?"),
        (["report", "storys"], "did you mean 'stories'?"),
        (["report", "--agncy", "tass"], "did you mean --agency?"),
        (["report", "stories", "--format", "xml"], "'xml' is not one of 'table'"),
        (["report", "stories", "--since", "lately"], "write it as "),
        (["report", "stories", "--limit", "many"], "--limit"),
        (["sql", "--question", "relay"], "did you mean 'relays'?"),
        (["sql", "SELECT"], "incomplete input"),
        (["chain"], "missing argument 'URL'; `tracker chain --help` says"),
        (["chain", "http://nowhere.example/"], "not recorded; `tracker report coverage`"),
        (["chain", "nonsense"], "not recorded"),
        (["diff", URL, "nonsense"], "not recorded"),
        (["diff", URL, URL, "--html", "nowhere/page.html"], "nowhere/page.html: there is no such file or folder"),
        (["diff", URL, URL, "--html", "."], "this is a folder; name a file in it"),
        (["show", URL, "--config", "none.toml"], "no such file: none.toml"),
        (["ingest", "none.warc"], "no such file"),
        (["ingest", "tracker.toml"], "not a kind of file that can be read"),
        (["outlets", "add", "tide.example"], "write it as https://tide.example/"),
        (["verdict", "remove", "99"], "`tracker verdict list` shows all"),
        (["verdict", URL, "--agency", "nordwir"], "near it: nordwire"),
        (["verdict", "import", "none.jsonl"], "none.jsonl: cannot be read: No such file"),
        (["verdict", "export", "nowhere/x.jsonl"], "cannot be written"),
        (["export", "csv", "week.jsonl"], "give a folder"),
        (["export", "site", "week.jsonl"], "give a folder"),
        (["completion", "tcsh"], "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly(week: Tracker, arguments: list[str], said: str) -> None:
    assert said in one_sentence(week(*arguments))


def test_a_key_that_found_nothing_may_be_another(week: Tracker) -> None:
    answer = week("report", "stories", "--agency", "nordwir", "--outlet", "tidy")
    assert answer.exit_code == 0
    assert answer.stderr == (
        "no agency of the catalogue has the key 'nordwir'; did you mean 'nordwire'?; "
        "no outlet of the catalogue has the key 'tidy'; did you mean 'tide'?\n"
    )
    assert week("report", "stories", "--agency", "nordwir", "-q").stderr == ""


def test_every_error_of_the_tree_is_one_sentence(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, TrackerError)]
    assert len(kinds) > 10
    for kind in kinds:
        raised = kind("went wrong\nin two lines\x1b[2J", "the\rsubject")
        monkeypatch.setattr("tracker.cli.config.effective", _raising(raised))
        assert one_sentence(tracker("config")) == "tracker: the subject: went wrong in two lines\\x1b[2J\n"
        shown = tracker("config", "-vv")
        assert "Traceback (most recent call last)" in shown.stderr
        assert "\x1b" not in shown.stderr
        assert shown.exit_code == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x.html"), "x.html: the disk is full; make room"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full; make room"),
        (PermissionError(errno.EACCES, "Permission denied", "x"), "x: its rights do not allow this"),
        (OSError(errno.EROFS, "Read-only file system", "x"), "x: the disk can only be read"),
        (OSError(errno.EMFILE, "Too many open files"), "too many files are open; allow more with `ulimit -n"),
        (OSError(errno.EXDEV, "Invalid cross-device link", "x"), "x: Invalid cross-device link"),
        (MemoryError(), "the memory is used up"),
    ],
)
def test_what_the_system_refuses(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    monkeypatch.setattr("tracker.cli.config.effective", _raising(error))
    assert one_sentence(tracker("config")).startswith(f"tracker: {said}")
    assert "Traceback" in tracker("-vv", "config").stderr


def test_a_fault_of_the_program_leaves_its_traceback(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("tracker.cli.config.effective", _raising(KeyError("lamp\x1b[2J")))
    said = one_sentence(tracker("config"), code=70)
    (file,) = tmp_path.glob("tracker-*.txt")
    assert "a fault of the program and not yours (KeyError: " in said
    assert str(file) in said
    assert "Traceback (most recent call last)" in file.read_text(encoding="utf-8")
    loud = tracker("config", "-vv")
    assert loud.exit_code == 70
    assert "Traceback" in loud.stderr
    assert len(list(tmp_path.glob("tracker-*.txt"))) == 1
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    assert "run it again with -vv" in one_sentence(tracker("config"), code=70)


def test_ctrl_c_is_130_and_one_line(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.config.effective", _raising(KeyboardInterrupt()))
    assert one_sentence(tracker("config"), code=130).startswith("tracker: stopped; what was recorded stays")


def test_ctrl_c_in_the_middle_of_work(week: Tracker, folder: Path) -> None:
    """A real signal to a real process that waits."""
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n"
    with subprocess.Popen(
        [sys.executable, "-m", "tracker", "-v", "sql", endless], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        while "asks" not in process.stderr.readline():
            pass
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.splitlines() == ["tracker: stopped; what was recorded stays, and the same command goes on from there"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout(week: Tracker, folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", "report", "stories"], cwd=folder, stdout=full, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("tracker: the disk is full; make room")
    assert done.stderr.count("\n") == 1


def test_what_comes_in_is_no_text(tracker: Tracker, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "agencies", "test", "-"], cwd=folder, input=b"\xff\xfe", capture_output=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == b"tracker: stdin: this is no text in UTF-8; convert it first\n"


def test_nothing_given_is_the_whole_help(tracker: Tracker) -> None:
    for arguments in ([], ["export"], ["verdict"]):
        shown = tracker(*arguments)
        assert shown.exit_code == 2
        assert shown.stderr.startswith("Usage: tracker")


def test_quiet_before_the_command_and_after_it(week: Tracker, folder: Path) -> None:
    said = week("export", "csv", "out").stderr
    assert "out: " in said
    for arguments in (["-q", "export", "csv", "out"], ["export", "csv", "out", "--quiet"]):
        quiet = week(*arguments)
        assert (quiet.exit_code, quiet.stderr) == (0, "")
    assert "not recorded" in one_sentence(week("-q", "chain", "http://nowhere.example/"))
    assert week("export", "csv", "out").stderr == said  # what one run was told is not the next one's


def test_v_logs_what_is_done_and_vv_everything(week: Tracker) -> None:
    assert week("chain", URL).stderr == ""
    once = week("chain", URL, "-v").stderr
    assert "settings of " in once
    assert "SELECT" not in once
    for arguments in (["chain", URL, "-vv"], ["-v", "chain", URL, "-v"], ["-v", "-v", "chain", URL]):
        assert "SELECT" in week(*arguments).stderr
    assert json.loads(week("chain", URL, "-vv", "--json").stdout)  # stdout stays the result
    assert logging.getLogger("tracker").handlers == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [("reutrs", "; did you mean 'reuters'?"), ("REUTERS", "; did you mean 'reuters'?"), ("xyz", ""), ("", "")],
)
def test_did_you_mean(written: str, meant: str) -> None:
    assert did_you_mean(written, ["reuters", "tass", "afp"]) == meant


def _raising(error: BaseException) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise error

    return fail
