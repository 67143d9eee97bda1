"""Made-up outlets of which each goes wrong in its own way: what they answer, by host and path."""

import gzip
from collections.abc import Callable, Mapping
from typing import Any

from tests.internet.server import Answer, Asked

Page = Answer | Callable[[Asked], Answer]


def article(subject: str, *, encoding: str = "utf-8", meta: str = "utf-8") -> bytes:
    """A page of prose about `subject`."""
    prose = "".join(
        f"<p>{subject} {verb} the {place} at dawn, and the council of {place} was told by {subject} why the {thing} "
        f"that had been promised to {place} would not come before the spring, when {subject} means to return.</p>"
        for verb, place, thing in (("left", "harbour", "crane"), ("saw", "quay", "bridge"), ("drew", "island", "lamp"))
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{meta}"><title>{subject} at dawn</title></head>'
        f"<body><article><h1>{subject} at dawn</h1>{prose}</article></body></html>"
    ).encode(encoding)


def page(subject: str, **more: Any) -> Answer:
    return Answer(body=article(subject), **more)


def moved(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": to})


def feed(*urls: str) -> Answer:
    items = "".join(f"<item><title>News</title><link>{url}</link></item>" for url in urls)
    return Answer(body=f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode(), kind="text/xml")


def front(*paths: str) -> Answer:
    return Answer(body="".join(f'<h2><a href="{p}">A headline of five words</a></h2>' for p in paths).encode())


def with_feed(host: str, pages: Mapping[str, Page]) -> dict[str, Page]:
    """An outlet whose feed lists its pages; a path may be a whole address elsewhere."""
    urls = [path if "://" in path else f"http://{host}{path}" for path in pages]
    return {
        **pages,
        "/feed": feed(*urls),
        "/": Answer(body=b'<link rel="alternate" type="application/rss+xml" href="/feed">'),
    }


_BOMB = gzip.compress(bytes(50_000_000))
_NEWS = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def calendar(asked: Asked) -> Answer:
    """A month, and a link to the next."""
    month = int(asked.url.rpartition("=")[2]) if "month=" in asked.url else 0
    links = f'<a href="/events/?month={month + 1}" rel="next">Next</a>'
    return Answer(body=f'<h2><a href="/2025/03/{month:02}/event-{month}">A fair of five words</a></h2>{links}'.encode())


def events(asked: Asked) -> Answer | None:
    return page("Anna") if "/2025/" in asked.url else None


#: Paths by host; `*` is every other path.
OUTLETS: dict[str, dict[str, Page]] = {
    "good.example": with_feed("good.example", {"/2025/a": page("Anna"), "/2025/b": page("Berta")}),
    "maps.example": {
        "/robots.txt": Answer(body=b"Sitemap: http://maps.example/index.xml", kind="text/plain"),
        "/index.xml": Answer(
            body=b"<sitemapindex><sitemap><loc>http://maps.example/news.xml.gz</loc></sitemap></sitemapindex>",
            kind="text/xml",
        ),
        "/news.xml.gz": Answer(
            body=gzip.compress(_NEWS.format("<url><loc>http://maps.example/2025/a</loc></url>").encode()),
            kind="application/octet-stream",
        ),
        "/2025/a": page("Anna"),
        "/": Answer(body=b"<p>Welcome</p>"),
    },
    "moved.example": with_feed(
        "moved.example",
        {
            "/2025/once": moved("/2025/target", 301),
            "/2025/thrice": moved("/2025/twice"),
            "/2025/circle": moved("/2025/circle-back"),
            "/2025/scheme": moved("ftp://moved.example/x"),
            "/2025/without": Answer(status=302),
        },
    )
    | {
        "/2025/twice": moved("/2025/once", 307),
        "/2025/target": page("Anna"),
        "/2025/circle-back": moved("/2025/circle"),
    },
    "endless.example": with_feed("endless.example", {"/2025/0": moved("/2025/00")})
    | {"*": lambda asked: moved(asked.url + "0")},
    "inside.example": with_feed(
        "inside.example",
        {
            "/2025/metadata": moved("http://169.254.169.254/latest/meta-data/"),
            "/2025/port": moved("http://127.0.0.1:5432/"),
            "/2025/name": moved("http://localhost:8000/"),
            "/2025/dot": moved("http://localhost./"),
            "/2025/six": moved("http://[::1]:631/"),
            "/2025/mapped": moved("http://[::ffff:127.0.0.1]/"),
            "/2025/number": moved("http://2130706433/"),
            "/2025/hex": moved("http://0x7f.0.0.1/"),
            "/2025/short": moved("http://127.1/"),
            "/2025/zero": moved("http://0/"),
            "http://10.0.0.7/2025/listed": page("Anna"),
        },
    ),
    "slow.example": with_feed(
        "slow.example",
        {
            "/2025/silent": page("Anna", stalls_at=0),
            "/2025/stalled": page("Anna", stalls_at=300),
            "/2025/b": page("Berta"),
        },
    ),
    "broken.example": with_feed(
        "broken.example",
        {
            "/2025/reset": page("Anna", resets_at=0),
            "/2025/half": page("Anna", resets_at=200),
            "/2025/longer": page("Anna", declared=9000),
            "/2025/b": page("Berta"),
        },
    ),
    "bomb.example": with_feed(
        "bomb.example",
        {
            "/2025/bomb": Answer(body=_BOMB, headers={"Content-Encoding": "gzip"}),
            "/2025/large": Answer(body=b"<p>" + b"x" * 500_000),
            "/2025/broken-gzip": Answer(body=b"\x1f\x8b\x08\x00not gzip", headers={"Content-Encoding": "gzip"}),
            "/2025/gzip": Answer(body=gzip.compress(article("Anna")), headers={"Content-Encoding": "gzip"}),
        },
    ),
    "patient.example": with_feed(
        "patient.example",
        {
            "/2025/wait": Answer(status=429, headers={"Retry-After": "7200"}),
            "/2025/busy": Answer(status=503, headers={"Retry-After": "3600"}),
        },
    ),
    "charset.example": with_feed(
        "charset.example",
        {
            "/2025/header-lies": Answer(body=article("Übermut", encoding="cp1252", meta="windows-1252")),
            "/2025/meta-lies": Answer(body=article("Übermut", meta="windows-1251")),
            "/2025/no-word": Answer(body=article("Übermut", meta=""), kind="text/html"),
            "/2025/nonsense": Answer(body=article("Übermut", meta="x-no-such"), kind="text/html; charset=bogus"),
        },
    ),
    "closed.example": with_feed("closed.example", {"/2025/a": page("Anna")})
    | {"/robots.txt": Answer(status=503, body=b"oops")},
    "rules.example": with_feed("rules.example", {"/private/a": page("Anna"), "/2025/b": page("Berta")})
    | {"/robots.txt": Answer(body=b"User-agent: *\nDisallow: /private/\n", kind="text/plain")},
    "calendar.example": {"/": calendar, "*": lambda asked: events(asked) or calendar(asked)},
    "session.example": {
        "/": front(
            "/2025/03/11/a?PHPSESSID=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
            "/2025/03/11/a?PHPSESSID=ffffffffffffffffffffffffffffffff",
            "/2025/03/11/a;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9",
            "/2025/03/11/a?utm_source=front",
        ),
        "*": page("Anna"),
    },
    "challenge.example": with_feed(
        "challenge.example",
        {
            "/2025/title": Answer(body=b"<title>Just a moment...</title>"),
            "/2025/accepted": Answer(status=202),
            "/2025/forbidden": Answer(status=403, body=article("Anna")),
            "/2025/header": page("Anna", headers={"cf-mitigated": "challenge"}),
            "/2025/b": page("Berta"),
        },
    ),
    "odd.example": with_feed(
        "odd.example",
        {
            "/2025/empty": Answer(),
            "/2025/pdf": Answer(body=b"%PDF-1.7\n" + bytes(range(256)) * 9),
            "/2025/gone": Answer(status=410, body=b"gone"),
            "/2025/error": Answer(status=500, body=b"oops"),
            "/2025/b": page("Berta"),
        },
    ),
    "halffeed.example": {
        "/": Answer(body=b'<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/feed": Answer(
            body=feed("http://halffeed.example/2025/a").body[:-16] + b"<item><title>Cut o", kind="text/xml"
        ),
        "/2025/a": page("Anna"),
    },
    "nofeed.example": {
        "/": Answer(body=b'<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/feed": Answer(status=403, body=b"no"),
    },
}
#: Sites that speak TLS, each with a certificate of its own kind.
SECURE = {"valid.example": {}, "selfsigned.example": {"self_signed": True}, "expired.example": {"expired": True}}


def answer(asked: Asked) -> Answer | None:
    """The answer of the whole internet."""
    scheme, _, rest = asked.url.partition("://")
    host, _, path = rest.partition("/")
    if scheme == "https":
        return page("Anna") if path.startswith("2025") else front("/2025/03/11/a")
    answers = OUTLETS.get(host)
    if answers is None:
        return None
    found = answers.get(f"/{path}")
    if found is None and path != "robots.txt":
        found = answers.get("*")
    if found is None:
        return Answer(status=404, body=b"<h1>Not found</h1>")
    return found if isinstance(found, Answer) else found(asked)
