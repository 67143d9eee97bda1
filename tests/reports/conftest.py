"""A small made-up database: one agency, five outlets, three stories, one of each kind of trouble."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from tracker.catalogue import Agency, Catalogue, Outlet
from tracker.db import Database, links, polls, store
from tracker.db.signals import watch
from tracker.types import (
    Article,
    Credit,
    Moment,
    Outcome,
    Reading,
    Receipt,
    Republication,
    Story,
    UnreadLine,
)  # fmt: skip

MORNING = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)

CATALOGUE = Catalogue(
    {"nordwire": Agency(key="nordwire", name="Nordwire", domains=("nordwire.example",), names=("Nordwire",))},
    {
        key: Outlet(key=key, name=key.title(), domains=(f"{key}.example",), owner=owner)
        for key, owner in (("harbour", "Quay Group"), ("tide", "Quay Group"), ("lantern", None), ("plain", None))
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article of the made-up web: its outlet, its headline, minutes after nine o'clock, None for no time."""

    outlet: str
    title: str
    minutes: int | None
    language: str = "en"
    people: tuple[tuple[str, str | None], ...] = ()  #: as written, in one spelling
    unread: tuple[tuple[str, str], ...] = ()  #: lines that no rule understood, with their shapes

    @property
    def url(self) -> str:
        return f"http://{self.outlet}.example/{self.title.lower().replace(' ', '-')}"


PIECES = (
    Piece(outlet="nordwire", title="Ferries stop", minutes=0),
    Piece(
        outlet="harbour",
        title="Ferries stop at dawn",
        minutes=30,
        people=(("ADA BROOK", "Ada Brook"), ("Ib Holm", "Ib Holm")),
        unread=(("Wire desk: Oak Post 7", "wire desk: Oak Post 0"),),
    ),
    Piece(
        outlet="tide",
        title="No ferries",
        minutes=120,
        people=(("Brook, Ada", "Ada Brook"),),
        unread=(("(ZXQ)", "(ZXQ)"), ("Wire desk: Oak Post 9", "wire desk: Oak Post 0")),
    ),
    Piece(outlet="lantern", title="Ferries again", minutes=300, people=(("ib holm", None),)),
    Piece(outlet="harbour", title="Le phare", minutes=None, language="fr", unread=(("(ZXQ)", "(ZXQ)"),)),
    Piece(outlet="plain", title="=Bridge opens", minutes=1500),
    Piece(outlet="tide", title="Bridge open", minutes=1440),
)
#: When feeds were asked, in days after the morning, and what became of it; the agency's never were.
POLLS = (
    *((outlet, day, Outcome.READ) for outlet in ("harbour", "tide") for day in (0, 1)),
    ("lantern", 0, Outcome.BLOCKED),
    ("plain", 0, Outcome.UNCHANGED),
)


@pytest.fixture
def newsroom(db: Database) -> Database:
    """The made-up database, once on SQLite and once on PostgreSQL."""
    store.sync_catalogue(db, CATALOGUE)
    recorded = store.record(db, [_reading(piece) for piece in PIECES])
    ids = [r.article_id for r in recorded if r.article_id is not None]
    links.save_stories(db, _stories(ids), of=ids)
    store.note(db, outlet="lantern", url="http://lantern.example/x", outcome=Outcome.BLOCKED, reason="403", at=MORNING)
    store.note(db, outlet="plain", url="http://plain.example/x", outcome=Outcome.REFUSED, reason="robots", at=MORNING)
    for outlet, day, outcome in POLLS:
        url, at = f"http://{outlet}.example/feed", MORNING + timedelta(days=day)
        reason = "" if outcome in (Outcome.READ, Outcome.UNCHANGED) else "feed: 403 Forbidden"
        polls.note_poll(db, outlet=outlet, url=url, outcome=outcome, reason=reason, items=3, at=at)
    watch(db)
    return db


@pytest.fixture
def member_of() -> Callable[..., Republication]:
    """Makes members of stories."""
    return _member


