"""What looks wrong with an outlet, judged from counts of a day against its own past. Pure.

A signal is no outcome: pages are counted as they ended, and a signal says that these counts may mislead. It says what
was seen, not why; a person looks. Each rule has floors below which it says nothing: of three pages anything can be
true.
"""

from tracker.signals.blocked import Asked, judge_blocked
from tracker.signals.credits import Credited, judge_credits
from tracker.signals.failing import Failing, judge_failing
from tracker.signals.no_items import Polled, judge_items
from tracker.signals.same_page import Alike, judge_alike
from tracker.signals.signal import Kind, Signal
from tracker.signals.teaser import Lengths, Shrunk, judge_lengths, judge_shrunk

__all__ = [
    "Alike", "Asked", "Credited", "Failing", "Kind", "Lengths", "Polled", "Shrunk", "Signal", "judge_alike",
    "judge_blocked", "judge_credits", "judge_failing", "judge_items", "judge_lengths", "judge_shrunk",
]  # fmt: skip
