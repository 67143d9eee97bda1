"""Linking killed at any moment, and two processes linking at once, come to what one undisturbed run comes to."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tracker.db.rows import Value
from tracker.pipeline import Tracker, open_tracker

Contents = Callable[[Tracker], dict[str, list[tuple[Value, ...]]]]

#: Links; says so and waits for a line when it comes to the named function.
LINK = """
import importlib, sys
from pathlib import Path
from tracker.pipeline import open_tracker

url, config, place = sys.argv[1:]
if place:
    module, name = place.split(":")
    owner = importlib.import_module(module)
    real = getattr(owner, name)

    def stop(*arguments, **named):
        setattr(owner, name, real)
        print("there", flush=True)
        sys.stdin.readline()
        return real(*arguments, **named)

    setattr(owner, name, stop)
with open_tracker(url, config=Path(config)) as tracker:
    print("begun", flush=True)
    tracker.link()
"""
BEFORE_MATCHES = "tracker.db.links:save_matches"
PLACES = [
    BEFORE_MATCHES,
    "tracker.db.matches:_passage_rows",
    "tracker.db.links:save_stories",
    "tracker.db.stories:_row",
]


@pytest.fixture
def undisturbed(web: Any, tmp_path: Path, contents: Contents) -> dict[str, list[tuple[Value, ...]]]:
    """What the first pages come to."""
    with open_tracker(f"sqlite:///{tmp_path}/undisturbed.db", config=web.config) as tracker:
        for page in web.pages[:20]:
            tracker.ingest(page)
        tracker.link()
        return contents(tracker)


@pytest.mark.parametrize("place", PLACES)
def test_killed_in_the_middle(
    tracker: Tracker, database_url: str, web: Any, contents: Contents, undisturbed: Any, place: str
) -> None:
    for page in web.pages[:10]:
        tracker.ingest(page)
    tracker.link()
    for page in web.pages[10:20]:
        tracker.ingest(page)
    process = _start(database_url, web, place)
    _wait_for(process, "there")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    tracker.link()
    assert contents(tracker) == undisturbed


def test_two_at_once_with_pages_coming_in_between(
    tracker: Tracker, database_url: str, web: Any, contents: Contents, undisturbed: Any
) -> None:
    """The first is held up when it has looked for matches; another page of the same stories comes in, and a second
    process links it: its matches and stories are still there when the first has written its own."""
    late = web.pages[2]
    for page in web.pages[:20]:
        if page is not late:
            tracker.ingest(page)
    first = _start(database_url, web, BEFORE_MATCHES)
    _wait_for(first, "there")
    tracker.ingest(late)
    second = _start(database_url, web, "")
    _wait_for(second, "begun")
    first.communicate("on\n")
    second.communicate()
    assert (first.returncode, second.returncode) == (0, 0)
    assert tracker.link().articles == 0
    found = contents(tracker)
    tracker.link(everything=True)
    assert contents(tracker) == found
    assert _by_address(found) == _by_address(undisturbed)


def test_a_text_that_changes_while_it_is_linked_is_linked_again(
    tracker: Tracker, database_url: str, web: Any, contents: Contents
) -> None:
    for page in web.pages[:10]:
        tracker.ingest(page)
    process = _start(database_url, web, BEFORE_MATCHES)
    _wait_for(process, "there")
    copy = web.pages[1]
    tracker.ingest(replace(copy, fetched_at=copy.fetched_at.replace(hour=20), body=web.pages[8].body))
    process.communicate("on\n")
    assert process.returncode == 0
    assert tracker.link().articles == 1
    found = contents(tracker)
    tracker.link(everything=True)
    assert contents(tracker) == found


def _by_address(found: dict[str, list[tuple[Value, ...]]]) -> Any:
    """Stories and who is in them, whatever the articles' numbers."""
    return sorted((row[0], row[2]) for row in found["republications"])


def _start(url: str, web: Any, place: str) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", LINK, url, str(web.config), place]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _wait_for(process: subprocess.Popen[str], said: str) -> None:
    assert process.stdout is not None
    assert any(line.strip() == said for line in iter(process.stdout.readline, ""))
