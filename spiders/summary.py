"""What one crawl did: every address and every source counted once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.pipeline import LinkSummary
from tracker.signals import Signal
from tracker.types import Outcome

#: Endings that a person may want to look at. To be refused by robots.txt is not a failure but a rule obeyed.
_FAILURES = frozenset({Outcome.BLOCKED, Outcome.GONE, Outcome.FAILED, Outcome.UNREADABLE})


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
    #: Of the pages that are gone, the known articles: what is found out, and no failure of the crawl's.
    withdrawn: int = 0


@dataclass(slots=True, kw_only=True)
class CrawlSummary:
    """Counts of a whole crawl; `failures` lists pages and sources, `stopped` says what ended it early."""

    outlets: dict[str, OutletSummary] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    #: Addresses and sources that were due and not asked, by outlet and reason; they stay due. With 0 an outlet that
    #: another crawl has.
    postponed: Counter[tuple[str, str]] = field(default_factory=Counter)
    stopped: str | None = None
    gone: int = 0  #: known articles of which this crawl found out that their page is there no more
    short_links: Counter[str] = field(default_factory=Counter)  #: `resolved`, `unresolved`
    stats: dict[str, int | float | str] = field(default_factory=dict)  #: what Scrapy counted
    signals: list[Signal] = field(default_factory=list)  #: what looks wrong with the outlets crawled

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

    def postpone(self, outlet: str, reason: str, *, addresses: int = 1) -> None:
        """Count what was due and is left for a later run."""
        self.postponed[outlet, reason] += addresses

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
            "signals": [
                {"outlet": s.outlet, "day": s.day.isoformat(), "kind": s.kind, "subject": s.subject}
                | {"pages": s.pages, "url": s.url, "evidence": s.evidence}
                for s in self.signals
            ],
            "postponed": [
                {"outlet": outlet, "reason": reason, "addresses": count}
                for (outlet, reason), count in sorted(self.postponed.items())
            ],
            "short_links": {how: self.short_links[how] for how in ("resolved", "unresolved")},
            "gone": self.gone,
            "stopped": self.stopped,
        }


def as_text(
    summary: CrawlSummary, linked: LinkSummary | None, needing: Mapping[str, str] | None = None, *, full: bool = True
) -> str:
    """For a person: the outlets that need one (`needing`), by outlet with the reason, and one line of sums.

    In `full` also one line for every outlet, and the failures with address and reason.
    """
    lines = _details(summary) if full else []
    lines += [f"needs a person: {key}: {why}" for key, why in (needing or {}).items()]
    for (key, reason), count in sorted(summary.postponed.items()):
        lines.append(f"{key}: {f'{count} wait' if count else 'left alone'}: {reason}")
    counts = summary.counts
    sums = ", ".join(f"{counts[o]} {_said(o)}" for o in Outcome if counts[o] or o in (Outcome.READ, Outcome.FAILED))
    lines.append(f"{counts.total()} pages: {sums}")
    if asked := summary.short_links.total():
        lines.append(f"{asked} short links asked: {summary.short_links['resolved']} resolved")
    if summary.gone:
        lines.append(f"{summary.gone} known articles are gone")
    if linked is not None:
        lines.append(
            f"{linked.articles} articles linked: {linked.stories} stories, {linked.republications} republications"
        )
    if summary.stopped:
        lines.append(f"stopped early ({summary.stopped}); the same command goes on from there")
    return "".join(f"{line}\n" for line in lines)


def _details(summary: CrawlSummary) -> list[str]:
    lines = []
    for key, outlet in sorted(summary.outlets.items()):
        sources = ", ".join(f"{count} {how}" for how, count in sorted(outlet.sources.items()))
        pages = ", ".join(f"{outlet.pages[o]} {_said(o)}" for o in Outcome if outlet.pages[o])
        lines.append(f"{key}: {pages or 'no new pages'}" + (f" (sources: {sources})" if sources else ""))
    return lines + [f"{_said(f.outcome)}: {f.url}: {f.reason}" for f in summary.failures]


def _said(outcome: Outcome) -> str:
    return outcome.value.replace("_", " ")
