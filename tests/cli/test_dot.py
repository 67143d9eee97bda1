"""`tracker chain --dot`: a graph that Graphviz takes, whatever the headlines hold."""

from collections.abc import Callable

from typer.testing import Result

from tracker.cli.dot import _quoted

Tracker = Callable[..., Result]


def test_a_story_as_a_graph(week: Tracker) -> None:
    said = week("chain", "http://tide.example/light-returns", "--dot").stdout
    assert said.startswith("digraph republications {\n")
    assert said.count(" -> ") == 2
    assert 'label="nordwire\\n2025-03-04 09:00"' in said
    assert "style=solid" in said
    assert said.count("{") == said.count("}")


def test_without_a_story_the_graph_is_empty(week: Tracker) -> None:
    assert " -> " not in week("chain", "http://tide.example/bakery", "--dot").stdout


def test_strings_cannot_end_early() -> None:
    assert _quoted('a "b" \\ c\nd\x1b') == r'"a \"b\" \\ c\nd\\x1b"'
