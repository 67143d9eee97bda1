"""`tracker diff`: a copy beside its parent, two addresses, two revisions; plain text, JSON, a page."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import Result

Tracker = Callable[..., Result]


def on_a_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """What the command writes when stdout and stderr are a terminal of 120 columns."""
    ours = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "TRACKER_DB")}
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tracker", *arguments],
        cwd=folder,
        env={**ours, "TERM": "xterm-256color", "COLUMNS": "120", **environment},
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
    ) as process:
        os.close(child)
        written = b""
        while True:
            try:
                piece = os.read(parent, 65536)
            except OSError:  # Linux says so when the last writer has gone
                break
            written += piece
    os.close(parent)
    assert process.returncode == 0, written
    return written.decode()


def test_a_copy_beside_its_parent(week: Tracker) -> None:
    said = week("diff", "http://tide.example/light-returns").stdout
    assert said.splitlines()[:4] == [
        "--- nordwire  2025-03-04 09:00  Gannet Rock lighthouse to be lit again",
        "    http://nordwire.example/lighthouse",
        "+++ tide  2025-03-04 11:30  Light returns to Gannet Rock",
        "    http://tide.example/light-returns",
    ]
    assert "[-SKARVIK, 4 March (Nordwire) --] The lighthouse on Gannet Rock will be lit again" in said
    assert "110 words the same: 96 % of the older, 100 % of the newer text; 4 cut, 0 added" in said


def test_two_addresses_in_the_order_given(week: Tracker) -> None:
    said = week("diff", "http://tide.example/light-returns", "http://nordwire.example/lighthouse").stdout
    assert "{+SKARVIK, 4 March (Nordwire) -+}" in said


def test_as_json_every_character_is_there(week: Tracker) -> None:
    answer = json.loads(week("diff", "http://herald.example/lighthouse", "http://tide.example/bakery", "--json").stdout)
    assert answer["older"]["url"] == "http://herald.example/lighthouse"
    assert "".join(s["newer_text"] for s in answer["segments"]).startswith("The bakery in Mill Lane")
    assert answer["segments"][0]["older"][0] == 0


def test_a_page_that_runs_nothing(week: Tracker, tmp_path: Path) -> None:
    page = tmp_path / "diff.html"
    result = week("diff", "http://herald.example/lighthouse", "--html", str(page))
    assert result.stdout == ""
    written = page.read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in written or "default-src 'none'" in written
    assert "<script" not in written
    assert r"\x1b[31m[bold]soon[/bold]" in written  # the headline's escape sequence, written out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("http://tide.example/bakery",), "no parent of it is recorded; give two addresses"),
        (("http://tide.example/nowhere",), "not recorded"),
        (("http://tide.example/bakery", "--revision", "7"), "there is no revision 7; there are 1 to 1"),
        (("http://tide.example/bakery", "http://a.example/", "--revision", "1"), "give one address"),
    ],
)
def test_what_cannot_be_shown(week: Tracker, arguments: tuple[str, ...], said: str) -> None:
    result = week("diff", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_side_by_side_and_in_one_text(week: Tracker) -> None:
    side = week("diff", "http://tide.example/light-returns", "--layout", "side").stdout
    assert "[-SKARVIK, 4 March (Nordwire) -" in side
    same = week("diff", "http://tide.example/bakery", "--revision", "1", "--layout", "inline").stdout
    assert "[-" not in same
    assert "100 % of the older, 100 % of the newer" in same


OLDER = (
    "The harbour of Skarvik was closed for three days, the board said on Tuesday, and nobody was let in or out.\n"
    "渡轮停航三天，港口关闭，居民只能乘坐直升机离开岛屿前往大陆就医，码头上空无一人。\n"
    "توقفت العبارات ثلاثة أيام وأغلق الميناء وبقي السكان في بيوتهم حتى يوم الجمعة.\n"
    "The last keeper of the lighthouse, now ninety years old, will press the switch on Friday evening on the quay.\n"
    "Tickets were given back 🚢 to all who asked for them, à la carte."
)
NEWER = (
    "The last keeper of the lighthouse, now ninety years old, will press the switch on Friday evening on the quay.\n"
    "The harbour of Skarvik stayed shut for three days, the board said on Tuesday, and nobody was let in or out.\n"
    "渡轮停航五天，港口关闭，居民只能乘坐直升机离开岛屿前往大陆就医，码头上空无一人。\n"
    "توقفت العبارات أربعة أيام وأغلق الميناء وبقي السكان في بيوتهم حتى يوم الجمعة.\n"
    "Nobody knows when the ferries sail again."
)


@pytest.fixture
def scripts(tracker: Tracker, folder: Path) -> Tracker:
    """Two texts in several scripts, recorded."""
    texts = {"http://nordwire.example/s": OLDER, "http://tide.example/s": NEWER}
    rows = [{"url": url, "title": f"港口 {url[7:11]}", "text": text} for url, text in texts.items()]
    (folder / "scripts.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert tracker("ingest", "scripts.jsonl", "--no-link").exit_code == 0
    return tracker


@pytest.mark.parametrize(
    ("layout", "columns"), [("side", 40), ("side", 80), ("side", 120), ("inline", 80)], ids=lambda value: str(value)
)
def test_golden(scripts: Tracker, monkeypatch: pytest.MonkeyPatch, layout: str, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    said = scripts("diff", "http://nordwire.example/s", "http://tide.example/s", "--layout", layout).stdout
    golden = Path(__file__).parent / "golden" / f"diff-{layout}-{columns}.txt"
    if os.environ.get("GOLDEN_UPDATE"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    if layout == "side":
        assert max(map(cell_len, said.splitlines()[:-1])) <= columns
        # What is read from right to left stands alone, line by line; the other column begins in its place.
        for line in said.splitlines():
            assert line.count("\u2068") == line.count("\u2069")


def test_every_word_of_both_stands_in_its_column(scripts: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    said = scripts("diff", "http://nordwire.example/s", "http://tide.example/s", "--layout", "side").stdout
    body = said.split("─\n", 1)[1].rpartition("\n\n")[0].splitlines()
    left = "".join(re.sub(r"   +.*|[-\[\]{}+\u2068\u2069]|1> ", "", line) for line in body)
    assert re.sub(r"\s", "", left) == re.sub(r"\s", "", OLDER)


def test_colours_say_what_marks_say_elsewhere(scripts: Tracker, folder: Path) -> None:
    arguments = ["diff", "http://nordwire.example/s", "http://tide.example/s"]
    coloured = on_a_terminal([*arguments, "--layout", "side"], folder)
    assert "\x1b[31m" in coloured  # cut
    assert "\x1b[32m" in coloured  # added
    assert "\x1b[34m" in coloured  # moved
    plain = on_a_terminal([*arguments, "--layout", "side"], folder, NO_COLOR="1")
    assert "\x1b[3" not in plain
    assert "[-" in plain
    assert "{+" in plain
