"""Which articles carry one text, and where it came from: matches and credits become stories and chains. Pure."""

from tracker.chains.stories import build_stories

__all__ = ["build_stories"]
