"""What a front page says of its site, and a page of its other forms."""

import pytest

from spiders.discovery import Profile, read_profile, read_twins

HOME = "http://harbourherald.example/"


def profile(head: str = "", body: str = "", html: str = "<html>") -> Profile:
    return read_profile(f"{html}<head>{head}</head><body>{body}</body></html>".encode(), HOME)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content=" The Harbour  Herald "><title>x</title>', "The Harbour Herald"),
        (ld('{"@type": "NewsMediaOrganization", "name": "The Herald"}'), "The Herald"),
        (ld('{"@graph": [{"@type": "Person", "name": "Ann"}, {"@type": ["WebSite"], "name": "Herald"}]}'), "Herald"),
        (ld('{"@type": "WebPage", "publisher": {"@type": "Organization", "name": "Herald"}}'), "Herald"),
        (ld("{broken") + '<meta name="application-name" content="Herald">', "Herald"),
        ("<title>News, weather and tides - Harbour Herald</title>", "Harbour Herald"),
        ("<title>Harbour Herald | News, weather and tides</title>", "Harbour Herald"),
        ("<title>Nothing - that the address says</title>", ""),
        ("<title>One title</title>", "One title"),
        ("", ""),
        (f'<meta property="og:site_name" content="{"A slogan " * 20}"><title>Herald</title>', "Herald"),
    ],
)
def test_names(head: str, name: str) -> None:
    assert profile(head).name == name


@pytest.mark.parametrize(
    ("html", "head", "language", "country"),
    [
        ('<html lang="de-AT">', "", "de", "AT"),
        ('<html lang="sr-Latn-RS">', "", "sr", "RS"),
        ('<html lang="en-US">', "", "en", ""),
        ('<html lang="en">', '<meta property="og:locale" content="en_GB">', "en", "GB"),
        ('<html lang="fr">', '<meta property="og:locale" content="en_US">', "fr", ""),
        ("<html>", '<meta http-equiv="Content-Language" content="pl">', "pl", ""),
        (
            '<html lang="en-US">',
            ld('{"@type": "Organization", "address": {"addressCountry": {"name": "NO"}}}'),
            "en",
            "NO",
        ),
        ('<html lang="x">', ld('{"@type": "Organization", "address": [{"addressCountry": "Norway"}]}'), "", ""),
    ],
)
def test_language_and_country(html: str, head: str, language: str, country: str) -> None:
    found = profile(head, html=html)
    assert (found.language, found.country) == (language, country)


def test_sections() -> None:
    paths = ("/", "/politics", "/politics#x", "/category/harbour/", "/category", "/about", "/2025/05/02/a-b-c-d",
             "/a.pdf", "http://other.example/news", "/a/b/c/d", "javascript:x")  # fmt: skip
    links = "".join(f'<a href="{path}">x</a>' for path in paths)
    found = profile(body=f'<nav>{links}</nav><p><a href="/not-in-the-navigation">x</a></p>')
    assert found.sections == (f"{HOME}politics", f"{HOME}category/harbour/")


def test_other_forms_of_a_page() -> None:
    page = b'<link rel="amphtml" href="/amp/1"><link rel="alternate" media="handheld" href="http://m.paper.example/1">'
    assert read_twins(page, HOME) == {"amp": f"{HOME}amp/1", "mobile": "http://m.paper.example/1"}
    assert read_twins(b"<p>none", HOME) == {}
