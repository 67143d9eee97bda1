"""A tracking database that nobody crawled, row by row: what a year of some two thousand outlets leaves behind.

Six articles in ten carry one of the stories, of which most have one to three members and few have hundreds; articles
grow more frequent over the year, so that the last week is its fullest. Outlets are unequal (a fiftieth of all articles
are one's), agencies more so, and every tenth outlet credits nobody. Texts are a line each and pages have no receipts:
neither is read by the questions that are timed on these rows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

OUTLETS = 2_000
AGENCIES = 200
DAYS = 365
_COVERED = 30  # days of coverage
_OWNERS, _COUNTRIES, _LANGUAGES = 150, 60, 30
_BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
END = _BEGIN + timedelta(days=DAYS)
_DAY = 86_400
#: In place of "unknown" among whole numbers.
_NONE = -1

Row = tuple[Any, ...]
Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
Share = np.ndarray[tuple[int], np.dtype[np.float64]]
Yes = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Of one table: the columns that are given, and their values, as both databases take them."""

    table: str
    columns: tuple[str, ...]
    rows: Iterator[Row]


def made_up_rows(articles: int, seed: int = 1) -> Iterator[Rows]:
    """Every table, in the order in which they refer to each other; the same rows for the same numbers."""
    made = _Made(articles, np.random.default_rng(seed))
    for table, columns, rows in (
        ("outlet", "outlet name kind owner country language catalogued", made.outlets),
        ("agency", "agency name kind country owner", made.agencies),
        ("article", _ARTICLE, made.articles),
        ("revision", "article_id revision seen_at title text sha256 page_sha256", made.revisions),
        ("credit", _CREDIT, made.credits),
        ("credit_change", f"article_id number change seen_at page_sha256 {_STATED}", made.credit_changes),
        ("match", "article_a article_b shared_words share_of_a share_of_b passages kind reason", made.matches),
        ("story", "story_id agency agency_confidence title origin_id origin_url origin_key first_published_at",
         made.stories),
        ("republication", _REPUBLICATION, made.republications),
        ("verdict", _VERDICT, made.verdicts),
        ("coverage_day", _COVERAGE, made.coverage),
        ("unread_line", "article_id position text place shape reason", made.unread_lines),
    ):  # fmt: skip
        yield _table(table, columns, rows)


_ARTICLE = (
    "article_id url url_key final_url final_key canonical_url outlet title language published_at published_source "
    "published_precision first_seen_at last_seen_at status words notes body_sha256 revision revisions version linked"
)
_STATED = "role source source_kind source_name form extent quote location rule confidence"
_CREDIT = f"article_id position {_STATED}"
_REPUBLICATION = (
    "story_id article_id parent_id parent_url parent_outlet parent_confidence direction agency credited extent "
    "share_of_origin share_of_article lag_seconds same_owner confidence evidence depth path runner_up "
    "runner_up_confidence"
)
_VERDICT = "verdict_id url url_key relation other other_key question because person given_at"
_COVERAGE = (
    "outlet day discovered fetched articles unchanged not_article refused blocked failed last_success_at new_articles "
    "changed_articles unreadable sources_read sources_failed"
)


def _table(table: str, columns: str, rows: Callable[[], Iterator[Row]]) -> Rows:
    return Rows(table, tuple(columns.split()), rows())


