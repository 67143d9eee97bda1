"""The site in a real browser: nothing hostile runs, search and keyboard work, light and dark and narrow can be read."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tracker.site import SiteSummary

Site = tuple[Path, SiteSummary]


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
    assert page.locator("#rows tbody tr:visible").count() == 1
    field.fill("bridge nowhere")
    assert page.locator("#rows tbody tr:visible").count() == 0
    assert page.locator("#found").inner_text() == "0 of 1"


def test_by_keyboard_alone(site: Site, page: Page) -> None:
    page.goto((site[0] / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Bridge closes":
            break
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Bridge closes"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(site: Site, browser: Browser, scheme: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) of every text with the ground it stands on."""
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    for path in ("index.html", f"texts/{sorted((site[0] / 'texts').iterdir())[0].name}"):
        page.goto((site[0] / path).as_uri())
        assert page.evaluate(_LEAST_CONTRAST) >= 4.5
    page.close()


def test_narrow_pages_do_not_scroll_sideways(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700})
    for path in sorted(site[0].rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()


_LEAST_CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (el) => { for (; el; el = el.parentElement) {
    const c = parse(getComputedStyle(el).backgroundColor); if (c[3] > 0.99) return c; } return [255, 255, 255]; };
  let least = 21;
  for (const el of document.querySelectorAll("body *")) {
    if (![...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(el).color)), light(ground(el))].sort((x, y) => y - x);
    least = Math.min(least, (a + 0.05) / (b + 0.05));
  }
  return least;
}"""
