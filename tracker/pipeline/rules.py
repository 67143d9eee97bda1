"""By which rules pages are read: a mark that changes with them."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_READ_BY = ("extract", "credits", "catalogue", "match", "text.py", "urls.py")
_RULES = (".py", ".toml")


def rules_mark(config: Path | None) -> str:
    """SHA-256 (hexadecimal) of all that decides what a page is read as: program, catalogue, the user's `config`."""
    mark = hashlib.sha256(_program())
    if config is not None:
        mark.update(config.read_bytes())
    return mark.hexdigest()


@cache
def _program() -> bytes:
    mark = hashlib.sha256()
    for name in _READ_BY:
        _add(files("tracker") / name, mark)
    return mark.digest()


def _add(place: Traversable, mark: "hashlib._Hash") -> None:
    if place.is_dir():
        for inside in sorted(place.iterdir(), key=lambda one: one.name):
            _add(inside, mark)
    elif place.name.endswith(_RULES):
        mark.update(place.name.encode())
        mark.update(place.read_bytes())
