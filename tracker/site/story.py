"""The pages of one story: its chain, its timeline, its articles with their evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.reports import Side, shown
from tracker.site.chart import timeline, tree
from tracker.site.contents import StoryContents
from tracker.site.folder import file_name
from tracker.site.page import page

Record = Mapping[str, Any]
#: Articles on one page; with their evidence some kilobytes each, and no page may reach a megabyte.
_PER_PAGE = 150
#: Places in one drawing; beyond it the list says the rest.
_DRAWN = 600
#: Characters of two texts up to which they are shown side by side.
_LONGEST_TEXTS = 300_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts to be shown side by side: the page's name, which story page it belongs to, why these two."""

    name: str
    story_page: str
    beside: str
    older: Side
    newer: Side


def pairs(contents: StoryContents) -> list[Pair]:
    """Each copy beside its parent; where that is not recorded beside the origin, else beside the earliest other copy.

    A copy whose text, or whose other's, is not kept or too long has none.
    """
    by_url = {member["url"]: member for member in contents.members}
    found = []
    for number, member in enumerate(contents.members):
        other, beside = _other(contents, by_url, member)
        if member["depth"] == 0 or other is None:
            continue
        texts = [contents.texts.get(m["article_id"], "") for m in (other, member)]
        if all(texts) and sum(map(len, texts)) <= _LONGEST_TEXTS:
            name = f"texts/{contents.story['story_id']}-{member['article_id']}.html"
            sides = [_side(m, text) for m, text in zip((other, member), texts, strict=True)]
            found.append(Pair(name, _page_name(contents.story, number // _PER_PAGE + 1), beside, *sides))
    return found


def story_pages(
    contents: StoryContents, compared: Sequence[Pair], *, coverage_note: str, shared: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """(name, content) of the story's pages: one, and more where it has very many articles."""
    story, members = contents.story, contents.members
    pages = max(1, -(-len(members) // _PER_PAGE))
    ids = {member["url"]: member["article_id"] for member in members}
    for number in range(1, pages + 1):
        here = members[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        content = page(
            "story.html.j2",
            title=story["title"] or "(no title)",
            up="../",
            story=story,
            number=number,
            pages=pages,
            start=(number - 1) * _PER_PAGE + 1,
            members=here,
            ids={url: ids[url] for url in ids if number == 1 and pages == 1},
            tree=tree(members[:_DRAWN]),
            tree_left=max(0, len(members) - _DRAWN),
            timeline=timeline(members),
            credits=contents.credits,
            files={member["outlet"]: file_name(member["outlet"]) for member in here},
            agency_file=file_name(story["agency"]) if story["agency"] else "",
            texts={int(pair.name[:-5].rpartition("-")[2]): f"../{pair.name}" for pair in compared},
            coverage_note=coverage_note,
            **shared,
        )
        yield f"stories/{_page_name(story, number)}", content


def _page_name(story: Record, number: int) -> str:
    return f"{story['story_id']}{f'-{number}' if number > 1 else ''}.html"


def _other(contents: StoryContents, by_url: Mapping[str, Record], member: Record) -> tuple[Record | None, str]:
    parent = by_url.get(member["parent_url"])
    if parent is not None and parent is not member:
        return parent, "An article beside the one it was taken from."
    origin = contents.members[0] if contents.members[0]["depth"] == 0 else None
    if origin is not None and origin is not member:
        return origin, "An article beside the story's origin."
    earliest = next((m for m in contents.members if m is not member), None)
    return earliest, "Two copies of an original that was not crawled."


def _side(member: Record, text: str) -> Side:
    return Side(member["outlet"], member["title"], member["url"], shown(member["published_at"]) or "no time", text)
