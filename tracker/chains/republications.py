"""Each article's part in a story: from whom, how much of it, how sure, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tracker.chains.graph import Edge, Graph, is_day, moment
from tracker.chains.origins import Origin, Step, is_of, statements
from tracker.types import Candidate, Credit, Direction, Republication

_FULL = 0.75  #: share of the original's words from which a copy is full
_PARTIAL = 0.3  #: below this it is an excerpt
_SILENT = 0.3  #: how sure the parent of a page that names nobody is: the origin is only the likeliest
_CONTRADICTED = 0.15  #: of a page that names somebody else
_LINK_ONLY = 0.5  #: how much a page's credit counts when its text is not found in the original
_TEXT = 50  #: words from which a page carries a text; below, it is a headline with a link
_PARTLY = 0.7  #: how much a shared share counts that is not the bulk of either text


@dataclass(frozen=True, slots=True)
class _Story:
    """What all members of one story have in common."""

    seen: Graph
    core: int
    steps: Mapping[int, Step]
    origin: Origin
    parents: Mapping[int, int | None]
    start: datetime | None  #: the time that lags count from
    houses: int  #: owners among the members; an outlet without one is its own


def republications(
    seen: Graph, core: int, members: Sequence[int], steps: Mapping[int, Step], origin: Origin
) -> tuple[Republication, ...]:
    """Republications of one story, by depth and address; the origin itself, where seen, comes first."""
    parents = {m: _parent(m, steps, origin) for m in members}
    houses = {seen.articles[m].owner or seen.articles[m].outlet for m in members}
    story = _Story(seen, core, steps, origin, parents, _start(seen, members, origin), len(houses))
    found = (_republication(story, member) for member in members)
    return tuple(sorted(found, key=lambda r: (r.depth, seen.keys[r.article_id], r.article_id)))


def _parent(member: int, steps: Mapping[int, Step], origin: Origin) -> int | None:
    """The member that a page's credit leads to, else the origin; None for the origin, and for an unseen one."""
    if member == origin.article:
        return None
    step = steps.get(member)
    return step.article if step is not None and step.article is not None else origin.article


def _start(seen: Graph, members: Sequence[int], origin: Origin) -> datetime | None:
    if origin.article is not None and (published := seen.articles[origin.article].published) is not None:
        return published
    first = min(members, key=lambda m: (moment(seen.articles[m]), seen.keys[m]))
    return seen.articles[first].published


def _republication(story: _Story, member: int) -> Republication:
    article, parent = story.seen.articles[member], story.parents[member]
    is_origin = member == story.origin.article
    edge = None if is_origin else _edge(story, member)
    credit = _credit(story, member)
    direction, parent_confidence = _direction(story, member, credit)
    path = _path(story, member)
    return Republication(
        article_id=member,
        parent_id=parent,
        parent_url=_parent_url(story, member),
        parent_confidence=round(parent_confidence, 3),
        direction=direction,
        agency=_agency(article, story.origin),
        credited=credit is not None,
        extent="full" if is_origin else _extent(story, article, edge, credit),
        share_of_origin=_share_of_origin(story, member),
        share_of_article=1.0 if is_origin else _share_of_article(story, edge),
        lag_seconds=_lag(article.published, story.start),
        same_owner=_same_owner(story, member),
        confidence=1.0 if is_origin else round(_confidence(edge, credit), 3),
        evidence="The story's origin." if is_origin else _evidence(story, member, edge, credit),
        depth=len(path) - 1,
        path=path,
    )


def _edge(story: _Story, member: int) -> Edge | None:
    """The match that makes a page a member: with the origin where seen, else with the core; the core's own best."""
    around = story.seen.edges.get(member, {})
    for other in (story.origin.article, story.core):
        if other is not None and other in around:
            return around[other]
    ours = [edge for other, edge in around.items() if other in story.parents]
    return max(ours, key=lambda e: (e.copy, e.share_here, e.share_there, e.shared_words), default=None)


def _credit(story: _Story, member: int) -> Credit | None:
    """The page's own statement that names the story's source or its parent."""
    origin, parent, step = story.origin, story.parents[member], story.steps.get(member)
    named = [story.seen.articles[i] for i in (parent, origin.article) if i is not None]
    fitting = [
        credit
        for credit in statements(story.seen.articles[member])
        if credit.source == origin.source
        or any(is_of(article, credit.source) for article in named)
        or (step is not None and step.credit == credit and step.article is not None)
    ]
    return max(fitting, key=lambda c: (c.confidence, c.quote), default=None)


