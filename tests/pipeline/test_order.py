"""Stories do not depend on when what was recorded, nor on how often it was linked in between.

Made-up cascades come in in any order, in any portions, with all that can happen on the way: a text that is revised,
one that becomes another story, a page that loses its credit, a person's word, given and withdrawn. Linked after every
few of these, the database holds what `link --all` gives at the end; and stories and parents are those of any other
order. Each event has its time, whenever it is recorded.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.generator import Settings
from tests.generator.cascades import MORNING, Page
from tests.generator.measure import made_up
from tracker.db import Database, queries, store
from tracker.db.rows import Value
from tracker.db.tables import Base
from tracker.db.verdicts import give, withdraw
from tracker.match import ALGORITHM, fingerprint
from tracker.pipeline.linking import link
from tracker.pipeline.progress import silent
from tracker.types import Article, Moment, Reading, Receipt, Relation, Verdict

Rows = dict[str, list[tuple[Value, ...]]]


@dataclass(frozen=True)
class Withdrawal:
    """A verdict taken back, by who gave it and when."""

    given_at: datetime


Event = Reading | Verdict | Withdrawal
#: A week that fails is not made smaller: that would take minutes, and its seed says which it is.
EXAMPLES = settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)

# ----------------------------------------------------------------------------------------------------- a made-up week


def events(seed: int) -> list[Event]:
    """All that happens in one small world: two or three stories and what becomes of them."""
    draw = random.Random(seed)
    chosen = Settings(
        seed=seed, stories=3, copies=4.0, noise=draw.choice((0.0, 0.3, 1.0)), roundups=0.3, sisters=0.3, credit_copy=0.5
    )
    pages = [page for page in made_up(chosen)[0] if page.crawled]
    found: list[Event] = [reading(page, at=page.at) for page in pages]
    revised, rewritten, bare = draw.sample(pages, 3)
    later = timedelta(days=1)
    found.append(reading(revised, at=revised.at + later, text=revised.draft.shown().rpartition(" ")[0]))
    other = draw.choice([page for page in pages if page.story != rewritten.story] or pages)
    found.append(reading(rewritten, at=rewritten.at + later, text=other.draft.shown()))
    found.append(reading(bare, at=bare.at + later, credited=False))
    for number in range(5):
        relation: Relation = draw.choice(("republishes", "republishes", "not-a-copy-of", "agency"))
        one, two = draw.sample(pages, 2)
        never = draw.random() < 0.2
        known = "https://never.example/crawled" if never else two.url
        word = Verdict(
            url=one.url,
            relation=relation,
            other="cable" if relation == "agency" else known,
            person="Ada Brook",
            given_at=MORNING + timedelta(days=2, minutes=number),
        )
        found.append(word)
        if draw.random() < 0.3:
            found.append(Withdrawal(word.given_at))
    return found


def reading(page: Page, *, at: datetime, text: str | None = None, credited: bool = True) -> Reading:
    """A page as it is recorded, with the statements that the generator says are read from it."""
    shown = page.draft.shown() if text is None else text
    body = hashlib.sha256(f"{page.url} {at} {credited} {shown}".encode()).hexdigest()
    dated = Moment(at=page.dated, source="meta", precision="second", raw="") if page.dated else None
    return Reading(
        receipt=Receipt(
            url=page.url,
            final_url=page.url,
            fetched_at=at,
            status=200,
            sha256=body,
            size=len(shown),
            outlet=page.outlet,
        ),
        article=Article(
            url=page.url,
            final_url=page.url,
            title=page.draft.headline(),
            text=shown,
            language="en",
            published=dated,
            modified=None,
            canonical_url=None,
            site_names=(),
            outlet=page.outlet,
        ),
        credits=(*page.credits, *page.cited) if credited else (),
        fingerprints=fingerprint(shown),
    )


def in_time(shuffled: Sequence[Event]) -> Iterator[Event]:
    """The same, a withdrawal never before its verdict."""
    given_at: set[datetime] = set()
    waiting: list[Withdrawal] = []
    for event in shuffled:
        if isinstance(event, Withdrawal) and event.given_at not in given_at:
            waiting.append(event)
            continue
        yield event
        if isinstance(event, Verdict):
            given_at.add(event.given_at)
            yield from (one for one in waiting if one.given_at == event.given_at)


# ------------------------------------------------------------------------------------------------ what comes out of it


def happen(db: Database, event: Event) -> None:
    if isinstance(event, Reading):
        store.record(db, [event], algorithm=ALGORITHM)
    elif isinstance(event, Verdict):
        give(db, [event])
    else:
        query = "SELECT verdict_id FROM verdicts WHERE given_at = :at"
        ((number,),) = queries.select(db, query, {"at": event.given_at}).rows
        assert isinstance(number, int)
        withdraw(db, number, at=MORNING + timedelta(days=3), by="Ada Brook")


def linked(db: Database, *, everything: bool = False) -> None:
    link(db, everything=everything, workers=1, progress=silent)


def played(db: Database, happening: Sequence[Event], cuts: set[int]) -> Rows:
    """What is in the database after the events in their order, linked after those of these numbers and at the end."""
    with db.write() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        for agency in ("nordwire", "cable", "sudpress"):
            own: dict[str, Any] = {"name": agency, "kind": "wire", "country": "", "owner": None}
            connection.execute(Base.metadata.tables["agency"].insert(), {"agency": agency, **own})
    for number, event in enumerate(in_time(happening)):
        happen(db, event)
        if number in cuts:
            linked(db)
    linked(db)
    return rows(db)


def rows(db: Database) -> Rows:
    """What linking made, without the numbers that the order of recording gives out."""
    found: Rows = {}
    for view, left_out in (
        ("stories", ()),
        ("republications", ("article_id", "verdict_id")),
        ("chains", ("article_id",)),
    ):
        of = queries.select(db, f"SELECT * FROM {view}").dicts()
        found[view] = sorted((tuple(v for n, v in row.items() if n not in left_out) for row in of), key=repr)
    found["decided"] = _sorted(
        db,
        "SELECT r.story_id, r.url, v.url, v.relation, v.given_at FROM republications AS r "
        "JOIN verdicts AS v ON v.verdict_id = r.verdict_id",
    )
    return found


def matched(db: Database) -> Rows:
    """Matches with their passages: these depend on which of the two was recorded first, as their columns do."""
    return {"matches": _sorted(db, "SELECT * FROM matches"), "passages": _sorted(db, "SELECT * FROM passage")}


def _sorted(db: Database, query: str) -> list[tuple[Value, ...]]:
    return sorted(queries.select(db, query).rows, key=repr)


@EXAMPLES
@given(data=st.data(), seed=st.integers(1, 500))
def test_in_portions_as_at_once(db: Database, data: st.DataObject, seed: int) -> None:
    """Any order of arrival, any portions: the same as `link --all` on the same database."""
    happening = data.draw(st.permutations(events(seed)).map(list), label="order")
    cuts = data.draw(st.sets(st.integers(0, len(happening) - 1), max_size=8), label="linked after")
    in_portions = played(db, happening, cuts)
    matches = matched(db)
    linked(db, everything=True)
    assert matched(db) == matches
    assert rows(db) == in_portions


@EXAMPLES
@given(data=st.data(), seed=st.integers(1, 500))
def test_in_one_order_as_in_another(db: Database, data: st.DataObject, seed: int) -> None:
    """Stories, parents and all that is said of them, by addresses."""
    every = events(seed)
    happening = data.draw(st.permutations(every).map(list), label="order")
    cuts = data.draw(st.sets(st.integers(0, len(happening) - 1), max_size=4), label="linked after")
    assert played(db, happening, cuts) == played(db, every, set())
