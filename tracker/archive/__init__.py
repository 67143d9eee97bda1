"""Stored pages and texts in, pages out: WARC, WACZ, HTML, JSON Lines, CSV, Parquet."""

from tracker.archive.evidence import EvidenceFile
from tracker.archive.source import Damaged, Item, Source, find_sources, read_again, read_source
from tracker.archive.tail import half_written
from tracker.archive.writer import WarcWriter

__all__ = [
    "Damaged", "EvidenceFile", "Item", "Source", "WarcWriter", "find_sources", "half_written", "read_again",
    "read_source",
]  # fmt: skip
