"""A story's evidence bundle: one zip with the pages, the texts, their hashes, what was found, and a sheet to read."""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from tracker import __version__
from tracker.catalogue import Catalogue
from tracker.db import Database
from tracker.db.evidence import Recorded, recorded
from tracker.errors import ArchiveError, TrackerError, UnknownAddressError
from tracker.pipeline.evidence import write_pages
from tracker.reports import Cell, Column, Filters, Table, as_json, coverage_of, find_report, render
from tracker.site.folder import file_name
from tracker.site.sheet import Facts, sheet_page

PAGES = "pages.warc.gz"
SHEET = "sheet.html"
SUMS = "SHA256SUMS"
_SUPERSEDED = "the bytes that text {} was read from were not kept"
_BEFORE = timedelta(days=31)
_FIRST_YEAR = 1980  # no zip has a time before
_BEGINS = 100  #: characters of a passage by which a person finds it
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "chain": (
        "story_id", "depth", "article_id", "url", "outlet", "agency", "parent_url", "parent_outlet",
        "parent_confidence", "direction", "runner_up", "runner_up_confidence", "credited", "extent", "share_of_origin",
        "share_of_article", "lag_seconds", "same_owner", "confidence", "evidence", "verdict_id", "path",
    ),
    "articles": (
        "article_id", "url", "final_url", "canonical_url", "outlet", "outlet_kind", "owner", "country", "title",
        "language", "published_at", "published_precision", "published_source", "published_raw", "modified_at",
        "first_seen_at", "last_seen_at", "status", "words", "revisions",
    ),
    "texts": ("article_id", "revision", "current", "file", "sha256", "seen_at", "title", "page_sha256"),
    "credits": (
        "article_id", "url", "outlet", "role", "source", "source_kind", "source_name", "form", "extent", "quote",
        "location", "rule", "confidence", "origin_url",
    ),
    "credit_changes": (
        "article_id", "url", "outlet", "seen_at", "change", "role", "source", "form", "quote", "location",
    ),
    "matches": (
        "article_a", "url_a", "outlet_a", "article_b", "url_b", "outlet_b", "kind", "shared_words", "share_of_a",
        "share_of_b", "passages", "reason",
    ),
    "passages": (
        "article_a", "file_a", "start_a", "end_a", "article_b", "file_b", "start_b", "end_b", "words", "begins",
    ),
    "verdicts": (
        "verdict_id", "url", "relation", "other_url", "agency", "because", "person", "given_at", "state",
        "withdrawn_at", "withdrawn_by", "sha256", "other_sha256",
    ),
    "pages": (
        "article_id", "url", "final_url", "outlet", "fetched_at", "last_fetched_at", "status", "size", "sha256",
        "outcome", "reason", "in_warc",
    ),
    "missing": ("url", "reason"),
}  # fmt: skip
_README = """\
Evidence on one story and its republications, by republication-tracker {version}, {made_at}
Asked for: {asked_for}

sheet.html       to be read: who took what from whom, how that is known, quotes, passages side by side, what is missing
pages.warc.gz    the pages as they were fetched, with their hashes (WARC 1.1)
texts/           the texts that were compared: ARTICLE-REVISION-OUTLET.txt, UTF-8, exactly as recorded
evidence.json    all below in one file, values as they are
chain.csv        who took it from whom: parent, how it is known, how surely, the next likely parent
articles.csv     what each page says of itself
credits.csv      what each page says about where its text comes from, with its words; credit_changes.csv: what changed
matches.csv      which articles share how much; passages.csv: where, in Unicode characters from 0, the end not included
verdicts.csv     what people decided
coverage.csv     on which days the outlets were looked at, and what became of it
texts.csv        which file is which text; pages.csv: every body that was fetched, and whether it is in pages.warc.gz
missing.csv      pages that could not be handed on, and why

Cells of CSV files that a spreadsheet would run as a formula begin with an apostrophe; evidence.json has them as they
are. To check that nothing was changed since: sha256sum -c SHA256SUMS
The texts and pages are the property of others.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """What stands in a bundle; `missing` are addresses whose page, or the page of an earlier text, is not, and why."""

    path: str
    sha256: str  #: of the zip
    stories: tuple[str, ...]
    articles: int
    pages: int
    texts: int
    missing: tuple[tuple[str, str], ...]


def export_bundle(
    db: Database,
    url: str,
    path: Path,
    *,
    catalogue: Catalogue,
    folders: Sequence[Path] = (),
    rules: str,
    made_at: datetime,
) -> Bundled:
    """The evidence on every story of an address (on its article alone, where it is in none) as a zip at `path`.

    Written whole or not at all, and never over a file that is there. `rules` is the mark of the rules in effect
    (`tracker.pipeline.rules`). Raises UnknownAddressError for an address that is no recorded article, ArchiveError for
    a `path` that cannot be written, TrackerError where articles wait to be linked: offsets would be of older texts.
    """
    if path.exists():
        raise ArchiveError("is there already; name another file", str(path))
    found = recorded(db, url)
    _check(found, url)
    made_at = made_at.astimezone(UTC).replace(microsecond=0)
    try:
        with TemporaryDirectory(dir=path.absolute().parent, prefix=f".{path.name}.") as waiting:
            zipped = Path(waiting) / path.name
            listed, missing = _pages(found, Path(waiting) / PAGES, db, url, catalogue, folders, made_at)
            with _Zip(zipped, made_at) as members:
                _fill(members, found, db, url, listed, missing, rules=rules, made_at=made_at, waiting=Path(waiting))
            digest = hashlib.sha256(zipped.read_bytes()).hexdigest()
            os.replace(zipped, path)
    except OSError as error:
        raise ArchiveError(f"cannot be written: {error.strerror or error}", str(path)) from error
    return Bundled(
        path=str(path),
        sha256=digest,
        stories=tuple(str(story["story_id"]) for story in found.stories),
        articles=len(found.articles),
        pages=len(listed),
        texts=len(found.texts),
        missing=missing,
    )


def _check(found: Recorded, url: str) -> None:
    if not found.articles:
        why = "is no recorded article" if not found.pages else "is on record, and was not read as an article"
        raise UnknownAddressError(f"{why}; `tracker report coverage` says which outlets were looked at", url)
    waiting = [str(row["url"]) for row in found.articles if not row["linked"]]
    if waiting:
        raise TrackerError(
            f"{len(waiting)} of the story's articles changed since texts were compared; run `tracker link` first",
            waiting[0],
        )


def _pages(
    found: Recorded,
    warc: Path,
    db: Database,
    url: str,
    catalogue: Catalogue,
    folders: Sequence[Path],
    made_at: datetime,
) -> tuple[list[dict[str, Any]], tuple[tuple[str, str], ...]]:
    """Writes the WARC; the pages in it, and what is missing: of each address its page, or that of an earlier text."""
    urls = [str(row["url"]) for row in found.articles]
    said = {"asked_for": url, "stories": found.stories, "chains": found.members}
    written = write_pages(db, urls, warc, said, at=made_at, catalogue=catalogue, folders=folders)
    there, named = {page["sha256"] for page in written.pages}, {address for address, _ in written.missing}
    superseded = [
        (str(text["url"]), _SUPERSEDED.format(text["revision"]))
        for text in found.texts
        if text["page_sha256"] not in there and text["url"] not in named
    ]
    return list(written.pages), (*written.missing, *superseded)


def _fill(
    members: "_Zip",
    found: Recorded,
    db: Database,
    url: str,
    listed: Sequence[Mapping[str, Any]],
    missing: Sequence[tuple[str, str]],
    *,
    rules: str,
    made_at: datetime,
    waiting: Path,
) -> None:
    """Every member, in an order that is always the same."""
    files = {_of(text): _text_file(text) for text in found.texts}
    since, until = _span(found)
    said, coverage = coverage_of(db, Filters(since=since, until=until))
    looked_at = find_report("coverage")
    outlets = sorted({str(row["outlet"]) for row in found.articles})
    days = [row for outlet in outlets for row in looked_at.answer(db, Filters(outlet=outlet)).rows]
    facts = Facts(
        asked_for=url,
        made_at=made_at,
        version=__version__,
        rules=rules,
        coverage=said,
        missing=missing,
        files=files,
    )
    rows = _tables(found, files, listed, missing)
    head: dict[str, object] = {
        "asked_for": url,
        "made_at": made_at.isoformat(),
        "program": f"republication-tracker {__version__}",
        "rules": rules,
        "stories": found.stories,
    }
    head |= rows
    head["coverage"] = {"note": said, **coverage}
    about = _README.format(version=__version__, made_at=f"{made_at:%Y-%m-%d %H:%M:%S} UTC", asked_for=url)
    members.add("README.txt", about.encode("utf-8", "backslashreplace"))
    members.add(SHEET, sheet_page(found, facts).encode("utf-8", "backslashreplace"))
    members.add("evidence.json", as_json(head).encode("utf-8", "backslashreplace"))
    for name, columns in _COLUMNS.items():
        cells = [tuple(row[column] for column in columns) for row in rows[name]]
        members.add(f"{name}.csv", _csv(tuple(map(Column, columns)), cells))
    members.add("coverage.csv", _csv(looked_at.columns, days))
    members.add(PAGES, (waiting / PAGES).read_bytes(), packed=True)
    for text in found.texts:
        members.add(files[_of(text)], str(text["text"]).encode())
    members.close_with_sums()


def _tables(
    found: Recorded,
    files: Mapping[tuple[int, int], str],
    listed: Sequence[Mapping[str, Any]],
    missing: Sequence[tuple[str, str]],
) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of the bundle, with the columns of `_COLUMNS` and in their order."""
    current = {text["article_id"]: text for text in found.texts if text["current"]}
    in_warc = {page["sha256"] for page in listed}
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "chain": found.members,
        "articles": found.articles,
        "texts": ({**text, "file": files[_of(text)]} for text in found.texts),
        "credits": found.credits,
        "credit_changes": found.credit_changes,
        "matches": found.matches,
        "passages": (
            {
                **passage,
                "file_a": files[_of(current[passage["article_a"]])],
                "file_b": files[_of(current[passage["article_b"]])],
                "begins": _begins(str(current[passage["article_a"]]["text"]), passage),
            }
            for passage in found.passages
        ),
        "verdicts": found.verdicts,
        "pages": ({**page, "in_warc": page["sha256"] in in_warc} for page in found.pages),
        "missing": ({"url": address, "reason": reason} for address, reason in missing),
    }
    return {name: [{column: row[column] for column in _COLUMNS[name]} for row in rows[name]] for name in _COLUMNS}


