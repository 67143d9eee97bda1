"""The exported site of hostile pages, in a browser and as files: nothing runs, loads or leaves its folder."""

import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, sync_playwright

from tests.hostile.conftest import Hostile
from tracker.reports import visible

_TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "script",
        "a",
        "header",
        "p",
        "nav",
        "main",
        "footer",
        "h1",
        "h2",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "dl",
        "dt",
        "dd",
        "strong",
        "em",
        "svg",
        "g",
        "rect",
        "circle",
        "path",
        "line",
        "text",
        "tspan",
        "ol",
        "ul",
        "li",
        "blockquote",
        "span",
        "bdi",
        "ins",
        "del",
        "sup",
        "label",
        "input",
        "br",
    ]
)


class _Page(HTMLParser):
    """Tags, attributes and links of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]


@pytest.fixture(scope="module")
def folder(hostile: Hostile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site."""
    out = tmp_path_factory.mktemp("above") / "site"
    result = hostile.run("export", "site", str(out), "--title", "<script>window.owned=1</script>", "--workers", "1")
    assert result.exit_code == 0, result.output
    return out


def test_pages_hold_our_tags_and_nothing_hidden(folder: Path) -> None:
    met = ""
    for path in folder.rglob("*.html"):
        content = path.read_text(encoding="utf-8")
        page = _Page(content)
        assert page.tags <= _TAGS, path
        assert not any(name.startswith("on") or name in ("style", "autofocus") for name in page.attributes), path
        assert all(link.startswith(("http://", "https://")) or re.fullmatch(r"[\w./#-]+", link) for link in page.links)
        assert visible(content, breaks=True) == content, path
        assert "4011" not in content  # 1337 * 3: no template engine has read it
        met += content
    for sign in ("&lt;script&gt;", "{{ 1337 * 3 }}", r"\u202e", r"\x1b]0;taken", "DROP TABLE"):
        assert sign in met, sign


def test_no_path_leaves_the_folder(folder: Path) -> None:
    assert [path.name for path in folder.parent.iterdir()] == ["site"]
    for path in folder.rglob("*"):
        assert re.fullmatch(r"\.?[a-z0-9][a-z0-9._-]*", path.name), path
        assert path.name.partition(".")[0] not in ("con", "nul", "aux", "prn")


def test_nothing_runs_in_a_browser(folder: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium on this machine: the site must be seen in a browser")
        pytest.skip("no chromium on this machine")
    asked: list[str] = []
    said: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", dismissed)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        visited = sorted(folder.rglob("*.html"))
        for path in visited:
            page.goto(path.as_uri())
            assert page.evaluate("window.owned") is None, path
            assert page.evaluate("document.querySelectorAll('img, iframe, form, object, embed').length") == 0, path
        browser.close()
    assert not said
    assert [url for url in asked if not url.startswith("file://")] == []
    assert len(asked) == len(visited) > 40
