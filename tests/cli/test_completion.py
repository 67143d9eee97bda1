"""Completion: what each shell is answered, and the script of each in a real shell where there is one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Tracker = Callable[..., Result]
#: What stands before the cursor, and words that must be offered.
CASES = [
    (["tracker", "re"], {"report", "reprocess"}),
    (["tracker", "-v", "out"], {"outlets"}),
    (["tracker", "report", "uncr"], {"uncredited"}),
    (["tracker", "report", "stories", "--agency", "nord"], {"nordwire"}),
    (["tracker", "report", "stories", "--agency", "reut"], {"reuters"}),
    (["tracker", "report", "stories", "--outlet", "tid"], {"tide"}),
    (["tracker", "report", "stories", "--format", ""], {"table", "json", "csv", "markdown", "html"}),
    (["tracker", "report", "stories", "--min"], {"--min-share"}),
    (["tracker", "export", "g"], {"graphml", "gexf"}),
    (["tracker", "export", "csv", "--view", "credit"], {"credits"}),
    (["tracker", "export", "rss", "--agency", "reut"], {"reuters"}),
    (["tracker", "crawl", "tid"], {"tide"}),
    (["tracker", "sql", "--question", "rel"], {"relays"}),
    (["tracker", "diff", "--layout", "in"], {"inline"}),
    (["tracker", "completion", "f"], {"fish"}),
    (["tracker", "chain", "--"], {"--dot", "--json", "--db", "--quiet", "--verbose", "--help"}),
]


@pytest.fixture
def asked(folder: Path) -> Callable[..., list[str]]:
    """What `tracker` answers a shell, by what stands in the environment."""

    def ask(shell: str, words: list[str]) -> list[str]:
        environment = {
            "_TRACKER_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": " ".join(words),
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        done = subprocess.run(
            [sys.executable, "-m", "tracker"],
            cwd=folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    return ask


@pytest.mark.parametrize(("words", "offered"), CASES)
def test_bash_is_given_words(asked: Callable[..., list[str]], words: list[str], offered: set[str]) -> None:
    answer = asked("bash", words)
    assert offered <= set(answer)
    assert all(word.startswith(words[-1]) for word in answer)


def test_fish_and_zsh_are_given_words_with_what_they_are(asked: Callable[..., list[str]]) -> None:
    assert asked("fish", ["tracker", "report", "--agency", "nordw"]) == ["nordwire\tNordwire"]
    by_word = dict(line.partition("\t")[::2] for line in asked("fish", ["tracker", "re"]))
    assert by_word["report"] == "Answer a question from the database."


def test_a_settings_file_that_cannot_be_read_offers_nothing_of_its_own(
    asked: Callable[..., list[str]], folder: Path
) -> None:
    (folder / "tracker.toml").write_bytes(b"[agency\xff")
    assert "reuters" in asked("bash", ["tracker", "report", "--agency", "re"])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_takes_its_script(tracker: Tracker, folder: Path, shell: str) -> None:
    script = tracker("completion", shell)
    assert script.exit_code == 0
    assert json.loads(tracker("completion", shell, "--json").stdout)["script"] == script.stdout.rstrip("\n")
    if shutil.which(shell) is None:
        assert shell != "bash"
        pytest.skip(f"no {shell} here")
    file = folder / f"script.{shell}"
    file.write_text(script.stdout, encoding="utf-8")
    subprocess.run([shell, "-n", str(file)], check=True)


def test_bash_completes(tracker: Tracker, folder: Path) -> None:
    """The script in a real bash, asked as bash asks it."""
    script = tracker("completion", "bash").stdout
    command = folder / "bin" / "tracker"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    asking = f"""{script}
complete -p tracker
for line in 'report stories --agency nordw' 'export graph' 'report unc'; do
    COMP_WORDS=(tracker $line); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 )); COMPREPLY=()
    _tracker tracker
    printf '%s|' "${{COMPREPLY[@]}}"
done
"""
    environment = {**os.environ, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc"], input=asking, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "complete -o default -o nosort -F _tracker tracker",
        "nordwire|graphml|uncredited|",
    ]
    assert done.stderr == ""


def test_fish_completes(tracker: Tracker, folder: Path) -> None:
    if shutil.which("fish") is None:
        pytest.skip("no fish here; what it is answered is tested above")
    command = folder / "bin" / "tracker"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    asking = tracker("completion", "fish").stdout + "\ncomplete -C 'tracker report stories --agency nordw'\n"
    environment = {**os.environ, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["fish"], input=asking, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["nordwire\tNordwire"]
