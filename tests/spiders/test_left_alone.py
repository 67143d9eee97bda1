"""Three months by `--due` alone, without words and without a person: what cron does, with a clock of the test's.

Articles change, lose a credit, vanish; an original that a credit points to answers late; outlets come due by their
sources, by addresses that wait, or by articles to be looked at again.
"""

from collections.abc import Callable
from typing import Any

Fixture = Any  # the classes of conftest.py, which test modules cannot import
Pages = Callable[..., bytes]

HOUR, DAY = 60, 24 * 60
CREDIT = '<p>The original source of this article is <a href="{}">The Harbour Herald</a>.</p></article>'
ORIGINAL = "http://herald.example/2025/03/11/story"
LATE = "http://late.example/2025/03/14/story"


def crediting(page: bytes, url: str) -> bytes:
    return page.replace(b"</article>", CREDIT.format(url).encode())


def test_three_months_without_a_person(site: Fixture, crawl: Fixture, answer: Fixture, article_page: Pages) -> None:
    def feed(*names: str) -> Any:
        return answer(site.feed(*(f"/2025/{name}" for name in names)), kind="text/xml")

    def days(count: float) -> None:
        crawl.ahead = count * DAY

    copy, second = article_page("Clara"), article_page("Emma")
    site.answers = {
        "/": answer('<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/feed": feed("anna", "berta", "clara", "doris"),
        **{f"/2025/{name}": answer(article_page(name.title())) for name in ("anna", "berta", "doris")},
        "/2025/clara": answer(crediting(copy, ORIGINAL)),
        ORIGINAL: answer(copy),
        LATE: answer(status=503),
    }
    assert crawl(site.url)["outcomes"]["read"] == 5, "four of the feed, and the original that one credits"

    crawl.leave_the_world_alone()

    # An hour and some minutes: every article is looked at again, the original too, whose outlet has no source.
    crawl.ahead = HOUR + 5
    assert crawl("--due")["outcomes"]["unchanged"] == 5
    assert [url for url, _ in site.asked].count(ORIGINAL) == 2
    crawl.ahead = HOUR + 6
    assert (crawl("--due")["pages"], crawl("--due")["outlets"]) == (0, {}), "nothing is due"

    days(1.1)
    site.answers["/2025/anna"] = answer(article_page("Anna").replace(b"the crane of", b"the old crane of"))
    assert crawl("--due")["outcomes"]["changed"] == 1

    days(3.1)
    site.answers |= {"/2025/berta": answer("gone", status=410), "/2025/emma": answer(crediting(second, LATE))}
    site.answers["/feed"] = feed("emma", "anna")
    done = crawl("--due", code=None)
    assert (done["outcomes"]["read"], done["gone"]) == (1, 1)
    assert crawl.sql("SELECT outcome FROM address WHERE url = ?", LATE) == [("failed",)]

    # Asked again by itself, of an outlet that has nothing but this address.
    days(4.2)
    site.answers[LATE] = answer(second)
    assert crawl("--due")["outcomes"]["read"] == 1

    days(7.1)
    site.answers["/2025/clara"] = answer(copy)
    site.answers["/2025/doris"] = answer(status=302, headers={"Location": "/"})
    assert crawl("--due")["gone"] == 1, "of the two that are gone, one was known to be"
    assert crawl.sql("SELECT url, change, source_name FROM credit_changes") == [
        (f"{site.url}/2025/clara", "dropped", "Harbour Herald")
    ]

    for day in (8.2, 10.2, 31, 35, 60):
        days(day)
        crawl("--due")
    days(90)
    before = len(site.asked)
    site.answers["/feed"] = feed("frieda", "emma")
    site.answers["/2025/frieda"] = answer(article_page("Frieda"))
    assert crawl("--due")["outcomes"]["read"] == 1
    assert [path for path, _ in site.asked[before:]] == ["/feed", "/2025/frieda"], "nothing old is looked at any more"

    rows = crawl.sql("SELECT url, status, revisions FROM articles")
    states = {url.removeprefix(site.url + "/2025/"): (status, revisions) for url, status, revisions in rows}
    assert states == {
        "anna": ("200", 2),
        "berta": ("gone", 1),
        "clara": ("200", 2),
        "doris": ("gone", 1),
        "emma": ("200", 1),
        "frieda": ("200", 1),
        ORIGINAL: ("200", 1),
        LATE: ("200", 1),
    }
    assert crawl.sql("SELECT DISTINCT origin_url, origin_seen FROM stories WHERE origin_url = ?", LATE) == [(LATE, 1)]
    # Nobody waits for ever, and nothing is left to be looked at but the newest.
    assert crawl.sql("SELECT url FROM address WHERE next_attempt_at IS NOT NULL OR outcome IS NULL") == []
    assert crawl.sql("SELECT count(*) FROM revisit WHERE next_visit_at IS NOT NULL") == [(0,)]
    assert crawl.sql("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)]
    assert crawl.sql("SELECT count(*) FROM lease WHERE holder IS NOT NULL") == [(0,)]
