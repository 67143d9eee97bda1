"""Why an article stands where it stands, in sentences for a person: how much is shared, who says so, which edits."""

from dataclasses import dataclass

from tracker.chains.claims import Claim, statements
from tracker.chains.graph import Edge, Graph
from tracker.chains.kinship import Kin
from tracker.chains.origins import Origin
from tracker.chains.owners import why
from tracker.chains.parents import ORIGIN, Choice, Parent, another_lead
from tracker.chains.silence import Assigned
from tracker.chains.verdicts import said_by
from tracker.types import Credit, Edit

_EDITS = 3  #: edits that are shown
_WORDS = 60  #: characters of a quote
_TELLING = 0.05  #: a runner-up less likely than this is not worth a word


@dataclass(frozen=True, slots=True)
class Sources:
    """What is known of one member."""

    seen: Graph
    origin: Origin
    member: int
    edge: Edge | None  #: the match that makes it a member
    credit: Credit | None  #: its statement that names the source or its parent
    choice: Choice
    sister: int | None = None  #: the page of the same house that makes it a same-owner copy
    silent: Assigned | None = None  #: what others say of its agency, where it says nothing


def sentence(of: Sources) -> str:
    """What is shared, what the page says, and how its parent is known, with the next likely one."""
    parts = [f"{_shared(of)}; {_said(of.credit)}."]
    taken = of.choice.parent
    if taken.claim is not None and taken.claim.verdict is not None:
        parts.append(f"Its parent: {_decapitalised(said_by(taken.claim.verdict))}")
    elif taken.claim is not None and not taken.claim.stated:
        parts.append(_cites(of, taken.claim))
    if taken.kin is not None:
        parts.append(_edits(of, taken.kin))
    if of.choice.runner_up is not None and of.choice.runner_up.confidence >= _TELLING:
        parts.append(_runner_up(of, of.choice.runner_up))
    if of.sister is not None:
        articles = of.seen.articles
        parts.append(f"Same owner: {why(articles[of.member], articles[of.sister])}.")
    if taken.article == ORIGIN and of.origin.article is not None and another_lead(of.seen, of.member, of.origin):
        parts.append("Both stand on the origin's own site: a later or an earlier text of it, no copy.")
    if of.silent is not None and of.silent.named:
        parts.append(_whose(of, of.silent))
    credited = _others(of)
    if credited:
        parts.append(credited)
    return " ".join(parts) + judgement(of.seen, of.member)


def judgement(seen: Graph, member: int) -> str:
    """Who said of what agency a member is."""
    verdict = seen.judged.agencies.get(member)
    return "" if verdict is None else f" Its agency: {_decapitalised(said_by(verdict))}"


def _decapitalised(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _whose(of: Sources, silent: Assigned) -> str:
    """The agency that others name for its text, and who; all of them where they disagree."""
    named = [f"{n.agency} ({n.confidence:.0%}, as {_address(of, n.nearest)} says)" for n in silent.named[:_EDITS]]
    if not silent.agency:
        return f"Its agency is not sure: {', '.join(named)}."
    others = f"; others name {', '.join(named[1:])}" if named[1:] else ""
    return f"Its agency is {named[0]}{others}."


def _others(of: Sources) -> str:
    """Where the page credits an agency that is not the story's: both are kept, and a person can look."""
    agency = of.origin.agency
    own = [c for c in statements(of.seen.articles[of.member]) if c.source_kind == "agency" and c.source != agency]
    if agency is None or not own or of.member == of.origin.article:
        return ""
    told = "; ".join(f'{c.source_name}: "{_short(c.quote, _WORDS)}"' for c in own[:_EDITS] if c != of.credit)
    return f"Credits disagree: other copies name {agency}, this page {told}." if told else ""


def _shared(of: Sources) -> str:
    seen = of.origin.article is not None
    if of.edge is None:
        return "No text shared with the origin was found" if seen else "The origin was not crawled and no copy found"
    whom = "the origin" if seen and of.origin.article in of.seen.edges[of.member] else "another copy"
    return f"{of.edge.share_here:.0%} of its words stand in {whom}, and {of.edge.share_there:.0%} of that one's in it"


def _said(credit: Credit | None) -> str:
    if credit is None:
        return "names no source"
    return f'credits {credit.source_name}: "{credit.quote}" ({credit.form})'


def _cites(of: Sources, claim: Claim) -> str:
    """The line by which a copy keeps its source's name."""
    where = (
        "" if claim.article is None else f", and that outlet's page, {_address(of, claim.article)}, has the same text"
    )
    return (
        f'Its text names {claim.credit.source_name} as the source: "{_short(claim.credit.quote, 2 * _WORDS)}"{where}.'
    )


def _edits(of: Sources, kin: Kin) -> str:
    shown = "; ".join(_edit(edit) for edit in kin.shared[:_EDITS])
    more = len(kin.shared) - _EDITS
    rest = f" and {more} more" if more > 0 else ""
    kept = f" {kin.others} other outlets kept the original there." if kin.others > 1 else ""
    return f"Taken from {_address(of, kin.parent)}, by what both changed against the original: {shown}{rest}.{kept}"


def _edit(edit: Edit) -> str:
    quote = f'"{_short(edit.quote, _WORDS)}"'
    match edit.kind:
        case "cut" | "tail":
            return f"both lack {quote}"
        case "added" | "furniture":
            return f"both add {quote}"
        case "headline":
            return f"both have the headline {quote}"
        case "mistake":
            return f"both have the mistake in {quote}"
        case "style" | "changed":
            return f"both have {quote}"


def _runner_up(of: Sources, parent: Parent) -> str:
    whom = "the origin itself" if parent.article == ORIGIN else _address(of, parent.article)
    return f"Next likely: {whom} ({parent.confidence:.0%})."


def _address(of: Sources, article: int) -> str:
    return of.seen.articles[article].url


def _short(text: str, most: int) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[: most - 1].rstrip() + "…"