class _Made:
    """Who carries what, when; drawn whole, so that the tables agree with each other."""

    def __init__(self, count: int, draw: np.random.Generator) -> None:
        self._draw = draw
        self._count = count
        stories = max(1, count * 15 // 100)
        members = count * 6 // 10
        sizes = np.minimum(1 + draw.pareto(1.3, stories), 600).astype(np.int64)
        of = np.repeat(np.arange(stories), sizes)
        # As many members as asked for: the surplus goes, what lacks is spread over all stories.
        story = np.concatenate([of[:members], draw.integers(0, stories, max(0, members - len(of)))])
        begun = _times(draw, stories)
        self.story_agency = np.where(draw.random(stories) < 0.1, _NONE, _zipf(draw, AGENCIES, stories))
        told = np.concatenate([np.sort(story), np.full(count - members, _NONE)])
        carries = told != _NONE
        when = np.where(carries, begun[told], _times(draw, count))
        first = np.concatenate([[True], told[1:] != told[:-1]]) & carries
        when = when + np.where(carries & ~first, draw.lognormal(9, 1.5, count), 0)
        outlet = (OUTLETS * draw.random(count) ** 2).astype(np.int64)
        # Of four stories in ten the agency's own page was crawled: their first member.
        agency = np.where(carries, self.story_agency[told], _NONE)
        origin = first & (agency != _NONE) & (draw.random(count) < 0.4)
        outlet = np.where(origin, OUTLETS + agency, outlet)
        # Ids are given out in the order of recording.
        order = np.argsort(when, kind="stable")
        self.outlet, self.published = outlet[order], np.minimum(when, DAYS * _DAY)[order].astype(np.int64)
        self.story, self.is_origin, self.agency = told[order], origin[order], agency[order]
        self.undated = draw.random(count) < 0.03
        self.words = draw.integers(80, 900, count)
        self.credits_at = np.where(np.arange(OUTLETS + AGENCIES) % 10 == 0, 0, draw.random(OUTLETS + AGENCIES))
        self.credited = (self.agency != _NONE) & (draw.random(count) < self.credits_at[self.outlet]) & ~self.is_origin
        # By story: its articles in the order of their times, and of each story the first and the origin.
        inside = np.flatnonzero(self.story != _NONE)
        self.members = inside[np.argsort(self.story[inside], kind="stable")]
        self.first = np.full(stories, _NONE)
        self.first[self.story[self.members][::-1]] = self.members[::-1]
        self.origin = np.full(stories, _NONE)
        self.origin[self.story[self.is_origin]] = np.flatnonzero(self.is_origin)
        self.told = np.flatnonzero(self.first != _NONE)

    def outlets(self) -> Iterator[Row]:
        for n in range(OUTLETS):
            owner = f"Owner {n % _OWNERS}" if n % 3 == 0 else None
            kind = ("news", "news", "news", "news", "news", "aggregator", "state", "blog")[n % 8]
            yield _site(n), f"Outlet {n}", kind, owner, f"C{n % _COUNTRIES}", f"l{n % _LANGUAGES}", 1
        for n in range(AGENCIES):
            yield _site(OUTLETS + n), f"Agency {n}", "agency", None, f"C{n % _COUNTRIES}", "en", 1

    def agencies(self) -> Iterator[Row]:
        for n in range(AGENCIES):
            yield _agency(n), f"Agency {n}", "wire", f"C{n % _COUNTRIES}", None

    def articles(self) -> Iterator[Row]:
        late = self._draw.exponential(3_600, self._count).astype(np.int64)
        given = zip(
            self.outlet.tolist(), self.published.tolist(), late.tolist(), self.undated.tolist(), self.words.tolist(),
            strict=True,
        )  # fmt: skip
        for n, (outlet, published, seen, undated, words) in enumerate(given):
            key, at = _key(n, outlet), _at(published + seen)
            dated = (None, None, None) if undated else (_at(published), "jsonld", "second")
            yield (
                n + 1, f"https://{key}", key, f"https://{key}", key, f"https://{key}", _site(outlet), _title(n),
                f"l{outlet % _LANGUAGES}", *dated, at, at, 200, words, "", f"{n:064x}", 1, 1, 1, 1,
            )  # fmt: skip

    def revisions(self) -> Iterator[Row]:
        again = self._draw.random(self._count) < 0.03
        for n, (published, twice) in enumerate(zip(self.published.tolist(), again.tolist(), strict=True)):
            for revision in range(1, 2 + twice):
                text = f"What is told in the article {n}, as of revision {revision}."
                yield n + 1, revision, _at(published + 7_200 * revision), _title(n), text, f"{n:064x}", f"{n:064x}"

    def credits(self) -> Iterator[Row]:
        """Credits where the copy credits, now and then to another; citations mostly where nothing is carried."""
        draw = self._draw
        others = _zipf(draw, AGENCIES, self._count).tolist()
        chance = draw.random((3, self._count)).tolist()
        for n, (carried, agency, credited) in enumerate(
            zip((self.story != _NONE).tolist(), self.agency.tolist(), self.credited.tolist(), strict=True)
        ):
            position = 0
            if credited:
                wrong = chance[0][n] < 0.02
                yield n + 1, position, *_statement("credit", others[n] if wrong else agency)
                position += 1
            if chance[1][n] < (0.05 if carried else 0.25):
                yield n + 1, position, *_statement("citation", others[n])
                position += 1
            if carried and not credited and chance[2][n] < 0.06:
                yield n + 1, position, *_statement("own", None)
            elif chance[2][n] > 0.92:
                yield n + 1, position, *_statement("author", None)

    def credit_changes(self) -> Iterator[Row]:
        for n in np.flatnonzero(self.credited)[::50].tolist():
            at = _at(int(self.published[n]) + _DAY)
            yield n + 1, 1, "dropped", at, f"{n:064x}", *_statement("credit", int(self.agency[n]))

    def matches(self) -> Iterator[Row]:
        """Each member with the first of its story, and pages of one site with each other."""
        kinds = np.array(["copy", "partial", "quotes"])[self._draw.choice(3, self._count, p=(0.8, 0.12, 0.08))].tolist()
        shares = self._draw.beta(4, 1.5, (2, self._count)).tolist()
        for n in self.members.tolist():
            first = int(self.first[self.story[n]])
            if first != n:
                words = int(shares[0][n] * int(self.words[first]))
                yield first + 1, n + 1, words, shares[0][n], shares[1][n], 3, kinds[n], "80 % of its words are shared."
        for n in range(0, self._count - 40, 8):
            if self.story[n] != _NONE and self.story[n] == self.story[n + 40]:
                continue
            yield n + 1, n + 41, 40, 0.1, 0.1, 1, "boilerplate", "It stands on every page."

    def stories(self) -> Iterator[Row]:
        known = self._draw.random(len(self.first)) < 0.7
        for s in self.told.tolist():
            first, origin, agency = int(self.first[s]), int(self.origin[s]), int(self.story_agency[s])
            key = None
            if origin == _NONE and agency != _NONE and known[s]:
                key = f"{_site(OUTLETS + agency)}/wire/{s}"
            yield (
                _story(s), None if agency == _NONE else _agency(agency), 0.0 if agency == _NONE else 0.9,
                _title(first), None if origin == _NONE else origin + 1, key and f"https://{key}", key,
                _at(int(self.published[first])),
            )  # fmt: skip

    def republications(self) -> Iterator[Row]:
        draw = self._draw
        chance = draw.random((6, self._count)).tolist()
        shares = draw.beta(4, 1.5, (2, self._count)).tolist()
        others = _zipf(draw, AGENCIES, self._count).tolist()
        columns = (self.story, self.agency, self.outlet, self.published, self.is_origin, self.credited)
        stories, agencies, outlets, times, origins, credited = (column.tolist() for column in columns)
        second: dict[int, int] = {}  #: of each story its first copy, which others may have taken it from
        for n in self.members.tolist():
            s, own, agency = stories[n], _key(n, outlets[n]), agencies[n]
            origin = int(self.origin[s])
            if origins[n]:
                yield (
                    _story(s), n + 1, None, None, None, 1.0, "unknown", _agency(agency), 0, "full", 1.0, 1.0, 0, 0,
                    1.0, "The agency's own page.", 0, f"https://{own}", None, None,
                )  # fmt: skip
                continue
            relay = second.setdefault(s, n)
            relayed = relay != n and chance[0][n] < 0.15
            parent = relay if relayed else origin
            sure = 0.3 + 0.65 * chance[1][n]
            torn = chance[2][n] < 0.12
            credit = None
            if chance[3][n] < 0.6 and agency != _NONE:
                credit = _agency(others[n] if chance[3][n] < 0.02 else agency)
            direction = "stated" if credited[n] else ("inferred" if relayed else "unknown")
            extent = ("full", "full", "full", "partial", "excerpt", "link")[int(6 * chance[4][n])]
            evidence = (
                f"{shares[1][n]:.0%} of its words stand in the origin; {'says so' if credited[n] else 'names none'}."
            )
            said = "" if agency == _NONE else _agency(agency)
            upward = f"https://{_key(relay, outlets[relay])}" if relayed else (said or "unknown")
            yield (
                _story(s), n + 1, None if parent == _NONE else parent + 1, None,
                (said or None) if parent == _NONE else None, sure, direction, credit, int(credited[n]), extent,
                shares[0][n] if origin != _NONE else None, shares[1][n],
                times[n] - times[int(self.first[s])], int(chance[5][n] < 0.03), 0.9,
                evidence,
                1 + relayed, f"{said or 'unknown'} > {upward} > https://{own}",
                f"https://{_key(relay, outlets[relay])}" if torn else None,
                (1 - sure) * (0.5 + chance[4][n] / 2) if torn else None,
            )  # fmt: skip

    def verdicts(self) -> Iterator[Row]:
        for number, n in enumerate(self.members[:: max(1, len(self.members) // 2_000)].tolist(), 1):
            key = _key(n, int(self.outlet[n]))
            other = _key(int(self.first[self.story[n]]), int(self.outlet[self.first[self.story[n]]]))
            yield (
                number, f"https://{key}", key, "not-a-copy-of" if number % 3 else "republishes", f"https://{other}",
                other, f"{key} {other}", "Seen on paper.", "A reader", _at(DAYS * _DAY + number),
            )  # fmt: skip

    def coverage(self) -> Iterator[Row]:
        for outlet in range(OUTLETS + AGENCIES):
            for day in range(DAYS - _COVERED, DAYS):
                at = _BEGIN + timedelta(days=day)
                yield (
                    _site(outlet), at.date().isoformat(), 30, 25, 12, 5, 4, 1, 1, 2, at.isoformat(), 10, 2, 0, 24, 0,
                )  # fmt: skip

    def unread_lines(self) -> Iterator[Row]:
        for n in range(0, self._count, 50):
            yield n + 1, 0, f"With files from the wire {n % 97}", "tail", "with files from", "no rule reads it"


def _times(draw: np.random.Generator, count: int) -> Share:
    """Seconds into the year, three times as many at its end as at its beginning."""
    return DAYS * _DAY * (np.sqrt(1 + 8 * draw.random(count)) - 1) / 2


def _zipf(draw: np.random.Generator, among: int, count: int) -> Whole:
    """Whole numbers below `among`, the small ones frequent."""
    sums = np.cumsum(1 / np.arange(1, among + 1))
    return np.searchsorted(sums / sums[-1], draw.random(count))


def _statement(role: str, agency: int | None) -> Sequence[Any]:
    """A credit's columns; without an agency a person's."""
    if agency is None:
        return role, "ada brook", "person", "Ada Brook", "byline", "unknown", "By Ada Brook", "byline", "byline", 0.9
    name = f"Agency {agency}"
    form = ("byline", "dateline", "source_line", "footer", "signoff")[agency % 5]
    if role == "citation":
        return role, _agency(agency), "agency", name, "other", "whole", f"{name} reports", "body:2", "citation", 0.7
    return role, _agency(agency), "agency", name, form, "whole", f"By {name}", "byline", form, 0.95


def _site(outlet: int) -> str:
    return f"outlet-{outlet}.example" if outlet < OUTLETS else _agency(outlet - OUTLETS)


def _agency(agency: int) -> str:
    return f"agency-{agency}"


def _key(article: int, outlet: int) -> str:
    return f"www.{_site(outlet)}/news/{article % 997}/{article}"


def _story(story: int) -> str:
    return f"{story * 2_654_435_761 % 2**40:010x}-{story}"  # as names made by hashing lie: in no order


def _title(article: int) -> str:
    return f"What happened in the {article}th case, as far as is known"


def _at(seconds: int) -> str:
    return (_BEGIN + timedelta(seconds=seconds)).isoformat()
