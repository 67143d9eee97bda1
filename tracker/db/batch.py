"""One batch of readings against what the database has of their addresses; saved in one go.

Everything known of the batch's addresses is loaded first, each reading is judged in memory in the order given (an
address may come twice), and the result is written with a few statements over many rows.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from tracker.db.bulk import chunks, pieces, upsert
from tracker.db.columns import storable
from tracker.db.counting import Tally
from tracker.db.credit_changes import CreditChanges
from tracker.db.fingerprints import replace_fingerprints
from tracker.db.hints import packed
from tracker.db.keys import shortened, stored_key
from tracker.db.redirects import lead_credits, remember
from tracker.db.statements import replace_credits, replace_lines, stored_credits, values_of
from tracker.db.tables import Article, Outlet, Page, Revision
from tracker.text import count_words
from tracker.types import Article as Read
from tracker.types import Credit, Outcome, Reading, Receipt, Recorded, Unread, UnreadLine

Row = dict[str, Any]
State = tuple[str, str]  #: title, SHA-256 of the text


@dataclass(slots=True)
class Known:
    """What is known of one address."""

    article: Row | None = None
    pages: dict[str, Row] = field(default_factory=dict)  #: by SHA-256 of the body
    revisions: dict[int, tuple[str, str, str]] = field(default_factory=dict)  #: title, SHA-256 of text and of page

    def has(self, state: State) -> bool:
        """Whether a revision has this title and text."""
        return any(revision[:2] == state for revision in self.revisions.values())


class Batch:
    """Made for addresses (their `stored_key`) at the beginning of a transaction, saved at its end."""

    def __init__(self, connection: Connection, keys: Iterable[str]) -> None:
        self._connection = connection
        self._known = _load(connection, set(keys))
        self._next_article = (connection.scalar(select(func.max(Article.article_id))) or 0) + 1
        self._next_page = (connection.scalar(select(func.max(Page.page_id))) or 0) + 1
        self._outlets: set[str] = set()
        self._articles: dict[int, Row] = {}
        self._new_articles: set[int] = set()
        self._pages: dict[int, Row] = {}
        self._new_pages: set[int] = set()
        self._revisions: list[Row] = []
        self._credits: dict[int, tuple[Credit, ...]] = {}
        self._unread: dict[int, tuple[UnreadLine, ...]] = {}
        self._redirects: dict[str, tuple[str, datetime]] = {}
        self._fingerprints: dict[int, tuple[int, ...]] = {}
        self._changes = CreditChanges(connection)
        self._tally = Tally()

    def take(self, reading: Reading) -> Recorded:
        """What becomes of one page; nothing is written yet."""
        receipt = reading.receipt
        known = self._known[stored_key(receipt.url)]
        page = known.pages.get(receipt.sha256)
        # The same fetch again (an interrupted run, an archive read twice) changes nothing and is counted once.
        again = page is not None and receipt.fetched_at <= page["last_fetched_at"]
        article_id: int | None = known.article["article_id"] if known.article else None
        if isinstance(reading.article, Unread):
            outcome, reason = reading.article.outcome, reading.article.reason
            if again:
                return Recorded(url=receipt.url, outcome=outcome, reason=reason, article_id=article_id)
        elif again and page is not None and page["article_id"] is not None:
            reason = "this fetch is recorded already"
            return Recorded(url=receipt.url, outcome=Outcome.UNCHANGED, reason=reason, article_id=page["article_id"])
        else:
            outcome, reason, article_id = self._take_article(known, reading, reading.article)
            self._redirects[receipt.url] = receipt.final_url, receipt.fetched_at
        self._keep_page(known, receipt, outcome, reason, article_id if isinstance(reading.article, Read) else None)
        self._tally.outcome(_outlet(receipt), receipt.fetched_at, outcome)
        return Recorded(url=receipt.url, outcome=outcome, reason=reason, article_id=article_id)

    def save(self, *, algorithm: int) -> None:
        """Writes all that was taken. Parents before children: every foreign key is checked at once."""
        ensure_outlets(self._connection, self._outlets)
        self._mark_changed_credits()
        led = remember(self._connection, self._redirects)
        _write(self._connection, Article, "article_id", self._articles, self._new_articles)
        if self._revisions:
            self._connection.execute(insert(Revision), self._revisions)
        _write(self._connection, Page, "page_id", self._pages, self._new_pages)
        replace_credits(self._connection, self._credits, new=self._new_articles)
        replace_lines(self._connection, self._unread, new=self._new_articles)
        replace_fingerprints(self._connection, self._fingerprints, algorithm=algorithm)
        lead_credits(self._connection, led)
        self._changes.save()
        self._tally.save(self._connection)

    # ------------------------------------------------------------------------------------------------ judging

    def _take_article(self, known: Known, reading: Reading, article: Read) -> tuple[Outcome, str, int]:
        receipt = reading.receipt
        state = state_of(article)
        if known.article is None:
            article_id = self._next_article
            self._next_article += 1
            known.article = {"article_id": article_id, "url": receipt.url, "url_key": stored_key(receipt.url)}
            known.article |= {"first_seen_at": receipt.fetched_at, "last_seen_at": receipt.fetched_at}
            known.article |= {
                "revision": 0,
                "revisions": 0,
                "version": 0,
                "text_sha256": "",
                "title": "",
                "gone_at": None,
            }
            self._new_articles.add(article_id)
            self._set_current(known, reading, article, state)
            return Outcome.READ, "", article_id
        row = known.article
        self._articles[row["article_id"]] = row
        if receipt.fetched_at < row["last_seen_at"]:
            return *self._take_older(known, reading, article, state), row["article_id"]
        row["gone_at"] = None
        if receipt.sha256 == row["body_sha256"]:
            row["last_seen_at"] = receipt.fetched_at
            return Outcome.UNCHANGED, "the same bytes", row["article_id"]
        changed = [
            what
            for what, old, new in (("title", row["title"], state[0]), ("text", row["text_sha256"], state[1]))
            if old != new
        ]
        self._set_current(known, reading, article, state)
        row["last_seen_at"] = receipt.fetched_at
        if changed:
            return Outcome.CHANGED, f"{' and '.join(changed)} changed", row["article_id"]
        return Outcome.UNCHANGED, "the same title and text in other bytes", row["article_id"]

    def _take_older(self, known: Known, reading: Reading, article: Read, state: State) -> tuple[Outcome, str]:
        """A page fetched before the one that the article stands on: history, never the current state."""
        row: Row = known.article or {}
        if reading.receipt.fetched_at < row["first_seen_at"]:
            row["first_seen_at"] = reading.receipt.fetched_at
            touch(row)  # a story without a known origin has its name from the member seen first
        if known.has(state):
            return Outcome.UNCHANGED, "an earlier fetch of a known text"
        self._add_revision(known, reading.receipt, article, state)
        return Outcome.CHANGED, "an earlier text"

    def _set_current(self, known: Known, reading: Reading, article: Read, state: State) -> None:
        """What the article says now; a new revision where its title or text is another."""
        row: Row = known.article or {}
        before = [row.get(name) for name in _LINKED]
        self._judge_credits(row, reading)
        if (row["title"], row["text_sha256"]) != state or row["revision"] == 0:
            row["revision"] = self._add_revision(known, reading.receipt, article, state)
            self._fingerprints[row["article_id"]] = reading.fingerprints
        row |= columns_of(article, state) | {"outlet": self._outlet(reading.receipt)}
        row["final_url"] = article.final_url
        row["final_key"] = stored_key(article.final_url)
        row["status"] = reading.receipt.status
        row["body_sha256"] = reading.receipt.sha256
        if before != [row[name] for name in _LINKED]:
            touch(row)
        self._articles[row["article_id"]] = row
        self._credits[row["article_id"]] = reading.credits
        self._unread[row["article_id"]] = reading.unread
        if (page := known.pages.get(reading.receipt.sha256)) is not None:
            page |= given_columns(reading.receipt)  # with these it was read the last time

    def _judge_credits(self, row: Row, reading: Reading) -> None:
        """What the page no longer says of its sources, or says only now."""
        receipt, new = reading.receipt, row["revision"] == 0
        self._changes.judge(
            row["article_id"], reading.credits, new=new, at=receipt.fetched_at, page_sha256=receipt.sha256
        )

    def _add_revision(self, known: Known, receipt: Receipt, article: Read, state: State) -> int:
        row: Row = known.article or {}
        row["revisions"] += 1
        number = int(row["revisions"])
        known.revisions[number] = (*state, receipt.sha256)
        self._revisions.append(
            {"article_id": row["article_id"], "revision": number, "seen_at": receipt.fetched_at}
            | revision_row(article, state, receipt)
        )
        return number

    def _keep_page(self, known: Known, receipt: Receipt, outcome: Outcome, reason: str, article_id: int | None) -> None:
        page = known.pages.get(receipt.sha256)
        if page is None:
            page = {name: getattr(receipt, name) for name in _RECEIPT} | given_columns(receipt)
            page |= {"page_id": self._next_page, "url_key": stored_key(receipt.url), "outlet": self._outlet(receipt)}
            page |= {"last_fetched_at": receipt.fetched_at, "article_id": None}
            page |= {"outcome": outcome.value, "reason": reason}
            known.pages[receipt.sha256] = page
            self._new_pages.add(self._next_page)
            self._next_page += 1
        elif page["archived_in"] is None:  # the same bytes, of which none were kept until now
            page |= {name: getattr(receipt, name) for name in _ARCHIVED}
        page["last_fetched_at"] = max(page["last_fetched_at"], receipt.fetched_at)
        if article_id is not None and page["article_id"] is None:
            page |= {"article_id": article_id, "outcome": outcome.value, "reason": reason}
        self._pages[page["page_id"]] = page

    def _outlet(self, receipt: Receipt) -> str:
        key = _outlet(receipt)
        self._outlets.add(key)
        return key

    # ------------------------------------------------------------------------------------------------ writing

    def _mark_changed_credits(self) -> None:
        """Drops the credits that stand in the database already; an article whose credits changed is linked anew."""
        there = self._credits.keys() - self._new_articles
        old = stored_credits(self._connection, there)
        for article_id in sorted(there):
            if old.get(article_id, []) == [values_of(credit) for credit in self._credits[article_id]]:
                del self._credits[article_id]
            else:
                touch(self._articles[article_id])


_RECEIPT = (
    "url", "final_url", "fetched_at", "status", "sha256", "size", "archived_in", "archived_at", "archived_length",
    "etag", "last_modified",
)  # fmt: skip
_ARCHIVED = ("archived_in", "archived_at", "archived_length")
#: What linking looks at, besides the credits.
_LINKED = ("title", "text_sha256", "published_at", "outlet", "final_key")


def ensure_outlets(connection: Connection, outlets: Iterable[str]) -> None:
    """A row for every outlet: one that the catalogue does not know is a news site named by its domain."""
    unknown = {"kind": "news", "owner": None, "country": "", "language": "", "catalogued": False}
    rows = [{"outlet": key, "name": key, **unknown} for key in sorted(outlets)]
    if rows:
        connection.execute(upsert(connection, Outlet).on_conflict_do_nothing(), rows)


def _load(connection: Connection, keys: set[str]) -> dict[str, Known]:
    known = {key: Known() for key in keys}
    by_id: dict[int, Known] = {}
    for some in pieces(sorted(keys)):
        for row in connection.execute(select(Article.__table__).where(Article.url_key.in_(some))).mappings():
            known[row["url_key"]].article = dict(row)
            by_id[row["article_id"]] = known[row["url_key"]]
        for row in connection.execute(select(Page.__table__).where(Page.url_key.in_(some))).mappings():
            known[row["url_key"]].pages[row["sha256"]] = dict(row)
    for ids in chunks(by_id):
        query = select(Revision.article_id, Revision.revision, Revision.title, Revision.sha256, Revision.page_sha256)
        query = query.where(Revision.article_id.in_(ids)).order_by(Revision.article_id, Revision.revision)
        for article_id, revision, title, sha256, page_sha256 in connection.execute(query):
            entry = by_id[article_id]
            entry.revisions[revision] = title, sha256, page_sha256
            if entry.article is not None and entry.article["revision"] == revision:
                entry.article["text_sha256"] = sha256
    return known


def _write(connection: Connection, table: type[Article | Page], key: str, rows: dict[int, Row], new: set[int]) -> None:
    columns = table.__table__.c.keys()
    added = [{name: row[name] for name in columns} for number, row in sorted(rows.items()) if number in new]
    if added:
        connection.execute(insert(table), added)
    changed = [
        {"at_" + key if name == key else name: row[name] for name in columns}
        for number, row in sorted(rows.items())
        if number not in new
    ]
    if changed:
        values: Row = {name: bindparam(name) for name in columns if name != key}
        connection.execute(
            update(table).where(table.__table__.c[key] == bindparam("at_" + key)).values(values), changed
        )


def state_of(article: Read) -> State:
    """What makes an article's text another: its title and its text, as stored."""
    return storable(article.title), hashlib.sha256(storable(article.text).encode()).hexdigest()


