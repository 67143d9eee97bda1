"""What one crawl did: every address and every source counted once."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tracker.pipeline import LinkSummary
from tracker.types import Outcome

#: Endings that a person may want to look at. To be refused by robots.txt is not a failure but a rule obeyed.
_FAILURES = frozenset({Outcome.BLOCKED, Outcome.FAILED, Outcome.UNREADABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An address that gave no page, or a source that gave no addresses."""

    url: str
    outlet: str
    outcome: Outcome
    reason: str


@dataclass(slots=True, kw_only=True)
class OutletSummary:
    """Counts of one outlet."""

    pages: Counter[Outcome] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)  #: `read`, `unchanged`, `refused`, `blocked`, `failed`
    discovered: int = 0  #: addresses due to be fetched that the sources gave


@dataclass(slots=True, kw_only=True)
class CrawlSummary:
    """Counts of a whole crawl; `failures` lists pages and sources, `stopped` says what ended it early."""

    outlets: dict[str, OutletSummary] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    stopped: str | None = None
    short_links: Counter[str] = field(default_factory=Counter)  #: `resolved`, `unresolved`

    def of(self, outlet: str) -> OutletSummary:
        """The counts of an outlet, made at their first use."""
        return self.outlets.setdefault(outlet, OutletSummary())

    def page(self, outlet: str, url: str, outcome: Outcome, reason: str) -> None:
        """Count the end of one address."""
        self.of(outlet).pages[outcome] += 1
        if outcome in _FAILURES:
            self.failures.append(Failure(url=url, outlet=outlet, outcome=outcome, reason=reason))

    def source(self, outlet: str, url: str, outcome: Outcome, reason: str) -> None:
        """Count one reading of a source."""
        self.of(outlet).sources[outcome.value] += 1
        if outcome in _FAILURES or outcome is Outcome.REFUSED:
            self.failures.append(Failure(url=url, outlet=outlet, outcome=outcome, reason=reason))

    @property
    def counts(self) -> Counter[Outcome]:
        """Pages of all outlets by how they ended."""
        return sum((outlet.pages for outlet in self.outlets.values()), Counter())

    def as_json(self) -> dict[str, Any]:
        """For `--json` and the database. Outcomes and outlets in a fixed order."""
        counts = self.counts
        return {
            "pages": counts.total(),
            "outcomes": {outcome.value: counts[outcome] for outcome in Outcome},
            "outlets": {
                key: {
                    "discovered": outlet.discovered,
                    "sources": dict(sorted(outlet.sources.items())),
                    "outcomes": {o.value: outlet.pages[o] for o in Outcome if outlet.pages[o]},
                }
                for key, outlet in sorted(self.outlets.items())
            },
            "failures": [
                {"url": f.url, "outlet": f.outlet, "outcome": f.outcome.value, "reason": f.reason}
                for f in self.failures
            ],
            "short_links": {how: self.short_links[how] for how in ("resolved", "unresolved")},
            "stopped": self.stopped,
        }


def as_text(summary: CrawlSummary, linked: LinkSummary | None) -> str:
    """For a person: one line an outlet, the failures with address and reason, one line of sums."""
    lines = []
    for key, outlet in sorted(summary.outlets.items()):
        sources = ", ".join(f"{count} {how}" for how, count in sorted(outlet.sources.items()))
        pages = ", ".join(f"{outlet.pages[o]} {_said(o)}" for o in Outcome if outlet.pages[o])
        lines.append(f"{key}: {pages or 'no new pages'}" + (f" (sources: {sources})" if sources else ""))
    lines += [f"{_said(f.outcome)}: {f.url}: {f.reason}" for f in summary.failures]
    counts = summary.counts
    sums = ", ".join(f"{counts[o]} {_said(o)}" for o in Outcome if counts[o] or o in (Outcome.READ, Outcome.FAILED))
    lines.append(f"{counts.total()} pages: {sums}")
    if asked := summary.short_links.total():
        lines.append(f"{asked} short links asked: {summary.short_links['resolved']} resolved")
    if linked is not None:
        lines.append(
            f"{linked.articles} articles linked: {linked.stories} stories, {linked.republications} republications"
        )
    if summary.stopped:
        lines.append(f"stopped early ({summary.stopped}); the same command goes on from there")
    return "".join(f"{line}\n" for line in lines)


def _said(outcome: Outcome) -> str:
    return outcome.value.replace("_", " ")
