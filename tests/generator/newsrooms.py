"""Outlets and what their editors do to a text: cut, add, reword, respell, put their own headline and footer on it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tests.generator.drafts import Draft, Line, new_number
from tests.generator.language import Language, misspelt
from tests.generator.settings import Settings

#: How a source is named under a text, in the languages of the made-up world.
SOURCE_LINES = ("Source: {}", "Quelle: {}", "Источник: {}", "Fuente: {}", "Kaynak: {}", "Πηγή: {}")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A site, its owner and its habits."""

    key: str
    domain: str
    owner: str | None
    respells: bool  #: writes as the other country does
    verbatim: bool  #: changes next to nothing
    language: int  #: of its credit lines, a number in `SOURCE_LINES`
    form: str  #: how it credits: `byline`, `dateline`, `signoff`, `source_line`
    footer: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Gossip:
    """What many editors of one story come to by themselves."""

    dull: frozenset[int]  #: lines that are left out first
    words: dict[str, str]  #: words that are put right
    lengths: tuple[int, ...]  #: lines after which texts are cut off
    background: tuple[Line, ...]  #: a paragraph from everybody's archive


class Cut(NamedTuple):
    """Where lines were left out: the keys of those before and of those after. Without both sides it cannot be seen."""

    before: frozenset[int]
    after: frozenset[int]


@dataclass(slots=True)
class Editor:
    """One outlet at work on one text."""

    draw: random.Random
    outlet: Outlet
    settings: Settings
    language: Language
    gossip: Gossip
    everyday: set[int] = field(default_factory=set)  #: edits that a hundred others make as well
    cuts: dict[int, Cut] = field(default_factory=dict)

    def edited(self, taken: Draft, *, own_footer: bool) -> Draft:
        """The text as this outlet prints it."""
        text = taken
        if not self.outlet.verbatim:
            text = self._cut(text)
            text = self._reworded(text)
            text = self._added(text)
        if self.outlet.respells and not self.outlet.verbatim:
            text = self._respelt(text)
        text = self._headlined(text)
        return text.with_lines(len(text.lines), self.outlet.footer) if own_footer else text

    def _new(self, *, everyday: bool = False) -> int:
        number = new_number()
        if everyday:
            self.everyday.add(number)
        return number

    def _left_out(self, text: Draft, line: Line, *, everyday: bool) -> Draft:
        edit, place = self._new(everyday=everyday), text.lines.index(line)
        keys = [other.key for other in text.lines]
        self.cuts[edit] = Cut(frozenset(keys[:place]), frozenset(keys[place + 1 :]))
        return text.without([line.key], edit=edit)

    def _often(self) -> float:
        """How often this editor falls in with a habit."""
        return 0.5 * self.settings.noise * self.settings.habit

    def _cut(self, text: Draft) -> Draft:
        settings, draw = self.settings, self.draw
        if draw.random() < settings.drop_dateline:
            text = text.without(
                (line.key for line in text.lines if line.kind == "dateline"), edit=self._new(everyday=True)
            )
        told = [line for line in text.lines if line.kind in ("prose", "quote", "background")]
        for line in told[1:]:
            dull = line.key in self.gossip.dull and draw.random() < self._often()
            if dull or draw.random() < settings.cut_sentence:
                text = self._left_out(text, line, everyday=line.key in self.gossip.dull)
        told = [line for line in text.lines if line.kind in ("prose", "quote", "background")]
        if draw.random() < settings.cut_tail and len(told) > 7:
            # A page holds so many lines, or the editor has had enough.
            length = draw.choice((draw.choice(self.gossip.lengths), draw.randint(6, len(told) - 1)))
            text = text.without((line.key for line in told[length:]), edit=self._new(everyday=True))
        return text

    def _reworded(self, text: Draft) -> Draft:
        draw, settings = self.draw, self.settings
        for line in text.lines:
            if line.kind != "prose":
                continue
            if line.edits and draw.random() < settings.noise * settings.retouch:
                text = text.with_line(self._changed(line, retouch=True))
            elif line.words and any(word in self.gossip.words for word in line.words) and draw.random() < self._often():
                words = tuple(self.gossip.words.get(word, word) for word in line.words)
                text = text.with_line(replace(line, words=words, edits=line.edits | {self._new(everyday=True)}))
        prose = [line for line in text.lines if line.kind == "prose" and len(line.words) > 6]
        for line in draw.sample(prose, min(len(prose), _poisson(draw, settings.reword))):
            current = next(other for other in text.lines if other.key == line.key)
            text = text.with_line(self._changed(current))
        if prose and draw.random() < settings.mistake:
            text = self._mistaken(text)
        return text

    def _changed(self, line: Line, *, retouch: bool = False) -> Line:
        """One word or clause of a line changed; a `retouch` falls on what was changed before, which is seen no more."""
        draw, words = self.draw, list(line.words)
        edits = frozenset[int]() if retouch else line.edits
        match draw.choices(("word", "cut", "insert", "turn"), (5, 2, 2, 1))[0]:
            case "word":
                places = [i for i, word in enumerate(words) if word in self.language.group_of]
                for place in draw.sample(places, min(len(places), 2 if retouch else 1)):
                    words[place] = self.language.synonym(draw, words[place]) or words[place]
            case "cut":
                place, length = draw.randint(1, len(words) - 3), draw.randint(1, 4)
                del words[place : place + length]
            case "insert":
                place = draw.randint(1, len(words))
                words[place:place] = self.language.sentence(draw, 2, 5)
            case "turn":
                place = len(words) // 2
                words = words[place:] + words[:place]
        return replace(line, words=tuple(words), edits=edits | {self._new()})

    def _mistaken(self, text: Draft) -> Draft:
        lines = [line for line in text.lines if line.kind == "prose" and any(len(word) > 6 for word in line.words)]
        if not lines:
            return text
        line = self.draw.choice(lines)
        place = self.draw.choice([i for i, word in enumerate(line.words) if len(word) > 6])
        words = (*line.words[:place], misspelt(self.draw, line.words[place]), *line.words[place + 1 :])
        return text.with_line(replace(line, words=words, edits=line.edits | {self._new()}))

    def _added(self, text: Draft) -> Draft:
        draw, settings = self.draw, self.settings
        ends = [i for i, line in enumerate(text.lines) if line.kind in ("prose", "quote", "background")]
        last = ends[-1] + 1 if ends else 0
        if draw.random() < settings.background:
            text = text.with_lines(last, self.gossip.background)
        if draw.random() < settings.add:
            edit = frozenset({self._new()})
            added = [
                Line(new_number(), self.language.sentence(draw), opens=n == 0, edits=edit)
                for n in range(draw.randint(1, 3))
            ]
            text = text.with_lines(draw.choice((last, draw.choice(ends) + 1 if ends else 0)), added)
        return text

    def _respelt(self, text: Draft) -> Draft:
        spellings = self.language.spellings
        edit = self._new(everyday=True)
        lines = [
            replace(line, words=tuple(spellings.get(word, word) for word in line.words), edits=line.edits | {edit})
            if line.kind == "prose" and any(word in spellings for word in line.words)
            else line
            for line in text.lines
        ]
        return replace(text, lines=tuple(lines))

    def _headlined(self, text: Draft) -> Draft:
        if self.draw.random() >= self.settings.headline:
            return text
        kept = self.draw.sample(text.title, min(len(text.title), 3))
        title = (*kept, *self.language.sentence(self.draw, 3, 6))
        return replace(text, title=title, title_edit=frozenset({self._new()}))


