"""What new articles of an outlet carry, against those of its past: their length and their credits."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.db.bulk import chunks
from tracker.db.tables import Article, Credit
from tracker.signals import Credited, Lengths, Signal, judge_credits, judge_lengths

#: How far back the past goes that a day is held against, and how many days, itself included, count as the present of
#: credits: an outlet of ten articles a day has thirty.
_PAST, _PRESENT = timedelta(days=28), timedelta(days=2)
#: Roles that a page's template carries; citations and picture credits are of the text and its pictures.
_ROLES = ("credit", "own", "author")


@dataclass(slots=True)
class _New:
    """An article on the day on which it was seen first."""

    day: date
    words: int
    url: str
    forms: set[str]


def credit_signals(
    connection: Connection, days: Collection[tuple[str, date]], first: date, outlets: Sequence[str] | None
) -> Iterator[Signal]:
    """Teasers and vanished credits of these `days`, none of which is before `first`, nor of others than `outlets`."""
    by_outlet: dict[str, list[_New]] = _articles(connection, first, outlets)
    for outlet, day in sorted(days):
        articles = by_outlet.get(outlet, [])
        today = _between(articles, day, day)
        if not today:
            continue
        past = _between(articles, day - _PAST, day - timedelta(days=1))
        lengths = Lengths(
            outlet=outlet,
            day=day,
            words=tuple(article.words for article in today),
            past=tuple(article.words for article in past),
            url=min(today, key=lambda article: (article.words, article.url)).url,
        )
        if signal := judge_lengths(lengths):
            yield signal
        recent = _between(articles, day - _PRESENT, day)
        yield from _vanished(outlet, day, recent, _between(articles, day - _PAST, day - _PRESENT - timedelta(days=1)))


def of_outlets(column: InstrumentedAttribute[str], outlets: Sequence[str] | None) -> list[ColumnElement[bool]]:
    """The condition that a row is of these outlets; none where all are meant."""
    return [] if outlets is None else [column.in_(outlets)]


def _vanished(outlet: str, day: date, recent: Sequence[_New], past: Sequence[_New]) -> Iterator[Signal]:
    for form in sorted(set().union(*(article.forms for article in past))):
        without = [article.url for article in recent if form not in article.forms]
        found = Credited(
            outlet=outlet,
            day=day,
            form=form,
            recent=len(recent),
            recent_with=len(recent) - len(without),
            past=len(past),
            past_with=sum(form in article.forms for article in past),
            url=min(without, default=None),
        )
        if signal := judge_credits(found):
            yield signal


def _articles(connection: Connection, first: date, outlets: Sequence[str] | None) -> dict[str, list[_New]]:
    """New articles by outlet, in order of days, from as far back as the first day's past goes."""
    since = datetime.combine(first - _PAST if first > date.min + _PAST else date.min, time.min, UTC)
    query = select(Article.article_id, Article.outlet, Article.first_seen_at, Article.words, Article.url)
    query = query.where(*of_outlets(Article.outlet, outlets))
    by_id: dict[int, _New] = {}
    by_outlet: dict[str, list[_New]] = defaultdict(list)
    for article_id, outlet, at, words, url in connection.execute(query.where(Article.first_seen_at >= since)):
        new = _New(at.astimezone(UTC).date(), words, url, set())
        by_id[article_id] = new
        by_outlet[outlet].append(new)
    for some in chunks(by_id):
        stated = select(Credit.article_id, Credit.role, Credit.form).where(Credit.article_id.in_(some))
        for article_id, role, form in connection.execute(stated.where(Credit.role.in_(_ROLES))):
            by_id[article_id].forms.add(f"{role} {form}")
    for articles in by_outlet.values():
        articles.sort(key=lambda article: (article.day, article.url))
    return by_outlet


def _between(articles: Sequence[_New], first: date, last: date) -> Sequence[_New]:
    """Those of the days from `first` to `last`."""
    start = bisect_left(articles, first, key=lambda article: article.day)
    return articles[start : bisect_left(articles, last + timedelta(days=1), key=lambda article: article.day)]
