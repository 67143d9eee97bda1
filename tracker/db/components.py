"""What hangs together: the articles whose stories one change can touch."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, or_, select

from tracker.db.bulk import chunks, pieces
from tracker.db.database import Database
from tracker.db.tables import Article, Credit, Match, Republication, Story
from tracker.db.verdicts import address_keys, any_given, confirmed_with

_LINKING = ("copy", "partial")  #: kinds of match that can make a story


def component(db: Database, ids: Collection[int]) -> set[int]:
    """`ids` and every article that hangs together with them, directly or through others.

    Two articles hang together by a match that can make a story, by a credit of one that gives the other's address, by
    credits that give the same address, by a person's word that one republishes the other or both a third, or by a story
    that both are in now: it may have to lose one of them.
    """
    with db.read() as connection:
        members = set(ids)
        frontier = set(ids)
        while frontier:
            ways = (_by_matches, _by_origins, _by_verdicts, _by_stories)
            reached = {other for find in ways for other in find(connection, frontier)}
            frontier = reached - members
            members |= frontier
        return members


def _by_matches(connection: Connection, ids: set[int]) -> Iterator[int]:
    for some in chunks(ids):
        for here, there in ((Match.article_a, Match.article_b), (Match.article_b, Match.article_a)):
            yield from connection.scalars(select(there).where(here.in_(some), Match.kind.in_(_LINKING)).distinct())


def _by_origins(connection: Connection, ids: set[int]) -> Iterator[int]:
    named: set[str] = set()
    own: set[str] = set()
    for some in chunks(ids):
        credited = select(Credit.origin_key).where(Credit.article_id.in_(some), Credit.origin_key.is_not(None))
        named.update(key for key in connection.scalars(credited.distinct()) if key is not None)
        addresses = select(Article.url_key, Article.final_key).where(Article.article_id.in_(some))
        own.update(key for row in connection.execute(addresses) for key in row)
    for keys in pieces(sorted(named)):
        there = or_(Article.url_key.in_(keys), Article.final_key.in_(keys))
        yield from connection.scalars(select(Article.article_id).where(there))
    for keys in pieces(sorted(named | own)):
        yield from connection.scalars(select(Credit.article_id).where(Credit.origin_key.in_(keys)).distinct())


def _by_verdicts(connection: Connection, ids: set[int]) -> Iterator[int]:
    if not any_given(connection):
        return
    for keys in pieces(sorted(set(confirmed_with(connection, address_keys(connection, ids))))):
        there = or_(Article.url_key.in_(keys), Article.final_key.in_(keys))
        yield from connection.scalars(select(Article.article_id).where(there))


def _by_stories(connection: Connection, ids: set[int]) -> Iterator[int]:
    stories: set[str] = set()
    for some in chunks(ids):
        stories.update(connection.scalars(select(Republication.story_id).where(Republication.article_id.in_(some))))
        stories.update(connection.scalars(select(Story.story_id).where(Story.origin_id.in_(some))))
    for names in pieces(sorted(stories)):
        yield from connection.scalars(select(Republication.article_id).where(Republication.story_id.in_(names)))