def _begins(text: str, passage: Mapping[str, Any]) -> str:
    return text[passage["start_a"] : min(passage["end_a"], passage["start_a"] + _BEGINS)]


def _of(text: Mapping[str, Any]) -> tuple[int, int]:
    return text["article_id"], text["revision"]


def _text_file(text: Mapping[str, Any]) -> str:
    return f"texts/{text['article_id']}-{text['revision']}-{file_name(str(text['outlet']))}.txt"


def _span(found: Recorded) -> tuple[date, date]:
    """The days that coverage is said of: from the first on which an article was published to the last.

    A page may misstate its date by decades: the span begins a month before the tracker saw the first article at the
    earliest, and ends when it saw one last.
    """
    seen = [_day(row["first_seen_at"]) for row in found.articles]
    stated = [_day(row["published_at"]) for row in found.articles if row["published_at"]]
    since = max(min(stated + seen), min(seen) - _BEFORE)
    return since, max(since, min(max(stated or seen), max(_day(row["last_seen_at"]) for row in found.articles)))


def _day(at: str) -> date:
    return date.fromisoformat(at[:10])


def _csv(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> bytes:
    table = Table(title="", columns=tuple(columns), rows=rows)
    return render(table, "csv").encode("utf-8", "backslashreplace")


class _Zip:
    """Members with one time and one mode, in the order given; their sums are the last of them."""

    def __init__(self, path: Path, at: datetime) -> None:
        self._file = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._at = (max(at.year, _FIRST_YEAR), at.month, at.day, at.hour, at.minute, at.second)
        self._sums: list[str] = []

    def add(self, name: str, content: bytes, *, packed: bool = False) -> None:
        """One member; one that is `packed` is not compressed again."""
        info = zipfile.ZipInfo(name, self._at)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.create_system, info.external_attr = 3, 0o644 << 16  # as on Unix, wherever it is made
        self._file.writestr(info, content)
        self._sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")

    def close_with_sums(self) -> None:
        """What `sha256sum -c` reads, of every member before."""
        self.add(SUMS, "".join(self._sums).encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
