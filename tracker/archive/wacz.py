"""WACZ packages (a zip with WARC files under `archive/`; Webrecorder's specification 1.1.1) to pages."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from tracker.archive.item import Damaged, Item
from tracker.archive.warc import read_records, read_warc
from tracker.types import Page, PlainText


def read_wacz(path: Path) -> Iterator[Item]:
    """Every WARC of the package in order. The position of an item is that of its WARC inside the package."""
    try:
        package = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        yield Item(content=Damaged(url=str(path), reason=f"not a WACZ package: {error}"), position=0)
        return
    with package:
        inside = [n for n in sorted(package.namelist()) if n.startswith("archive/") and ".warc" in n]
        if not inside:
            yield Item(content=Damaged(url=str(path), reason="no archive/*.warc in the package"), position=0)
        for name in inside:
            done = package.getinfo(name).header_offset
            with _unpacked(package, name) as warc:
                for item in read_warc(warc):
                    yield Item(content=_named(item.content, warc, f"{path}!{name}"), position=done)


def read_member(path: Path, member: str, positions: Iterable[int]) -> Iterator[Page | Damaged]:
    """What stands at places of one WARC of a package. Raises OSError where there is no such WARC."""
    try:
        with zipfile.ZipFile(path) as package, _unpacked(package, member) as warc:
            for content in read_records(warc, positions):
                yield cast("Page | Damaged", _named(content, warc, f"{path}!{member}"))
    except zipfile.BadZipFile as error:
        raise OSError(f"not a WACZ package: {error}") from error
    except KeyError as error:
        raise OSError(f"no {member} in the package") from error


@contextmanager
def _unpacked(package: zipfile.ZipFile, member: str) -> Iterator[Path]:
    """A record is found again by its offset, which a compressed member does not have."""
    with tempfile.TemporaryDirectory(prefix="tracker-wacz-") as folder:
        warc = Path(folder) / Path(member).name
        with package.open(member) as packed, warc.open("wb") as file:
            shutil.copyfileobj(packed, file)
        yield warc


def _named(content: Page | PlainText | Damaged, warc: Path, place: str) -> Page | PlainText | Damaged:
    """The same with the package's own name in place of the temporary file's."""
    if isinstance(content, Damaged):
        return replace(content, url=content.url.replace(str(warc), place))
    return replace(content, archived_in=place)
