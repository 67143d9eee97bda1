"""What a feed says of an item's source is evidence: it reaches the credits of the page, with the feed as its place."""

from collections.abc import Callable
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import

FEED = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Paper</title>
<item><link>http://paper.example/2025/a</link><source url="https://tass.com/rss/v2.xml">TASS</source></item>
<item><link>http://paper.example/2025/b</link><dc:creator>Reuters</dc:creator></item>
<item><link>http://paper.example/2025/c</link><media:credit role="photographer">Ann Marlow/AFP</media:credit></item>
<item><link>http://paper.example/2025/d</link><media:credit role="owner">Xinhua</media:credit></item>
</channel></rss>"""


def test_from_the_feed_to_the_credits(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    pages = {f"/2025/{name}": answer(article_page(name.upper() * 5)) for name in "abcd"}
    site.answers = {"/feed": answer(FEED, kind="text/xml"), **pages}
    crawl(f"{site.url}/feed")
    read = crawl.sql("SELECT url, role, source, form, location FROM credits ORDER BY url")
    place = f"{site.url}/feed"
    assert read == [
        (f"{site.url}/2025/a", "credit", "tass", "syndicated", place),
        (f"{site.url}/2025/b", "credit", "reuters", "byline", place),
        (f"{site.url}/2025/c", "photo", "afp", "other", place),
        (f"{site.url}/2025/d", "credit", "xinhua", "byline", place),
    ]
    # The feed that an item was taken from is no original: nobody asks for it, and no story has it.
    assert not any("tass.com" in path for path in site.paths)
    assert crawl.sql("SELECT COUNT(*) FROM stories WHERE origin_url IS NOT NULL") == [(0,)]
