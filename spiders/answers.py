"""What an answer, or the lack of one, means for the address that was asked for. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.client import responses

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

from tracker.types import Outcome

#: When an address is tried again for the first time (`spiders.backoff` has the later ones). A refusal is asked again
#: in case the rules change; what is gone is not.
RETRY_FAILED = timedelta(hours=1)
RETRY_BLOCKED = timedelta(days=1)
RETRY_REFUSED = timedelta(days=7)
_LONGEST_WAIT = timedelta(days=1)

_BLOCKED = frozenset({202, 401, 402, 403, 407, 418, 429, 451})
#: The page is there no more.
GONE = frozenset({404, 410})
#: Pages that ask whether a person is reading, with status 200 or 503: by a title that is nothing else, and by what
#: only the challenge itself holds. Scripts that watch visitors stand in ordinary pages as well and tell nothing.
_CHALLENGE = re.compile(
    r"""<title>\s*
      (?: just\ a\ moment\W* | attention\ required!?\W+cloudflare | access\ (?:to\ this\ page\ has\ been\ )?denied\W*
        | ddos-guard | (?:are\ you|you\ are\ not)\ a\ robot\W* | one\ moment,\ please\W* | human\ verification
        | security\ check | bot\ verification | checking\ your\ browser\W* | pardon\ our\ interruption\W*
        | robot\ or\ human\W* | request\ rejected | vercel\ security\ checkpoint | un\ instant\W*
        | nur\ einen\ moment\W*
        | (?:вы|Вы)\ не\ робот\W* | (?:проверка|Проверка)\ браузера\W* | (?:ой|Ой)!
        | 请稍候\W* | しばらくお待ちください\W* )
    \s*</title>
    | <form[^>]+id="challenge-form" | <iframe[^>]+/_incapsula_resource | ['"]geo\.captcha-delivery\.com['"]
    | window\._cf_chl_opt | id="px-captcha" | sucuri_cloudproxy_js | incapsula\ incident\ id""".encode(),
    re.I | re.X,
)
#: A captcha stands in comment forms too, and cookies are set everywhere: they are a wall where there is no text.
_CAPTCHA = re.compile(rb"(?:g-recaptcha|h-captcha|cf-turnstile|smart-captcha|showcaptcha)\b", re.I)
_RELOADS = re.compile(rb"document\.cookie.{0,2000}location\.(?:reload|replace|href)", re.I | re.S)
_NO_TEXT = re.compile(rb"<(script|style|noscript|title)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.I | re.S)
_CAPTCHA_WORDS, _RELOAD_WORDS = 60, 15
#: A real article page that merely carries a captcha in its comment form is longer than any challenge.
_CHALLENGE_SIZE = 30_000

_MEANINGS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "the host's name cannot be resolved"),
    (DownloadConnectionRefusedError, "the connection was refused"),
    (DownloadTimeoutError, "no answer in time"),
    (ResponseDataLossError, "the answer broke off"),
    (DownloadFailedError, "the connection broke"),
    (UnsupportedURLSchemeError, "not a web address"),
)


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
    said = _said(status)
    if "challenge" in headers.get("cf-mitigated", "") or headers.get("x-amzn-waf-action") in ("challenge", "captcha"):
        return Ending(Outcome.BLOCKED, f"a challenge instead of a page ({said})", RETRY_BLOCKED)
    if status in _BLOCKED or (status == 503 and "retry-after" in headers):
        return Ending(Outcome.BLOCKED, said, _wait(headers) or RETRY_BLOCKED)
    if len(body) < _CHALLENGE_SIZE and _is_challenge(body):
        return Ending(Outcome.BLOCKED, f"a challenge instead of a page ({said})", RETRY_BLOCKED)
    if status in GONE:
        return Ending(Outcome.FAILED, said, None)
    if not 200 <= status < 300:
        return Ending(Outcome.FAILED, said, RETRY_FAILED)
    return None


def judge_failure(error: BaseException | None) -> Ending:
    """What an error of Scrapy's downloader means."""
    if isinstance(error, PostponedError):
        return Ending(Outcome.FAILED, str(error), None, postponed=True)
    if isinstance(error, RobotsUnreachableError):
        return Ending(Outcome.FAILED, str(error), RETRY_FAILED)
    if isinstance(error, IgnoreRequest):
        if "robots.txt" in str(error):
            return Ending(Outcome.REFUSED, "robots.txt says no", RETRY_REFUSED)
        return Ending(Outcome.FAILED, _short(str(error)) or "the answer was given up", RETRY_REFUSED)
    if isinstance(error, DownloadCancelledError):
        return Ending(Outcome.FAILED, _short(str(error)), RETRY_REFUSED)
    if isinstance(error, DownloadFailedError) and "certificate" in str(error):
        return Ending(Outcome.FAILED, "the certificate of the site is not valid", RETRY_FAILED)
    for kind, said in _MEANINGS:
        if isinstance(error, kind):
            return Ending(Outcome.FAILED, said, RETRY_FAILED)
    return Ending(Outcome.FAILED, _short(f"{type(error).__name__}: {error}"), RETRY_FAILED)


def _is_challenge(body: bytes) -> bool:
    if _CHALLENGE.search(body):
        return True
    most = _CAPTCHA_WORDS if _CAPTCHA.search(body) else _RELOAD_WORDS if _RELOADS.search(body) else 0
    return bool(most) and len(_NO_TEXT.sub(b" ", body).split()) < most


def trouble_of_answer(status: int, headers: Mapping[str, str], *, robots: bool = False) -> Trouble | None:
    """Whether an answer means that its host is to be asked nothing for a while: 429; 503, at once where it says for how
    long; 502 and 504, as silence. `robots`: of a robots.txt every server error closes the whole site."""
    if status not in (429, 502, 503, 504) and not (robots and status >= 500):
        return None
    asked = _wait(headers)
    return Trouble(_said(status), status == 429 or asked is not None or robots, asked)


def trouble_of_failure(error: BaseException | None) -> Trouble | None:
    """Whether an error of Scrapy's downloader speaks of the host."""
    if not isinstance(error, _HOST_ERRORS):
        return None
    return Trouble(judge_failure(error).reason, refuses=False)


def _said(status: int) -> str:
    return f"{status} {responses.get(status, '')}".rstrip()


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


def _short(message: str) -> str:
    """Scrapy's messages end in the request they speak of; the address stands beside the reason already."""
    return " ".join(re.sub(r"\s*in request <.*|<\d+ \S+>\s*", " ", message).split())[:300].strip(". ")
