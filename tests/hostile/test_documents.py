"""Reports as HTML, Markdown and CSV, and a difference as a page, over hostile pages: text stays text."""

import csv
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest

from tests.hostile.attacks import ATTACKS
from tests.hostile.conftest import Hostile
from tests.hostile.test_tables import _FORMULA
from tracker.reports import report_names, visible

_UNESCAPED_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")


class _Tags(HTMLParser):
    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.targets: set[str | None] = set()
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)
        self.targets.update(value for name, value in attrs if name in ("href", "src"))


@pytest.mark.parametrize("name", report_names())
def test_a_report_as_html(hostile: Hostile, name: str) -> None:
    result = hostile.run("report", name, "--format", "html")
    assert result.exit_code == 0, result.output
    assert visible(result.stdout, breaks=True) == result.stdout
    found = _Tags(result.stdout)
    assert found.tags <= {
        *("table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "p", "html", "head", "meta", "title", "style"),
        *("body", "main", "div", "caption", "span", "a"),
    }
    assert all(target and re.match(r"https?://[^\s\"<>]+$", target) for target in found.targets), (
        "addresses of pages, no more"
    )
    assert not any(attribute.startswith("on") for attribute in found.names)


@pytest.mark.parametrize("name", report_names())
def test_a_report_as_markdown(hostile: Hostile, name: str) -> None:
    """Every row has as many cells as its head, and nothing in it is a link, a picture or a tag."""
    result = hostile.run("report", name, "--format", "markdown")
    assert result.exit_code == 0, result.output
    assert visible(result.stdout, breaks=True) == result.stdout
    rows = [line for line in result.stdout.splitlines() if line.startswith("|")]
    assert len({len(_UNESCAPED_BAR.findall(row)) for row in rows}) <= 1
    assert not re.search(r"(?<!\\)<[a-zA-Z/!?]", result.stdout)
    assert not re.search(r"(?<!\\)\[[^\]]*(?<!\\)\]\(", result.stdout)


@pytest.mark.parametrize("name", report_names())
def test_a_report_as_csv(hostile: Hostile, name: str) -> None:
    result = hostile.run("report", name, "--format", "csv")
    assert result.exit_code == 0, result.output
    for row in csv.reader(StringIO(result.stdout)):
        assert not [cell for cell in row if _FORMULA.match(cell)], name


@pytest.mark.parametrize("name", ATTACKS)
def test_a_difference_as_a_page(hostile: Hostile, tmp_path: Path, name: str) -> None:
    file = tmp_path / "diff.html"
    result = hostile.run("diff", "http://nordwire.example/bridge", f"http://{name}.example/bridge", "--html", str(file))
    assert result.exit_code == 0, result.output
    content = file.read_text(encoding="utf-8")
    assert visible(content, breaks=True) == content
    found = _Tags(content)
    assert not found.tags & {"script", "img", "iframe", "svg", "b", "form", "object"}
    assert not any(attribute.startswith("on") for attribute in found.names)
