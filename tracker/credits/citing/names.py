"""Names in a line of running text that may be those of a source."""

import re
from collections.abc import Iterator, Set

from tracker.catalogue import Mention, unknown_key
from tracker.credits.citing.cited import Cited
from tracker.credits.citing.linked import find_domains, find_linked
from tracker.credits.citing.titled import CAPITAL, find_titled
from tracker.credits.citing.words import Cues
from tracker.credits.context import Context, Line, Organisation

_QUOTE = re.compile(r"[«“„‚‘\"『「《]")
_QUOTED = re.compile(
    r"[«“„‚‘\"](?<![\w\"]\")(?P<name>[^«»“”„\"‚‘]{2,40}?)(?:[»”“\"’]|(?<=\w)['‘])(?!\w)"
    r"|[『「《](?P<far>[^『』「」《》]{2,20})[』」》]"
)
_FOREIGN = re.compile(
    r"(?<![\w.@/])(?P<name>[A-Z][\w&'’`-]*(?:\.[a-z]{2,4})?"
    r"(?:(?:\s(?:of|the|de|dello|della|van|von|und|for)){0,2}\s(?:[A-Z][\w&'’-]*|\d{1,3}(?!\w))){0,4})"
)
_HANDLE = re.compile(r"(?<![\w.@/])@(?P<name>[A-Za-z][\w.]{2,30}\w)")
_KIND = re.compile(rf"(?<!\w)(?P<kind>{CAPITAL}{{2,4}})\s[«“„\"]$")
_LONGER = re.compile(r"[ -][A-Z]\w")  # behind a code: it is a part of a longer name ("PC Gamer")
_MOST_WORDS = 5  # of a title in quotes


def find_names(context: Context, line: Line, cues: Cues, *, latin: bool, kinds: Set[str]) -> list[Cited]:
    """Names of a line from left to right, none overlapping another; of several readings the surest.

    `latin`: the page is written in Latin letters. `kinds`: the words of the line for media and talks, small.
    """
    text = line.text
    taken = bytearray(len(text))
    found = []
    for cited in _candidates(context, line, cues, latin=latin, kinds=kinds):
        if 1 not in taken[cited.start : cited.end]:
            taken[cited.start : cited.end] = b"\x01" * (cited.end - cited.start)
            found.append(cited)
    return sorted(found, key=lambda cited: cited.start)


def organisation_of(context: Context, cited: Cited) -> Organisation:
    """Whose name it is; a linked name that nobody knows has the key of the site that it leads to."""
    if cited.mention is not None:
        return context.mentioned(cited.mention)
    if cited.link is not None and cited.kind in ("site", "linked"):
        site = context.of_site(cited.link.url)
        return site if site.known or site.own else Organisation(site.key, "outlet", cited.name, known=False)
    if cited.kind == "account":  # a handle may look like a domain
        return Organisation(unknown_key(cited.name.replace(".", "-")), "other", cited.name, known=False)
    return context.organisation(cited.name) or context.unknown(cited.name)


def _candidates(context: Context, line: Line, cues: Cues, *, latin: bool, kinds: Set[str]) -> Iterator[Cited]:
    """The surest first."""
    text = line.text
    linked = find_linked(context, line, cues)
    mentions = [m for m in context.find(text, codes=True) if not (m.ambiguous and _is_part(text, m))]
    for cited in linked:  # "NBC Connecticut" is not NBC
        if cited.kind == "site" and any(cited.start <= m.start and m.end < cited.end for m in mentions):
            yield cited
    for m in mentions:
        link = next((cited.link for cited in linked if cited.start == m.start and cited.end == m.end), None)
        yield Cited("code" if m.ambiguous else "known", text[m.start : m.end], m.start, m.end, m, link)
    yield from linked
    yield from find_domains(text)
    for handle in _HANDLE.finditer(text) if "@" in text else ():
        yield Cited("account", handle["name"], *handle.span())
    if _QUOTE.search(text) is not None:
        yield from _quoted(context, text, cues)
    if not latin:
        for foreign in _FOREIGN.finditer(text):
            if len(foreign["name"]) > 1 and not context.words.sentence.search(foreign["name"]):
                yield Cited("foreign", foreign["name"], *foreign.span("name"))
    if kinds:
        yield from find_titled(context, text, cues, kinds)


def _is_part(text: str, mention: Mention) -> bool:
    """Whether a code is a word of a longer name: "PC Gamer", "Auto Bild"."""
    if _LONGER.match(text, mention.end):
        return True
    ahead, _, word = text[: mention.start].rstrip(" ").rpartition(" ")
    return text[: mention.start].endswith(" ") and bool(ahead) and word[:1].isupper() and word.isalpha()


def _quoted(context: Context, text: str, cues: Cues) -> Iterator[Cited]:
    for quoted in _QUOTED.finditer(text):
        name, start = quoted["name"] or quoted["far"], quoted.start("name" if quoted["name"] else "far")
        if not _is_title(context, name):
            continue
        kind = _KIND.search(text, max(0, start - 8), start)
        if kind is not None and kind["kind"].lower() in cues.media:  # "РИА «Дагестан»" is one name
            yield Cited("quoted", f"{kind['kind']} {name}", kind.start("kind"), start + len(name))
        else:
            yield Cited("quoted", name, start, start + len(name))


def _is_title(context: Context, name: str) -> bool:
    """Whether what stands in quotes can be a title: few words, no end of a sentence; speech has both."""
    if name[0].islower() or not name[0].isalnum() or name[-1] in ",.;:…":
        return False
    words = name.split()
    small = sum(word[:1].islower() and len(word) > 3 for word in words)
    return len(words) <= _MOST_WORDS and small <= 1 and not context.words.sentence.search(name)
