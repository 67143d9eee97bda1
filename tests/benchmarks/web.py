"""A made-up web of any size for benchmarks: hosts with a feed each, pages of some kilobytes that share no passage."""

import random
from collections.abc import Iterator

from tests.internet import Answer, Asked

_SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu".split()  # noqa: SIM905
_PER_HOST = 1000  #: pages; a feed lists no more than 2000
_LINKS = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(40))


class MadeUpWeb:
    """`count` pages on as many hosts as are needed, at least `hosts`."""

    def __init__(self, count: int, *, hosts: int = 16) -> None:
        self.count = count
        per_host = min(_PER_HOST, -(-count // hosts))
        self._hosts = [range(first, min(first + per_host, count)) for first in range(0, count, per_host)]

    @property
    def feeds(self) -> list[str]:
        """Where a crawl begins."""
        return [f"http://host{n}.example/feed" for n in range(len(self._hosts))]

    def answer(self, asked: Asked) -> Answer | None:
        """What the internet answers."""
        host, _, path = asked.url.removeprefix("http://host").partition(".example/")
        if path == "feed":
            items = "".join(f"<item><link>{url}</link></item>" for url in self._urls(int(host)))
            return Answer(body=f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), kind="text/xml")
        if path.startswith("2025/"):
            return Answer(body=page(int(path.removeprefix("2025/"))))
        return Answer(status=404)

    def _urls(self, host: int) -> Iterator[str]:
        return (f"http://host{host}.example/2025/{number}" for number in self._hosts[host])


def page(number: int) -> bytes:
    """Prose of words that are drawn by the number, in a page with some furniture: six kilobytes."""
    draw = random.Random(number)
    prose = "".join(f"<p>{' '.join(_word(draw) for _ in range(60)).capitalize()}.</p>" for _ in range(6))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_word(draw)} {number}</title>'
        '<meta property="article:published_time" content="2025-03-11T08:00:00Z"></head>'
        f"<body><nav><ul>{_LINKS}</ul></nav><article><h1>{_word(draw)} {number}</h1>{prose}</article></body></html>"
    ).encode()


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(2, 4)))
