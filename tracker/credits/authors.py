"""Which of the people that a page names as its authors are the article's: one order of trust among the places.

The same page often names an author in five places, and not the same one: the line under the headline, JSON-LD, an
element with `rel=author`, a meta that names who built the site, a box with teasers of others.

1. What the page says in words beside its article: "By Jane Roe".
2. A name in its author element that is linked as an author's or declared, too.
3. JSON-LD of the article.
4. Elements that state an author by a standard, and what the feed says.
5. Metas: they are often the same on every page of a site.
6. Names in an author element that nothing marks, and a box about the author behind the text.
7. Author lines behind the text, names that stand as lines of their own.
8. Who holds the copyright of the site, where that is a person.

The first that names anybody is believed: on 523 pages with known authors two places differ on one page in ten, and
the earlier is right three times as often. Who is named as contributor ("Additional reporting by") is named beside the
author and always counts, but for those in margins, where other articles are announced.
"""

from collections.abc import Sequence

from tracker.credits.own import squash
from tracker.types import Credit

SAID, SAID_LINE = "byline", "byline-line"
LINKED = "byline-linked"
PLAIN = "byline-plain"
#: An author line away from the head ("Articles by: X"): a statement of its own beside the author element.
AWAY = "byline-away"
BARE = "byline-bare"
HOLDER = "copyright-holder"
_ORDER = (
    (SAID, SAID_LINE),
    (LINKED,),
    ("declared-jsonld",),
    ("declared-element", "declared-feed", "declared-file"),
    ("declared-meta",),
    (PLAIN, "declared-box"),
    (AWAY, BARE),
    (HOLDER,),
)
_RANKS = {rule: rank for rank, rules in enumerate(_ORDER) for rule in rules}
_MARGINS = frozenset({"aside", "footer"})


def settle_authors(found: Sequence[Credit]) -> list[Credit]:
    """`found` without the authors that a better place contradicts, each person once and in the fullest form."""
    people = [credit for credit in found if credit.role == "author"]
    believed = _believed(people)
    written = {credit.source_name for credit in people}
    short = _shortened(written, believed)
    spaced = {squash(name) for name in written if " " in name}
    return [
        credit
        for credit in found
        if credit.role != "author" or _is_kept(credit.source_name, believed | set(short.values()), short, spaced)
    ]


def _believed(people: Sequence[Credit]) -> set[str]:
    """Names of the best place that names anybody, squashed, with those who contributed or sign beside them."""
    ranked = [credit for credit in people if credit.rule in _RANKS]
    best = min((_RANKS[credit.rule] for credit in ranked), default=0)
    names = {squash(credit.source_name) for credit in ranked if _RANKS[credit.rule] == best}
    names |= {
        squash(credit.source_name)
        for credit in people
        if credit.rule not in _RANKS and not (ranked and credit.location in _MARGINS)
    }
    signers = {squash(credit.source_name) for credit in people if credit.rule == BARE}
    return names | signers if names & signers else names


def _shortened(written: set[str], believed: set[str]) -> dict[str, str]:
    """Believed names of one word, each with the longer name that another place gives: "Jane" -> "Jane Roe"."""
    found: dict[str, str] = {}
    for name in written:
        words = name.split()
        if len(words) in (2, 3) and squash(words[0]) in believed:
            found[squash(words[0])] = squash(name)
    return found


def _is_kept(name: str, believed: set[str], short: dict[str, str], spaced: set[str]) -> bool:
    squashed = squash(name)
    slug = squashed in spaced and " " not in name  # "jane-roe" beside "Jane Roe"
    return squashed in believed and squashed not in short and not slug
