"""One page or text to all that is known of it: article, credits, fingerprints. Pure; run in worker processes."""

import hashlib
import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from tracker.catalogue import Catalogue, load_catalogue
from tracker.credits import read_credits
from tracker.credits.unread import read_unread
from tracker.extract import extract, extract_text
from tracker.match import fingerprint
from tracker.pipeline.refusals import refusal
from tracker.types import Outcome, Page, PlainText, Reading, Receipt, Unread

Kept = TypeVar("Kept", Page, PlainText, Page | PlainText, Receipt)

#: The outlet of a page that names none: a file saved without its address.
NO_OUTLET = "unknown"


def read(content: Page | PlainText, catalogue: Catalogue) -> Reading:
    """Read one page or text by today's rules. Never raises for what the page holds."""
    receipt = receipt_of(content, catalogue)
    if isinstance(content, Page):
        outlet = catalogue.outlet(receipt.outlet)
        article = extract(content, timezone=outlet.timezone if outlet else None)
    else:
        article = extract_text(content)
    if isinstance(content, Page) and not (isinstance(article, Unread) and article.outcome is not Outcome.FAILED):
        headers = {name.lower(): value for name, value in content.headers}
        if refused := refusal(content.status, headers, content.body):
            article = Unread(outcome=Outcome.BLOCKED, reason=refused)
    if isinstance(article, Unread):
        return Reading(receipt=receipt, article=article)
    stated = read_credits(article, catalogue)
    return Reading(
        receipt=receipt,
        article=article,
        credits=stated,
        fingerprints=fingerprint(article.text),
        unread=read_unread(article, catalogue, stated),
    )


def lost(content: Page | PlainText, reason: str, catalogue: Catalogue) -> Reading:
    """The reading of a page that ended the process that read it, or was not read in time."""
    unread = Unread(outcome=Outcome.UNREADABLE, reason=unreadable(reason))
    return Reading(receipt=receipt_of(content, catalogue), article=unread)


def unreadable(reason: str) -> str:
    """What is said of a page that was lost with its process."""
    return f"the page could not be read: {reason}"


def receipt_of(content: Page | PlainText, catalogue: Catalogue) -> Receipt:
    """What is kept of every page, read or not."""
    headers: dict[str, str] = {}
    if isinstance(content, Page):
        final_url, status, size = content.final_url, content.status, len(content.body)
        headers = {name.lower(): value for name, value in content.headers}
    else:
        final_url, status, size = content.url, 200, len(content.text.encode("utf-8", "replace"))
    return Receipt(
        url=content.url,
        final_url=final_url,
        fetched_at=content.fetched_at,
        status=status,
        sha256=digest(content),
        size=size,
        outlet=_outlet(content, catalogue),
        archived_in=content.archived_in,
        archived_at=content.archived_at,
        archived_length=content.archived_length if isinstance(content, Page) else None,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        given_outlet=content.outlet,
        hints=content.hints,
    )


def digest(content: Page | PlainText) -> str:
    """SHA-256 (hexadecimal) of a page's body, or of all that a row says of a text."""
    if isinstance(content, Page):
        return hashlib.sha256(content.body).hexdigest()
    hints = content.hints
    said = (content.title or "", content.text, hints.published or "", "\x1e".join(hints.creators))
    return hashlib.sha256("\x1f".join(said).encode("utf-8", "replace")).hexdigest()


def kept_absolute(content: Kept) -> Kept:
    """With the whole path of its archive: the page may be read again from another folder."""
    return replace(content, archived_in=os.path.abspath(content.archived_in)) if content.archived_in else content


def worker_catalogue(config: Path | None) -> Catalogue:
    """The catalogue of this process, loaded once, and again when the user's file has changed."""
    return _loaded(config, config.stat().st_mtime_ns if config else 0)


@lru_cache(maxsize=4)
def _loaded(config: Path | None, _changed: int) -> Catalogue:
    return load_catalogue(*([config] if config else []))


def _outlet(content: Page | PlainText, catalogue: Catalogue) -> str:
    if content.outlet:
        known = catalogue.outlet(content.outlet)
        return known.key if known else content.outlet
    return catalogue.outlet_key(content.url) or NO_OUTLET
