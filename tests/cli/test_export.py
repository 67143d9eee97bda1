"""`tracker export`: files that other programs open, with what is in the views."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import networkx as nx
import pytest
from typer.testing import Result

from tracker.db.views import VIEWS

Tracker = Callable[..., Result]


def test_every_view_as_csv(week: Tracker, tmp_path: Path) -> None:
    assert week("export", "csv", "out").exit_code == 0
    assert {path.stem for path in Path("out").glob("*.csv")} == set(VIEWS)
    with Path("out/articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["url"] == "http://nordwire.example/lighthouse"
    assert any(r"\x1b[31m" in row["title"] for row in rows)


def test_a_view_as_json_lines_and_parquet_says_the_same(week: Tracker) -> None:
    assert week("export", "jsonl", "out", "--view", "republications").exit_code == 0
    assert week("export", "parquet", "out", "--view", "republications").exit_code == 0
    lines = [json.loads(line) for line in Path("out/republications.jsonl").read_text("utf-8").splitlines()]
    columns = duckdb.execute("DESCRIBE SELECT * FROM 'out/republications.parquet'").fetchall()
    types = {name: kind for name, kind, *_ in columns}
    assert list(types) == list(lines[0])
    assert types["published_at"] == "TIMESTAMP WITH TIME ZONE"
    assert types["share_of_article"] == "DOUBLE"
    urls = duckdb.execute("SELECT url FROM 'out/republications.parquet'").fetchall()
    assert urls == [(line["url"],) for line in lines]


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_open_in_networkx(week: Tracker, form: str, read: Callable[[str], nx.DiGraph]) -> None:
    assert json.loads(week("export", form, "outlets", "--json").stdout) == {"file": "outlets", "nodes": 3, "edges": 2}
    network = read("outlets")
    assert network.edges["nordwire", "herald"]["weight"] == 1
    assert network.edges["nordwire", "herald"]["credited"] == 1
    assert network.nodes["nordwire"]["kind"]
    week("export", form, "story", "--story", "http://tide.example/light-returns")
    chain = read("story")
    assert set(chain.successors("http://nordwire.example/lighthouse")) == {
        "http://herald.example/lighthouse",
        "http://tide.example/light-returns",
    }


def test_a_feed_of_an_agency(week: Tracker) -> None:
    assert week("export", "rss", "new.xml", "--agency", "nordwire").exit_code == 0
    root = ET.parse("new.xml").getroot()
    items = root.findall("channel/item")
    assert [item.findtext("link") for item in items] == [
        "http://tide.example/light-returns",
        "http://herald.example/lighthouse",
    ]
    assert all(item.findtext("pubDate") == "Thu, 06 Mar 2025 00:00:00 +0000" for item in items)
    assert "credited, parent" in (items[1].findtext("description") or "")
    assert r"\x1b[31m" in (items[1].findtext("title") or "")
    assert len({item.findtext("guid") for item in items}) == 2
    week("export", "rss", "none.xml", "--agency", "nobody")
    assert ET.parse("none.xml").getroot().findall("channel/item") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("csv", "out", "--view", "article"), "there is no such view; there are articles"),
        (("csv", "week.jsonl"), "is a file; give a folder"),
        (("gexf", "x", "--story", "http://nowhere.example/"), "is in no story"),
        (("site", "."), "holds no earlier site"),
    ],
)
def test_what_cannot_be_written(week: Tracker, arguments: tuple[str, ...], said: str) -> None:
    result = week("export", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
