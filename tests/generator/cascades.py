"""One story from the wire to the last copy, with who took what from whom."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from tests.generator.drafts import Draft, Line, new_number
from tests.generator.language import Language
from tests.generator.newsrooms import SOURCE_LINES, Cut, Editor, Gossip, Outlet
from tests.generator.settings import Settings
from tracker.types import Credit

MORNING = datetime(2031, 5, 6, 5, 0, tzinfo=UTC)


@dataclass(slots=True, eq=False)
class Page:
    """A printed text. `parent` is None for the wire's own page and for reports of nobody's."""

    number: int
    story: int
    outlet: str
    owner: str | None
    url: str
    draft: Draft
    at: datetime  #: when it was printed
    dated: datetime | None  #: when its page says that it was
    parent: "Page | None" = None
    crawled: bool = True
    agency: str | None = None  #: of the wire's own page
    credits: list[Credit] = field(default_factory=list)  #: as read
    cited: list[Credit] = field(default_factory=list)
    printed: str | None = None  #: key of the source that it prints as its credit, whether or not that is read
    also: "Page | None" = None  #: of a roundup: a page of the other story in it
    twin: "Page | None" = None  #: of a page on a sister site: the page that it repeats
    rival: bool = False  #: an independent report

    def telling(self, teller: "Teller") -> frozenset[int]:
        """The edits to be seen in it that not everybody makes, and that are not the wire's own."""
        keys = {line.key for line in self.draft.lines}
        hidden = {
            edit
            for edit in self.draft.gone
            if (cut := teller.cuts.get(edit)) is not None and not (cut.before & keys and cut.after & keys)
        }
        return self.draft.edits - hidden - teller.everyday - teller.wire_edits

    @property
    def ancestors(self) -> "list[Page]":
        """Its parent, that one's parent ... up to the wire."""
        found, page = [], self.parent
        while page is not None:
            found.append(page)
            page = page.parent
        return found

    @property
    def seen_parent(self) -> "Page | None":
        """The nearest page above it that was crawled; None for an unseen wire."""
        return next((page for page in self.ancestors if page.crawled), None)


