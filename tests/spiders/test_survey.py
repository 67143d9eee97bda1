"""What sites announce of themselves, on real sockets."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import

ROOT = Path(__file__).parents[2]
FRONT = """
<html lang="de-AT"><head><title>Hafenbote - Alles vom Hafen</title><meta property="og:site_name" content="Hafenbote">
<link rel="alternate" type="application/rss+xml" href="/feed">
<link rel="alternate" type="application/rss+xml" href="/x">
<link rel="alternate" type="application/rss+xml" href="http://old.paper.example/feed"></head>
<body><nav><a href="/hafen">Hafen</a><a href="/impressum">Impressum</a></nav></body></html>
"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n"><url>
<loc>http://paper.example/2025/die-muehle-dreht-sich</loc><news:news><news:publication_date>2025-05-02T08:00:00+02:00
</news:publication_date><news:title>Die Mühle dreht sich wieder</news:title></news:news></url></urlset>"""


def surveyed(crawl: Fixture, *arguments: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "spiders.survey", "-sDOWNLOAD_DELAY=0.01", "-sAUTOTHROTTLE_ENABLED=False", *arguments],
        cwd=ROOT,
        env=crawl.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def brief(one: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(s["url"], s["kind"], s["how"], s["state"], s["items"]) for s in one["sources"]]


def test_every_kind_of_site(site: Fixture, crawl: Fixture, answer: Fixture) -> None:
    """One that announces all, one that announces nothing, one of sections only, and those that do not answer."""
    mine = crawl.db.parent / "mine.toml"
    mine.write_text(
        '[outlet.known]\nname = "Known"\ndomains = ["known.example"]\n'
        'feeds = ["http://www.known.example/rss", "http://www.known.example/gone"]\n',
        encoding="utf-8",
    )
    links = "".join(f'<h2><a href="/2025/one-two-three-four-{n}">Five words of a headline</a></h2>' for n in range(3))
    feed = answer(site.feed("/2025/die-muehle-dreht-sich", "/2025/b"), kind="text/xml")
    site.answers = {
        "/": answer(FRONT),
        "/feed": feed,
        "http://old.paper.example/feed": answer(status=301, headers={"Location": "http://paper.example/feed-2"}),
        "/feed-2": feed,
        "/robots.txt": answer("Sitemap: http://paper.example/index.xml.gz\n", kind="text/plain"),
        "/index.xml.gz": answer(gzip.compress(NEWS.encode()), kind="application/gzip"),
        "/2025/die-muehle-dreht-sich": answer(
            '<link rel="amphtml" href="http://amp.example/1"><link rel="alternate" href="http://m.paper.example/1" '
            'media="only screen and (max-width: 640px)">'
        ),
        "http://quiet.example/": answer("<title>Quiet</title>"),
        "http://quiet.example/rss.xml": feed,
        "http://sections.example/": answer('<title>S</title><nav><a href="/news/">N</a><a href="/legal">L</a></nav>'),
        "http://sections.example/news/": answer(links),
        "http://refusing.example/": answer("no", status=403),
        "http://closed.example/robots.txt": answer("User-agent: *\nDisallow: /\n", kind="text/plain"),
        "http://www.known.example/": answer('<link rel="alternate" type="application/rss+xml" href="/new">'),
        "http://www.known.example/rss": feed,
        "http://www.known.example/new": feed,
        "http://fed.example/atom": feed,
    }
    names = ("paper", "quiet", "sections", "refusing", "closed")
    sites = [f"http://{name}.example/" for name in names]
    found = surveyed(crawl, "--config", str(mine), *sites, "known", "http://fed.example/atom")
    paper, quiet, sections, refusing, closed, known, fed = found

    assert {key: paper[key] for key in ("outlet", "site", "state", "name", "language", "country")} == {
        "outlet": "paper.example",
        "site": "http://paper.example/",
        "state": "works",
        "name": "Hafenbote",
        "language": "de",
        "country": "AT",
    }
    assert brief(paper) == [
        ("http://paper.example/feed", "feed", "announced", "works", 2),
        ("http://paper.example/x", "feed", "announced", "gone", 0),
        ("http://paper.example/feed-2", "feed", "announced", "works", 2),
        ("http://paper.example/index.xml.gz", "sitemap", "robots.txt", "works", 1),
    ]
    assert paper["sources"][2]["moved_from"] == "http://old.paper.example/feed"
    assert paper["sources"][3]["newest"] == "2025-05-02T06:00:00+00:00"
    assert paper["twins"] == {"amp": "http://amp.example/1", "mobile": "http://m.paper.example/1"}

    assert brief(quiet) == [("http://quiet.example/rss.xml", "feed", "common path", "works", 2)]
    assert brief(sections) == [
        ("http://sections.example/news/", "listing", "section", "works", 3),
        ("http://sections.example/", "listing", "front page", "empty", 0),
    ]
    assert [(one["state"], one["reason"], one["sources"]) for one in (refusing, closed)] == [
        ("blocked", "403 Forbidden", []),
        ("refused", "robots.txt says no", []),
    ]
    assert brief(known) == [
        ("http://www.known.example/rss", "feed", "catalogue", "works", 2),
        ("http://www.known.example/gone", "feed", "catalogue", "gone", 0),
        ("http://www.known.example/new", "feed", "announced", "works", 2),
    ]
    assert brief(fed)[0] == ("http://fed.example/atom", "feed", "announced", "works", 2)


def test_a_word_that_names_nothing(crawl: Fixture) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "spiders.survey", "nobody"],
        cwd=ROOT,
        env=crawl.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("survey: nobody: no outlet of the catalogue")
