"""The folder of a site: pages written whole, old ones of the same site removed at the end, nothing else touched."""

import hashlib
import json
import os
import re
from pathlib import Path

from tracker.errors import TrackerError

#: Names every file that the last export wrote, and marks the folder as one that may be written anew.
_MANIFEST = ".republication-tracker-site.json"
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,79}[a-z0-9])?")
#: Names of devices, which Windows opens in place of a file whatever its ending.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


class SiteFolder:
    """Where a site's pages go. Raises TrackerError for a folder that holds anything but an earlier site."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = self._earlier()
        self._written: set[str] = set()
        self._made: set[str] = set()
        self.largest = 0  #: bytes of the largest page

    @property
    def pages(self) -> int:
        """How many pages were written."""
        return len(self._written)

    def write(self, name: str, content: str) -> None:
        """One page; `name` is relative, as in `stories/abc.html`. Whole or not at all: it is moved into place."""
        target = os.path.join(self._path, name)
        parent = os.path.dirname(target)
        if parent not in self._made:
            os.makedirs(parent, exist_ok=True)
            self._made.add(parent)
        data = content.encode("utf-8", "backslashreplace")
        waiting = f"{target}.part"
        with open(waiting, "wb") as out:
            out.write(data)
        os.replace(waiting, target)
        self._written.add(name)
        self.largest = max(self.largest, len(data))

    def finish(self) -> None:
        """The pages of the earlier site that this one does not have are removed; the manifest says what there is."""
        for name in sorted(self._before - self._written):
            (self._path / name).unlink(missing_ok=True)
        (self._path / _MANIFEST).write_text(json.dumps(sorted(self._written)), encoding="utf-8")

    def _earlier(self) -> set[str]:
        if self._path.exists() and not self._path.is_dir():
            raise TrackerError("is a file; give a folder", str(self._path))
        manifest = self._path / _MANIFEST
        if manifest.is_file():
            names = json.loads(manifest.read_text(encoding="utf-8"))
            return {name for name in names if isinstance(name, str) and ".." not in Path(name).parts}
        if self._path.is_dir() and any(self._path.iterdir()):
            raise TrackerError("is not empty and holds no earlier site; give a new folder", str(self._path))
        self._path.mkdir(parents=True, exist_ok=True)
        # A site that is cut off in the middle can be written anew.
        manifest.write_text("[]", encoding="utf-8")
        return set()


def file_name(key: str) -> str:
    """A name for the page of an agency or outlet: its key where that is plain, else with a hash, so none collide.

    Safe on every file system: of small letters, digits, dots and hyphens, and no name of a device.
    """
    if _PLAIN.fullmatch(key) and key.partition(".")[0] not in _DEVICES:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{re.sub(r'[^a-z0-9]+', '-', key.lower()).strip('-')[:40] or 'name'}-{digest}"
