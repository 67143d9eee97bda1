"""What every form of credit is read from: the article, the catalogue, and how to speak of a place or a name."""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Literal

from tracker.catalogue import ALL, Catalogue, Mention, unknown_key
from tracker.credits.language import Sign, Words, load_words
from tracker.credits.own import Own, squash
from tracker.credits.person import normalise_person
from tracker.text import fold
from tracker.types import Article, Block, Credit, Extent, Form, Role, SourceKind
from tracker.urls import host, registrable_domain

LONGEST_BLOCK = 2000  # characters; a longer block is read in pieces
_LONGEST_BYLINE = 400  # characters; a longer author element is no author line but its head may be
_MOST_PIECES = 12  # of one block; of a block with more only the first and last are read
_ASIDE = ("headline", "caption", "byline")  # places of blocks that do not count as lines of text
LONGEST_QUOTE = 300
Place = Literal["lines", "captions", "bylines", "texts", "heads", "tails", "edges"]
_DOUBT = 0.35  # less confidence where only a code says whose it is, and no agency of the country uses it
_HEADS = 6  # blocks of text that may be the head: datelines stand behind a lead, an editor's note, a summary
_TAILS = 14  # blocks that may be the tail: behind it come tags, related stories, calls to subscribe
_DOMAIN_LIKE = re.compile(
    r"(?:https?://)?(?:www\.)?[\w-]{2,40}(?:\.[\w-]{1,40}){0,3}\.(?:[a-z]{2}|com|net|org|info|biz|news|media|press|today|live|online|site|blog|world|tech|space|club|app|example|рф|рус|укр|бел|онлайн|сайт)(?:/\S*)?",
    re.IGNORECASE,
)
_EDITION = re.compile(r"\s(?:US|USA|UK|Australia|Canada|India|France|Deutschland|España|Italia|México|Brasil)$")
_QUOTES = "«»\"“”„'‘’()[]{}<>*•|"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that a page names."""

    key: str
    kind: SourceKind
    name: str
    own: bool = False  #: the page's own outlet
    known: bool = True  #: the catalogue knows it
    ambiguous: bool = False  #: only a short code names it
    doubtful: bool = False  #: several use this code, and none of them is of the outlet's country


@dataclass(slots=True, eq=False)
class Line:
    """A block with its place in the article; of a long block one of its pieces."""

    block: Block
    text: str
    number: int  #: among all lines
    from_end: int  #: lines of text that follow it
    body: int  #: how many blocks of the text stand before it
    has: int = 0  #: the `Sign`s of all its words
    opens: int = 0  #: the `Sign`s of its first words
    _lowered: str | None = None

    @property
    def location(self) -> str:
        """Its place, as a credit names it."""
        return f"body:{self.body}" if self.block.place == "body" else self.block.place

    @property
    def lowered(self) -> str:
        """The text in lower case, for quick looks."""
        if self._lowered is None:
            self._lowered = self.text.lower()
        return self._lowered


@dataclass(slots=True, eq=False)
class Context:
    """One page on the desk."""

    article: Article
    catalogue: Catalogue
    words: Words
    own: Own
    country: str  #: of the outlet, decides between agencies that share a code
    lines: tuple[Line, ...]  #: every block but headline and captions, in page order
    captions: tuple[Line, ...]
    bylines: tuple[Line, ...]  #: author elements
    texts: tuple[Line, ...]  #: every line but author elements
    heads: tuple[Line, ...]  #: the first lines of the text
    tails: tuple[Line, ...]  #: the last lines of the text, and what stands behind it
    edges: tuple[Line, ...]  #: where a page speaks of its sources: `heads`, then those of `tails` that are none
    signs: int  #: of all lines
    trusted: frozenset[str] = frozenset()  #: names of unknown organisations that a strong statement has named, squashed
    known: dict[str, Organisation | None] = field(default_factory=dict)  #: answers of `organisation`
    found: dict[str, tuple[Mention, ...]] = field(default_factory=dict)  #: of `find`, codes counted

    @classmethod
    def of(cls, article: Article, catalogue: Catalogue, *, all_signs: bool = False) -> "Context":
        """Number the blocks, gather what is known of the outlet, and look once at all lines.

        With `all_signs` every line shows every sign and every reader sees all lines, which must change nothing.
        """
        country = catalogue.country(article.final_url or article.url)
        words = load_words()
        lines = _lines(article)
        found = _look(catalogue, country, words, lines)
        if all_signs:
            for line in lines:
                line.has = line.opens = ALL
        read = [line for line in lines if line.block.place not in ("headline", "caption")]
        text = [line for line in read if line.block.place in ("head", "body", "tail")]
        heads = text[:_HEADS]
        tails = text[-_TAILS:] + [line for line in read if line.block.place in ("footer", "aside")]
        return cls(
            article=article,
            catalogue=catalogue,
            words=words,
            own=Own.of(article, catalogue),
            country=country,
            lines=tuple(read),
            captions=tuple([line for line in lines if line.block.place == "caption"]),
            bylines=tuple([line for line in read if line.block.place == "byline"]),
            texts=tuple([line for line in read if line.block.place != "byline"]),
            heads=tuple(heads),
            tails=tuple(tails),
            edges=(*heads, *(line for line in tails if line not in heads)),
            signs=reduce(or_, (line.has for line in lines), 0),
            found=found,
        )

    def trusting(self, found: Iterable[Credit]) -> "Context":
        """The same page, with the organisations that `found` names believed wherever else they stand."""
        names = {
            form
            for credit in found
            if credit.role == "credit" and credit.confidence >= 0.7
            for form in (squash(credit.source_name), squash(credit.source))
        }
        names -= {""}
        return self if names <= self.trusted else replace(self, trusted=self.trusted | names, known={})

    # ------------------------------------------------------------------------------------------------------- places

    def showing(self, sign: int, *places: Place) -> "Context | None":
        """The same page with only those of its `places` that show a sign; None where none does.

        Behind each stays the line below it, which may say what it announces.
        """
        if not self.signs & sign:
            return None
        shown = copy(self)
        some = False
        for place in places:
            lines: tuple[Line, ...] = getattr(self, place)
            kept = [at for at, line in enumerate(lines) if line.has & sign]
            some = some or bool(kept)
            if place == "texts":
                kept = sorted({*kept, *(at + 1 for at in kept if at + 1 < len(lines))})
            setattr(shown, place, tuple([lines[at] for at in kept]))
        return shown if some else None

    def holding(self, lines: Sequence[Line], signs: Iterable[str]) -> list[Line]:
        """Those of `lines` that hold one of some stems: patterns are slow, and most lines need none of them."""
        page = "\n".join(line.lowered for line in lines)
        present = [sign for sign in signs if sign in page]
        return [line for line in lines if any(sign in line.lowered for sign in present)] if present else []

    # -------------------------------------------------------------------------------------------------------- names

    def organisation(self, name: str) -> Organisation | None:
        """The organisation whose name the whole string is: catalogued, own, or trusted. Codes count."""
        if name not in self.known:
            self.known[name] = self._organisation(bare(name))
        return self.known[name]

    def _organisation(self, name: str) -> Organisation | None:
        if not name or len(name) > 90:
            return None
        mention = self.catalogue.resolve(name, country=self.country)
        if mention is not None and mention.ambiguous and self.own.is_exactly(name):
            mention = None
        if mention is not None:
            organisation = self.mentioned(mention)
            if organisation.own and mention.kind == "outlet" and _EDITION.search(name):
                return replace(organisation, name=name, own=False)  # the text of a sister edition
            return organisation
        if self.own.is_name(name):
            return Organisation(sorted(self.own.keys)[0], "outlet", name, own=True)
        if squash(name) in self.trusted:
            return self.unknown(name)
        return None

    def mentioned(self, mention: Mention) -> Organisation:
        """The organisation of a mention."""
        keys = {mention.key, *mention.others}
        own = any(self.own.is_key(key) for key in keys)
        doubtful = mention.ambiguous and not own and self._is_foreign(mention)
        return Organisation(
            mention.key, mention.kind, mention.name, own=own, ambiguous=mention.ambiguous, doubtful=doubtful
        )

    def _is_foreign(self, mention: Mention) -> bool:
        """Whether a shared code belongs to none of the outlet's country; a code of one owner may go anywhere."""
        if not mention.others or not self.country:
            return False
        return self.country not in {self.catalogue.country_of(key) for key in (mention.key, *mention.others)}

    def unknown(self, name: str) -> Organisation:
        """An organisation that the catalogue does not know, under its own name."""
        name = bare(name)
        if _DOMAIN_LIKE.fullmatch(name):
            site = registrable_domain(host(name) if "//" in name else name.lower().partition("/")[0])
            return self.of_site(site)
        return Organisation(unknown_key(name), "other", name, own=self.own.is_name(name), known=False)

    def of_site(self, address: str) -> Organisation:
        """The organisation whose site an address is on."""
        outlet = self.catalogue.outlet(address)
        if outlet is not None:
            kind: SourceKind = "agency" if outlet.kind == "agency" else "outlet"
            return Organisation(outlet.key, kind, outlet.name, own=self.own.is_key(outlet.key))
        domain = registrable_domain(host(address) if "//" in address else address)
        return Organisation(unknown_key(domain), "outlet", domain, own=domain == self.own.domain, known=False)

    def find(self, text: str, *, codes: bool = False) -> tuple[Mention, ...]:
        """Mentions of catalogued names in running text; with `codes` also those that only a code carries."""
        if text not in self.found:
            self.found[text] = self.catalogue.find(text, codes=True, country=self.country)
        mentions = self.found[text]
        return mentions if codes else tuple(mention for mention in mentions if not mention.ambiguous)

    # ------------------------------------------------------------------------------------------------------ credits

    def credit(
        self,
        organisation: Organisation,
        form: Form,
        quote: str,
        location: str,
        rule: str,
        confidence: float,
        *,
        extent: Extent = "whole",
        role: Role | None = None,
        origin_url: str | None = None,
    ) -> Credit:
        """A credit, or an `own` where the organisation is the page's outlet."""
        return Credit(
            role=role or ("own" if organisation.own else "credit"),
            source=organisation.key,
            source_kind=organisation.kind,
            source_name=organisation.name,
            form=form,
            extent=extent,
            quote=quote[:LONGEST_QUOTE].strip(),
            location=location,
            rule=rule,
            confidence=round(confidence - _DOUBT, 2) if organisation.doubtful else confidence,
            origin_url=origin_url,
        )

    def author(self, name: str, form: Form, quote: str, location: str, rule: str, confidence: float) -> Credit:
        """A person credited as author or contributor: the name as written, and one key for all its spellings."""
        normalised = normalise_person(name, self.article.language)
        return Credit(
            role="author",
            source=fold(normalised),
            source_kind="person",
            source_name=name,
            form=form,
            extent="part" if form == "contributed" else "unknown",
            quote=quote[:LONGEST_QUOTE].strip(),
            location=location,
            rule=rule,
            confidence=confidence,
            normalised=normalised,
        )


