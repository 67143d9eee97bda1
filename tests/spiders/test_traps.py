"""Sites that never end: calendars that go on for ever, addresses with a session in them."""

import re
from collections.abc import Callable
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import


def test_an_endless_calendar(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """Five pages of a listing, whatever lies behind; a second crawl walks no farther than the first."""

    def month(number: int) -> Any:
        days = "".join(f'<a href="/events/{number}/{day}">Events on day {day} of month {number}</a>' for day in (1, 2))
        return answer(f'<nav></nav>{days}<a rel="next" href="/calendar/{number + 1}">Next</a>')

    site.answers = {f"/calendar/{n}": month(n) for n in range(50)}
    site.answers |= {f"/events/{n}/{day}": answer("<p>No events.") for n in range(50) for day in (1, 2)}
    site.answers["/"] = answer(
        '<h2><a href="/2025/a">All about somebody</a></h2><a rel="next" href="/calendar/0">Older posts</a>'
    )
    site.answers["/2025/a"] = answer(article_page("Anna"))
    first = crawl(site.url, code=None)
    months = [path for path in site.paths if path.startswith("/calendar/")]
    assert months == [f"/calendar/{n}" for n in range(4)]
    assert first["outcomes"] == first["outcomes"] | {"read": 1, "not_article": 8}

    before = len(site.paths)
    assert crawl(site.url, code=None)["pages"] == 0
    assert not any("events" in path for path in site.paths[before:])


def test_sessions_in_addresses(
    site: Fixture, crawl: Fixture, answer: Fixture, article_page: Callable[..., bytes]
) -> None:
    """A new one at every visit; of each article one address is fetched, and once."""
    visits = iter(range(99))

    def front() -> Any:
        session = f"{next(visits):032x}"
        links = (f"/2025/a;jsessionid={session}", f"/2025/b?PHPSESSID={session}", f"/(S({session}))/2025/c")
        return answer("".join(f'<h2><a href="{link}">All about somebody</a></h2>' for link in links))

    site.answers = {"/": front}
    for number in range(99):
        session = f"{number:032x}"
        site.answers |= {
            f"/2025/a;jsessionid={session}": answer(article_page("Anna")),
            f"/2025/b?PHPSESSID={session}": answer(article_page("Berta")),
            f"/(S({session}))/2025/c": answer(article_page("Clara")),
        }
    assert crawl(site.url)["outcomes"]["read"] == 3
    assert crawl(site.url, code=None)["pages"] == 0
    assert len([path for path in site.paths if re.search(r"/2025/[abc]", path)]) == 3
    assert crawl.sql("SELECT COUNT(*) FROM articles") == [(3,)]