@dataclass(slots=True)
class Teller:
    """Tells stories of one world."""

    settings: Settings
    language: Language
    outlets: Sequence[Outlet]
    agencies: Sequence[str]
    draw: random.Random
    wire_edits: set[int] = field(default_factory=set)
    everyday: set[int] = field(default_factory=set)  #: edits that say nothing of who took from whom
    cuts: dict[int, Cut] = field(default_factory=dict)
    _pages: int = 0

    def story(self, number: int, before: Sequence[Page]) -> list[Page]:
        """All pages of one story, crawled or not; a roundup may hold a text of the story `before` as well."""
        draw, settings = self.draw, self.settings
        agency = draw.choice(list(self.agencies))
        versions, gossip = self._wire(agency)
        start = MORNING + timedelta(minutes=draw.randint(0, 600))
        pages = [self._wire_page(number, agency, version, start + after) for after, version in versions]
        for page in pages:
            page.crawled = False
        on_site = pages[-1] if draw.random() < 0.6 else pages[0]
        on_site.crawled = draw.random() >= settings.hidden_origin
        chosen = draw.sample(list(self.outlets), self._copies())
        clock, copies = start, list[Page]()
        for outlet in chosen:
            clock += timedelta(minutes=draw.expovariate(1 / 25) + 1)
            taken = self._taken(pages, copies, clock)
            page = self._copy(number, outlet, taken, gossip, clock, agency)
            copies.append(page)
            if outlet.owner and draw.random() < settings.sisters:
                copies.append(self._sister(page, outlet))
        if before and draw.random() < settings.roundups:
            copies.append(self._roundup(number, draw.choice(copies), draw.choice(list(before)), clock))
        if draw.random() < settings.rivals:
            copies.append(self._rival(number, versions[-1][1], clock))
        return [*pages, *copies]

    def _copies(self) -> int:
        return min(40, 2 + int(self.draw.expovariate(1 / max(0.1, self.settings.copies - 2))))

    # ------------------------------------------------------------------------------------------------- the wire

    def _wire(self, agency: str) -> tuple[list[tuple[timedelta, Draft]], Gossip]:
        draw, language = self.draw, self.language
        speaker = ("said", language.sentence(draw, 1, 1)[0].capitalize(), "Tendar")
        lines = [Line(new_number(), (f"PORT AMBER, May 6 ({agency.capitalize()}) -",), "dateline")]
        for n in range(draw.randint(10, 26)):
            kind, said = ("quote", speaker) if draw.random() < 0.2 and n else ("prose", ())
            lines.append(
                Line(new_number(), language.sentence(draw), kind, opens=n > 0 and draw.random() < 0.6, speaker=said)  # type: ignore[arg-type]
            )
        first = Draft(language.sentence(draw, 5, 9), tuple(lines))
        versions = [(timedelta(), first)]
        if draw.random() < self.settings.updates:
            after = timedelta()
            for _ in range(draw.randint(1, 2)):
                after += timedelta(minutes=draw.randint(20, 150))
                versions.append((after, self._updated(versions[-1][1])))
        told = [line for line in lines if line.kind == "prose"][1:]
        gossip = Gossip(
            dull=frozenset(line.key for line in draw.sample(told, min(2, len(told)))),
            words={
                word: language.synonym(draw, word) or word
                for line in draw.sample(told, min(3, len(told)))
                for word in line.words[:3]
                if word in language.group_of
            },
            lengths=tuple(sorted(draw.sample(range(6, 14), 3))),
            background=tuple(Line(new_number(), language.sentence(draw), "background", opens=n == 0) for n in range(2)),
        )
        return versions, gossip

    def _updated(self, text: Draft) -> Draft:
        """The story anew: a lead rewritten, paragraphs put in and taken out, words changed, another headline."""
        draw, language = self.draw, self.language

        def edit() -> frozenset[int]:
            number = new_number()
            self.wire_edits.add(number)
            return frozenset({number})

        for line in draw.sample(text.lines[1:], min(len(text.lines) - 1, draw.randint(1, 5))):
            if line.kind == "prose" and len(line.words) > 6:
                place = draw.randrange(len(line.words) - 3)
                words = (*line.words[:place], *language.sentence(draw, 2, 4), *line.words[place + 3 :])
                text = text.with_line(replace(line, words=words, edits=line.edits | edit()))
        if draw.random() < 0.5:
            lead = Line(new_number(), language.sentence(draw), edits=edit())
            text = text.with_line(replace(text.lines[1], words=lead.words, edits=edit()))
        for _ in range(draw.randint(1, 4)):
            added = Line(new_number(), language.sentence(draw), opens=True, edits=edit())
            text = text.with_lines(draw.randint(2, len(text.lines)), [added])
        if draw.random() < 0.4 and len(text.lines) > 6:
            (gone,) = edit()
            text = text.without([draw.choice(text.lines[3:]).key], edit=gone)
        if draw.random() < 0.5:
            text = replace(text, title=language.sentence(draw, 5, 9), title_edit=edit())
        return text

    def _wire_page(self, story: int, agency: str, draft: Draft, at: datetime) -> Page:
        url = f"https://{agency}.example/{story}/{new_number()}"
        return Page(self._number(), story, agency, None, url, draft, at, at, agency=agency)

    # ------------------------------------------------------------------------------------------------- the copies

    def _taken(self, wire: Sequence[Page], copies: Sequence[Page], clock: datetime) -> Page:
        """What the next copy is taken from: another copy, or the wire's newest text, seldom an older one."""
        draw, settings = self.draw, self.settings
        ready = [page for page in copies if page.at < clock - timedelta(minutes=3)]
        if ready and draw.random() < settings.hop:
            return draw.choice(ready)
        out = [page for page in wire if page.at <= clock] or [wire[0]]
        return draw.choice(out) if draw.random() < settings.slow else out[-1]

    def _copy(self, story: int, outlet: Outlet, taken: Page, gossip: Gossip, clock: datetime, agency: str) -> Page:
        draw, settings = self.draw, self.settings
        text = self._undressed(taken)
        editor = Editor(draw, outlet, settings, self.language, gossip)
        own_footer = bool(outlet.footer)
        text = editor.edited(text, own_footer=own_footer)
        self.everyday |= editor.everyday
        self.cuts |= editor.cuts
        page = Page(
            self._number(),
            story,
            outlet.key,
            outlet.owner,
            f"https://{outlet.domain}/news/{draw.randint(10_000, 9_999_999)}.html",
            text,
            clock,
            self._dated(clock),
            parent=taken,
            crawled=draw.random() >= settings.noise * settings.hidden_copy,
        )
        self._say(page, outlet, taken, agency)
        if draw.random() < settings.noise * settings.lost_paragraph:
            told = [line.key for line in page.draft.lines if line.kind in ("prose", "quote", "background")]
            if len(told) > 4:
                page.draft = page.draft.without([draw.choice(told)])
        return page

    def _undressed(self, taken: Page) -> Draft:
        """A page's text without what belongs to the page: its credit lines, mostly its footer."""
        kept = self.draw.random() < self.settings.keep_boilerplate
        out = [
            line.key for line in taken.draft.lines if line.kind == "credit" or (line.kind == "furniture" and not kept)
        ]
        return taken.draft.without(out)

    def _say(self, page: Page, outlet: Outlet, taken: Page, agency: str) -> None:
        """The credit or citation that a copy prints, and what of it is read."""
        draw, settings = self.draw, self.settings
        if taken.agency is not None:
            if draw.random() < settings.credit_wire:
                self._credit(page, outlet.form, agency, "agency", SOURCE_LINES[outlet.language])
            return
        said = draw.random()
        if said < settings.credit_copy:
            form = draw.choice(("source_line", "republished"))
            link = taken.url if form == "republished" else None
            self._credit(page, form, taken.outlet, "outlet", SOURCE_LINES[outlet.language], link)
        elif said < settings.credit_copy + settings.cite_copy:
            words = (*self.language.sentence(draw, 4, 8), "as", taken.outlet, "reports")
            lines = page.draft.with_lines(min(2, len(page.draft.lines)), [Line(new_number(), words)])
            page.draft = lines
            page.cited.append(_statement("citation", "other", taken.outlet, "outlet", " ".join(words)))
        elif taken.printed == agency and draw.random() < settings.keep_credit:
            kept = next((c for c in taken.credits if c.source == agency), None)
            form = kept.form if kept is not None else outlet.form
            self._credit(page, form, agency, "agency", "Source: {}", quote=kept.quote if kept is not None else None)

    def _credit(
        self,
        page: Page,
        form: str,
        source: str,
        kind: str,
        line: str,
        link: str | None = None,
        quote: str | None = None,
    ) -> None:
        draw, settings = self.draw, self.settings
        name = source.capitalize()
        shown = {"byline": f"By {name}", "dateline": f"PORT AMBER ({name}) -", "signoff": f"({name})"}
        words = quote or shown.get(form) or (f"Originally published by {name}" if link else line.format(name))
        if form not in ("byline", "dateline"):
            page.draft = page.draft.with_lines(len(page.draft.lines), [Line(new_number(), (words,), "credit")])
        page.printed = source
        if draw.random() >= settings.noise * settings.lost_credit:
            page.credits.append(_statement("credit", form, source, kind, words, link))
        if draw.random() < settings.noise * settings.wrong_credit:
            page.credits.append(_statement("credit", "byline", "mirage", "other", "By Mirage"))

    def _sister(self, page: Page, outlet: Outlet) -> Page:
        path = page.url.partition("example/")[2]
        sister = f"sister-{outlet.key}"
        at = page.at + timedelta(minutes=2)
        return replace(
            page,
            number=self._number(),
            outlet=sister,
            owner=None,
            url=f"https://{sister}.example/{path}",
            at=at,
            dated=self._dated(at),
            parent=page,
            twin=page,
            crawled=True,
            credits=list(page.credits),
            cited=list(page.cited),
        )

    def _roundup(self, story: int, page: Page, other: Page, clock: datetime) -> Page:
        outlet = self.draw.choice([outlet for outlet in self.outlets if outlet.key not in (page.outlet, other.outlet)])
        intro = Line(new_number(), self.language.sentence(self.draw))
        own, theirs = (
            [line for line in p.draft.lines if line.kind not in ("credit", "furniture")] for p in (page, other)
        )
        opened = replace(theirs[0], opens=True) if theirs else intro
        draft = Draft(self.language.sentence(self.draw, 4, 7), (intro, *own, opened, *theirs[1:]), page.draft.gone)
        at = max(clock, page.at, other.at) + timedelta(minutes=self.draw.randint(20, 200))
        url = f"https://{outlet.domain}/day/{self.draw.randint(10_000, 9_999_999)}"
        return Page(
            self._number(), story, outlet.key, outlet.owner, url, draft, at, self._dated(at), parent=page, also=other
        )

    def _rival(self, story: int, told: Draft, clock: datetime) -> Page:
        """A report of its own, with the speaker's words."""
        draw = self.draw
        quotes = [line for line in told.lines if line.kind == "quote"]
        prose = [Line(new_number(), self.language.sentence(draw), opens=draw.random() < 0.6) for _ in range(10)]
        for quote in quotes:
            prose.insert(draw.randint(1, len(prose)), quote)
        outlet = draw.choice(list(self.outlets))
        at = clock + timedelta(minutes=draw.randint(-60, 60))
        url = f"https://{outlet.domain}/own/{draw.randint(10_000, 9_999_999)}"
        draft = Draft(self.language.sentence(draw, 5, 8), (*prose, *outlet.footer))
        return Page(self._number(), story, outlet.key, outlet.owner, url, draft, at, self._dated(at), rival=True)

    def _dated(self, at: datetime) -> datetime | None:
        """What a page says of its time."""
        draw = self.draw
        if draw.random() >= self.settings.noise * self.settings.skew:
            return at
        wrong = draw.random()
        if wrong < 0.3:
            return None
        if wrong < 0.6:
            return datetime.combine(at.date(), time.min, tzinfo=UTC)
        return at + timedelta(minutes=draw.randint(-300, 300))

    def _number(self) -> int:
        self._pages += 1
        return self._pages


def _statement(role: str, form: str, source: str, kind: str, quote: str, link: str | None = None) -> Credit:
    return Credit(
        role=role,  # type: ignore[arg-type]
        source=source,
        source_kind=kind,  # type: ignore[arg-type]
        source_name=source.capitalize(),
        form=form,  # type: ignore[arg-type]
        extent="whole",
        quote=quote,
        location="made up",
        rule="made up",
        confidence=0.9,
        origin_url=link,
    )