def _direction(story: _Story, member: int, credit: Credit | None) -> tuple[Direction, float]:
    """Stated by the page, or unknown. Nothing is guessed from times."""
    if member == story.origin.article:
        return "unknown", 0.0
    step = story.steps.get(member)
    if step is not None and step.article is not None:
        return "stated", step.weight
    if credit is not None:
        return "stated", credit.confidence
    if story.origin.source is None:
        return "unknown", 0.0
    if statements(story.seen.articles[member]):
        return "unknown", _CONTRADICTED
    return "unknown", _SILENT * max(story.origin.confidence, 0.5)


def _parent_url(story: _Story, member: int) -> str | None:
    if member == story.origin.article:
        return None
    parent = story.parents[member]
    return story.origin.url if parent is None else story.seen.articles[parent].url


def _path(story: _Story, member: int) -> tuple[str, ...]:
    """From the origin (its address, else its name) to the member. Ends: steps lead nowhere in circles, and the way
    from the origin itself is not followed further."""
    articles, origin = story.seen.articles, story.origin
    path = [articles[member].url]
    walked = {member}
    here: int | None = member
    while here is not None and here != origin.article:
        here = story.parents[here]
        if here is not None and here not in walked:
            walked.add(here)
            path.append(articles[here].url)
    if origin.article is None:
        path.append(origin.url or origin.source or "unseen")
    return tuple(reversed(path))


def _agency(article: Candidate, origin: Origin) -> str | None:
    """The story's agency; the page's own where it credits another one for its whole text."""
    own = [c for c in statements(article) if c.source_kind == "agency" and c.extent != "part"]
    if not own or any(c.source == origin.agency for c in own):
        return origin.agency
    return max(own, key=lambda c: (c.confidence, c.source)).source


def _extent(
    story: _Story, article: Candidate, edge: Edge | None, credit: Credit | None
) -> Literal["full", "partial", "excerpt", "link"]:
    """How much of the story's text the page carries: as measured, else, of an original never seen, as the page says."""
    if edge is not None:
        return "full" if edge.share_there >= _FULL else "partial" if edge.share_there >= _PARTIAL else "excerpt"
    seen = story.origin.article is not None
    if seen or credit is None or credit.extent == "unknown" or article.words < _TEXT:
        return "link"
    return "full" if credit.extent == "whole" else "partial"


def _share_of_article(story: _Story, edge: Edge | None) -> float | None:
    """None where no other copy was seen to compare with; nothing where the origin was seen and shares nothing."""
    if edge is not None:
        return round(edge.share_here, 4)
    return None if story.origin.article is None else 0.0


def _share_of_origin(story: _Story, member: int) -> float | None:
    """None while the origin is unseen, and for a member that was matched with the core but not with the origin."""
    origin = story.origin.article
    if origin is None:
        return None
    if member == origin:
        return 1.0
    edge = story.seen.edges.get(member, {}).get(origin)
    return None if edge is None else round(edge.share_there, 4)


def _lag(published: datetime | None, start: datetime | None) -> int | None:
    """Seconds; negative for a copy whose page says an earlier time. None where either time is only a day."""
    if published is None or start is None or is_day(published) or is_day(start):
        return None
    return int((published - start).total_seconds())


def _same_owner(story: _Story, member: int) -> bool:
    """Taken from a page of its own house, or, where the origin is not known at all, shared within one house alone."""
    parent, article = story.parents[member], story.seen.articles[member]
    if parent is not None:
        return _one_house(article, story.seen.articles[parent])
    return story.origin.source is None and story.houses == 1


def _one_house(a: Candidate, b: Candidate) -> bool:
    return a.outlet == b.outlet or (a.owner is not None and a.owner == b.owner)


def _confidence(edge: Edge | None, credit: Credit | None) -> float:
    """That the page carries the story's text: by how much is shared; a credit adds to it and alone is half."""
    stated = _LINK_ONLY * credit.confidence if credit is not None else 0.0
    if edge is None:
        return stated
    shared = max(edge.share_here, edge.share_there) * (1.0 if edge.copy else _PARTLY)
    return 1 - (1 - min(shared, 0.99)) * (1 - stated)


def _evidence(story: _Story, member: int, edge: Edge | None, credit: Credit | None) -> str:
    said = "names no source"
    if credit is not None:
        said = f'credits {credit.source_name}: "{credit.quote}" ({credit.form})'
    if edge is None:
        return (
            f"The origin was not crawled and no copy found; {said}."
            if story.origin.article is None
            else (f"No text shared with the origin was found; {said}.")
        )
    around = story.seen.edges[member]
    whom = "the origin" if story.origin.article in around else "another copy"
    return (
        f"{edge.share_here:.0%} of its words stand in {whom}, and {edge.share_there:.0%} of that one's in it; {said}."
    )
