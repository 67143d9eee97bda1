"""Articles and their matches as a graph, each match seen from either side; nothing depends on the input's order."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from tracker.types import Candidate, Match, Verdict
from tracker.urls import url_key

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Edge:
    """A match as one of its two articles sees it."""

    share_here: float  #: of this article's words
    share_there: float
    copy: bool  #: False: `partial`
    shared_words: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What people said of the articles of a graph (`tracker.chains.verdicts`)."""

    parents: Mapping[int, Sequence[Verdict]] = field(default_factory=dict)  #: confirmed, the last given first
    apart: Mapping[str, Set[str]] = field(default_factory=dict)  #: keys of addresses, either way round
    rejected: Set[tuple[str, str]] = frozenset()  #: the same, each pair as it was judged
    agencies: Mapping[int, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graph:
    """Matches that can make a story: kinds `copy` and `partial`."""

    articles: Mapping[int, Candidate]
    edges: Mapping[int, Mapping[int, Edge]]
    keys: Mapping[int, str]  #: what decides whether two addresses are one
    by_key: Mapping[str, int] = field(repr=False)  #: also of the addresses after redirects
    judged: Judged = field(default_factory=Judged)

    def copies(self, article: int) -> list[int]:
        """Articles whose bulk, or the bulk of this one, stands in the other; in the order of their addresses."""
        found = [other for other, edge in self.edges.get(article, {}).items() if edge.copy]
        return sorted(found, key=self.keys.__getitem__)


def graph(articles: Mapping[int, Candidate], matches: Iterable[Match]) -> Graph:
    """Matches of other kinds, and with articles that are not given, are left out."""
    edges: dict[int, dict[int, Edge]] = {}
    for match in matches:
        a, b = match.article_a, match.article_b
        if match.kind not in ("copy", "partial") or a not in articles or b not in articles or a == b:
            continue
        copy = match.kind == "copy"
        edges.setdefault(a, {})[b] = Edge(match.share_of_a, match.share_of_b, copy, match.shared_words)
        edges.setdefault(b, {})[a] = Edge(match.share_of_b, match.share_of_a, copy, match.shared_words)
    keys = {i: url_key(article.url) for i, article in articles.items()}
    return Graph(articles=articles, edges=edges, keys=keys, by_key=_by_key(articles, keys))


def in_order(ids: Iterable[int], keys: Mapping[int, str]) -> list[int]:
    """By address, then by id: the order of every choice that has no better reason."""
    return sorted(ids, key=lambda i: (keys[i], i))


def is_day(at: datetime) -> bool:
    """Whether a time is only a day: midnight UTC is how one is kept."""
    return at.time() == time.min


def moment(article: Candidate) -> datetime:
    """When an article was published, for ordering: a day alone counts as its noon, no time as never."""
    at = article.published
    if at is None:
        return _NEVER
    return at + timedelta(hours=12) if is_day(at) else at


def _by_key(articles: Mapping[int, Candidate], keys: Mapping[int, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    ordered: Sequence[int] = in_order(articles, keys)
    for i in ordered:
        final = articles[i].final_url
        if final is not None:
            found.setdefault(url_key(final), i)
    for i in reversed(ordered):
        found[keys[i]] = i  # the address as asked for decides before one reached by a redirect
    return found
