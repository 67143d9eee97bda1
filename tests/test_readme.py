"""The README is true: its commands give what it shows, its queries run, its tables load, its set-up is the set-up.

Console blocks run in order in one temporary folder that holds the demo's database; blocks whose fence names a file
(```` ```toml tracker.toml ````) are put there first. `README_UPDATE=1 pytest tests/test_readme.py` writes what the
commands really give into the README, to be looked at before it is committed.
"""

import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.catalogue import load_catalogue
from tracker.db.described import described
from tracker.db.questions import questions
from tracker.db.sql import named, run_read_only

README = Path(__file__).parent.parent / "README.md"
_FENCE = re.compile(r"^```(\w*) ?([\w.]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: What differs from run to run: when the demo was crawled, and what says so in a file.
_VOLATILE = re.compile(r"^(seen +|SHA-256 )\S.*$|(?<=^Coverage )[\d-]+( to [\d-]+)?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the file it is, if it is one, and its text."""

    language: str
    file: str
    text: str


BLOCKS = [Block(*found.groups()) for found in _FENCE.finditer(README.read_text(encoding="utf-8"))]


def blocks(language: str) -> list[Block]:
    return [block for block in BLOCKS if block.language == language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the README's reader is: the demo has run, `tracker` is a command, the README's files are there."""
    folder = tmp_path_factory.mktemp("readme")
    command = folder / "bin" / "tracker"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    for block in BLOCKS:
        if block.file:
            (folder / block.file).write_text(block.text, encoding="utf-8")
    done = _run("tracker demo", folder, {})
    assert done.returncode == 0, done.stderr
    return folder


def test_the_first_two_sh_blocks_are_the_two_commands_of_the_set_up() -> None:
    assert [block.text for block in blocks("sh")[:2]] == [
        "pip install . && tracker demo\n",
        "pip install -e '.[test]' && pytest\n",
    ]


def test_console_blocks_show_what_the_commands_give(folder: Path) -> None:
    shown = blocks("console")
    assert shown
    real = _played(shown, folder)
    if os.environ.get("README_UPDATE"):
        _write_into_readme(dict(zip((block.text for block in shown), real, strict=True)))
    for block, output in zip(shown, real, strict=True):
        assert _steady(output) == _steady(block.text)


def test_every_question_is_answered_by_its_command(folder: Path) -> None:
    """The table of questions: each command as a reader would fill it in, on the demo's database."""
    table = README.read_text(encoding="utf-8").partition("## Your question")[2].partition("\n## ")[0]
    commands = [command for command in re.findall(r"`(tracker [^`]+)`", table) if "..." not in command]
    assert len(commands) >= 15
    filled = {"URL": "http://lantern.example/2025/03/ferries-again", "QUERY": "'SELECT COUNT(*) FROM stories'"}
    for number, command in enumerate(commands):
        filled |= {"FILE": f"answer-{number}", "FILE.zip": f"answer-{number}.zip", "DIR": f"answers-{number}"}
        words = " ".join(filled.get(word, word) for word in command.split())
        done = _run(words, folder, {})
        assert done.returncode == 0, f"{words}: {done.stderr}"


def test_sql_blocks_run(folder: Path) -> None:
    assert len(blocks("sql")) >= 3
    for block in blocks("sql"):
        days = {"since": "2025-03-01", "until": "2025-04-01"}
        given = {name: day for name, day in days.items() if name in named(block.text)}
        assert run_read_only(f"sqlite:///{folder}/tracker.db", block.text, parameters=given).columns


def test_the_views_are_described_column_by_column(folder: Path) -> None:
    for view, columns in described().items():
        real = run_read_only(f"sqlite:///{folder}/tracker.db", f"SELECT * FROM {view}").columns
        assert ("about", *real) == tuple(columns)
    _section("views", "".join(_described_view(view, columns) for view, columns in described().items()))


def test_the_worked_questions_are_those_of_the_program() -> None:
    assert len(questions()) == 10
    _section("questions", "".join(f"{q.asks} `{q.name}`\n\n```sql\n{q.sql}\n```\n\n" for q in questions().values()))


def test_toml_blocks_are_catalogues(tmp_path: Path) -> None:
    assert blocks("toml")
    for number, block in enumerate(blocks("toml")):
        file = tmp_path / f"{number}.toml"
        file.write_text(block.text, encoding="utf-8")
        assert load_catalogue(file)


def _section(name: str, written: str) -> None:
    """The README's section of this name is what the program's own file gives."""
    text = README.read_text(encoding="utf-8")
    shown = re.search(rf"(?<={name}\.toml -->\n).*(?=<!-- end of {name} -->)", text, re.DOTALL)
    assert shown
    if os.environ.get("README_UPDATE"):
        README.write_text(text[: shown.start()] + written + text[shown.end() :], encoding="utf-8")
    assert shown.group() == written


def _described_view(view: str, columns: dict[str, str]) -> str:
    """A view as the README shows it: folded, so that the page stays short."""
    rows = "".join(f"| `{name}` | {said} |\n" for name, said in columns.items() if name != "about")
    about = f"<summary><code>{view}</code>: {columns['about']}</summary>"
    return f"<details>{about}\n\n| column | what it holds |\n|---|---|\n{rows}\n</details>\n"


def _played(shown: list[Block], folder: Path) -> list[str]:
    """Each block with the real output of its commands in the place of what it shows."""
    environment: dict[str, str] = {}
    real = []
    for block in shown:
        lines = []
        for line in block.text.splitlines():
            if not line.startswith("$ "):
                continue
            lines.append(line)
            if exported := re.fullmatch(r"\$ export (\w+)=(\S+)", line):
                environment[exported[1]] = exported[2]
                continue
            done = _run(line.removeprefix("$ "), folder, environment)
            assert "Traceback" not in done.stderr, done.stderr
            assert done.returncode == 0, f"{line}: {done.stderr}"
            lines += done.stdout.splitlines()
        real.append("".join(f"{line}\n" for line in lines))
    return real


def _run(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    path = f"{folder / 'bin'}{os.pathsep}{ours['PATH']}"
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**ours, "PATH": path, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _steady(output: str) -> str:
    return _VOLATILE.sub(r"\1...", output)


def _write_into_readme(real: dict[str, str]) -> None:
    text = README.read_text(encoding="utf-8")
    for shown, output in real.items():
        if _steady(shown) != _steady(output):
            text = text.replace(f"```console\n{shown}```", f"```console\n{output}```")
    README.write_text(text, encoding="utf-8")
