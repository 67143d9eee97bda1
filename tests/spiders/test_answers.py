"""What answers and failures mean."""

import zlib
from datetime import timedelta
from gzip import BadGzipFile

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from spiders.answers import RETRY_BLOCKED, RETRY_FAILED, judge_answer, judge_failure
from tracker.types import Outcome

PAGE = b"<html><title>Ferries</title><p>Text</p></html>"


BLOCKED = (Outcome.BLOCKED, RETRY_BLOCKED)


@pytest.mark.parametrize(
    "furniture",
    [
        '<form class="comments"><div class="g-recaptcha"></div></form>',
        "<script>document.cookie = 'seen=1'; if (old) location.reload();</script>",
        "<script src='https://www.google.com/recaptcha/api.js'></script>",
    ],
)
def test_what_watches_visitors_beside_a_text_is_no_challenge(furniture: str) -> None:
    text = "The ferry left the harbour at dawn and came back at dusk. " * 6
    assert judge_answer(200, {}, f"<title>Ferries</title>{furniture}<p>{text}</p>".encode()) is None


@pytest.mark.parametrize("status", [200, 203])
def test_pages(status: int) -> None:
    assert judge_answer(status, {}, PAGE) is None


@pytest.mark.parametrize(
    ("status", "headers", "body", "outcome", "retry"),
    [
        (202, {}, b"", Outcome.BLOCKED, RETRY_BLOCKED),
        (401, {}, PAGE, Outcome.BLOCKED, RETRY_BLOCKED),
        (403, {}, PAGE, Outcome.BLOCKED, RETRY_BLOCKED),
        (451, {}, PAGE, Outcome.BLOCKED, RETRY_BLOCKED),
        (429, {"retry-after": "120"}, PAGE, Outcome.BLOCKED, timedelta(seconds=120)),
        (429, {"retry-after": "99999999999999"}, PAGE, Outcome.BLOCKED, timedelta(days=1)),
        (429, {"retry-after": "soon"}, PAGE, Outcome.BLOCKED, RETRY_BLOCKED),
        (
            503,
            {"retry-after": "Tue, 11 Mar 2025 09:00:00 GMT", "date": "Tue, 11 Mar 2025 08:00:00 GMT"},
            PAGE,
            Outcome.BLOCKED,
            timedelta(hours=1),
        ),
        (200, {"cf-mitigated": "challenge"}, PAGE, Outcome.BLOCKED, RETRY_BLOCKED),
        (200, {}, b"<title>Just a moment...</title>", Outcome.BLOCKED, RETRY_BLOCKED),
        (503, {}, b"<title> Attention Required! | Cloudflare</title>", Outcome.BLOCKED, RETRY_BLOCKED),
        (200, {}, b"<script>var dd={'host':'geo.captcha-delivery.com'}</script>", Outcome.BLOCKED, RETRY_BLOCKED),
        (200, {}, b'<form id="challenge-form" action="/x">', Outcome.BLOCKED, RETRY_BLOCKED),
        (200, {}, "<title>Вы не робот?</title>".encode(), Outcome.BLOCKED, RETRY_BLOCKED),
        (200, {}, b'<title>Paper</title><p>One more step.</p><div class="g-recaptcha"></div>', *BLOCKED),
        (200, {}, b"<script>document.cookie='a=1';location.reload()</script><p>Please wait</p>", *BLOCKED),
        (404, {}, PAGE, Outcome.GONE, None),
        (410, {}, PAGE, Outcome.GONE, None),
        (500, {}, PAGE, Outcome.FAILED, RETRY_FAILED),
        (503, {}, PAGE, Outcome.FAILED, RETRY_FAILED),
        (301, {}, PAGE, Outcome.FAILED, RETRY_FAILED),
        (302, {"location": "ftp://paper.example/"}, PAGE, Outcome.FAILED, RETRY_FAILED),
        (999, {}, PAGE, Outcome.FAILED, RETRY_FAILED),
    ],
)
def test_no_pages(status: int, headers: dict[str, str], body: bytes, outcome: Outcome, retry: timedelta | None) -> None:
    ending = judge_answer(status, headers, body)
    assert ending is not None
    assert (ending.outcome, ending.retry) == (outcome, retry)
    assert str(status) in ending.reason


@pytest.mark.parametrize(
    "body",
    [
        b"<title>Just a moment of peace in Skarvik</title>",
        b"<title>Access denied to fishing grounds, skippers say</title>",
        b'<title>Ferries</title><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>',
        b"<title>Ferries</title><div class='g-recaptcha'></div>" + b"<p>They sail again, skippers say.</p>" * 12,
    ],
)
def test_pages_that_resemble_a_challenge(body: bytes) -> None:
    assert judge_answer(200, {}, body) is None


@pytest.mark.parametrize(
    ("error", "outcome", "said"),
    [
        (IgnoreRequest("Forbidden by robots.txt"), Outcome.REFUSED, "robots.txt says no"),
        (IgnoreRequest("max redirections reached"), Outcome.FAILED, "it leads on and on, or in a circle"),
        (CannotResolveHostError("no.example"), Outcome.FAILED, "the host's name cannot be resolved"),
        (
            DownloadFailedError("[<Failure OpenSSL.SSL.Error: [('SSL routines', '', 'certificate verify failed')]>]"),
            Outcome.FAILED,
            "the certificate of the site is not valid",
        ),
        (DownloadTimeoutError(), Outcome.FAILED, "no answer in time"),
        (
            DownloadCancelledError(
                "Received 9 bytes which is larger than download max size (5) in request <GET http://x.example/>."
            ),
            Outcome.FAILED,
            "the answer is larger than 5 bytes",
        ),
        (
            IgnoreRequest(
                "Ignored response <200 http://x.example/> since its body exceeded DOWNLOAD_MAXSIZE (40000 B) "
                "during decompression."
            ),
            Outcome.FAILED,
            "the answer is larger than 40,000 bytes when unpacked",
        ),
        (IgnoreRequest(""), Outcome.FAILED, "the answer was given up"),
        (EOFError("It ended early."), Outcome.FAILED, "the answer cannot be unpacked: It ended early"),
        (BadGzipFile("Not a gzipped file"), Outcome.FAILED, "the answer cannot be unpacked: Not a gzipped file"),
        (zlib.error("Error -3"), Outcome.FAILED, "the answer cannot be unpacked: Error -3"),
        (RuntimeError("strange"), Outcome.FAILED, "an error of the program's own (RuntimeError: strange)"),
        (None, Outcome.FAILED, "no answer, and nothing says why"),
    ],
)
def test_failures(error: BaseException | None, outcome: Outcome, said: str) -> None:
    ending = judge_failure(error)
    assert (ending.outcome, ending.reason) == (outcome, said)
