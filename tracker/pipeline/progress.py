"""How far a long job is, for whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` in the unit of the stage: bytes of the files while reading, articles or pairs while linking.

    `count` is what a person counts: pages read so far, pairs aligned so far.
    """

    stage: Literal["read", "fingerprint", "align", "stories"]
    done: int
    total: int
    count: int


Progress = Callable[[Step], None]


def silent(_: Step) -> None:
    """Shows nothing."""
