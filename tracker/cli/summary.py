"""The last lines of a job: what became of every page, what was linked, and what failed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from tracker.cli.output import counted, write
from tracker.reports import visible
from tracker.types import Outcome, Recorded

if TYPE_CHECKING:
    from tracker.pipeline import IngestSummary, LinkSummary

_SAID = {
    Outcome.READ: "read",
    Outcome.CHANGED: "changed",
    Outcome.UNCHANGED: "already known",
    Outcome.NOT_ARTICLE: "not an article",
    Outcome.UNREADABLE: "unreadable",
    Outcome.REFUSED: "refused",
    Outcome.BLOCKED: "blocked",
    Outcome.GONE: "gone",
    Outcome.FAILED: "failed",
}
#: Shown even where there are none: a person looks for them.
_ALWAYS = (Outcome.READ, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.NOT_ARTICLE, Outcome.UNREADABLE)
_FAILURES_LISTED = 20


def write_outcomes(counts: Mapping[Outcome, int]) -> None:
    """One line that accounts for every page once."""
    said = [f"{counts.get(o, 0)} {words}" for o, words in _SAID.items() if o in _ALWAYS or counts.get(o, 0)]
    write(f"{counted(sum(counts.values()), 'page')}: {', '.join(said)}")


def write_links(linked: "LinkSummary") -> None:
    """One line on what linking found."""
    write(
        f"{counted(linked.articles, 'article')} linked: {counted(linked.pairs, 'pair')} compared, "
        f"{counted(linked.matches, 'match', 'matches')}, {counted(linked.stories, 'story', 'stories')}, "
        f"{counted(linked.republications, 'republication')}"
    )


def write_failures(failures: Sequence[Recorded]) -> None:
    """The first failures with address and reason, the rest counted."""
    for failure in failures[:_FAILURES_LISTED]:
        write(f"  {_SAID[failure.outcome]}: {visible(failure.url)}: {visible(failure.reason)}")
    if len(failures) > _FAILURES_LISTED:
        write(f"  and {len(failures) - _FAILURES_LISTED} more; --json lists all")


def outcomes_as_json(ingested: "IngestSummary") -> dict[str, object]:
    """Pages by outcome, every outcome named, and all failures."""
    return {
        "pages": sum(ingested.counts.values()),
        "outcomes": {outcome.value: ingested.counts.get(outcome, 0) for outcome in Outcome},
        "failures": [{"url": f.url, "outcome": f.outcome.value, "reason": f.reason} for f in ingested.failures],
    }


def links_as_json(linked: "LinkSummary") -> dict[str, object]:
    """The figures of linking, by name."""
    return asdict(linked)