@pytest.fixture
def reading_of() -> Callable[..., Reading]:
    """Makes readings: of an outlet's page by its headline, with a text of its own."""

    def reading(outlet: str, title: str, *, text: str | None = None, fetched: datetime = MORNING) -> Reading:
        made = _reading(Piece(outlet=outlet, title=title, minutes=0))
        if text is None or not isinstance(made.article, Article):
            return replace(made, receipt=replace(made.receipt, fetched_at=fetched))
        digest = hashlib.sha256(text.encode()).hexdigest()
        receipt = replace(made.receipt, fetched_at=fetched, sha256=digest, size=len(text))
        return replace(made, receipt=receipt, article=replace(made.article, text=text))

    return reading


def _reading(piece: Piece) -> Reading:
    text = f"{piece.title}. A text of {piece.outlet}."
    fetched = MORNING + timedelta(hours=1, minutes=piece.minutes or 0)
    at = None if piece.minutes is None else MORNING + timedelta(minutes=piece.minutes)
    return Reading(
        receipt=Receipt(
            url=piece.url,
            final_url=piece.url,
            fetched_at=fetched,
            status=200,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            size=len(text),
            outlet=piece.outlet,
        ),
        article=Article(
            url=piece.url,
            final_url=piece.url,
            title=piece.title,
            text=text,
            language=piece.language,
            published=Moment(at=at, source="meta", precision="minute", raw=at.isoformat()) if at else None,
            modified=None,
            canonical_url=None,
            site_names=(),
            outlet=piece.outlet,
        ),
        credits=tuple(
            Credit(
                role="author", source=written.lower(), source_kind="person", source_name=written, form="byline",
                extent="unknown", quote=f"By {written}", location="byline", rule="byline", confidence=0.9,
                normalised=normalised,
            )
            for written, normalised in piece.people
        ),
        unread=tuple(
            UnreadLine(text=line, place="tail", shape=shape, reason="made up") for line, shape in piece.unread
        ),
    )  # fmt: skip


def _stories(ids: Sequence[int]) -> list[Story]:
    wire, harbour, tide, lantern, lighthouse, plain, bridge = ids
    return [
        Story(
            story_id="ferries",
            agency="nordwire",
            agency_confidence=0.98,
            title="Ferries stop",
            origin_id=wire,
            origin_url=PIECES[0].url,
            first_published=MORNING,
            members=(
                _member(wire, None, depth=0, credited=True, share_of_origin=1.0),
                _member(harbour, wire, lag=1800, credited=True, share_of_origin=0.9, share=0.95, direction="stated"),
                _member(tide, wire, lag=7200, share_of_origin=0.8, share=0.75, confidence=0.9),
                _member(lantern, harbour, lag=18000, depth=2, credited=True, share=0.55, direction="stated"),
            ),
        ),
        Story(
            story_id="lighthouse",
            agency="nordwire",
            agency_confidence=0.9,
            title="Le phare",
            origin_id=None,
            origin_url="http://nordwire.example/le-phare",
            first_published=None,
            members=(_member(lighthouse, None, credited=True, direction="stated"),),
        ),
        Story(
            story_id="bridge",
            agency=None,
            agency_confidence=0.0,
            title="Bridge open",
            origin_id=None,
            origin_url=None,
            first_published=MORNING + timedelta(days=1),
            members=(
                _member(bridge, None, lag=0, direction="unknown", confidence=0.6),
                _member(plain, None, lag=3600, direction="unknown", confidence=0.7, share=0.9),
            ),
        ),
    ]


def _member(
    article_id: int,
    parent_id: int | None,
    *,
    depth: int = 1,
    lag: int | None = None,
    credited: bool = False,
    share: float = 1.0,
    share_of_origin: float | None = None,
    direction: str = "inferred",
    confidence: float = 0.95,
) -> Republication:
    assert direction in ("stated", "inferred", "unknown")
    return Republication(
        article_id=article_id,
        parent_id=parent_id,
        parent_url=None,
        parent_confidence=confidence,
        direction=direction,  # type: ignore[arg-type] # checked above
        agency=None,
        credited=credited,
        extent="full" if share >= 0.9 else "partial",
        share_of_origin=share_of_origin,
        share_of_article=share,
        lag_seconds=lag,
        same_owner=False,
        confidence=confidence,
        evidence=f"shares {share:.0%} of its text",
        depth=depth,
        path=("origin", "here"),
    )
