"""Joins the rooms: pages in, stories out. The only room that knows extract, credits, match, chains and db at once."""

from tracker.pipeline.linking import LinkSummary
from tracker.pipeline.progress import Progress, Step
from tracker.pipeline.reread import ReprocessSummary, Reread
from tracker.pipeline.tracker import IngestSummary, Tracker, open_tracker

__all__ = [
    "IngestSummary", "LinkSummary", "Progress", "ReprocessSummary", "Reread", "Step", "Tracker", "open_tracker",
]  # fmt: skip
