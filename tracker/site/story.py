"""The pages of one story: its chain, its timeline, its articles with their evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from tracker.reports import Side, shown, visible
from tracker.site.chart import timeline, tree
from tracker.site.contents import StoryContents
from tracker.site.folder import file_name
from tracker.site.page import page

Record = Mapping[str, Any]
#: Articles on one page, and bytes of what their pages bring, escaped: with both drawings no page reaches a megabyte.
_PER_PAGE = 120
_BYTES = 300_000
#: Bytes that the template itself puts around an article, and around a credit.
_AROUND = 1_500
_AROUND_CREDIT = 300
_WIDEST = 10  #: bytes of a character that is written out
#: Places in the chain's drawing, and in the timeline's; beyond them the list says the rest.
_DRAWN = 250
_DOTS = 1_000
#: Characters of a quote or of the evidence that are shown, and credits of one article.
QUOTED = 600
_CREDITS = 20
#: Characters of two texts up to which they are shown side by side.
_LONGEST_TEXTS = 300_000


@dataclass(frozen=True, slots=True)
class Names:
    """What the catalogue calls agencies and outlets; one that it lacks is called by its key."""

    agencies: Mapping[str, str]
    outlets: Mapping[str, str]

    def agency(self, key: str) -> str:
        """The agency's name."""
        return self.agencies.get(key, key)

    def outlet(self, key: str) -> str:
        """The outlet's name."""
        return self.outlets.get(key, key)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts to be shown side by side: the page's name, which story page it belongs to, why these two."""

    article_id: int  #: of the copy
    name: str
    story_page: str
    story_title: str
    beside: str
    older: Side
    newer: Side


def pairs(contents: StoryContents, names: Names) -> list[Pair]:
    """Each copy beside its parent; where that is not recorded beside the origin, else beside the earliest other copy.

    A copy whose text, or whose other's, is not kept or too long has none.
    """
    by_url = {member["url"]: member for member in contents.members}
    found = []
    for number, here in enumerate(_portions(contents), 1):
        for member in here:
            other, beside = _other(contents, by_url, member)
            if member["depth"] == 0 or other is None:
                continue
            texts = [contents.texts.get(m["article_id"], "") for m in (other, member)]
            if all(texts) and sum(map(len, texts)) <= _LONGEST_TEXTS:
                story = contents.story
                name = f"texts/{story['story_id']}-{member['article_id']}.html"
                sides = [_side(m, text, names) for m, text in zip((other, member), texts, strict=True)]
                at = f"{_page_name(story, number)}#a{member['article_id']}"
                found.append(Pair(member["article_id"], name, at, story["title"], beside, *sides))
    return found


def story_pages(
    contents: StoryContents, compared: Sequence[Pair], names: Names, *, coverage_note: str, shared: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """(name, content) of the story's pages: one, and more where it has very many articles."""
    story, members = contents.story, contents.members
    portions = _portions(contents)
    places = {
        member["article_id"]: _page_name(story, number) for number, here in enumerate(portions, 1) for member in here
    }
    ids = {member["url"]: member["article_id"] for member in members}
    drawing = tree(members[:_DRAWN])
    dated = timeline(members[:_DOTS])
    start = 1
    for number, here in enumerate(portions, 1):
        content = page(
            "story.html.j2",
            title=story["title"] or "(no title)",
            up="../",
            here="stories",
            story=story,
            number=number,
            pages=[_page_name(story, n) for n in range(1, len(portions) + 1)],
            start=start,
            members=here,
            ids=ids,
            places=places,
            tree=drawing,
            tree_left=max(0, len(members) - _DRAWN),
            timeline=dated,
            timeline_left=max(0, len(members) - _DOTS),
            credits={m["article_id"]: contents.credits.get(m["article_id"], ())[:_CREDITS] for m in here},
            credits_left={m["article_id"]: len(contents.credits.get(m["article_id"], ())) - _CREDITS for m in here},
            files={member["outlet"]: file_name(member["outlet"]) for member in here},
            agency_file=file_name(story["agency"]) if story["agency"] else "",
            texts={pair.article_id: f"../{pair.name}" for pair in compared},
            coverage_note=coverage_note,
            quoted=QUOTED,
            named=names,
            **shared,
        )
        yield f"stories/{_page_name(story, number)}", content
        start += len(here)


def _portions(contents: StoryContents) -> list[Sequence[Record]]:
    """The members in pages of bounded size, at least one."""
    members = contents.members
    texts = [m[name] or "" for m in members for name in ("title", "url", "parent_url", "evidence")]
    texts += [credit["quote"] for stated in contents.credits.values() for credit in stated]
    number_of_credits = sum(map(len, contents.credits.values()))
    around = _AROUND * len(members) + _AROUND_CREDIT * number_of_credits
    if len(members) <= _PER_PAGE and sum(map(len, texts)) * _WIDEST + around < _BYTES:
        return [members]  # as nearly every story: nothing needs to be measured
    starts, size = [0], 0
    for number, member in enumerate(members):
        more = _size(member, contents.credits.get(member["article_id"], ())[:_CREDITS])
        if number > starts[-1] and (size + more > _BYTES or number - starts[-1] == _PER_PAGE):
            starts.append(number)
            size = 0
        size += more
    return [members[a:b] for a, b in zip(starts, [*starts[1:], len(members)], strict=True)]


def _size(member: Record, stated: Sequence[Record]) -> int:
    """Bytes of an article's part of the page, at most."""
    brought = [member["title"], member["url"], member["parent_url"], (member["evidence"] or "")[:QUOTED]]
    brought += [credit["quote"][:QUOTED] for credit in stated]
    escaped = sum(len(escape(visible(text)).encode("utf-8", "backslashreplace")) for text in brought if text)
    return _AROUND + _AROUND_CREDIT * len(stated) + escaped


def _page_name(story: Record, number: int) -> str:
    return f"{story['story_id']}{f'_{number}' if number > 1 else ''}.html"


def _other(contents: StoryContents, by_url: Mapping[str, Record], member: Record) -> tuple[Record | None, str]:
    parent = by_url.get(member["parent_url"])
    if parent is not None and parent is not member:
        if member["direction"] == "unknown":
            return parent, "Two articles that share the text; which of them was first is unknown."
        return parent, "An article beside the one it was taken from."
    origin = contents.members[0] if contents.members[0]["depth"] == 0 else None
    if origin is not None and origin is not member:
        return origin, "An article beside the story's origin."
    earliest = next((m for m in contents.members if m is not member), None)
    return earliest, "Two copies of an original that was not crawled."


def _side(member: Record, text: str, names: Names) -> Side:
    name = names.outlet(member["outlet"])
    return Side(name, member["title"], member["url"], shown(member["published_at"]) or "no time", text)
