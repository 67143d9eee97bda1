"""A story's evidence on one page that a lawyer or an editor can read without any program but a browser."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.db.evidence import Recorded
from tracker.reports import VIEW_KINDS, Kind, typed
from tracker.site.page import page

Record = Mapping[str, Any]
#: In `stories` the column counts, of a member it is a flag; `linked` and `current` are flags of their own.
_KINDS: Mapping[str, Kind] = {**VIEW_KINDS, "given_at": "time", "withdrawn_at": "time", "fetched_at": "time"}
_MEMBER_KINDS: Mapping[str, Kind] = {**_KINDS, "credited": "flag"}
#: Characters of passages on the sheet, over both sides: beyond it they are in the bundle's texts and offsets only.
_MOST_QUOTED = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stands on a sheet beside what is recorded."""

    asked_for: str
    made_at: datetime
    version: str
    rules: str  #: mark of the rules by which this program reads pages
    coverage: str  #: over which coverage the story stands
    missing: Sequence[tuple[str, str]]  #: address and why its page is not there
    files: Mapping[tuple[int, int], str]  #: of article and revision the file with its text


@dataclass(frozen=True, slots=True)
class Quoted:
    """One shared passage: its words on the other side and on this one, with their offsets."""

    there: str
    here: str
    start_there: int
    end_there: int
    start_here: int
    end_here: int
    words: int


@dataclass(frozen=True, slots=True)
class Beside:
    """An article beside the one it was compared with: which, why that one, what they share."""

    other: Record  #: the other article
    why: str
    match: Record  #: with `share_here`, `share_there`
    passages: Sequence[Quoted]
    left: int  #: passages that are not shown


def sheet_page(recorded: Recorded, facts: Facts) -> str:
    """The page: what was copied by whom from whom, how that is known, the quotes, the passages, what is missing."""
    articles = {row["article_id"]: row for row in _typed(recorded.articles)}
    members = _by(_typed(recorded.members, _MEMBER_KINDS), "story_id")
    stories = [(story, members.get(story["story_id"], [])) for story in _typed(recorded.stories)]
    numbers = {article: number for number, article in enumerate(_in_order(stories, articles), 1)}
    return page(
        "sheet.html.j2",
        title=f"Evidence: {stories[0][0]['title'] if stories else next(iter(articles.values()))['title']}",
        facts=facts,
        stories=stories,
        origin_seen={story["story_id"]: story["origin_seen"] for story, _ in stories},
        articles=articles,
        numbers=numbers,
        ids={row["url"]: article for article, row in articles.items()},
        places=_by([member for _, found in stories for member in found], "article_id"),
        others=_other_sources(recorded),
        credits=_by(recorded.credits, "article_id"),
        changes=_by(_typed(recorded.credit_changes), "article_id"),
        texts=_by(_typed(recorded.texts), "article_id"),
        pages=_by(_typed(recorded.pages), "article_id"),
        verdicts=_typed(recorded.verdicts),
        beside=_beside(recorded, stories, articles),
    )


def _in_order(stories: Sequence[tuple[Record, Sequence[Record]]], articles: Mapping[int, Record]) -> Iterator[int]:
    """Articles as they come in the stories; of none, by their ids."""
    seen = dict.fromkeys(member["article_id"] for _, members in stories for member in members)
    yield from seen
    yield from (article for article in articles if article not in seen)


def _other_sources(recorded: Recorded) -> dict[int, str]:
    """By article, whom it credits, whoever that is: of one that does not credit its source, somebody else."""
    named: dict[int, dict[str, None]] = defaultdict(dict)
    for credit in recorded.credits:
        if credit["role"] == "credit":
            named[credit["article_id"]][credit["source_name"]] = None
    return {article: ", ".join(names) for article, names in named.items()}


def _beside(
    recorded: Recorded, stories: Sequence[tuple[Record, Sequence[Record]]], articles: Mapping[int, Record]
) -> dict[tuple[str, int], Beside]:
    """Of every copy, by story and article, what it shares with its parent; else with the origin; else with the article
    that it shares most with. Copies that share nothing recorded have none."""
    matches: dict[int, dict[int, Record]] = defaultdict(dict)
    for match in recorded.matches:
        a, b = match["article_a"], match["article_b"]
        matches[a][b] = {**match, "share_here": match["share_of_a"], "share_there": match["share_of_b"]}
        matches[b][a] = {**match, "share_here": match["share_of_b"], "share_there": match["share_of_a"]}
    passages = _by_pair(recorded.passages)
    texts: dict[int, str] = {row["article_id"]: row["text"] for row in recorded.texts if row["current"]}
    room = _MOST_QUOTED
    found: dict[tuple[str, int], Beside] = {}
    for story, members in stories:
        for member in members:
            here = member["article_id"]
            other, why = _other(member, members, matches[here])
            if other is None:
                continue
            quoted = list(_quoted(passages.get((min(here, other), max(here, other)), ()), here, other, texts))
            shown: list[Quoted] = []
            for one in quoted:
                room -= len(one.here) + len(one.there)
                if room < 0:
                    break
                shown.append(one)
            found[story["story_id"], here] = Beside(
                articles[other], why, matches[here][other], shown, len(quoted) - len(shown)
            )
    return found


def _other(member: Record, members: Sequence[Record], shares: Mapping[int, Record]) -> tuple[int | None, str]:
    """The article to be shown beside a copy, and why that one."""
    inside = {other["article_id"]: other for other in members if other["article_id"] in shares}
    if member["depth"] == 0 or not inside:
        return None, ""
    for other, row in inside.items():
        if row["url"] == member["parent_url"]:
            return other, ", from which it was taken" if member[
                "direction"
            ] != "unknown" else "; which was first is open"
    for other, row in inside.items():
        if row["depth"] == 0:
            return other, ", the story's origin"
    return max(inside, key=lambda other: (shares[other]["shared_words"], -other)), ", with which it shares most words"


def _quoted(passages: Sequence[Record], here: int, other: int, texts: Mapping[int, str]) -> Iterator[Quoted]:
    """Passages in the order of this article's text."""
    ours, theirs = ("a", "b") if here < other else ("b", "a")
    for p in sorted(passages, key=lambda p: (p[f"start_{ours}"], p[f"start_{theirs}"])):
        there, mine = (p[f"start_{theirs}"], p[f"end_{theirs}"]), (p[f"start_{ours}"], p[f"end_{ours}"])
        yield Quoted(texts[other][slice(*there)], texts[here][slice(*mine)], *there, *mine, p["words"])


def _by(rows: Sequence[Record], column: str) -> dict[Any, list[Record]]:
    found: dict[Any, list[Record]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return dict(found)


def _by_pair(rows: Sequence[Record]) -> dict[tuple[int, int], list[Record]]:
    found: dict[tuple[int, int], list[Record]] = defaultdict(list)
    for row in rows:
        found[row["article_a"], row["article_b"]].append(row)
    return dict(found)


def _typed(rows: Sequence[Record], kinds: Mapping[str, Kind] = _KINDS) -> list[Record]:
    return [typed(row, kinds) for row in rows]
