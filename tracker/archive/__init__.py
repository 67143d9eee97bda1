"""Stored pages and texts in, pages out: WARC, WACZ, HTML, JSON Lines, CSV, Parquet."""

from tracker.archive.source import Damaged, Item, Source, find_sources, read_again, read_source
from tracker.archive.writer import WarcWriter

__all__ = ["Damaged", "Item", "Source", "WarcWriter", "find_sources", "read_again", "read_source"]
