"""Joins the rooms: pages in, stories out. The only room that knows extract, credits, match, chains and db at once."""

from tracker.pipeline.agenda import Due, agenda, next_poll
from tracker.pipeline.holders import is_dead, own_name
from tracker.pipeline.linking import LinkSummary
from tracker.pipeline.progress import Progress, Step
from tracker.pipeline.reading import lost, receipt_of
from tracker.pipeline.reread import ReprocessSummary, Reread
from tracker.pipeline.tasks import read_page
from tracker.pipeline.tracker import IngestSummary, Tracker, open_tracker, processors
from tracker.pipeline.workers import Workers

__all__ = [
    "Due", "IngestSummary", "LinkSummary", "Progress", "ReprocessSummary", "Reread", "Step", "Tracker", "Workers",
    "agenda", "is_dead", "lost", "next_poll", "open_tracker", "own_name", "processors", "read_page",
    "receipt_of",
]  # fmt: skip
