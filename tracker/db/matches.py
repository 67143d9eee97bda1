"""Texts out, matches in: the articles that are to be linked, and what they share."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, false, insert, or_, select

from tracker.db.bulk import chunks
from tracker.db.database import Database
from tracker.db.tables import Article, Match, Passage, Revision
from tracker.types import Match as Found
from tracker.types import Passage as FoundPassage
from tracker.types import Text


def unlinked(db: Database) -> dict[int, int]:
    """Articles whose text, publication or credits changed since they were last linked, or that never were.

    Each with the version it has now, in the order of recording; give both to `save_matches` and `save_stories`.
    """
    return _versions(db, Article.linked.is_(false()))


def all_articles(db: Database) -> dict[int, int]:
    """Every article with its version, in the order of recording."""
    return _versions(db)


def texts(db: Database, ids: Collection[int]) -> dict[int, Text]:
    """The current texts. An id that is not there is left out."""
    found: dict[int, Text] = {}
    with db.read() as connection:
        for some in chunks(ids):
            query = select(Article.article_id, Article.outlet, Article.language, Revision.text).join(
                Revision, (Revision.article_id == Article.article_id) & (Revision.revision == Article.revision)
            )
            for article_id, outlet, language, body in connection.execute(query.where(Article.article_id.in_(some))):
                found[article_id] = Text(article_id=article_id, outlet=outlet, text=body, language=language)
    return found


def save_matches(db: Database, matches: Iterable[Found], *, of: Collection[int]) -> None:
    """Replaces all matches that the articles `of` have by `matches`. They stay unlinked until their stories stand.

    Where `of` gives versions (`unlinked`, `all_articles`), matches of an article that changed in the meantime are
    left out: their passages would point into a text that is gone. The next linking finds them.
    """
    with db.write() as connection:
        stale = changed_since(connection, of) if isinstance(of, Mapping) else set()
        for some in chunks(of):
            connection.execute(delete(Match).where(or_(Match.article_a.in_(some), Match.article_b.in_(some))))
        kept = [match for match in matches if not {match.article_a, match.article_b} & stale]
        kept.sort(key=lambda match: (match.article_a, match.article_b))
        if kept:
            connection.execute(insert(Match), [_match_row(match) for match in kept])
        passages = [row for match in kept for row in _passage_rows(match)]
        if passages:
            connection.execute(insert(Passage), passages)


def matches_among(db: Database, members: set[int]) -> list[Found]:
    """The matches between `members`, of every kind, with their passages, sorted."""
    with db.read() as connection:
        return _matches_among(connection, members)


def changed_since(connection: Connection, versions: Mapping[int, int]) -> set[int]:
    """Those of the articles that have another version now."""
    changed: set[int] = set()
    for some in chunks(versions):
        query = select(Article.article_id, Article.version).where(Article.article_id.in_(some))
        changed.update(
            article_id for article_id, version in connection.execute(query) if version != versions[article_id]
        )
    return changed


def _versions(db: Database, *conditions: ColumnElement[bool]) -> dict[int, int]:
    query = select(Article.article_id, Article.version).where(*conditions).order_by(Article.article_id)
    with db.read() as connection:
        return dict(connection.execute(query).all())


def _match_row(match: Found) -> dict[str, Any]:
    return {
        "article_a": match.article_a,
        "article_b": match.article_b,
        "shared_words": match.shared_words,
        "share_of_a": match.share_of_a,
        "share_of_b": match.share_of_b,
        "passages": len(match.passages),
        "kind": match.kind,
        "reason": match.reason,
    }


def _passage_rows(match: Found) -> Iterable[dict[str, Any]]:
    for position, passage in enumerate(match.passages):
        yield {
            "article_a": match.article_a,
            "article_b": match.article_b,
            "position": position,
            "start_a": passage.start_a,
            "end_a": passage.end_a,
            "start_b": passage.start_b,
            "end_b": passage.end_b,
            "words": passage.words,
        }


def _matches_among(connection: Connection, members: set[int]) -> list[Found]:
    found: list[Found] = []
    for some in chunks(members):
        passages: dict[tuple[int, int], list[FoundPassage]] = {}
        query = select(Passage.__table__).where(Passage.article_a.in_(some))
        for row in connection.execute(query.order_by(Passage.article_a, Passage.article_b, Passage.position)):
            passage = FoundPassage(
                start_a=row.start_a, end_a=row.end_a, start_b=row.start_b, end_b=row.end_b, words=row.words
            )
            passages.setdefault((row.article_a, row.article_b), []).append(passage)
        rows = select(Match.__table__).where(Match.article_a.in_(some)).order_by(Match.article_a, Match.article_b)
        found.extend(
            Found(
                article_a=row.article_a,
                article_b=row.article_b,
                shared_words=row.shared_words,
                share_of_a=row.share_of_a,
                share_of_b=row.share_of_b,
                passages=tuple(passages.get((row.article_a, row.article_b), ())),
                kind=row.kind,
                reason=row.reason,
            )
            for row in connection.execute(rows)
            if row.article_b in members
        )
    return found
