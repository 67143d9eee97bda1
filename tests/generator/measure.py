"""Runs the rooms over made-up cascades and counts what came out right."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from tests.generator.cascades import MORNING, Page, Teller
from tests.generator.language import language
from tests.generator.newsrooms import outlets
from tests.generator.settings import Settings
from tracker.chains import build_stories
from tracker.db.blocks import as_postings, outlet_number
from tracker.match import align, candidate_pairs, edits, fingerprint
from tracker.text import count_words
from tracker.types import Candidate, Edit, Republication, Story, Text

STEPS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95)  #: of confidence, in the table of how far it holds
AGENCIES = ("nordwire", "cable", "sudpress")


@dataclass(slots=True)
class Figures:
    """Counts of one run; the shares are made from them."""

    noise: float
    counts: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, whole: str) -> float | None:
        """None where there is nothing to have a share of."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None

    @property
    def stated(self) -> float | None:
        """Of stated parents: the source that the page names is one that its text came through."""
        return self.share("stated right", "stated")

    @property
    def stated_directly(self) -> float | None:
        """And is the very page it was taken from; a copy may keep the wire's credit that its parent printed."""
        return self.share("stated directly", "stated")

    @property
    def inferred(self) -> float | None:
        """Of inferred parents: the nearest crawled page above it."""
        return self.share("inferred right", "inferred")

    @property
    def recall(self) -> float | None:
        """Of copies of copies whose page does not name their parent, and where the evidence is there: those whose
        parent was found.

        Evidence is a citation of the parent's outlet; or all four of: an edit that not everybody makes (a dateline left
        out, a tail cut off, a country's spelling say nothing) and that both have and can be seen in both; the original
        to hold it against, by the wire's own page, or because more of the pages are outside of the parent's branch than
        in it (where half have one text and half another, nothing says which of them was the original); for every other
        page an edit that it lacks and both have, or one that it alone went on with; and an edit of the copy's
        own beside its headline, for without one nothing says which of the two was first.
        """
        return self.share("evidence: found", "evidence")

    @property
    def recall_of_all(self) -> float | None:
        """The same of all that share any edit with their parent, whether or not it says anything."""
        return self.share("traces: found", "traces")

    def reliability(self) -> list[tuple[str, int, float, float]]:
        """How far the confidence of inferred parents holds: step, parents, mean confidence, share that is right."""
        steps = [f"from {low:.2f}" for low in STEPS]
        counts = self.counts
        return [
            (step, counts[step], counts[f"{step}: said"] / 1000 / counts[step], counts[f"{step}: right"] / counts[step])
            for step in steps
            if counts[step]
        ]

    @property
    def members(self) -> float | None:
        """Of memberships: the article carries the story's text."""
        return self.share("members right", "members")

    @property
    def complete(self) -> float | None:
        """Of copies of crawled stories: those that are in theirs."""
        return self.share("copies placed", "copies")

    @property
    def agency(self) -> float | None:
        """Of silent copies to which an agency is assigned: the right one."""
        return self.share("agency right", "agency assigned")

    @property
    def assigned(self) -> float | None:
        """Of silent copies of stories where another member states the agency: those to which one is assigned."""
        return self.share("agency assigned, stated elsewhere", "silent, stated elsewhere")


def measure(settings: Settings) -> Figures:
    """Makes the cascades up, builds the stories as the tracker does, and counts. The same for the same settings."""
    pages, teller = made_up(settings)
    crawled = {page.number: page for page in pages if page.crawled}
    figures = Figures(settings.noise)
    _count(figures, crawled, stories_of(crawled), teller)
    return figures


def made_up(settings: Settings) -> tuple[list[Page], Teller]:
    """All pages, crawled or not, and who knows of every edit."""
    draw = random.Random(settings.seed)
    words = language()
    teller = Teller(settings, words, outlets(draw, settings, words), AGENCIES, draw)
    pages: list[Page] = []
    before: list[Page] = []
    for number in range(settings.stories):
        story = teller.story(number, [page for page in before if page.crawled])
        pages += story
        before = [page for page in story if page.parent is not None and page.also is None]
    return pages, teller


def stories_of(crawled: Mapping[int, Page]) -> list[Story]:
    """What the tracker makes of the pages, without a database."""
    texts = {
        number: Text(article_id=number, outlet=page.outlet, text=page.draft.shown()) for number, page in crawled.items()
    }
    marks = [
        (number, outlet_number(text.outlet), np.array(fingerprint(text.text), "<i8").tobytes())
        for number, text in texts.items()
    ]
    pairs = candidate_pairs([as_postings(marks)])
    matches = [match for a, b in pairs if (match := align(texts[a], texts[b])) is not None]

    def edits_of(members: Sequence[int], origin_seen: bool) -> Sequence[Edit]:
        return edits([texts[member] for member in members], origin_seen=origin_seen)

    return build_stories({n: _candidate(page, texts[n]) for n, page in crawled.items()}, matches, edits_of)


def _candidate(page: Page, text: Text) -> Candidate:
    return Candidate(
        article_id=page.number,
        url=page.url,
        outlet=page.outlet,
        owner=page.owner,
        title=page.draft.headline(),
        words=count_words(text.text),
        published=page.dated,
        first_seen=MORNING + timedelta(days=1, minutes=page.number),
        credits=tuple(page.credits),
        agency_of_site=page.agency,
        cited=tuple(page.cited),
    )


