"""What was kept, handed on: one page's bytes, a story's pages as a WARC that other programs read."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastWarc
from warcio.archiveiterator import ArchiveIterator as WarcIo

from tracker.archive.evidence import MANIFEST
from tracker.db import queries
from tracker.errors import ArchiveError, UnknownAddressError
from tracker.pipeline import Tracker
from tracker.pipeline.evidence import export_evidence, kept_page
from tracker.types import Page, PlainText


@pytest.fixture
def linked(tracker: Tracker, web: Any) -> Tracker:
    tracker.ingest_paths([web.warc], workers=1)
    tracker.link()
    return tracker


def republished(tracker: Tracker) -> str:
    """An address in a story of several."""
    rows = queries.select(tracker.db, "SELECT url FROM republications ORDER BY url").rows
    return str(rows[0][0])


def test_the_bytes_of_a_page(linked: Tracker, web: Any) -> None:
    for page in web.pages[:5]:
        found = kept_page(linked.db, page.url, catalogue=linked.catalogue)
        assert isinstance(found, Page)
        assert found.body == page.body


def test_a_story_is_read_by_other_programs_with_its_hashes(linked: Tracker, web: Any, tmp_path: Path) -> None:
    url, path = republished(linked), tmp_path / "story.warc.gz"
    done = export_evidence(linked.db, url, path, catalogue=linked.catalogue)
    assert done.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert not done.missing
    members = {str(m["url"]) for story in done.stories for m in queries.chain(linked.db, story)}
    assert url in members
    assert done.pages == len(members) > 1

    bodies = {page.url: page.body for page in web.pages}
    responses, manifest = {}, {}
    for record in WarcIo(path.open("rb"), check_digests="raise"):
        target, content = record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()
        if record.rec_type == "response":
            responses[target] = content
        elif target == MANIFEST:
            manifest = json.loads(content)
    assert responses == {member: bodies[member] for member in members}
    assert {page["url"]: page["sha256"] for page in manifest["pages"]} == {
        target: hashlib.sha256(body).hexdigest() for target, body in responses.items()
    }
    assert set(manifest["chains"]) == set(done.stories)
    with path.open("rb") as file:
        fast = {r.headers["WARC-Target-URI"]: r.verify_block_digest() for r in FastWarc(file, parse_http=False)
                if r.headers["WARC-Type"] == "response"}  # fmt: skip
    assert fast == dict.fromkeys(members, True)


def test_read_in_again_it_gives_the_same_articles(linked: Tracker, database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "story.warc.gz"
    export_evidence(linked.db, republished(linked), path, catalogue=linked.catalogue)
    before = queries.select(linked.db, "SELECT url, title, words FROM articles ORDER BY url").rows
    assert linked.ingest_paths([path], workers=1).counts.total()
    assert queries.select(linked.db, "SELECT url, title, words FROM articles ORDER BY url").rows == before


def test_what_cannot_be_had_is_said(linked: Tracker, web: Any, tmp_path: Path) -> None:
    with pytest.raises(UnknownAddressError):
        kept_page(linked.db, "http://nobody.example/", catalogue=linked.catalogue)
    away = web.warc.rename(tmp_path / web.warc.name)
    try:
        with pytest.raises(ArchiveError, match="no such file"):
            kept_page(linked.db, web.pages[0].url, catalogue=linked.catalogue)
        path = tmp_path / "story.warc.gz"
        with pytest.raises(ArchiveError, match="nothing to hand on"):
            export_evidence(linked.db, web.pages[0].url, path, catalogue=linked.catalogue)
        assert not path.exists()
        found = kept_page(linked.db, web.pages[0].url, catalogue=linked.catalogue, folders=[tmp_path])
        assert isinstance(found, Page)
        assert found.body == web.pages[0].body
    finally:
        away.rename(web.warc)


def test_texts_and_pages_that_were_not_kept(tracker: Tracker, web: Any, tmp_path: Path) -> None:
    tracker.ingest(web.pages[0])
    with pytest.raises(ArchiveError, match="no bytes of this page were kept"):
        kept_page(tracker.db, web.pages[0].url, catalogue=tracker.catalogue)
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"url": "http://tern.example/1", "text": "Ships came in.\nAll of them."}))
    tracker.ingest_paths([rows], workers=1)
    found = kept_page(tracker.db, "http://tern.example/1", catalogue=tracker.catalogue)
    assert isinstance(found, PlainText)
    done = export_evidence(tracker.db, "http://tern.example/1", tmp_path / "x.warc.gz", catalogue=tracker.catalogue)
    assert (done.pages, done.stories) == (1, ())
