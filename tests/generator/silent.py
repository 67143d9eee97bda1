"""Silent copies on recorded pages: credits are hidden one page at a time, and asked back from the other pages.

python -m tests.generator.silent --db sqlite:///tracker.db

Reads a tracker database and writes nothing. Of every story, a page that credits an agency for the whole of its text
loses what it says of its source; the stories are built anew, and the agency that the page is given then is held against
the one that it stated. It could be known where another page states that same agency or stands on its site; where
the others state another one, credits disagree. An agency's own page is not hidden.

Below the shares stands how far the confidence of an agency holds: of the pages given one with such a confidence, the
mean of it and the share that was right.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from tracker.chains import build_stories
from tracker.db import Database, links, open_database, queries
from tracker.match import edits
from tracker.types import Candidate, Edit, Match, Story

_GROUPS = {
    "all": "pages hidden of whose story another page states an agency",
    "known": "of these, another page states the same one",
    "disputed": "of these, the others state another one",
    "by one": "one other page states an agency",
    "by several": "several do",
}
_STEPS = (0.0, 0.8, 0.9, 0.95, 0.98)


def main(arguments: list[str]) -> int:
    """Prints the shares, and with `--errors` the pages that were given another agency or none."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator.silent", description=__doc__)
    parser.add_argument("--db", required=True, help="address of a tracker database")
    parser.add_argument("--errors", type=int, default=0, help="print as many wrong ones")
    given = parser.parse_args(arguments)
    with open_database(given.db, create=False) as db:
        counts, wrong = measured(db)
    for group, said in _GROUPS.items():
        hidden, assigned, right = (counts[f"{group}{what}"] for what in ("", ", assigned", ", right"))
        print(f"{said}: {hidden}, assigned {_share(assigned, hidden)}, right where assigned {_share(right, assigned)}")
    print("\nconfidence   assigned   said  right")
    for step in _STEPS:
        if number := counts[_step(step)]:
            mean, share = counts[f"{_step(step)}: said"] / 1000 / number, counts[f"{_step(step)}: right"] / number
            print(f"{_step(step):>10} {number:>10} {mean:>6.3f} {share:>6.3f}")
    for line in wrong[: given.errors]:
        print(line)
    return 0


def measured(db: Database) -> tuple[Counter[str], list[str]]:
    """How many pages of each of `_GROUPS` were hidden, `assigned` one and `right`; and a line for each wrong one."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for articles, matches in _components(db):
        stated = {number: agency for number, page in articles.items() if (agency := _stated(page)) is not None}
        before = build_stories(articles, matches)
        for number, agency in stated.items():
            around = {m.article_id for story in before if _has(story, number) for m in story.members} - {number}
            telling = {other for other in around if other in stated or articles[other].agency_of_site is not None}
            if not telling:
                continue
            known = any(agency in (stated.get(other), articles[other].agency_of_site) for other in telling)
            hidden = {**articles, number: _hidden(articles[number])}
            sure = _agencies(build_stories(hidden, matches, partial(_edits, db)), number)
            found = set(sure)
            for group in ("all", "known" if known else "disputed", "by one" if len(telling) == 1 else "by several"):
                counts[group] += 1
                counts[f"{group}, assigned"] += bool(found)
                counts[f"{group}, right"] += found == {agency}
            if found:
                step = _step(max(step for step in _STEPS if step <= min(sure.values())))
                counts[step] += 1
                counts[f"{step}: said"] += round(1000 * min(sure.values()))
                counts[f"{step}: right"] += found == {agency}
            if found != {agency}:
                wrong.append(f"{articles[number].url}: states {agency}, given {', '.join(sorted(found)) or 'none'}")
    return counts, wrong


def _components(db: Database) -> Iterator[tuple[dict[int, Candidate], list[Match]]]:
    """The pages of stories that share a member, with the matches among them: what is built at once."""
    members: dict[str, list[int]] = defaultdict(list)
    for story_id, article_id in queries.select(db, "SELECT story_id, article_id FROM chains").rows:
        members[str(story_id)].append(int(str(article_id)))
    done: set[int] = set()
    for story_id in sorted(members):
        if done.isdisjoint(members[story_id]):
            group = links.component(db, members[story_id])
            done.update(group)
            yield links.candidates(db, group), list(links.matches_among(db, group))


def _stated(page: Candidate) -> str | None:
    """The one agency that a page credits for its text; None on an agency's own page and where it credits several."""
    if page.agency_of_site is not None:
        return None
    told = {c.source for c in page.credits if c.role == "credit" and c.source_kind == "agency" and c.extent != "part"}
    return next(iter(told)) if len(told) == 1 else None


def _hidden(page: Candidate) -> Candidate:
    return replace(page, credits=(), cited=())


def _has(story: Story, number: int) -> bool:
    return any(member.article_id == number for member in story.members)


def _agencies(stories: Sequence[Story], number: int) -> dict[str, float]:
    """The agencies that a page was given in the stories it is in, each with its confidence."""
    return {
        member.agency: member.agency_confidence
        for story in stories
        for member in story.members
        if member.article_id == number and member.agency
    }


def _edits(db: Database, members: Sequence[int], origin_seen: bool) -> Sequence[Edit]:
    texts = links.texts(db, members)
    return edits([texts[member] for member in members], origin_seen=origin_seen)


def _step(low: float) -> str:
    return f"from {low:.2f}"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}, {part / whole:.3f}" if whole else "none"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
