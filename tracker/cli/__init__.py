"""The command line: thin commands over the rooms. What is slow to import is imported inside the commands."""

from tracker.cli.app import app, main

__all__ = ["app", "main"]
