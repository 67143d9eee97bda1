"""The site in a real browser: nothing hostile runs, search and keyboard work, light and dark and narrow can be read."""

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tracker.site import SiteSummary

Site = tuple[Path, SiteSummary]
#: The script that the package carries; its Python is not needed.
_AXE = files("axe_playwright_python") / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium on this machine: the site must be seen in a browser")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may reach nothing but files, and whose errors fail the test."""
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    asked: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    opened.close()
    assert not errors
    assert all(url.startswith("file://") for url in asked)


def test_nothing_of_a_crawled_page_runs(site: Site, page: Page) -> None:
    for path in sorted(site[0].rglob("*.html")):
        page.goto(path.as_uri())
        assert page.title() != "owned"
        assert page.evaluate("document.querySelectorAll('img, iframe, form').length") == 0


def test_the_way_from_the_overview_to_the_texts(site: Site, page: Page) -> None:
    page.goto((site[0] / "index.html").as_uri())
    page.get_by_role("link", name="Bridge closes").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bridge closes"
    assert page.locator("svg .node").count() == 4 + 3  # the chain, and the timeline without the article of no time
    page.get_by_role("link", name="Texts side by side").first.click()
    assert page.locator("table.sides tbody tr").count() >= 3
    page.get_by_role("link", name="Back to the story").click()
    assert "stories/" in page.url


def test_the_search_finds_words_in_any_case_and_without_accents(site: Site, page: Page) -> None:
    page.goto((site[0] / "headlines-1.html").as_uri())
    field = page.get_by_label("Find in the headlines of this page")
    field.fill("BRÍDGE clos")
    assert page.locator("main tbody tr:visible").count() == 1
    field.fill("bridge nowhere")
    assert page.locator("main tbody tr:visible").count() == 0
    assert page.locator("#found").inner_text() == "0 of 1"


def test_by_keyboard_alone(site: Site, page: Page) -> None:
    """From the skip link to a story, into its chain (which scrolls by the arrow keys), to an article, to the texts."""
    page.goto((site[0] / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    _tab_to(page, "Bridge closes")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/*")
    assert page.get_by_role("heading", level=1).inner_text() == "Bridge closes"
    reached = _tab_to(page, "Texts side by side, Daily Tide")
    assert "Chain, scrolls sideways" in reached
    assert sum("Daily Tide" in name for name in reached) >= 2  # in the drawing, and in the list
    page.keyboard.press("Enter")
    page.wait_for_url("**/texts/*")
    _tab_to(page, "Back to the story")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/*#a*")  # the article it came from


def _tab_to(page: Page, wanted: str) -> list[str]:
    """Presses the tabulator until what has the focus is called so; what had it on the way."""
    met: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
        )
        if name == wanted:
            return met
        met.append(name)
    raise AssertionError(f"{wanted} cannot be reached: {met}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rules_of_accessibility_are_kept(site: Site, browser: Browser, scheme: Literal["light", "dark"]) -> None:
    """WCAG 2.2, levels A and AA, as axe-core tests them; contrast of at least 4.5 among them."""
    page = browser.new_page(color_scheme=scheme, viewport={"width": 900, "height": 800})
    for path in _one_of_each_kind(site[0]):
        page.goto(path.as_uri())
        page.evaluate(_AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
        assert not [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]], path
        assert len(found["passes"]) > 10, path
    page.close()


def test_landmarks_and_headings_are_in_order(site: Site, page: Page) -> None:
    for path in _one_of_each_kind(site[0]):
        page.goto(path.as_uri())
        assert page.get_by_role("main").count() == 1
        assert page.get_by_role("banner").count() == page.get_by_role("contentinfo").count() == 1
        assert page.get_by_role("navigation", name="Site").count() == 1
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map((h) => +h.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        assert page.locator("table:not(:has(caption))").count() == 0
        assert page.locator("thead th:not([scope=col]), tbody th:not([scope=row])").count() == 0


def test_nothing_moves_for_who_wants_it_still(site: Site, browser: Browser) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto((site[0] / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0
    page.close()


def _one_of_each_kind(folder: Path) -> list[Path]:
    inner = [sorted((folder / kind).iterdir())[0] for kind in ("agencies", "outlets", "stories", "texts")]
    return [*sorted(folder.glob("*.html")), *inner]


def test_narrow_pages_do_not_scroll_sideways(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700})
    for path in sorted(site[0].rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()
