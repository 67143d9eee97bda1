"""The made-up news web holds what the demo promises."""

import gzip
import re
import tomllib
from importlib.resources import files
from urllib.parse import urlsplit

import pytest

from tracker.catalogue import load_catalogue
from tracker.demo import CATALOGUE
from tracker.demo.run import CHAIN_URL, FOUNDING_ORIGINAL_URL, FOUNDING_URL
from tracker.demo.web import build_web

WEB = build_web()
DATA = tomllib.loads((files("tracker.demo") / "web.toml").read_text(encoding="utf-8"))
PAGES = {f"http://{DATA['site'][p['site']]['host']}{p['path']}": p for p in DATA["page"]}


def text(url: str) -> str:
    charset = WEB[url].content_type.rpartition("charset=")[2] or "utf-8"
    return WEB[url].body.decode(charset)


def test_about_forty_pages_of_one_agency_and_nine_outlets() -> None:
    assert len(PAGES) == len(DATA["page"]) >= 40
    assert set(PAGES) <= set(WEB)
    assert len(DATA["site"]) == 10
    assert len({site["template"] for site in DATA["site"].values()}) >= 6
    assert {site["way"] for site in DATA["site"].values()} == {
        "rss", "atom", "json", "rdf", "news-sitemap", "sitemap-index", "listing",
    }  # fmt: skip
    assert {page.get("language", DATA["site"][page["site"]]["language"]) for page in DATA["page"]} == {
        "en", "de", "es", "ru",
    }  # fmt: skip


def hostname(url: str) -> str:
    return urlsplit(url).hostname or ""


def test_all_hosts_are_made_up() -> None:
    assert all(hostname(url).endswith(".example") for url in WEB)
    pages = [url for url in WEB if "html" in WEB[url].content_type]
    linked = {target for url in pages for target in re.findall(r'href="(http[^"]*)"', text(url))}
    assert all(hostname(url).endswith(".example") for url in linked)
    # A link to an article leads to one.
    assert {url for url in linked if re.search(r"/\d|\d$", urlsplit(url).path)} <= set(WEB)


def test_every_text_is_used_and_long_enough_to_be_matched() -> None:
    texts = {path.name.removesuffix(".txt"): path for path in (files("tracker.demo") / "texts").iterdir()}
    used = {p["text"] for p in DATA["page"]} | {p["and_text"] for p in DATA["page"] if "and_text" in p}
    assert used == set(texts)
    for name, path in texts.items():
        assert 100 <= len(path.read_text(encoding="utf-8").split()) <= 300, name


def test_no_page_shows_a_hole_of_its_template() -> None:
    for url in PAGES:
        assert "$" not in text(url)
        assert not re.search(r"By\s*<", text(url)) or PAGES[url].get("byline"), url


@pytest.mark.parametrize(
    ("url", "evidence"),
    [
        (FOUNDING_URL, 'By <a rel="author" href="/author/desk">Nordwire</a>'),
        (FOUNDING_URL, "<p>Nordwire 22 October 2017</p>"),
        (FOUNDING_URL, f'The original source of this article is <a href="{FOUNDING_ORIGINAL_URL}">Nordwire</a>'),
        (FOUNDING_URL, 'Copyright © <a href="http://nordwire.example/">Nordwire</a>, Nordwire, 2017'),
        (FOUNDING_URL, 'Articles by: <a href="http://worldrelay.example/author/nordwire">Nordwire</a>'),
        (CHAIN_URL, 'Republished from <a href="http://worldrelay.example/'),
    ],
)
def test_evidence_stands_on_the_page(url: str, evidence: str) -> None:
    assert evidence in text(url)


def test_nothing_leads_to_the_founding_original_but_its_republisher() -> None:
    naming = {url for url in WEB if FOUNDING_ORIGINAL_URL.encode() in WEB[url].body}
    assert naming == {FOUNDING_URL}


def test_the_russian_paper_is_in_its_own_encoding() -> None:
    body = WEB["http://vestniksevera.example/news/2025/03/12/port-skarvika-prinyal-suda.html"].body
    assert "Порт Скарвика".encode("cp1251") in body


def test_the_compressed_sitemap_is_the_same_on_every_machine() -> None:
    body = WEB["http://plainspoken.example/sitemap-posts.xml.gz"].body
    assert body[4:8] == b"\0\0\0\0", "no time in it"
    assert gzip.decompress(body).count(b"<loc>") == 3


def test_the_catalogue_knows_all_but_one() -> None:
    catalogue = load_catalogue(CATALOGUE)
    keys = {catalogue.outlet_key(url) for url in PAGES}
    assert keys == {*DATA["site"], "valleypost.example"} - {"valleypost"}
    assert catalogue.agency_of_site("http://nordwire.example/x") == catalogue.agencies["nordwire"]
    announced = {u for o in catalogue.outlets.values() for u in (*o.feeds, *o.sitemaps, *o.listings) if ".example" in u}
    assert announced <= set(WEB)
