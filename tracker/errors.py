"""One tree of errors. Each names the thing it concerns, so that a message can stand alone in a log.

An error is raised for what stops the work at hand. What is wrong with one page of many is a value
(`tracker.types.Unread`), recorded beside the page, and stops nothing.
"""

from collections.abc import Iterable


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """`; did you mean 'reuters'?`, to end a message, where a known word is near to the one written; else nothing."""
    from difflib import get_close_matches

    near = get_close_matches(written.lower(), list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class TrackerError(Exception):
    """What went wrong (`message`), with the address, file or outlet it concerns (`subject`)."""

    def __init__(self, message: str, subject: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}" if self.subject else self.message


class ConfigError(TrackerError):
    """A setting is wrong; `subject` is the file with its table, or the environment variable."""


class CatalogueError(TrackerError):
    """A table of the catalogue is wrong; `subject` is the file and the key."""


class DatabaseError(TrackerError):
    """The tracking database cannot be opened or used; `subject` is its address, without password."""


class DatabaseTooNewError(DatabaseError):
    """The database was written by a newer program; nothing was changed."""


class QueryError(TrackerError):
    """A user's SQL was refused or failed; `subject` is None."""


class SourceError(TrackerError):
    """A file given to `ingest` cannot be read at all; `subject` is its path."""


class ArchiveError(TrackerError):
    """A page cannot be kept: the archive's budget is spent, or its disk full; `subject` is the folder or file."""


class UnknownAddressError(TrackerError):
    """No article of this address is recorded; `subject` is the address."""


class VerdictError(TrackerError):
    """A verdict that cannot be recorded or withdrawn; `subject` is its address, number, or file with line."""


class CrawlError(TrackerError):
    """A crawl could not be started or ended badly; `subject` is the outlet or address."""


class ProcessesError(TrackerError):
    """Worker processes cannot be started, or were ended from outside; `subject` is None."""


class LostAnswerError(TrackerError):
    """A question ended the process that was to answer it, or ran into its time limit; `message` says which."""
