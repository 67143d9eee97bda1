"""Each article's part in a story: from whom, how much of it, how sure, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tracker.chains.claims import is_of, statements
from tracker.chains.evidence import Sources, judgement, sentence
from tracker.chains.graph import Edge, Graph, is_day, moment
from tracker.chains.origins import Origin
from tracker.chains.parents import ORIGIN, Choice, Parent
from tracker.chains.silence import Assigned, whole_agencies
from tracker.types import Candidate, Credit, Republication, Verdict

_FULL = 0.75  #: share of the original's words from which a copy is full
_PARTIAL = 0.3  #: below this it is an excerpt
_SUREST = 0.99  # nothing that is read off pages is certain
_LINK_ONLY = 0.5  #: how much a page's credit counts when its text is not found in the original
_TEXT = 50  #: words from which a page carries a text; below, it is a headline with a link
_PARTLY = 0.7  #: how much a shared share counts that is not the bulk of either text


@dataclass(frozen=True, slots=True)
class Told:
    """What all members of one story have in common."""

    seen: Graph
    core: int
    members: Sequence[int]
    origin: Origin
    choices: Mapping[int, Choice]
    houses: Mapping[int, str]
    silent: Mapping[int, Assigned]


@dataclass(frozen=True, slots=True)
class _Story:
    told: Told
    start: datetime | None  #: the time that lags count from


def republications(told: Told) -> tuple[Republication, ...]:
    """Republications of one story, by depth and address; the origin itself, where seen, comes first."""
    story = _Story(told, _start(told))
    found = (_republication(story, member) for member in told.members)
    return tuple(sorted(found, key=lambda r: (r.depth, told.seen.keys[r.article_id], r.article_id)))


def _start(told: Told) -> datetime | None:
    articles, origin = told.seen.articles, told.origin
    if origin.article is not None and (published := articles[origin.article].published) is not None:
        return published
    first = min(told.members, key=lambda m: (moment(articles[m]), told.seen.keys[m]))
    return articles[first].published


def _republication(story: _Story, member: int) -> Republication:
    told = story.told
    if member == told.origin.article:
        return _the_origin(story, member)
    article, choice = told.seen.articles[member], told.choices[member]
    parent = _article(told, choice.parent)
    edge, credit = _edge(told, member), _credit(told, member)
    path = _path(told, member)
    runner_up, sister = choice.runner_up, _sister(told, member)
    verdict = None if choice.parent.claim is None else choice.parent.claim.verdict
    agency, sure = _agency(told, member)
    return Republication(
        article_id=member,
        parent_id=parent,
        parent_url=told.origin.url if parent is None else told.seen.articles[parent].url,
        parent_confidence=1.0 if verdict else round(min(choice.parent.confidence, _SUREST), 3),
        direction=choice.parent.direction,
        agency=agency,
        agency_confidence=round(sure, 3),
        credited=credit is not None,
        extent=_extent(told, article, edge, credit),
        share_of_origin=_share_of_origin(told, member),
        share_of_article=_share_of_article(told, edge),
        lag_seconds=_lag(article.published, story.start),
        same_owner=sister is not None,
        confidence=1.0 if verdict else round(_confidence(edge, credit), 3),
        evidence=sentence(
            Sources(told.seen, told.origin, member, edge, credit, choice, sister, told.silent.get(member))
        ),
        depth=len(path) - 1,
        path=path,
        runner_up=None if runner_up is None else _name(told, runner_up),
        runner_up_confidence=0.0 if runner_up is None else round(runner_up.confidence, 3),
        verdict_id=_verdict_id(told, member, verdict),
    )


def _the_origin(story: _Story, member: int) -> Republication:
    article = story.told.seen.articles[member]
    agency, sure = _agency(story.told, member)
    return Republication(
        article_id=member,
        parent_id=None,
        parent_url=None,
        parent_confidence=0.0,
        direction="unknown",
        agency=agency,
        agency_confidence=round(sure, 3),
        credited=_credit(story.told, member) is not None,
        extent="full",
        share_of_origin=1.0,
        share_of_article=1.0,
        lag_seconds=_lag(article.published, story.start),
        same_owner=False,
        confidence=1.0,
        evidence="The story's origin." + judgement(story.told.seen, member),
        depth=0,
        path=(article.url,),
        verdict_id=_verdict_id(story.told, member, None),
    )


def _article(told: Told, parent: Parent) -> int | None:
    """Its article; None for an origin that was not seen."""
    return told.origin.article if parent.article == ORIGIN else parent.article


def _name(told: Told, parent: Parent) -> str:
    article = _article(told, parent)
    if article is not None:
        return told.seen.articles[article].url
    return told.origin.url or told.origin.source or "unseen"


def _edge(told: Told, member: int) -> Edge | None:
    """The match that makes a page a member: with the origin where seen, else with the core; the core's own best."""
    around = told.seen.edges.get(member, {})
    for other in (told.origin.article, told.core):
        if other is not None and other in around:
            return around[other]
    inside = set(told.members)
    ours = [edge for other, edge in around.items() if other in inside]
    return max(ours, key=lambda e: (e.copy, e.share_here, e.share_there, e.shared_words), default=None)


