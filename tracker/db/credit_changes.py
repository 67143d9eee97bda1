"""Credits that come to an article, or go, from one fetch of its page to the next."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from tracker.db.bulk import chunks
from tracker.db.statements import CREDIT, Values, stored_credits, values_of
from tracker.db.watched import CreditChange
from tracker.types import Credit

#: What makes two statements one: whom they name, in which role and form, and their words. Where they stand may move.
_SAME = tuple(CREDIT.index(name) for name in ("role", "source", "form", "quote"))


class CreditChanges:
    """Those of one transaction. Rules that changed between two fetches show as changes: `reprocess` comes first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._latest: dict[int, list[Values]] = {}  #: of articles this transaction has judged already
        self._rows: list[dict[str, Any]] = []

    def judge(
        self,
        article_id: int,
        stated: Sequence[Credit],
        *,
        new: bool,
        at: datetime,
        page_sha256: str,
    ) -> None:
        """What the page of `at` says, against what the one before said; of a `new` article there is none before."""
        now = [values_of(credit) for credit in stated]
        if not new:
            before = self._latest.get(article_id)
            if before is None:
                before = stored_credits(self._connection, [article_id]).get(article_id, [])
            seen = {"article_id": article_id, "seen_at": at, "page_sha256": page_sha256}
            for change, these, those in (("dropped", before, now), ("added", now, before)):
                for values in _missing(these, those):
                    self._rows.append(seen | {"change": change} | dict(zip(CREDIT, values, strict=True)))
        self._latest[article_id] = now

    def save(self) -> None:
        """Numbered on from those that the database has. The articles must be there."""
        last: dict[int, int] = {}
        for ids in chunks(row["article_id"] for row in self._rows):
            query = select(CreditChange.article_id, func.max(CreditChange.number))
            query = query.where(CreditChange.article_id.in_(ids)).group_by(CreditChange.article_id)
            last.update(self._connection.execute(query).all())
        for row in self._rows:
            row["number"] = last[row["article_id"]] = last.get(row["article_id"], 0) + 1
        if self._rows:
            self._connection.execute(insert(CreditChange), self._rows)


def _missing(these: Sequence[Values], those: Sequence[Values]) -> list[Values]:
    """`these` that are not among `those`, each as often as it is missing."""
    there = Counter(_identity(values) for values in those)
    missing = []
    for values in these:
        if there[_identity(values)] > 0:
            there[_identity(values)] -= 1
        else:
            missing.append(values)
    return missing


def _identity(values: Values) -> Values:
    return tuple(values[at] for at in _SAME)
