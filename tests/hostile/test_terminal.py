"""What a page says cannot steer a terminal: everything hidden is made visible in whatever a command prints.

One made-up story whose headlines, names, addresses, credits and verdicts carry an attack each; every command that
prints any of it, into a pipe and on a terminal. What remains of escape sequences there are our own colours.
"""

import json
import os
import pty
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.reports import report_names

#: Name of the attack, and what it would do.
ATTACKS = {
    "csi": "\x1b[2J\x1b[1;1H",  # clears the screen
    "osc8": "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",  # a link that leads elsewhere
    "osc52": "\x1b]52;c;ZXZpbA==\x07",  # fills the clipboard
    "dcs": "\x1bP$q\x1b\\",  # makes the terminal answer, as if it were typed
    "c1": "\x9b2J\x90x\x9c",  # the same in one byte each
    "overwrite": "credited\r\x08\x08silent",
    "lines": "one\ntwo\n└─ reuters  2025-03-04 09:00  origin\x0b\x0c\x85three\u2028four\u2029five",
    "tab": "a\tb",
    "turned": "\u202egnp.exe\u202c\u2066x\u2069\u2067y\u2069\u2068z\u2069\u200e\u200f\u061c",
    "unseen": "reu\u200bters\u2060\ufeff\u00ad\u180e",
    "tags": "x\U000e0041\U000e007f",
    "null": "a\x00b\x7f",
    "annotated": "\ufff9a\ufffab\ufffb",
}
ALL = "".join(ATTACKS.values())
#: What must never reach a terminal but as our own: line ends apart, every control and every unseen or turning mark.
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
#: Our own colours on a terminal; and our own isolation, which is closed within its line.
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
ISOLATED = re.compile("\u2068([^\u2068\u2069\n]*)\u2069")
TEXT = (
    "SKARVIK, 4 March (Nordwire) - The lighthouse on Gannet Rock will be lit again on Friday after a pause of eleven "
    "years, the harbour board said on Tuesday.\nEngineers replaced the lens in February and ran the new lamp for nine "
    "nights without a fault, according to the board's report, which was handed to the town council on Monday evening.\n"
    "Fishing crews had asked for the light since two boats ran aground in the autumn fog. The repair cost four hundred "
    "thousand crowns, a third of which came from a collection among the crews themselves.\n"
)
WIRE = "http://nordwire.example/light"
COPY = "http://tide.example/light"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `tracker.db` holds the story, and a verdict on it."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [{"url": WIRE, "title": f"Lamp {ALL}", "authors": [f"Ann {ALL} Brook"], "outlet": "nordwire", "text": TEXT}]
    for number, (name, attack) in enumerate(ATTACKS.items()):
        copy = {
            "url": f"http://{name}.example/light?{number}={attack}",
            "title": f"{name} {attack} lamp",
            "authors": [f"Ann {attack} Brook", "Nordwire"],
            "outlet": f"{name}{attack}",
            "text": f"{TEXT}And {attack} then {number}.\nSource: Nord{attack}news\n(With {attack} Nordwire)",
        }
        rows.append(copy)
    rows.append(
        {"url": COPY, "title": f"Light {ALL}", "outlet": "tide", "text": TEXT.replace("Engineers", f"Men{ALL}")}
    )
    for number, row in enumerate(rows):
        row |= {"published_at": f"2025-03-04T{number:02}:00:00Z", "fetched_at": "2025-03-06T00:00:00Z"}
    (folder / "week.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    (folder / "broken.jsonl").write_text(f'{{"url": "http://{"x"}.example/{ALL}"\n', encoding="utf-8", newline="")
    word = ["--because", ALL.replace("\x00", ""), "--by", "Ann"]
    for arguments in (
        ["ingest", str(folder / "week.jsonl")],
        ["verdict", COPY, "--not-a-copy-of", "http://evil.example/", *word],
    ):
        done = CliRunner().invoke(app, [*arguments, "--db", str(folder / "tracker.db")], prog_name="tracker")
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def folder(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(made)
    for name in ("TRACKER_DB", "TRACKER_CONFIG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return made


COMMANDS = [
    ["chain", COPY],
    ["chain", COPY, "--dot"],
    ["chain", COPY, "--json"],
    ["show", COPY],
    ["show", WIRE],
    ["show", WIRE, "--json"],
    ["diff", WIRE, COPY, "--layout", "inline"],
    ["diff", WIRE, COPY, "--layout", "side"],
    ["diff", WIRE, COPY, "--json"],
    ["sql", "SELECT url, title, outlet FROM articles"],
    ["sql", "SELECT source_name, quote FROM credits"],
    ["sql", f"SELECT '{ALL.replace(chr(0), '')}' AS \"{ALL.replace(chr(0), '')}\""],
    ["sql", "SELECT * FROM articles", "--csv"],
    ["verdict", "list"],
    ["doctor"],
    *(["report", name] for name in report_names()),
    ["report", "stories", "--format", "markdown"],
    ["report", "stories", "--format", "json"],
]
#: What a person types may come from a page: it is printed back in an error.
WRONG = [
    ["chain", f"http://nowhere.example/{ALL}"],
    ["show", ALL],
    ["diff", ALL],
    ["report", ALL],
    ["report", "stories", "--agency", ALL],
    ["sql", ALL],
    ["ingest", ALL],
    ["ingest", "broken.jsonl", "--no-link"],
    ["config", "--config", ALL],
    ["doctor", "--db", ALL],
    ["link", "--db", f"none/{ALL}"],
    ["verdict", ALL, "--agency", ALL],
    ["reprocess", "--url", ALL],
    ["export", "csv", "out", "--view", ALL],
    [f"--{ALL}"],
    [ALL],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=range(len(COMMANDS)))
def test_nothing_hidden_reaches_a_pipe(folder: Path, arguments: list[str]) -> None:
    done = piped(arguments)
    assert done.exit_code == 0, done.stderr
    assert remains(done.stdout, quoted="--csv" in arguments) == ""
    assert remains(done.stderr) == ""


@pytest.mark.parametrize("columns", [60, 200])
@pytest.mark.parametrize("arguments", COMMANDS, ids=range(len(COMMANDS)))
def test_nothing_hidden_reaches_a_terminal(
    folder: Path, arguments: list[str], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(columns))
    code, written = on_a_terminal(arguments)
    assert code == 0, written
    assert remains(COLOURS.sub("", written), quoted="--csv" in arguments) == ""


@pytest.mark.parametrize("arguments", WRONG, ids=range(len(WRONG)))
def test_nothing_hidden_is_in_an_error(folder: Path, arguments: list[str]) -> None:
    given = [word.replace("\x00", "") for word in arguments]
    for more in ([], ["-vv"]):
        done = piped([*more, *given])
        assert remains(done.stdout) == ""
        assert remains(done.stderr, quoted=bool(more)) == ""  # a traceback stands as it is, tabs and all
        assert done.exit_code in (0, 1, 2)
        if not more and done.exit_code == 2:
            assert done.stderr.count("\n") == 1, done.stderr


def test_what_is_hidden_is_seen(folder: Path) -> None:
    """It is written out, not dropped: a person sees that a page tried."""
    chain = piped(["chain", COPY]).stdout
    for written in (r"\x1b[2J", r"\x9b2J", r"\u202egnp.exe", r"reu\u200bters", r"\r\x08\x08silent", r"\U000e0041"):
        assert written in chain
    lines = chain.splitlines()
    assert not any(line.lstrip("│ ").startswith("└─ reuters") for line in lines), "a headline drew a branch of its own"
    assert r"\x1b[2J" in piped(["verdict", "list"]).stdout


def remains(text: str, *, quoted: bool = False) -> str:
    """What a terminal would obey. In a quoted CSV cell line ends and tabs may stand."""
    kept = ISOLATED.sub(r"\1", text)
    return "".join(found for found in HIDDEN.findall(kept) if not (quoted and found == "\t"))


def piped(arguments: list[str]) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="tracker")


def on_a_terminal(arguments: list[str]) -> tuple[int, str]:
    """Exit code, and all that is written, of a command whose stdout and stderr are a terminal."""
    parent, child = pty.openpty()
    written: list[bytes] = []

    def read() -> None:
        while True:
            try:
                written.append(os.read(parent, 65536))
            except OSError:  # Linux says so when the last writer has gone
                return

    reader = Thread(target=read)
    reader.start()
    with (
        os.fdopen(child, "w", encoding="utf-8", newline="") as screen,
        redirect_stdout(screen),
        redirect_stderr(screen),
    ):
        code = app(arguments, prog_name="tracker", standalone_mode=False)
    reader.join()
    os.close(parent)
    return code if isinstance(code, int) else 0, b"".join(written).decode().replace("\r\n", "\n")