def columns_of(article: Read, state: State) -> Row:
    """What is read from a page alone, as an article's row has it; `state` is that of its text."""
    published, modified = article.published, article.modified
    return {
        "title": state[0],
        "text_sha256": state[1],
        "words": count_words(storable(article.text)),
        "canonical_url": None if article.canonical_url is None else storable(article.canonical_url),
        "language": article.language,
        "published_at": published.at if published else None,
        "published_source": published.source if published else None,
        "published_precision": published.precision if published else None,
        "published_raw": storable(published.raw) if published else None,
        "modified_at": modified.at if modified else None,
        "modified_source": modified.source if modified else None,
        "notes": storable("\n".join(article.notes)),
    }


def revision_row(article: Read, state: State, receipt: Receipt) -> Row:
    """A revision's title and text with their marks."""
    return {"title": state[0], "text": article.text, "sha256": state[1], "page_sha256": receipt.sha256}


def touch(row: Row) -> None:
    """The article is to be linked anew."""
    row["linked"] = False
    row["version"] += 1


def given_columns(receipt: Receipt) -> Row:
    """What came with a page and is needed to read it again."""
    return {"given_outlet": receipt.given_outlet, "hints": packed(receipt.hints)}


def _outlet(receipt: Receipt) -> str:
    return shortened(storable(receipt.outlet))
