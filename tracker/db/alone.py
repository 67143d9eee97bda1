"""One process at a time at an SQLite database, for longer than a transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tracker.errors import DatabaseError

_PATIENCE = 1  #: seconds between two looks at whether the user wants to stop


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Holds the database of `path` for this process and waits for whoever holds it.

    The lock is SQLite's own, on an empty file `NAME-alone` beside the database: it works wherever SQLite does and is
    gone with its process. The file stays: who removed it would take it from under those who wait.
    """
    file = _locked(path.with_name(f"{path.name}-alone"))
    with closing(file):
        yield


def _locked(beside: Path) -> sqlite3.Connection:
    try:
        file = sqlite3.connect(beside, timeout=_PATIENCE, isolation_level=None)
        while True:
            try:
                file.execute("BEGIN EXCLUSIVE")
                return file
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
    except sqlite3.Error as error:
        raise DatabaseError(f"cannot be locked: {error}", f"sqlite:///{beside}") from error
