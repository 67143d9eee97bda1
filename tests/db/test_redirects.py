"""Where addresses lead: remembered, asked for, followed; a credit keeps what the page says."""

from dataclasses import replace
from typing import Any

import pytest

from tracker.db import Database, links, queries, redirects, store
from tracker.forwarding import is_short
from tracker.types import Reading

COPY, ORIGINAL = "https://gull.example/copy", "https://nordwire.example/2026/ferry"
SHORT, OTHER = "https://bit.ly/ferry", "https://reut.rs/ferry"


def crediting(make: Any, *urls: str, of: str = COPY) -> Reading:
    """A page that gives these addresses for its originals."""
    stated = tuple(make.credit(f"wire{n}", origin_url=url) for n, url in enumerate(urls))
    reading: Reading = make.reading(of, credits=stated)
    return reading


def led(reading: Reading, to: str) -> Reading:
    """The same page, fetched at another address than the one asked for."""
    article: Any = reading.article
    return replace(reading, receipt=replace(reading.receipt, final_url=to), article=replace(article, final_url=to))


def original_of(db: Database, article_id: int = 1) -> str | None:
    (credit,) = links.candidates(db, [article_id])[article_id].credits
    return credit.origin_url


def test_a_credit_keeps_its_words_and_linking_gets_the_target(db: Database, make: Any) -> None:
    store.record(db, [crediting(make, SHORT)])
    links.save_stories(db, [], of=[1], linked=links.unlinked(db))
    assert original_of(db) == SHORT
    assert redirects.target_of(db, SHORT) == SHORT
    before = queries.show(db, COPY)
    assert before is not None
    assert [c["origin_note"] for c in before.credits] == ["not asked yet"]

    redirects.save_redirect(db, SHORT, target=ORIGINAL, at=make.noon)
    assert list(links.unlinked(db)) == [1]
    assert original_of(db) == ORIGINAL
    shown = queries.show(db, COPY)
    assert shown is not None
    assert [(c["origin_url"], c["origin_target"]) for c in shown.credits] == [(SHORT, ORIGINAL)]

    # An article of the target hangs together with it, whichever of the two comes first.
    store.record(db, [make.reading(ORIGINAL), crediting(make, SHORT, of=f"{COPY}-2")])
    assert links.component(db, {2}) == {1, 2, 3}


def test_what_carries_its_target_in_itself_needs_no_asking(db: Database, make: Any) -> None:
    wrapped = f"https://www.google.com/url?q={ORIGINAL}"
    store.record(db, [crediting(make, wrapped), make.reading(ORIGINAL)])
    assert original_of(db) == ORIGINAL
    assert links.component(db, {2}) == {1, 2}
    assert queries.select(db, "SELECT COUNT(*) FROM redirect").rows == ((0,),)


def test_a_fetch_that_was_led_elsewhere_is_remembered(db: Database, make: Any) -> None:
    old = "https://nordwire.example/?p=7"
    store.record(db, [crediting(make, old)])
    links.save_stories(db, [], of=[1], linked=links.unlinked(db))
    store.record(db, [led(make.reading(old), ORIGINAL), make.reading("https://gull.example/other")])
    assert queries.select(db, "SELECT url, target FROM redirect").rows == ((old, ORIGINAL),)
    assert original_of(db) == ORIGINAL
    assert 1 in links.unlinked(db)
    # What was found out first stands.
    store.record(db, [led(make.reading(old, at=60, body="moved again"), f"{ORIGINAL}-again")])
    assert redirects.target_of(db, old) == ORIGINAL


@pytest.mark.parametrize(
    "final", ["https://gull.example/", "https://www.gull.example/1?utm_source=x", "http://gull.example/1"]
)
def test_a_front_page_and_the_same_page_lead_nowhere(db: Database, make: Any, final: str) -> None:
    store.record(db, [led(make.reading("https://gull.example/1"), final)])
    assert queries.select(db, "SELECT * FROM redirect").rows == ()


def test_a_refusal_leads_nowhere(db: Database, make: Any) -> None:
    unread = make.unread("https://gull.example/1")
    consent = replace(unread, receipt=replace(unread.receipt, final_url="https://consent.example/ask?id=1"))
    store.record(db, [consent])
    assert queries.select(db, "SELECT * FROM redirect").rows == ()


def test_one_leads_to_the_next_and_circles_end(db: Database, make: Any) -> None:
    chain = [SHORT, OTHER, f"https://l.facebook.com/l.php?u={ORIGINAL}-moved", f"{ORIGINAL}-moved", ORIGINAL]
    store.record(db, [crediting(make, SHORT)])
    for url, target in ((chain[3], chain[4]), (chain[0], chain[1]), (chain[1], chain[2])):
        redirects.save_redirect(db, url, target=target, at=make.noon)
    assert original_of(db) == ORIGINAL
    store.record(db, [make.reading(ORIGINAL)])
    assert links.component(db, {2}) == {1, 2}

    redirects.save_redirect(db, ORIGINAL, target=SHORT, at=make.noon)
    assert redirects.target_of(db, SHORT) in chain


def test_which_are_to_be_asked(db: Database, make: Any) -> None:
    wrapped = f"https://www.google.com/url?q={OTHER}"
    store.record(
        db,
        [
            crediting(make, SHORT, ORIGINAL, wrapped),
            crediting(make, SHORT, of="https://gull.example/b"),
            replace(
                (tern := crediting(make, "https://bit.ly/tern", of="https://tern.example/c")),
                receipt=replace(tern.receipt, outlet="tern.example"),
            ),
        ],
    )

    def wanted(*outlets: str, minutes: int = 0, **more: Any) -> list[str]:
        return redirects.short_links(db, outlets, is_short=is_short, at=make.time(minutes), **more)

    assert wanted("gull.example") == [SHORT, OTHER]
    assert wanted("gull.example", limit=1) == [SHORT]
    assert wanted("tern.example", "gull.example") == [SHORT, OTHER, "https://bit.ly/tern"]
    assert wanted() == []
    redirects.save_redirect(db, SHORT, target=ORIGINAL, at=make.noon)
    redirects.save_redirect(
        db, OTHER, target=None, reason="429 Too Many Requests", at=make.noon, next_attempt_at=make.time(60)
    )
    assert wanted("gull.example", minutes=59) == []
    assert wanted("gull.example", minutes=60) == [OTHER]
    shown = queries.show(db, COPY)
    assert shown is not None
    assert [c["origin_note"] for c in shown.credits] == [None, None, "429 Too Many Requests"]
    redirects.save_redirect(db, OTHER, target=None, reason="404 Not Found", at=make.noon)
    assert wanted("gull.example", minutes=1_000_000) == []
