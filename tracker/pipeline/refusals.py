"""Whether an answer is a refusal, or a challenge in a page's place: by status, header and content. Pure.

One judgement for a crawl, an ingestion and whoever reads an archive again: what was kept as evidence of a refusal is
never taken for an article later.
"""

import re
from collections.abc import Mapping
from http.client import responses

_BLOCKED = frozenset({202, 401, 402, 403, 407, 418, 429, 451})
#: Pages that ask whether a person is reading, with status 200 or 503: by a title that is nothing else, and by what
#: only the challenge itself holds. Scripts that watch visitors stand in ordinary pages as well and tell nothing.
_TITLE = re.compile(
    r"""<title>\s*
      (?: just\ a\ moment\W* | attention\ required!?\W+cloudflare | access\ (?:to\ this\ page\ has\ been\ )?denied\W*
        | ddos-guard | (?:are\ you|you\ are\ not)\ a\ robot\W* | one\ moment,\ please\W* | human\ verification
        | security\ check | bot\ verification | checking\ your\ browser\W* | pardon\ our\ interruption\W*
        | robot\ or\ human\W* | request\ rejected | vercel\ security\ checkpoint | un\ instant\W*
        | nur\ einen\ moment\W*
        | (?:вы|Вы)\ не\ робот\W* | (?:проверка|Проверка)\ браузера\W* | (?:ой|Ой)!
        | 请稍候\W* | しばらくお待ちください\W* )
    \s*</title>""".encode(),
    re.I | re.X,
)
_CHALLENGE = re.compile(
    rb"""<form[^>]+id="challenge-form" | <iframe[^>]+/_incapsula_resource | ['"]geo\.captcha-delivery\.com['"]
    | window\._cf_chl_opt | id="px-captcha" | sucuri_cloudproxy_js | incapsula\ incident\ id""",
    re.I | re.X,
)
#: One of these stands in whatever the expressions above and below find: most pages are let through at their cost.
_TRACES = (
    b"challenge-form", b"_incapsula_resource", b"captcha", b"_cf_chl_opt", b"sucuri_cloudproxy_js",
    b"incapsula incident id", b"cf-turnstile", b"document.cookie",
)  # fmt: skip
#: A captcha stands in comment forms too, and cookies are set everywhere: they are a wall where there is no text.
_CAPTCHA = re.compile(rb"(?:g-recaptcha|h-captcha|cf-turnstile|smart-captcha|showcaptcha)\b", re.I)
_RELOADS = re.compile(rb"document\.cookie.{0,2000}location\.(?:reload|replace|href)", re.I | re.S)
_NO_TEXT = re.compile(rb"<(script|style|noscript|title)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.I | re.S)
_CAPTCHA_WORDS, _RELOAD_WORDS = 60, 15
#: A real article page that merely carries a captcha in its comment form is longer than any challenge.
_CHALLENGE_SIZE = 30_000


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Why an answer is a refusal, in words for a person; None where it is none. Names of `headers` in lower case."""
    said = said_of(status)
    if "challenge" in headers.get("cf-mitigated", "") or headers.get("x-amzn-waf-action") in ("challenge", "captcha"):
        return f"a challenge instead of a page ({said})"
    if status in _BLOCKED or (status == 503 and "retry-after" in headers):
        return said
    if len(body) < _CHALLENGE_SIZE and _is_challenge(body):
        return f"a challenge instead of a page ({said})"
    return None


def said_of(status: int) -> str:
    """A status with its name."""
    return f"{status} {responses.get(status, '')}".rstrip()


def _is_challenge(body: bytes) -> bool:
    lowered = body.lower()
    title = lowered.find(b"<title>")
    while title >= 0:
        if _TITLE.match(body, title):
            return True
        title = lowered.find(b"<title>", title + 1)
    if not any(trace in lowered for trace in _TRACES):
        return False
    if _CHALLENGE.search(body):
        return True
    most = _CAPTCHA_WORDS if _CAPTCHA.search(body) else _RELOAD_WORDS if _RELOADS.search(body) else 0
    return bool(most) and len(_NO_TEXT.sub(b" ", body).split()) < most
