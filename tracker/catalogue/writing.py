"""One table more in a user's `tracker.toml`; not a character of what stands there is touched."""

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit

from tracker.catalogue.catalogue import Catalogue
from tracker.catalogue.load import load_catalogue
from tracker.errors import CatalogueError
from tracker.urls import registrable_domain

Values = Mapping[str, str | Sequence[str]]


def new_key(url: str, catalogue: Catalogue) -> str:
    """A key for the outlet at `url`: the first label of its domain, the whole domain where that is taken."""
    domain = registrable_domain(url)
    first = _as_key(domain.partition(".")[0])
    taken = first in catalogue.outlets or first in catalogue.agencies
    return _as_key(domain) if taken or not first else first


def outlet_table(key: str, values: Values, *, comment: str = "") -> str:
    """`[outlet.KEY]` with its fields, in TOML; empty ones are left out."""
    table = tomlkit.table()
    for name, value in values.items():
        if isinstance(value, str) and value:
            table.add(name, value)
        elif value and not isinstance(value, str):
            listed = tomlkit.array()
            listed.extend(value)
            table.add(name, listed.multiline(len(value) > 1))
    document = tomlkit.document()
    document.add("outlet", tomlkit.table(is_super_table=True).add(key, table))
    return (f"# {comment}\n" if comment else "") + tomlkit.dumps(document)


def append_table(path: Path, table: str) -> None:
    """`table` at the end of the file at `path`, which is made where it is not there.

    What stands in the file stays as it is, to the byte; a file that the strict loader would refuse afterwards is not
    written. Raises CatalogueError, also for a key that the file has.
    """
    before = path.read_bytes() if path.exists() else b""
    line_end = "\r\n" if b"\r\n" in before else "\n"
    added = line_end.join(table.splitlines()) + line_end
    gap = "" if not before else line_end if before.endswith(b"\n") else line_end * 2
    after = before + f"{gap}{added}".encode()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".toml")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
        load_catalogue(Path(name))
        if path.exists():
            os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except CatalogueError as error:
        raise CatalogueError(f"{error.message}; nothing was written", str(path)) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _as_key(written: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")