def _count(figures: Figures, crawled: Mapping[int, Page], stories: Sequence[Story], teller: Teller) -> None:
    placed: set[tuple[int, int]] = set()
    rows: dict[int, list[tuple[Story, Republication]]] = {}
    for story in stories:
        told = _told(story, crawled)
        for member in story.members:
            page = crawled[member.article_id]
            carries = told is not None and told in _stories(page)
            figures.counts["members"] += 1
            figures.counts["members right"] += carries
            if carries and told is not None:
                placed.add((page.number, told))
            if member.article_id != story.origin_id:
                rows.setdefault(page.number, []).append((story, member))
                _count_parent(figures, page, story, member, crawled)
    by_story: dict[int, list[Page]] = {}
    for page in crawled.values():
        for number in _stories(page):
            by_story.setdefault(number, []).append(page)
    for number, pages in by_story.items():
        for page in pages:
            if len(pages) > 1:
                figures.counts["copies"] += 1
                figures.counts["copies placed"] += (page.number, number) in placed
            _count_found(figures, page, pages, rows.get(page.number, ()), teller)
            _count_agency(figures, page, pages, rows.get(page.number, ()))


def _stories(page: Page) -> list[int]:
    """The stories whose text it carries."""
    if page.rival:
        return []
    return [page.story] if page.also is None else [page.story, page.also.story]


def _told(story: Story, crawled: Mapping[int, Page]) -> int | None:
    """Which made-up story it is: that of most members."""
    votes = Counter(number for member in story.members for number in _stories(crawled[member.article_id]))
    return votes.most_common(1)[0][0] if votes else None


def _count_parent(
    figures: Figures, page: Page, story: Story, member: Republication, crawled: Mapping[int, Page]
) -> None:
    if page.rival or page.also is not None or page.agency is not None:
        return
    ancestors = page.ancestors
    taken = None if member.parent_id is None else crawled[member.parent_id]
    # The wire's page stands for the wire, whichever of its versions it has; so does an unseen origin of its name.
    wire = taken.agency is not None if taken is not None else story.agency == ancestors[-1].agency
    unseen = taken is None and any(member.path[0] in (above.url, above.outlet) for above in ancestors)
    nearest = page.seen_parent
    directly = taken is nearest or (wire and (nearest is None or nearest.agency is not None))
    if page.twin is not None:  # word for word the same as its twin: what is true of that is true of it
        directly = directly or taken is page.twin.seen_parent
    if member.direction == "stated":
        figures.counts["stated"] += 1
        figures.counts["stated right"] += wire or unseen or taken in ancestors
        figures.counts["stated directly"] += (
            (wire and ancestors[0].agency is not None)
            or (taken is not None and taken is nearest)
            or (unseen and member.path[0] in (ancestors[0].url, ancestors[0].outlet))
        )
    elif member.direction == "inferred":
        figures.counts["inferred"] += 1
        figures.counts["inferred right"] += directly
        by = "cited" if page.cited else "by edits"
        figures.counts[f"inferred {by}"] += 1
        figures.counts[f"inferred {by} right"] += directly
        step = _step(member.parent_confidence)
        figures.counts[f"{step}"] += 1
        figures.counts[f"{step}: right"] += directly
        figures.counts[f"{step}: said"] += round(1000 * member.parent_confidence)


def _step(confidence: float) -> str:
    """The step of the reliability table that a confidence belongs to."""
    return next(f"from {low:.2f}" for low in reversed(STEPS) if confidence >= low)


def _count_found(
    figures: Figures, page: Page, pages: Sequence[Page], rows: Sequence[tuple[Story, Republication]], teller: Teller
) -> None:
    """Of copies of copies that do not name their parent: what there is to find, and whether it was found."""
    parent = page.seen_parent
    if parent is None or parent.agency is not None or page.also is not None or page.rival or page.twin is not None:
        return
    if any(credit.source == parent.outlet for credit in page.credits):
        return
    same = [other for other in pages if other is parent or other.twin is parent or parent.twin is other]
    taken = {row.parent_id for _, row in rows if row.direction == "inferred"}
    found = any(other.number in taken for other in same)
    kinds = ["hops"]
    if (page.draft.edits & parent.draft.edits) - teller.wire_edits:
        kinds.append("traces")
    others = [other for other in pages if other is not page and other not in same and other.also is None]
    if page.cited or _singles_out(page, parent, others, teller):
        kinds += ["evidence", "evidence, cited" if page.cited else "evidence, edits"]
        kinds.append("evidence, credits the wire" if page.credits else "evidence, silent")
    for kind in kinds:
        figures.counts[kind] += 1
        figures.counts[f"{kind}: found"] += found


def _singles_out(page: Page, parent: Page, others: Sequence[Page], teller: Teller) -> bool:
    """Whether one who knows every edit could tell the parent by the texts of the crawled pages: `Figures.recall`."""
    ours, theirs = page.telling(teller), parent.telling(teller)
    both, own = ours & theirs, ours - theirs - page.draft.title_edit
    outside = [other for other in others if parent not in other.ancestors]
    below = 2 + len(others) - len(outside)
    ground = any(other.agency is not None for other in outside) or len(outside) > below
    rivals = [other.telling(teller) for other in others if page not in other.ancestors]
    return ground and bool(both) and bool(own) and all(both - rival or rival - ours - theirs for rival in rivals)


def _count_agency(
    figures: Figures, page: Page, pages: Sequence[Page], rows: Sequence[tuple[Story, Republication]]
) -> None:
    if page.rival or page.agency is not None or page.also is not None or page.credits:
        return
    agency = page.ancestors[-1].agency
    assigned = [row.agency for _, row in rows if row.agency]
    figures.counts["agency assigned"] += bool(assigned)
    figures.counts["agency right"] += bool(assigned) and set(assigned) == {agency}
    others = [other for other in pages if other is not page]
    if any(other.agency == agency or any(c.source == agency for c in other.credits) for other in others):
        figures.counts["silent, stated elsewhere"] += 1
        figures.counts["agency assigned, stated elsewhere"] += bool(assigned)
