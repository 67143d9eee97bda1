"""Matches and credits become stories: an original text, seen or unseen, and the articles that carry it."""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import xxhash

from tracker.chains.claims import Claim, claims, statements
from tracker.chains.graph import Graph, graph, in_order, moment
from tracker.chains.groups import Group, groups
from tracker.chains.kinship import kinship
from tracker.chains.origins import Origin, origin
from tracker.chains.owners import houses
from tracker.chains.parents import parents
from tracker.chains.republications import Told, republications
from tracker.chains.silence import silence
from tracker.chains.verdicts import clear, heard, joined, judged, kept, parted, with_agency
from tracker.types import Candidate, Edit, Match, Story, Verdict
from tracker.urls import same_site, url_key

_PAIR = 2

#: The edits that articles share, from their texts: asked for the members of one story at a time. The first is the
#: origin where the second argument says so, else the one that most others were matched with.
EditsOf = Callable[[Sequence[int], bool], Sequence[Edit]]


@dataclass(frozen=True, slots=True)
class _Draft:
    group: Group
    claims: Mapping[int, Sequence[Claim]]
    origin: Origin


def build_stories(
    articles: Mapping[int, Candidate],
    matches: Sequence[Match],
    edits: EditsOf | None = None,
    verdicts: Sequence[Verdict] = (),
) -> list[Story]:
    """Stories in the order of their ids; the same for the same articles and matches in any order.

    Takes all articles of one or several connected components of the match graph, and articles without matches whose
    credits link an original: such a page makes a story with that original, which may be unseen, and itself. An article
    may be in several stories, or in none. Without `edits` parents are known by what pages say alone. `verdicts` are
    those in force, in the order in which they were given. Near linear in the number of matches.
    """
    seen = judged(graph(articles, matches), verdicts)
    found = groups(seen)
    found = joined(seen, [*found, *_linked(seen, found)])
    stories: dict[str, Story] = {}
    for draft in _merged(seen, [_draft(seen, group) for group in found]):
        story = _story(seen, draft, stories, edits)
        stories[story.story_id] = story
    return [stories[key] for key in sorted(stories)]


def _linked(seen: Graph, found: Iterable[Group]) -> list[Group]:
    """Groups of articles that match no other but link their original: each original makes one.

    One that links an article of a group joins that group: a translation shares no words with its original.
    """
    placed: dict[int, Group] = {}
    for group in found:
        for member in group.members:
            placed.setdefault(member, group)
    around: dict[str, set[int]] = {}
    for i in in_order(seen.articles.keys() - placed.keys(), seen.keys):
        key = _link(seen, i)
        target = None if key is None else seen.by_key.get(key)
        if target is not None and target in placed:
            placed[target].members.add(i)
        elif key is not None and target != i:
            around.setdefault(key, set()).add(i)
    grouped = []
    for key in sorted(around):
        target = seen.by_key.get(key)
        core = target if target is not None else in_order(around[key], seen.keys)[0]
        grouped.append(Group(core, around[key] | {core}))
    return grouped


def _link(seen: Graph, article: int) -> str | None:
    """Key of the address that a page gives for its original, on another site than its own."""
    page = seen.articles[article]
    outward = [
        (-credit.confidence, url_key(credit.origin_url))
        for credit in statements(page)
        if credit.origin_url is not None
        and not same_site(credit.origin_url, page.url)
        and not parted(seen, article, credit.origin_url)
    ]
    return min(outward, default=(0.0, None))[1]


def _draft(seen: Graph, group: Group, linking: int | None = None) -> _Draft:
    group = kept(seen, group, linking)
    claimed = heard(seen, group, claims(seen, group.members))
    found = with_agency(seen, group, origin(seen, group.members, claimed, houses(seen.articles, group.members)))
    linked = None if found.article is not None or found.url is None else seen.by_key.get(url_key(found.url))
    if linked is None or linked in group.members:
        fewer = clear(seen, group, found)
        return _Draft(group, claimed, found) if fewer is group else _draft(seen, fewer)
    # The original was crawled, and its text is another one now, or in another language.
    return _draft(seen, Group(group.core, group.members | {linked}), linked)


def _merged(seen: Graph, drafts: Sequence[_Draft]) -> list[_Draft]:
    """Groups that link one unseen original are one story, and so is an excerpt with the group around its original.

    Groups that merely share a member stay apart: it may be a roundup.
    """
    cores = {draft.group.core for draft in drafts}
    merged: dict[str, _Draft] = {}
    for draft in drafts:
        found = draft.origin
        key = f"core {draft.group.core}"
        if found.article is None and found.url is not None:
            key = f"url {url_key(found.url)}"
        elif found.article in cores and len(draft.group.members) == _PAIR:
            key = f"core {found.article}"
        before = merged.get(key)
        if before is not None:
            core = found.article if found.article in cores and found.article is not None else before.group.core
            draft = _draft(seen, Group(core, before.group.members | draft.group.members))
        merged[key] = draft
    # Where a verdict left one article alone and nothing is known of an original, there is no story.
    return [draft for draft in merged.values() if len(draft.group.members) > 1 or draft.origin.source is not None]


def _story(seen: Graph, draft: _Draft, others: Mapping[str, Story], edits: EditsOf | None) -> Story:
    found, articles = draft.origin, seen.articles
    members = in_order(draft.group.members, seen.keys)
    first = min(members, key=lambda m: (moment(articles[m]), seen.keys[m]))
    named = found.article if found.article is not None else draft.group.core
    own = houses(articles, members)
    shared: Sequence[Edit] = ()
    if edits is not None and len(members) > _PAIR:
        # The origin and the text that is in most others are the ground the rest are laid on; the core comes early, for
        # what comes first decides only where a text that several share stands.
        ground = sorted(members, key=lambda m: (m != named, m != draft.group.core))
        shared = edits(ground, found.article is not None)
    kin = kinship(seen, members, shared, draft.claims, own, origin=found.article, wire=found.agency is not None)
    choices = parents(seen, members, found, draft.claims, kin)
    silent = silence(seen, members, found, draft.claims, choices, own)
    told = Told(seen, draft.group.core, members, found, choices, own, silent)
    return Story(
        story_id=_story_id(seen, draft, others),
        agency=found.agency,
        agency_confidence=found.confidence if found.agency else 0.0,
        title=articles[named].title,
        origin_id=found.article,
        origin_url=found.url,
        first_published=articles[first].published,
        members=republications(told),
    )


def _story_id(seen: Graph, draft: _Draft, others: Mapping[str, Story]) -> str:
    """Made from the origin's address where it is known, else from that of the member seen first, which stays the first
    when others come in.

    One article may be the first of two stories (a roundup); the later of them is told apart by its core.
    """
    if draft.origin.url is not None:
        root = url_key(draft.origin.url)
    else:
        root = seen.keys[min(draft.group.members, key=lambda m: (seen.articles[m].first_seen, seen.keys[m]))]
    found = _short_hash(root)
    salt = seen.keys[draft.group.core]
    while found in others:
        found = _short_hash(f"{root} {salt}")
        salt += " "
    return found


def _short_hash(text: str) -> str:
    digest = xxhash.xxh3_64_digest(text.encode("utf-8", "surrogatepass"))
    return "s" + base64.b32encode(digest).decode("ascii").lower()[:10]
