"""Candidates out, stories in."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from tracker.db.bulk import chunks, pieces
from tracker.db.database import Database
from tracker.db.keys import stored_key
from tracker.db.matches import changed_since
from tracker.db.redirects import Targets
from tracker.db.sites import Sites
from tracker.db.tables import Agency, Article, Credit, Outlet, Republication, Story
from tracker.types import Candidate
from tracker.types import Credit as ReadCredit
from tracker.types import Republication as Found
from tracker.types import Story as FoundStory

_ROLES = ("credit", "own", "citation")


def candidates(db: Database, ids: Collection[int]) -> dict[int, Candidate]:
    """The articles as the chains see them: everything but their texts, with their credits and citations."""
    found: dict[int, Candidate] = {}
    with db.read() as connection:
        sites = Sites(connection)
        agencies = {row.agency: row.country for row in connection.execute(select(Agency.agency, Agency.country))}
        for some in chunks(ids):
            stated = _credits(connection, some)
            query = (
                select(Article.__table__, Outlet.owner, Outlet.country)
                .join(Outlet, Outlet.outlet == Article.outlet)
                .where(Article.article_id.in_(some))
            )
            for row in connection.execute(query):
                found[row.article_id] = Candidate(
                    article_id=row.article_id,
                    url=row.url,
                    outlet=row.outlet,
                    owner=row.owner,
                    title=row.title,
                    words=row.words,
                    published=row.published_at,
                    first_seen=row.first_seen_at,
                    credits=tuple(c for c in stated.get(row.article_id, ()) if c.role != "citation"),
                    cited=tuple(c for c in stated.get(row.article_id, ()) if c.role == "citation"),
                    agency_of_site=sites.agency(row.url) or (row.outlet if row.outlet in agencies else None),
                    final_url=row.final_url,
                    country=row.country,
                    at_home=frozenset(
                        c.source
                        for c in stated.get(row.article_id, ())
                        if row.country and agencies.get(c.source) == row.country
                    ),
                )
    return found


def save_stories(
    db: Database, stories: Sequence[FoundStory], *, of: Collection[int], linked: Collection[int] = ()
) -> None:
    """Replaces every story that has one of the articles `of` as member, or the name of one of `stories`, by `stories`.

    Marks `linked` as linked; where it gives versions (`unlinked`, `all_articles`), only those articles that did not
    change in the meantime.
    """
    with db.write() as connection:
        gone = {story.story_id for story in stories}
        for some in chunks(of):
            query = select(Republication.story_id).where(Republication.article_id.in_(some)).distinct()
            gone.update(connection.scalars(query))
        for names in pieces(sorted(gone)):
            connection.execute(delete(Story).where(Story.story_id.in_(names)))
        ordered = sorted(stories, key=lambda story: story.story_id)
        if ordered:
            connection.execute(insert(Story), [_story_row(story) for story in ordered])
        sites = Sites(connection)
        rows = [_row(story, member, sites) for story in ordered for member in story.members]
        if rows:
            connection.execute(insert(Republication), rows)
        stale = changed_since(connection, linked) if isinstance(linked, Mapping) else set()
        for some in chunks(set(linked) - stale):
            connection.execute(update(Article).where(Article.article_id.in_(some)).values(linked=True))


def _credits(connection: Connection, ids: list[int]) -> dict[int, list[ReadCredit]]:
    """With the addresses that the stated originals lead to: by these they are found, not by a short link to them."""
    found: dict[int, list[ReadCredit]] = {}
    query = select(Credit.__table__).where(Credit.article_id.in_(ids), Credit.role.in_(_ROLES))
    rows = connection.execute(query.order_by(Credit.article_id, Credit.position)).all()
    targets = Targets(connection, [row.origin_url for row in rows if row.origin_url])
    for row in rows:
        found.setdefault(row.article_id, []).append(
            ReadCredit(
                role=row.role,
                source=row.source,
                source_kind=row.source_kind,
                source_name=row.source_name,
                form=row.form,
                extent=row.extent,
                quote=row.quote,
                location=row.location,
                rule=row.rule,
                confidence=row.confidence,
                origin_url=targets.of(row.origin_url) if row.origin_url else None,
                normalised=row.normalised,
            )
        )
    return found


def _story_row(story: FoundStory) -> dict[str, Any]:
    return {
        "story_id": story.story_id,
        "agency": story.agency,
        "agency_confidence": story.agency_confidence,
        "title": story.title,
        "origin_id": story.origin_id,
        "origin_url": story.origin_url,
        "origin_key": stored_key(story.origin_url) if story.origin_url else None,
        "first_published_at": story.first_published,
    }


def _row(story: FoundStory, member: Found, sites: Sites) -> dict[str, Any]:
    parent_outlet = None  # of a parent that was crawled the view knows it
    if member.parent_id is None and member.article_id != story.origin_id:
        # The parent was never crawled. Without a known address it is the story's origin: the agency's own text.
        parent_outlet = sites.outlet(member.parent_url) if member.parent_url else member.agency or story.agency
    return {
        "story_id": story.story_id,
        "article_id": member.article_id,
        "parent_id": member.parent_id,
        "parent_url": member.parent_url,
        "parent_outlet": parent_outlet,
        "parent_confidence": member.parent_confidence,
        "direction": member.direction,
        "agency": member.agency,
        "credited": member.credited,
        "extent": member.extent,
        "share_of_origin": member.share_of_origin,
        "share_of_article": member.share_of_article,
        "lag_seconds": member.lag_seconds,
        "same_owner": member.same_owner,
        "confidence": member.confidence,
        "evidence": member.evidence,
        "depth": member.depth,
        "path": " > ".join(member.path),
        "runner_up": member.runner_up,
        "runner_up_confidence": None if member.runner_up is None else member.runner_up_confidence,
        "verdict_id": member.verdict_id,
    }
