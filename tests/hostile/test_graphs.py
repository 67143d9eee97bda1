"""Networks and drawings of hostile pages: read back by others, with our nodes and no more."""

import re
from pathlib import Path

import networkx as nx
import pytest

from tests.hostile.conftest import Hostile
from tracker.reports import visible

_STORY = "http://nordwire.example/bridge"
_DOT_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("story", [False, True])
def test_networks_are_read_back(hostile: Hostile, tmp_path: Path, form: str, story: bool) -> None:
    file = tmp_path / f"network.{form}"
    result = hostile.run("export", form, str(file), *(["--story", _STORY] if story else []))
    assert result.exit_code == 0, result.output
    content = file.read_text(encoding="utf-8")
    assert visible(content, breaks=True) == content
    assert "<script" not in content
    assert "<!" not in content
    network = nx.read_graphml(file) if form == "graphml" else nx.read_gexf(file)
    assert len(network) > 20
    assert "taken" not in network
    if story:
        titles = {str(values.get("title")) for _, values in network.nodes(data=True)}
        assert any("<script>window.owned=1" in title for title in titles)
        assert sum(1 for node in network if str(node).startswith("http")) >= len(network) - 1


def test_a_string_of_dot_stays_one(hostile: Hostile) -> None:
    result = hostile.run("chain", _STORY, "--dot")
    assert result.exit_code == 0, result.output
    assert visible(result.stdout, breaks=True) == result.stdout
    outside = _DOT_STRING.sub("", result.stdout)
    assert '"' not in outside
    assert "taken" not in outside
    assert outside.count("digraph") == 1
    assert outside.count("{") == outside.count("}") == 1 + outside.count("subgraph")
    assert re.fullmatch(r"[\w\s{}\[\];=,>-]*", outside)
