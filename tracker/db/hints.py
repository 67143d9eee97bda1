"""What the place where a page was found says of it, as it stands in a row: JSON of what is said, and no more."""

import json
from dataclasses import asdict

from tracker.types import Hints


def packed(hints: Hints) -> str:
    """`hints` as JSON; what they leave open is left out."""
    said = {name: value for name, value in asdict(hints).items() if value}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def unpacked(stored: str) -> Hints:
    """The hints that `packed` gave this for."""
    values = json.loads(stored)
    lists = {name: tuple(values.get(name, ())) for name in ("creators", "media_credits")}
    return Hints(**{**values, **lists})
