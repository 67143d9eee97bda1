"""The republication tracker: which outlets republished which wire stories, on what evidence."""

__version__ = "0.1.0"
