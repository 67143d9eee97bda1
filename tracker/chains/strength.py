"""How much edits that two articles share say together, and what an edit says that only one of the two has. In nats."""

from collections import defaultdict
from collections.abc import Iterable

from tracker.types import Edit

_STYLE = 1.2  #: all that shared spellings can add: a whole country writes so
_REST = 0.3  #: how much further edits of a sentence count


def strength(shared: Iterable[Edit]) -> float:
    """Of all together: what one sentence gives counts once, the rest of it for little, and style is style."""
    style = 0.0
    places: dict[int | None, list[float]] = defaultdict(list)
    for edit in shared:
        if edit.kind == "style":
            style += edit.strength
        else:
            places[edit.place].append(edit.strength)
    alone = sum(places.pop(None, []))
    return alone + min(_STYLE, style) + sum(max(found) + _REST * (sum(found) - max(found)) for found in places.values())


def decisions(shared: Iterable[Edit]) -> int:
    """In how many places somebody decided something: a sentence is one, and so is all spelling together."""
    return len({edit.place if edit.place is not None or edit.kind == "style" else edit.quote for edit in shared})


def undoing(edit: Edit) -> float:
    """How unlikely it is that a copy comes back to the original's words here, in nats: what was cut cannot be put back
    without the original; what was added can be left out."""
    match edit.kind:
        case "headline":
            return 4.0
        case "tail":
            return 2.0
        case "cut" | "changed":
            return min(2.5, 0.5 + edit.strength)
        case "added":
            return 1.0
        case "mistake":
            return 0.7
        case "style":
            return 0.4
        case "furniture":
            return 0.0
