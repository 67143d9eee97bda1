"""What reading pages again came to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.db.rereading import Difference

_STATEMENTS = ("credit", "person")


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of one page: what changed, or why it could not be read again; what is recorded of it stays then."""

    url: str
    differences: tuple[Difference, ...] = ()
    failure: str | None = None
    archive: str | None = None  #: of a failure


@dataclass(slots=True)
class ReprocessSummary:
    """Every page counted once: unchanged, changed or failed."""

    unchanged: int = 0
    changed: int = 0
    failures: list[Reread] = field(default_factory=list)
    not_archived: int = 0  #: pages that decide what is recorded, and of which no bytes were kept
    resumed: int = 0  #: of the pages counted, those that a run which was cut off had read
    what: Counter[str] = field(default_factory=Counter)  #: pages in which it changed, by the names of `Difference`
    added: Counter[tuple[str, str]] = field(default_factory=Counter)  #: statements by role and source, people by none
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def pages(self) -> int:
        """All that were to be read again."""
        return self.unchanged + self.changed + len(self.failures)

    def add(self, reread: Reread) -> None:
        """Count one page."""
        if reread.failure is not None:
            self.failures.append(reread)
        elif not reread.differences:
            self.unchanged += 1
        else:
            self.changed += 1
            self.what.update({_named(difference) for difference in reread.differences})
            for d in reread.differences:
                if d.what in _STATEMENTS:
                    where = self.added if d.before is None else self.dropped
                    where[d.role or "", "" if d.what == "person" else d.source or ""] += 1

    def as_json(self) -> dict[str, Any]:
        """For `--json` and the book of runs."""
        return {
            "pages": self.pages,
            "unchanged": self.unchanged,
            "changed": self.changed,
            "not_archived": self.not_archived,
            "resumed": self.resumed,
            "what": dict(sorted(self.what.items())),
            "statements": [
                {"role": role, "source": source or None, "added": added, "dropped": dropped}
                for role, source, added, dropped in self.statements()
            ],
            "failures": [{"url": f.url, "reason": f.failure, "archive": f.archive} for f in self.failures],
        }

    def statements(self) -> list[tuple[str, str, int, int]]:
        """Role, source, how many were added, how many dropped: those that changed most first."""
        found = [(*of, self.added[of], self.dropped[of]) for of in self.added.keys() | self.dropped.keys()]
        return sorted(found, key=lambda row: (-row[2] - row[3], row[:2]))

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> "ReprocessSummary":
        """What `as_json` made, of a run that was cut off."""
        summary = cls(unchanged=said["unchanged"], changed=said["changed"], resumed=said["pages"])
        summary.what.update(said["what"])
        summary.failures += [Reread(f["url"], failure=f["reason"], archive=f["archive"]) for f in said["failures"]]
        for row in said["statements"]:
            of = row["role"], row["source"] or ""
            summary.added[of], summary.dropped[of] = row["added"], row["dropped"]
        return summary


def _named(difference: Difference) -> str:
    """An article that came and one that went are two things."""
    if difference.what != "article":
        return difference.what
    return "article_added" if difference.before is None else "article_dropped"
