"""All findings of a page -> its credits: duplicates dropped, roles settled, extents decided."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.credits.authors import AWAY
from tracker.text import fold
from tracker.types import Credit

_STAFF_RULES = ("byline", "declared")  # an author of a desk note or a dateline is the agency's


def reconcile(found: Sequence[Credit]) -> tuple[Credit, ...]:
    """One entry for an organisation in a form, one for a person; what is credited is not also cited or pictured."""
    merged = _merged(found)
    credited = {credit.source for credit in merged if credit.role == "credit"}
    own = {credit.source for credit in merged if credit.role == "own"}
    names = {fold(credit.source_name) for credit in merged if credit.role == "author"}
    agency_lines = {credit.quote for credit in merged if credit.role == "credit" and credit.form == "byline"}
    staffed = any(
        credit.role == "author" and credit.rule.startswith(_STAFF_RULES) and credit.quote not in agency_lines
        for credit in merged
    )
    kept = []
    for credit in merged:
        if credit.role == "citation" and credit.source in credited | own:
            continue
        if (
            credit.role in ("credit", "citation")
            and credit.source_kind == "other"
            and fold(credit.source_name) in names
        ):
            continue
        kept.append(_with_extent(credit, staffed, credited))
    return tuple(kept)


def _merged(found: Sequence[Credit]) -> list[Credit]:
    """The surest of the findings that say the same; an origin that only another of them links is kept."""
    best: dict[tuple[str, str, str], Credit] = {}
    for credit in found:
        form = "" if credit.role in ("author", "citation", "photo") else credit.form
        key = (credit.role, credit.source, f"{form} away" if form and credit.rule == AWAY else form)
        known = best.get(key)
        if known is None:
            best[key] = credit
            continue
        origin = known.origin_url or credit.origin_url
        visible = known.location.startswith(("jsonld", "meta", "link", "feed")) and not credit.location.startswith(
            ("jsonld", "meta", "link", "feed")
        )
        better = credit if visible or credit.confidence > known.confidence else known
        best[key] = replace(better, origin_url=origin)
    return list(best.values())


def _with_extent(credit: Credit, staffed: bool, credited: set[str]) -> Credit:
    """A source line beside a staff author, or beside another source, speaks of a part."""
    if credit.role != "credit" or credit.extent != "whole":
        return credit
    if credit.form == "source_line" and credit.rule != "source-signed" and (staffed or len(credited) > 1):
        return replace(credit, extent="part")
    return credit
