"""Worked questions in SQL, from `questions.toml`: a person's first ones, and examples for their own."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its query, which runs unchanged on both databases."""

    name: str
    asks: str
    sql: str


@cache
def questions() -> dict[str, Question]:
    """All of them by name, in order."""
    written = tomllib.loads(files("tracker.db").joinpath("questions.toml").read_text(encoding="utf-8"))
    return {name: Question(name, entry["asks"], entry["sql"].strip()) for name, entry in written.items()}
