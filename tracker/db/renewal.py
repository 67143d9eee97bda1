"""What is recorded of some addresses, judged anew by pages that were read again.

A page whose bytes are on record can give another article by other rules: that is no new revision, no fetch and no
coverage. Times of sight, verdicts and the list of what was fetched stay as they are.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from tracker.db.batch import Known, Row, State, columns_of, state_of, touch
from tracker.db.differences import Difference, Said, added, differences, dropped, text_difference
from tracker.db.fingerprints import digest, stored_digests
from tracker.db.rewriting import Rewriting
from tracker.db.statements import line_values, stored_credits, stored_lines, values_of
from tracker.types import Article as Read
from tracker.types import Outcome, Reading, Unread

Found = tuple[Difference, ...]

#: Differences that linking must see; of statements the batch itself finds out.
_LINKED = frozenset({"title", "text", "published", "outlet", "fingerprints"})


class Renewal(Rewriting):
    """Made for addresses at the beginning of a transaction, each of which it is asked about once."""

    def __init__(self, connection: Connection, keys: Iterable[str]) -> None:
        super().__init__(connection, keys)
        self._statements = stored_credits(connection, self._ids)
        self._lines = stored_lines(connection, self._ids)
        self._digests = stored_digests(connection, self._ids)

    def renew(self, key: str, reading: Reading) -> Found | None:
        """What reading a page again changes. `key` is its address's; its receipt is as it was recorded.

        None where its article must go back to another of its pages, which `fall_back` does.
        """
        known = self._known[key]
        page = known.pages.get(reading.receipt.sha256)
        if page is None:
            return ()  # another process removed it in the meantime
        if isinstance(reading.article, Unread):
            return self._no_article(known, page, reading.article)
        self._keep_given(page, reading.receipt)
        state = state_of(reading.article)
        if page["article_id"] is None or known.article is None:
            return self._come(known, page, reading, reading.article, state)
        found = self._past(known, page, reading, reading.article, state)
        if known.article["body_sha256"] == page["sha256"]:
            found = (*self._present(known, reading, reading.article, state), *found)
        return found

    def fall_back(self, key: str, readings: Mapping[str, Reading]) -> Found | None:
        """An article whose present page is none by today's rules goes back to the newest of its pages that is one.

        `readings` are of its pages, by the SHA-256 of their bodies. None where one that is needed is missing.
        """
        known = self._known[key]
        row = known.article
        if row is None:
            return ()
        mine = [page for page in known.pages.values() if page["article_id"] == row["article_id"]]
        no_longer: list[tuple[Row, Unread]] = []
        present: tuple[Reading, Read] | None = None
        for page in sorted(mine, key=lambda page: (page["last_fetched_at"], page["page_id"]), reverse=True):
            reading = readings.get(page["sha256"])
            if reading is None and present is None:
                return None
            if reading is not None and isinstance(reading.article, Unread):
                no_longer.append((page, reading.article))
            elif reading is not None and not isinstance(reading.article, Unread) and present is None:
                present = reading, reading.article
        if present is None:
            return self._gone(known, no_longer)
        found = self._back(known, *present, without={page["sha256"] for page, _ in no_longer})
        for sha256, reading in readings.items():  # a text that was the present one until now may be out of date
            if sha256 in known.pages and not isinstance(reading.article, Unread):
                found += self._past(known, known.pages[sha256], reading, reading.article, state_of(reading.article))
        for page, unread in no_longer:
            self._settle(page, unread)
        self._drop_revisions(known, [page["sha256"] for page, _ in no_longer])
        return found

    # ---------------------------------------------------------------------------------------------- still an article

    def _present(self, known: Known, reading: Reading, article: Read, state: State) -> Found:
        """The page that the article stands on."""
        row: Row = known.article or {}
        was = self._said(known, state)
        before = dict(row)
        row |= columns_of(article, state) | {"outlet": self._outlet(reading.receipt)}
        found = differences(was, _said_by(row, reading, article))
        if (before["title"], before["text_sha256"]) != state:
            self._rewrite(known, row["revision"], reading.receipt, article, state)
        if digest(reading.fingerprints) != self._digests.get(row["article_id"]):
            self._fingerprints[row["article_id"]] = reading.fingerprints
            if not any(d.what in ("title", "text") for d in found):
                found = (*found, Difference(what="fingerprints", before=None, after=None))
        if found or row != before:  # what did not change is not written: most articles of most runs
            self._register(row, reading, found)
        return found

    def _past(self, known: Known, page: Row, reading: Reading, article: Read, state: State) -> Found:
        """Earlier texts that this page gave."""
        row: Row = known.article or {}
        found = []
        for number, (title, sha256, of) in sorted(known.revisions.items()):
            if of == page["sha256"] and number != row["revision"] and (title, sha256) != state:
                before = f"{number}: {title}\n{self._text(known, number)}"
                found.append(text_difference(before, f"{number}: {state[0]}\n{article.text}", "revision"))
                self._rewrite(known, number, reading.receipt, article, state)
        return tuple(found)

    def _back(self, known: Known, reading: Reading, article: Read, *, without: Collection[str]) -> Found:
        """To an earlier page: its own revision, where it made one, else the newest that stays, is the present one."""
        row: Row = known.article or {}
        state, title, sha256 = state_of(article), row["title"], reading.receipt.sha256
        was = self._said(known, state)
        own = [number for number, (_, _, of) in known.revisions.items() if of == sha256]
        staying = [number for number, (_, _, of) in known.revisions.items() if of not in without]
        row["revision"] = max(own or staying or [row["revision"]])
        if known.revisions[row["revision"]] != (*state, sha256):
            self._rewrite(known, row["revision"], reading.receipt, article, state)
        row |= columns_of(article, state) | {"outlet": self._outlet(reading.receipt), "body_sha256": sha256}
        found = differences(was, _said_by(row, reading, article))
        self._fingerprints[row["article_id"]] = reading.fingerprints
        self._register(row, reading, found)
        gone = Difference(what="article", before=title, after=f"an earlier page: {state[0]}")
        return (gone, *found)

    def _register(self, row: Row, reading: Reading, found: Found) -> None:
        """To be written; to be linked anew where linking must see it."""
        self._articles[row["article_id"]] = row
        self._credits[row["article_id"]] = reading.credits
        self._unread[row["article_id"]] = reading.unread
        if any(d.what in _LINKED for d in found):
            touch(row)

    # ------------------------------------------------------------------------------------------------ coming, going

    def _come(self, known: Known, page: Row, reading: Reading, article: Read, state: State) -> Found:
        """A page that was no article and is one: what recording it would have made of it, had the rules been these."""
        row = known.article
        outcome, reason = Outcome.READ, ""
        if row is None:
            self._take_article(known, reading, article)
            row = known.article or {}
            row["last_seen_at"] = page["last_fetched_at"]
        elif page["last_fetched_at"] < known.pages[row["body_sha256"]]["last_fetched_at"]:
            outcome, reason = self._take_older(known, reading, article, state)
            self._articles[row["article_id"]] = row
        else:
            outcome, reason = Outcome.CHANGED, "an article by later rules"
            # The text that was the present one is from now on that of the page on which the article stood.
            self._own(known, row["revision"], row["body_sha256"])
            self._set_current(known, reading, article, state)
            row["first_seen_at"] = min(row["first_seen_at"], reading.receipt.fetched_at)
            row["last_seen_at"] = max(row["last_seen_at"], page["last_fetched_at"])
        page |= {"article_id": row["article_id"], "outcome": outcome.value, "reason": reason}
        self._pages[page["page_id"]] = page
        found: Found = (Difference(what="article", before=None, after=state[0]),)
        if row["body_sha256"] == page["sha256"]:
            found += tuple(dropped(self._statements.get(row["article_id"], [])))
            found += tuple(added(values_of(credit) for credit in reading.credits))
        return found

    def _no_article(self, known: Known, page: Row, unread: Unread) -> Found | None:
        """A page that is no article: it was none, or one of several of its article, or all there was of it."""
        row = known.article
        if page["article_id"] is None or row is None:
            was, now = ((page["outcome"], page["reason"]), (unread.outcome.value, unread.reason))
            if was == now:
                return ()
            self._settle(page, unread)
            return (Difference(what="reason", before=": ".join(was), after=": ".join(now)),)
        if row["body_sha256"] != page["sha256"]:
            self._settle(page, unread)
            titles = self._drop_revisions(known, {page["sha256"]})
            return tuple(Difference(what="revision", before=title, after=None) for title in titles)
        if any(other["article_id"] is not None for other in known.pages.values() if other is not page):
            return None
        return self._gone(known, [(page, unread)])

    def _gone(self, known: Known, no_longer: Sequence[tuple[Row, Unread]]) -> Found:
        row: Row = known.article or {}
        for page, unread in no_longer:
            self._settle(page, unread)
        self._drop_article(known)
        why = no_longer[0][1]
        gone = Difference(what="article", before=row["title"], after=f"{why.outcome.value}: {why.reason}")
        return (gone, *dropped(self._statements.get(row["article_id"], [])))

    def _said(self, known: Known, state: State) -> Said:
        """What is recorded of the article. Its text is needed only to show how it differs from `state`."""
        row: Row = known.article or {}
        article_id = row["article_id"]
        return Said(
            row=dict(row),
            text=None if (row["title"], row["text_sha256"]) == state else self._text(known, row["revision"]),
            statements=self._statements.get(article_id, []),
            lines=self._lines.get(article_id, []),
        )


def _said_by(row: Row, reading: Reading, article: Read) -> Said:
    return Said(
        row=dict(row),
        text=article.text,
        statements=[values_of(credit) for credit in reading.credits],
        lines=[line_values(line) for line in reading.unread],
    )
