"""Over which coverage the site stands, in sentences. Pure: rows of `tracker.site.contents.coverage` in, text out."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.reports import shown

Record = Mapping[str, Any]
_TROUBLE = ("refused", "blocked", "failed")
#: Outlets named in one sentence.
_NAMED = 12


def days(row: Record | None) -> str:
    """When an outlet was looked at, in a few words."""
    if row is None:
        return "never crawled"
    first, last = shown(row["first_day"]), shown(row["last_day"])
    return first if first == last else f"{first} to {last}, {row['days']} days"


def outlet_note(row: Record | None) -> str:
    """What is said on an outlet's page."""
    if row is None:
        return "This outlet was never crawled: its articles came from files, and what they lack was not looked for."
    trouble = ", ".join(f"{row[name]:,} {name}" for name in _TROUBLE if row[name])
    last = f"; last success {shown(row['last_success_at'])}" if row["last_success_at"] else "; never with success"
    return f"Looked at: {days(row)}; {row['fetched']:,} pages fetched, {row['articles']:,} articles{last}" + (
        f"; {trouble}." if trouble else "."
    )


def site_note(looked_at: Mapping[str, Record]) -> str:
    """What is said of the whole."""
    if not looked_at:
        return "No outlet was crawled: all articles came from files. What is missing here was not looked for."
    first = min(row["first_day"] for row in looked_at.values())
    last = max(row["last_day"] for row in looked_at.values())
    every = (last - first).days + 1
    always = sum(row["days"] == every for row in looked_at.values())
    trouble = sum(any(row[name] for name in _TROUBLE) for row in looked_at.values())
    span = f"on {shown(first)}" if first == last else f"between {shown(first)} and {shown(last)}"
    whole = "" if first == last else f", {f'{always:,}' if always else 'none'} of them on each of the {every} days"
    refused = f"; {trouble:,} refused, blocked or failed at least once" if trouble else ""
    outlets = "1 outlet was" if len(looked_at) == 1 else f"{len(looked_at):,} outlets were"
    return f"{outlets} looked at {span}{whole}{refused}. Each outlet's page says when."


def story_note(outlets: Sequence[str], looked_at: Mapping[str, Record], whole: str) -> str:
    """What is said of a story with articles of `outlets`; `whole` is what `site_note` says."""
    never = sorted(set(outlets) - looked_at.keys())
    if not never or not looked_at:
        return whole
    return f"{whole} Never crawled, known from files: {', '.join(never[:_NAMED])}{' ...' if never[_NAMED:] else ''}."
