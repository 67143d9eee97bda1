"""WACZ packages (a zip with WARC files under `archive/`; Webrecorder's specification 1.1.1) to pages."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tracker.archive.item import Damaged, Item
from tracker.archive.warc import read_warc
from tracker.types import Page, PlainText


def read_wacz(path: Path) -> Iterator[Item]:
    """Every WARC of the package in order. The position of an item is that of its WARC inside the package."""
    try:
        package = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        yield Item(content=Damaged(url=str(path), reason=f"not a WACZ package: {error}"), position=0)
        return
    with package, tempfile.TemporaryDirectory(prefix="tracker-wacz-") as folder:
        inside = [n for n in sorted(package.namelist()) if n.startswith("archive/") and ".warc" in n]
        if not inside:
            yield Item(content=Damaged(url=str(path), reason="no archive/*.warc in the package"), position=0)
        for name in inside:
            # Unpacked to a file: a record is found again by its offset, which a compressed member does not have.
            unpacked = Path(folder) / Path(name).name
            with package.open(name) as packed, unpacked.open("wb") as file:
                shutil.copyfileobj(packed, file)
            done = package.getinfo(name).header_offset
            for item in read_warc(unpacked):
                yield Item(content=_named(item.content, unpacked, f"{path}!{name}"), position=done)
            unpacked.unlink()


def _named(content: Page | PlainText | Damaged, unpacked: Path, place: str) -> Page | PlainText | Damaged:
    """The same with the package's own name in place of the temporary file's."""
    if isinstance(content, Damaged):
        return replace(content, url=content.url.replace(str(unpacked), place))
    return replace(content, archived_in=place)
