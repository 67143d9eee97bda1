"""What a page says about where its text comes from. Pure; one file per form of statement."""

from tracker.credits.read import read_credits

__all__ = ["read_credits"]
