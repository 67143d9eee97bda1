"""The feed of hostile pages: XML that every parser takes, text that is only text, links that can be followed."""

from pathlib import Path
from xml.etree import ElementTree as ET

from tests.hostile.attacks import ATTACKS
from tests.hostile.conftest import Hostile
from tracker.reports import visible


def test_the_feed_is_xml_and_says_what_the_pages_said(hostile: Hostile, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    assert hostile.run("export", "rss", str(file), "--limit", "500").exit_code == 0
    content = file.read_text(encoding="utf-8")
    assert visible(content, breaks=True) == content
    assert "<!" not in content
    assert "<script" not in content
    items = ET.fromstring(content).findall("./channel/item")
    assert len(items) > 2 * len(ATTACKS)
    titles = [item.findtext("title") or "" for item in items]
    for name in ("script", "handler", "template", "sql", "shell"):
        assert any(ATTACKS[name] in title for title in titles), name
    links = [item.findtext("link") for item in items]
    assert all(link is None or link.startswith(("http://", "https://")) for link in links)
    assert links.count(None) == 1  # of the article whose address is none that can be followed
    assert {child.tag for item in items for child in item} <= {
        *("title", "link", "guid", "pubDate", "category", "description"),
    }