def bare(name: str) -> str:
    """A name without the quotes, brackets and stops around it; brackets that belong to it stay."""
    stripped = name.strip().strip(_QUOTES).strip(" .,;:").strip(_QUOTES)
    if stripped.count("(") > stripped.count(")") and name.strip(" .,;:").endswith(f"{stripped})"):
        return f"{stripped})"
    return stripped


def is_domain(name: str) -> bool:
    """Whether a name is written as a domain or an address."""
    return _DOMAIN_LIKE.fullmatch(name.strip().strip(_QUOTES)) is not None


def _lines(article: Article) -> list[Line]:
    pieces = []
    body = 0
    for block in article.blocks:
        pieces += [(block, piece, body) for piece in _pieces(block)]
        body += block.place == "body"
    total = after = sum([block.place not in _ASIDE for block, _, _ in pieces])
    lines = []
    for number, (block, piece, before) in enumerate(pieces):
        aside = block.place in _ASIDE
        after -= not aside
        lines.append(Line(block, piece, number, total if aside else after, before))
    return lines


def _look(catalogue: Catalogue, country: str, words: Words, lines: Sequence[Line]) -> dict[str, tuple[Mention, ...]]:
    """Give every line its signs, and return the mentions in every line but the headline, shared by all forms."""
    texts = [line.text for line in lines]
    has, opens, mentions = catalogue.look(texts, words.cues, country=country)
    for line, its_has, its_opens in zip(lines, has, opens, strict=True):
        line.has = its_has | Sign.COPYRIGHT if "©" in line.text else its_has
        line.opens = its_opens
    found: dict[str, tuple[Mention, ...]] = dict.fromkeys(texts, ())
    found.update((texts[number], named) for number, named in mentions.items())
    return found


def _pieces(block: Block) -> list[str]:
    """A block's text, cut at spaces where it is long: no pattern ever sees more than `LONGEST_BLOCK` characters."""
    text = block.text if block.place != "byline" else block.text[:_LONGEST_BYLINE]
    if len(text) <= LONGEST_BLOCK:
        return [text]
    pieces = []
    begin = 0
    while begin < len(text):
        end = begin + LONGEST_BLOCK * 3 // 4
        end = text.rfind(" ", begin + 1, end) if len(text) > end and " " in text[begin + 1 : end] else end
        pieces.append(text[begin:end].strip())
        begin = end
    pieces = [piece for piece in pieces if piece]
    half = _MOST_PIECES // 2
    return pieces if len(pieces) <= _MOST_PIECES else pieces[:half] + pieces[-half:]