def _credit(told: Told, member: int) -> Credit | None:
    """The page's own statement that names the story's source or its parent."""
    choice = told.choices.get(member)
    taken = None if choice is None else choice.parent
    named = [told.origin.article, None if taken is None else _article(told, taken)]
    articles = [told.seen.articles[i] for i in named if i is not None]
    claim = None if taken is None else taken.claim
    fitting = [
        credit
        for credit in statements(told.seen.articles[member])
        if credit.source == told.origin.source
        or any(is_of(article, credit.source) for article in articles)
        or (claim is not None and claim.article is not None and claim.credit == credit)
    ]
    return max(fitting, key=lambda c: (c.confidence, c.quote), default=None)


def _path(told: Told, member: int) -> tuple[str, ...]:
    """From the origin (its address, else its name) to the member."""
    articles, origin = told.seen.articles, told.origin
    path = [articles[member].url]
    here: int | None = member
    while here is not None and here != origin.article:
        here = _article(told, told.choices[here].parent)
        if here is not None:
            path.append(articles[here].url)
    if origin.article is None:
        path.append(origin.url or origin.source or "unseen")
    return tuple(reversed(path))


def _verdict_id(told: Told, member: int, verdict: Verdict | None) -> int | None:
    decided = verdict or told.seen.judged.agencies.get(member)
    return None if decided is None else decided.verdict_id


def _agency(told: Told, member: int) -> tuple[str | None, float]:
    """The one that a person named; the story's; the page's own where it credits another one for its whole text; of a
    page that credits none, the one that the others name."""
    if (verdict := told.seen.judged.agencies.get(member)) is not None:
        return verdict.other, 1.0
    if (silent := told.silent.get(member)) is not None:
        return silent.agency, silent.confidence
    own = whole_agencies(told.seen.articles[member])
    fitting = [confidence for confidence, source in own if source == told.origin.agency]
    if not own or fitting:
        return told.origin.agency, max(fitting, default=told.origin.confidence if told.origin.agency else 0.0)
    return own[-1][1], own[-1][0]


def _extent(
    told: Told, article: Candidate, edge: Edge | None, credit: Credit | None
) -> Literal["full", "partial", "excerpt", "link"]:
    """How much of the story's text the page carries: as measured, else, of an original never seen, as the page says."""
    if edge is not None:
        return "full" if edge.share_there >= _FULL else "partial" if edge.share_there >= _PARTIAL else "excerpt"
    seen = told.origin.article is not None
    if seen or credit is None or credit.extent == "unknown" or article.words < _TEXT:
        return "link"
    return "full" if credit.extent == "whole" else "partial"


def _share_of_article(told: Told, edge: Edge | None) -> float | None:
    """None where no other copy was seen to compare with; nothing where the origin was seen and shares nothing."""
    if edge is not None:
        return round(edge.share_here, 4)
    return None if told.origin.article is None else 0.0


def _share_of_origin(told: Told, member: int) -> float | None:
    """None while the origin is unseen, and for a member that was matched with the core but not with the origin."""
    if told.origin.article is None:
        return None
    edge = told.seen.edges.get(member, {}).get(told.origin.article)
    return None if edge is None else round(edge.share_there, 4)


def _lag(published: datetime | None, start: datetime | None) -> int | None:
    """Seconds; negative for a copy whose page says an earlier time. None where either time is only a day."""
    if published is None or start is None or is_day(published) or is_day(start):
        return None
    return int((published - start).total_seconds())


def _sister(told: Told, member: int) -> int | None:
    """The page of its own house that it was taken from, or, where the origin is not known at all and one house alone
    has the text, another page of that house."""
    parent = _article(told, told.choices[member].parent)
    if parent is not None:
        return parent if told.houses[member] == told.houses[parent] else None
    if told.origin.source is not None or len(set(told.houses.values())) > 1:
        return None
    return next((other for other in told.members if other != member), None)


def _confidence(edge: Edge | None, credit: Credit | None) -> float:
    """That the page carries the story's text: by how much is shared; a credit adds to it and alone is half."""
    stated = _LINK_ONLY * credit.confidence if credit is not None else 0.0
    if edge is None:
        return stated
    shared = max(edge.share_here, edge.share_there) * (1.0 if edge.copy else _PARTLY)
    return 1 - (1 - min(shared, 0.99)) * (1 - stated)
