"""A page saved as an HTML file."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tracker.archive.item import MAX_BODY, Damaged, Item
from tracker.types import Hints, Page

#: Browsers write the address into the first lines: <!-- saved from url=(0029)https://example.org/story -->.
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
_HEAD = 4096


def read_html(path: Path) -> Iterator[Item]:
    """One page. Its address is the one that the browser noted when saving, else the file's own (`file:///...`).

    What the page declares as its canonical address is evidence for the reader, never its identity.
    """
    size = path.stat().st_size
    if size > MAX_BODY:
        reason = f"larger than {MAX_BODY // 2**20} MiB ({size} bytes)"
        yield Item(content=Damaged(url=path.resolve().as_uri(), reason=reason), position=size)
        return
    body = path.read_bytes()
    noted = _SAVED_FROM.search(body[:_HEAD])
    url = noted.group(1).decode("utf-8", "replace") if noted else path.resolve().as_uri()
    page = Page(
        url=url,
        final_url=url,
        fetched_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
        hints=Hints(found_by="file", found_at=str(path)),
        archived_in=str(path),
        archived_at=0,
    )
    yield Item(content=page, position=size)
