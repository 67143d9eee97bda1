"""The corridor: the types that the rooms hand to each other, in the order of the flow.

    fetch -> Page -> Article -> Credits -> record -> Match -> Story -> report

Rooms import these and never each other. All are frozen; all times are aware and in UTC; an address is kept as it was
written, and what decides whether two addresses are one is `tracker.urls.url_key`.
"""

from tracker.types.chains import Candidate, Direction, Relation, Republication, Story, Verdict
from tracker.types.credits import Credit, Extent, Form, Reading, Receipt, Recorded, Role, SourceKind, UnreadLine
from tracker.types.matches import Edit, EditKind, Match, MatchKind, Passage, Segment, SegmentKind, Text
from tracker.types.pages import (
    Article,
    Block,
    Declaration,
    Hints,
    Link,
    Moment,
    Outcome,
    Page,
    Place,
    PlainText,
    Unread,
)

__all__ = [
    "Article",
    "Block",
    "Candidate",
    "Credit",
    "Declaration",
    "Direction",
    "Edit",
    "EditKind",
    "Extent",
    "Form",
    "Hints",
    "Link",
    "Match",
    "MatchKind",
    "Moment",
    "Outcome",
    "Page",
    "Passage",
    "Place",
    "PlainText",
    "Reading",
    "Receipt",
    "Recorded",
    "Relation",
    "Republication",
    "Role",
    "Segment",
    "SegmentKind",
    "SourceKind",
    "Story",
    "Text",
    "Unread",
    "UnreadLine",
    "Verdict",
]
