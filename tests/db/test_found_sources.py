"""Sources that crawls found of outlets."""

from typing import Any

from tracker.db import Database, frontier
from tracker.db.found_sources import found_sources, save_found
from tracker.db.frontier import SourceState

FEED, MAP = "https://gull.example/feed", "https://gull.example/news.xml"


def test_kept_in_the_order_found_until_they_no_longer_answer(db: Database, make: Any) -> None:
    save_found(db, "gull.example", [], at=make.noon)
    assert found_sources(db, "gull.example") == []
    save_found(db, "gull.example", [(MAP, "sitemap")], at=make.noon)
    save_found(db, "gull.example", [(FEED, "feed"), (MAP, "sitemap"), (f"{FEED}/", "feed")], at=make.time(60))
    assert found_sources(db, "gull.example") == [(MAP, "sitemap"), (f"{FEED}/", "feed")]
    assert found_sources(db, "tern.example") == []

    for failures, there in ((2, True), (3, False), (0, True)):
        frontier.save_source_state(
            db, SourceState(url=FEED, outlet="gull.example", kind="feed", failures=failures, reason="500")
        )
        assert (len(found_sources(db, "gull.example")) == 2) is there
