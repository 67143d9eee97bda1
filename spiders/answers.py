"""What an answer, or the lack of one, means for the address that was asked for. Pure."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from gzip import BadGzipFile

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from tracker.pipeline.refusals import refusal, said_of
from tracker.types import Outcome

#: When an address is tried again for the first time (`spiders.backoff` has the later ones). A refusal is asked again
#: in case the rules change; what is gone is not.
RETRY_FAILED = timedelta(hours=1)
RETRY_BLOCKED = timedelta(days=1)
RETRY_REFUSED = timedelta(days=7)
_LONGEST_WAIT = timedelta(days=1)

#: The page is there no more.
GONE = frozenset({404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MEANINGS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "the host's name cannot be resolved"),
    (DownloadConnectionRefusedError, "the connection was refused"),
    (DownloadTimeoutError, "no answer in time"),
    (ResponseDataLossError, "the answer broke off"),
    (DownloadFailedError, "the connection broke"),
    (UnsupportedURLSchemeError, "not a web address"),
)

#: What comes packed and is damaged: of gzip, of deflate; those of brotli and zstd are known by their modules.
_UNPACKING = (EOFError, BadGzipFile, zlib.error)
_PACKERS = frozenset({"brotli", "brotlicffi", "zstandard", "compression", "backports"})
_TOO_LARGE = re.compile(r"(?:max size|DOWNLOAD_MAXSIZE) \((\d+)")

#: Errors that speak of the host, not of the page: it cannot be found or reached, or keeps silent.
_HOST_ERRORS = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    DownloadFailedError,
)


class PostponedError(IgnoreRequest):
    """An address that was not asked: it stays as it was, due in the database."""


class RobotsUnreachableError(IgnoreRequest):
    """The site's robots.txt cannot be had, so that the site counts as closed."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an address ended without a page, why, and after how long it is worth another try (None: never).

    `postponed`: it was not asked at all, and nothing is to be settled.
    """

    outcome: Outcome
    reason: str
    retry: timedelta | None
    postponed: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an answer, or silence, says of its host."""

    reason: str
    refuses: bool  #: it asks to be left alone, and does not only keep silent
    asked: timedelta | None = None  #: for how long, by its `Retry-After`


def judge_answer(status: int, headers: Mapping[str, str], body: bytes) -> Ending | None:
    """What keeps an answer from being a page; None where it is one. Names of `headers` are in lower case.

    A refusal is never taken for an empty page: challenges are told by status, header and content.
    """
    if refused := refusal(status, headers, body):
        return Ending(Outcome.BLOCKED, refused, _wait(headers) or RETRY_BLOCKED)
    if status in GONE:
        return Ending(Outcome.GONE, said_of(status), None)
    if status in _REDIRECTS:  # Scrapy follows all others
        return Ending(Outcome.FAILED, f"{said_of(status)}: {_leading(headers)}", RETRY_FAILED)
    if not 200 <= status < 300:
        return Ending(Outcome.FAILED, said_of(status), RETRY_FAILED)
    return None


def _leading(headers: Mapping[str, str]) -> str:
    target = headers.get("location", "").strip()
    return f"it leads to no address of the web ({target[:200]})" if target else "it leads nowhere"


def judge_failure(error: BaseException | None) -> Ending:
    """What an error of Scrapy's downloader means."""
    if isinstance(error, PostponedError):
        return Ending(Outcome.FAILED, str(error), None, postponed=True)
    if isinstance(error, RobotsUnreachableError):
        return Ending(Outcome.FAILED, str(error), RETRY_FAILED)
    if isinstance(error, IgnoreRequest | DownloadCancelledError):
        if "robots.txt" in str(error):
            return Ending(Outcome.REFUSED, "robots.txt says no", RETRY_REFUSED)
        return Ending(Outcome.FAILED, _given_up(str(error)), RETRY_REFUSED)
    if isinstance(error, _UNPACKING) or type(error).__module__.split(".")[0] in _PACKERS:
        return Ending(Outcome.FAILED, f"the answer cannot be unpacked: {_short(str(error))}", RETRY_FAILED)
    if isinstance(error, DownloadFailedError) and "certificate" in str(error):
        return Ending(Outcome.FAILED, "the certificate of the site is not valid", RETRY_FAILED)
    for kind, said in _MEANINGS:
        if isinstance(error, kind):
            return Ending(Outcome.FAILED, said, RETRY_FAILED)
    return Ending(Outcome.FAILED, own_error(error), RETRY_FAILED)


def own_error(error: BaseException | None) -> str:
    """What is said of an error that nobody foresaw."""
    if error is None:
        return "no answer, and nothing says why"
    return _short(f"an error of the program's own ({type(error).__name__}: {error})")


def trouble_of_answer(status: int, headers: Mapping[str, str], *, robots: bool = False) -> Trouble | None:
    """Whether an answer means that its host is to be asked nothing for a while: 429; 503, at once where it says for how
    long; 502 and 504, as silence. `robots`: of a robots.txt every server error closes the whole site."""
    if status not in (429, 502, 503, 504) and not (robots and status >= 500):
        return None
    asked = _wait(headers)
    return Trouble(said_of(status), status == 429 or asked is not None or robots, asked)


def trouble_of_failure(error: BaseException | None) -> Trouble | None:
    """Whether an error of Scrapy's downloader speaks of the host."""
    if not isinstance(error, _HOST_ERRORS):
        return None
    return Trouble(judge_failure(error).reason, refuses=False)


def _wait(headers: Mapping[str, str]) -> timedelta | None:
    """`Retry-After` in seconds or as a date, at most a day; None where there is none or it makes no sense."""
    written = headers.get("retry-after", "").strip()
    if written.isdigit():
        return min(timedelta(seconds=int(written[:9])), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(written)
        now = parsedate_to_datetime(headers.get("date", ""))
        return min(max(until - now, timedelta()), _LONGEST_WAIT)
    except (ValueError, TypeError):
        return None


def _given_up(said: str) -> str:
    """Scrapy's words for what it gives up, in ours."""
    if said == "max redirections reached":
        return "it leads on and on, or in a circle"
    if found := _TOO_LARGE.search(said):
        unpacked = " when unpacked" if "decompression" in said else ""
        return f"the answer is larger than {int(found[1]):,} bytes{unpacked}"
    return _short(said) or "the answer was given up"


def _short(message: str) -> str:
    """Scrapy's messages end in the request they speak of; the address stands beside the reason already."""
    return " ".join(re.sub(r"\s*in request <.*|<\d+ \S+>\s*", " ", message).split())[:300].strip(". ")