def outlets(draw: random.Random, settings: Settings, language: Language, number: int = 150) -> list[Outlet]:
    """The sites of the made-up world; one in eight belongs to a group."""
    return list(_outlets(draw, settings, language, number))


def _outlets(draw: random.Random, settings: Settings, language: Language, number: int) -> Iterator[Outlet]:
    for n in range(number):
        footer: tuple[Line, ...] = ()
        if draw.random() < settings.boilerplate:
            words = ("Subscribe", "to", "our", "newsletter", *language.sentence(draw, 5, 12))
            more = language.sentence(draw, 8, 14)
            footer = (Line(new_number(), words, "furniture"), Line(new_number(), (*more, f"outlet{n}"), "furniture"))
        yield Outlet(
            key=f"outlet{n}",
            domain=f"outlet{n}.example",
            owner=f"house{n // 24}" if n % 8 == 0 else None,
            respells=draw.random() < 0.4,
            verbatim=draw.random() < settings.verbatim,
            language=draw.randrange(len(SOURCE_LINES)),
            form=draw.choice(("byline", "dateline", "signoff", "source_line")),
            footer=footer,
        )


def _poisson(draw: random.Random, mean: float) -> int:
    """A number with that mean: how many arrivals fit in one unit of time."""
    found, reached = 0, draw.expovariate(1.0)
    while reached < mean:
        found, reached = found + 1, reached + draw.expovariate(1.0)
    return found
