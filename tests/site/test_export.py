"""The site as files: complete, self-contained, safe with hostile text, written anew without leftovers."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.site.conftest import MADE_AT
from tracker.db import open_database
from tracker.errors import TrackerError
from tracker.reports import Filters
from tracker.site import SiteSummary, export_site

Site = tuple[Path, SiteSummary]


class _Links(HTMLParser):
    """What a page refers to, and the tags it has."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "xlink:href", "action")]


def read(path: Path) -> _Links:
    parser = _Links()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_every_link_leads_to_a_page_of_the_site_or_to_the_web(site: Site) -> None:
    folder, summary = site
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) == summary.pages
    assert {page.relative_to(folder).parts[0] for page in pages} == {
        *("index.html", "headlines-1.html", "agencies-1.html", "outlets-1.html"),
        *("agencies", "outlets", "stories", "texts"),
    }
    for page in pages:
        for link in read(page).links:
            if not link.startswith(("http://", "https://")):
                target = page if link.startswith("#") else (page.parent / link.partition("#")[0]).resolve()
                assert target.is_file(), f"{page}: {link}"


def test_nothing_is_loaded_and_nothing_of_a_page_is_obeyed(site: Site) -> None:
    folder, _ = site
    for page in folder.rglob("*.html"):
        parser = read(page)
        assert not parser.tags & {"img", "iframe", "object", "embed", "link", "base", "form"}, page
        assert not parser.handlers, page
        content = page.read_text(encoding="utf-8")
        assert "\x1b" not in content
        assert content.count("<script>") <= 1
        assert "default-src 'none'" in content
    assert any(r"\x1b[31m" in page.read_text(encoding="utf-8") for page in (folder / "stories").iterdir())


def test_a_story_page_says_what_is_known(site: Site) -> None:
    folder, summary = site
    assert summary.stories == 1
    (story,) = (folder / "stories").iterdir()
    content = story.read_text(encoding="utf-8")
    assert "The original was crawled" in content
    assert "By Nordwire" in content  # the quote of the credit
    assert "without a known time of publication" in content
    assert len(list((folder / "texts").iterdir())) == 3
    assert "owned by Coast Group" in (folder / "outlets" / "tide.html").read_text(encoding="utf-8")


def test_without_texts_none_is_in_it(database: Path, tmp_path: Path) -> None:
    with open_database(f"sqlite:///{database}", create=False) as db:
        export_site(db, tmp_path / "out", made_at=MADE_AT, texts=False)
    assert not (tmp_path / "out" / "texts").exists()
    assert not any(
        "nine thousand vehicles" in p.read_text(encoding="utf-8") for p in (tmp_path / "out").rglob("*.html")
    )


def test_written_again_it_is_the_same_and_old_pages_go(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with open_database(f"sqlite:///{database}", create=False) as db:
        export_site(db, out, made_at=MADE_AT, workers=2)
        first = {path: path.read_bytes() for path in out.rglob("*.html")}
        export_site(db, out, made_at=MADE_AT)
        assert {path: path.read_bytes() for path in out.rglob("*.html")} == first
        export_site(db, out, made_at=MADE_AT, filters=Filters(agency="nobody"))
    assert {path.name for path in out.rglob("*.html")} == {
        *("index.html", "headlines-1.html", "agencies-1.html", "outlets-1.html"),
    }
    assert "0 stories" in (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["file", "folder"])
def test_what_is_not_a_site_is_left_alone(database: Path, tmp_path: Path, content: str) -> None:
    place = tmp_path / "mine"
    if content == "file":
        place.write_text("kept")
    else:
        place.mkdir()
        (place / "letter.txt").write_text("kept")
    with (
        open_database(f"sqlite:///{database}", create=False) as db,
        pytest.raises(TrackerError, match=re.escape("mine")),
    ):
        export_site(db, place, made_at=MADE_AT)
    assert "kept" in (place if content == "file" else place / "letter.txt").read_text()
